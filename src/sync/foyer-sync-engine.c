/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-sync-engine.h"

#include <jansson.h>
#include <string.h>

#include "core/model/foyer-json.h"
#include "sync/foyer-heartbeat.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-request-signature.h"

/* One round of keeping in step with the centre.
 *
 * Plain functions on the thread that owns store and transport; the outbox is reached through its
 * port. A round begins with the service document, signed over a nonce of ours: it proves who
 * answers, gives the time, and says which feeds have something new, so a quiet round is one
 * request.
 */

/* Bytes of a service document: 12 feeds of about 120 bytes, keys and names. */
#define SERVICE_MAX_BYTES (64 * 1024)

G_DEFINE_QUARK (foyer - sync - error - quark, foyer_sync_error)

FoyerSyncReport *
foyer_sync_report_new (void)
{
  FoyerSyncReport *report = g_new0 (FoyerSyncReport, 1);

  report->problems = g_ptr_array_new_with_free_func (g_free);
  return report;
}

void
foyer_sync_report_free (FoyerSyncReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}

static GPtrArray *
direct_list_waiting (gpointer data, guint max_records, gsize max_bytes, GError **error)
{
  return foyer_outbox_list_waiting (data, max_records, max_bytes, error);
}

static gboolean
direct_apply_receipt (gpointer data,
                      const FoyerReceipt *receipt,
                      guint *acknowledged,
                      GError **error)
{
  return foyer_outbox_apply_receipt (data, receipt, acknowledged, error);
}

static gboolean
direct_note_sending (gpointer data, GPtrArray *records, GError **error)
{
  return foyer_outbox_note_sending (data, records, error);
}

static gboolean
direct_note_failure (gpointer data, const GPtrArray *records, const char *reason, GError **error)
{
  return foyer_outbox_note_failure (data, records, reason, error);
}

static gboolean
direct_set_epoch (
  gpointer data, gint64 epoch, gint64 backed_up_to, gint64 server_us, GError **error)
{
  return foyer_outbox_set_epoch (data, epoch, backed_up_to, server_us, error);
}

static gboolean
direct_get_counts (gpointer data, FoyerOutboxCounts *counts, GError **error)
{
  return foyer_outbox_get_counts (data, counts, error);
}

void
foyer_outbox_port_init_direct (FoyerOutboxPort *port, FoyerOutbox *outbox)
{
  *port = (FoyerOutboxPort){ direct_list_waiting,
                             direct_apply_receipt,
                             direct_note_sending,
                             direct_note_failure,
                             direct_set_epoch,
                             direct_get_counts,
                             outbox,
                             foyer_outbox_get_told (outbox) };
}

typedef struct
{
  gint64 epoch, backed_up_to, time_us;
  char *name; /* owned (nullable) */
  FoyerFeedHint feeds[FOYER_N_KINDS];
} Service;

static void
service_clear (Service *service)
{
  g_clear_pointer (&service->name, g_free);
  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    g_clear_pointer (&service->feeds[kind].url, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Service, service_clear)

static void
parse_feeds (json_t *feeds, Service *service)
{
  json_t *feed = NULL;
  size_t i;

  json_array_foreach (feeds, i, feed)
    {
      const char *name = json_string_value (json_object_get (feed, "kind"));
      json_t *last = json_object_get (feed, "last");
      FoyerKind kind;

      if (name == NULL || !foyer_kind_from_string (name, &kind) || !json_is_integer (last)
          || service->feeds[kind].is_known)
        continue;
      service->feeds[kind].url = g_strdup (foyer_json_get_string (feed, "url"));
      service->feeds[kind].is_known = TRUE;
      service->feeds[kind].last = json_integer_value (last);
      service->feeds[kind].purged_through
        = json_integer_value (json_object_get (feed, "purged_through"));
    }
}

static gboolean
parse_service (const FoyerReply *reply,
               const FoyerTrust *trust,
               const char *nonce,
               Service *service,
               GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (reply->body, &size);
  json_t *root = NULL;
  gboolean ok = FALSE;

  if (!foyer_reply_is_json (reply) || reply->status != 200)
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE,
                   "something that is not the centre answered (HTTP %u)", reply->status);
      return FALSE;
    }
  if (!foyer_reply_verify (reply, trust->sign_key, FOYER_CONTEXT_SERVICE))
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                           "the answer is not signed by the centre this kiosk was enrolled at");
      return FALSE;
    }
  root = foyer_json_parse (data, size, error);
  if (root == NULL)
    return FALSE;
  service->epoch = json_integer_value (json_object_get (root, "epoch"));
  service->backed_up_to = foyer_json_get_int (root, "backed_up_to", 0);
  service->time_us = foyer_time_parse (json_string_value (json_object_get (root, "time")));
  service->name = g_strdup (json_string_value (json_object_get (root, "name")));
  parse_feeds (json_object_get (root, "feeds"), service);
  ok = service->epoch > 0 && service->time_us > 0
       && g_strcmp0 (json_string_value (json_object_get (root, "nonce")), nonce) == 0;
  json_decref (root);
  if (!ok)
    g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                         "the centre's service document is an old one or lacks its facts");
  return ok;
}

static gboolean
fetch_service (FoyerTransport *transport,
               const FoyerTrust *trust,
               FoyerClock *clock,
               Service *service,
               gint64 *offset_us,
               FoyerSyncReport *report,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *nonce = foyer_request_nonce_new ();
  g_autofree char *path = g_strconcat ("/?nonce=", nonce, NULL);
  FoyerRequest request = { .method = "GET", .path = path, .max_bytes = SERVICE_MAX_BYTES };
  gint64 asked_us = foyer_clock_now_us (clock);
  g_autoptr (FoyerReply) reply = foyer_transport_send (transport, &request, cancellable, error);
  gint64 answered_us = foyer_clock_now_us (clock);

  if (reply == NULL)
    return FALSE;
  report->requests++;
  report->bytes_in += reply->wire_bytes;
  if (!parse_service (reply, trust, nonce, service, error))
    return FALSE;
  report->server_time_us = service->time_us;
  /* A reply is half as old as it took to come. What the request took does not change when the clock
   * is put right. */
  foyer_clock_correct (clock, service->time_us + MAX (answered_us - asked_us, 0) / 2);
  *offset_us = service->time_us + MAX (answered_us - asked_us, 0) / 2 - foyer_clock_now_us (clock);
  return TRUE;
}

struct _FoyerSyncRound
{
  FoyerTransport *transport; /* owned */
  FoyerClock *clock;         /* owned */
  const FoyerTrust *trust;   /* borrowed */
  FoyerOutboxPort port;      /* what it leads to is borrowed */
  FoyerSyncReport *report;   /* borrowed */
  GCancellable *cancellable; /* owned (nullable) */
  gint64 offset_us;          /* the centre's clock minus ours */
  GHashTable *tried;         /* owned: ids of media that had their turn */
  Service service;
  GError *push_error; /* owned (nullable): told when the pull is over */
};

void
foyer_sync_round_free (FoyerSyncRound *round)
{
  if (round == NULL)
    return;
  service_clear (&round->service);
  g_clear_pointer (&round->tried, g_hash_table_unref);
  g_clear_error (&round->push_error);
  g_clear_object (&round->cancellable);
  g_clear_object (&round->transport);
  g_clear_pointer (&round->clock, foyer_clock_unref);
  g_free (round);
}

static FoyerPush
make_push (FoyerSyncRound *round)
{
  return (FoyerPush){ round->transport, round->trust,         &round->port,  round->clock,
                      round->offset_us, round->service.epoch, round->report, round->cancellable };
}

/* A locked kiosk asks first whether it still is. Otherwise the heartbeat comes after the records:
 * it says what is left. */
static void
push_and_tell (const FoyerPush *push, GError **error)
{
  GError *local = NULL;

  if (foyer_trust_is_locked (push->trust) && !foyer_heartbeat_send (push, NULL, error))
    return;
  if (!foyer_push_all (push, &local)
      && g_error_matches (local, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED))
    foyer_trust_set_locked (push->trust, TRUE, NULL);
  if (local == NULL || g_error_matches (local, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY))
    foyer_heartbeat_send (push, NULL, local == NULL ? &local : NULL);
  if (local != NULL)
    g_propagate_error (error, local);
}

/* The outbox is told the epoch each round: with a new one, everything that was received waits
 * again; with the same, it lets go of what the centre's backups have and what is long received. */
FoyerSyncRound *
foyer_sync_push_round (FoyerTransport *transport,
                       const FoyerTrust *trust,
                       const FoyerOutboxPort *port,
                       FoyerClock *clock,
                       FoyerSyncReport *report,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (FoyerSyncRound) round = g_new0 (FoyerSyncRound, 1);
  FoyerPush push;

  round->transport = g_object_ref (transport);
  round->clock = foyer_clock_ref (clock);
  round->report = report;
  round->trust = trust;
  round->port = *port;
  round->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_set_object (&round->cancellable, cancellable);
  if (!fetch_service (transport, trust, clock, &round->service, &round->offset_us, report,
                      cancellable, error))
    return NULL;
  push = make_push (round);
  if (port->set_epoch (port->data, push.epoch, round->service.backed_up_to, round->service.time_us,
                       &round->push_error))
    push_and_tell (&push, &round->push_error);
  /* What the centre has just taken in has changed how codes stand since it said where the feeds
   * are. */
  if (report->acknowledged > 0)
    round->service.feeds[FOYER_KIND_STATUSES].is_known = FALSE;
  return g_steal_pointer (&round);
}

/* A centre restored from a backup counts anew: all content is read again. The new epoch is
 * remembered last, so a cut in between repeats the whole step. */
static gboolean
follow_epoch (FoyerStore *store, gint64 epoch, GError **error)
{
  g_autofree char *known = foyer_store_dup_meta (store, FOYER_META_EPOCH);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, epoch);

  if (g_strcmp0 (known, text) == 0)
    return TRUE;
  if (known && !foyer_store_reset_positions (store, error))
    return FALSE;
  return foyer_store_set_meta (store, FOYER_META_EPOCH, text, error);
}

static gboolean
note_contact (FoyerStore *store, const FoyerSyncRound *round, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, foyer_clock_now_us (round->clock));

  return foyer_store_set_meta (store, FOYER_META_LAST_CONTACT, now, error)
         && (round->service.name == NULL
             || foyer_store_set_meta (store, FOYER_META_CENTRE_NAME, round->service.name, error));
}

/* The line is gone: nothing further will go through this round. */
static gboolean
ends_round (const GError *error)
{
  return error
         && (g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE)
             || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

/* One feed. FALSE when the round is over. A feed that cannot be used is told and left as it is; a
 * store that cannot take it is told at the end, in *failure. *is_whole: it is in step now. */
static gboolean
pull_kind (const FoyerSyncRound *round,
           FoyerStore *store,
           FoyerKind kind,
           gboolean *is_whole,
           GError **failure,
           GError **error)
{
  FoyerSyncReport *report = round->report;
  guint n_failed = report->feeds_failed;
  g_autoptr (GError) local = NULL;

  *is_whole = foyer_pull_feed (round->transport, store, kind, &round->service.feeds[kind],
                               round->trust->sign_key, report, round->cancellable, &local)
              && report->feeds_failed == n_failed;
  if (ends_round (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (local == NULL)
    return TRUE;
  report->feeds_failed++;
  if (g_error_matches (local, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY) || *failure)
    foyer_sync_report_add_problem (report, "%s", local->message);
  else
    *failure = g_steal_pointer (&local);
  return TRUE;
}

static gboolean
pull_all (const FoyerSyncRound *round, FoyerStore *store, GError **error)
{
  g_autofree char *version
    = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, round->service.epoch,
                       round->service.feeds[FOYER_KIND_LISTINGS].last);
  g_autoptr (GError) failure = NULL;
  gboolean has_listings = FALSE;

  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    {
      gboolean is_whole = FALSE;

      if (!pull_kind (round, store, kind, &is_whole, &failure, error))
        return FALSE;
      has_listings = has_listings || (is_whole && kind == FOYER_KIND_LISTINGS);
    }
  if (has_listings
      && !foyer_store_set_meta (store, FOYER_META_CONTENT_VERSION, version,
                                failure ? NULL : &failure))
    has_listings = FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
foyer_sync_pull_round (FoyerSyncRound *round, FoyerStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (store == NULL)
    g_set_error_literal (&local, FOYER_DB_ERROR, FOYER_DB_ERROR_IO,
                         "the content store is not open: records were sent, no content was "
                         "fetched");
  else if (note_contact (store, round, &local) && follow_epoch (store, round->service.epoch, &local)
           && !ends_round (round->push_error))
    pull_all (round, store, &local);
  /* What keeps records here weighs more than what keeps content away. */
  if (round->push_error && local)
    foyer_sync_report_add_problem (round->report, "%s", local->message);
  if (round->push_error)
    g_propagate_error (error, g_steal_pointer (&round->push_error));
  else if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    return TRUE;
  return FALSE;
}

gboolean
foyer_sync_media_round (FoyerSyncRound *round,
                        FoyerStore *store,
                        const char *state_dir,
                        gboolean *has_more,
                        GError **error)
{
  FoyerPush push = make_push (round);

  *has_more = FALSE;
  return foyer_push_all (&push, error)
         && foyer_pull_media_step (round->transport, store, state_dir, round->tried, round->report,
                                   has_more, round->cancellable, error);
}

gboolean
foyer_sync_run (FoyerTransport *transport,
                const FoyerTrust *trust,
                FoyerStore *store,
                const FoyerOutboxPort *port,
                const char *state_dir,
                FoyerClock *clock,
                FoyerSyncReport *report,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (FoyerSyncRound) round
    = foyer_sync_push_round (transport, trust, port, clock, report, cancellable, error);

  gboolean has_more = TRUE, is_done;
  GError *local = NULL;

  if (round == NULL)
    return FALSE;
  is_done = foyer_sync_pull_round (round, store, &local);
  while (has_more && store && !ends_round (local))
    {
      if (!foyer_sync_media_round (round, store, state_dir, &has_more, local ? NULL : &local))
        has_more = is_done = FALSE;
    }
  if (local)
    g_propagate_error (error, local);
  return is_done;
}
