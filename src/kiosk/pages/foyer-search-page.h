/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* Search over all programmes while one types. Argument: what to begin with, mostly nothing. */
#define FOYER_TYPE_SEARCH_PAGE (foyer_search_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSearchPage, foyer_search_page, FOYER, SEARCH_PAGE, FoyerPage)

G_END_DECLS
