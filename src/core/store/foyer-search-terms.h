/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-cards.h"

G_BEGIN_DECLS

/* What was typed, and the cards that have it; for foyer-search only. */
typedef struct
{
  FoyerSearchCards *cards; /* borrowed */
  GArray *terms;           /* owned; empty when nothing was typed */
  GArray *found; /* owned guint32 card index, ascending; NULL when nothing was typed: all cards */
} FoyerSearchTerms;

/* Looks for every word of text (any characters, nullable) inside the caller's transaction. FALSE
 * with error when the database fails. */
gboolean foyer_search_terms_find (
  FoyerSearchTerms *terms, FoyerSearchCards *cards, FoyerDb *db, const char *text, GError **error);
void foyer_search_terms_clear (FoyerSearchTerms *terms);

/* How well a card that was found fits: larger is better, 0 when nothing was typed. */
double foyer_search_terms_score (const FoyerSearchTerms *terms, const FoyerSearchCard *card);

G_END_DECLS
