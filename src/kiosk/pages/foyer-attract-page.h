/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The loop nobody has to watch: one story after the other over the whole screen until somebody
 * touches it. Argument: none. */
#define FOYER_TYPE_ATTRACT_PAGE (foyer_attract_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttractPage, foyer_attract_page, FOYER, ATTRACT_PAGE, FoyerPage)

G_END_DECLS
