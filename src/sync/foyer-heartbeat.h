/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-pusher.h"

G_BEGIN_DECLS

/* Tells the centre how much waits here, when that changed or was not told for two minutes, or when
 * this kiosk is locked: an answer signed by the centre unlocks it. What goes wrong with a heartbeat
 * alone is a problem in the report. FALSE: the centre has revoked this kiosk
 * (FOYER_SYNC_ERROR_LOCKED), or the line is gone. content_version: (nullable). */
gboolean foyer_heartbeat_send (const FoyerPush *push, const char *content_version, GError **error);

G_END_DECLS
