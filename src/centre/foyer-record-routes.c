/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <sodium.h>
#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"

/* POST /records: takes sealed records in and gives a signed receipt.
 *
 * Checked on the centre's thread, written by the writer's together with what else waits, answered
 * on the centre's thread again once the disk has it. A record that cannot be one is refused by
 * itself; the rest of its batch goes in.
 */

#define BATCH_MAX 50
/* Signs of a record id: 128 bits of base32. */
#define ID_CHARS 26
#define KIND_MAX 32

typedef struct
{
  FoyerCentreRecord *record; /* owned; NULL: refused */
  FoyerReceiptEntry entry;   /* its strings are owned */
} Item;

typedef struct
{
  FoyerCentre *centre;        /* borrowed; waits for us before it goes */
  SoupServerMessage *message; /* owned */
  char *kiosk, *nonce;        /* owned */
  GArray *items;              /* owned Item */
  gulong finished_id;
  gboolean is_gone; /* the line closed while we wrote */
} Post;

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->record, foyer_centre_record_free);
  g_free (item->entry.id);
  g_free (item->entry.digest);
  g_free (item->entry.reason);
}

static void
post_free (Post *post)
{
  g_clear_object (&post->message);
  g_free (post->kiosk);
  g_free (post->nonce);
  g_array_unref (post->items);
  g_free (post);
}

/* TRUE when one of the recipients of a well-framed record is this centre: what nobody here can open
 * must not be taken off a kiosk. The layout is in core/crypto/foyer-crypto.h. */
static gboolean
is_for_us (FoyerCentre *self, const guint8 *sealed, gsize size)
{
  static const gsize fixed = 8, entry = FOYER_KEY_ID_BYTES + crypto_box_SEALBYTES + 32;
  guint n = size > fixed ? sealed[5] : 0;
  gsize at = size > fixed ? fixed + sealed[6] + 256u * sealed[7] : 0;

  for (guint i = 0; i < n && at + entry <= size; i++, at += entry)
    for (guint k = 0; k < G_N_ELEMENTS (self->box_ids); k++)
      if (memcmp (sealed + at, self->box_ids[k], FOYER_KEY_ID_BYTES) == 0)
        return TRUE;
  return FALSE;
}

static GBytes *
decode_sealed (const char *text)
{
  gsize length = strlen (text);
  gsize max = length / 4 * 3 + 3;
  guint8 *data = g_malloc (max);
  size_t size = 0;

  if (sodium_base642bin (data, max, text, length, NULL, &size, NULL, sodium_base64_VARIANT_ORIGINAL)
      != 0)
    {
      g_free (data);
      return NULL;
    }
  return g_bytes_new_take (data, size);
}

static gboolean
is_run_of (const char *text, const char *allowed, gsize min, gsize max)
{
  gsize n = strlen (text);

  return n >= min && n <= max && strspn (text, allowed) == n;
}

#define ID_LETTERS "0123456789abcdefghijklmnopqrstuvwxyz"

/* Why sealed is no record of this id and kind for us; NULL: it is one, and record is filled. */
static const char *
check_sealed (FoyerCentre *self, GBytes *sealed, FoyerCentreRecord *record)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autoptr (json_t) header = NULL;
  const char *code_hash = NULL;

  record->header = foyer_seal_dup_header (data, size, NULL);
  if (record->header)
    header = foyer_json_parse (record->header, strlen (record->header), NULL);
  if (header == NULL)
    return "the sealed bytes are not a record";
  if (g_strcmp0 (foyer_json_get_string (header, "id"), record->id) != 0
      || g_strcmp0 (foyer_json_get_string (header, "kind"), record->kind) != 0)
    return "the sealed header is of another record";
  code_hash = foyer_json_get_string (header, "code_hash");
  if (code_hash && !is_run_of (code_hash, "0123456789abcdef", 64, 64))
    return "the code hash in the header is not one";
  if (!is_for_us (self, data, size))
    return "the record is sealed to another centre";
  record->code_hash = g_strdup (code_hash);
  record->digest = foyer_seal_digest (data, size);
  record->sealed = g_bytes_ref (sealed);
  return NULL;
}

static const char *
check_item (FoyerCentre *self, json_t *object, Item *item, FoyerCentreRecord *record)
{
  const char *id = foyer_json_get_string (object, "id");
  const char *kind = foyer_json_get_string (object, "kind");
  const char *text = foyer_json_get_string (object, "sealed");
  g_autoptr (GBytes) sealed = NULL;
  gsize size = 0;
  gconstpointer data = NULL;

  if (id == NULL || !is_run_of (id, ID_LETTERS, ID_CHARS, ID_CHARS))
    return "an id is 26 small letters and digits";
  item->entry.id = g_strdup (id);
  if (kind == NULL || !is_run_of (kind, "abcdefghijklmnopqrstuvwxyz_", 1, KIND_MAX))
    return "the kind is not one";
  if (text == NULL || (sealed = decode_sealed (text)) == NULL)
    return "the sealed bytes are not base64";
  data = g_bytes_get_data (sealed, &size);
  item->entry.digest = foyer_seal_digest (data, size);
  record->id = g_strdup (id);
  record->kind = g_strdup (kind);
  return check_sealed (self, sealed, record);
}

static void
add_item (FoyerCentre *self, Post *post, json_t *object, gint64 now_us)
{
  g_autoptr (FoyerCentreRecord) record = g_new0 (FoyerCentreRecord, 1);
  Item item = { 0 };
  const char *reason = check_item (self, object, &item, record);

  if (reason)
    {
      item.entry.status = FOYER_RECEIPT_REFUSED;
      item.entry.reason = g_strdup (reason);
    }
  else
    {
      record->kiosk = g_strdup (post->kiosk);
      record->received_us = now_us;
      item.record = g_steal_pointer (&record);
    }
  g_array_append_val (post->items, item);
}

static gboolean
write_post (FoyerCentreStore *store, gpointer data, GError **error)
{
  Post *post = data;

  for (guint i = 0; i < post->items->len; i++)
    {
      Item *item = &g_array_index (post->items, Item, i);

      if (item->record && !foyer_centre_store_add_record (store, item->record, &item->entry, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
count_status (FoyerMetrics *metrics, const FoyerReceiptEntry *entry)
{
  switch (entry->status)
    {
    case FOYER_RECEIPT_STORED:
      metrics->stored++;
      return "stored";
    case FOYER_RECEIPT_DUPLICATE:
      metrics->duplicate++;
      return "duplicate";
    case FOYER_RECEIPT_VARIANT:
      metrics->variant++;
      return "variant";
    case FOYER_RECEIPT_ERASED:
      metrics->erased++;
      return "erased";
    default:
      metrics->refused++;
      return "refused";
    }
}

static json_t *
make_results (Post *post)
{
  json_t *results = json_array ();

  for (guint i = 0; i < post->items->len; i++)
    {
      const FoyerReceiptEntry *entry = &g_array_index (post->items, Item, i).entry;
      json_t *result
        = json_pack ("{s:s, s:I}", "status", count_status (&post->centre->metrics, entry), "seq",
                     (json_int_t)entry->seq);

      if (entry->id)
        json_object_set_new (result, "id", json_string (entry->id));
      if (entry->digest)
        json_object_set_new (result, "digest", json_string (entry->digest));
      if (entry->reason)
        json_object_set_new (result, "reason", json_string (entry->reason));
      json_array_append_new (results, result);
    }
  return results;
}

static void
send_receipt (Post *post)
{
  FoyerCentre *self = post->centre;
  g_autofree char *time = foyer_reply_dup_time (self->clock);
  gint64 epoch = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0);
  gint64 backed_up_to
    = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_BACKED_UP_TO, 0);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:I, s:I, s:s, s:o}", "kiosk", post->kiosk, "nonce", post->nonce,
                 "epoch", (json_int_t)epoch, "backed_up_to", (json_int_t)backed_up_to, "time", time,
                 "results", make_results (post));

  foyer_reply_json (self, post->message, 200, body, FOYER_CONTEXT_RECEIPT);
}

static void
post_written (gpointer data, const GError *error)
{
  Post *post = data;
  gboolean is_gone = post->is_gone || post->centre->is_closing;

  g_signal_handler_disconnect (post->message, post->finished_id);
  if (error)
    {
      g_warning ("records could not be kept: %s", error->message);
      if (!is_gone)
        foyer_reply_problem (post->message, 503, NULL,
                             "the records could not be kept: send them again");
    }
  else if (!is_gone)
    send_receipt (post);
  if (!is_gone)
    soup_server_message_unpause (post->message);
  post_free (post);
}

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  ((Post *)data)->is_gone = TRUE;
}

void
foyer_route_records (FoyerCentre *self,
                     SoupServerMessage *message,
                     const char *tail,
                     GHashTable *query)
{
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
  g_autofree char *kiosk = NULL;
  g_autofree char *nonce = NULL;
  g_autoptr (json_t) root = NULL;
  json_t *records = NULL, *object = NULL;
  Post *post = NULL;
  gsize size = 0;
  const char *text = NULL;
  size_t i;

  if (!foyer_request_authenticate (self, message, "/records", FALSE, &kiosk, key, &nonce))
    return;
  text = g_bytes_get_data (foyer_router_get_body (message), &size);
  root = text ? foyer_json_parse (text, size, NULL) : NULL;
  records = foyer_json_get_array (root, "records");
  if (records == NULL || json_array_size (records) < 1 || json_array_size (records) > BATCH_MAX)
    {
      foyer_reply_problem (message, 400, NULL, "the body is {\"records\": [1 to 50 of them]}");
      return;
    }
  post = g_new0 (Post, 1);
  post->centre = self;
  post->message = g_object_ref (message);
  post->kiosk = g_steal_pointer (&kiosk);
  post->nonce = g_steal_pointer (&nonce);
  post->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (post->items, item_clear);
  json_array_foreach (records, i, object)
    add_item (self, post, object, foyer_clock_now_us (self->clock));
  post->finished_id = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), post);
  foyer_centre_hold (self, message);
  foyer_centre_writer_push (self->writer, write_post, post_written, post);
}
