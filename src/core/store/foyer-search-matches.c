/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-matches.h"

/* The first so many of any number of matches, without putting the rest in order. Pure functions,
 * any thread.
 */

static gboolean
is_before (const FoyerSearchMatch *left, const FoyerSearchMatch *right)
{
  if (left->first != right->first)
    return left->first < right->first;
  if (left->second != right->second)
    return left->second < right->second;
  return left->title_rank < right->title_rank;
}

static gint
compare_matches (gconstpointer a, gconstpointer b)
{
  return is_before (a, b) ? -1 : is_before (b, a) ? 1 : 0;
}

/* matches is a heap with the latest in front once it holds limit of them. */
static void
sink (GArray *matches, guint i)
{
  FoyerSearchMatch *heap = (FoyerSearchMatch *)matches->data;

  while (TRUE)
    {
      guint latest = i;

      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < matches->len; child++)
        if (is_before (&heap[latest], &heap[child]))
          latest = child;
      if (latest == i)
        return;
      FoyerSearchMatch swapped = heap[i];
      heap[i] = heap[latest];
      heap[latest] = swapped;
      i = latest;
    }
}

void
foyer_search_keep_match (GArray *matches, guint limit, const FoyerSearchMatch *match)
{
  if (limit == 0 || matches->len < limit)
    {
      g_array_append_vals (matches, match, 1);
      if (matches->len == limit)
        for (guint i = limit / 2 + 1; i > 0; i--)
          sink (matches, i - 1);
    }
  else if (is_before (match, &g_array_index (matches, FoyerSearchMatch, 0)))
    {
      g_array_index (matches, FoyerSearchMatch, 0) = *match;
      sink (matches, 0);
    }
}

void
foyer_search_sort_matches (GArray *matches)
{
  g_array_sort (matches, compare_matches);
}
