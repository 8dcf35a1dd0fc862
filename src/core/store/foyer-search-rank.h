/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <glib.h>

G_BEGIN_DECLS

/* The order of what was found, as pure functions; for foyer-search only.
 *
 *     score = Σ over words (rarity × fit) × (1 + NEAR × 1 / (1 + miles / HALF_WAY))
 *                                         × (1 + FRESH × 2^(-days / 365))
 *
 * fit is a product of where the word stands (title 0.69 … 1, names 0.38 … 0.69, text 0.06 … 0.37,
 * within each as in BM25: foyer-search-entry.c) and of how well it stands for what was typed (the
 * word itself 1, another form 0.85, its beginning 0.8, a mended mistake 0.5, the same meaning 0.05
 * and, around a place that is named, hardly moved by where it stands: foyer-search-plan.c). Of all
 * that stands for one word, the best counts. rarity is BM25's inverse document frequency of the
 * word (of what it means, where the word itself is nowhere). So, of two listings that are alike in
 * everything else, the nearer comes first, and then the one that was confirmed later; a place in
 * the query weighs more than where the kiosk stands. The weights are such that in all of Essex a
 * title with the word comes before a text with it, and what has the word before what only means the
 * same.
 */

/* How much better than one far away the place itself is, when the query names it and when not. */
#define FOYER_SEARCH_NEAR_NAMED 1.0
#define FOYER_SEARCH_NEAR 0.25
/* Miles at which half of that is left: a bus ride; and for who names a place, and is likely to go
 * there, the next town: 21 miles are still told from 35. */
#define FOYER_SEARCH_HALF_WAY 4.0
#define FOYER_SEARCH_HALF_WAY_NAMED 8.0
/* Miles for listings that are anywhere, or of which nothing is known: neither near nor far. */
#define FOYER_SEARCH_MILES_UNKNOWN 10.0
/* How much better one confirmed today is than one never confirmed, and days that halve it. */
#define FOYER_SEARCH_FRESH 0.05
#define FOYER_SEARCH_FRESH_DAYS 365.0

/* n: listings with the word, of all. Never 0: a word that every listing has still must be there. */
static inline float
foyer_search_rarity (guint n, guint all)
{
  return logf (1 + (all - n + 0.5f) / (n + 0.5f)) + 0.1f;
}

/* miles: NAN when not known. */
static inline double
foyer_search_near (double miles, gboolean is_named)
{
  double far = isnan (miles) ? FOYER_SEARCH_MILES_UNKNOWN : miles;

  return is_named ? 1 + FOYER_SEARCH_NEAR_NAMED / (1 + far / FOYER_SEARCH_HALF_WAY_NAMED)
                  : 1 + FOYER_SEARCH_NEAR / (1 + far / FOYER_SEARCH_HALF_WAY);
}

/* days since it was confirmed; negative: never. */
static inline double
foyer_search_fresh (double days)
{
  return days < 0 ? 1 : 1 + FOYER_SEARCH_FRESH * exp2 (-days / FOYER_SEARCH_FRESH_DAYS);
}

G_END_DECLS
