/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "fuzz.h"
#include "sync/foyer-receipt.h"

/* What the centre says of a batch: the text of a receipt, signed here by the centre the kiosk was
 * enrolled at (first byte even), or (odd) not signed at all.
 */

#define NONCE "AAAAAAAAAAAAAAAAAAAAAA"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean is_forged = fuzz_take_mode (&data, &size) & 1;
  guint8 signature[FOYER_SIGNATURE_BYTES] = { 0 };
  FoyerSignKey key;
  FoyerTrust trust = { .kiosk_id = (char *)"kiosk-1" };
  g_autofree char *encoded = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (foyer_receipt_entry_free);
  FoyerSignedReceipt receipt = { .entries = entries };
  FoyerReply reply = { .status = 200, .body = body, .content_type = (char *)"application/json" };
  g_autoptr (GError) error = NULL;

  fuzz_fixed_sign_key (1, &key);
  memcpy (trust.sign_key, key.public_key, sizeof trust.sign_key);
  if (!is_forged)
    foyer_sign (&key, FOYER_CONTEXT_RECEIPT, data, size, signature);
  encoded = g_base64_encode (signature, sizeof signature);
  reply.signature = encoded;
  if (!foyer_receipt_parse (&reply, &trust, NONCE, &receipt, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_false (is_forged);
  for (guint i = 0; i < entries->len; i++)
    {
      const FoyerReceiptEntry *entry = entries->pdata[i];

      g_assert_nonnull (entry->id);
      g_assert_cmpint (entry->status, <=, FOYER_RECEIPT_REFUSED);
    }
  return 0;
}
