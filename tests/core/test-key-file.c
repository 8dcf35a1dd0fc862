/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-crypto.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch-dir.h"

static const char PASSPHRASE[] = "tulip otter marble ferry candle";

typedef struct
{
  ScratchDir *dir;
  char *path;
  FoyerBoxKey key;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->dir = scratch_dir_new ();
  f->path = g_build_filename (f->dir, "centre.key", NULL);
  foyer_box_key_generate (&f->key);
  foyer_key_file_save (f->path, &f->key, PASSPHRASE, &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  scratch_dir_free (f->dir);
  g_free (f->path);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerBoxKey again;
  struct stat info;

  g_assert_true (foyer_key_file_load (f->path, PASSPHRASE, &again, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (&again, sizeof again, &f->key, sizeof f->key);
  g_assert_cmpint (stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_wrong_passphrase (Fixture *f, gconstpointer data)
{
  const char *const wrong[]
    = { "", "tulip otter marble ferry candl", "Tulip otter marble ferry candle",
        "tulip otter marble ferry candle " };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerBoxKey again;
      const FoyerBoxKey nothing = { 0 };

      g_assert_false (foyer_key_file_load (f->path, wrong[i], &again, &error));
      g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_PASSPHRASE);
      g_assert_cmpmem (&again, sizeof again, &nothing, sizeof nothing);
    }
}

static void
test_secret_not_in_clear (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *secret = foyer_hex (f->key.secret_key, sizeof f->key.secret_key);
  g_autofree char *public_key = foyer_hex (f->key.public_key, sizeof f->key.public_key);

  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, public_key));
  g_assert_null (strstr (text, secret));
  g_assert_null (strstr (text, "tulip"));
}

static void
test_never_overwrites (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerBoxKey other;

  foyer_box_key_generate (&other);
  g_assert_false (foyer_key_file_save (f->path, &other, PASSPHRASE, &FOYER_KDF_TEST, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  test_round_trip (f, NULL);
}

static void
test_every_byte (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (f->path, &text, &size, NULL));
  for (gsize i = 0; i < size; i++)
    {
      FoyerBoxKey again;
      gboolean is_open;

      text[i] ^= 1;
      g_assert_true (
        g_file_set_contents_full (f->path, text, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      text[i] ^= 1;
      is_open = foyer_key_file_load (f->path, PASSPHRASE, &again, NULL);
      /* A white space for another is the only change that may go by. */
      if (is_open)
        g_assert_true (g_ascii_isspace (text[i]));
    }
}

/* A forged file must not make the machine work for an hour. */
static void
test_greedy_file (Fixture *f, gconstpointer data)
{
  const char *const greedy[] = { "\"memory\":8192,\"nonce\"", "\"memory\":1099511627776,\"nonce\"",
                                 "\"ops\":1,", "\"ops\":1000000," };

  for (guint i = 0; i < G_N_ELEMENTS (greedy); i += 2)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GString) changed = NULL;
      FoyerBoxKey again;

      g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
      changed = g_string_new (text);
      g_assert_cmpint (g_string_replace (changed, greedy[i], greedy[i + 1], 0), ==, 1);
      g_assert_true (
        g_file_set_contents_full (f->path, changed->str, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_false (foyer_key_file_load (f->path, PASSPHRASE, &again, &error));
      g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
      g_assert_true (
        g_file_set_contents_full (f->path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

static void
test_normal_cost (void)
{
  g_assert_cmpint (FOYER_KDF_NORMAL.ops, ==, 3);
  g_assert_cmpint (FOYER_KDF_NORMAL.memory, ==, 268435456);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/key-file/the-passphrase-opens-it", test_round_trip);
  ADD ("/key-file/a-wrong-passphrase-is-told-and-gives-no-key", test_wrong_passphrase);
  ADD ("/key-file/the-secret-key-never-stands-in-clear", test_secret_not_in_clear);
  ADD ("/key-file/a-key-is-never-overwritten", test_never_overwrites);
  ADD ("/key-file/no-byte-can-be-changed", test_every_byte);
  ADD ("/key-file/a-file-that-asks-for-too-much-is-refused", test_greedy_file);
  g_test_add_func ("/key-file/the-normal-cost-is-256-mib-and-three-passes", test_normal_cost);
  return g_test_run ();
}
