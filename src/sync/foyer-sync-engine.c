/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-sync-engine.h"

#include <jansson.h>
#include <string.h>

#include "core/model/foyer-json.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-pusher.h"
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
                      gint64 epoch,
                      gint64 backed_up_to,
                      const GPtrArray *entries,
                      guint *acknowledged,
                      GError **error)
{
  return foyer_outbox_apply_receipt (data, epoch, backed_up_to, entries, acknowledged, error);
}

static gboolean
direct_note_failure (gpointer data, const GPtrArray *records, const char *reason, GError **error)
{
  return foyer_outbox_note_failure (data, records, reason, error);
}

static gboolean
direct_set_epoch (gpointer data, gint64 epoch, GError **error)
{
  return foyer_outbox_set_epoch (data, epoch, error);
}

void
foyer_outbox_port_init_direct (FoyerOutboxPort *port, FoyerOutbox *outbox)
{
  *port = (FoyerOutboxPort){ direct_list_waiting, direct_apply_receipt, direct_note_failure,
                             direct_set_epoch, outbox };
}

typedef struct
{
  gint64 epoch, time_us;
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
  *offset_us = service->time_us - (asked_us + (answered_us - asked_us) / 2);
  return TRUE;
}

/* A centre restored from a backup counts anew: everything that was received waits again, and all
 * content is read again. The outbox is told each round (it also lets go of what is long received);
 * the new epoch is remembered last, so a cut in between repeats the whole step. */
static gboolean
follow_epoch (FoyerStore *store, const FoyerOutboxPort *port, gint64 epoch, GError **error)
{
  g_autofree char *known = foyer_store_dup_meta (store, FOYER_META_EPOCH);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, epoch);

  if (!port->set_epoch (port->data, epoch, error))
    return FALSE;
  if (g_strcmp0 (known, text) == 0)
    return TRUE;
  if (known && !foyer_store_reset_positions (store, error))
    return FALSE;
  return foyer_store_set_meta (store, FOYER_META_EPOCH, text, error);
}

static gboolean
note_contact (FoyerStore *store, const Service *service, FoyerClock *clock, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, foyer_clock_now_us (clock));

  return foyer_store_set_meta (store, FOYER_META_LAST_CONTACT, now, error)
         && (service->name == NULL
             || foyer_store_set_meta (store, FOYER_META_CENTRE_NAME, service->name, error));
}

static gboolean
pull_all (FoyerTransport *transport,
          FoyerStore *store,
          const char *state_dir,
          const Service *service,
          FoyerSyncReport *report,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *version = NULL;

  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    if (!foyer_pull_feed (transport, store, kind, &service->feeds[kind], report, cancellable,
                          error))
      return FALSE;
  version = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, service->epoch,
                             service->feeds[FOYER_KIND_LISTINGS].last);
  return foyer_store_set_meta (store, FOYER_META_CONTENT_VERSION, version, error)
         && foyer_pull_media (transport, store, state_dir, report, cancellable, error);
}

/* The line is gone: nothing further will go through this round. */
static gboolean
ends_round (const GError *error)
{
  return error
         && (g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE)
             || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
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
  g_auto (Service) service = { 0 };
  g_autoptr (GError) push_error = NULL;
  FoyerPush push = { transport, trust, port, clock, 0, 0, report, cancellable };

  if (!fetch_service (transport, trust, clock, &service, &push.offset_us, report, cancellable,
                      error)
      || !note_contact (store, &service, clock, error)
      || !follow_epoch (store, port, service.epoch, error))
    return FALSE;
  push.epoch = service.epoch;
  if (!foyer_push_all (&push, &push_error) && ends_round (push_error))
    {
      g_propagate_error (error, g_steal_pointer (&push_error));
      return FALSE;
    }
  if (!pull_all (transport, store, state_dir, &service, report, cancellable, error))
    return FALSE;
  if (push_error)
    {
      g_propagate_error (error, g_steal_pointer (&push_error));
      return FALSE;
    }
  return TRUE;
}
