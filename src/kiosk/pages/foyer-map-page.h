/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* Where things are: a map of Essex, and the same as a numbered list. Argument: a programme's id
 * with or without filters (core/viewmodel/foyer-browse-state.h), "listing:ID" for one listing, or
 * "" for what all programmes have. */
#define FOYER_TYPE_MAP_PAGE (foyer_map_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMapPage, foyer_map_page, FOYER, MAP_PAGE, FoyerPage)

G_END_DECLS
