/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "centre/foyer-centre-store.h"
#include "core/base/foyer-clock.h"

G_BEGIN_DECLS

/* What sticks need of the centre's store, among the requests of foyer-centre-admin.h:
 *   {"op":"bundle-next","target":T} → {"sequence":n,"epoch":n,"backed_up_to":n,"name":N}
 *       the number of the next bundle for T, a kiosk that is known and not revoked, or "*"
 *   {"op":"bundle-deliver","kiosk":K,"accept_revoked":bool,"batch":TEXT}
 *       → {"epoch":n,"backed_up_to":n,"time":T,"results":[…]}; TEXT as the body of POST /records
 * Runs inside a transaction. (transfer full), NULL with error. */
json_t *foyer_centre_bundle_run (FoyerCentreStore *store,
                                 json_t *request,
                                 gint64 now_us,
                                 GError **error);

/* S, public, as the database has it. */
gboolean foyer_centre_bundle_get_key (FoyerCentreStore *store,
                                      guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                      GError **error);

/* Writes the centre's content to path and path.minisig, whole or not at all; works beside a running
 * centre. target: a kiosk's id or "*". problems (nullable): a line for each film that is not there.
 */
typedef struct
{
  gint64 sequence, expires_us;
  guint pages, items, media;
  GPtrArray *problems; /* borrowed, owned char * */
} FoyerBundleMade;
gboolean foyer_centre_bundle_make (const char *data_dir,
                                   const char *path,
                                   const char *target,
                                   guint days,
                                   FoyerClock *clock,
                                   FoyerBundleMade *made,
                                   GError **error);

/* Takes an outbox file in, as if its kiosk had posted it, and writes a signed receipt. The same
 * file again gives duplicates. */
typedef struct
{
  char *kiosk; /* owned */
  guint stored, duplicate, variant, erased, refused;
} FoyerBundleDelivered;
gboolean foyer_centre_bundle_deliver (const char *data_dir,
                                      const char *path,
                                      const char *receipt_path,
                                      gboolean accept_revoked,
                                      FoyerBundleDelivered *delivered,
                                      GError **error);

G_END_DECLS
