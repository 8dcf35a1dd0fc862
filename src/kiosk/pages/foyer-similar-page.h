/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "See others like this": the five listings most like one, each with the reason why. Argument: the
 * listing's id. */
#define FOYER_TYPE_SIMILAR_PAGE (foyer_similar_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSimilarPage, foyer_similar_page, FOYER, SIMILAR_PAGE, FoyerPage)

G_END_DECLS
