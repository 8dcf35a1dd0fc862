/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-key-file"

#include "core/crypto/foyer-crypto.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "core/crypto/foyer-private-file.h"
#include "core/model/foyer-json.h"

/* A box key under a passphrase, in one small text file.
 *
 * The passphrase becomes a key by Argon2id (RFC 9106), and that key seals the secret half with
 * XChaCha20-Poly1305; all the open members of the file are bound to it, so none can be changed. The
 * file belongs to the centre or an event's desk. No state; any thread; a load takes about a second.
 */

/* RFC 9106 leaves memory to the means at hand: 256 MiB is what the smallest centre can spare. */
const FoyerKdfCost FOYER_KDF_NORMAL = { .ops = 3, .memory = 256 * 1024 * 1024 };
/* The least libsodium allows: a test file is worth nothing. */
const FoyerKdfCost FOYER_KDF_TEST = { .ops = 1, .memory = crypto_pwhash_argon2id_MEMLIMIT_MIN };

static const char FORMAT[] = "foyer-key-1";
static const char KDF[] = "argon2id13";
/* Bytes. Such a file has about 400. */
#define MAX_FILE 4096
/* What a file may ask for, so that a forged one cannot hold the machine: 2 GiB, 64 passes. */
#define MAX_MEMORY (G_GUINT64_CONSTANT (2) * 1024 * 1024 * 1024)
#define MAX_OPS 64

#define SALT_BYTES crypto_pwhash_argon2id_SALTBYTES
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define WRAP_KEY_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define WRAPPED_BYTES (FOYER_BOX_SECRET_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)

typedef struct
{
  FoyerKdfCost cost;
  guint8 salt[SALT_BYTES];
  guint8 nonce[NONCE_BYTES];
  guint8 public_key[FOYER_BOX_PUBLIC_BYTES];
  guint8 wrapped[WRAPPED_BYTES];
} KeyFile;

/* What is bound to the wrapped key: all the rest of the file. (transfer full) */
static char *
dup_bound_text (const KeyFile *file)
{
  g_autofree char *salt = foyer_hex (file->salt, sizeof file->salt);
  g_autofree char *public_key = foyer_hex (file->public_key, sizeof file->public_key);

  return g_strdup_printf ("%s %s %" G_GUINT64_FORMAT " %" G_GSIZE_FORMAT " %s %s", FORMAT, KDF,
                          file->cost.ops, file->cost.memory, salt, public_key);
}

/* (transfer full): sodium_free (). NULL: no memory for it. */
static guint8 *
derive (const KeyFile *file, const char *passphrase, GError **error)
{
  guint8 *wrap_key = sodium_malloc (WRAP_KEY_BYTES);

  if (wrap_key != NULL
      && crypto_pwhash (wrap_key, WRAP_KEY_BYTES, passphrase, strlen (passphrase), file->salt,
                        file->cost.ops, file->cost.memory, crypto_pwhash_ALG_ARGON2ID13)
           == 0)
    return wrap_key;
  sodium_free (wrap_key);
  g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED,
               "not enough memory to work out the key (%" G_GSIZE_FORMAT " MiB are needed)",
               file->cost.memory >> 20);
  return NULL;
}

static char *
dup_json (const KeyFile *file)
{
  g_autofree char *salt = foyer_hex (file->salt, sizeof file->salt);
  g_autofree char *nonce = foyer_hex (file->nonce, sizeof file->nonce);
  g_autofree char *public_key = foyer_hex (file->public_key, sizeof file->public_key);
  g_autofree char *wrapped = foyer_hex (file->wrapped, sizeof file->wrapped);
  g_autoptr (json_t) root
    = json_pack ("{s:s, s:s, s:I, s:I, s:s, s:s, s:s, s:s}", "format", FORMAT, "kdf", KDF, "ops",
                 (json_int_t)file->cost.ops, "memory", (json_int_t)file->cost.memory, "salt", salt,
                 "nonce", nonce, "public_key", public_key, "wrapped", wrapped);

  return foyer_json_dump_canonical (root);
}

gboolean
foyer_key_file_save (const char *path,
                     const FoyerBoxKey *key,
                     const char *passphrase,
                     const FoyerKdfCost *cost,
                     GError **error)
{
  KeyFile file = { .cost = *cost };
  g_autofree char *bound = NULL;
  g_autofree char *json = NULL;
  guint8 *wrap_key;

  foyer_crypto_init ();
  randombytes_buf (file.salt, sizeof file.salt);
  randombytes_buf (file.nonce, sizeof file.nonce);
  memcpy (file.public_key, key->public_key, sizeof file.public_key);
  wrap_key = derive (&file, passphrase, error);
  if (wrap_key == NULL)
    return FALSE;
  bound = dup_bound_text (&file);
  crypto_aead_xchacha20poly1305_ietf_encrypt (file.wrapped, NULL, key->secret_key,
                                              sizeof key->secret_key, (const guint8 *)bound,
                                              strlen (bound), NULL, file.nonce, wrap_key);
  sodium_free (wrap_key);
  json = dup_json (&file);
  return foyer_private_file_write (path, json, strlen (json), FOYER_PRIVATE_FILE_NEW, error);
}

static gboolean
parse (const char *text, gsize size, KeyFile *file)
{
  g_autoptr (json_t) root = foyer_json_parse (text, size, NULL);
  gint64 ops, memory;

  if (root == NULL || g_strcmp0 (foyer_json_get_string (root, "format"), FORMAT) != 0
      || g_strcmp0 (foyer_json_get_string (root, "kdf"), KDF) != 0)
    return FALSE;
  ops = foyer_json_get_int (root, "ops", 0);
  memory = foyer_json_get_int (root, "memory", 0);
  if (ops < crypto_pwhash_argon2id_OPSLIMIT_MIN || ops > MAX_OPS
      || memory < crypto_pwhash_argon2id_MEMLIMIT_MIN || (guint64)memory > MAX_MEMORY)
    return FALSE;
  file->cost.ops = ops;
  file->cost.memory = memory;
  return foyer_unhex (foyer_json_get_string (root, "salt"), file->salt, sizeof file->salt)
         && foyer_unhex (foyer_json_get_string (root, "nonce"), file->nonce, sizeof file->nonce)
         && foyer_unhex (foyer_json_get_string (root, "public_key"), file->public_key,
                         sizeof file->public_key)
         && foyer_unhex (foyer_json_get_string (root, "wrapped"), file->wrapped,
                         sizeof file->wrapped);
}

static gboolean
unwrap (const KeyFile *file, const char *passphrase, FoyerBoxKey *key, GError **error)
{
  guint8 *wrap_key = derive (file, passphrase, error);
  g_autofree char *bound = dup_bound_text (file);
  gboolean is_open;

  if (wrap_key == NULL)
    return FALSE;
  is_open = crypto_aead_xchacha20poly1305_ietf_decrypt (key->secret_key, NULL, NULL, file->wrapped,
                                                        sizeof file->wrapped, (const guint8 *)bound,
                                                        strlen (bound), file->nonce, wrap_key)
            == 0;
  sodium_free (wrap_key);
  if (!is_open)
    {
      sodium_memzero (key, sizeof *key);
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_PASSPHRASE,
                   "this is not the passphrase of this key file, or the file was changed");
      return FALSE;
    }
  memcpy (key->public_key, file->public_key, sizeof key->public_key);
  return TRUE;
}

gboolean
foyer_key_file_load (const char *path, const char *passphrase, FoyerBoxKey *key, GError **error)
{
  KeyFile file;
  gsize size;
  char *text;
  gboolean is_parsed;

  foyer_crypto_init ();
  text = foyer_private_file_read (path, MAX_FILE, TRUE, &size, error);
  if (text == NULL)
    return FALSE;
  is_parsed = parse (text, size, &file);
  foyer_private_file_free (text);
  if (!is_parsed)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "%s is not a key file, or it is damaged", path);
      return FALSE;
    }
  return unwrap (&file, passphrase, key, error);
}
