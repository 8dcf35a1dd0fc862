/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-places.h"

G_BEGIN_DECLS

/* What was typed, word by word, each with what it is taken for; for foyer-search-plan only. */
typedef enum
{
  FOYER_SEARCH_USE_WORD,  /* must be found */
  FOYER_SEARCH_USE_PLACE, /* says where */
  FOYER_SEARCH_USE_BONUS, /* is better found, and need not be */
  FOYER_SEARCH_USE_NONE,  /* says nothing */
} FoyerSearchUse;

typedef struct
{
  FoyerSearchUse use;
  char *raw;          /* owned: as typed */
  char *typed;        /* owned: folded */
  char *corrected;    /* owned (nullable): folded: what it probably should have been */
  gboolean is_right;  /* it is found as it was typed too */
  gboolean may_go_on; /* the last one */
  gboolean is_in_phrase;
} FoyerSearchToken;

/* As many as foyer_search_words () gives. */
#define FOYER_SEARCH_MAX_TOKENS 12

typedef struct
{
  FoyerSearchToken tokens[FOYER_SEARCH_MAX_TOKENS];
  guint n;
  char *near;      /* owned (nullable): the place, for people */
  double lat, lon; /* of it; NAN */
} FoyerSearchTokens;

void foyer_search_tokens_read (FoyerSearchTokens *tokens,
                               const FoyerSearchGuide *guide,
                               const FoyerSearchPlaces *places,
                               const FoyerSearchPostings *postings,
                               const char *text);
void foyer_search_tokens_clear (FoyerSearchTokens *tokens);
/* The n words from first on with a space between, corrected where they were; NULL when one of them
 * is not used as a word. (transfer full) */
char *foyer_search_tokens_join (const FoyerSearchTokens *tokens, guint first, guint n);
/* The whole of it with its mistakes mended, NULL when it has none. (transfer full) */
char *foyer_search_tokens_dup_corrected (const FoyerSearchTokens *tokens);

G_END_DECLS
