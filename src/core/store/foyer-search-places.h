/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-search-guide.h"
#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* Every place that a visitor may name: the settlements of Essex, the towns the libraries are named
 * after, and where the listings are. For foyer-search only. */
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

FoyerSearchPlaces *foyer_search_places_new (FoyerStore *store,
                                            const FoyerSearchGuide *guide,
                                            const FoyerSearchCards *cards);
void foyer_search_places_free (FoyerSearchPlaces *places);
/* folded: one space between words. Borrowed, (nullable) */
const FoyerSearchPlace *foyer_search_places_find (const FoyerSearchPlaces *places,
                                                  const char *folded);

G_END_DECLS
