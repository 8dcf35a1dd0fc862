/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "Help me choose": five questions, one at a time, each of which may be skipped. Argument: a
 * programme id or "" for all; or a whole choice as text, when somebody comes back to change an
 * answer. */
#define FOYER_TYPE_CHOOSE_PAGE (foyer_choose_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerChoosePage, foyer_choose_page, FOYER, CHOOSE_PAGE, FoyerPage)

G_END_DECLS
