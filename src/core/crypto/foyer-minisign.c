/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-minisign"

#include "core/crypto/foyer-minisign.h"

#include <errno.h>
#include <gio/gio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

/* minisign's public keys and signatures, with libsodium and nothing else.
 *
 * What is signed is the hash of the file (64 bytes), and then that signature with the trusted
 * comment behind it. Neither can be taken for another thing the centre signs: those begin with the
 * name of their context, which a hash or a signature would have to hit by chance. No state; any
 * thread.
 */

#define KEY_COMMENT "untrusted comment: "
#define TRUSTED_COMMENT "trusted comment: "
/* Bytes read at once while hashing. */
#define CHUNK (128 * 1024)

/* In front of a key ("Ed") and of a prehashed signature ("ED"). */
#define ALGORITHM_BYTES 2
static const guint8 KEY_ALGORITHM[ALGORITHM_BYTES] = { 'E', 'd' };
static const guint8 PREHASHED[ALGORITHM_BYTES] = { 'E', 'D' };

typedef struct
{
  guint8 algorithm[ALGORITHM_BYTES];
  guint8 id[FOYER_KEY_ID_BYTES];
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
} KeyBlob;

typedef struct
{
  guint8 algorithm[ALGORITHM_BYTES];
  guint8 id[FOYER_KEY_ID_BYTES];
  guint8 signature[FOYER_SIGNATURE_BYTES];
} SignatureBlob;

G_STATIC_ASSERT (sizeof (KeyBlob) == 42);
G_STATIC_ASSERT (sizeof (SignatureBlob) == 74);

void
foyer_minisign_key_init (FoyerMinisignKey *key, const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES])
{
  foyer_key_id (public_key, key->id);
  memcpy (key->public_key, public_key, sizeof key->public_key);
}

char *
foyer_minisign_key_format (const FoyerMinisignKey *key)
{
  KeyBlob blob;
  g_autofree char *encoded = NULL;
  guint64 number;

  memcpy (blob.algorithm, KEY_ALGORITHM, sizeof blob.algorithm);
  memcpy (blob.id, key->id, sizeof blob.id);
  memcpy (blob.key, key->public_key, sizeof blob.key);
  memcpy (&number, key->id, sizeof number);
  encoded = g_base64_encode ((const guint8 *)&blob, sizeof blob);
  return g_strdup_printf (KEY_COMMENT "minisign public key %016" G_GINT64_MODIFIER "X\n%s\n",
                          GUINT64_FROM_LE (number), encoded);
}

gboolean
foyer_minisign_key_parse (const char *text, FoyerMinisignKey *key, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);
  KeyBlob blob;

  foyer_crypto_init ();
  if (g_strv_length (lines) != 3 || !g_str_has_prefix (lines[0], KEY_COMMENT) || *lines[2] != '\0'
      || !foyer_unbase64 (lines[1], (guint8 *)&blob, sizeof blob)
      || memcmp (blob.algorithm, KEY_ALGORITHM, sizeof blob.algorithm) != 0)
    {
      g_set_error_literal (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                           "that is not a minisign public key");
      return FALSE;
    }
  memcpy (key->id, blob.id, sizeof key->id);
  memcpy (key->public_key, blob.key, sizeof key->public_key);
  return TRUE;
}

static gboolean
set_io_error (GError **error, const char *what)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", what,
               g_strerror (saved));
  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size, GError **error)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return set_io_error (error, "copying the file");
      data += n;
      size -= (gsize)n;
    }
  return TRUE;
}

gboolean
foyer_minisign_hash (
  int from, int copy_to, gint64 max_size, guint8 hash[FOYER_MINISIGN_HASH_BYTES], GError **error)
{
  crypto_generichash_state state;
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gint64 total = 0;
  gssize n;

  foyer_crypto_init ();
  crypto_generichash_init (&state, NULL, 0, FOYER_MINISIGN_HASH_BYTES);
  while ((n = read (from, buffer, CHUNK)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_io_error (error, "reading the file");
      total += n;
      if (total > max_size)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                       "the file is larger than %" G_GINT64_FORMAT " bytes", max_size);
          return FALSE;
        }
      crypto_generichash_update (&state, buffer, (gsize)n);
      if (copy_to >= 0 && !write_all (copy_to, buffer, (gsize)n, error))
        return FALSE;
    }
  crypto_generichash_final (&state, hash, FOYER_MINISIGN_HASH_BYTES);
  return TRUE;
}

/* What the global signature is over. (transfer full) */
static GByteArray *
join (const guint8 signature[FOYER_SIGNATURE_BYTES], const char *trusted_comment)
{
  GByteArray *whole = g_byte_array_new ();

  g_byte_array_append (whole, signature, FOYER_SIGNATURE_BYTES);
  g_byte_array_append (whole, (const guint8 *)trusted_comment, (guint)strlen (trusted_comment));
  return whole;
}

char *
foyer_minisign_sign (const FoyerSignKey *key,
                     const guint8 hash[FOYER_MINISIGN_HASH_BYTES],
                     const char *untrusted_comment,
                     const char *trusted_comment)
{
  SignatureBlob blob;
  guint8 global[FOYER_SIGNATURE_BYTES];
  g_autoptr (GByteArray) whole = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_return_val_if_fail (strpbrk (untrusted_comment, "\r\n") == NULL, NULL);
  g_return_val_if_fail (strpbrk (trusted_comment, "\r\n") == NULL, NULL);
  foyer_crypto_init ();
  memcpy (blob.algorithm, PREHASHED, sizeof blob.algorithm);
  foyer_key_id (key->public_key, blob.id);
  crypto_sign_detached (blob.signature, NULL, hash, FOYER_MINISIGN_HASH_BYTES, key->secret_key);
  whole = join (blob.signature, trusted_comment);
  crypto_sign_detached (global, NULL, whole->data, whole->len, key->secret_key);
  first = g_base64_encode ((const guint8 *)&blob, sizeof blob);
  second = g_base64_encode (global, sizeof global);
  return g_strdup_printf (KEY_COMMENT "%s\n%s\n" TRUSTED_COMMENT "%s\n%s\n", untrusted_comment,
                          first, trusted_comment, second);
}

static gboolean
parse_signature (GStrv lines, SignatureBlob *blob, guint8 global[FOYER_SIGNATURE_BYTES])
{
  return g_strv_length (lines) == 5 && g_str_has_prefix (lines[0], KEY_COMMENT)
         && g_str_has_prefix (lines[2], TRUSTED_COMMENT) && *lines[4] == '\0'
         && foyer_unbase64 (lines[1], (guint8 *)blob, sizeof *blob)
         && foyer_unbase64 (lines[3], global, FOYER_SIGNATURE_BYTES)
         && memcmp (blob->algorithm, PREHASHED, sizeof blob->algorithm) == 0;
}

char *
foyer_minisign_verify (const FoyerMinisignKey *key,
                       const guint8 hash[FOYER_MINISIGN_HASH_BYTES],
                       const char *text,
                       gsize size,
                       char **untrusted_comment,
                       GError **error)
{
  g_autofree char *copy = g_strndup (text, size);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", 6);
  g_autoptr (GByteArray) whole = NULL;
  const char *comment = NULL;
  SignatureBlob blob;
  guint8 global[FOYER_SIGNATURE_BYTES];

  foyer_crypto_init ();
  if (size > FOYER_MINISIGN_MAX_TEXT || strlen (copy) != size
      || !parse_signature (lines, &blob, global))
    {
      g_set_error_literal (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                           "that is not a prehashed minisign signature");
      return NULL;
    }
  if (memcmp (blob.id, key->id, sizeof blob.id) != 0)
    {
      g_set_error_literal (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_KEY,
                           "signed with another key");
      return NULL;
    }
  comment = lines[2] + strlen (TRUSTED_COMMENT);
  whole = join (blob.signature, comment);
  if (crypto_sign_verify_detached (blob.signature, hash, FOYER_MINISIGN_HASH_BYTES, key->public_key)
        != 0
      || crypto_sign_verify_detached (global, whole->data, whole->len, key->public_key) != 0)
    {
      g_set_error_literal (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_SIGNATURE,
                           "the signature does not fit");
      return NULL;
    }
  if (untrusted_comment)
    *untrusted_comment = g_strdup (lines[0] + strlen (KEY_COMMENT));
  return g_strdup (comment);
}
