/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The page named "info": one page of plain reading. Argument: an information page's id, or
 * FOYER_READING_WHO_CAN_HELP. (The content object FoyerInfoPage is what it shows.) */
#define FOYER_TYPE_READING_PAGE (foyer_reading_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReadingPage, foyer_reading_page, FOYER, READING_PAGE, FoyerPage)

/* The support bodies, nearest first, made from the pathways. No id of a page begins with "@". */
#define FOYER_READING_WHO_CAN_HELP "@who-can-help"

G_END_DECLS
