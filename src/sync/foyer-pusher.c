/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-pusher.h"

#include <jansson.h>
#include <string.h>

#include "core/model/foyer-json.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-receipt.h"
#include "sync/foyer-request-signature.h"

/* Records out.
 *
 * Plain functions on the thread that syncs; the outbox is reached through its port. Nothing leaves
 * the outbox on the word of anybody but the enrolled centre: a reply without its signature over
 * this request's nonce is no receipt, whatever its status.
 */

/* The centre's limits for one POST. */
#define BATCH_MAX_RECORDS 50
#define BODY_MAX_BYTES (256 * 1024)
/* Bytes of JSON around one record's base64: names, quotes, a 26-letter id, a kind. */
#define RECORD_OVERHEAD 160
/* Bytes of sealed records in a batch: what fits the body in base64 with its overhead. */
#define BATCH_MAX_SEALED ((BODY_MAX_BYTES - 64 - BATCH_MAX_RECORDS * RECORD_OVERHEAD) / 4 * 3)
/* Batches a round: 10,000 records; content must get its turn too. */
#define BATCHES_MAX 200
/* Bytes of a receipt: 50 results of well under 1 KiB. */
#define RECEIPT_MAX_BYTES (128 * 1024)

gint64
foyer_time_parse (const char *text)
{
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (time == NULL)
    return -1;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

gboolean
foyer_reply_verify (const FoyerReply *reply,
                    const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                    const char *context)
{
  guint8 signature[FOYER_SIGNATURE_BYTES];
  gsize size = 0;
  gconstpointer data = NULL;

  if (reply->body == NULL || !foyer_unbase64 (reply->signature, signature, sizeof signature))
    return FALSE;
  data = g_bytes_get_data (reply->body, &size);
  return foyer_sign_verify (key, context, data, size, signature);
}

static json_t *
parse_body (const FoyerReply *reply)
{
  gsize size = 0;
  const char *data = reply->body ? g_bytes_get_data (reply->body, &size) : NULL;

  return data ? foyer_json_parse (data, size, NULL) : NULL;
}

void
foyer_reply_set_error (const FoyerReply *reply, const char *what, GError **error)
{
  json_t *problem = NULL;
  const char *detail = NULL;
  FoyerSyncError code = FOYER_SYNC_ERROR_BAD_REPLY;

  if (!foyer_reply_is_json (reply))
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE,
                   "%s: something that is not the centre answered (HTTP %u)", what, reply->status);
      return;
    }
  if (reply->status == 401 || reply->status == 403)
    code = FOYER_SYNC_ERROR_REFUSED;
  else if (reply->status == 429 || reply->status >= 500)
    code = FOYER_SYNC_ERROR_OFFLINE;
  problem = parse_body (reply);
  detail = json_string_value (json_object_get (problem, "detail"));
  if (detail && strlen (detail) < 200)
    g_set_error (error, FOYER_SYNC_ERROR, code, "%s: the centre said: %s (HTTP %u)", what, detail,
                 reply->status);
  else
    g_set_error (error, FOYER_SYNC_ERROR, code, "%s: the centre answered HTTP %u", what,
                 reply->status);
  json_decref (problem);
}

/* The centre's time, when reply says that ours is wrong; -1 otherwise. */
static gint64
read_clock_problem (const FoyerReply *reply, const guint8 *centre_key)
{
  json_t *problem = NULL;
  gint64 time_us = -1;

  if (reply->status != 401 || !foyer_reply_is_json (reply)
      || (centre_key && !foyer_reply_verify (reply, centre_key, FOYER_CONTEXT_SERVICE)))
    return -1;
  problem = parse_body (reply);
  if (g_strcmp0 (json_string_value (json_object_get (problem, "code")), "clock") == 0)
    time_us = foyer_time_parse (json_string_value (json_object_get (problem, "time")));
  json_decref (problem);
  return time_us;
}

FoyerReply *
foyer_signed_post (FoyerTransport *transport,
                   const char *path,
                   GBytes *body,
                   const FoyerSignKey *key,
                   const char *keyid,
                   const guint8 *centre_key,
                   FoyerClock *clock,
                   gint64 offset_us,
                   char **nonce,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (FoyerReply) reply = NULL;

  for (guint attempt = 0; attempt < 2; attempt++)
    {
      gint64 now_us = foyer_clock_now_us (clock) + offset_us;
      /* The profile has no zero and no sign: a clock before 1970 asks for the centre's time too. */
      gint64 created_s = MAX (now_us / G_USEC_PER_SEC, 1);
      g_autofree char *fresh = foyer_request_nonce_new ();
      g_auto (GStrv) headers
        = foyer_request_sign (key, keyid, "POST", path, body, created_s, fresh);
      FoyerRequest request = { .method = "POST",
                               .path = path,
                               .body = body,
                               .max_bytes = RECEIPT_MAX_BYTES,
                               .headers = (const char *const *)headers };
      gint64 centre_us = -1;

      g_clear_pointer (&reply, foyer_reply_free);
      reply = foyer_transport_send (transport, &request, cancellable, error);
      if (reply == NULL)
        return NULL;
      g_free (*nonce);
      *nonce = g_steal_pointer (&fresh);
      centre_us = read_clock_problem (reply, centre_key);
      if (centre_us < 0)
        break;
      offset_us = centre_us - foyer_clock_now_us (clock);
    }
  return g_steal_pointer (&reply);
}

static GBytes *
make_batch (const GPtrArray *records)
{
  g_autoptr (GString) text = g_string_new ("{\"records\":[");

  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];
      gsize size;
      const guchar *data = g_bytes_get_data (record->sealed, &size);
      g_autofree char *encoded = g_base64_encode (data, size);

      /* Ids and kinds are our own, of letters, digits and underscores: nothing to escape. */
      g_string_append_printf (text, "%s{\"id\":\"%s\",\"kind\":\"%s\",\"sealed\":\"%s\"}",
                              i ? "," : "", record->id, record->kind, encoded);
    }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
count_entries (const GPtrArray *entries, FoyerSyncReport *report)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const FoyerReceiptEntry *entry = entries->pdata[i];

      report->variants += entry->status == FOYER_RECEIPT_VARIANT;
      report->quarantined += entry->status == FOYER_RECEIPT_REFUSED;
    }
}

/* A record too large for any POST would hold up all behind it for ever: it is set aside, visibly,
 * on our own word, as one the centre refuses. */
static gboolean
set_aside (const FoyerPush *push, const FoyerOutboxRecord *record, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (foyer_receipt_entry_free);
  FoyerReceiptEntry *entry = g_new0 (FoyerReceiptEntry, 1);
  FoyerReceipt receipt = { .epoch = push->epoch, .entries = entries };
  guint acknowledged = 0;

  entry->id = g_strdup (record->id);
  entry->digest = g_strdup (record->digest);
  entry->status = FOYER_RECEIPT_REFUSED;
  entry->reason = g_strdup ("too large to send");
  g_ptr_array_add (entries, entry);
  if (!push->port->apply_receipt (push->port->data, &receipt, &acknowledged, error))
    return FALSE;
  push->report->quarantined++;
  return TRUE;
}

static gboolean
exchange (const FoyerPush *push, GBytes *body, FoyerSignedReceipt *receipt, GError **error)
{
  g_autofree char *nonce = NULL;
  g_autoptr (FoyerReply) reply = NULL;

  push->report->requests++;
  push->report->bytes_out += g_bytes_get_size (body);
  reply = foyer_signed_post (push->transport, "/records", body, &push->trust->kiosk_key,
                             push->trust->kiosk_id, push->trust->sign_key, push->clock,
                             push->offset_us, &nonce, push->cancellable, error);
  if (reply == NULL)
    return FALSE;
  push->report->bytes_in += reply->wire_bytes;
  if (reply->status != 200)
    {
      foyer_reply_set_error (reply, "records", error);
      return FALSE;
    }
  return foyer_receipt_parse (reply, push->trust, nonce, receipt, error);
}

static gboolean
push_batch (const FoyerPush *push, GPtrArray *records, GError **error)
{
  g_autoptr (GBytes) body = make_batch (records);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (foyer_receipt_entry_free);
  FoyerSignedReceipt signed_receipt = { .entries = entries };
  FoyerReceipt receipt;
  g_autoptr (GError) local = NULL;
  guint acknowledged = 0;
  guint quarantined = push->report->quarantined;

  if (records->len == 1 && g_bytes_get_size (body) > BODY_MAX_BYTES)
    return set_aside (push, records->pdata[0], error);
  if (!exchange (push, body, &signed_receipt, &local))
    {
      push->port->note_failure (push->port->data, records, local->message, NULL);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  receipt = (FoyerReceipt){ signed_receipt.epoch, signed_receipt.backed_up_to,
                            signed_receipt.time_us, entries };
  if (!push->port->apply_receipt (push->port->data, &receipt, &acknowledged, error))
    return FALSE;
  push->report->pushed += records->len;
  push->report->acknowledged += acknowledged;
  count_entries (entries, push->report);
  if (acknowledged == 0 && push->report->quarantined == quarantined)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                           "the receipt names none of the records sent: they are kept");
      return FALSE;
    }
  return TRUE;
}

gboolean
foyer_push_all (const FoyerPush *push, GError **error)
{
  for (guint batch = 0; batch < BATCHES_MAX; batch++)
    {
      g_autoptr (GPtrArray) records
        = push->port->list_waiting (push->port->data, BATCH_MAX_RECORDS, BATCH_MAX_SEALED, error);

      if (records == NULL)
        return FALSE;
      if (records->len == 0)
        return TRUE;
      if (!push_batch (push, records, error))
        return FALSE;
    }
  return TRUE;
}
