/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* The sentences of the sign-up form and of its receipt. All (transfer full) unless said. Main
 * thread. */

/* What to change, for the visitor who made the problem. typed: what stands in the field (nullable).
 */
char *foyer_sign_up_dup_problem (FoyerProblem problem, FoyerAgeBand band, const char *typed);

/* "Riverside path and hedge care, Sat 28 Nov"; session nullable. */
char *foyer_sign_up_dup_what (FoyerListing *listing, FoyerSession *session);

/* "Waiting list", "To try it once", "A question"; NULL: simply to join. (transfer none) */
const char *foyer_sign_up_wish_words (FoyerWish wish);

/* The dated session of a listing by id, today's included; NULL: no such date. */
FoyerSession *foyer_sign_up_find_session (FoyerBackend *backend,
                                          const char *listing,
                                          const char *id);

/* The sentence for a sign-up that could not be kept. */
char *foyer_sign_up_dup_failure (FoyerBackend *backend, const GError *error);

G_END_DECLS
