/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "None of these suits me": why not, kept without a name for whoever looks for what is missing.
 * Argument: the choice that found nothing, as text. */
#define FOYER_TYPE_UNMET_PAGE (foyer_unmet_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerUnmetPage, foyer_unmet_page, FOYER, UNMET_PAGE, FoyerPage)

G_END_DECLS
