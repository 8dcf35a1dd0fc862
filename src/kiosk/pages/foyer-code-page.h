/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "I have a reference code": how things stand, and "Take my name back". No argument: a code is
 * never carried from page to page. */
#define FOYER_TYPE_CODE_PAGE (foyer_code_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCodePage, foyer_code_page, FOYER, CODE_PAGE, FoyerPage)

G_END_DECLS
