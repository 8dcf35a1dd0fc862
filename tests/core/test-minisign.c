/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-minisign.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "scratch-dir.h"

/* minisign's formats, against what minisign 0.11 wrote once and against the program itself. */

static const char TEXT[] = "hello, stick\n";
static const char KEY[] = "untrusted comment: minisign public key 84FDD438C3259846\n"
                          "RWRGmCXDONT9hOCgX1Q4UWn1PaM2LvcEVGRSkeSB/7WaB/mOdRvPAQh1\n";
static const char SIGNATURE[]
  = "untrusted comment: untrusted words\n"
    "RURGmCXDONT9hNZNr9EnqLB54HYuyrmqTI2RxGIC9HvBqD5ri/ZRybY2J87UIYTb9aDierOqXTrr23AEmZag6ri/"
    "El+bjLZHCQk=\n"
    "trusted comment: trusted words\n"
    "ojpQ/8r5W+bj0zHyu4Ku3816MeLXgHVEcYAwcH2LAYJQcs86JWe9QcsvpSsimS0VA4gmVqWLzlQa5UcFwS6ZAg==\n";

static void
hash_file (const char *path, guint8 hash[FOYER_MINISIGN_HASH_BYTES])
{
  g_autoptr (GError) error = NULL;
  int fd = g_open (path, O_RDONLY, 0);

  g_assert_cmpint (fd, >=, 0);
  foyer_minisign_hash (fd, -1, G_MAXINT64, hash, &error);
  g_assert_no_error (error);
  close (fd);
}

static void
hash_text (const char *text, guint8 hash[FOYER_MINISIGN_HASH_BYTES])
{
  g_autoptr (ScratchDir) dir = scratch_dir_new_fast ();
  g_autofree char *path = g_build_filename (dir, "text", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  hash_file (path, hash);
}

static void
test_minisigns_own (void)
{
  FoyerMinisignKey key;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  g_autofree char *untrusted = NULL;
  g_autofree char *trusted = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_minisign_key_parse (KEY, &key, &error));
  hash_text (TEXT, hash);
  trusted = foyer_minisign_verify (&key, hash, SIGNATURE, strlen (SIGNATURE), &untrusted, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trusted, ==, "trusted words");
  g_assert_cmpstr (untrusted, ==, "untrusted words");
  again = foyer_minisign_key_format (&key);
  g_assert_cmpstr (again, ==, KEY);
}

static void
test_round_trip (void)
{
  FoyerSignKey sign;
  FoyerMinisignKey key;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  g_autofree char *text = NULL;
  g_autofree char *trusted = NULL;
  g_autoptr (GError) error = NULL;

  foyer_sign_key_generate (&sign);
  foyer_minisign_key_init (&key, sign.public_key);
  hash_text (TEXT, hash);
  text = foyer_minisign_sign (&sign, hash, "whose", "what");
  trusted = foyer_minisign_verify (&key, hash, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trusted, ==, "what");
}

/* All but the untrusted comment, which minisign leaves to anybody, and which is given back. */
static void
test_single_bytes (void)
{
  FoyerMinisignKey key;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  gsize size = strlen (SIGNATURE);
  gsize from = strlen ("untrusted comment: "), to = from + strlen ("untrusted words");

  g_assert_true (foyer_minisign_key_parse (KEY, &key, NULL));
  hash_text (TEXT, hash);
  for (gsize at = 0; at < size; at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree char *changed = g_strdup (SIGNATURE);
        g_autofree char *trusted = NULL;

        changed[at] ^= (char)(1 << bit);
        trusted = foyer_minisign_verify (&key, hash, changed, size, NULL, NULL);
        g_assert_true (trusted == NULL || (at >= from && at < to));
      }
  for (gsize at = 0; at < size; at++)
    g_assert_null (foyer_minisign_verify (&key, hash, SIGNATURE, at, NULL, NULL));
  for (guint at = 0; at < sizeof hash; at++)
    {
      hash[at] ^= 1;
      g_assert_null (foyer_minisign_verify (&key, hash, SIGNATURE, size, NULL, NULL));
      hash[at] ^= 1;
    }
}

static void
test_other_forms (void)
{
  FoyerMinisignKey key;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  const char *const keys[] = { "", "untrusted comment: minisign public key\n",
                               "RWRGmCXDONT9hOCgX1Q4UWn1PaM2LvcEVGRSkeSB/7WaB/mOdRvPAQh1\n",
                               "untrusted comment: x\n"
                               "RURGmCXDONT9hOCgX1Q4UWn1PaM2LvcEVGRSkeSB/7WaB/mOdRvPAQh1\n",
                               "untrusted comment: x\n"
                               "RWRGmCXDONT9hOCgX1Q4UWn1PaM2LvcEVGRSkeSB/7WaB/mOdRvPAQ==\n" };
  g_autofree char *crlf = NULL;
  g_auto (GStrv) lines = g_strsplit (SIGNATURE, "\n", -1);
  g_autoptr (GError) error = NULL;
  FoyerSignKey other;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (foyer_minisign_key_parse (keys[i], &key, NULL));
  g_assert_true (foyer_minisign_key_parse (KEY, &key, NULL));
  hash_text (TEXT, hash);
  crlf = g_strjoinv ("\r\n", lines);
  g_assert_null (foyer_minisign_verify (&key, hash, crlf, strlen (crlf), NULL, NULL));
  foyer_sign_key_generate (&other);
  foyer_minisign_key_init (&key, other.public_key);
  g_assert_null (foyer_minisign_verify (&key, hash, SIGNATURE, strlen (SIGNATURE), NULL, &error));
  g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_KEY);
}

static void
test_hash_copies (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new_fast ();
  g_autofree char *from_path = g_build_filename (dir, "from", NULL);
  g_autofree char *to_path = g_build_filename (dir, "to", NULL);
  g_autofree char *copied = NULL;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES], again[FOYER_MINISIGN_HASH_BYTES];
  g_autoptr (GError) error = NULL;
  int from, to;

  g_assert_true (g_file_set_contents (from_path, TEXT, -1, NULL));
  from = g_open (from_path, O_RDONLY, 0);
  to = g_open (to_path, O_WRONLY | O_CREAT, 0600);
  g_assert_true (foyer_minisign_hash (from, to, (gint64)strlen (TEXT), hash, &error));
  g_assert_no_error (error);
  hash_text (TEXT, again);
  g_assert_cmpmem (hash, sizeof hash, again, sizeof again);
  g_assert_true (g_file_get_contents (to_path, &copied, NULL, NULL));
  g_assert_cmpstr (copied, ==, TEXT);
  g_assert_cmpint (lseek (from, 0, SEEK_SET), ==, 0);
  g_assert_false (foyer_minisign_hash (from, -1, (gint64)strlen (TEXT) - 1, hash, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  close (from);
  close (to);
}

/* TRUE when minisign, run with these words in dir, says yes. */
static gboolean
minisign (const char *dir, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, "|", -1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, dir);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)words, &error);
  g_assert_no_error (error);
  return g_subprocess_wait_check (process, NULL, NULL);
}

static gboolean
has_minisign (void)
{
  g_autofree char *path = g_find_program_in_path ("minisign");

  if (path == NULL)
    g_test_skip ("minisign is not installed (apt-get install minisign)");
  return path != NULL;
}

static void
set_contents (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_program_takes_ours (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  FoyerSignKey sign;
  FoyerMinisignKey key;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  g_autofree char *public_key = NULL;
  g_autofree char *text = NULL;

  if (!has_minisign ())
    return;
  foyer_sign_key_generate (&sign);
  foyer_minisign_key_init (&key, sign.public_key);
  hash_text (TEXT, hash);
  public_key = foyer_minisign_key_format (&key);
  text = foyer_minisign_sign (&sign, hash, "whose", "foyer-bundle-1 sequence=7");
  set_contents (dir, "key.pub", public_key);
  set_contents (dir, "file", TEXT);
  set_contents (dir, "file.minisig", text);
  g_assert_true (minisign (dir, "minisign|-V|-H|-p|key.pub|-m|file"));
  set_contents (dir, "file", "hello, stack\n");
  g_assert_false (minisign (dir, "minisign|-V|-H|-p|key.pub|-m|file"));
}

static void
test_we_take_the_programs (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *key_path = g_build_filename (dir, "key.pub", NULL);
  g_autofree char *path = g_build_filename (dir, "file", NULL);
  g_autofree char *signature_path = g_build_filename (dir, "file.minisig", NULL);
  g_autofree char *key_text = NULL;
  g_autofree char *text = NULL;
  g_autofree char *trusted = NULL;
  FoyerMinisignKey key;
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  g_autoptr (GError) error = NULL;

  if (!has_minisign ())
    return;
  set_contents (dir, "file", TEXT);
  g_assert_true (minisign (dir, "minisign|-G|-W|-p|key.pub|-s|key.sec"));
  g_assert_true (minisign (dir, "minisign|-S|-s|key.sec|-m|file|-t|from the program"));
  g_assert_true (g_file_get_contents (key_path, &key_text, NULL, NULL));
  g_assert_true (g_file_get_contents (signature_path, &text, NULL, NULL));
  g_assert_true (foyer_minisign_key_parse (key_text, &key, &error));
  hash_file (path, hash);
  trusted = foyer_minisign_verify (&key, hash, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trusted, ==, "from the program");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minisign/what-the-program-wrote-once-is-read", test_minisigns_own);
  g_test_add_func ("/minisign/what-is-signed-here-is-good-here", test_round_trip);
  g_test_add_func ("/minisign/a-byte-changed-or-missing-spoils-it", test_single_bytes);
  g_test_add_func ("/minisign/other-keys-and-other-forms-are-refused", test_other_forms);
  g_test_add_func ("/minisign/hashing-copies-and-knows-its-limit", test_hash_copies);
  g_test_add_func ("/minisign/the-program-takes-our-signature", test_program_takes_ours);
  g_test_add_func ("/minisign/we-take-the-programs-signature", test_we_take_the_programs);
  return g_test_run ();
}
