/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "Take it away": what, when, where and whom to ask, for a phone or on paper. Nothing is asked of
 * anybody. Argument: "LISTING" or "LISTING SESSION" ("-": no date). */
#define FOYER_TYPE_TAKE_AWAY_PAGE (foyer_take_away_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTakeAwayPage, foyer_take_away_page, FOYER, TAKE_AWAY_PAGE, FoyerPage)

G_END_DECLS
