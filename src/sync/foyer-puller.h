/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-engine.h"

G_BEGIN_DECLS

/* Pages of one feed a round: a million items. A feed that never ends must not hold up the rest; the
 * next round goes on there. */
#define FOYER_PULL_PAGES_MAX 2000
/* Bytes of the disk that a film may not take: what visitors give needs room first. */
#define FOYER_MEDIA_RESERVE_BYTES (G_GINT64_CONSTANT (64) * 1024 * 1024)

/* What the signed service document says of one feed; is_known FALSE when it says nothing. */
typedef struct
{
  gboolean is_known;
  char *url;             /* owned (nullable): its address as the centre itself says it */
  gint64 last;           /* change number of the newest item */
  gint64 purged_through; /* deletions up to this change number are no longer told */
} FoyerFeedHint;

/* Walks one feed from where the store left it to its last page. Nothing of a page is taken in that
 * is not signed with centre_key for this feed and position (FOYER_CONTEXT_FEED). A feed with
 * nothing new costs no request when hint is known, one conditional request otherwise. */
gboolean foyer_pull_feed (FoyerTransport *transport,
                          FoyerStore *store,
                          FoyerKind kind,
                          const FoyerFeedHint *hint,
                          const guint8 centre_key[FOYER_SIGN_PUBLIC_BYTES],
                          FoyerSyncReport *report,
                          GCancellable *cancellable,
                          GError **error);

/* Fetches one media file that is in the store and not yet in state_dir, going on where a cut left
 * off. tried: ids that had their turn, a set of owned texts, empty at first; *has_more: whether
 * another waits for its turn. At the end removes the files that no item names any more. A file that
 * cannot be had, or that would fill the disk, becomes a problem in report. */
gboolean foyer_pull_media_step (FoyerTransport *transport,
                                FoyerStore *store,
                                const char *state_dir,
                                GHashTable *tried,
                                FoyerSyncReport *report,
                                gboolean *has_more,
                                GCancellable *cancellable,
                                GError **error);

/* Bytes free where dir is, G_MAXINT64 when that cannot be told. Tests put their own in its place;
 * NULL: the disk's again. */
typedef gint64 (*FoyerFreeBytesFunc) (const char *dir);
void foyer_pull_set_free_bytes_func (FoyerFreeBytesFunc func);
gint64 foyer_pull_free_bytes (const char *dir);

/* The change number in an address of kind's feed: 0 when it names none (the beginning), -1 when the
 * address is not one of this feed. */
gint64 foyer_pull_parse_position (FoyerKind kind, const char *url);
/* What the store could not use of a page it has taken. */
void foyer_sync_report_note_page (FoyerSyncReport *report, const FoyerFeedPage *page);

void foyer_sync_report_add_problem (FoyerSyncReport *report, const char *format, ...)
  G_GNUC_PRINTF (2, 3);

/* How long to stay away, when the reply says so. */
void foyer_sync_report_note_retry_after (FoyerSyncReport *report, const FoyerReply *reply);

/* TRUE when a reply is JSON by its Content-Type, plain or of a +json kind. */
gboolean foyer_reply_is_json (const FoyerReply *reply);

G_END_DECLS
