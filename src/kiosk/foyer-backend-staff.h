/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/outbox/foyer-outbox.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* What only the staff corner asks of what lies below. Main thread. */

/* ---- the PIN; one for the life of the program, so that a wait goes on while the page is away ---- */
gboolean foyer_backend_has_pin (FoyerBackend *self);
int foyer_backend_get_pin_wait_s (FoyerBackend *self); /* 0: the next try is looked at */
/* Copied and wiped. Finish: FALSE with FOYER_PIN_ERROR. */
void foyer_backend_try_pin (FoyerBackend *self,
                            const char *digits,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean foyer_backend_try_pin_finish (GAsyncResult *result, GError **error);

/* ---- the outbox, as far as anybody may see it ---- */
/* Finish: (transfer full) array of FoyerOutboxRecord without sealed bytes; NULL: not enrolled, or the
 * disk. */
void foyer_backend_list_records (FoyerBackend *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *foyer_backend_list_records_finish (GAsyncResult *result, GError **error);

/* ---- settings of this kiosk, in DIR/kiosk.conf ---- */
/* value NULL: takes it out. What else stands there, comments too, stays. */
gboolean foyer_backend_set_setting (
  FoyerBackend *self, const char *group, const char *key, const char *value, GError **error);

/* ---- where it stands ---- */
/* The centre knows a kiosk by the place it was enrolled for. One that stands somewhere else today (a
 * stall, another library) says so here; NULL: where it was enrolled. Distances and the top bar follow
 * at once. */
gboolean foyer_backend_set_place_today (FoyerBackend *self, const char *place_id, GError **error);
const char *foyer_backend_get_enrolled_place (FoyerBackend *self); /* (nullable) borrowed id */
gint64 foyer_backend_get_uptime_us (FoyerBackend *self);

G_END_DECLS
