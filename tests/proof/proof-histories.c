/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-world.h"

/* Random histories: three kiosks and a centre through whatever the dice say, in any order: people
 * sign up and withdraw at any kiosk, requests and replies get lost, come twice or from somebody
 * else, programs restart, kiosks are shut out and enrol anew, the centre is put back from its
 * newest backup. In the end everything equals the model.
 */

#define HISTORIES 300
#define HISTORIES_LONG 20000
/* Things that happen in one history. */
#define EVENTS_MIN 20
#define EVENTS_MAX 60
/* Of 100 requests on a bad day. */
#define BAD_LUCK 35
/* Histories in which the control has to notice. */
#define CONTROL_HISTORIES 20

/* Many codes a second: the slow hash is not what is looked at here. */
char *__wrap_foyer_code_proof (const char *normalised);
char *
__wrap_foyer_code_proof (const char *normalised)
{
  return foyer_seal_digest (normalised, strlen (normalised));
}

static void
happen_at_the_centre (World *world, Kiosk *kiosk, ProofDice *dice)
{
  switch (proof_dice_below (dice, 5))
    {
    case 0:
      world_restore (world, proof_dice_hits (dice, 50));
      break;
    case 1:
      world_restart_centre (world);
      break;
    case 2:
      world_revoke (world, kiosk, !kiosk->is_revoked);
      break;
    default:
      world_backup (world);
    }
}

static void
happen (World *world, ProofDice *dice)
{
  Kiosk *kiosk = &world->kiosks[proof_dice_below (dice, WORLD_KIOSKS)];
  guint n = proof_dice_below (dice, 100);

  if (n < 35)
    world_sign_up (world, kiosk);
  else if (n < 45 && world->given->len > 0)
    world_withdraw (world, kiosk, world->given->pdata[proof_dice_below (dice, world->given->len)]);
  else if (n < 82)
    world_sync (world, kiosk, proof_dice_hits (dice, 60) ? BAD_LUCK : 0, dice);
  else if (n < 86)
    world_restart_kiosk (world, kiosk);
  else if (n < 88)
    world_enrol_again (world, kiosk);
  else
    happen_at_the_centre (world, kiosk, dice);
}

/* What was wrong in the end, NULL: nothing. (transfer full) */
static char *
run_history (guint64 number, gboolean forgets_tombstones, guint64 results[PROOF_RESULTS])
{
  g_autoptr (World) world = world_new ();
  ProofDice dice = proof_dice ("histories", number);
  guint n_events = EVENTS_MIN + proof_dice_below (&dice, EVENTS_MAX - EVENTS_MIN + 1);

  world->forgets_tombstones = forgets_tombstones;
  for (guint i = 0; i < n_events; i++)
    happen (world, &dice);
  results[0] += world->given->len;
  for (guint i = 0; i < WORLD_KIOSKS; i++)
    results[1] += fate_line_get_wrong (world->kiosks[i].line);
  return world_settle (world);
}

static void
one_history (guint64 number, guint64 results[PROOF_RESULTS], gpointer data)
{
  g_autofree char *problem = run_history (number, FALSE, results);

  if (problem != NULL)
    g_printerr ("history %" G_GUINT64_FORMAT " of seed %" G_GUINT64_FORMAT ": %s\n", number,
                proof_seed (), problem);
  g_assert_null (problem);
}

static void
every_history_equals_the_model (void)
{
  guint64 n = proof_count (HISTORIES, HISTORIES_LONG);
  guint64 results[PROOF_RESULTS];

  proof_share_out (n, one_history, NULL, results);
  g_test_message ("%" G_GUINT64_FORMAT " sign-ups, %" G_GUINT64_FORMAT " requests that went wrong",
                  results[0], results[1]);
  g_assert_cmpuint (results[0], >, n * 5);
  g_assert_cmpuint (results[1], >, n * 3);
  proof_figure ("random-histories", "%" G_GUINT64_FORMAT "/equals-the-model", n);
}

static void
control_piece (guint64 number, guint64 results[PROOF_RESULTS], gpointer data)
{
  g_autofree char *problem = run_history (number, TRUE, results);

  results[2] += problem != NULL;
}

static void
a_centre_that_ignores_tombstones_is_noticed (void)
{
  guint64 results[PROOF_RESULTS];

  proof_share_out (CONTROL_HISTORIES, control_piece, NULL, results);
  proof_control ("ignore-tombstone", results[2] > 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* No plug is pulled here: memory will do for a disk. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  proof_seed ();
  g_test_add_func ("/histories/every-history-equals-the-model", every_history_equals_the_model);
  g_test_add_func ("/histories/a-centre-that-ignores-tombstones-is-noticed",
                   a_centre_that_ignores_tombstones_is_noticed);
  return g_test_run ();
}
