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
/* Batches of which not one record was taken before a round gives up: more poison than a kiosk ever
 * held, in fewer requests than would be a nuisance. */
#define BATCHES_UNLIKED_MAX 3
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

gboolean
foyer_reply_verify_page (const FoyerReply *reply,
                         const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                         FoyerKind kind,
                         gint64 after)
{
  guint8 signature[FOYER_SIGNATURE_BYTES];
  g_autoptr (GString) text = NULL;
  gsize size = 0;
  const char *data = NULL;

  if (reply->body == NULL || !foyer_unbase64 (reply->signature, signature, sizeof signature))
    return FALSE;
  data = g_bytes_get_data (reply->body, &size);
  text = g_string_sized_new (size + 64);
  g_string_append_printf (text, "%s\n%" G_GINT64_FORMAT "\n", foyer_kind_to_string (kind), after);
  g_string_append_len (text, data, (gssize)size);
  return foyer_sign_verify (key, FOYER_CONTEXT_FEED, text->str, text->len, signature);
}

gboolean
foyer_reply_check_locked (const FoyerReply *reply,
                          const FoyerTrust *trust,
                          const char *nonce,
                          GError **error)
{
  json_t *problem = NULL;
  gboolean is_locked = FALSE;

  if (reply->status != 403 || !foyer_reply_is_json (reply)
      || !foyer_reply_verify (reply, trust->sign_key, FOYER_CONTEXT_SERVICE))
    return FALSE;
  problem = parse_body (reply);
  is_locked
    = g_strcmp0 (json_string_value (json_object_get (problem, "code")), "revoked") == 0
      && g_strcmp0 (json_string_value (json_object_get (problem, "kiosk")), trust->kiosk_id) == 0
      && g_strcmp0 (json_string_value (json_object_get (problem, "nonce")), nonce) == 0;
  json_decref (problem);
  if (is_locked)
    g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED,
                         "the centre has revoked this kiosk: what waits is kept");
  return is_locked;
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

/* What one POST came to. */
typedef enum
{
  SENT,    /* with a receipt that was taken in */
  UNLIKED, /* the centre, or something in front of it, does not take these bytes; error says how */
  FAILED,  /* it is not about these records; error says what */
} Outcome;

/* Statuses that may be about the bytes of a record rather than about this kiosk. They are not
 * signed: enough to try without it, never to set it aside. */
static gboolean
is_about_bytes (guint status)
{
  return status == 400 || status == 413 || status == 415 || status == 422;
}

static Outcome
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
    return FAILED;
  push->report->bytes_in += reply->wire_bytes;
  foyer_sync_report_note_retry_after (push->report, reply);
  if (reply->status == 200)
    return foyer_receipt_parse (reply, push->trust, nonce, receipt, error) ? SENT : FAILED;
  if (!foyer_reply_check_locked (reply, push->trust, nonce, error))
    foyer_reply_set_error (reply, "records", error);
  return is_about_bytes (reply->status) ? UNLIKED : FAILED;
}

/* A refusal of something the centre could not even read as a record has no digest. It is about the
 * one we sent under that id. */
static void
name_what_was_sent (const GPtrArray *entries, const GPtrArray *records)
{
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerReceiptEntry *entry = entries->pdata[i];

      for (guint j = 0; j < records->len && entry->digest == NULL; j++)
        if (entry->status == FOYER_RECEIPT_REFUSED
            && g_str_equal (entry->id, ((FoyerOutboxRecord *)records->pdata[j])->id))
          entry->digest = g_strdup (((FoyerOutboxRecord *)records->pdata[j])->digest);
    }
}

/* From here on none of records is corrected any more: the centre may have these bytes. *body: made
 * anew when some have gone since they were listed. */
static gboolean
note_sending (const FoyerPush *push, GPtrArray *records, GBytes **body, GError **error)
{
  guint n = records->len;

  if (!push->port->note_sending (push->port->data, records, error))
    return FALSE;
  if (records->len < n)
    {
      g_bytes_unref (*body);
      *body = make_batch (records);
    }
  return TRUE;
}

/* Whatever the outbox still has of them: a visitor may have withdrawn in mid-flight. */
static gboolean
names_one_of (const GPtrArray *entries, const GPtrArray *records)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const FoyerReceiptEntry *entry = entries->pdata[i];

      for (guint j = 0; j < records->len; j++)
        {
          const FoyerOutboxRecord *record = records->pdata[j];

          if (g_strcmp0 (entry->id, record->id) == 0
              && g_strcmp0 (entry->digest, record->digest) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static Outcome
post_batch (const FoyerPush *push, GPtrArray *records, GError **error)
{
  g_autoptr (GBytes) body = make_batch (records);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (foyer_receipt_entry_free);
  FoyerSignedReceipt signed_receipt = { .entries = entries };
  FoyerReceipt receipt;
  g_autoptr (GError) local = NULL;
  guint acknowledged = 0;
  gboolean is_named;
  Outcome outcome;

  if (records->len == 1 && g_bytes_get_size (body) > BODY_MAX_BYTES)
    return set_aside (push, records->pdata[0], error) ? SENT : FAILED;
  if (!note_sending (push, records, &body, error))
    return FAILED;
  if (records->len == 0)
    return SENT;
  outcome = exchange (push, body, &signed_receipt, &local);
  if (outcome != SENT)
    {
      push->port->note_failure (push->port->data, records, local->message, NULL);
      g_propagate_error (error, g_steal_pointer (&local));
      return outcome;
    }
  name_what_was_sent (entries, records);
  is_named = names_one_of (entries, records);
  receipt = (FoyerReceipt){ signed_receipt.epoch, signed_receipt.backed_up_to,
                            signed_receipt.time_us, entries };
  if (!push->port->apply_receipt (push->port->data, &receipt, &acknowledged, error))
    return FAILED;
  push->report->pushed += records->len;
  push->report->acknowledged += acknowledged;
  count_entries (entries, push->report);
  if (is_named)
    return SENT;
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                       "the receipt names none of the records sent: they are kept");
  return FAILED;
}

/* (transfer full): records[first … first + n) */
static GPtrArray *
slice (GPtrArray *records, guint first, guint n)
{
  GPtrArray *part = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (part, records->pdata[i]);
  return part;
}

/* Sends records; those the other side does not take are sent in halves, down to the single ones it
 * means, so that these hold up no others. unliked: their ids are added to it, owned. *n_sent:
 * batches that went through. FALSE: the round of pushing is over. */
static gboolean
push_batch (
  const FoyerPush *push, GPtrArray *records, GHashTable *unliked, guint *n_sent, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  Outcome outcome = post_batch (push, records, &local);

  if (outcome == SENT)
    {
      (*n_sent)++;
      return TRUE;
    }
  if (outcome == FAILED)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (records->len == 1)
    {
      const char *id = ((FoyerOutboxRecord *)records->pdata[0])->id;

      foyer_sync_report_add_problem (push->report, "record %s is kept here: %s", id,
                                     local->message);
      g_hash_table_add (unliked, g_strdup (id));
      return TRUE;
    }
  first = slice (records, 0, records->len / 2);
  second = slice (records, records->len / 2, records->len - records->len / 2);
  return push_batch (push, first, unliked, n_sent, error)
         && push_batch (push, second, unliked, n_sent, error);
}

/* The oldest that wait and were not found unliked in this round. (transfer full) */
static GPtrArray *
list_batch (const FoyerPush *push, GHashTable *unliked, GError **error)
{
  guint n = g_hash_table_size (unliked);
  g_autoptr (GPtrArray) records
    = push->port->list_waiting (push->port->data, BATCH_MAX_RECORDS + n,
                                BATCH_MAX_SEALED + n * (gsize)FOYER_SEAL_MAX_SIZE, error);
  gsize n_bytes = 0;
  guint kept = 0;

  if (records == NULL || n == 0)
    return g_steal_pointer (&records);
  while (kept < records->len)
    {
      const FoyerOutboxRecord *record = records->pdata[kept];
      gsize size = g_bytes_get_size (record->sealed);

      if (g_hash_table_contains (unliked, record->id))
        g_ptr_array_remove_index (records, kept);
      else if (kept == BATCH_MAX_RECORDS || (kept > 0 && n_bytes + size > BATCH_MAX_SEALED))
        g_ptr_array_remove_range (records, kept, records->len - kept);
      else
        {
          n_bytes += size;
          kept++;
        }
    }
  return g_steal_pointer (&records);
}

static gboolean
end_push (GHashTable *unliked, GError **error)
{
  if (g_hash_table_size (unliked) == 0)
    return TRUE;
  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
               "%u records were not taken by the centre, without its signature: they are kept",
               g_hash_table_size (unliked));
  return FALSE;
}

gboolean
foyer_push_all (const FoyerPush *push, GError **error)
{
  g_autoptr (GHashTable) unliked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_sent = 0;

  for (guint batch = 0; batch < BATCHES_MAX; batch++)
    {
      g_autoptr (GPtrArray) records = list_batch (push, unliked, error);

      if (records == NULL)
        return FALSE;
      /* Nothing at all goes through: it is hardly about the records. */
      if (records->len == 0 || (n_sent == 0 && batch == BATCHES_UNLIKED_MAX))
        return end_push (unliked, error);
      if (!push_batch (push, records, unliked, &n_sent, error))
        return FALSE;
    }
  return end_push (unliked, error);
}
