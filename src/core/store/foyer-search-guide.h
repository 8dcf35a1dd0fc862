/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-geo.h"

G_BEGIN_DECLS

/* What search knows beside the content: words that mean the same, small words, the settlements and
 * postcodes of Essex. For src/core/store only. Immutable once loaded; any thread may read. */
typedef struct
{
  char *name;      /* owned: as it is written */
  double lat, lon; /* degrees */
} FoyerSearchSettlement;

typedef struct
{
  GHashTable *meanings;      /* owned: folded phrase → owned GPtrArray of folded phrases */
  GPtrArray *phrases;        /* borrowed keys of meanings, in byte order */
  GHashTable *words;         /* owned set: every word of a phrase, small or before a place */
  GHashTable *small_words;   /* owned set: say nothing beside other words */
  GHashTable *near_words;    /* owned set: stand before a place */
  GHashTable *settlements;   /* owned: folded name → FoyerSearchSettlement */
  FoyerPostcodes *postcodes; /* owned (nullable) */
} FoyerSearchGuide;

/* What is compiled in, and search-words.txt and postcodes.bin of the data folder if they are there.
 * (transfer full) */
FoyerSearchGuide *foyer_search_guide_load (void);
/* Knows nothing. (transfer full) */
FoyerSearchGuide *foyer_search_guide_new (void);
void foyer_search_guide_free (FoyerSearchGuide *guide);

/* Reads the lines of a file of words (data/search/words-en.txt says how they are written). Lines
 * that are wrong are passed over; the number of those. */
guint foyer_search_guide_add_words (FoyerSearchGuide *guide, const char *text);
/* "Name<TAB>latitude<TAB>longitude" a line. The number of lines that are wrong. */
guint foyer_search_guide_add_settlements (FoyerSearchGuide *guide, const char *text);
/* Phrases and settlements are in order afterwards. */
void foyer_search_guide_sort (FoyerSearchGuide *guide);

/* The first of the phrases that is not before phrase. */
guint foyer_search_guide_lower_bound (const FoyerSearchGuide *guide, const char *phrase);
/* TRUE when a known phrase begins with phrase. */
gboolean foyer_search_guide_goes_on (const FoyerSearchGuide *guide, const char *phrase);

/* Words of the longest phrase that is looked for. */
#define FOYER_SEARCH_MAX_PHRASE 5

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSearchGuide, foyer_search_guide_free)

G_END_DECLS
