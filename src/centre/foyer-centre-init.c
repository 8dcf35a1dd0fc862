/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-init.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* Making a centre, once.
 *
 * Plain functions on the operator's thread. A key nobody can use again is worse than none: before
 * the centre becomes one, a test record is opened with what will really be there later, the key
 * file with the passphrase as typed the second time, and the recovery key as printed.
 */

/* Bytes of the checksum at the end of a recovery key: a slip of the pen passes 1 time in 65,536. */
#define CHECK_BYTES 2
#define RECOVERY_BYTES (FOYER_BOX_SECRET_BYTES + CHECK_BYTES)
/* Bytes of a recovery file, at most: the key and a sentence. */
#define RECOVERY_FILE_MAX 4096

char *
foyer_centre_dup_sign_key_path (const char *data_dir)
{
  return g_build_filename (data_dir, "keys", "centre-sign.key", NULL);
}

char *
foyer_centre_dup_box_key_path (const char *data_dir)
{
  return g_build_filename (data_dir, "keys", "centre-box.key", NULL);
}

static void
recovery_checksum (const guint8 secret[FOYER_BOX_SECRET_BYTES], guint8 check[CHECK_BYTES])
{
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (hash, sizeof hash, secret, FOYER_BOX_SECRET_BYTES, NULL, 0);
  memcpy (check, hash, CHECK_BYTES);
  sodium_memzero (hash, sizeof hash);
}

char *
foyer_recovery_format (const FoyerBoxKey *key)
{
  guint8 bytes[RECOVERY_BYTES];
  char hex[2 * RECOVERY_BYTES + 1];
  GString *text = g_string_sized_new (128);

  memcpy (bytes, key->secret_key, FOYER_BOX_SECRET_BYTES);
  recovery_checksum (key->secret_key, bytes + FOYER_BOX_SECRET_BYTES);
  sodium_bin2hex (hex, sizeof hex, bytes, sizeof bytes);
  for (guint i = 0; i < 2 * RECOVERY_BYTES; i += 4)
    g_string_append_printf (text, "%s%.4s", i ? "-" : "", hex + i);
  sodium_memzero (bytes, sizeof bytes);
  sodium_memzero (hex, sizeof hex);
  return g_string_free (text, FALSE);
}

gboolean
foyer_recovery_parse (const char *text, FoyerBoxKey *key, GError **error)
{
  guint8 bytes[RECOVERY_BYTES];
  guint8 check[CHECK_BYTES];
  size_t n = 0;
  const char *end = NULL;
  gboolean ok = FALSE;

  foyer_crypto_init ();
  ok = sodium_hex2bin (bytes, sizeof bytes, text, strlen (text), " -\t\r\n", &n, &end) == 0
       && n == sizeof bytes && *end == '\0';
  if (ok)
    {
      recovery_checksum (bytes, check);
      ok = sodium_memcmp (check, bytes + FOYER_BOX_SECRET_BYTES, CHECK_BYTES) == 0;
    }
  if (ok)
    {
      memcpy (key->secret_key, bytes, FOYER_BOX_SECRET_BYTES);
      ok = crypto_scalarmult_base (key->public_key, key->secret_key) == 0;
    }
  sodium_memzero (bytes, sizeof bytes);
  if (!ok)
    g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                         "that is not a recovery key: it is 17 groups of 4 signs, 0-9 and a-f");
  return ok;
}

gboolean
foyer_recovery_file_load (const char *path, FoyerBoxKey *key)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  gboolean ok = FALSE;

  if (!g_file_get_contents (path, &text, &size, NULL))
    return FALSE;
  ok = size < RECOVERY_FILE_MAX && foyer_recovery_parse (g_strstrip (text), key, NULL);
  sodium_memzero (text, strlen (text));
  return ok;
}

typedef struct
{
  FoyerBoxKey box, recovery;
  FoyerSignKey sign;
} Keys;

/* Opens sealed with key; TRUE when what comes out is what went in. */
static gboolean
opens_test (GBytes *sealed, GBytes *payload, const FoyerBoxKey *key, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed, &size);
  g_autofree char *header = NULL;
  g_autoptr (GBytes) opened = foyer_unseal (data, size, key, &header, error);

  return opened && g_bytes_equal (opened, payload);
}

static gboolean
open_test_record (const Keys *keys,
                  const char *box_path,
                  const char *passphrase,
                  const char *recovery_text,
                  GError **error)
{
  static const char text[] = "{\"test\":true}";
  guint8 recipients[2][FOYER_BOX_PUBLIC_BYTES];
  g_autoptr (GBytes) payload = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) sealed = NULL;
  FoyerBoxKey from_file = { 0 }, from_paper = { 0 };
  gboolean ok = FALSE;

  memcpy (recipients[0], keys->box.public_key, sizeof recipients[0]);
  memcpy (recipients[1], keys->recovery.public_key, sizeof recipients[1]);
  sealed = foyer_seal ("{\"v\":1}", text, sizeof text - 1,
                       (const guint8 (*)[FOYER_BOX_PUBLIC_BYTES])recipients, 2, error);
  ok = sealed && foyer_key_file_load (box_path, passphrase, &from_file, error)
       && foyer_recovery_parse (recovery_text, &from_paper, error)
       && opens_test (sealed, payload, &from_file, error)
       && opens_test (sealed, payload, &from_paper, error);
  sodium_memzero (&from_file, sizeof from_file);
  sodium_memzero (&from_paper, sizeof from_paper);
  if (!ok)
    g_prefix_error (error, "the test record could not be opened, so no centre was made: ");
  return ok;
}

static gboolean
set_hex (FoyerCentreStore *store, const char *key, const guint8 public_key[32], GError **error)
{
  g_autofree char *hex = foyer_hex (public_key, 32);

  return foyer_centre_store_set_meta (store, key, hex, error);
}

/* The centre becomes one with this commit. */
static gboolean
activate (const char *data_dir, const char *name, const Keys *keys, GError **error)
{
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (data_dir, TRUE, error);
  g_autofree char *epoch
    = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);

  if (store == NULL || !foyer_centre_store_begin (store, error))
    return FALSE;
  if (foyer_centre_store_set_meta (store, FOYER_CENTRE_META_NAME, name, error)
      && set_hex (store, FOYER_CENTRE_META_BOX_KEY, keys->box.public_key, error)
      && set_hex (store, FOYER_CENTRE_META_RECOVERY_KEY, keys->recovery.public_key, error)
      && set_hex (store, FOYER_CENTRE_META_SIGN_KEY, keys->sign.public_key, error)
      && foyer_centre_store_set_meta (store, FOYER_CENTRE_META_EPOCH, epoch, error))
    return foyer_centre_store_commit (store, error);
  foyer_centre_store_rollback (store);
  return FALSE;
}

static gboolean
make_directories (const char *data_dir, GError **error)
{
  static const char *const inside[] = { "keys", "media" };

  for (guint i = 0; i <= G_N_ELEMENTS (inside); i++)
    {
      g_autofree char *path
        = i == 0 ? g_strdup (data_dir) : g_build_filename (data_dir, inside[i - 1], NULL);

      if (g_mkdir_with_parents (path, 0700) != 0)
        {
          int saved = errno;

          g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED, "cannot make %s: %s",
                       path, g_strerror (saved));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_is_new (const char *data_dir, GError **error)
{
  g_autofree char *db = g_build_filename (data_dir, "centre.db", NULL);
  g_autofree char *sign = foyer_centre_dup_sign_key_path (data_dir);
  g_autofree char *box = foyer_centre_dup_box_key_path (data_dir);
  const char *const files[] = { db, sign, box };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_file_test (files[i], G_FILE_TEST_EXISTS))
      {
        g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_EXISTS,
                     "there is a centre already (%s): choose another --data, nothing was changed",
                     files[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_words (const char *name, const char *passphrase, const char *again, GError **error)
{
  if (!g_str_equal (passphrase, again))
    g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                         "the two passphrases differ: nothing was made, try again");
  else if (!g_utf8_validate (passphrase, -1, NULL)
           || g_utf8_strlen (passphrase, -1) < FOYER_PASSPHRASE_MIN)
    g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                 "the passphrase is too short: take %d characters or more, five words are good",
                 FOYER_PASSPHRASE_MIN);
  else if (!g_utf8_validate (name, -1, NULL) || *name == '\0' || strlen (name) > 100)
    g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                         "the name of a centre is 1 to 100 bytes of plain text");
  else
    return TRUE;
  return FALSE;
}

char *
foyer_centre_init (const char *data_dir,
                   const char *name,
                   const char *passphrase,
                   const char *passphrase_again,
                   const FoyerKdfCost *cost,
                   GError **error)
{
  g_autofree char *sign_path = foyer_centre_dup_sign_key_path (data_dir);
  g_autofree char *box_path = foyer_centre_dup_box_key_path (data_dir);
  char *recovery_text = NULL;
  Keys keys = { 0 };
  gboolean ok = FALSE;

  foyer_crypto_init ();
  if (!check_words (name, passphrase, passphrase_again, error) || !check_is_new (data_dir, error)
      || !make_directories (data_dir, error))
    return NULL;
  foyer_box_key_generate (&keys.box);
  foyer_box_key_generate (&keys.recovery);
  foyer_sign_key_generate (&keys.sign);
  recovery_text = foyer_recovery_format (&keys.recovery);
  ok = foyer_key_file_save (box_path, &keys.box, passphrase, cost, error)
       && foyer_sign_key_save (sign_path, &keys.sign, error)
       && open_test_record (&keys, box_path, passphrase_again, recovery_text, error)
       && activate (data_dir, name, &keys, error);
  sodium_memzero (&keys, sizeof keys);
  if (ok)
    return recovery_text;
  g_unlink (box_path);
  g_unlink (sign_path);
  sodium_memzero (recovery_text, strlen (recovery_text));
  g_free (recovery_text);
  return NULL;
}
