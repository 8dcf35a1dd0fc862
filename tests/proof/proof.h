/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the programs of the proving ground share: where their dice begin, how often they throw them,
 * how they use both cores, and the lines ./check --figures collects. */

/* FOYER_SEED, or a fixed one; printed the first time. Everything random follows from it. */
guint64 proof_seed (void);
/* FOYER_LONG=1: the long column of SECURITY.md's table. */
gboolean proof_is_long (void);
guint64 proof_count (guint64 each, guint64 in_long_run);

/* "# figure NAME reached N gate G"; the gates are in proof.c. reached_format without spaces. */
void proof_figure (const char *name, const char *reached_format, ...) G_GNUC_PRINTF (2, 3);
/* "# control NAME red": a weakened variant was seen to fail. Ends the test when it was not. */
void proof_control (const char *name, gboolean is_red);

/* Dice that are cheap to begin anew (splitmix64): one for each throw-away question. */
typedef struct
{
  guint64 state;
} ProofDice;

/* The n'th dice of a series; series: any text, so that two tests never throw alike. */
ProofDice proof_dice (const char *series, guint64 n);
guint64 proof_dice_next (ProofDice *dice);
guint proof_dice_below (ProofDice *dice, guint n);          /* 0 … n - 1; n > 0 */
gboolean proof_dice_hits (ProofDice *dice, guint per_cent); /* TRUE in per_cent of 100 throws */

/* Does count pieces of work in two processes (fork; the caller has no thread of its own yet): func
 * gets each piece's number, and adds to results, which are summed up over both. An assertion that
 * fails in one of them ends the test. */
#define PROOF_RESULTS 8
typedef void (*ProofPieceFunc) (guint64 piece, guint64 results[PROOF_RESULTS], gpointer data);
void proof_share_out (guint64 count,
                      ProofPieceFunc func,
                      gpointer data,
                      guint64 results[PROOF_RESULTS]);

G_END_DECLS
