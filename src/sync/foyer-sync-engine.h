/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-trust.h"
#include "core/outbox/foyer-outbox.h"
#include "core/store/foyer-store.h"
#include "sync/foyer-transport.h"

G_BEGIN_DECLS

/* One round: service document → push what waits → heartbeat → pull what changed → media, one file
 * at a time. Blocking; runs on the sync worker (kiosk) or the main thread (foyerctl). The outbox
 * lives on another worker in the kiosk, so it is reached through a FoyerOutboxPort. */
typedef struct
{
  GPtrArray *(*list_waiting) (gpointer data, guint max_records, gsize max_bytes, GError **error);
  gboolean (*apply_receipt) (gpointer data,
                             const FoyerReceipt *receipt,
                             guint *acknowledged,
                             GError **error);
  gboolean (*note_sending) (gpointer data, GPtrArray *records, GError **error);
  gboolean (*note_failure) (gpointer data,
                            const GPtrArray *records,
                            const char *reason,
                            GError **error);
  gboolean (*set_epoch) (
    gpointer data, gint64 epoch, gint64 backed_up_to, gint64 server_us, GError **error);
  gboolean (*get_counts) (gpointer data, FoyerOutboxCounts *counts, GError **error);
  gpointer data;
  FoyerOutboxTold
    *told; /* borrowed (nullable): what heartbeats remember; only the round's thread */
} FoyerOutboxPort;

/* Facts the engine keeps with the content (foyer_store_dup_meta). */
#define FOYER_META_LAST_CONTACT                                                                    \
  "last-contact-us"              /* our clock, microseconds, when the centre last answered */
#define FOYER_META_EPOCH "epoch" /* of the centre */
#define FOYER_META_CENTRE_NAME "centre-name"
#define FOYER_META_CONTENT_VERSION                                                                 \
  "content-version" /* "EPOCH.CHANGE" of the listings, after a whole pull */

void foyer_outbox_port_init_direct (FoyerOutboxPort *port, FoyerOutbox *outbox); /* same thread */

typedef struct
{
  guint pages, updated, deleted, refused; /* content */
  guint feeds_failed;                     /* left as they were; a line each in problems */
  guint media_fetched;
  guint pushed, acknowledged, variants, quarantined;
  guint requests;
  guint64 bytes_in, bytes_out;
  gint64 server_time_us;
  guint retry_after_s; /* how long the centre asked us to stay away; 0: it did not */
  GPtrArray *problems; /* owned char *, one line each */
} FoyerSyncReport;
FoyerSyncReport *foyer_sync_report_new (void);
void foyer_sync_report_free (FoyerSyncReport *report);

#define FOYER_SYNC_ERROR (foyer_sync_error_quark ())
GQuark foyer_sync_error_quark (void);
typedef enum
{
  FOYER_SYNC_ERROR_OFFLINE,   /* nobody answered, or something that is not our centre did (captive
                                 portal) */
  FOYER_SYNC_ERROR_REFUSED,   /* the centre said no to this kiosk */
  FOYER_SYNC_ERROR_LOCKED,    /* the centre has revoked this kiosk, and has signed that it has */
  FOYER_SYNC_ERROR_BAD_REPLY, /* a reply without a valid signature, or not of the format */
} FoyerSyncError;

/* A round in parts, for who opens the content only after the records are out (nothing that is wrong
 * with the content may keep them here), and who lets pages see the content before the films come.
 */
typedef struct _FoyerSyncRound FoyerSyncRound;

/* First part: service document, then what waits goes out, then a heartbeat. NULL when the centre
 * was not reached or did not prove itself. What went wrong with the push is told by the second
 * part. trust, report and what port leads to are borrowed until the round is freed, all else for
 * the call. (transfer full) */
FoyerSyncRound *foyer_sync_push_round (FoyerTransport *transport,
                                       const FoyerTrust *trust,
                                       const FoyerOutboxPort *port,
                                       FoyerClock *clock,
                                       FoyerSyncReport *report,
                                       GCancellable *cancellable,
                                       GError **error);
/* Second part, once: content. store NULL: FALSE with FOYER_DB_ERROR_IO. A feed that
 * cannot be used is a line in report's problems and the rest goes on. FALSE with the error of the
 * push, when there was one, else with that of the pull. */
gboolean foyer_sync_pull_round (FoyerSyncRound *round, FoyerStore *store, GError **error);
/* Third part, after the second, as long as *has_more is set: sends what has come to wait meanwhile,
 * then fetches one media file. A file that cannot be had is a line in report's problems. */
gboolean foyer_sync_media_round (FoyerSyncRound *round,
                                 FoyerStore *store,
                                 const char *state_dir,
                                 gboolean *has_more,
                                 GError **error);
void foyer_sync_round_free (FoyerSyncRound *round);

/* All parts. All borrowed for the call. clock: for last contact. store NULL: the content could
 * not be opened; what waits goes out, then FALSE with an error that names the content store. */
gboolean foyer_sync_run (FoyerTransport *transport,
                         const FoyerTrust *trust,
                         FoyerStore *store,
                         const FoyerOutboxPort *port,
                         const char *state_dir,
                         FoyerClock *clock,
                         FoyerSyncReport *report,
                         GCancellable *cancellable,
                         GError **error);

/* Enrolment: one-time code + the kiosk's new key → trust, saved in state_dir. */
gboolean foyer_sync_enrol (FoyerTransport *transport,
                           const char *centre_url,
                           const char *code,
                           const char *state_dir,
                           GCancellable *cancellable,
                           GError **error);
/* clock: the kiosk's, right or wrong. */
gboolean foyer_sync_enrol_full (FoyerTransport *transport,
                                const char *centre_url,
                                const char *code,
                                const char *state_dir,
                                FoyerClock *clock,
                                GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSyncReport, foyer_sync_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSyncRound, foyer_sync_round_free)

G_END_DECLS
