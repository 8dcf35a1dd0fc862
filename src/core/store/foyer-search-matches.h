/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One match on its way into the order: smaller is earlier; for foyer-search only. */
typedef struct
{
  double first, second;
  guint32 title_rank, card;
  double chord, score;
} FoyerSearchMatch;

/* matches becomes a heap with the latest in front once it holds limit of them; 0: no limit. */
void foyer_search_keep_match (GArray *matches, guint limit, const FoyerSearchMatch *match);
void foyer_search_sort_matches (GArray *matches);

G_END_DECLS
