/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-record-batch.h"

#include <sodium.h>
#include <string.h>

#include "core/model/foyer-json-reader.h"
#include "core/model/foyer-plain-json.h"

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

/* One object: plain as our kiosks write it, or what the full parser made of it. */
typedef struct
{
  const FoyerPlainObject *plain; /* borrowed; NULL: ask the other */
  const json_t *full;            /* borrowed (nullable) */
} Object;

static const char *
get_string (const Object *object, const char *name)
{
  return object->plain ? foyer_plain_object_get_string (object->plain, name)
                       : foyer_json_get_string (object->full, name);
}

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

static gboolean
is_run_of (const char *text, const char *allowed, gsize min, gsize max)
{
  gsize n = strlen (text);

  return n >= min && n <= max && strspn (text, allowed) == n;
}

#define ID_LETTERS "0123456789abcdefghijklmnopqrstuvwxyz"

/* Every kiosk has the hashes of all codes; only who was given a code has its proof. */
static gboolean
proves_code (const Object *header, const char *code_hash)
{
  const char *proof = get_string (header, "code_proof");
  g_autofree char *proven = proof ? foyer_code_hash_of_proof (proof) : NULL;

  return code_hash && g_strcmp0 (proven, code_hash) == 0;
}

/* What the header says that matters here. NULL: it fits; record is filled with it. */
static const char *
check_header (const Object *header, FoyerCentreRecord *record)
{
  const char *code_hash = get_string (header, "code_hash");
  const char *reply_by = get_string (header, "reply_by");

  if (g_strcmp0 (get_string (header, "id"), record->id) != 0
      || g_strcmp0 (get_string (header, "kind"), record->kind) != 0)
    return "the sealed header is of another record";
  if (code_hash && !is_run_of (code_hash, "0123456789abcdef", 64, 64))
    return "the code hash in the header is not one";
  if (g_str_equal (record->kind, FOYER_RECORD_KIND_WITHDRAWAL) && !proves_code (header, code_hash))
    return "a withdrawal must prove that the code was known";
  record->code_hash = g_strdup (code_hash);
  if (reply_by && foyer_json_is_date (reply_by))
    record->reply_by = g_strdup (reply_by);
  return NULL;
}

static const char *
read_header (FoyerCentreRecord *record)
{
  g_autofree char *text = g_strdup (record->header);
  g_autoptr (json_t) full = NULL;
  FoyerPlainObject plain;
  char *at = text;

  if (foyer_plain_object_read (&plain, &at) && *at == '\0')
    return check_header (&(const Object){ .plain = &plain }, record);
  full = foyer_json_parse (record->header, strlen (record->header), NULL);
  if (full == NULL)
    return "the sealed bytes are not a record";
  return check_header (&(const Object){ .full = full }, record);
}

/* Why sealed is no record of this id and kind for us; NULL: it is one, and record is filled. */
static const char *
check_sealed (const Batch *batch, GBytes *sealed, FoyerCentreRecord *record)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  const char *reason = NULL;

  record->header = foyer_seal_dup_header (data, size, NULL);
  if (record->header == NULL)
    return "the sealed bytes are not a record";
  if ((reason = read_header (record)) != NULL)
    return reason;
  if (!is_for_us (batch, data, size))
    return "the record is sealed to another centre";
  record->sealed = g_bytes_ref (sealed);
  return NULL;
}

static const char *
check_item (const Batch *batch,
            const Object *object,
            FoyerBatchItem *item,
            FoyerCentreRecord *record)
{
  const char *id = get_string (object, "id");
  const char *kind = get_string (object, "kind");
  const char *text = get_string (object, "sealed");
  g_autoptr (GBytes) sealed = NULL;
  gsize size = 0;
  gconstpointer data = NULL;

  if (id == NULL || !is_run_of (id, ID_LETTERS, ID_CHARS, ID_CHARS))
    return "an id is 26 small letters and digits";
  item->entry.id = g_strdup (id);
  if (kind == NULL || !is_run_of (kind, "abcdefghijklmnopqrstuvwxyz_", 1, KIND_MAX))
    return "the kind is not one";
  if (text == NULL || (sealed = foyer_unbase64_public (text)) == NULL)
    return "the sealed bytes are not base64";
  data = g_bytes_get_data (sealed, &size);
  item->entry.digest = foyer_seal_digest (data, size);
  record->id = g_strdup (id);
  record->kind = g_strdup (kind);
  record->digest = g_strdup (item->entry.digest);
  return check_sealed (batch, sealed, record);
}

static void
add_item (const Batch *batch, GArray *items, const Object *object)
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

static GArray *
new_items (void)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (FoyerBatchItem));

  g_array_set_clear_func (items, item_clear);
  return items;
}

/* {"records":[…]} as kiosks write it, in text, which is written over. How many records, 0 when it
 * is not written so: the full parser will know what it is. */
static guint
read_plain (char *text, gsize size, FoyerPlainObject records[BATCH_MAX])
{
  char *at = text;
  guint n = 0;

  if (!foyer_plain_skip (&at, "{\"records\":["))
    return 0;
  do
    if (n == BATCH_MAX || !foyer_plain_object_read (&records[n++], &at))
      return 0;
  while (foyer_plain_skip (&at, ","));
  return foyer_plain_skip (&at, "]}") && at == text + size ? n : 0;
}

static GArray *
parse_plain (const Batch *batch, const char *text, gsize size)
{
  g_autofree char *copy = g_strndup (text, size);
  g_autofree FoyerPlainObject *records = g_new (FoyerPlainObject, BATCH_MAX);
  guint n = read_plain (copy, size, records);
  GArray *items = n > 0 ? new_items () : NULL;

  for (guint i = 0; i < n; i++)
    add_item (batch, items, &(const Object){ .plain = &records[i] });
  return items;
}

static GArray *
parse_full (const Batch *batch, const char *text, gsize size)
{
  g_autoptr (json_t) root = foyer_json_parse (text, size, NULL);
  json_t *records = foyer_json_get_array (root, "records"), *object = NULL;
  GArray *items = NULL;
  size_t i;

  if (records == NULL || json_array_size (records) < 1 || json_array_size (records) > BATCH_MAX)
    return NULL;
  items = new_items ();
  json_array_foreach (records, i, object)
    add_item (batch, items, &(const Object){ .full = object });
  return items;
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
  GArray *items = NULL;

  if (text == NULL)
    return NULL;
  items = parse_plain (&batch, text, size);
  return items ? items : parse_full (&batch, text, size);
}

gboolean
foyer_record_batch_write (FoyerCentreStore *store, GArray *items, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      FoyerBatchItem *item = &g_array_index (items, FoyerBatchItem, i);

      if (item->record && !foyer_centre_store_add_record (store, item->record, &item->entry, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
status_name (const FoyerReceiptEntry *entry)
{
  switch (entry->status)
    {
    case FOYER_RECEIPT_STORED:
      return "stored";
    case FOYER_RECEIPT_DUPLICATE:
      return "duplicate";
    case FOYER_RECEIPT_VARIANT:
      return "variant";
    case FOYER_RECEIPT_ERASED:
      return "erased";
    default:
      return "refused";
    }
}

json_t *
foyer_record_batch_make_results (const GArray *items)
{
  json_t *results = json_array ();

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerReceiptEntry *entry = &g_array_index (items, FoyerBatchItem, i).entry;

      json_array_append_new (results, json_pack ("{s:s, s:I, s:s*, s:s*, s:s*}", "status",
                                                 status_name (entry), "seq", (json_int_t)entry->seq,
                                                 "id", entry->id, "digest", entry->digest, "reason",
                                                 entry->reason));
    }
  return results;
}
