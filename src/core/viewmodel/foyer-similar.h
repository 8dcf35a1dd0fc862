/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* "See others like this".
 *
 * How alike two listings are, from 0 to 1:
 *
 *   0.35  their tags: those both have against those either has, a rare tag counting more
 *   0.20  their words (title twice, and summary): cosine of the words' tf·idf
 *   0.15  the same programme
 *   0.10  why people come and what fits them (the facts of "Help me choose"), cost, needs
 *   0.10  their kind: half for the same type, half for the same rhythm (weekly, one-off …)
 *   0.10  how near it is to where the visitor starts, or to the other where that is not known:
 *         e^(-miles / 8); 0.3 where neither is
 *
 * Two that no person of any age could both join are not alike. The list is drawn one by one: each
 * listing already drawn from an organisation, or with the same title, halves what the next one of
 * it counts, and none has more than two in the list, so that five answers are five ideas.
 * Pure, but for foyer_similar_find (). */
typedef struct
{
  FoyerListing *listing; /* owned */
  double score;          /* 0 to 1, before the halving */
  double miles;          /* from where the visitor starts, else from the other; NAN not known */
  gboolean is_from_other; /* miles */
} FoyerSimilarHit;
void foyer_similar_hit_free (FoyerSimilarHit *hit);

/* lat, lon: where the visitor starts; NAN not known. candidates: FoyerListing, itself left out by
 * id. How rare a word is, is told from the candidates. Best first, at most limit; owned
 * FoyerSimilarHit, (transfer full). */
GPtrArray *foyer_similar_rank (
  FoyerListing *of, GPtrArray *candidates, double lat, double lon, guint limit);

/* The same out of all that the store has; NULL with error, empty when the listing is not there. On
 * the store's thread. */
GPtrArray *foyer_similar_find (FoyerStore *store,
                               const char *listing_id,
                               double lat,
                               double lon,
                               guint limit,
                               GCancellable *cancellable,
                               GError **error);

/* Why it is in the list, in one line: "The same at another place · Free too", "Also:
 * outdoors, in a team". programme: of hit, for the names of tags (nullable). (transfer full), never
 * NULL. */
char *foyer_similar_dup_reason (FoyerListing *of,
                                const FoyerSimilarHit *hit,
                                FoyerProgramme *programme);

/* The story whose "do something like this" fits the listing best: most of its tags, then the same
 * district, then the first of stories (newest). Borrowed from stories; NULL: none fits. */
FoyerStory *foyer_similar_find_story (GPtrArray *stories, FoyerListing *listing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSimilarHit, foyer_similar_hit_free)

G_END_DECLS
