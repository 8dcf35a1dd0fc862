/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-backend.h"
#include "kiosk/foyer-sync-loop.h"

G_BEGIN_DECLS

/* For the foyer-backend*.c files only. */
FoyerSyncLoop *foyer_backend_get_loop (FoyerBackend *self); /* (nullable) borrowed: not enrolled */
/* TRUE: the workers run. FALSE: this kiosk is not enrolled, and task is answered. */
gboolean foyer_backend_is_ready (FoyerBackend *self, GTask *task);

G_END_DECLS
