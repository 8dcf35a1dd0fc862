/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* What a list tells the page it opens of one listing: which, and where its own distances were from,
 * so that both say the same. "LISTING", "LISTING PLACE" or "LISTING -". */

/* from: a postcode or a town (foyer-origins.h), FOYER_FROM_HERE, or NULL: as the visit has it.
 * (transfer full) */
char *foyer_listing_argument (const char *listing, const char *from);
#define FOYER_FROM_HERE "-" /* this place, whatever the visit says */

char *foyer_listing_argument_dup_listing (const char *argument); /* (transfer full) */
/* As it was given to foyer_listing_argument (). Borrowed, (nullable) */
const char *foyer_listing_argument_get_from (const char *argument);
/* Where the distances of such a page are from: a postcode or a town, NULL for this place. What the
 * argument names and nobody knows (any more) counts as not said. Borrowed. */
const char *foyer_listing_argument_get_origin (FoyerPage *page);

G_END_DECLS
