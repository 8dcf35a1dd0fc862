/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* Everyday help: how to do it safely, and what one did. Argument: "" or the id of a kind of help.
 */
#define FOYER_TYPE_NEIGHBOUR_PAGE (foyer_neighbour_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNeighbourPage, foyer_neighbour_page, FOYER, NEIGHBOUR_PAGE, FoyerPage)

G_END_DECLS
