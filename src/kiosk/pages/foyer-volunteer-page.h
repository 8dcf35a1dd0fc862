/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The ways to help: choose, see all, help a neighbour, hours already given, reading first. */
#define FOYER_TYPE_VOLUNTEER_PAGE (foyer_volunteer_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerVolunteerPage, foyer_volunteer_page, FOYER, VOLUNTEER_PAGE, FoyerPage)

G_END_DECLS
