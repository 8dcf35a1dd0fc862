/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

static void
test_list (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "info-list", "");
  g_assert_true (page_fixture_shows (f, "Good to know"));
  page_fixture_click (f, "DBS checks");
  page_fixture_wait_page (f, "info");
  g_assert_true (page_fixture_shows (f, "Who needs one?"));
  g_assert_true (page_fixture_shows (f, "Who says so"));
}

/* The number of a support body, from the store. (transfer full) */
static char *
dup_phone (PageFixture *f, const char *title)
{
  g_autoptr (GPtrArray) pathways
    = foyer_store_list_pathways (foyer_backend_get_store (f->backend), NULL, NULL);

  for (guint i = 0; i < pathways->len; i++)
    {
      FoyerPathway *pathway = g_ptr_array_index (pathways, i);

      if (g_str_equal (pathway->title, title))
        return g_strdup (pathway->contact_phone);
    }
  g_assert_not_reached ();
}

static void
test_nearest_help (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *phone = dup_phone (f, "Chelmsford Volunteer Centre");
  const char *own, *county, *far;

  page_fixture_open (f, "info-list", "");
  page_fixture_click (f, "Who can help you");
  page_fixture_wait_page (f, "info");
  text = page_fixture_dup_text (f);
  own = strstr (text, "Chelmsford Volunteer Centre");
  county = strstr (text, "Volunteer Essex");
  far = strstr (text, "Community360, Colchester");
  g_assert_true (own != NULL && county != NULL && far != NULL);
  g_assert_true (own < county && county < far);
  g_assert_true (page_fixture_shows (f, phone));
}

static void
test_postcode_moves_help (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  foyer_visit_set_origin (foyer_page_get_visit (page_fixture_page (f)), "CO1 1JN");
  page_fixture_open (f, "info", "@who-can-help");
  text = page_fixture_dup_text (f);
  g_assert_true (strstr (text, "Community360, Colchester")
                 < strstr (text, "Chelmsford Volunteer Centre"));
}

static void
test_numbers (PageFixture *f, gconstpointer data)
{
  const char *const numbers[] = { "999", "0800 1111", "116 123", "85258", "111" };

  page_fixture_open (f, "info", "help-now");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      GtkWidget *number = page_fixture_find (f, numbers[i]);

      g_assert_nonnull (number);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (number)), ==, numbers[i]);
      g_assert_true (gtk_widget_has_css_class (number, "phone-number"));
    }
}

/* Even with nothing in the store, help says something true. */
static void
test_help_without_content (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "info", "help-now");
  g_assert_true (page_fixture_shows (f, "999"));
  g_assert_true (page_fixture_shows (f, "Tell a member of staff here."));
}

static void
test_missing (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "info", "no-such-page");
  g_assert_true (page_fixture_shows (f, "This page is not here yet"));
  page_fixture_open (f, "info-list", "");
  g_assert_true (page_fixture_shows (f, "These pages are on their way."));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "info", "help-now");
  page_fixture_assert_fits (f);
  page_fixture_open (f, "info", "@who-can-help");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/info-page/" name, PageFixture, data, page_fixture_set_up, function,                \
              page_fixture_tear_down)
  ADD ("good-to-know-opens-a-page", NULL, test_list);
  ADD ("the-nearest-help-comes-first", NULL, test_nearest_help);
  ADD ("a-postcode-moves-what-is-nearest", NULL, test_postcode_moves_help);
  ADD ("numbers-to-call-stand-large", NULL, test_numbers);
  ADD ("help-is-there-without-content", "empty", test_help_without_content);
  ADD ("a-missing-page-is-said-kindly", "empty", test_missing);
  ADD ("it-fits-at-every-text-size", NULL, test_fits);
#undef ADD
  return page_fixture_run ();
}
