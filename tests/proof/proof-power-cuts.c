/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/core/scratch-dir.h"
#include "tests/proof/history.h"
#include "tests/proof/recording-vfs.h"

/* The power goes, at any moment, and what was acknowledged is still there.
 *
 * A history is run once on a recording disk; then the disk is looked at as a power cut at many
 * moments would have left it, each time through the program's own opening: foyer_outbox_open () and
 * foyer_centre_store_open_sqlite (), with this disk as SQLite's. What they do beside SQLite (making
 * the empty file with its mode, the lock file, the look at the room on the disk) they do in a real
 * folder. An image is fine when it equals the model's state before or after the step that was under
 * way, and the state after every step that had been acknowledged. The two databases take turns.
 */

/* Images of one history: a history costs about as much as ten of them. */
#define IMAGES_PER_HISTORY 100
#define STEPS_MIN 10
#define STEPS_SPAN 40
/* Per cent of the images whose recovery is cut as well. */
#define CUT_AGAIN 12
/* Per cent of the images on which the step under way is tried again, with the same ids. */
#define TRY_AGAIN 25
/* Per cent of the steps before which the database is closed and opened again. */
#define REOPEN 4
/* Images until a negative control must have turned red. */
#define CONTROL_IMAGES 2000

/* A variant: what is done to each database once it is open, and when success is told. */
typedef struct
{
  const HistoryClass *klass; /* NULL: both, in turns */
  const char *sql;           /* (nullable) */
  Weakness weakness;
  gboolean is_hasty; /* acknowledges before the commit */
} Variant;

/* One history that was run: for each step, the disk's steps when it began and when it was
 * acknowledged. */
typedef struct
{
  const Variant *variant;
  History *history;    /* owned */
  RecordingDisk *disk; /* owned */
  ScratchDir *dir;     /* owned */
  guint n_steps;
  guint begun[STEPS_MIN + STEPS_SPAN], acknowledged[STEPS_MIN + STEPS_SPAN];
} Recording;

static void
open_for_recording (Recording *self)
{
  g_autoptr (GError) error = NULL;

  history_open (self->history, self->dir, &error);
  g_assert_no_error (error);
  if (self->variant->sql != NULL)
    history_exec (self->history, self->variant->sql);
}

static void
record_step (Recording *self, guint step, ProofDice *dice)
{
  g_autoptr (GError) error = NULL;

  if (proof_dice_hits (dice, REOPEN))
    {
      history_close (self->history);
      open_for_recording (self);
    }
  history_plan (self->history);
  self->begun[step] = recording_disk_get_steps (self->disk);
  history_run (self->history, step, FALSE, &error);
  if (self->variant->weakness == WEAK_NOT) /* the others lose their way */
    g_assert_no_error (error);
  self->acknowledged[step]
    = self->variant->is_hasty ? self->begun[step] : recording_disk_get_steps (self->disk);
  if (self->variant->weakness == WEAK_NOT)
    g_assert_cmpint (history_check (self->history, step + 1, step + 1), ==, VERDICT_FINE);
}

static Recording *
record_history (const Variant *variant, const HistoryClass *klass, ProofDice *dice)
{
  Recording *self = g_new0 (Recording, 1);

  self->variant = variant;
  self->dir = scratch_dir_new_fast ();
  self->disk = recording_disk_new ();
  self->n_steps = STEPS_MIN + proof_dice_below (dice, STEPS_SPAN);
  recording_vfs_set_dice (*dice);
  self->history = history_new (klass, (ProofDice){ proof_dice_next (dice) }, variant->weakness);
  recording_vfs_mount (self->disk);
  open_for_recording (self);
  for (guint step = 0; step < self->n_steps; step++)
    record_step (self, step, dice);
  history_close (self->history);
  return self;
}

static void
recording_free (Recording *self)
{
  history_free (self->history);
  recording_disk_free (self->disk);
  scratch_dir_free (self->dir);
  g_free (self);
}

/* ---- one image ---- */

/* The disk as it is after the power went a second time, while the first cut was put right. */
static RecordingDisk *
cut_recovery (Recording *self, RecordingDisk *image, ProofDice *dice)
{
  RecordingDisk *again;
  guint steps;

  recording_disk_begin (image);
  recording_vfs_mount (image);
  if (history_open (self->history, self->dir, NULL))
    history_close (self->history);
  steps = recording_disk_get_steps (image);
  again = recording_disk_cut (image, proof_dice_below (dice, steps + 1), dice);
  recording_disk_free (image);
  return again;
}

static Verdict
look (Recording *self, RecordingDisk *image, guint before, guint after, ProofDice *dice)
{
  g_autoptr (GError) error = NULL;
  Verdict verdict;

  recording_vfs_mount (image);
  if (!history_open (self->history, self->dir, &error))
    return VERDICT_CORRUPT;
  verdict = history_check (self->history, before, after);
  if (verdict == VERDICT_FINE && before != after && proof_dice_hits (dice, TRY_AGAIN))
    verdict = history_run (self->history, before, TRUE, &error)
                ? history_check (self->history, after, after)
                : VERDICT_LOST;
  history_close (self->history);
  return verdict;
}

static Verdict
cut_and_look (Recording *self, guint moment, ProofDice *dice)
{
  RecordingDisk *image = recording_disk_cut (self->disk, moment, dice);
  guint before = 0, after;
  Verdict verdict;

  while (before < self->n_steps && self->acknowledged[before] <= moment)
    before++;
  after = before < self->n_steps && self->begun[before] <= moment ? before + 1 : before;
  if (proof_dice_hits (dice, CUT_AGAIN))
    image = cut_recovery (self, image, dice);
  verdict = look (self, image, before, after, dice);
  recording_disk_free (image);
  return verdict;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  return *(const guint *)a < *(const guint *)b ? -1 : *(const guint *)a > *(const guint *)b;
}

static void
run_piece (guint64 piece, guint64 results[PROOF_RESULTS], gpointer data)
{
  const Variant *variant = data;
  ProofDice dice = proof_dice ("power cuts", piece);
  const HistoryClass *klass = variant->klass != NULL ? variant->klass
                              : (piece / 2) % 2 == 0 ? &outbox_history_class
                                                     : &centre_history_class;
  Recording *recording = record_history (variant, klass, &dice);
  guint moments[IMAGES_PER_HISTORY];

  for (guint i = 0; i < IMAGES_PER_HISTORY; i++)
    moments[i] = proof_dice_below (&dice, recording_disk_get_steps (recording->disk) + 1);
  qsort (moments, IMAGES_PER_HISTORY, sizeof *moments, compare_moments);
  for (guint i = 0; i < IMAGES_PER_HISTORY; i++)
    {
      Verdict verdict = cut_and_look (recording, moments[i], &dice);

      results[verdict]++;
      if (verdict != VERDICT_FINE && variant->sql == NULL && !variant->is_hasty
          && variant->weakness == WEAK_NOT)
        g_printerr ("history %" G_GUINT64_FORMAT
                    " (%s), cut after step %u of its disk: verdict %d\n",
                    piece, klass->name, moments[i], verdict);
    }
  recording_free (recording);
}

/* ---- the tests ---- */

static guint64
count_red (const guint64 results[PROOF_RESULTS])
{
  guint64 n = 0;

  for (guint i = VERDICT_FINE + 1; i < N_VERDICTS; i++)
    n += results[i];
  return n;
}

static void
test_nothing_lost (void)
{
  static Variant sound = { 0 };
  guint64 images = proof_count (100000, 5000000);
  guint64 results[PROOF_RESULTS];
  gint64 begun_us = g_get_monotonic_time ();

  proof_share_out (images / IMAGES_PER_HISTORY, run_piece, &sound, results);
  g_test_message ("%" G_GUINT64_FORMAT " images in %.1f s: lost %" G_GUINT64_FORMAT
                  ", risen %" G_GUINT64_FORMAT ", doubled %" G_GUINT64_FORMAT
                  ", half %" G_GUINT64_FORMAT ", corrupt %" G_GUINT64_FORMAT,
                  images, (g_get_monotonic_time () - begun_us) / 1e6, results[VERDICT_LOST],
                  results[VERDICT_RISEN], results[VERDICT_DOUBLED], results[VERDICT_HALF],
                  results[VERDICT_CORRUPT]);
  g_assert_cmpuint (results[VERDICT_FINE] + count_red (results), ==, images);
  proof_figure ("power-cut-images", "%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "-lost", images,
                count_red (results));
  g_assert_cmpuint (count_red (results), ==, 0);
}

typedef struct
{
  const char *name;
  Variant variant;
  Verdict expected; /* at least one of these */
} Control;

static const Control controls[] = {
  { "sync-normal",
    { &centre_history_class, "PRAGMA synchronous=NORMAL", WEAK_NOT, FALSE },
    VERDICT_LOST },
  { "outbox-wal-sync-normal",
    { &outbox_history_class, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL", WEAK_NOT,
      FALSE },
    VERDICT_LOST },
  { "journal-delete-sync-full",
    { &outbox_history_class, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL", WEAK_NOT,
      FALSE },
    VERDICT_LOST },
  { "sync-off",
    { &outbox_history_class, "PRAGMA synchronous=OFF", WEAK_NOT, FALSE },
    VERDICT_CORRUPT },
  { "acknowledge-before-commit", { &outbox_history_class, NULL, WEAK_NOT, TRUE }, VERDICT_LOST },
  { "centre-acknowledge-before-commit",
    { &centre_history_class, NULL, WEAK_NOT, TRUE },
    VERDICT_LOST },
  { "ignore-tombstone", { &centre_history_class, NULL, WEAK_NO_TOMBSTONES, FALSE }, VERDICT_RISEN },
  { "ignore-withdrawal",
    { &outbox_history_class, NULL, WEAK_NO_TOMBSTONES, FALSE },
    VERDICT_RISEN },
};

static void
test_control (gconstpointer data)
{
  const Control *control = data;
  guint64 results[PROOF_RESULTS];

  proof_share_out (CONTROL_IMAGES / IMAGES_PER_HISTORY, run_piece, (gpointer)&control->variant,
                   results);
  g_test_message (
    "%s: lost %" G_GUINT64_FORMAT ", risen %" G_GUINT64_FORMAT ", doubled %" G_GUINT64_FORMAT
    ", half %" G_GUINT64_FORMAT ", corrupt %" G_GUINT64_FORMAT " of %d images",
    control->name, results[VERDICT_LOST], results[VERDICT_RISEN], results[VERDICT_DOUBLED],
    results[VERDICT_HALF], results[VERDICT_CORRUPT], CONTROL_IMAGES);
  proof_control (control->name, results[control->expected] > 0);
}

/* What the weak variants have the outbox say of its broken files, thousands of times. */
static void
ignore_message (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_handler ("foyer-outbox", G_LOG_LEVEL_MESSAGE, ignore_message, NULL);
  recording_vfs_install ();
  g_test_add_func ("/power-cuts/nothing-acknowledged-is-lost-halved-or-risen", test_nothing_lost);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_autofree char *path = g_strconcat ("/power-cuts/control-", controls[i].name, NULL);

      g_test_add_data_func (path, &controls[i], test_control);
    }
  return g_test_run ();
}
