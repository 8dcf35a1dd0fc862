/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-terms.h"

#include <string.h>

#include "core/store/foyer-search-rank.h"

/* The cards that have what a plan asks for.
 *
 * Word by word over one number for each card: the lists of a word's terms are read through and the
 * best is kept, then all cards are multiplied and added in one sweep without a branch. That is a
 * millisecond even for words that every second of 100,000 listings has, and takes no thought about
 * order or skipping. On the stack of one search, on the store's thread.
 */

/* How much the words of the place add, for who has them in writing. */
#define BONUS_SHARE 0.1f
/* A score that is none, of a card that is still to be found. */
#define JUST_FOUND 1e-6f

typedef struct
{
  const FoyerSearchPostings *postings; /* borrowed */
  float *best;                         /* owned: of the group at hand */
  float *part;                         /* owned (nullable): of one part of an alternative */
  float *whole;                        /* owned (nullable): of the alternative so far */
} Sweep;

static void
collect (const Sweep *sweep, const FoyerSearchRange *range, float *best)
{
  for (guint32 term = range->from; term < range->to; term++)
    foyer_search_postings_collect (sweep->postings, term, range->factor, range->even,
                                   range->is_names_only, best);
}

static void
add_part (float *restrict whole, const float *restrict part, guint n_cards, gboolean is_first)
{
  for (guint card = 0; is_first && card < n_cards; card++)
    whole[card] = part[card];
  for (guint card = 0; !is_first && card < n_cards; card++)
    whole[card] = (whole[card] + part[card]) * (float)((whole[card] > 0) & (part[card] > 0));
}

/* The mean of its parts where all are there, 0 elsewhere. The ranges from … to - 1 are one
 * alternative. */
static void
collect_parts (Sweep *sweep, const FoyerSearchRange *ranges, guint from, guint to)
{
  guint n = sweep->postings->n_cards, n_parts = ranges[to - 1].part + 1;

  if (sweep->part == NULL)
    {
      sweep->part = g_new (float, n + 1);
      sweep->whole = g_new (float, n + 1);
    }
  for (guint p = 0, i = from; p < n_parts; p++)
    {
      memset (sweep->part, 0, n * sizeof *sweep->part);
      for (; i < to && ranges[i].part == p; i++)
        collect (sweep, &ranges[i], sweep->part);
      add_part (sweep->whole, sweep->part, n, p == 0);
    }
  for (guint card = 0; card < n; card++)
    sweep->best[card] = MAX (sweep->best[card], sweep->whole[card] / n_parts);
}

static guint
count_found (const float *best, guint n_cards)
{
  guint n = 0;

  for (guint card = 0; card < n_cards; card++)
    n += best[card] > 0;
  return n;
}

/* The rarity of the group: of what was typed where that is found, else of all that stands for it.
 * A word does not say less because many others mean something like it. */
static float
collect_group (Sweep *sweep, const FoyerSearchGroup *group)
{
  const FoyerSearchRange *ranges = (const FoyerSearchRange *)group->ranges->data;
  guint n_cards = sweep->postings->n_cards, n_found = 0;

  memset (sweep->best, 0, n_cards * sizeof *sweep->best);
  for (guint from = 0, to; from < group->ranges->len; from = to)
    {
      for (to = from + 1;
           to < group->ranges->len && ranges[to].alternative == ranges[from].alternative; to++)
        ;
      if (ranges[to - 1].part > 0)
        collect_parts (sweep, ranges, from, to);
      else
        for (guint i = from; i < to; i++)
          collect (sweep, &ranges[i], sweep->best);
      if (to == group->ranges->len || (from == 0 && group->has_literal))
        n_found = n_found > 0 ? n_found : count_found (sweep->best, n_cards);
    }
  return foyer_search_rarity (n_found, n_cards);
}

/* Cards without the group go out of scores. */
static void
require (float *restrict scores, const float *restrict best, guint n_cards, float rarity)
{
  for (guint card = 0; card < n_cards; card++)
    {
      float is_kept = (best[card] > 0) & (scores[card] > 0);

      scores[card] = (scores[card] + rarity * best[card]) * is_kept;
    }
}

static void
add_bonus (
  FoyerSearchTerms *terms, const float *best, guint n_cards, float rarity, gboolean has_groups)
{
  for (guint card = 0; card < n_cards; card++)
    if (!has_groups || terms->scores[card] > 0)
      terms->scores[card] += BONUS_SHARE * rarity * best[card];
}

static void
list_found (FoyerSearchTerms *terms, guint n_cards)
{
  guint n = 0;

  terms->found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_set_size (terms->found, n_cards);
  for (guint32 card = 0; card < n_cards; card++)
    {
      g_array_index (terms->found, guint32, n) = card;
      n += terms->scores[card] > 0;
    }
  g_array_set_size (terms->found, n);
}

static gboolean
sweep_groups (FoyerSearchTerms *terms,
              Sweep *sweep,
              const FoyerSearchPlan *plan,
              GCancellable *cancellable,
              GError **error)
{
  guint n_cards = sweep->postings->n_cards;
  float rarity;

  for (guint card = 0; plan->groups->len > 0 && card < n_cards; card++)
    terms->scores[card] = JUST_FOUND;
  for (guint i = 0; i < plan->groups->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      rarity = collect_group (sweep, &g_array_index (plan->groups, FoyerSearchGroup, i));
      require (terms->scores, sweep->best, n_cards, rarity);
    }
  for (guint i = 0; i < plan->bonus->len; i++)
    {
      rarity = collect_group (sweep, &g_array_index (plan->bonus, FoyerSearchGroup, i));
      add_bonus (terms, sweep->best, n_cards, rarity, plan->groups->len > 0);
    }
  return TRUE;
}

gboolean
foyer_search_terms_find (FoyerSearchTerms *terms,
                         const FoyerSearchPlan *plan,
                         const FoyerSearchPostings *postings,
                         GCancellable *cancellable,
                         GError **error)
{
  Sweep sweep = { .postings = postings };
  gboolean is_done;

  if (!plan->is_asked)
    return TRUE;
  terms->scores = g_new0 (float, postings->n_cards + 1);
  sweep.best = g_new (float, postings->n_cards + 1);
  is_done = sweep_groups (terms, &sweep, plan, cancellable, error);
  if (is_done && (plan->groups->len > 0 || plan->near == NULL))
    list_found (terms, postings->n_cards);
  g_free (sweep.best);
  g_free (sweep.part);
  g_free (sweep.whole);
  return is_done;
}

void
foyer_search_terms_clear (FoyerSearchTerms *terms)
{
  g_clear_pointer (&terms->found, g_array_unref);
  g_clear_pointer (&terms->scores, g_free);
}
