/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <glib/gstdio.h>

#include "centre/foyer-centre-bundle.h"
#include "core/feed/foyer-bundle.h"
#include "core/feed/foyer-tar.h"
#include "sync/foyer-usb.h"
#include "tools/foyerctl.h"

/* foyerctl bundle …: the line on foot, for places that have none.
 *
 * make, key and deliver work on a centre's directory, beside the centre when it runs; apply,
 * collect and settle on the state directory of a kiosk that is not running.
 */

/* Days a bundle is good for unless said: somebody comes by each month, and may be late. */
#define DAYS_DEFAULT 45
#define DAYS_MAX 366

/* Sticks have errors of their own; all but those of files and disks are a no. */
static FoyerExit
fail (const GError *error)
{
  if (error->domain == FOYER_BUNDLE_ERROR && error->code != FOYER_BUNDLE_ERROR_IO)
    return foyerctl_complain (FOYER_EXIT_REFUSED, "%s", error->message);
  if ((error->domain == FOYER_TAR_ERROR && error->code == FOYER_TAR_ERROR_INVALID)
      || g_error_matches (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT))
    return foyerctl_complain (FOYER_EXIT_REFUSED, "%s", error->message);
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return foyerctl_complain (FOYER_EXIT_FAILED, "%s", error->message);
  return foyerctl_fail (error);
}

static void
print_problems (const GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    foyerctl_complain (FOYER_EXIT_DONE, "note: %s", (const char *)problems->pdata[i]);
}

/* FALSE after a complaint. What else is wrong with a kiosk its command says. */
static gboolean
is_kiosk (const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = foyer_trust_load (state, &error);

  if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  foyerctl_complain (FOYER_EXIT_FAILED, "%s is not a kiosk: use foyerctl kiosk enrol", state);
  return FALSE;
}

static FoyerExit
make (const char *data, const char *out, const char *kiosk, guint days)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) expires = NULL;
  g_autofree char *date = NULL;
  FoyerBundleMade made = { .problems = problems };

  foyer_crypto_init ();
  if (!foyer_centre_bundle_make (data, out, kiosk ? kiosk : FOYER_BUNDLE_EVERYBODY, days,
                                 foyer_clock_system (), &made, &error))
    return fail (error);
  expires = g_date_time_new_from_unix_utc (made.expires_us / G_USEC_PER_SEC);
  date = g_date_time_format (expires, "%Y-%m-%dT%H:%M:%SZ");
  g_print ("sequence: %" G_GINT64_FORMAT "\nexpires: %s\nitems: %u\npages: %u\nmedia: %u\n",
           made.sequence, date, made.items, made.pages, made.media);
  print_problems (problems);
  return problems->len ? FOYER_EXIT_PARTLY : FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_bundle_make (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *out = NULL;
  g_autofree char *kiosk = NULL;
  int days = DAYS_DEFAULT;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out,
      "Write the bundle here, and its signature into FILE.minisig", "FILE" },
    { "kiosk", 0, 0, G_OPTION_ARG_STRING, &kiosk, "For this kiosk only; for all otherwise", "ID" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, "Days it may be applied (45)", "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Puts all content of the centre into one signed file, for kiosks without a"
                       " line.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL || out == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which centre and which file: --data DIR --out FILE");
  if (days < 1 || days > DAYS_MAX)
    return foyerctl_complain (FOYER_EXIT_USAGE, "--days is a number from 1 to %d", DAYS_MAX);
  return make (data, out, kiosk, (guint)days);
}

FoyerExit
foyerctl_bundle_key (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = NULL;
  guint8 public_key[FOYER_SIGN_PUBLIC_BYTES];
  FoyerMinisignKey key;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Prints the key bundles are signed with as minisign knows it.", entries,
                       &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say which centre: --data DIR");
  foyer_crypto_init ();
  store = foyerctl_open_centre (data, &error);
  if (store == NULL || !foyer_centre_bundle_get_key (store, public_key, &error))
    return fail (error);
  foyer_minisign_key_init (&key, public_key);
  text = foyer_minisign_key_format (&key);
  g_print ("%s", text);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_bundle_apply (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClock) clock = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  gint64 sequence = 0;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Directory of the kiosk", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Makes the content of this kiosk that of a bundle.", entries, &argc, &argv,
                       1))
    return FOYER_EXIT_USAGE;
  if (state == NULL || argc != 2)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which kiosk and which bundle: --state DIR FILE");
  foyer_crypto_init ();
  if (!is_kiosk (state))
    return FOYER_EXIT_FAILED;
  if (!g_file_test (argv[1], G_FILE_TEST_EXISTS))
    return foyerctl_complain (FOYER_EXIT_FAILED, "there is no file %s", argv[1]);
  clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  if (!foyer_usb_apply (state, argv[1], clock, report, &sequence, &error))
    return fail (error);
  g_print ("sequence: %" G_GINT64_FORMAT
           "\nupdated: %u\ndeleted: %u\nleft_out: %u\npages: %u\nmedia: %u\n",
           sequence, report->updated, report->deleted, report->refused, report->pages,
           report->media_fetched);
  print_problems (report->problems);
  return report->problems->len ? FOYER_EXIT_PARTLY : FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_bundle_collect (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClock) clock = NULL;
  guint collected = 0, left = 0;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Directory of the kiosk", "DIR" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, "Write the records here, sealed", "FILE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Copies what waits in the outbox, sealed, into a file signed by this kiosk."
                       " It stays in the outbox until the centre's receipt is settled.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (state == NULL || out == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which kiosk and which file: --state DIR --out FILE");
  foyer_crypto_init ();
  if (!is_kiosk (state))
    return FOYER_EXIT_FAILED;
  clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  if (!foyer_usb_collect (state, out, clock, &collected, &left, &error))
    return fail (error);
  g_print ("collected: %u\nleft: %u\n", collected, left);
  if (collected == 0)
    foyerctl_complain (FOYER_EXIT_DONE, "note: nothing waits, no file was written");
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_bundle_deliver (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *receipt = NULL;
  g_autofree char *kiosk = NULL;
  g_autoptr (GError) error = NULL;
  gboolean accept_revoked = FALSE;
  FoyerBundleDelivered delivered = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "receipt", 0, 0, G_OPTION_ARG_FILENAME, &receipt,
      "Write the receipt here, for the kiosk to settle", "FILE2" },
    { "accept-revoked", 0, 0, G_OPTION_ARG_NONE, &accept_revoked,
      "Take the records of a kiosk that is revoked all the same", NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Takes the records a kiosk has put into a file, and writes a signed receipt.", entries,
        &argc, &argv, 1))
    return FOYER_EXIT_USAGE;
  if (data == NULL || receipt == NULL || argc != 2)
    return foyerctl_complain (FOYER_EXIT_USAGE, "three things are needed: --data DIR FILE"
                                                " --receipt FILE2");
  foyer_crypto_init ();
  if (!foyer_centre_bundle_deliver (data, argv[1], receipt, accept_revoked, &delivered, &error))
    {
      g_free (delivered.kiosk);
      return fail (error);
    }
  kiosk = delivered.kiosk;
  g_print ("kiosk: %s\nstored: %u\nduplicate: %u\nvariant: %u\nerased: %u\nrefused: %u\n", kiosk,
           delivered.stored, delivered.duplicate, delivered.variant, delivered.erased,
           delivered.refused);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_bundle_settle (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClock) clock = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Directory of the kiosk", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Takes in the centre's receipt for a file of this kiosk's records.", entries,
                       &argc, &argv, 1))
    return FOYER_EXIT_USAGE;
  if (state == NULL || argc != 2)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which kiosk and which receipt: --state DIR FILE2");
  foyer_crypto_init ();
  if (!is_kiosk (state))
    return FOYER_EXIT_FAILED;
  clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  if (!foyer_usb_settle (state, argv[1], clock, report, &error))
    return fail (error);
  g_print ("acknowledged: %u\nvariants: %u\nset_aside: %u\n", report->acknowledged,
           report->variants, report->quarantined);
  return FOYER_EXIT_DONE;
}
