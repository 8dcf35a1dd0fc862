/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-kinds.h"

/* See the header. Pure functions over the cards; on the thread of the store. */

gboolean
foyer_search_kind_passes (guint32 kind, int programme, gboolean free_only)
{
  return (programme == -1 || (int)(kind >> 1) == programme) && (!free_only || (kind & 1) != 0);
}

/* by_kind[kind] becomes how many of what was found are of that kind. */
static void
count (const FoyerSearchCards *cards, const GArray *found, guint *by_kind)
{
  const guint32 *kinds = (const guint32 *)cards->kinds->data;

  if (found == NULL)
    for (guint i = 0; i < cards->kinds->len; i++)
      by_kind[kinds[i]]++;
  else
    for (guint i = 0; i < found->len; i++)
      by_kind[kinds[g_array_index (found, guint32, i)]]++;
}

void
foyer_search_count_kinds (const FoyerSearchCards *cards,
                          const GArray *found,
                          int programme,
                          gboolean free_only,
                          FoyerSearchResult *result)
{
  g_autofree guint *by_kind = g_new0 (guint, 2 * cards->programmes->len + 2);

  count (cards, found, by_kind);
  result->programme_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint p = 0; p < cards->programmes->len; p++)
    {
      guint n_free = by_kind[FOYER_SEARCH_KIND (p, 1)];
      guint n = n_free + (free_only ? 0 : by_kind[FOYER_SEARCH_KIND (p, 0)]);

      g_hash_table_insert (result->programme_counts,
                           g_strdup (g_ptr_array_index (cards->programmes, p)),
                           GUINT_TO_POINTER (n));
      result->free_count += programme == -1 || programme == (int)p ? n_free : 0;
      result->whole_count += n_free + by_kind[FOYER_SEARCH_KIND (p, 0)];
    }
}
