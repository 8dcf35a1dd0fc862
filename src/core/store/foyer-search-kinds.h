/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-search.h"

G_BEGIN_DECLS

/* What a search is narrowed by without looking at a whole card: its programme, and whether it costs
 * nothing. Four bytes a listing, so that a hundred thousand are counted in a tenth of a
 * millisecond. For foyer-search only. */

#define FOYER_SEARCH_KIND(programme, is_free) ((guint32)(programme) << 1 | (guint32)(is_free))

/* programme: as in FoyerSearchCard.programme, -1 any, -2 one that has no listings. */
gboolean foyer_search_kind_passes (guint32 kind, int programme, gboolean free_only);

/* Fills the counts of result that FoyerSearchQuery.count_kinds asks for. found: guint32 indices of
 * cards, NULL: all of them. */
void foyer_search_count_kinds (const FoyerSearchCards *cards,
                               const GArray *found,
                               int programme,
                               gboolean free_only,
                               FoyerSearchResult *result);

G_END_DECLS
