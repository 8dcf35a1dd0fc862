/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* Keeps a page of the staff corner from being left open: sixty seconds without a touch or a key and
 * the visit ends, which closes it. The last twenty say so in the page's bar, beside a button that
 * stays. Call once, in opened. */
void foyer_staff_lock_attach (FoyerPage *page);

G_END_DECLS
