/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/core/fault-vfs.h"
#include "tests/core/scratch-dir.h"
#include "tests/proof/history.h"

/* A disk that is full, fails, writes half, or does its work and says it did not.
 *
 * Random histories of the outbox and of the centre's store on real files behind the failing VFS. A
 * step that fails is looked at (it may have been done, or not, but never half), then tried again
 * with the same ids, on the same connection or after a new start, and must then be done, once. The
 * two databases take turns.
 */

#define FAULTS_PER_HISTORY 10
/* Steps of a history in which a fault is planned but not met are many: until we give up. */
#define STEPS_MAX 1000
/* Disk steps until the fault: a commit takes 5 to 20. */
#define DISK_STEPS 24
/* Per cent of the faults that stay until the disk is seen to. */
#define LASTING 50
/* Per cent of the steps before which the database is opened on a failing disk. */
#define FAIL_OPENING 8
#define CONTROL_FAULTS 2000

enum
{
  RESULT_FAULTS = N_VERDICTS,
  RESULT_DONE_ALL_THE_SAME, /* of those reported as failures */
};
G_STATIC_ASSERT (RESULT_DONE_ALL_THE_SAME < PROOF_RESULTS);

typedef struct
{
  const HistoryClass *klass; /* NULL: both, in turns */
  Weakness weakness;
  gboolean is_hasty; /* a failure is told as success */
} Variant;

typedef struct
{
  const Variant *variant;
  History *history; /* owned */
  ScratchDir *dir;  /* owned */
  ProofDice dice;
  guint64 *results;
  guint n_faults;
} Run;

static void
arm (Run *run)
{
  FaultKind kind = (FaultKind)proof_dice_below (&run->dice, N_FAULTS);
  guint step = 1 + proof_dice_below (&run->dice, DISK_STEPS);

  fault_vfs_arm (kind, step, proof_dice_hits (&run->dice, LASTING));
}

static void
disarm (Run *run)
{
  if (!fault_vfs_disarm ())
    return;
  run->n_faults++;
  run->results[RESULT_FAULTS]++;
}

static void
must_open (Run *run)
{
  g_autoptr (GError) error = NULL;

  history_open (run->history, run->dir, &error);
  g_assert_no_error (error);
}

/* FALSE when the history is over: what is wrong would be counted again at each step. */
static gboolean
look (Run *run, guint step, guint one_state, guint other_state)
{
  Verdict verdict = history_check (run->history, one_state, other_state);

  if (verdict == VERDICT_FINE)
    return TRUE;
  run->results[verdict]++;
  if (run->variant->weakness == WEAK_NOT && !run->variant->is_hasty)
    g_printerr ("%s: verdict %d at step %u\n", run->history->klass->name, verdict, step);
  return FALSE;
}

static gboolean
reopen_on_a_failing_disk (Run *run, guint step)
{
  history_close (run->history);
  arm (run);
  if (history_open (run->history, run->dir, NULL))
    history_close (run->history);
  disarm (run);
  must_open (run);
  return look (run, step, step, step);
}

/* The same ids again, until the disk works: it does now. */
static gboolean
try_again (Run *run, guint step)
{
  g_autoptr (GError) error = NULL;

  if (proof_dice_hits (&run->dice, 50))
    {
      history_close (run->history);
      must_open (run);
    }
  if (!look (run, step, step, step + 1))
    return FALSE;
  run->results[RESULT_DONE_ALL_THE_SAME]
    += history_check (run->history, step + 1, step + 1) == VERDICT_FINE;
  if (history_run (run->history, step, TRUE, &error))
    return look (run, step, step + 1, step + 1);
  if (run->variant->weakness == WEAK_NOT)
    g_assert_no_error (error);
  return FALSE; /* a weak variant has lost its way */
}

static gboolean
do_step (Run *run, guint step)
{
  gboolean is_done;

  if (proof_dice_hits (&run->dice, FAIL_OPENING) && !reopen_on_a_failing_disk (run, step))
    return FALSE;
  history_plan (run->history);
  arm (run);
  is_done = history_run (run->history, step, FALSE, NULL);
  disarm (run);
  return is_done || run->variant->is_hasty ? look (run, step, step + 1, step + 1)
                                           : try_again (run, step);
}

static void
run_piece (guint64 piece, guint64 results[PROOF_RESULTS], gpointer data)
{
  const Variant *variant = data;
  const HistoryClass *klass = variant->klass != NULL ? variant->klass
                              : (piece / 2) % 2 == 0 ? &outbox_history_class
                                                     : &centre_history_class;
  Run run = { .variant = variant,
              .dir = scratch_dir_new_fast (),
              .dice = proof_dice ("faults", piece),
              .results = results };

  run.history = history_new (klass, (ProofDice){ proof_dice_next (&run.dice) }, variant->weakness);
  must_open (&run);
  for (guint step = 0; step < STEPS_MAX && run.n_faults < FAULTS_PER_HISTORY; step++)
    if (!do_step (&run, step))
      break;
  history_free (run.history);
  scratch_dir_free (run.dir);
}

/* ---- the tests ---- */

static void
tell (const char *name, const guint64 results[PROOF_RESULTS], gint64 begun_us)
{
  g_test_message ("%s: %" G_GUINT64_FORMAT " faults in %.1f s, %" G_GUINT64_FORMAT
                  " steps done though reported as failed: lost %" G_GUINT64_FORMAT
                  ", risen %" G_GUINT64_FORMAT ", doubled %" G_GUINT64_FORMAT
                  ", half %" G_GUINT64_FORMAT ", corrupt %" G_GUINT64_FORMAT,
                  name, results[RESULT_FAULTS], (g_get_monotonic_time () - begun_us) / 1e6,
                  results[RESULT_DONE_ALL_THE_SAME], results[VERDICT_LOST], results[VERDICT_RISEN],
                  results[VERDICT_DOUBLED], results[VERDICT_HALF], results[VERDICT_CORRUPT]);
}

static void
test_nothing_lost (void)
{
  static Variant sound = { 0 };
  guint64 faults = proof_count (5000, 50000);
  guint64 results[PROOF_RESULTS];
  gint64 begun_us = g_get_monotonic_time ();

  proof_share_out (faults / FAULTS_PER_HISTORY, run_piece, &sound, results);
  tell ("sound", results, begun_us);
  proof_figure ("io-faults",
                "%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "-lost-%" G_GUINT64_FORMAT "-doubled",
                results[RESULT_FAULTS],
                results[VERDICT_LOST] + results[VERDICT_RISEN] + results[VERDICT_HALF]
                  + results[VERDICT_CORRUPT],
                results[VERDICT_DOUBLED]);
  for (guint i = VERDICT_FINE + 1; i < N_VERDICTS; i++)
    g_assert_cmpuint (results[i], ==, 0);
  g_assert_cmpuint (results[RESULT_FAULTS], >=, faults);
  /* Otherwise the lies were none, and a retry was never put to the test. */
  g_assert_cmpuint (results[RESULT_DONE_ALL_THE_SAME], >, faults / 100);
}

typedef struct
{
  const char *name;
  Variant variant;
  Verdict expected;
} Control;

static const Control controls[] = {
  { "no-id-key-after-a-fault", { &outbox_history_class, WEAK_FRESH_IDS, FALSE }, VERDICT_DOUBLED },
  { "acknowledge-a-failure", { &outbox_history_class, WEAK_NOT, TRUE }, VERDICT_LOST },
  { "centre-acknowledge-a-failure", { &centre_history_class, WEAK_NOT, TRUE }, VERDICT_LOST },
};

static void
test_control (gconstpointer data)
{
  const Control *control = data;
  guint64 results[PROOF_RESULTS];
  gint64 begun_us = g_get_monotonic_time ();

  proof_share_out (CONTROL_FAULTS / FAULTS_PER_HISTORY, run_piece, (gpointer)&control->variant,
                   results);
  tell (control->name, results, begun_us);
  proof_control (control->name, results[control->expected] > 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_func ("/io-faults/nothing-is-lost-and-a-retry-never-doubles", test_nothing_lost);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_autofree char *path = g_strconcat ("/io-faults/control-", controls[i].name, NULL);

      g_test_add_data_func (path, &controls[i], test_control);
    }
  return g_test_run ();
}
