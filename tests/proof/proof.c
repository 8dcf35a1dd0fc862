/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/proof.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the programs of the proving ground share.
 *
 * Plain functions on a test's one thread. Whatever is random comes from dice that are named after
 * the seed, a series and a number, never from the order things happen to be asked in, so that one
 * failing piece of work can be run again alone.
 */

/* Without FOYER_SEED: any number, always the same, so that ./check gives the same answer twice. */
#define DEFAULT_SEED 4172
/* Processes at once: the cores of the smallest machine that runs ./check. */
#define SHARES 2

static const struct
{
  const char *name, *gate;
} gates[] = {
  { "power-cut-images", "0-lost" },
  { "kill-both-ends", "0-lost-0-doubled" },
  { "io-faults", "0-lost-0-doubled" },
  { "chaos-proxy", "0-lost-0-doubled" },
  { "random-histories", "equals-the-model" },
  { "single-byte-changes", "0-accepted" },
  { "load", "60s-250ms-128MB" },
};

guint64
proof_seed (void)
{
  static guint64 seed = 0;
  static gboolean is_told = FALSE;

  if (!is_told)
    {
      const char *text = g_getenv ("FOYER_SEED");

      seed = text != NULL && *text != '\0' ? g_ascii_strtoull (text, NULL, 10) : DEFAULT_SEED;
      is_told = TRUE;
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
    }
  return seed;
}

gboolean
proof_is_long (void)
{
  return g_strcmp0 (g_getenv ("FOYER_LONG"), "1") == 0;
}

guint64
proof_count (guint64 each, guint64 in_long_run)
{
  return proof_is_long () ? in_long_run : each;
}

void
proof_figure (const char *name, const char *reached_format, ...)
{
  g_autofree char *reached = NULL;
  va_list args;

  va_start (args, reached_format);
  reached = g_strdup_vprintf (reached_format, args);
  va_end (args);
  for (guint i = 0; i < G_N_ELEMENTS (gates); i++)
    if (g_str_equal (name, gates[i].name))
      {
        g_test_message ("figure %s reached %s gate %s", name, reached, gates[i].gate);
        return;
      }
  g_assert_not_reached ();
}

void
proof_control (const char *name, gboolean is_red)
{
  if (!is_red)
    g_test_message ("control %s stayed green", name);
  g_assert_true (is_red);
  g_test_message ("control %s red", name);
}

/* ---- dice ---- */

/* Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014. */
guint64
proof_dice_next (ProofDice *dice)
{
  guint64 z = dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

ProofDice
proof_dice (const char *series, guint64 n)
{
  ProofDice dice = { proof_seed () ^ ((guint64)g_str_hash (series) << 32) };

  dice.state = proof_dice_next (&dice) ^ n;
  dice.state = proof_dice_next (&dice);
  return dice;
}

guint
proof_dice_below (ProofDice *dice, guint n)
{
  return (guint)(((proof_dice_next (dice) >> 32) * n) >> 32);
}

gboolean
proof_dice_hits (ProofDice *dice, guint per_cent)
{
  return proof_dice_below (dice, 100) < per_cent;
}

/* ---- both cores ---- */

void
proof_share_out (guint64 count, ProofPieceFunc func, gpointer data, guint64 results[PROOF_RESULTS])
{
  gsize size = SHARES * PROOF_RESULTS * sizeof (guint64);
  guint64 *shared = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t children[SHARES];

  g_assert_true (shared != MAP_FAILED);
  proof_seed (); /* told once, by the parent */
  fflush (NULL);
  for (guint share = 0; share < SHARES; share++)
    {
      children[share] = fork ();
      g_assert_cmpint (children[share], >=, 0);
      if (children[share] != 0)
        continue;
      for (guint64 piece = share; piece < count; piece += SHARES)
        func (piece, shared + share * PROOF_RESULTS, data);
      fflush (NULL);
      _exit (0);
    }
  memset (results, 0, PROOF_RESULTS * sizeof *results);
  for (guint share = 0; share < SHARES; share++)
    {
      int status = 0;

      g_assert_cmpint (waitpid (children[share], &status, 0), ==, children[share]);
      g_assert_cmpint (status, ==, 0);
      for (guint i = 0; i < PROOF_RESULTS; i++)
        results[i] += shared[share * PROOF_RESULTS + i];
    }
  munmap (shared, size);
}
