/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-init.h"
#include "core/model/foyer-json.h"
#include "fuzz-scratch.h"
#include "fuzz.h"

/* What comes in at a running centre's control socket. Each request runs in a transaction that is
 * taken back, so that every input meets the same centre.
 */

static FoyerCentreStore *store;
static FoyerClock *clock_fixed;

static void
close_store (void)
{
  g_clear_pointer (&store, foyer_centre_store_close);
  g_clear_pointer (&clock_fixed, foyer_clock_unref);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *passphrase = "correct horse battery staple";
  g_autoptr (GError) error = NULL;
  char *recovery = NULL;

  recovery = foyer_centre_init (fuzz_scratch_get (), "Fuzzed centre", passphrase, passphrase,
                                &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
  foyer_secret_free (recovery);
  store = foyer_centre_store_open_sqlite (fuzz_scratch_get (), TRUE, &error);
  g_assert_no_error (error);
  clock_fixed = foyer_clock_new_fake (FUZZ_NOW_US);
  atexit (close_store);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (json_t) request = foyer_json_parse ((const char *)data, size, NULL);
  g_autoptr (json_t) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (request == NULL)
    return 0;
  g_assert_true (foyer_centre_store_begin (store, NULL));
  reply = foyer_centre_admin_run (store, request, clock_fixed, &error);
  foyer_centre_store_rollback (store);
  g_assert_true ((reply == NULL) == (error != NULL));
  if (reply == NULL)
    return 0;
  text = foyer_json_dump (reply);
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return 0;
}
