/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-places.h"

G_BEGIN_DECLS

/* What is looked for, worked out from what was typed; for foyer-search only. */

/* Terms from … to - 1, any of them. */
typedef struct
{
  guint32 from, to;       /* into the postings */
  float factor;           /* how well they stand for what was typed: 1 is the word itself */
  float even;             /* how little it matters where in a listing they stand: 0 … 1 */
  gboolean is_names_only; /* in titles and names only */
  guint16 alternative;    /* ranges of one alternative belong together … */
  guint16 part;           /* … and each of its parts must be found */
} FoyerSearchRange;

/* One thing that a listing must have, in any of the alternatives. */
typedef struct
{
  GArray *ranges;       /* owned FoyerSearchRange, by alternative and part */
  gboolean has_literal; /* the first alternative is what was typed itself */
} FoyerSearchGroup;

typedef struct
{
  GArray *groups;    /* owned FoyerSearchGroup: all of these */
  GArray *bonus;     /* owned FoyerSearchGroup: better with these: the words of the place */
  gboolean is_asked; /* there was a word: without groups and place nothing is found */
  char *corrected;   /* owned (nullable): what was looked for instead */
  char *near;        /* owned (nullable): the place, for people */
  double lat, lon;   /* of the place; NAN */
} FoyerSearchPlan;

/* text: any characters, nullable. */
void foyer_search_plan_make (FoyerSearchPlan *plan,
                             const FoyerSearchGuide *guide,
                             const FoyerSearchPlaces *places,
                             const FoyerSearchPostings *postings,
                             const char *text);
void foyer_search_plan_clear (FoyerSearchPlan *plan);

G_END_DECLS
