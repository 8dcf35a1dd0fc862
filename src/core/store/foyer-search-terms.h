/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-plan.h"

G_BEGIN_DECLS

/* The cards that have what a plan asks for, and how well; for foyer-search only. */
typedef struct
{
  GArray *found; /* owned guint32 card index, ascending; NULL when nothing was asked: all cards */
  float *scores; /* owned (nullable): by card, 0 where it was not found */
} FoyerSearchTerms;

/* FALSE when cancelled. */
gboolean foyer_search_terms_find (FoyerSearchTerms *terms,
                                  const FoyerSearchPlan *plan,
                                  const FoyerSearchPostings *postings,
                                  GCancellable *cancellable,
                                  GError **error);
void foyer_search_terms_clear (FoyerSearchTerms *terms);

G_END_DECLS
