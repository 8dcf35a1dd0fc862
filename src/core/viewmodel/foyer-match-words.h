/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-match-run.h"

G_BEGIN_DECLS

/* Why a listing is among the results, in one line, made of facts it has and nothing else. All
 * (transfer full), translated. Any thread. */

/* "Tuesday mornings, to meet people, sitting down". NULL: nothing to say. */
char *foyer_match_words_reason (const FoyerMatchAsk *ask,
                                FoyerListing *listing,
                                const FoyerMatchLook *look,
                                double miles);
/* It fits where the visitor wants to be because it can be done from home: how far it lies is then
 * beside the point. */
gboolean foyer_match_words_is_from_home (FoyerListing *listing, const FoyerMatchLook *look);
/* What does not fit: "Mostly standing or moving", "12 miles away". NULL when all does. */
char *foyer_match_words_misses (const FoyerMatchAsk *ask,
                                FoyerListing *listing,
                                const FoyerMatchLook *look,
                                double miles);
/* What was asked and the listing does not say: "Ask about the times"; NULL when it says all. */
char *foyer_match_words_unsaid (const FoyerMatchLook *look);

/* "12 more if you can also come in the afternoon", and what stands on its button: "Add afternoons".
 */
char *foyer_match_words_relax (const FoyerMatchRelax *relax);
char *foyer_match_words_relax_button (const FoyerMatchRelax *relax);

G_END_DECLS
