/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The first page of a visit: the programmes, search, good to know. Argument: none. */
#define FOYER_TYPE_HOME_PAGE (foyer_home_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHomePage, foyer_home_page, FOYER, HOME_PAGE, FoyerPage)

G_END_DECLS
