/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "Make this easier": everything a visitor can set for themselves, in one place. */
#define FOYER_TYPE_EASIER_PAGE (foyer_easier_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEasierPage, foyer_easier_page, FOYER, EASIER_PAGE, FoyerPage)

G_END_DECLS
