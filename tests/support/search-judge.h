/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search.h"

G_BEGIN_DECLS

/* How good the order of search is, beside FTS5's bm25 on the same rows: the mean nDCG at 10 over
 * the judged searches (tests/fixtures/search-judged.tsv). Any thread, one at a time. */
typedef struct
{
  guint n;       /* searches of the group that something in the content answers */
  double ours;   /* mean nDCG@10, 0 … 1 */
  double plain;  /* of bm25 over the whole text */
  double fields; /* of bm25 with the title ten and the names three times as heavy as the text */
} SearchScore;

typedef struct _SearchJudge SearchJudge;

/* store: with all listings of content ("synth", "starter") in it. */
SearchJudge *search_judge_new (FoyerStore *store, const char *content);
void search_judge_free (SearchJudge *judge);
/* group: "words", "place", "beginning", "mistake", "meaning"; NULL: the three that a plain index
 * can answer. */
SearchScore search_judge_score (SearchJudge *judge, const char *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SearchJudge, search_judge_free)

G_END_DECLS
