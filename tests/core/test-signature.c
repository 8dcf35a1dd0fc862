/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-crypto.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch-dir.h"

static const char MESSAGE[] = "{\"epoch\":1,\"seq\":7}";
/* RFC 8032, section 7.1, test 1: seed and public key. */
static const char RFC_SEED[] = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
static const char RFC_PUBLIC[] = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

static void
test_round_trip (void)
{
  FoyerSignKey key;
  guint8 signature[FOYER_SIGNATURE_BYTES];

  foyer_sign_key_generate (&key);
  foyer_sign (&key, FOYER_CONTEXT_RECEIPT, MESSAGE, strlen (MESSAGE), signature);
  g_assert_true (foyer_sign_verify (key.public_key, FOYER_CONTEXT_RECEIPT, MESSAGE,
                                    strlen (MESSAGE), signature));
  foyer_sign (&key, FOYER_CONTEXT_RECEIPT, NULL, 0, signature);
  g_assert_true (foyer_sign_verify (key.public_key, FOYER_CONTEXT_RECEIPT, NULL, 0, signature));
}

/* A negative control: what a careless network, or a portal, would send. */
static void
test_unsigned_receipt (void)
{
  FoyerSignKey key;
  guint8 none[FOYER_SIGNATURE_BYTES] = { 0 };

  foyer_sign_key_generate (&key);
  g_assert_false (
    foyer_sign_verify (key.public_key, FOYER_CONTEXT_RECEIPT, MESSAGE, strlen (MESSAGE), none));
}

static void
test_other_key (void)
{
  FoyerSignKey ours, theirs;
  guint8 signature[FOYER_SIGNATURE_BYTES];

  foyer_sign_key_generate (&ours);
  foyer_sign_key_generate (&theirs);
  foyer_sign (&theirs, FOYER_CONTEXT_RECEIPT, MESSAGE, strlen (MESSAGE), signature);
  g_assert_false (foyer_sign_verify (ours.public_key, FOYER_CONTEXT_RECEIPT, MESSAGE,
                                     strlen (MESSAGE), signature));
}

static void
test_other_context (void)
{
  FoyerSignKey key;
  guint8 signature[FOYER_SIGNATURE_BYTES];
  const char joined[] = "c\0m";

  foyer_sign_key_generate (&key);
  foyer_sign (&key, FOYER_CONTEXT_SERVICE, MESSAGE, strlen (MESSAGE), signature);
  g_assert_false (foyer_sign_verify (key.public_key, FOYER_CONTEXT_RECEIPT, MESSAGE,
                                     strlen (MESSAGE), signature));
  /* Where the context ends matters too. */
  foyer_sign (&key, "c", "m", 1, signature);
  g_assert_true (foyer_sign_verify (key.public_key, "c", "m", 1, signature));
  g_assert_false (foyer_sign_verify (key.public_key, "", joined, 3, signature));
  g_assert_false (foyer_sign_verify (key.public_key, "cm", NULL, 0, signature));
}

static void
test_single_bit (void)
{
  FoyerSignKey key;
  guint8 signature[FOYER_SIGNATURE_BYTES];
  char message[sizeof MESSAGE];

  foyer_sign_key_generate (&key);
  memcpy (message, MESSAGE, sizeof MESSAGE);
  foyer_sign (&key, FOYER_CONTEXT_RECEIPT, message, strlen (MESSAGE), signature);
  for (guint bit = 0; bit < strlen (MESSAGE) * 8; bit++)
    {
      message[bit / 8] ^= 1 << bit % 8;
      g_assert_false (foyer_sign_verify (key.public_key, FOYER_CONTEXT_RECEIPT, message,
                                         strlen (MESSAGE), signature));
      message[bit / 8] ^= 1 << bit % 8;
    }
  for (guint bit = 0; bit < sizeof signature * 8; bit++)
    {
      signature[bit / 8] ^= 1 << bit % 8;
      g_assert_false (foyer_sign_verify (key.public_key, FOYER_CONTEXT_RECEIPT, message,
                                         strlen (MESSAGE), signature));
      signature[bit / 8] ^= 1 << bit % 8;
    }
}

static void
test_save_and_load (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kiosk.key", NULL);
  g_autoptr (GError) error = NULL;
  FoyerSignKey key, again;
  struct stat info;

  foyer_sign_key_generate (&key);
  g_assert_true (foyer_sign_key_save (path, &key, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (foyer_sign_key_load (path, &again, &error));
  g_assert_cmpmem (&key, sizeof key, &again, sizeof again);
}

static void
test_never_overwrites (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kiosk.key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) listing = NULL;
  FoyerSignKey first, second, kept;

  foyer_sign_key_generate (&first);
  foyer_sign_key_generate (&second);
  g_assert_true (foyer_sign_key_save (path, &first, NULL));
  g_assert_false (foyer_sign_key_save (path, &second, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_assert_true (foyer_sign_key_load (path, &kept, NULL));
  g_assert_cmpmem (&kept, sizeof kept, &first, sizeof first);
  /* Nothing left lying about. */
  listing = g_dir_open (dir, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (listing), ==, "kiosk.key");
  g_assert_null (g_dir_read_name (listing));
}

static void
test_others_may_read (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kiosk.key", NULL);
  FoyerSignKey key;

  foyer_sign_key_generate (&key);
  g_assert_true (foyer_sign_key_save (path, &key, NULL));
  for (guint mode = 1; mode < 0100; mode <<= 1)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (chmod (path, 0600 | mode), ==, 0);
      g_assert_false (foyer_sign_key_load (path, &key, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM);
    }
}

static void
write_line (const char *path, const char *prefix, const char *seed, const char *public_key)
{
  g_autofree char *line = g_strconcat (prefix, seed, public_key, "\n", NULL);

  g_assert_true (g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
test_published_key (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kiosk.key", NULL);
  g_autofree char *public_hex = NULL;
  FoyerSignKey key;

  write_line (path, "foyer-sign-key-1 ", RFC_SEED, RFC_PUBLIC);
  g_assert_true (foyer_sign_key_load (path, &key, NULL));
  public_hex = foyer_hex (key.public_key, sizeof key.public_key);
  g_assert_cmpstr (public_hex, ==, RFC_PUBLIC);
}

static void
test_damaged_key (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kiosk.key", NULL);
  const char *const bad[][3] = {
    { "foyer-sign-key-1 ", RFC_PUBLIC, RFC_SEED },
    { "foyer-sign-key-2 ", RFC_SEED, RFC_PUBLIC },
    { "foyer-sign-key-1 ", RFC_SEED, "" },
    { "foyer-sign-key-1 ", RFC_SEED, "g" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerSignKey key;

      write_line (path, bad[i][0], bad[i][1], bad[i][2]);
      g_assert_false (foyer_sign_key_load (path, &key, &error));
      g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/what-was-signed-verifies", test_round_trip);
  g_test_add_func ("/signature/an-unsigned-receipt-is-refused", test_unsigned_receipt);
  g_test_add_func ("/signature/another-key-s-signature-is-refused", test_other_key);
  g_test_add_func ("/signature/a-signature-is-good-for-one-context-only", test_other_context);
  g_test_add_func ("/signature/no-single-bit-can-be-changed", test_single_bit);
  g_test_add_func ("/signature/a-saved-key-is-private-and-loads-again", test_save_and_load);
  g_test_add_func ("/signature/a-key-is-never-overwritten", test_never_overwrites);
  g_test_add_func ("/signature/a-key-others-may-read-is-refused", test_others_may_read);
  g_test_add_func ("/signature/the-key-of-rfc-8032-has-its-public-half", test_published_key);
  g_test_add_func ("/signature/a-damaged-key-is-not-used", test_damaged_key);
  return g_test_run ();
}
