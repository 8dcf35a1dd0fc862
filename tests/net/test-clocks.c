/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net-fixture.h"

/* A kiosk whose clock stands in 1970, in 2038 or anywhere, and a centre whose clock is right. */

#define DAY_US (24 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static const struct
{
  const char *what;
  gint64 unix_s;
} clocks[] = {
  { "a minute before 1970", -60 },
  { "the first second of 1970", 0 },
  { "a battery that died: 1970", 37 },
  { "the last second of 32 bits: 19 January 2038", G_GINT64_CONSTANT (2147483647) },
  { "the one after it", G_GINT64_CONSTANT (2147483648) },
  { "the last of 32 bits without a sign: 2106", G_GINT64_CONSTANT (4294967296) },
};

/* The fixture's kiosk, enrolled anew under a clock of its own. The centre keeps the fixture's. */
static FoyerClock *
set_kiosk_clock (Net *net, gint64 unix_s)
{
  FoyerClock *centre_clock = net->clock;
  const char *url = foyer_test_centre_get_url (net->centre);
  g_autofree char *code = foyer_test_centre_invite (net->centre, "lib-test");
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&net->outbox, foyer_outbox_close);
  g_clear_pointer (&net->store, foyer_store_close);
  g_clear_pointer (&net->trust, foyer_trust_free);
  foyer_test_remove_tree (net->state);
  g_free (net->state);
  net->state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  net->clock = foyer_clock_new_fake (unix_s * G_USEC_PER_SEC);
  foyer_sync_enrol_full (net->line, url, code, net->state, net->clock, NULL, &error);
  g_assert_no_error (error);
  net->trust = foyer_trust_load (net->state, &error);
  g_assert_no_error (error);
  net->store = foyer_store_open (net->state, &error);
  g_assert_no_error (error);
  foyer_store_set_clock (net->store, net->clock);
  net->outbox = foyer_outbox_open (net->state, net->clock, NULL, &error);
  g_assert_no_error (error);
  foyer_outbox_port_init_direct (&net->port, net->outbox);
  return centre_clock;
}

static void
assert_counts (Net *net, guint waiting, guint received)
{
  FoyerOutboxCounts counts = net_counts (net);

  g_assert_cmpuint (counts.waiting, ==, waiting);
  g_assert_cmpuint (counts.received, ==, received);
  g_assert_cmpuint (counts.quarantined, ==, 0);
}

static void
sync_once (Net *net)
{
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);

  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
a_kiosk_joins_signs_up_and_is_heard_whatever_its_clock_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autoptr (Net) net = net_new ();
      g_autoptr (FoyerClock) centre_clock = NULL;
      g_autofree char *item = net_listing ("seat", "A seat");
      g_autofree char *items = g_strdup_printf ("[%s]", item);
      g_autofree char *id = NULL;
      g_autoptr (FoyerSyncReport) report = NULL;

      g_test_message ("%s", clocks[i].what);
      foyer_test_centre_import (net->centre, "listings", items);
      centre_clock = set_kiosk_clock (net, clocks[i].unix_s);
      id = net_sign_up (net, "Robin");
      report = net_sync (net, NULL);
      g_assert_cmpuint (report->acknowledged, ==, 1);
      g_assert_cmpuint (report->problems->len, ==, 0);
      g_assert_cmpuint (report->updated, >=, 1); /* the listing; how the sign-up stands may be another */
      assert_counts (net, 0, 1);
      g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
    }
}

/* Thirty days are thirty of the centre's. */
static void
a_received_copy_stays_its_thirty_days_whatever_the_clock_does (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerClock) centre_clock = set_kiosk_clock (net, 37);
  g_autofree char *id = net_sign_up (net, "Robin");

  sync_once (net);
  assert_counts (net, 0, 1);
  /* The battery is changed, and somebody sets it to 2038. */
  foyer_clock_advance (net->clock, 68 * 365 * DAY_US);
  sync_once (net);
  assert_counts (net, 0, 1);
  foyer_clock_advance (centre_clock, 29 * DAY_US);
  sync_once (net);
  assert_counts (net, 0, 1);
  foyer_clock_advance (net->clock, -67 * 365 * DAY_US);
  sync_once (net);
  assert_counts (net, 0, 1);
  foyer_clock_advance (centre_clock, 2 * DAY_US);
  sync_once (net);
  assert_counts (net, 0, 0);
}

static void
what_waits_is_sent_after_any_leap_of_the_clock (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerClock) centre_clock = set_kiosk_clock (net, G_GINT64_CONSTANT (2147483640));
  static const gint64 leaps_days[] = { 0, 1, -68 * 365, 136 * 365, -3 };

  for (guint i = 0; i < G_N_ELEMENTS (leaps_days); i++)
    {
      g_autofree char *id = net_sign_up (net, "Robin");

      foyer_clock_advance (net->clock, leaps_days[i] * DAY_US);
      sync_once (net);
      assert_counts (net, 0, i + 1);
      g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, i + 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/clocks/" path, func)
  ADD ("a-kiosk-joins-signs-up-and-is-heard-whatever-its-clock-says",
       a_kiosk_joins_signs_up_and_is_heard_whatever_its_clock_says);
  ADD ("a-received-copy-stays-its-thirty-days-whatever-the-clock-does",
       a_received_copy_stays_its_thirty_days_whatever_the_clock_does);
  ADD ("what-waits-is-sent-after-any-leap-of-the-clock",
       what_waits_is_sent_after_any_leap_of_the_clock);
  return g_test_run ();
}
