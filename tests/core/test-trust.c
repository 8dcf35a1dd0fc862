/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-trust.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch-dir.h"

/* A made-up enrolment; the addresses end nowhere. */
static FoyerTrust *
make_trust (void)
{
  FoyerTrust *trust = g_new0 (FoyerTrust, 1);
  FoyerSignKey sign;
  FoyerBoxKey box;

  trust->centre_url = g_strdup ("https://centre.example");
  trust->centre_name = g_strdup ("Essex \"test\" centre \xe2\x80\x93 1");
  trust->kiosk_id = g_strdup ("k-7");
  trust->place_id = g_strdup ("lib-chelmsford");
  trust->epoch = G_GINT64_CONSTANT (1) << 52;
  foyer_sign_key_generate (&sign);
  memcpy (trust->sign_key, sign.public_key, sizeof trust->sign_key);
  for (guint i = 0; i < 2; i++)
    {
      foyer_box_key_generate (&box);
      memcpy (trust->box_keys[i], box.public_key, sizeof trust->box_keys[i]);
    }
  foyer_sign_key_generate (&trust->kiosk_key);
  return trust;
}

static void
assert_same (const FoyerTrust *a, const FoyerTrust *b)
{
  g_assert_cmpstr (a->centre_url, ==, b->centre_url);
  g_assert_cmpstr (a->centre_name, ==, b->centre_name);
  g_assert_cmpstr (a->kiosk_id, ==, b->kiosk_id);
  g_assert_cmpstr (a->place_id, ==, b->place_id);
  g_assert_cmpint (a->epoch, ==, b->epoch);
  g_assert_cmpmem (a->sign_key, sizeof a->sign_key, b->sign_key, sizeof b->sign_key);
  g_assert_cmpmem (a->box_keys, sizeof a->box_keys, b->box_keys, sizeof b->box_keys);
  g_assert_cmpmem (&a->kiosk_key, sizeof a->kiosk_key, &b->kiosk_key, sizeof b->kiosk_key);
}

static guint
mode_of (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, "identity", name, NULL);
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_round_trip (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = make_trust ();
  g_autoptr (FoyerTrust) again = NULL;

  g_assert_true (foyer_trust_save (trust, dir, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mode_of (dir, "."), ==, 0700);
  g_assert_cmpint (mode_of (dir, "trust.json"), ==, 0600);
  g_assert_cmpint (mode_of (dir, "kiosk.key"), ==, 0600);
  again = foyer_trust_load (dir, &error);
  g_assert_no_error (error);
  assert_same (trust, again);
}

static void
test_not_enrolled (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_trust_load (dir, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_enrolled_again (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) first = make_trust ();
  g_autoptr (FoyerTrust) second = make_trust ();
  g_autoptr (FoyerTrust) loaded = NULL;

  g_assert_true (foyer_trust_save (first, dir, NULL));
  g_assert_true (foyer_trust_save (first, dir, NULL));
  g_assert_true (foyer_trust_save (second, dir, &error));
  g_assert_no_error (error);
  loaded = foyer_trust_load (dir, &error);
  assert_same (second, loaded);
}

/* The power went between the two files of a second enrolment. */
static void
test_half_enrolled (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "identity", "kiosk.key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = make_trust ();
  FoyerSignKey other;

  g_assert_true (foyer_trust_save (trust, dir, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  foyer_sign_key_generate (&other);
  g_assert_true (foyer_sign_key_save (path, &other, NULL));
  g_assert_null (foyer_trust_load (dir, &error));
  g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
}

static void
test_damaged (void)
{
  const char *const texts[] = { "", "{", "[]", "{}", "{\"format\":\"foyer-trust-2\"}" };
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "identity", "trust.json", NULL);
  g_autofree char *whole = NULL;
  g_autoptr (FoyerTrust) trust = make_trust ();
  gsize size;

  g_assert_true (foyer_trust_save (trust, dir, NULL));
  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (foyer_trust_load (dir, &error));
      g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
    }
  for (gsize cut = 0; cut < size; cut += 5)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, whole, cut, NULL));
      g_assert_null (foyer_trust_load (dir, &error));
      g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
    }
}

static void
test_secret_stays_in_its_file (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "identity", "trust.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *seed = NULL;
  g_autoptr (FoyerTrust) trust = make_trust ();

  g_assert_true (foyer_trust_save (trust, dir, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  seed = foyer_hex (trust->kiosk_key.secret_key, 32);
  g_assert_null (strstr (text, seed));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/what-is-saved-is-loaded-and-private", test_round_trip);
  g_test_add_func ("/trust/a-new-kiosk-is-not-enrolled", test_not_enrolled);
  g_test_add_func ("/trust/a-second-enrolment-takes-the-place-of-the-first", test_enrolled_again);
  g_test_add_func ("/trust/half-an-enrolment-is-not-used", test_half_enrolled);
  g_test_add_func ("/trust/a-damaged-file-is-not-used", test_damaged);
  g_test_add_func ("/trust/the-secret-key-stays-in-its-own-file", test_secret_stays_in_its_file);
  return g_test_run ();
}
