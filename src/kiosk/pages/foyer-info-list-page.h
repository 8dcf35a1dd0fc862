/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* What is good to know before one begins, and the way to people who can help. Argument: none. */
#define FOYER_TYPE_INFO_LIST_PAGE (foyer_info_list_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerInfoListPage, foyer_info_list_page, FOYER, INFO_LIST_PAGE, FoyerPage)

G_END_DECLS
