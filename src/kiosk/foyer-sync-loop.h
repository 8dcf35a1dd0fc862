/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-outbox-keeper.h"

G_BEGIN_DECLS

/* The outbox and the sync rounds, each on its own worker; see foyer-backend, which owns it. Main thread.
 * Signals: ::round-done (boolean content_changed), ::line-changed, ::counts-changed. */
#define FOYER_TYPE_SYNC_LOOP (foyer_sync_loop_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncLoop, foyer_sync_loop, FOYER, SYNC_LOOP, GObject)

typedef struct
{
  gint64 interval_us;   /* between rounds while all is well */
  gint64 retry_base_us; /* full jitter from here … */
  gint64 retry_cap_us;  /* … to here */
} FoyerSyncTimes;

/* trust: borrowed for its life. centre_url: the address to speak to. */
FoyerSyncLoop *foyer_sync_loop_new (const char *state_dir, const char *centre_url, const FoyerTrust *trust,
                                    FoyerClock *clock, const FoyerSyncTimes *times);
void foyer_sync_loop_start (FoyerSyncLoop *self);
void foyer_sync_loop_stop (FoyerSyncLoop *self); /* ends the round under way, joins both workers */
void foyer_sync_loop_now (FoyerSyncLoop *self);

gboolean foyer_sync_loop_is_known (FoyerSyncLoop *self);  /* a round has ended since the start */
gboolean foyer_sync_loop_is_online (FoyerSyncLoop *self); /* the last one reached the centre */
gint64 foyer_sync_loop_get_last_contact (FoyerSyncLoop *self); /* Unix microseconds, 0 never */
guint foyer_sync_loop_get_waiting (FoyerSyncLoop *self);
gboolean foyer_sync_loop_is_locked (FoyerSyncLoop *self); /* the centre has revoked this kiosk */

/* The visit is over: what a failed foyer_sync_loop_keep () still holds in memory goes. */
void foyer_sync_loop_forget (FoyerSyncLoop *self);

/* Seals and keeps, durably, on the outbox's worker. interest: (transfer full). Result as
 * foyer_backend_submit (). */
void foyer_sync_loop_keep (FoyerSyncLoop *self, FoyerInterest *interest, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
void foyer_sync_loop_keep_answer (FoyerSyncLoop *self, FoyerAnswer *answer, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
FoyerSealedRecord *foyer_sync_loop_keep_finish (GAsyncResult *result, GError **error);

/* code: as foyer_code_normalise () gives it. Results (transfer full). */
void foyer_sync_loop_look_up (FoyerSyncLoop *self,
                              const char *code,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
FoyerCodeLookup *foyer_sync_loop_look_up_finish (GAsyncResult *result, GError **error);
/* Durable when it is answered. */
void foyer_sync_loop_withdraw (FoyerSyncLoop *self,
                               const char *code,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean foyer_sync_loop_withdraw_finish (GAsyncResult *result, GError **error);

/* Everything in the outbox, without sealed bytes: FoyerOutboxRecord, (transfer full). */
void foyer_sync_loop_list (FoyerSyncLoop *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *foyer_sync_loop_list_finish (GAsyncResult *result, GError **error);

G_END_DECLS
