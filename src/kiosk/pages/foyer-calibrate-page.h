/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* How large this screen is: staff make a drawn bank card as large as a real one held against the glass.
 * From the staff corner only. No argument. */
#define FOYER_TYPE_CALIBRATE_PAGE (foyer_calibrate_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCalibratePage, foyer_calibrate_page, FOYER, CALIBRATE_PAGE, FoyerPage)

G_END_DECLS
