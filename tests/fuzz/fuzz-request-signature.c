/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "fuzz.h"
#include "sync/foyer-request-signature.h"

/* The headers of a signed request, a line each: Signature-Input, Content-Digest, Signature; what
 * follows is the body. Signed by one kiosk, never good for another one.
 */

static char *
take_line (const uint8_t **data, size_t *size)
{
  const uint8_t *end = *size > 0 ? memchr (*data, '\n', *size) : NULL;
  size_t n = end ? (size_t)(end - *data) : *size;
  char *line = fuzz_dup_text (*data, n);

  *data += end ? n + 1 : n;
  *size -= end ? n + 1 : n;
  return line;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *input = take_line (&data, &size);
  g_autofree char *digest = take_line (&data, &size);
  g_autofree char *value = take_line (&data, &size);
  g_autoptr (GBytes) body = g_bytes_new_static (data ? (gconstpointer)data : "", size);
  g_auto (FoyerRequestSignature) signature = { 0 };
  FoyerSignKey right, wrong;

  if (!foyer_request_signature_parse (&signature, input))
    {
      g_assert_null (signature.keyid);
      g_assert_null (signature.nonce);
      return 0;
    }
  fuzz_fixed_sign_key (2, &right);
  fuzz_fixed_sign_key (3, &wrong);
  g_assert_false (foyer_request_signature_verify (&signature, wrong.public_key, "POST", "/records",
                                                  body, digest, value));
  if (foyer_request_signature_verify (&signature, right.public_key, "POST", "/records", body,
                                      digest, value))
    {
      /* What is good can be written in one way only. */
      g_auto (GStrv) headers = foyer_request_sign (&right, signature.keyid, "POST", "/records",
                                                   body, signature.created, signature.nonce);

      g_assert_cmpstr (headers[1], ==, digest);
      g_assert_cmpstr (headers[3], ==, input);
      g_assert_cmpstr (headers[5], ==, value);
      g_assert_false (foyer_request_signature_verify (&signature, right.public_key, "POST",
                                                      "/enrolments", body, digest, value));
    }
  return 0;
}
