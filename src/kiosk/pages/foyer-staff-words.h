/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/outbox/foyer-outbox.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* What the staff corner says of this kiosk, in words. Nothing of any visitor is in them. All (transfer
 * full). */
char *foyer_staff_dup_span (gint64 us); /* "3 minutes", "2 hours", "5 days" */
char *foyer_staff_dup_line (FoyerBackend *backend);
char *foyer_staff_dup_contact (FoyerBackend *backend);
/* records: of FoyerOutboxRecord, NULL: not known. */
char *foyer_staff_dup_waiting (const GPtrArray *records, gint64 now_us);
char *foyer_staff_dup_set_aside (const GPtrArray *records);
char *foyer_staff_dup_content (FoyerBackend *backend);
char *foyer_staff_dup_room (FoyerBackend *backend);
char *foyer_staff_dup_screen (FoyerBackend *backend);
char *foyer_staff_dup_place (FoyerBackend *backend);
char *foyer_staff_dup_sound (FoyerBackend *backend);
/* How the round that has just ended went. */
char *foyer_staff_dup_outcome (FoyerBackend *backend);

G_END_DECLS
