/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The staff corner: a PIN, and behind it how this kiosk is, and the few things staff may do to it.
 * Locked again when the page goes, or after a minute without a touch. Nothing of any visitor is in it.
 * No argument. */
#define FOYER_TYPE_STAFF_PAGE (foyer_staff_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStaffPage, foyer_staff_page, FOYER, STAFF_PAGE, FoyerPage)

G_END_DECLS
