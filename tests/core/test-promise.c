/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-promise.h"

/* Saturday 28 November 2026, 10am. */
#define NOW_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

static FoyerListing *
listing_new (const char *more)
{
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"hedge\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
                       "\"title\":\"Hedge care\"%s}",
                       more);
  g_autoptr (GError) error = NULL;
  FoyerListing *listing = foyer_listing_new_from_json (json, &error);

  g_assert_no_error (error);
  return listing;
}

static FoyerProgramme *
programme_new (const char *more)
{
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"volunteering\",\"name\":\"Give time\"%s}", more);
  g_autoptr (GError) error = NULL;
  FoyerProgramme *programme = foyer_programme_new_from_json (json, &error);

  g_assert_no_error (error);
  return programme;
}

static void
assert_promise (
  const char *of_listing, const char *of_programme, gint64 fallback, gint64 now_us, const char *day)
{
  g_autoptr (FoyerListing) listing = listing_new (of_listing);
  g_autoptr (FoyerProgramme) programme = programme_new (of_programme);
  g_autofree char *reply_by = foyer_promise_reply_by (listing, programme, fallback, now_us);

  g_assert_cmpstr (reply_by, ==, day);
}

static void
test_nearest_decides (void)
{
  assert_promise (",\"reply_days\":3", ",\"reply_days\":10", 7, NOW_US, "2026-12-01");
  assert_promise ("", ",\"reply_days\":10", 7, NOW_US, "2026-12-08");
  assert_promise ("", "", 7, NOW_US, "2026-12-05");
}

static void
test_no_promise (void)
{
  g_autofree char *nothing = foyer_promise_reply_by (NULL, NULL, 0, NOW_US);

  g_assert_null (nothing);
  assert_promise (",\"reply_days\":0", ",\"reply_days\":10", 7, NOW_US, NULL);
  assert_promise ("", "", -3, NOW_US, NULL);
  assert_promise ("", "", G_MAXINT64, NOW_US, NULL);
}

/* Half past midnight in London on 1 July is still June in UTC. */
static void
test_london (void)
{
  assert_promise ("", "", 7, G_GINT64_CONSTANT (1782862200) * G_USEC_PER_SEC, "2026-07-08");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/promise/the-listing-decides-then-the-programme-then-the-kiosk",
                   test_nearest_decides);
  g_test_add_func ("/promise/no-days-is-no-promise", test_no_promise);
  g_test_add_func ("/promise/days-are-counted-in-london", test_london);
  return g_test_run ();
}
