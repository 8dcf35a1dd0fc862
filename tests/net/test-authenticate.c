/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-json.h"
#include "net-fixture.h"

/* Who may send: signatures, times, nonces, and requests that were kept to be played again. */

/* Without the service document's time: the centre says what time it is, and the kiosk signs again.
 */
static void
a_wrong_signing_time_is_answered_with_the_right_one (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;
  FoyerPush push
    = { net->line,         net->trust, &net->port, net->clock, -3600 * (gint64)G_USEC_PER_SEC,
        net->trust->epoch, report,     NULL };

  foyer_push_all (&push, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->acknowledged, ==, 1);
  g_assert_cmpuint (net->sent, ==, 2);
}

static void
a_kiosk_the_centre_does_not_know_is_refused_and_keeps_its_records (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *listing = net_listing ("seat", "Sit with somebody");
  g_autofree char *items = g_strdup_printf ("[%s]", listing);

  foyer_test_centre_import (net->centre, "listings", items);
  g_free (net->trust->kiosk_id);
  net->trust->kiosk_id = g_strdup ("kiosk-00000000");
  report = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
  /* Content is public: it comes all the same. */
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 1);
}

static void
a_key_that_is_not_the_kiosks_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  foyer_sign_key_generate (&net->trust->kiosk_key);
  report = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
}

static FoyerReply *
keep_post (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  GString *raw = data;

  if (g_str_equal (request->path, "/records") && raw->len == 0)
    {
      gsize size;
      const char *body = g_bytes_get_data (request->body, &size);

      g_string_append_printf (
        raw,
        "POST /records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Content-Length: %zu\r\nConnection: close\r\n",
        size);
      for (const char *const *at = request->headers; at[0]; at += 2)
        g_string_append_printf (raw, "%s: %s\r\n", at[0], at[1]);
      g_string_append_printf (raw, "\r\n%.*s", (int)size, body);
    }
  return foyer_transport_send (real, request, NULL, error);
}

static void
the_very_same_request_again_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *late = NULL;

  net->fault = keep_post;
  net->fault_data = raw;
  report = net_sync (net, NULL);
  answer = net_raw (net, raw->str, -1);
  g_assert_cmpuint (net_status (answer), ==, 401);
  g_assert_nonnull (strstr (answer, "replay"));
  /* Long after, the nonce may be forgotten; then the time alone refuses it. */
  foyer_clock_advance (net->clock, 3600 * (gint64)G_USEC_PER_SEC);
  late = net_raw (net, raw->str, -1);
  g_assert_cmpuint (net_status (late), ==, 401);
  g_assert_nonnull (strstr (late, "clock"));
}

/* Or anybody who can listen for a second could keep a kiosk from being heard. */
static void
a_request_played_back_takes_no_turn_of_its_kiosk (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (FoyerSyncReport) again = NULL;

  /* A round that sends is two requests. */
  foyer_test_centre_set_rate (net->centre, 4, 1);
  net->fault = keep_post;
  net->fault_data = raw;
  first = net_sign_up (net, "Ada");
  report = net_sync (net, NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *answer = net_raw (net, raw->str, -1);

      g_assert_cmpuint (net_status (answer), ==, 401);
    }
  second = net_sign_up (net, "Ben");
  again = net_sync (net, NULL);
  g_assert_cmpuint (again->acknowledged, ==, 1);
}

/* The nonces are gone with the process; what was signed before it started goes with them. */
static void
a_request_from_before_a_restart_is_refused_after_it (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autofree char *control = NULL;
  g_autofree char *answer = NULL;

  net->fault = keep_post;
  net->fault_data = raw;
  report = net_sync (net, NULL);
  /* Control: a restart that our clock does not see lets it through, so the time is what refuses. */
  foyer_test_centre_restart (net->centre);
  control = net_raw (net, raw->str, -1);
  g_assert_cmpuint (net_status (control), ==, 200);
  foyer_clock_advance (net->clock, G_USEC_PER_SEC / 2);
  foyer_test_centre_restart (net->centre);
  answer = net_raw (net, raw->str, -1);
  g_assert_cmpuint (net_status (answer), ==, 401);
  g_assert_nonnull (strstr (answer, "clock"));
}

/* Within the second of the start, a kiosk is told the first time that is good, and gets through. */
static void
a_kiosk_gets_through_in_the_second_of_the_start (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerTransport) line = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;

  foyer_clock_advance (net->clock, G_USEC_PER_SEC / 2);
  foyer_test_centre_restart (net->centre);
  line = foyer_soup_transport_new (foyer_test_centre_get_url (net->centre), 10, &error);
  foyer_sync_run (line, net->trust, net->store, &net->port, net->state, net->clock, report, NULL,
                  &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->acknowledged, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/authenticate/" path, func)
  ADD ("a-wrong-signing-time-is-answered-with-the-right-one",
       a_wrong_signing_time_is_answered_with_the_right_one);
  ADD ("a-kiosk-the-centre-does-not-know-is-refused-and-keeps-its-records",
       a_kiosk_the_centre_does_not_know_is_refused_and_keeps_its_records);
  ADD ("a-key-that-is-not-the-kiosks-is-refused", a_key_that_is_not_the_kiosks_is_refused);
  ADD ("a-request-played-back-takes-no-turn-of-its-kiosk",
       a_request_played_back_takes_no_turn_of_its_kiosk);
  ADD ("the-very-same-request-again-is-refused", the_very_same_request_again_is_refused);
  ADD ("a-request-from-before-a-restart-is-refused-after-it",
       a_request_from_before_a_restart_is_refused_after_it);
  ADD ("a-kiosk-gets-through-in-the-second-of-the-start",
       a_kiosk_gets_through_in_the_second_of_the_start);
  return g_test_run ();
}
