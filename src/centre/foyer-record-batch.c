/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-record-batch.h"

#include <sodium.h>
#include <string.h>

#include "core/model/foyer-json-reader.h"

/* What a kiosk posted, taken apart.
 *
 * A pure function of bytes that anybody on the line may have made up: no store, no request. Used on
 * the centre's thread. A record that cannot be one is refused by itself; the rest of its batch goes
 * in.
 */

#define BATCH_MAX 50
/* Signs of a record id: 128 bits of base32. */
#define ID_CHARS 26
#define KIND_MAX 32

typedef struct
{
  const guint8 (*box_ids)[FOYER_KEY_ID_BYTES]; /* borrowed */
  guint n_box_ids;
  const char *kiosk; /* borrowed */
  gint64 now_us;
} Batch;

static void
item_clear (gpointer data)
{
  FoyerBatchItem *item = data;

  g_clear_pointer (&item->record, foyer_centre_record_free);
  g_free (item->entry.id);
  g_free (item->entry.digest);
  g_free (item->entry.reason);
}

/* TRUE when one of the recipients of a well-framed record is this centre: what nobody here can open
 * must not be taken off a kiosk. The layout is in core/crypto/foyer-crypto.h. */
static gboolean
is_for_us (const Batch *batch, const guint8 *sealed, gsize size)
{
  static const gsize fixed = 8, entry = FOYER_KEY_ID_BYTES + crypto_box_SEALBYTES + 32;
  guint n = size > fixed ? sealed[5] : 0;
  gsize at = size > fixed ? fixed + sealed[6] + 256u * sealed[7] : 0;

  for (guint i = 0; i < n && at + entry <= size; i++, at += entry)
    for (guint k = 0; k < batch->n_box_ids; k++)
      if (memcmp (sealed + at, batch->box_ids[k], FOYER_KEY_ID_BYTES) == 0)
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
check_sealed (const Batch *batch, GBytes *sealed, FoyerCentreRecord *record)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autoptr (json_t) header = NULL;
  const char *code_hash = NULL, *reply_by = NULL;

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
  if (code_hash == NULL && g_str_equal (record->kind, FOYER_CENTRE_KIND_WITHDRAWAL))
    return "a withdrawal needs the hash of a code";
  if (!is_for_us (batch, data, size))
    return "the record is sealed to another centre";
  record->code_hash = g_strdup (code_hash);
  reply_by = foyer_json_get_string (header, "reply_by");
  if (reply_by && foyer_json_is_date (reply_by))
    record->reply_by = g_strdup (reply_by);
  record->digest = foyer_seal_digest (data, size);
  record->sealed = g_bytes_ref (sealed);
  return NULL;
}

static const char *
check_item (const Batch *batch, json_t *object, FoyerBatchItem *item, FoyerCentreRecord *record)
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
  return check_sealed (batch, sealed, record);
}

static void
add_item (const Batch *batch, GArray *items, json_t *object)
{
  g_autoptr (FoyerCentreRecord) record = g_new0 (FoyerCentreRecord, 1);
  FoyerBatchItem item = { 0 };
  const char *reason = check_item (batch, object, &item, record);

  if (reason)
    {
      item.entry.status = FOYER_RECEIPT_REFUSED;
      item.entry.reason = g_strdup (reason);
    }
  else
    {
      record->kiosk = g_strdup (batch->kiosk);
      record->received_us = batch->now_us;
      item.record = g_steal_pointer (&record);
    }
  g_array_append_val (items, item);
}

GArray *
foyer_record_batch_parse (const char *text,
                          gsize size,
                          const guint8 (*box_ids)[FOYER_KEY_ID_BYTES],
                          guint n_box_ids,
                          const char *kiosk,
                          gint64 now_us)
{
  const Batch batch
    = { .box_ids = box_ids, .n_box_ids = n_box_ids, .kiosk = kiosk, .now_us = now_us };
  g_autoptr (json_t) root = text ? foyer_json_parse (text, size, NULL) : NULL;
  json_t *records = foyer_json_get_array (root, "records"), *object = NULL;
  GArray *items = NULL;
  size_t i;

  if (records == NULL || json_array_size (records) < 1 || json_array_size (records) > BATCH_MAX)
    return NULL;
  items = g_array_new (FALSE, TRUE, sizeof (FoyerBatchItem));
  g_array_set_clear_func (items, item_clear);
  json_array_foreach (records, i, object)
    add_item (&batch, items, object);
  return items;
}
