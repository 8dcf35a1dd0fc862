/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-signature"

#include "core/crypto/foyer-crypto.h"

#include <sodium.h>
#include <string.h>

#include "core/crypto/foyer-private-file.h"

/* Ed25519 signatures, each bound to what it is for.
 *
 * What is signed is context ‖ 0x00 ‖ message, so a receipt can never be passed off as a service
 * document: a context is one of the FOYER_CONTEXT_ texts and has no NUL in it. Keys belong to the
 * caller, who wipes them. No state; any thread.
 */

/* "foyer-sign-key-1 " and 128 hexadecimal digits; one line of text, so that it can be read by eye.
 */
static const char KEY_FILE_PREFIX[] = "foyer-sign-key-1 ";
/* Bytes. The line above with room to spare. */
#define KEY_FILE_MAX 512

G_STATIC_ASSERT (FOYER_SIGN_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (FOYER_SIGN_SECRET_BYTES == crypto_sign_SECRETKEYBYTES);
G_STATIC_ASSERT (FOYER_SIGNATURE_BYTES == crypto_sign_BYTES);

void
foyer_sign_key_generate (FoyerSignKey *key)
{
  foyer_crypto_init ();
  crypto_sign_keypair (key->public_key, key->secret_key);
}

/* The public half is made again from the seed: a key damaged in either half is not used. */
static gboolean
parse_key (const char *text, FoyerSignKey *key)
{
  guint8 seed[crypto_sign_SEEDBYTES];
  FoyerSignKey again;
  gboolean is_valid;

  if (!g_str_has_prefix (text, KEY_FILE_PREFIX)
      || !foyer_unhex (text + strlen (KEY_FILE_PREFIX), key->secret_key, sizeof key->secret_key))
    return FALSE;
  crypto_sign_ed25519_sk_to_seed (seed, key->secret_key);
  crypto_sign_seed_keypair (again.public_key, again.secret_key, seed);
  is_valid = sodium_memcmp (again.secret_key, key->secret_key, sizeof key->secret_key) == 0;
  memcpy (key->public_key, again.public_key, sizeof key->public_key);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (&again, sizeof again);
  return is_valid;
}

gboolean
foyer_sign_key_load (const char *path, FoyerSignKey *key, GError **error)
{
  gsize size;
  char *text;
  gboolean is_valid;

  foyer_crypto_init ();
  text = foyer_private_file_read (path, KEY_FILE_MAX, TRUE, &size, error);
  if (text == NULL)
    return FALSE;
  if (size > 0 && text[size - 1] == '\n')
    text[size - 1] = '\0';
  is_valid = parse_key (text, key);
  foyer_private_file_free (text);
  if (!is_valid)
    {
      sodium_memzero (key, sizeof *key);
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "%s is not a signing key, or it is damaged", path);
    }
  return is_valid;
}

gboolean
foyer_sign_key_save (const char *path, const FoyerSignKey *key, GError **error)
{
  char hex[FOYER_SIGN_SECRET_BYTES * 2 + 1];
  char line[KEY_FILE_MAX];
  gboolean is_saved;

  foyer_crypto_init ();
  sodium_bin2hex (hex, sizeof hex, key->secret_key, sizeof key->secret_key);
  g_snprintf (line, sizeof line, "%s%s\n", KEY_FILE_PREFIX, hex);
  is_saved = foyer_private_file_write (path, line, strlen (line), FOYER_PRIVATE_FILE_NEW, error);
  sodium_memzero (hex, sizeof hex);
  sodium_memzero (line, sizeof line);
  return is_saved;
}

/* (transfer full) */
static guint8 *
join (const char *context, gconstpointer data, gsize size, gsize *joined_size)
{
  gsize context_size = strlen (context) + 1; /* with its NUL */
  guint8 *joined = g_malloc (context_size + size);

  memcpy (joined, context, context_size);
  if (size > 0)
    memcpy (joined + context_size, data, size);
  *joined_size = context_size + size;
  return joined;
}

void
foyer_sign (const FoyerSignKey *key,
            const char *context,
            gconstpointer data,
            gsize size,
            guint8 signature[FOYER_SIGNATURE_BYTES])
{
  gsize joined_size;
  g_autofree guint8 *joined = join (context, data, size, &joined_size);

  foyer_crypto_init ();
  crypto_sign_detached (signature, NULL, joined, joined_size, key->secret_key);
}

gboolean
foyer_sign_verify (const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES],
                   const char *context,
                   gconstpointer data,
                   gsize size,
                   const guint8 signature[FOYER_SIGNATURE_BYTES])
{
  gsize joined_size;
  g_autofree guint8 *joined = join (context, data, size, &joined_size);

  foyer_crypto_init ();
  return crypto_sign_verify_detached (signature, joined, joined_size, public_key) == 0;
}
