/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/feed/foyer-usb-notes.h"

G_BEGIN_DECLS

/* The newest epoch of the centre that anything on this kiosk has heard of: enrolment, the line, a
 * stick. */
gint64 foyer_usb_known_epoch (const char *state_dir,
                              const FoyerTrust *trust,
                              const FoyerUsbNotes *notes);

G_END_DECLS
