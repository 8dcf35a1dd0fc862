/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/foyer-clock.h"
#include "core/base/foyer-geo.h"
#include "core/model/foyer-answer.h"
#include "core/model/foyer-record.h"
#include "core/store/foyer-origins.h"
#include "core/store/foyer-search.h"
#include "core/store/foyer-store.h"
#include "core/viewmodel/foyer-code-answer.h"
#include "core/viewmodel/foyer-draft.h"
#include "core/viewmodel/foyer-match-run.h"

G_BEGIN_DECLS

/* What pages see of everything below them: the store to read, searches and sign-ups that never
 * block the screen, and whether there is a line. Lives on the main thread; its workers are its own
 * affair. Signals: ::content-changed, ::line-changed, ::record-added, ::round-done (with or without
 * a line). */
#define FOYER_TYPE_BACKEND (foyer_backend_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBackend, foyer_backend, FOYER, BACKEND, GObject)

typedef enum
{
  FOYER_LINE_UNKNOWN, /* not tried yet */
  FOYER_LINE_ONLINE,
  FOYER_LINE_OFFLINE,
} FoyerLine;

/* centre_url: overrides the enrolled address, NULL: as enrolled. Opens nothing slow. */
FoyerBackend *foyer_backend_new (const char *state_dir, const char *centre_url, FoyerClock *clock);
void foyer_backend_start (
  FoyerBackend *self); /* workers and the first sync; after the first frame */
void foyer_backend_stop (FoyerBackend *self); /* joins the workers */

FoyerStore *foyer_backend_get_store (
  FoyerBackend *self); /* (nullable) borrowed: a reader on the main thread */
FoyerClock *foyer_backend_get_clock (FoyerBackend *self);
FoyerPostcodes *foyer_backend_get_postcodes (FoyerBackend *self); /* (nullable) borrowed */
FoyerPlace *foyer_backend_get_place (
  FoyerBackend *self); /* (nullable) borrowed: where this kiosk stands */
const char *foyer_backend_get_name (FoyerBackend *self); /* the deployment's name: "Caring Essex" */
const char *foyer_backend_get_help_phone (
  FoyerBackend *self); /* (nullable) the deployment's number */
const char *foyer_backend_get_state_dir (FoyerBackend *self);
gint64 foyer_backend_get_setting (FoyerBackend *self,
                                  const char *group,
                                  const char *key,
                                  gint64 fallback);
char *foyer_backend_dup_text_setting (FoyerBackend *self,
                                      const char *group,
                                      const char *key); /* (nullable) */
char *foyer_backend_dup_content_version (
  FoyerBackend *self); /* (nullable) of all content together */
/* What the content is read in from now on, where it is translated; NULL or "en": as written. */
void foyer_backend_set_language (FoyerBackend *self, const char *code);
void foyer_backend_forget (
  FoyerBackend *self); /* the visit is over: nothing typed stays in memory */
gboolean foyer_backend_is_enrolled (FoyerBackend *self);
/* The centre has revoked this kiosk: it takes in nobody's details any more (foyer_backend_submit ()
 * fails with FOYER_SYNC_ERROR_LOCKED). ::line-changed when this changes. */
gboolean foyer_backend_is_locked (FoyerBackend *self);

FoyerLine foyer_backend_get_line (FoyerBackend *self);
guint foyer_backend_get_waiting (FoyerBackend *self);       /* records not yet at the centre */
gint64 foyer_backend_get_last_contact (FoyerBackend *self); /* Unix microseconds, 0 never */
void foyer_backend_sync_now (FoyerBackend *self);

/* The query is copied. Result: (transfer full) FoyerSearchResult. */
void foyer_backend_search (FoyerBackend *self,
                           const FoyerSearchQuery *query,
                           gboolean with_counts,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
FoyerSearchResult *foyer_backend_search_finish (GAsyncResult *result, GError **error);
/* Loads what the first search for words needs (a third of a second at 100,000 listings), so that
 * the first letter does not wait for it. */
void foyer_backend_prepare_search (FoyerBackend *self);
/* Gives the searches under way half a frame to end, so that a letter and what it finds are drawn at
 * once. Their callbacks still come by themselves, from the main loop. */
void foyer_backend_wait_for_search (FoyerBackend *self);

/* Listings like this one, best first: (transfer full) GPtrArray of FoyerSimilarHit; empty when it
 * is gone. */
void foyer_backend_find_similar (FoyerBackend *self,
                                 const char *listing_id,
                                 const char *origin, /* NULL: here */
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *foyer_backend_find_similar_finish (GAsyncResult *result, GError **error);

/* What fits these answers, best first; limit 0 only counts. The ask is copied. Result: (transfer
 * full) FoyerMatchResult. */
void foyer_backend_match (FoyerBackend *self,
                          const FoyerMatchAsk *ask,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
FoyerMatchResult *foyer_backend_match_finish (GAsyncResult *result, GError **error);

/* By when an answer to a sign-up for this listing is promised, from today: YYYY-MM-DD in London;
 * NULL: no promise. (transfer full) */
char *foyer_backend_dup_reply_by (FoyerBackend *self, const char *listing_id);

/* Seals what the draft holds and keeps it durably. "Thank you" is said only after this. The record,
 * with its code, is (transfer full). Asking again with the same draft keeps the same record id. */
void foyer_backend_submit (FoyerBackend *self,
                           FoyerDraft *draft,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
FoyerSealedRecord *foyer_backend_submit_finish (GAsyncResult *result, GError **error);

/* The same for a filled-in form beside the sign-up. The record's code is NULL unless a new one was
 * made for it (hours without a code). */
void foyer_backend_keep_answer (FoyerBackend *self,
                                FoyerAnswer *answer,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
FoyerSealedRecord *foyer_backend_keep_answer_finish (GAsyncResult *result, GError **error);

/* How things stand with a reference code: what this kiosk knows and what the centre said of it.
 * Slow on purpose (tens of milliseconds, on a worker). Finish: (transfer full), or NULL with
 * FOYER_CODE_ERROR_NOT_A_CODE when what was typed cannot be one. */
void foyer_backend_look_up_code (FoyerBackend *self,
                                 const char *typed_code,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
FoyerCodeAnswer *foyer_backend_look_up_code_finish (GAsyncResult *result, GError **error);
/* Takes back everything with this code: on this kiosk at once, at the centre as soon as there is a
 * line. Durable when it is answered; errors as above. A locked kiosk still withdraws. */
void foyer_backend_withdraw_code (FoyerBackend *self,
                                  const char *typed_code,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean foyer_backend_withdraw_code_finish (GAsyncResult *result, GError **error);

/* What a visitor means who was asked for a postcode or a town. */
FoyerOriginResult foyer_backend_find_origin (FoyerBackend *self, const char *typed);
/* Where the visitor's distances start: origin (nullable), the postcode or town they gave, or this
 * place. FALSE: nowhere known. */
gboolean foyer_backend_locate (FoyerBackend *self, const char *origin, double *lat, double *lon);

G_END_DECLS
