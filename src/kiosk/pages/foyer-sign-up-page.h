/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "I'm interested": four questions, one at a time, then a receipt. Argument: "LISTING" or
 * "LISTING SESSION". */
#define FOYER_TYPE_SIGN_UP_PAGE (foyer_sign_up_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSignUpPage, foyer_sign_up_page, FOYER, SIGN_UP_PAGE, FoyerPage)

G_END_DECLS
