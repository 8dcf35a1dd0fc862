/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/feed/foyer-usb-notes.h"
#include "sync/foyer-sync-engine.h"

G_BEGIN_DECLS

/* The line on foot: what a kiosk takes from a stick and gives to one. Blocking, on a state
 * directory that nobody else writes to; clock judges expiry. Every refusal is an error and leaves
 * the state as it was. */

/* Makes the content that of the bundle at path: what is not in it any more goes, and a later pull
 * over the line goes on from there. Fills pages, updated, deleted, refused, media_fetched and
 * problems of report. Cut off in the middle, it can be done again. *sequence (nullable): of the
 * bundle. Errors: FOYER_BUNDLE_ERROR, FOYER_TAR_ERROR, and of the store and the outbox. */
gboolean foyer_usb_apply (const char *state_dir,
                          const char *path,
                          FoyerClock *clock,
                          FoyerSyncReport *report,
                          gint64 *sequence,
                          GError **error);

/* Writes what waits in the outbox, sealed as it is, to path, signed by the kiosk. Everything stays
 * in the outbox. *left: records that found no room and go with the next file. */
gboolean foyer_usb_collect (const char *state_dir,
                            const char *path,
                            FoyerClock *clock,
                            guint *collected,
                            guint *left,
                            GError **error);

/* Takes the centre's receipt for such a file in, as one that came over the line: fills pushed,
 * acknowledged, variants and quarantined of report. Errors of FOYER_SYNC_ERROR (REFUSED) when it
 * is not for a file of this kiosk, or from an epoch that is over. */
gboolean foyer_usb_settle (const char *state_dir,
                           const char *path,
                           FoyerClock *clock,
                           FoyerSyncReport *report,
                           GError **error);

G_END_DECLS
