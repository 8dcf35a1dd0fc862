/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* Hours given, against a code, and a record of them to print. */
#define FOYER_TYPE_HOURS_PAGE (foyer_hours_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHoursPage, foyer_hours_page, FOYER, HOURS_PAGE, FoyerPage)

G_END_DECLS
