/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "centre/foyer-centre-writer.h"
#include "core/base/foyer-clock.h"

G_BEGIN_DECLS

/* What an operator may change: content, kiosks, statuses, the epoch. A request is one JSON object
 * with "op", and with "by": who asks, for the audit log (the door and the control socket set it).
 *   {"op":"import","kind":K,"items":[{"id":I,"json":TEXT} | {"id":I,"deleted":true}, …]}
 *       → {"changed":n,"unchanged":n,"deleted":n,"problems":[…]}; each TEXT is one native item
 *   {"op":"sessions"}             → {"changed":n,"deleted":n,"problems":[…]}
 *   {"op":"invite","place":P}     → {"code":C,"expires_us":t,"is_known":bool}
 *   {"op":"revoke","kiosk":K}, {"op":"readmit","kiosk":K} → {"kiosk":K,"revoked":bool}
 *   {"op":"status","code_hash":H | "id":I,"state":S,"message":M,"reply_by":D}
 *       → {"code_hash":H,"state":S}; message and reply_by may be absent (kept) or "" (taken away);
 *         state withdrawn makes a tombstone
 *   {"op":"open" | "export","kind":K,"note":N,…} → {}: only for the log, before records are shown
 *   {"op":"backed-up","file":F,"epoch":n,"seq":n} → {"epoch":n,"seq":n,"backed_up_to":n}: all up to
 *         seq is in a proven backup
 *   {"op":"new-epoch","above":n}  → {"epoch":n}: after the database was restored from a backup
 *   {"op":"bundle-…",…}           → foyer-centre-bundle.h
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
char *foyer_centre_door_dup_by (void); /* who this process runs for, as the audit log names them */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreControl, foyer_centre_control_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreDoor, foyer_centre_door_close)

G_END_DECLS
