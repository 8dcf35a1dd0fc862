/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Bytes of an input our own driver makes, at most: twice what the corpus holds. */
#define FUZZ_MAX_SIZE (16 * 1024)

/* A small dice, the same on every machine (xorshift64*). Never 0. */
typedef struct
{
  guint64 state;
} FuzzDice;
guint64 fuzz_dice_roll (FuzzDice *dice);
guint fuzz_dice_below (FuzzDice *dice, guint n); /* 0 … n-1; n > 0 */

/* Changes bytes, which was copied from one of inputs (GBytes, at least one), in one to eight ways:
 * bits, numbers, blocks, words of a small dictionary, pieces of other inputs. */
void fuzz_mutate (FuzzDice *dice, const GPtrArray *inputs, GByteArray *bytes);

G_END_DECLS
