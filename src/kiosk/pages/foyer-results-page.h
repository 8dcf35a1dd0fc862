/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* What fits the answers to "Help me choose", with the reason of each. Argument: a choice as text.
 */
#define FOYER_TYPE_RESULTS_PAGE (foyer_results_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerResultsPage, foyer_results_page, FOYER, RESULTS_PAGE, FoyerPage)

G_END_DECLS
