/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-engine.h"

G_BEGIN_DECLS

/* What the signed service document says of one feed; is_known FALSE when it says nothing. */
typedef struct
{
  gboolean is_known;
  char *url;             /* owned (nullable): its address as the centre itself says it */
  gint64 last;           /* change number of the newest item */
  gint64 purged_through; /* deletions up to this change number are no longer told */
} FoyerFeedHint;

/* Walks one feed from where the store left it to its last page. A feed with nothing new costs no
 * request when hint is known, one conditional request otherwise. */
gboolean foyer_pull_feed (FoyerTransport *transport,
                          FoyerStore *store,
                          FoyerKind kind,
                          const FoyerFeedHint *hint,
                          FoyerSyncReport *report,
                          GCancellable *cancellable,
                          GError **error);

/* Fetches the media files that are in the store and not yet in state_dir, going on where a cut left
 * off; removes those no item names any more. A file that cannot be had becomes a problem in report.
 */
gboolean foyer_pull_media (FoyerTransport *transport,
                           FoyerStore *store,
                           const char *state_dir,
                           FoyerSyncReport *report,
                           GCancellable *cancellable,
                           GError **error);

void foyer_sync_report_add_problem (FoyerSyncReport *report, const char *format, ...)
  G_GNUC_PRINTF (2, 3);

/* TRUE when a reply is JSON by its Content-Type, plain or of a +json kind. */
gboolean foyer_reply_is_json (const FoyerReply *reply);

G_END_DECLS
