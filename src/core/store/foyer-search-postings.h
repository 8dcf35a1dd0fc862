/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-entry.h"

G_BEGIN_DECLS

/* Word → which cards have it, in memory; for foyer-search only. About two bytes a find. Immutable
 * once built. */
typedef struct
{
  const char *word;        /* borrowed from the postings: folded */
  guint32 letters;         /* which letters it has: foyer_search_letters () */
  guint32 from, to;        /* into bytes: the cards with it in title or names, then the others */
  guint32 text_from;       /* where the others begin */
  guint32 n_names, n_text; /* cards of each sort */
} FoyerSearchTerm;

typedef struct
{
  guint32 n_cards;
  GArray *terms;      /* owned FoyerSearchTerm, by word in byte order; each has a card */
  guint8 *bytes;      /* owned: (difference of card as a varint, weight) … */
  gsize size;         /* of bytes */
  GStringChunk *text; /* owned: the words */
} FoyerSearchPostings;

/* entries: those of all cards, one behind the other; starts: where each begins (n_cards + 1 of
 * them). words: by number, NULL where there is none. (transfer full) */
FoyerSearchPostings *foyer_search_postings_new (GByteArray *entries,
                                                GArray *starts,
                                                GPtrArray *words);
void foyer_search_postings_free (FoyerSearchPostings *postings);

/* The terms that begin with prefix: *from ≤ index < *to. TRUE when the first of them is prefix
 * itself. */
gboolean foyer_search_postings_find (const FoyerSearchPostings *postings,
                                     const char *prefix,
                                     guint32 *from,
                                     guint32 *to);
/* best[card] becomes at least factor × (even + (1 - even) × weight / 255), for every card that has
 * term. */
void foyer_search_postings_collect (const FoyerSearchPostings *postings,
                                    guint32 term,
                                    float factor,
                                    float even,
                                    gboolean is_names_only,
                                    float *best);
/* A bit for each letter from a to z that word has. */
guint32 foyer_search_letters (const char *word);

G_END_DECLS
