/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-worker.h"
#include "core/model/foyer-answer.h"
#include "core/model/foyer-record.h"
#include "sync/foyer-sync-engine.h"

G_BEGIN_DECLS

/* The outbox on a worker of its own, so that a visitor's "Send" never waits for the network; see
 * foyer-sync-loop, which owns it. Everything is asked for on the main thread and answered there,
 * through foyer_worker_finish (). Damage found by any of it closes the file and opens it again,
 * which moves it aside and carries over what can be read; then the same is tried once more. */
typedef struct _FoyerOutboxKeeper FoyerOutboxKeeper;

/* Starts the worker; the file is opened when it is first needed. trust: borrowed for its life. */
FoyerOutboxKeeper *foyer_outbox_keeper_new (const char *state_dir,
                                            const FoyerTrust *trust,
                                            FoyerClock *clock);
void foyer_outbox_keeper_free (
  FoyerOutboxKeeper *self); /* finishes what was asked for, joins the worker */

/* The outbox as another thread sees it: each call goes over to the worker and waits. */
void foyer_outbox_keeper_init_port (FoyerOutboxKeeper *self, FoyerOutboxPort *port);

/* Seals and keeps, durably. interest: (transfer full). Result: FoyerSealedRecord, (transfer full).
 */
void foyer_outbox_keeper_keep (FoyerOutboxKeeper *self,
                               FoyerInterest *interest,
                               const char *id,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* The same for a filled-in form, which is not to be changed until it is answered. */
void foyer_outbox_keeper_keep_answer (FoyerOutboxKeeper *self,
                                      FoyerAnswer *answer,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* The visit is over: what a failed keep still holds in memory goes. No result. */
void foyer_outbox_keeper_forget (FoyerOutboxKeeper *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Result: FoyerOutboxCounts, g_free (). */
void foyer_outbox_keeper_count (FoyerOutboxKeeper *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Everything in it, without sealed bytes. Result: array of FoyerOutboxRecord, (transfer full). */
void foyer_outbox_keeper_list (FoyerOutboxKeeper *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* What is known here of a code; code as foyer_code_normalise () gives it, copied and wiped. */
typedef struct
{
  char *code_hash; /* owned */
  FoyerCodeFacts facts;
} FoyerCodeLookup;
void foyer_code_lookup_free (FoyerCodeLookup *lookup);
/* Result: FoyerCodeLookup, (transfer full). */
void foyer_outbox_keeper_look_up (FoyerOutboxKeeper *self,
                                  const char *code,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Durable when it is answered. Result: not NULL. */
void foyer_outbox_keeper_withdraw (FoyerOutboxKeeper *self,
                                   const char *code,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCodeLookup, foyer_code_lookup_free)

G_END_DECLS
