/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

/* Lets go of what was kept long enough, inside a transaction of the caller: statuses that have not
 * changed for 12 months become deletions, and deletions that every kiosk has had time to hear of
 * are forgotten. Cheap enough for every start and every day. */
gboolean foyer_retention_apply (FoyerCentreStore *store, gint64 now_us, GError **error);

G_END_DECLS
