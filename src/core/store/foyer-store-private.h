/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* What the files of the store share; for src/core/store only. */
struct _FoyerStore
{
  FoyerDb *db;             /* owned */
  char *path;              /* owned: content.db */
  FoyerClock *clock;       /* owned */
  FoyerSearchCards *cards; /* owned (nullable): made by the first search */
};

/* Steps for foyer_db_open (). */
extern const char *const foyer_store_schema[];

/* The text of a listing that the full-text index holds. Taking a row out of the index needs the
 * very text that was put in, and it is worked out again from the stored item: whoever changes this
 * adds a schema step that empties the tables. (transfer full) */
char *foyer_store_dup_index_text (FoyerListing *listing);

G_END_DECLS
