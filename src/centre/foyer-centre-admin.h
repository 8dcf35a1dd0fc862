/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "centre/foyer-centre-writer.h"
#include "core/base/foyer-clock.h"

G_BEGIN_DECLS

/* What an operator may change: content, invitations, the epoch. A request is one JSON object with
 * "op":
 *   {"op":"import","kind":K,"items":[{"id":I,"json":TEXT} | {"id":I,"deleted":true}, …]}
 *       → {"changed":n,"unchanged":n,"deleted":n,"problems":[…]}; each TEXT is one native item
 *   {"op":"sessions"}             → {"changed":n,"deleted":n,"problems":[…]}
 *   {"op":"invite","place":P}     → {"code":C,"expires_us":t,"is_known":bool}
 *   {"op":"new-epoch"}            → {"epoch":n}: after the database was restored from a backup
 * Runs inside a transaction. (transfer full), NULL with error. */
json_t *foyer_centre_admin_run (FoyerCentreStore *store,
                                json_t *request,
                                FoyerClock *clock,
                                GError **error);

/* The same from another process: DIR/control.sock, for the user the centre runs as and for root,
 * while a centre has the directory. */
typedef struct _FoyerCentreControl FoyerCentreControl;
FoyerCentreControl *foyer_centre_control_new (const char *data_dir,
                                              FoyerCentreWriter *writer,
                                              FoyerClock *clock,
                                              GError **error);
void foyer_centre_control_free (FoyerCentreControl *self);

/* foyerctl's side: writes by itself while nobody else does, through the running centre otherwise.
 */
typedef struct _FoyerCentreDoor FoyerCentreDoor;
FoyerCentreDoor *foyer_centre_door_open (const char *data_dir, GError **error);
json_t *foyer_centre_door_call (FoyerCentreDoor *self,
                                json_t *request,
                                GError **error); /* borrows request */
void foyer_centre_door_close (FoyerCentreDoor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreControl, foyer_centre_control_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreDoor, foyer_centre_door_close)

G_END_DECLS
