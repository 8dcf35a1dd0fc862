/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-request-signature.h"

#include <sodium.h>
#include <string.h>

/* Signed requests, both ends of them.
 *
 * Nothing here has state: plain functions, any thread. The signature is a plain Ed25519 one over
 * the signature base of RFC 9421 §2.5, so any library that follows it can check a kiosk's requests;
 * the tag keeps it apart from everything else the key could sign.
 */

#define COMPONENTS "(\"@method\" \"@path\" \"content-digest\")"
#define TAIL ";alg=\"ed25519\";tag=\"" FOYER_CONTEXT_REQUEST "\""
#define KEYID_MAX 64   /* characters: an Ed25519 key in hex */
#define NONCE_CHARS 22 /* 128 bits in base64url without padding */
#define NONCE_BYTES 16

static char *
make_params (const FoyerRequestSignature *self)
{
  return g_strdup_printf (COMPONENTS ";created=%" G_GINT64_FORMAT ";keyid=\"%s\";nonce=\"%s\"" TAIL,
                          self->created, self->keyid, self->nonce);
}

static char *
make_base (const char *method, const char *path, const char *digest, const char *params)
{
  return g_strdup_printf ("\"@method\": %s\n\"@path\": %s\n\"content-digest\": %s\n"
                          "\"@signature-params\": %s",
                          method, path, digest, params);
}

static char *
make_digest (GBytes *body)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  g_autofree char *encoded = NULL;

  crypto_hash_sha256 (hash, data, size);
  encoded = g_base64_encode (hash, sizeof hash);
  return g_strdup_printf ("sha-256=:%s:", encoded);
}

char *
foyer_request_nonce_new (void)
{
  guint8 random[NONCE_BYTES];
  char text[sodium_base64_ENCODED_LEN (NONCE_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  foyer_crypto_init ();
  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (text, sizeof text, random, sizeof random,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

GStrv
foyer_request_sign (const FoyerSignKey *key,
                    const char *keyid,
                    const char *method,
                    const char *path,
                    GBytes *body,
                    gint64 created,
                    const char *nonce)
{
  FoyerRequestSignature self = { (char *)keyid, (char *)nonce, created };
  g_autofree char *params = make_params (&self);
  g_autofree char *digest = make_digest (body);
  g_autofree char *base = make_base (method, path, digest, params);
  g_autofree char *encoded = NULL;
  guint8 signature[crypto_sign_BYTES];
  GStrv headers = g_new0 (char *, 7);

  crypto_sign_detached (signature, NULL, (const guint8 *)base, strlen (base), key->secret_key);
  encoded = g_base64_encode (signature, sizeof signature);
  headers[0] = g_strdup ("Content-Digest");
  headers[1] = g_steal_pointer (&digest);
  headers[2] = g_strdup ("Signature-Input");
  headers[3] = g_strconcat ("foyer=", params, NULL);
  headers[4] = g_strdup ("Signature");
  headers[5] = g_strdup_printf ("foyer=:%s:", encoded);
  return headers;
}

/* Takes the longest run of allowed characters; moves *at behind it. (transfer full), NULL: none or
 * too long. */
static char *
take_run (const char **at, const char *allowed, gsize max)
{
  gsize n = strspn (*at, allowed);
  char *run = NULL;

  if (n == 0 || n > max)
    return NULL;
  run = g_strndup (*at, n);
  *at += n;
  return run;
}

static gboolean
take_literal (const char **at, const char *literal)
{
  if (!g_str_has_prefix (*at, literal))
    return FALSE;
  *at += strlen (literal);
  return TRUE;
}

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

gboolean
foyer_request_signature_parse (FoyerRequestSignature *self, const char *signature_input)
{
  const char *at = signature_input;
  g_autofree char *created = NULL;
  g_autofree char *keyid = NULL;
  g_autofree char *nonce = NULL;

  memset (self, 0, sizeof *self);
  if (!take_literal (&at, "foyer=" COMPONENTS ";created=")
      || !(created = take_run (&at, DIGITS, 12)) || created[0] == '0'
      || !take_literal (&at, ";keyid=\"") || !(keyid = take_run (&at, LOWER DIGITS "-", KEYID_MAX))
      || !take_literal (&at, "\";nonce=\"")
      || !(nonce = take_run (&at, LOWER UPPER DIGITS "-_", NONCE_CHARS))
      || strlen (nonce) != NONCE_CHARS || !take_literal (&at, "\"" TAIL) || *at != '\0')
    return FALSE;
  self->created = g_ascii_strtoll (created, NULL, 10);
  self->keyid = g_steal_pointer (&keyid);
  self->nonce = g_steal_pointer (&nonce);
  return TRUE;
}

void
foyer_request_signature_clear (FoyerRequestSignature *self)
{
  g_clear_pointer (&self->keyid, g_free);
  g_clear_pointer (&self->nonce, g_free);
}

static gboolean
decode_signature (const char *header, guint8 signature[crypto_sign_BYTES])
{
  const char *at = header;
  g_autofree char *text = NULL;

  if (!take_literal (&at, "foyer=:") || !g_str_has_suffix (at, ":"))
    return FALSE;
  text = g_strndup (at, strlen (at) - 1);
  return foyer_unbase64 (text, signature, crypto_sign_BYTES);
}

gboolean
foyer_request_signature_verify (const FoyerRequestSignature *self,
                                const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES],
                                const char *method,
                                const char *path,
                                GBytes *body,
                                const char *content_digest,
                                const char *signature)
{
  g_autofree char *digest = make_digest (body);
  g_autofree char *params = make_params (self);
  g_autofree char *base = NULL;
  guint8 raw[crypto_sign_BYTES];

  if (!g_str_equal (digest, content_digest) || !decode_signature (signature, raw))
    return FALSE;
  base = make_base (method, path, digest, params);
  return crypto_sign_verify_detached (raw, (const guint8 *)base, strlen (base), public_key) == 0;
}
