/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The listings of one programme, with filters. Argument: a programme's id, or ID?tags=a,b for only
 * what has one of these tags ("do something like this" after a story). */
#define FOYER_TYPE_BROWSE_PAGE (foyer_browse_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBrowsePage, foyer_browse_page, FOYER, BROWSE_PAGE, FoyerPage)

G_END_DECLS
