/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The receipt of a sign-up. Argument, in memory only and wiped with the page:
 * "CODE LISTING SESSION-or-- RECORD-ID adult|teen phone|email|post|staff REPLY-BY"; the last four
 * may be absent. */
#define FOYER_TYPE_DONE_PAGE (foyer_done_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDonePage, foyer_done_page, FOYER, DONE_PAGE, FoyerPage)

G_END_DECLS
