/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* Two nameless questions about unpaid help, one after the other. */
#define FOYER_TYPE_BASELINE_PAGE (foyer_baseline_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBaselinePage, foyer_baseline_page, FOYER, BASELINE_PAGE, FoyerPage)

G_END_DECLS
