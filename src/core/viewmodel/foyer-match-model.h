/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-clock.h"
#include "core/viewmodel/foyer-choice.h"

G_BEGIN_DECLS

/* One result: what is read when it comes into view. Immutable. */
#define FOYER_TYPE_MATCH_ROW (foyer_match_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMatchRow, foyer_match_row, FOYER, MATCH_ROW, GObject)
struct _FoyerMatchRow
{
  GObject parent_instance;
  FoyerListing *listing; /* owned (nullable): it may have gone since the match */
  FoyerSession *next;    /* owned (nullable): the next dated session */
  double miles;          /* NAN when not known */
  FoyerMatchLook look;
};

/* Who answers: the kiosk's worker, or a test. owner is handed back as it was given. */
typedef struct
{
  void (*match) (gpointer owner,
                 const FoyerMatchAsk *ask,
                 guint limit,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data);
  FoyerMatchResult *(*finish) (GAsyncResult *result, GError **error);
} FoyerMatcher;

/* A GListModel of FoyerMatchRow over what fits, best first. Asks are asynchronous and the latest
 * wins; list and counts change together, then ::updated is emitted. Main thread. */
#define FOYER_TYPE_MATCH_MODEL (foyer_match_model_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMatchModel, foyer_match_model, FOYER, MATCH_MODEL, GObject)

/* store and owner are borrowed and outlive the model; matcher is static. */
FoyerMatchModel *foyer_match_model_new (FoyerStore *store,
                                        FoyerClock *clock,
                                        const FoyerMatcher *matcher,
                                        gpointer owner);
/* limit: rows wanted at most, 0: only counts. ask is copied. */
void foyer_match_model_ask (FoyerMatchModel *self, const FoyerMatchAsk *ask, guint limit);
const FoyerMatchAsk *foyer_match_model_get_ask (FoyerMatchModel *self); /* of the last answer */

gboolean foyer_match_model_is_ready (FoyerMatchModel *self); /* answered at least once */
gboolean foyer_match_model_has_failed (FoyerMatchModel *self);
guint foyer_match_model_count_fits (FoyerMatchModel *self);
/* Whether one of the first n is known to fit all that was asked; and whether each of them that fits
 * leaves its times to be asked about. */
gboolean foyer_match_model_is_sure (FoyerMatchModel *self, guint n);
gboolean foyer_match_model_asks_for_times (FoyerMatchModel *self, guint n);
guint foyer_match_model_count_asked (FoyerMatchModel *self); /* what there is without any answer */
/* FoyerMatchRelax; borrowed until ::updated. Empty, never NULL. */
const GArray *foyer_match_model_get_relaxations (FoyerMatchModel *self);

G_END_DECLS
