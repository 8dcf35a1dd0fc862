/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-writer.h"

G_BEGIN_DECLS

/* What nearly every request asks of the store and hardly anything changes: who a kiosk is, the
 * epoch, how far the backup goes. Remembered until the writer has written anything but records. */
typedef struct _FoyerCentreFacts FoyerCentreFacts;

/* reader: borrowed, must outlive it; writer: only asked for its count. */
FoyerCentreFacts *foyer_centre_facts_new (FoyerCentreStore *reader, FoyerCentreWriter *writer);
void foyer_centre_facts_free (FoyerCentreFacts *self);

/* NULL: unknown. Borrowed until the next question. */
const FoyerCentreKiosk *foyer_centre_facts_get_kiosk (FoyerCentreFacts *self, const char *id);
gint64 foyer_centre_facts_get_epoch (FoyerCentreFacts *self);
gint64 foyer_centre_facts_get_backed_up_to (FoyerCentreFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreFacts, foyer_centre_facts_free)

G_END_DECLS
