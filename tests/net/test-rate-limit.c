/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/foyer-rate-limit.h"
#include "core/model/foyer-json.h"
#include "net-fixture.h"

/* A kiosk that asks too often waits; the others do not. */

#define SECOND_US ((gint64)G_USEC_PER_SEC)

static void
a_bucket_gives_its_burst_and_then_its_rate (void)
{
  g_autoptr (FoyerRateLimit) limit = foyer_rate_limit_new (10, 5);
  guint wait_s = 0;

  for (guint i = 0; i < 10; i++)
    g_assert_true (foyer_rate_limit_take (limit, "a", 0, &wait_s));
  g_assert_false (foyer_rate_limit_take (limit, "a", 0, &wait_s));
  g_assert_cmpuint (wait_s, ==, 1);
  g_assert_true (foyer_rate_limit_take (limit, "b", 0, &wait_s));
  for (guint i = 0; i < 5; i++)
    g_assert_true (foyer_rate_limit_take (limit, "a", SECOND_US, &wait_s));
  g_assert_false (foyer_rate_limit_take (limit, "a", SECOND_US, &wait_s));
  /* Full again after its time, and no fuller. */
  for (guint i = 0; i < 10; i++)
    g_assert_true (foyer_rate_limit_take (limit, "a", 100 * SECOND_US, &wait_s));
  g_assert_false (foyer_rate_limit_take (limit, "a", 100 * SECOND_US, &wait_s));
  /* Control: without a limit everything goes. */
  foyer_rate_limit_set (limit, 0, 0);
  for (guint i = 0; i < 1000; i++)
    g_assert_true (foyer_rate_limit_take (limit, "a", 0, &wait_s));
}

static void
buckets_are_bounded_and_full_ones_go_first (void)
{
  g_autoptr (FoyerRateLimit) limit = foyer_rate_limit_new (2, 1);
  guint wait_s = 0;

  for (guint i = 0; i < FOYER_RATE_LIMIT_NAMES_MAX - 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("kiosk-%u", i);

      g_assert_true (foyer_rate_limit_take (limit, name, 0, &wait_s));
    }
  for (guint i = 0; i < 2; i++)
    g_assert_true (foyer_rate_limit_take (limit, "busy", 5 * SECOND_US, &wait_s));
  g_assert_cmpuint (foyer_rate_limit_size (limit), ==, FOYER_RATE_LIMIT_NAMES_MAX);
  g_assert_true (foyer_rate_limit_take (limit, "one more", 5 * SECOND_US, &wait_s));
  g_assert_cmpuint (foyer_rate_limit_size (limit), ==, 2);
  g_assert_false (foyer_rate_limit_take (limit, "busy", 5 * SECOND_US, &wait_s));
}

static void
a_kiosk_that_asks_too_often_is_told_when_to_come_again (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autoptr (FoyerSyncReport) ok = NULL;
  g_autoptr (FoyerSyncReport) busy = NULL;
  g_autoptr (FoyerSyncReport) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReply) metrics = NULL;
  g_autofree char *text = NULL;

  /* A round that sends is two requests: the records, and the heartbeat after them. */
  foyer_test_centre_set_rate (net->centre, 4, 1);
  first = net_sign_up (net, "Ada");
  ok = net_sync (net, NULL);
  second = net_sign_up (net, "Ben");
  foyer_sync_report_free (g_steal_pointer (&ok));
  ok = net_sync (net, NULL);
  third = net_sign_up (net, "Cleo");
  busy = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
  metrics = net_get (net, "/metrics");
  text = g_strndup (g_bytes_get_data (metrics->body, NULL), g_bytes_get_size (metrics->body));
  g_assert_nonnull (strstr (text, "\nfoyer_limited_total 1\n"));
  foyer_clock_advance (net->clock, 5 * SECOND_US);
  later = net_sync (net, NULL);
  g_assert_cmpuint (later->acknowledged, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/rate-limit/" path, func)
  ADD ("a-bucket-gives-its-burst-and-then-its-rate", a_bucket_gives_its_burst_and_then_its_rate);
  ADD ("buckets-are-bounded-and-full-ones-go-first", buckets_are_bounded_and_full_ones_go_first);
  ADD ("a-kiosk-that-asks-too-often-is-told-when-to-come-again",
       a_kiosk_that_asks_too_often_is_told_when_to_come_again);
  return g_test_run ();
}
