/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"
#include "net-fixture.h"
#include "sync/foyer-heartbeat.h"

/* What the kiosk believes on the line, and what it does not let hold it up. */

static void
net_import_one (Net *net, const char *id)
{
  g_autofree char *item = net_listing (id, "Sit with somebody");
  g_autofree char *items = g_strdup_printf ("[%s]", item);

  foyer_test_centre_import (net->centre, "listings", items);
}

/* ---- signed pages ---- */

typedef enum
{
  NO_SIGNATURE,
  OTHER_FEED,
  OTHER_POSITION,
  CHANGED_BYTE,
  N_FORGERIES,
} Forgery;

typedef struct
{
  Net *net;
  Forgery how;
} Forge;

static FoyerReply *
forge_page (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  const Forge *forge = data;
  FoyerReply *reply = foyer_transport_send (real, request, NULL, error);
  g_autofree char *body = NULL;

  if (reply == NULL || !g_str_has_prefix (request->path, "/feeds/listings") || reply->status != 200)
    return reply;
  body = g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
  foyer_reply_free (reply);
  switch (forge->how)
    {
    case NO_SIGNATURE:
      return net_reply_new (200, "application/json", body);
    case OTHER_FEED:
      return net_page_new (forge->net, "/feeds/places", -1, body);
    case OTHER_POSITION:
      return net_page_new (forge->net, "/feeds/listings", 4711, body);
    case CHANGED_BYTE:
      reply = net_page_new (forge->net, request->path, -1, body);
      *strstr (body, "Sit") = 'H';
      g_bytes_unref (reply->body);
      reply->body = g_bytes_new (body, strlen (body));
      return reply;
    case N_FORGERIES:
    default:
      g_assert_not_reached ();
    }
}

static void
a_page_the_centre_did_not_sign_for_this_place_is_not_taken_in (void)
{
  g_autoptr (Net) net = net_new ();
  Forge forge = { net, 0 };
  g_autoptr (FoyerSyncReport) good = NULL;

  net_import_one (net, "one");
  net->fault = forge_page;
  net->fault_data = &forge;
  for (; forge.how < N_FORGERIES; forge.how++)
    {
      g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);

      g_assert_cmpuint (report->feeds_failed, ==, 1);
      g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 0);
    }
  net->fault = NULL;
  good = net_sync (net, NULL);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 1);
}

static FoyerReply *
be_busy (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  if (g_str_has_prefix (request->path, data))
    return net_reply_new (503, "application/problem+json", "{\"status\":503}");
  return foyer_transport_send (real, request, NULL, error);
}

static void
a_feed_that_is_busy_does_not_end_the_round_for_the_others (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  net_import_one (net, "one");
  net->fault = be_busy;
  net->fault_data = (gpointer) "/feeds/places";
  foyer_test_centre_import (net->centre, "places", "[{\"id\":\"lib-a\",\"name\":\"A\"}]");
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->feeds_failed, ==, 1);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 1);
}

/* ---- revoked ---- */

static void
ask_centre (Net *net, const char *op)
{
  g_autoptr (json_t) reply = foyer_test_centre_ask (
    net->centre, json_pack ("{s:s, s:s}", "op", op, "kiosk", net->trust->kiosk_id));

  g_assert_nonnull (reply);
}

static void
a_revoked_kiosk_is_locked_keeps_all_and_is_let_in_again (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) locked = NULL;
  g_autoptr (FoyerSyncReport) still = NULL;
  g_autoptr (FoyerSyncReport) open = NULL;
  g_autoptr (GError) error = NULL;

  ask_centre (net, "revoke");
  locked = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED);
  g_assert_true (foyer_trust_is_locked (net->trust));
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
  g_clear_error (&error);
  still = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
  ask_centre (net, "readmit");
  open = net_sync (net, NULL);
  g_assert_false (foyer_trust_is_locked (net->trust));
  g_assert_cmpuint (open->acknowledged, ==, 1);
}

/* Who has only the line can say anything, but not in the centre's name. */
static FoyerReply *
say_revoked (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  if (g_str_equal (request->method, "POST"))
    return net_reply_new (403, "application/problem+json", data);
  return foyer_transport_send (real, request, NULL, error);
}

static void
an_unsigned_word_of_revocation_locks_nobody_out (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autofree char *body = g_strdup_printf ("{\"status\":403,\"code\":\"revoked\",\"kiosk\":\"%s\"}",
                                           net->trust->kiosk_id);
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  net->fault = say_revoked;
  net->fault_data = body;
  report = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  g_assert_false (foyer_trust_is_locked (net->trust));
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
}

/* ---- heartbeats ---- */

static FoyerReply *
count_heartbeats (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  *(guint *)data += g_str_equal (request->path, "/heartbeats");
  return foyer_transport_send (real, request, NULL, error);
}

/* The rule of foyer-heartbeat.c. */
static void
a_heartbeat_comes_when_counts_change_or_after_two_minutes (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = NULL;
  guint n = 0;
  /* Seconds to wait, whether somebody signs up, and how many heartbeats there were then. */
  static const guint steps[][3]
    = { { 0, 0, 1 }, { 60, 0, 1 }, { 59, 0, 1 }, { 1, 0, 2 }, { 60, 1, 3 }, { 119, 0, 3 } };

  net->fault = count_heartbeats;
  net->fault_data = &n;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (FoyerSyncReport) report = NULL;

      foyer_clock_advance (net->clock, steps[i][0] * G_TIME_SPAN_SECOND);
      if (steps[i][1])
        id = net_sign_up (net, "Ada");
      report = net_sync (net, NULL);
      g_assert_cmpuint (n, ==, steps[i][2]);
    }
}

/* ---- what is not liked ---- */

typedef struct
{
  const char *ids[2]; /* whoever sends one of these is told that it is too much */
  guint status;
  const char *type;
} Dislike;

static FoyerReply *
dislike (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  const Dislike *what = data;

  if (g_str_equal (request->path, "/records"))
    {
      g_autofree char *body
        = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));

      for (guint i = 0; i < G_N_ELEMENTS (what->ids); i++)
        if (strstr (body, what->ids[i]))
          return net_reply_new (what->status, what->type, "<html>no</html>");
    }
  return foyer_transport_send (real, request, NULL, error);
}

static void
records_that_are_not_taken_hold_up_no_others (void)
{
  static const guint statuses[] = { 400, 413, 415, 422 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (Net) net = net_new ();
      g_autofree char *first = net_sign_up (net, "Ada");
      g_autofree char *second = net_sign_up (net, "Ben");
      g_autofree char *third = net_sign_up (net, "Cleo");
      g_autofree char *fourth = net_sign_up (net, "Dov");
      Dislike what = { { first, third }, statuses[i], i % 2 ? "text/html" : "application/json" };
      g_autoptr (FoyerSyncReport) report = NULL;
      g_autoptr (FoyerSyncReport) later = NULL;
      g_autoptr (GError) error = NULL;

      net->fault = dislike;
      net->fault_data = &what;
      report = net_sync (net, &error);
      g_assert_nonnull (error);
      g_assert_cmpuint (report->acknowledged, ==, 2);
      g_assert_cmpuint (net_counts (net).waiting, ==, 2);
      g_assert_cmpuint (net_counts (net).quarantined, ==, 0);
      g_assert_cmpuint (report->problems->len, >=, 2);
      net->fault = NULL;
      later = net_sync (net, NULL);
      g_assert_cmpuint (later->acknowledged, ==, 2);
    }
}

/* ---- clocks ---- */

static FoyerReply *
count_enrolments (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  *(guint *)data += g_str_equal (request->path, "/enrolments");
  return foyer_transport_send (real, request, NULL, error);
}

static void
enrolment_with_a_wrong_clock_spends_one_try (void)
{
  g_autoptr (Net) net = net_new ();
  static const gint64 wrong_s[] = { 0, G_MAXINT32 };

  for (guint i = 0; i < G_N_ELEMENTS (wrong_s); i++)
    {
      g_autoptr (FoyerClock) wrong = foyer_clock_new_fake (wrong_s[i] * G_USEC_PER_SEC);
      g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
      g_autofree char *code = foyer_test_centre_invite (net->centre, "lib-test");
      g_autoptr (GError) error = NULL;
      guint n = 0;

      net->fault = count_enrolments;
      net->fault_data = &n;
      foyer_sync_enrol_full (net->line, foyer_test_centre_get_url (net->centre), code, state, wrong,
                             NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, 1);
      foyer_test_remove_tree (state);
    }
}

static void
a_round_puts_the_clock_right (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerClock) wrong = foyer_clock_new_fake ((gint64)G_MAXINT32 * G_USEC_PER_SEC);
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (wrong, net->state);
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (GError) error = NULL;

  foyer_sync_run (net->line, net->trust, net->store, &net->port, net->state, clock, report, NULL,
                  &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->acknowledged, ==, 1);
  g_assert_cmpint (ABS (foyer_clock_now_us (clock) - foyer_clock_now_us (net->clock)), <,
                   G_USEC_PER_SEC);
}

/* ---- while a batch is on its way ---- */

typedef struct
{
  Net *net;              /* borrowed */
  const char *id, *code; /* borrowed */
  GError *error;         /* owned: why a correction was refused */
  guint n_posts;
} MidFlight;

static FoyerReply *
correct_in_mid_flight (FoyerTransport *real,
                       const FoyerRequest *request,
                       gpointer data,
                       GError **error)
{
  MidFlight *flight = data;
  g_autoptr (GBytes) corrected = g_bytes_new_static ("corrected", 9);

  if (g_str_equal (request->path, "/records") && flight->n_posts++ == 0)
    g_assert_false (foyer_outbox_replace_unsent (flight->net->outbox, flight->id, corrected, NULL,
                                                 &flight->error));
  return foyer_transport_send (real, request, NULL, error);
}

static void
what_is_on_its_way_is_not_corrected_any_more (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  MidFlight flight = { .net = net, .id = id };
  g_autoptr (FoyerSyncReport) report = NULL;

  net->fault = correct_in_mid_flight;
  net->fault_data = &flight;
  report = net_sync (net, NULL);
  g_assert_error (flight.error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT);
  g_clear_error (&flight.error);
  g_assert_cmpuint (report->acknowledged, ==, 1);
  g_assert_cmpuint (report->variants, ==, 0);
  g_assert_cmpuint (net_counts (net).received, ==, 1);
}

static FoyerReply *
withdraw_in_mid_flight (FoyerTransport *real,
                        const FoyerRequest *request,
                        gpointer data,
                        GError **error)
{
  MidFlight *flight = data;
  Net *net = flight->net;

  if (g_str_equal (request->path, "/records") && flight->n_posts++ == 0)
    {
      g_autoptr (FoyerSealedRecord) record
        = foyer_record_seal_withdrawal (flight->code, net->trust, net->clock, NULL);

      g_assert_true (foyer_outbox_withdraw (net->outbox, record->id, record->sealed,
                                            record->code_hash, NULL, NULL));
    }
  return foyer_transport_send (real, request, NULL, error);
}

static void
what_is_withdrawn_on_its_way_does_not_end_the_round (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *code = NULL;
  g_autofree char *id = net_sign_up_for_code (net, "Ada", &code);
  MidFlight flight = { .net = net, .code = code };
  g_autoptr (FoyerSyncReport) report = NULL;

  net->fault = withdraw_in_mid_flight;
  net->fault_data = &flight;
  report = net_sync (net, NULL);
  g_assert_cmpuint (flight.n_posts, ==, 2);
  g_assert_cmpuint (report->acknowledged, ==, 1); /* the withdrawal, in the same round */
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/sync-rules/" path, func)
  ADD ("a-page-the-centre-did-not-sign-for-this-place-is-not-taken-in",
       a_page_the_centre_did_not_sign_for_this_place_is_not_taken_in);
  ADD ("a-feed-that-is-busy-does-not-end-the-round-for-the-others",
       a_feed_that_is_busy_does_not_end_the_round_for_the_others);
  ADD ("a-revoked-kiosk-is-locked-keeps-all-and-is-let-in-again",
       a_revoked_kiosk_is_locked_keeps_all_and_is_let_in_again);
  ADD ("an-unsigned-word-of-revocation-locks-nobody-out",
       an_unsigned_word_of_revocation_locks_nobody_out);
  ADD ("a-heartbeat-comes-when-counts-change-or-after-two-minutes",
       a_heartbeat_comes_when_counts_change_or_after_two_minutes);
  ADD ("records-that-are-not-taken-hold-up-no-others",
       records_that_are_not_taken_hold_up_no_others);
  ADD ("enrolment-with-a-wrong-clock-spends-one-try", enrolment_with_a_wrong_clock_spends_one_try);
  ADD ("a-round-puts-the-clock-right", a_round_puts_the_clock_right);
  ADD ("what-is-on-its-way-is-not-corrected-any-more",
       what_is_on_its_way_is_not_corrected_any_more);
  ADD ("what-is-withdrawn-on-its-way-does-not-end-the-round",
       what_is_withdrawn_on_its_way_does_not_end_the_round);
  return g_test_run ();
}
