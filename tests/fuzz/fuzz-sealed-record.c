/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "core/model/foyer-record.h"
#include "fuzz.h"

/* A sealed record as it comes out of a file or off the wire (first byte even), or (odd) what is in
 * it: header, NUL, payload, sealed here to the key that opens it.
 */

static void
open_sealed (const uint8_t *data, size_t size, const FoyerBoxKey *key)
{
  g_autofree char *header = foyer_seal_dup_header (data, size, NULL);
  g_autoptr (GBytes) sealed = g_bytes_new_static (data, size);
  g_autoptr (GBytes) payload = NULL;
  g_autofree char *opened_header = NULL;
  g_autofree char *record_header = NULL;
  char *text = NULL;

  payload = foyer_unseal (data, size, key, &opened_header, NULL);
  g_assert_true (payload == NULL || g_strcmp0 (header, opened_header) == 0);
  text = foyer_record_open (sealed, key, &record_header, NULL);
  g_assert_true (text == NULL || payload != NULL);
  foyer_secret_free (text);
}

static void
seal_and_open (const uint8_t *data, size_t size, const FoyerBoxKey *key)
{
  const uint8_t *end = size > 0 ? memchr (data, '\0', size) : NULL;
  g_autofree char *header = fuzz_dup_text (data, end ? (size_t)(end - data) : size);
  const uint8_t *payload = end ? end + 1 : data + size;
  gsize payload_size = (gsize)(data + size - payload);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed
    = foyer_seal (header, payload, payload_size, &key->public_key, 1, &error);
  g_autoptr (GBytes) opened = NULL;
  g_autofree char *opened_header = NULL;
  gsize n;
  gconstpointer bytes;

  g_assert_true ((sealed == NULL) == (error != NULL));
  if (sealed == NULL)
    return;
  bytes = g_bytes_get_data (sealed, &n);
  opened = foyer_unseal (bytes, n, key, &opened_header, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (opened_header, ==, header);
  g_assert_cmpmem (payload, payload_size, g_bytes_get_data (opened, NULL),
                   g_bytes_get_size (opened));
  open_sealed (bytes, n, key);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean is_content = fuzz_take_mode (&data, &size) & 1;
  FoyerBoxKey key;

  fuzz_fixed_box_key (1, &key);
  if (is_content)
    seal_and_open (data, size, &key);
  else
    open_sealed (data, size, &key);
  return 0;
}
