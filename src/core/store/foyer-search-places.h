/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-search-guide.h"
#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* Every place that a visitor may name: the settlements of Essex, the towns the libraries are named
 * after, the districts, and where the listings are. For src/core/store only. */
typedef struct
{
  char *name;      /* owned: as it is written */
  double lat, lon; /* degrees */
} FoyerSearchPlace;

typedef struct
{
  GHashTable *places; /* owned: folded name → FoyerSearchPlace */
  GPtrArray *words;   /* borrowed keys that are one word: what a misspelt place may have been */
} FoyerSearchPlaces;

/* store: NULL while there is no content; cards: NULL for the places without those that only
 * listings name. (transfer full) */
FoyerSearchPlaces *foyer_search_places_new (FoyerStore *store,
                                            const FoyerSearchGuide *guide,
                                            const FoyerSearchCards *cards);
void foyer_search_places_free (FoyerSearchPlaces *places);
/* folded: one space between words. Borrowed, (nullable) */
const FoyerSearchPlace *foyer_search_places_find (const FoyerSearchPlaces *places,
                                                  const char *folded);
/* What somebody who was asked for a place means, as typed: its name, the beginning of it, more than
 * it, or misspelt. Borrowed, (nullable) */
const FoyerSearchPlace *foyer_search_places_guess (const FoyerSearchPlaces *places,
                                                   const char *typed);

G_END_DECLS
