/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* One listing: what, when, where, how sure we are, and the way in. Argument: a listing, and
 * where distances are from when the list it was opened from had a place of its own
 * (foyer-listing-argument.h). */
#define FOYER_TYPE_DETAIL_PAGE (foyer_detail_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDetailPage, foyer_detail_page, FOYER, DETAIL_PAGE, FoyerPage)

G_END_DECLS
