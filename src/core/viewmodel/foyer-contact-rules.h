/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-draft.h"

G_BEGIN_DECLS

/* Rules of the sign-up form beside those in foyer-draft.h. Everything returned is (transfer full)
 * and freed with foyer_secret_free (). */

/* Without white space at either end; valid UTF-8 whatever came in; at most 1,000 characters. */
char *foyer_text_trim (const char *typed);
FoyerProblem foyer_name_check (const char *trimmed);
/* On one line, with a UK postcode in its usual form somewhere in it and something more than that.
 */
char *foyer_post_normalise (const char *typed, FoyerProblem *problem);

G_END_DECLS
