/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-match-cards.h"
#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-search-entry.h"
#include "core/store/foyer-search-places.h"
#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* What the files of the store share; for src/core/store only. */
struct _FoyerStore
{
  FoyerDb *db;                  /* owned */
  char *path;                   /* owned: content.db */
  FoyerClock *clock;            /* owned */
  FoyerSearchCards *cards;      /* owned (nullable): made by the first search */
  FoyerSearchGuide *guide;      /* owned (nullable): read by the first search for words */
  FoyerSearchPlaces *places;    /* owned (nullable): made with the cards */
  gint64 places_version;        /* of the places they were made from */
  FoyerSearchLexicon *lexicon;  /* owned (nullable): of who writes */
  FoyerMatchCards *match_cards; /* owned (nullable): made by the first match */
  const char *language;        /* interned (nullable): what items are read in, where they can be */
};

/* Steps for foyer_db_open (). */
extern const char *const foyer_store_schema[];

/* The row of listing (foyer-store-index.c): what is worked out from an item. Inside the caller's
 * transaction; whoever rolls one back calls foyer_store_forget_words (). */
gboolean foyer_store_add_listing (FoyerStore *store,
                                  gint64 row,
                                  FoyerListing *listing,
                                  GError **error);
void foyer_store_forget_words (FoyerStore *store);
/* Works the rows of listing out again if an older Foyer, or none, made them. */
gboolean foyer_store_refresh_index (FoyerStore *store, GError **error);

G_END_DECLS
