/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-sign-up FOLDER: from the last touch to a record that survives a power cut (sealed to two keys, in
 * the outbox, on disk), beside one fdatasync of 4 KB on the same disk.
 */
#include "bench-figure.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/model/foyer-record.h"
#include "core/outbox/foyer-outbox.h"

#define ROUNDS 400 /* the first ones are slower: files grow */
#define WARM_UP 20
#define BLOCK 4096 /* bytes */

static FoyerTrust *
make_trust (void)
{
  FoyerTrust *trust = g_new0 (FoyerTrust, 1);

  trust->centre_url = g_strdup ("http://127.0.0.1:1");
  trust->centre_name = g_strdup ("Bench");
  trust->kiosk_id = foyer_id_new ();
  trust->place_id = g_strdup ("lib-chelmsford");
  trust->epoch = 1;
  foyer_sign_key_generate (&trust->kiosk_key);
  for (guint i = 0; i < 2; i++)
    {
      FoyerBoxKey key;

      foyer_box_key_generate (&key);
      memcpy (trust->box_keys[i], key.public_key, sizeof key.public_key);
    }
  return trust;
}

static FoyerInterest *
make_interest (void)
{
  FoyerInterest *interest = foyer_interest_new ();

  interest->listing = g_strdup ("synth-000042");
  interest->programme = g_strdup ("volunteering");
  interest->content_version = g_strdup ("1");
  interest->name = g_strdup ("Tess Tester");
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900123");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  return interest;
}

static double
time_sign_up (FoyerOutbox *outbox, const FoyerTrust *trust, const FoyerInterest *interest)
{
  g_autofree char *id = foyer_id_new ();
  g_autoptr (GError) error = NULL;
  double started = bench_now_ms ();
  g_autoptr (FoyerSealedRecord) record
      = foyer_record_seal_interest (interest, id, trust, foyer_clock_system (), &error);

  g_assert_no_error (error);
  foyer_outbox_add (outbox, record->id, record->kind, record->sealed, record->code_hash, &error);
  g_assert_no_error (error);
  return bench_now_ms () - started;
}

static double
time_fdatasync (int fd, guint round)
{
  char block[BLOCK];
  double started = bench_now_ms ();

  memset (block, (int)round, sizeof block);
  if (pwrite (fd, block, sizeof block, 0) != BLOCK || fdatasync (fd) != 0)
    {
      g_printerr ("bench-sign-up: %s\n", g_strerror (errno));
      _exit (1);
    }
  return bench_now_ms () - started;
}

int
main (int argc, char **argv)
{
  g_autoptr (FoyerTrust) trust = NULL;
  g_autoptr (FoyerInterest) interest = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd;

  if (argc != 2)
    {
      g_printerr ("usage: bench-sign-up FOLDER\n");
      return 2;
    }
  foyer_crypto_init ();
  trust = make_trust ();
  interest = make_interest ();
  outbox = foyer_outbox_open (argv[1], foyer_clock_system (), NULL, &error);
  g_assert_no_error (error);
  path = g_build_filename (argv[1], "block", NULL);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  /* In turn, so that both meet the same disk. */
  for (guint i = 0; i < ROUNDS + WARM_UP; i++)
    {
      double a = time_sign_up (outbox, trust, interest), b = time_fdatasync (fd, i);

      if (i < WARM_UP)
        continue;
      g_array_append_val (ours, a);
      g_array_append_val (plain, b);
    }
  close (fd);
  bench_print ("sign-up-durable-p50", bench_percentile (ours, 0.5), "ms", bench_percentile (plain, 0.5));
  bench_print ("sign-up-durable-p99", bench_percentile (ours, 0.99), "ms", bench_percentile (plain, 0.99));
  return 0;
}
