/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include <libsoup/soup.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre-store.h"
#include "tests/core/fault-vfs.h"
#include "tests/core/scratch-dir.h"
#include "tests/proof/kill-ends.h"

/* kill -9 of both ends, ten thousand times, with replies lost.
 *
 * A kiosk and a centre, each a process of its own, on the loopback. Some kill themselves at a
 * chosen point (half a write, before sending, with the reply in hand, before or after the commit,
 * before the answer), the others are killed by this test after as many microseconds as the dice
 * say; what died is started again on what it left. After a hundred kills visitors stay away and
 * both go on until nothing waits. Then every record a visitor was thanked for must be at the centre
 * once, and none that no visitor began. What each process does follows from the seed; when two of
 * them meet, the machine says.
 */

#define KILLS_PER_WORLD 100
/* Places both come to (a request is about eight) before one is killed, so that on a slow machine
 * they get as far as on a fast one; one in five lives longer. */
#define TICKS 12
#define TICKS_LONG 40
/* Microseconds more, anywhere between two places; and how long to wait for them at most: a kiosk
 * without a centre comes nowhere. */
#define ANYWHERE_US 500
#define LIFE_US 15000
/* Microseconds between two looks at who died. */
#define LOOK_US 100
/* How often an end can come to a place before it dies there. */
#define STEPS_MAX 40
#define PLACES_MAX 3
/* Microseconds until everything must be delivered, once nobody is killed any more. */
#define PATIENCE_US (60 * G_USEC_PER_SEC)
/* Kills until a negative control must have turned red, and how many are tried at a time. */
#define CONTROL_KILLS 4000
#define CONTROL_STEP 200

enum
{
  RESULT_KILLS,
  RESULT_ACKNOWLEDGED,
  RESULT_LOST,
  RESULT_DOUBLED,
  RESULT_FORGED,
  RESULT_SELF, /* of the kills: at a chosen point */
};

typedef struct
{
  gboolean has_fresh_ids, is_hasty;
  guint64 first; /* number of the first world */
} Variant;

static struct
{
  ScratchDir *dir;  /* owned: a centre with one kiosk, to be copied */
  FoyerTrust trust; /* of that kiosk */
} model;

/* ---- worlds ---- */

static void
load_meta_key (FoyerCentreStore *store, const char *name, guint8 *key)
{
  g_autofree char *hex = foyer_centre_store_dup_meta (store, name);

  g_assert_true (foyer_unhex (hex, key, 32));
}

static void
enrol (FoyerCentreStore *store)
{
  const char *code = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;
  g_autoptr (GError) error = NULL;

  foyer_sign_key_generate (&model.trust.kiosk_key);
  g_assert_true (foyer_centre_store_begin (store, NULL));
  g_assert_true (foyer_centre_store_add_invite (store, code, "lib-test", 1, NULL));
  kiosk = foyer_centre_store_enrol (store, code, model.trust.kiosk_key.public_key, 1, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_centre_store_commit (store, NULL));
  model.trust.kiosk_id = g_strdup (kiosk->id);
  model.trust.place_id = g_strdup (kiosk->place);
}

static void
make_model (void)
{
  g_autofree char *recovery = NULL;
  g_autoptr (FoyerCentreStore) store = NULL;
  g_autoptr (GError) error = NULL;

  model.dir = scratch_dir_new_fast ();
  recovery = foyer_centre_init (model.dir, "Test centre", "correct horse battery staple",
                                "correct horse battery staple", &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
  store = foyer_centre_store_open_sqlite (model.dir, TRUE, &error);
  g_assert_no_error (error);
  enrol (store);
  load_meta_key (store, FOYER_CENTRE_META_SIGN_KEY, model.trust.sign_key);
  load_meta_key (store, FOYER_CENTRE_META_BOX_KEY, model.trust.box_keys[0]);
  load_meta_key (store, FOYER_CENTRE_META_RECOVERY_KEY, model.trust.box_keys[1]);
  model.trust.epoch = foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0);
}

static void
copy_tree (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_mkdir (to, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        copy_tree (source, target);
      else if (g_file_get_contents (source, &bytes, &size, NULL))
        g_assert_true (
          g_file_set_contents_full (target, bytes, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

static KillWorld *
world_new (const char *dir, const Variant *variant)
{
  KillWorld *world = g_new0 (KillWorld, 1);

  world->centre_dir = g_build_filename (dir, "centre", NULL);
  world->kiosk_dir = g_build_filename (dir, "kiosk", NULL);
  world->trust = &model.trust;
  world->has_fresh_ids = variant->has_fresh_ids;
  world->is_hasty = variant->is_hasty;
  world->shared
    = mmap (NULL, sizeof *world->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true (world->shared != MAP_FAILED);
  copy_tree (model.dir, world->centre_dir);
  g_mkdir (world->kiosk_dir, 0700);
  return world;
}

static void
world_free (KillWorld *world)
{
  munmap (world->shared, sizeof *world->shared);
  g_free (world->centre_dir);
  g_free (world->kiosk_dir);
  g_free (world);
}

/* ---- lives ---- */

typedef enum
{
  END_KIOSK,
  END_CENTRE,
  N_ENDS,
} End;

static Fate
dice_fate (End end, ProofDice *dice)
{
  static const Death deaths[N_ENDS][4]
    = { { DIE_NOWHERE, DIE_AT_DISK_STEP, DIE_BEFORE_SEND, DIE_BEFORE_RECEIPT },
        { DIE_AT_DISK_STEP, DIE_BEFORE_COMMIT, DIE_AFTER_COMMIT, DIE_BEFORE_ANSWER } };
  Fate fate = { .dice = proof_dice_next (dice) };

  if (proof_dice_hits (dice, 65))
    return fate;
  fate.death = deaths[end][proof_dice_below (dice, 4)];
  fate.at = 1 + proof_dice_below (dice, fate.death == DIE_AT_DISK_STEP ? STEPS_MAX : PLACES_MAX);
  return fate;
}

static pid_t
start (KillWorld *world, End end, const Fate *fate)
{
  pid_t parent = getpid ();
  pid_t child;

  if (end == END_CENTRE)
    world->shared->port = 0;
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child != 0)
    return child;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1);
  if (end == END_KIOSK)
    kill_kiosk_live (world, fate);
  kill_centre_live (world, fate);
}

static void
bury (pid_t *child, guint64 *results)
{
  int status = 0;

  g_assert_cmpint (waitpid (*child, &status, 0), ==, *child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  *child = 0;
  results[RESULT_KILLS]++;
}

static gboolean
is_dead (pid_t child)
{
  siginfo_t info = { 0 };

  g_assert_cmpint (waitid (P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT), ==, 0);
  return info.si_pid == child;
}

/* Waits until one kills itself or its time is up, then kills one or both. is_doomed: one of them
 * means to kill itself, and is given the time to come to where it does. */
static void
kill_some (
  KillWorld *world, pid_t children[N_ENDS], gboolean is_doomed, ProofDice *dice, guint64 *results)
{
  gint ticks = (gint)proof_dice_below (dice, proof_dice_hits (dice, 20) ? TICKS_LONG : TICKS)
               + g_atomic_int_get (&world->shared->n_ticks) + (is_doomed ? TICKS : 0);
  gint64 end_us = g_get_monotonic_time () + LIFE_US;
  gboolean is_killed[N_ENDS] = { FALSE };
  guint who = proof_dice_below (dice, 5); /* 0, 1: kiosk; 2, 3: centre; 4: both */

  while (g_get_monotonic_time () < end_us && g_atomic_int_get (&world->shared->n_ticks) < ticks
         && !is_dead (children[0]) && !is_dead (children[1]))
    g_usleep (LOOK_US);
  g_usleep (proof_dice_below (dice, ANYWHERE_US));
  if (is_dead (children[0]) || is_dead (children[1]))
    results[RESULT_SELF]++;
  else
    for (guint end = 0; end < N_ENDS; end++)
      if (who == 4 || who / 2 == end)
        {
          kill (children[end], SIGKILL);
          is_killed[end] = TRUE;
        }
  for (guint end = 0; end < N_ENDS; end++)
    if (is_killed[end] || is_dead (children[end]))
      bury (&children[end], results);
}

/* ---- the end of a world ---- */

static gboolean
count_record (const FoyerCentreRecord *record, gpointer data)
{
  guint n = kill_parse_id (record->id);

  if (n < KILL_RECORDS)
    ((guint *)data)[n]++;
  return n < KILL_RECORDS;
}

static void
compare (const KillWorld *world, guint64 *results)
{
  g_autofree guint *counts = g_new0 (guint, KILL_RECORDS);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store
    = foyer_centre_store_open_sqlite (world->centre_dir, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (foyer_centre_store_each_record (store, NULL, count_record, counts, NULL));
  for (guint i = 0; i < KILL_RECORDS; i++)
    {
      results[RESULT_ACKNOWLEDGED] += world->shared->is_acknowledged[i];
      results[RESULT_LOST] += world->shared->is_acknowledged[i] && counts[i] == 0;
      results[RESULT_DOUBLED] += counts[i] > 1;
      results[RESULT_FORGED] += i >= world->shared->n_begun && counts[i] > 0;
    }
}

/* Nobody is killed any more: the kiosk ends by itself once all is delivered. */
static void
let_finish (KillWorld *world)
{
  Fate fate = { .dice = 1 };
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;
  pid_t centre, kiosk;
  int status = 0;

  world->shared->is_closing = TRUE;
  centre = start (world, END_CENTRE, &fate);
  kiosk = start (world, END_KIOSK, &fate);
  while (!is_dead (kiosk) && g_get_monotonic_time () < end_us)
    g_usleep (LOOK_US);
  g_assert_true (is_dead (kiosk));
  g_assert_cmpint (waitpid (kiosk, &status, 0), ==, kiosk);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (kill (centre, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (centre, NULL, 0), ==, centre);
}

static void
run_piece (guint64 piece, guint64 results[PROOF_RESULTS], gpointer data)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new_fast ();
  const Variant *variant = data;
  KillWorld *world = world_new (dir, variant);
  ProofDice dice = proof_dice ("kills", variant->first + piece);
  guint64 before = results[RESULT_KILLS];
  pid_t children[N_ENDS] = { 0 };
  Fate fates[N_ENDS] = { 0 };

  while (results[RESULT_KILLS] < before + KILLS_PER_WORLD)
    {
      for (guint end = 0; end < N_ENDS; end++)
        if (children[end] == 0)
          {
            fates[end] = dice_fate (end, &dice);
            children[end] = start (world, end, &fates[end]);
          }
      kill_some (world, children, fates[0].death != DIE_NOWHERE || fates[1].death != DIE_NOWHERE,
                 &dice, results);
    }
  for (guint end = 0; end < N_ENDS; end++)
    if (children[end] != 0)
      {
        kill (children[end], SIGKILL);
        bury (&children[end], results);
      }
  let_finish (world);
  compare (world, results);
  world_free (world);
}

/* ---- the tests ---- */

static void
tell (const guint64 results[PROOF_RESULTS], gint64 begun_us)
{
  g_test_message ("%" G_GUINT64_FORMAT " kills in %.1f s, %" G_GUINT64_FORMAT
                  " at a chosen point: %" G_GUINT64_FORMAT " acknowledged, %" G_GUINT64_FORMAT
                  " lost, %" G_GUINT64_FORMAT " doubled, %" G_GUINT64_FORMAT " forged",
                  results[RESULT_KILLS], (g_get_monotonic_time () - begun_us) / 1e6,
                  results[RESULT_SELF], results[RESULT_ACKNOWLEDGED], results[RESULT_LOST],
                  results[RESULT_DOUBLED], results[RESULT_FORGED]);
}

static void
test_nothing_lost (void)
{
  static Variant sound = { 0 };
  guint64 kills = proof_count (10000, 500000);
  guint64 results[PROOF_RESULTS];
  gint64 begun_us = g_get_monotonic_time ();

  proof_share_out (kills / KILLS_PER_WORLD, run_piece, &sound, results);
  tell (results, begun_us);
  proof_figure ("kill-both-ends",
                "%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "-lost-%" G_GUINT64_FORMAT "-doubled",
                results[RESULT_KILLS], results[RESULT_LOST], results[RESULT_DOUBLED]);
  g_assert_cmpuint (results[RESULT_KILLS], >=, kills);
  /* They did live, too. */
  g_assert_cmpuint (results[RESULT_ACKNOWLEDGED], >, kills / 2);
  g_assert_cmpuint (results[RESULT_LOST], ==, 0);
  g_assert_cmpuint (results[RESULT_DOUBLED], ==, 0);
  g_assert_cmpuint (results[RESULT_FORGED], ==, 0);
}

/* Until the result that is expected shows. */
static void
run_control (const char *name, Variant variant, guint expected)
{
  guint64 results[PROOF_RESULTS] = { 0 };

  while (results[expected] == 0 && variant.first * KILLS_PER_WORLD < CONTROL_KILLS)
    {
      gint64 begun_us = g_get_monotonic_time ();

      proof_share_out (CONTROL_STEP / KILLS_PER_WORLD, run_piece, &variant, results);
      tell (results, begun_us);
      variant.first += CONTROL_STEP / KILLS_PER_WORLD;
    }
  proof_control (name, results[expected] > 0);
}

static void
test_no_id_key (void)
{
  run_control ("no-id-key", (Variant){ .has_fresh_ids = TRUE }, RESULT_DOUBLED);
}

static void
test_hasty (void)
{
  run_control ("acknowledge-before-commit-killed", (Variant){ .is_hasty = TRUE }, RESULT_LOST);
}

int
main (int argc, char *argv[])
{
  int result;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* Once, before all the forks: each child would do it anew. */
  g_type_ensure (SOUP_TYPE_SESSION);
  g_type_ensure (SOUP_TYPE_SERVER);
  g_tls_backend_get_default ();
  g_proxy_resolver_get_default ();
  fault_vfs_install ();
  make_model ();
  g_test_add_func ("/kills/nothing-acknowledged-is-lost-or-doubled", test_nothing_lost);
  g_test_add_func ("/kills/control-no-id-key", test_no_id_key);
  g_test_add_func ("/kills/control-acknowledge-before-commit", test_hasty);
  result = g_test_run ();
  scratch_dir_free (model.dir);
  return result;
}
