/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "centre/foyer-record-batch.h"
#include "core/model/foyer-json.h"
#include "fuzz.h"

/* The body of a POST /records (first byte even), or (odd) the sealed bytes of one record, wrapped
 * here in a body that is right.
 */

static char *
wrap (const uint8_t *data, size_t size)
{
  g_autofree char *sealed = g_base64_encode (data, size);
  g_autofree char *header = foyer_seal_dup_header (data, size, NULL);
  g_autoptr (json_t) object = header ? foyer_json_parse (header, strlen (header), NULL) : NULL;
  const char *id = foyer_json_get_string (object, "id");
  const char *kind = foyer_json_get_string (object, "kind");
  g_autoptr (json_t) body
    = json_pack ("{s:[{s:s, s:s, s:s}]}", "records", "id", id ? id : "00000000000000000000000000",
                 "kind", kind ? kind : "interest", "sealed", sealed);

  return body ? foyer_json_dump (body) : NULL;
}

static void
check_item (const FoyerBatchItem *item)
{
  g_autofree char *header = NULL;
  gsize size;
  gconstpointer sealed;

  if (item->record == NULL)
    {
      g_assert_cmpint (item->entry.status, ==, FOYER_RECEIPT_REFUSED);
      g_assert_nonnull (item->entry.reason);
      return;
    }
  g_assert_cmpstr (item->record->id, ==, item->entry.id);
  g_assert_cmpstr (item->record->digest, ==, item->entry.digest);
  g_assert_cmpuint (strlen (item->record->id), ==, FOYER_ID_LENGTH);
  g_assert_true (item->record->code_hash == NULL || strlen (item->record->code_hash) == 64);
  sealed = g_bytes_get_data (item->record->sealed, &size);
  header = foyer_seal_dup_header (sealed, size, NULL);
  g_assert_cmpstr (header, ==, item->record->header);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean is_sealed = fuzz_take_mode (&data, &size) & 1;
  g_autofree char *body = is_sealed ? wrap (data, size) : NULL;
  g_autoptr (GArray) items = NULL;
  guint8 box_ids[2][FOYER_KEY_ID_BYTES];

  for (guint i = 0; i < 2; i++)
    {
      FoyerBoxKey key;

      fuzz_fixed_box_key (1 + i, &key);
      foyer_key_id (key.public_key, box_ids[i]);
    }
  if (is_sealed && body == NULL)
    return 0;
  items = foyer_record_batch_parse (body ? body : (const char *)data, body ? strlen (body) : size,
                                    box_ids, 2, "kiosk-1", FUZZ_NOW_US);
  for (guint i = 0; items != NULL && i < items->len; i++)
    check_item (&g_array_index (items, FoyerBatchItem, i));
  return 0;
}
