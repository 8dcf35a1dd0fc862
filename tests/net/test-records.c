/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"
#include "net-fixture.h"

/* Records on their way from a kiosk to the centre, over good and bad lines. */

static gboolean
open_first (const FoyerCentreRecord *record, gpointer data)
{
  GBytes **sealed = data;

  *sealed = g_bytes_ref (record->sealed);
  return FALSE;
}

static void
a_sign_up_arrives_and_opens_with_the_centres_key (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);
  g_autoptr (FoyerCentreStore) store = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (json_t) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = NULL;
  FoyerBoxKey key;

  g_assert_cmpuint (report->pushed, ==, 1);
  g_assert_cmpuint (report->acknowledged, ==, 1);
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
  g_assert_cmpuint (net_counts (net).received, ==, 1);
  store = foyer_centre_store_open_sqlite (foyer_test_centre_get_dir (net->centre), FALSE, &error);
  g_assert_no_error (error);
  foyer_centre_store_each_record (store, "interest", open_first, &sealed, &error);
  foyer_test_centre_load_box_key (net->centre, &key);
  payload = foyer_record_open (sealed, &key, NULL, &error);
  g_assert_no_error (error);
  opened = foyer_json_parse (payload, strlen (payload), &error);
  g_assert_cmpstr (foyer_json_get_string (opened, "name"), ==, "Ada");
}

static FoyerReply *
lose_record_replies (FoyerTransport *real,
                     const FoyerRequest *request,
                     gpointer data,
                     GError **error)
{
  g_autoptr (FoyerReply) reply = foyer_transport_send (real, request, NULL, error);

  if (reply == NULL || !g_str_equal (request->path, "/records"))
    return g_steal_pointer (&reply);
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE, "the line went down");
  return NULL;
}

static void
a_lost_reply_is_sent_again_and_kept_once (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) lost = NULL;
  g_autoptr (FoyerSyncReport) again = NULL;
  g_autoptr (GError) error = NULL;

  net->fault = lose_record_replies;
  lost = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
  net->fault = NULL;
  again = net_sync (net, NULL);
  g_assert_cmpuint (again->acknowledged, ==, 1);
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
}

/* The same id with other bytes: a kiosk restored from an old disk image, say. */
static void
other_bytes_under_the_same_id_are_kept_aside (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) first = net_sync (net, NULL);
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (FoyerInterest) interest = foyer_interest_new ();
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autofree char *other = g_dir_make_tmp ("foyer-other-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  interest->listing = g_strdup ("seat");
  interest->programme = g_strdup ("volunteering");
  interest->name = g_strdup ("Grace");
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900124");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  record = foyer_record_seal_interest (interest, id, net->trust, net->clock, &error);
  g_assert_no_error (error);
  foyer_outbox_close (net->outbox);
  net->outbox = foyer_outbox_open (other, net->clock, NULL, &error);
  g_assert_no_error (error);
  foyer_outbox_port_init_direct (&net->port, net->outbox);
  foyer_outbox_add (net->outbox, record->id, record->kind, record->sealed, record->code_hash,
                    &error);
  g_assert_no_error (error);
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->variants, ==, 1);
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 2);
  foyer_test_remove_tree (other);
}

static void
a_hundred_and_twenty_records_go_in_three_batches (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  for (guint i = 0; i < 120; i++)
    g_free (net_sign_up (net, "Ada"));
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->pushed, ==, 120);
  g_assert_cmpuint (report->acknowledged, ==, 120);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 120);
}

static void
a_captive_portal_is_offline_and_no_receipt (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  net->fault = net_captive_portal;
  report = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
}

/* Each of these stands in for the centre at POST /records only. */
typedef enum
{
  FORGE_HTML,
  FORGE_UNSIGNED,
  FORGE_BODY,
  FORGE_OTHER_KEY,
  FORGE_OLD_RECEIPT,
  FORGE_OTHER_CONTEXT,
  FORGE_HTML_403,
  N_FORGERIES,
} Forgery;

typedef struct
{
  Forgery how;
  FoyerReply *kept; /* owned: a true receipt from before */
} Forge;

static FoyerReply *
copy_reply (const FoyerReply *reply)
{
  FoyerReply *copy = g_new0 (FoyerReply, 1);

  copy->status = reply->status;
  copy->content_type = g_strdup (reply->content_type);
  copy->signature = g_strdup (reply->signature);
  copy->body = g_bytes_ref (reply->body);
  return copy;
}

static void
sign_reply (FoyerReply *reply, const FoyerSignKey *key, const char *context)
{
  guint8 signature[FOYER_SIGNATURE_BYTES];
  gsize size;
  gconstpointer data = g_bytes_get_data (reply->body, &size);

  foyer_sign (key, context, data, size, signature);
  g_free (reply->signature);
  reply->signature = g_base64_encode (signature, sizeof signature);
}

static FoyerReply *
forge (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  Forge *self = data;
  g_autoptr (FoyerReply) reply = NULL;
  FoyerSignKey key;

  if (!g_str_equal (request->path, "/records"))
    return foyer_transport_send (real, request, NULL, error);
  if (self->how == FORGE_HTML)
    return net_captive_portal (real, request, NULL, error);
  if (self->how == FORGE_HTML_403)
    return net_reply_new (403, "text/html", "<html>Forbidden by the firewall</html>");
  if (self->how == FORGE_OLD_RECEIPT)
    return copy_reply (self->kept);
  reply = foyer_transport_send (real, request, NULL, error);
  foyer_sign_key_generate (&key);
  if (self->how == FORGE_UNSIGNED)
    g_clear_pointer (&reply->signature, g_free);
  else if (self->how == FORGE_OTHER_KEY)
    sign_reply (reply, &key, FOYER_CONTEXT_RECEIPT);
  else if (self->how == FORGE_OTHER_CONTEXT)
    sign_reply (reply, &key, FOYER_CONTEXT_SERVICE);
  else
    {
      gsize size;
      const char *text = g_bytes_get_data (reply->body, &size);
      char *changed = g_strndup (text, size);

      *strstr (changed, "\"seq\":") = '\'';
      g_bytes_unref (reply->body);
      reply->body = g_bytes_new_take (changed, size);
    }
  return g_steal_pointer (&reply);
}

static FoyerReply *
keep_receipt (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  Forge *self = data;
  FoyerReply *reply = foyer_transport_send (real, request, NULL, error);

  if (g_str_equal (request->path, "/records"))
    self->kept = copy_reply (reply);
  return reply;
}

static void
nothing_leaves_the_outbox_without_the_centres_receipt (void)
{
  g_autoptr (Net) net = net_new ();
  Forge forgery = { 0 };
  g_autofree char *first = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autofree char *second = NULL;

  net->fault = keep_receipt;
  net->fault_data = &forgery;
  report = net_sync (net, NULL);
  second = net_sign_up (net, "Grace");
  net->fault = forge;
  for (forgery.how = 0; forgery.how < N_FORGERIES; forgery.how++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSyncReport) forged = net_sync (net, &error);

      g_assert_nonnull (error);
      g_assert_true (error->domain == FOYER_SYNC_ERROR);
      g_assert_cmpint (error->code, !=, FOYER_SYNC_ERROR_REFUSED);
      g_assert_cmpuint (forged->acknowledged, ==, 0);
      g_assert_cmpuint (net_counts (net).waiting, ==, 1);
    }
  net->fault = NULL;
  foyer_sync_report_free (g_steal_pointer (&report));
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->acknowledged, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 2);
  foyer_reply_free (forgery.kept);
}

static void
a_service_document_of_somebody_else_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerTestCentre) other = foyer_test_centre_new (net->clock);
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransport) line
    = foyer_soup_transport_new (foyer_test_centre_get_url (other), 10, &error);
  g_autofree char *id = net_sign_up (net, "Ada");

  g_assert_false (foyer_sync_run (line, net->trust, net->store, &net->port, net->state, net->clock,
                                  report, NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY);
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (other), ==, 0);
}

static FoyerReply *
replay_service (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  FoyerReply **kept = data;

  if (!g_str_has_prefix (request->path, "/?"))
    return foyer_transport_send (real, request, NULL, error);
  if (*kept == NULL)
    *kept = foyer_transport_send (real, request, NULL, error);
  return copy_reply (*kept);
}

static void
an_old_service_document_played_back_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) kept = NULL;
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (GError) error = NULL;

  net->fault = replay_service;
  net->fault_data = &kept;
  first = net_sync (net, NULL);
  second = net_sync (net, &error);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY);
}

static void
a_kiosk_whose_clock_is_years_off_still_delivers (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerClock) wrong = foyer_clock_new_fake (0);
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;

  foyer_sync_run (net->line, net->trust, net->store, &net->port, net->state, wrong, report, NULL,
                  &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->acknowledged, ==, 1);
}

/* Whatever is wrong with the content, records go. */
static void
records_go_out_though_the_content_cannot_be_written (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *first = net_sign_up (net, "Ada");
  g_autofree char *second = NULL;
  g_autoptr (FoyerSyncReport) full = NULL;
  g_autoptr (FoyerSyncReport) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none_error = NULL;

  g_assert_true (foyer_db_exec (foyer_store_get_db (net->store), "PRAGMA query_only = ON", NULL));
  full = net_sync (net, &error);
  g_assert_nonnull (error);
  g_assert_true (error->domain == FOYER_DB_ERROR);
  g_assert_cmpuint (full->acknowledged, ==, 1);
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
  second = net_sign_up (net, "Ben");
  foyer_store_close (g_steal_pointer (&net->store));
  none = net_sync (net, &none_error);
  g_assert_error (none_error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO);
  g_assert_nonnull (strstr (none_error->message, "content store"));
  g_assert_cmpuint (none->acknowledged, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 2);
}

/* What is not a record is set aside alone; what stands behind it goes through. */
static void
a_poison_record_does_not_hold_up_the_rest (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *poison_id = foyer_id_new ();
  g_autofree char *large_id = foyer_id_new ();
  g_autofree guint8 *noise = g_malloc0 (300 * 1024);
  g_autoptr (GBytes) poison = g_bytes_new_static ("not sealed at all", 17);
  g_autoptr (GBytes) large = g_bytes_new_static (noise, 300 * 1024);
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autofree char *good = NULL;
  g_autoptr (GError) error = NULL;

  foyer_outbox_add (net->outbox, poison_id, "interest", poison, NULL, &error);
  g_assert_no_error (error);
  foyer_outbox_add (net->outbox, large_id, "interest", large, NULL, &error);
  g_assert_no_error (error);
  good = net_sign_up (net, "Ada");
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->quarantined, ==, 2);
  g_assert_cmpuint (report->acknowledged, ==, 1);
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
  g_assert_cmpuint (net_counts (net).quarantined, ==, 2);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
}

static void
a_record_sealed_to_another_centre_stays_on_the_kiosk (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autofree char *id = NULL;
  FoyerBoxKey key;

  for (guint i = 0; i < 2; i++)
    {
      foyer_box_key_generate (&key);
      memcpy (net->trust->box_keys[i], key.public_key, sizeof key.public_key);
    }
  id = net_sign_up (net, "Ada");
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->quarantined, ==, 1);
  g_assert_cmpuint (net_counts (net).quarantined, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
}

static gboolean
bury (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_centre_store_add_tombstone (store, data, 1, error);
}

static void
a_tombstone_wins_before_and_after_the_record_comes (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *first = net_sign_up (net, "Ada");
  g_autoptr (GPtrArray) waiting = foyer_outbox_list_waiting (net->outbox, 1, 100000, NULL);
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (FoyerSyncReport) later = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) after = NULL;

  foyer_test_centre_write (net->centre, bury, ((FoyerOutboxRecord *)waiting->pdata[0])->code_hash);
  report = net_sync (net, NULL);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
  g_assert_cmpuint (net_counts (net).waiting, ==, 0);
  second = net_sign_up (net, "Grace");
  after = foyer_outbox_list_waiting (net->outbox, 1, 100000, NULL);
  later = net_sync (net, NULL);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
  foyer_test_centre_write (net->centre, bury, ((FoyerOutboxRecord *)after->pdata[0])->code_hash);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
}

static gboolean
set_backed_up (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_TO, data, error);
}

static void
what_the_centre_has_backed_up_leaves_the_kiosk (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *first = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) one = net_sync (net, NULL);
  g_autoptr (FoyerSyncReport) two = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpuint (net_counts (net).received, ==, 1);
  foyer_test_centre_write (net->centre, set_backed_up, (gpointer) "1");
  second = net_sign_up (net, "Grace");
  two = net_sync (net, NULL);
  g_assert_cmpuint (net_counts (net).received, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 2);
}

static gboolean
change_epoch (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_centre_store_set_meta (store, FOYER_CENTRE_META_EPOCH, "4000000000", error);
}

/* After a backup was put back the kiosk cannot know what it lacks, so it sends all it still has. */
static void
a_new_epoch_makes_received_records_go_again (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) one = net_sync (net, NULL);
  g_autoptr (FoyerSyncReport) two = NULL;

  foyer_test_centre_write (net->centre, change_epoch, NULL);
  two = net_sync (net, NULL);
  g_assert_cmpuint (two->pushed, ==, 1);
  g_assert_cmpuint (two->acknowledged, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
  g_assert_cmpuint (net_counts (net).received, ==, 1);
}

static void
records_survive_a_restart_of_the_centre (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);

  foyer_test_centre_restart (net->centre);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/records/" path, func)
  ADD ("a-sign-up-arrives-and-opens-with-the-centres-key",
       a_sign_up_arrives_and_opens_with_the_centres_key);
  ADD ("a-lost-reply-is-sent-again-and-kept-once", a_lost_reply_is_sent_again_and_kept_once);
  ADD ("other-bytes-under-the-same-id-are-kept-aside",
       other_bytes_under_the_same_id_are_kept_aside);
  ADD ("a-hundred-and-twenty-records-go-in-three-batches",
       a_hundred_and_twenty_records_go_in_three_batches);
  ADD ("a-captive-portal-is-offline-and-no-receipt", a_captive_portal_is_offline_and_no_receipt);
  ADD ("nothing-leaves-the-outbox-without-the-centres-receipt",
       nothing_leaves_the_outbox_without_the_centres_receipt);
  ADD ("a-service-document-of-somebody-else-is-refused",
       a_service_document_of_somebody_else_is_refused);
  ADD ("an-old-service-document-played-back-is-refused",
       an_old_service_document_played_back_is_refused);
  ADD ("a-kiosk-whose-clock-is-years-off-still-delivers",
       a_kiosk_whose_clock_is_years_off_still_delivers);
  ADD ("records-go-out-though-the-content-cannot-be-written",
       records_go_out_though_the_content_cannot_be_written);
  ADD ("a-poison-record-does-not-hold-up-the-rest", a_poison_record_does_not_hold_up_the_rest);
  ADD ("a-record-sealed-to-another-centre-stays-on-the-kiosk",
       a_record_sealed_to_another_centre_stays_on_the_kiosk);
  ADD ("a-tombstone-wins-before-and-after-the-record-comes",
       a_tombstone_wins_before_and_after_the_record_comes);
  ADD ("what-the-centre-has-backed-up-leaves-the-kiosk",
       what_the_centre_has_backed_up_leaves_the_kiosk);
  ADD ("a-new-epoch-makes-received-records-go-again", a_new_epoch_makes_received_records_go_again);
  ADD ("records-survive-a-restart-of-the-centre", records_survive_a_restart_of_the_centre);
  return g_test_run ();
}
