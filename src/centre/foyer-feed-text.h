/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

#define FOYER_FEED_LICENCE "https://creativecommons.org/licenses/by/4.0/"

/* Appends an item, or its deletion, as it stands in a page of kind's feed; a comma in front unless
 * it is the first. */
void foyer_feed_append_item (GString *page,
                             const char *kind,
                             gboolean is_first,
                             const FoyerCentreItem *item);

G_END_DECLS
