/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chaos-proxy.h"
#include "net-fixture.h"
#include "tests/proof/proof.h"

/* Bad lines by the thousand: each case signs people up and syncs once over a line that does one
 * wrong thing at one exact byte. Whatever it was, what the kiosk counts as received is at the
 * centre, byte for byte; and over a good line, all of it arrives once.
 */

#define CASES 2000
#define CASES_LONG 100000
#define CASES_A_PIECE 250
/* Cases between two looks over a good line. */
#define CASES_A_LOOK 25
/* Cases between two changes of the content. */
#define CASES_A_CHANGE 40
/* Bytes of a usual exchange, until one was counted. */
#define USUAL_UP 4000
#define USUAL_DOWN 2000
/* s the kiosk waits for a line that hangs; the proxy ends such a line long before. */
#define TIMEOUT_S 5

/* Hundreds of sign-ups a second: the slow hash of codes is not what is looked at here. */
char *__wrap_foyer_code_proof (const char *normalised);
char *
__wrap_foyer_code_proof (const char *normalised)
{
  return foyer_seal_digest (normalised, strlen (normalised));
}

typedef struct
{
  Net *net;              /* owned */
  ChaosProxy *proxy;     /* owned */
  FoyerTransport *line;  /* owned: through the proxy */
  GHashTable *submitted; /* owned id → owned digest */
  gsize up, down;        /* bytes of the last whole exchange */
  guint n_changes;       /* of the content */
  guint64 n_wrong;       /* cases in which the wrong thing was really done */
} Chaos;

static void
chaos_clear (Chaos *chaos)
{
  g_clear_object (&chaos->line);
  g_clear_pointer (&chaos->proxy, chaos_proxy_free);
  g_clear_pointer (&chaos->net, net_free);
  g_clear_pointer (&chaos->submitted, g_hash_table_unref);
}

static void
chaos_init (Chaos *chaos)
{
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  *chaos = (Chaos){ .up = USUAL_UP, .down = USUAL_DOWN };
  chaos->net = net_new ();
  chaos->proxy = chaos_proxy_new (foyer_test_centre_get_port (chaos->net->centre));
  url = g_strdup_printf ("http://127.0.0.1:%u", chaos_proxy_get_port (chaos->proxy));
  chaos->line = foyer_soup_transport_new (url, TIMEOUT_S, &error);
  g_assert_no_error (error);
  chaos->submitted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
sign_up (Chaos *chaos)
{
  g_autofree char *id = net_sign_up (chaos->net, "Ada");

  g_hash_table_insert (chaos->submitted, g_steal_pointer (&id), NULL);
}

/* Once a round: the clock of both ends goes on, so that no limit of requests a second is met. */
static gboolean
sync_once (Chaos *chaos, GError **error)
{
  Net *net = chaos->net;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();

  foyer_clock_advance (net->clock, 20 * G_USEC_PER_SEC);
  return foyer_sync_run (chaos->line, net->trust, net->store, &net->port, net->state, net->clock,
                         report, NULL, error);
}

/* ---- looking ---- */

static gboolean
note_record (const FoyerCentreRecord *record, gpointer data)
{
  GHashTable *there = data;

  g_assert_false (record->is_variant);
  g_assert_true (
    g_hash_table_insert (there, g_strdup (record->id), g_strdup (record->digest)));
  return TRUE;
}

/* id → digest of every record at the centre; each id once, none a variant. (transfer full) */
static GHashTable *
read_centre (Chaos *chaos)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store
    = foyer_centre_store_open_sqlite (foyer_test_centre_get_dir (chaos->net->centre), FALSE, &error);
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_no_error (error);
  foyer_centre_store_each_record (store, NULL, note_record, there, &error);
  g_assert_no_error (error);
  return there;
}

/* What the kiosk no longer sends is at the centre with the very bytes; nothing was set aside, and
 * nothing is there that nobody gave. */
static void
check (Chaos *chaos)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) there = read_centre (chaos);
  g_autoptr (GPtrArray) here = foyer_outbox_list_all (chaos->net->outbox, &error);
  GHashTableIter iter;
  gpointer id = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (here->len, ==, g_hash_table_size (chaos->submitted));
  for (guint i = 0; i < here->len; i++)
    {
      const FoyerOutboxRecord *record = here->pdata[i];

      g_assert_true (g_hash_table_contains (chaos->submitted, record->id));
      g_assert_cmpint (record->state, !=, FOYER_RECORD_QUARANTINED);
      if (record->state == FOYER_RECORD_RECEIVED)
        g_assert_cmpstr (g_hash_table_lookup (there, record->id), ==, record->digest);
    }
  g_hash_table_iter_init (&iter, there);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_true (g_hash_table_contains (chaos->submitted, id));
}

/* Over a good line everything arrives, and the content is the centre's. */
static void
settle (Chaos *chaos)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = g_strdup_printf ("Title %u", chaos->n_changes);
  g_autoptr (FoyerListing) listing = NULL;
  g_autoptr (GHashTable) there = NULL;

  chaos_proxy_arm (chaos->proxy, CHAOS_NONE, 0, 0);
  sync_once (chaos, &error);
  g_assert_no_error (error);
  chaos_proxy_disarm (chaos->proxy);
  g_assert_cmpuint (net_counts (chaos->net).waiting, ==, 0);
  check (chaos);
  there = read_centre (chaos);
  g_assert_cmpuint (g_hash_table_size (there), ==, g_hash_table_size (chaos->submitted));
  if (chaos->n_changes == 0)
    return;
  listing = foyer_store_get_listing (chaos->net->store, "seat");
  g_assert_nonnull (listing);
  g_assert_cmpstr (listing->title, ==, title);
}

static void
change_content (Chaos *chaos)
{
  g_autofree char *title = g_strdup_printf ("Title %u", ++chaos->n_changes);
  g_autofree char *item = net_listing ("seat", title);
  g_autofree char *items = g_strdup_printf ("[%s]", item);

  foyer_test_centre_import (chaos->net->centre, "listings", items);
}

/* ---- one case ---- */

static gboolean
goes_up (ChaosKind kind)
{
  return kind == CHAOS_CUT_UP || kind == CHAOS_STALL_UP || kind == CHAOS_FLIP_UP;
}

static void
run_case (Chaos *chaos, guint64 number)
{
  ProofDice dice = proof_dice ("chaos", number);
  ChaosKind kind = (ChaosKind)(1 + proof_dice_below (&dice, N_CHAOS - 1));
  gsize range = goes_up (kind) ? chaos->up : chaos->down;
  gsize at = proof_dice_below (&dice, (guint)range + 1);
  guint8 mask = (guint8)(1 + proof_dice_below (&dice, 255));
  guint n = proof_dice_below (&dice, 3);

  if (number % CASES_A_CHANGE == 0)
    change_content (chaos);
  for (guint i = 0; i <= n; i++)
    sign_up (chaos);
  chaos_proxy_arm (chaos->proxy, kind, at, mask);
  sync_once (chaos, NULL);
  if (chaos_proxy_disarm (chaos->proxy))
    chaos->n_wrong++;
  else if (kind == CHAOS_DRIBBLE)
    {
      chaos->n_wrong++;
      chaos->up = chaos_proxy_get_up (chaos->proxy);
      chaos->down = chaos_proxy_get_down (chaos->proxy);
    }
  if (number % CASES_A_LOOK == CASES_A_LOOK - 1)
    settle (chaos);
  else if (number % 5 == 0)
    check (chaos);
}

/* One kiosk and its centre for a number of cases: an outbox is small. */
static void
run_piece (guint64 piece, guint64 results[PROOF_RESULTS], gpointer data)
{
  Chaos chaos;

  chaos_init (&chaos);
  for (guint64 i = 0; i < CASES_A_PIECE; i++)
    run_case (&chaos, piece * CASES_A_PIECE + i);
  settle (&chaos);
  results[0] += chaos.n_wrong;
  results[1] += CASES_A_PIECE;
  chaos_clear (&chaos);
}

static void
nothing_is_lost_or_doubled_over_bad_lines (void)
{
  guint64 results[PROOF_RESULTS];

  proof_share_out (proof_count (CASES, CASES_LONG) / CASES_A_PIECE, run_piece, NULL, results);
  g_test_message ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " cases reached their byte",
                  results[0], results[1]);
  g_assert_cmpuint (results[0], >, results[1] * 3 / 4);
  proof_figure ("chaos-proxy", "%" G_GUINT64_FORMAT "/0-lost-0-doubled", results[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* No plug is pulled here: memory will do for a disk. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  proof_seed ();
  g_test_add_func ("/chaos/nothing-is-lost-or-doubled-over-bad-lines",
                   nothing_is_lost_or_doubled_over_bad_lines);
  return g_test_run ();
}
