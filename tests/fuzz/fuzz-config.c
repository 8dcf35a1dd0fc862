/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "centre/foyer-centre-init.h"
#include "core/crypto/foyer-private-file.h"
#include "core/crypto/foyer-trust.h"
#include "fuzz-scratch.h"
#include "fuzz.h"

/* The files a machine keeps about itself: what a kiosk knows of its centre, its own key, a centre's
 * wrapped key, a recovery key on paper. The first byte says which.
 */

enum
{
  MODE_TRUST,
  MODE_SIGN_KEY,
  MODE_BOX_KEY,
  MODE_RECOVERY,
  N_MODES
};

static char *trust_path, *key_path; /* owned: the two files of a kiosk's identity */
static FoyerSignKey kiosk_key;

static void
free_paths (void)
{
  g_clear_pointer (&trust_path, g_free);
  g_clear_pointer (&key_path, g_free);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autofree char *folder = g_build_filename (fuzz_scratch_get (), "identity", NULL);
  g_autoptr (GError) error = NULL;

  fuzz_fixed_sign_key (2, &kiosk_key);
  trust_path = g_build_filename (folder, "trust.json", NULL);
  key_path = g_build_filename (folder, "kiosk.key", NULL);
  foyer_private_folder_make (folder, &error);
  g_assert_no_error (error);
  foyer_sign_key_save (key_path, &kiosk_key, &error);
  g_assert_no_error (error);
  atexit (free_paths);
  return 0;
}

static void
put (const char *path, const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
}

static void
load_trust (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = NULL;

  put (trust_path, data, size);
  trust = foyer_trust_load (fuzz_scratch_get (), &error);
  g_assert_true ((trust == NULL) == (error != NULL));
  g_assert_true (trust == NULL || (trust->centre_url != NULL && trust->kiosk_id != NULL));
}

static void
load_sign_key (const uint8_t *data, size_t size)
{
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "sign.key", NULL);
  g_autoptr (GError) error = NULL;
  FoyerSignKey key;

  put (path, data, size);
  g_assert_true (foyer_sign_key_load (path, &key, &error) == (error == NULL));
}

/* Not with costs above the ones for tests: that they are honoured is not a crash, and takes
 * seconds. */
static void
load_box_key (const uint8_t *data, size_t size)
{
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "box.key", NULL);
  g_autoptr (GError) error = NULL;
  FoyerBoxKey key;
  g_autofree char *text = fuzz_dup_text (data, size);
  const char *ops = strstr (text, "\"ops\":1,"), *memory = strstr (text, "\"memory\":8192,");

  if (ops == NULL || memory == NULL)
    return;
  put (path, data, size);
  g_assert_true (foyer_key_file_load (path, "correct horse battery staple", &key, &error)
                 == (error == NULL));
}

static void
read_recovery (const uint8_t *data, size_t size)
{
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "recovery", NULL);
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  FoyerBoxKey key, same;

  put (path, data, size);
  foyer_recovery_file_load (path, &key);
  g_assert_true (foyer_recovery_parse (text, &key, &error) == (error == NULL));
  if (error != NULL)
    return;
  again = foyer_recovery_format (&key);
  g_assert_true (foyer_recovery_parse (again, &same, NULL));
  g_assert_cmpmem (&key, sizeof key, &same, sizeof same);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static void (*const modes[N_MODES]) (const uint8_t *, size_t)
    = { load_trust, load_sign_key, load_box_key, read_recovery };
  guint8 mode = fuzz_take_mode (&data, &size);

  modes[mode % N_MODES](data, size);
  return 0;
}
