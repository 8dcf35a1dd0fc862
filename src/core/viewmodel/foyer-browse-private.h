/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-browse-model.h"

G_BEGIN_DECLS

/* Between foyer-browse-model.c (what is shown) and foyer-browse-round.c (how it is found out). */

struct _FoyerBrowseModel
{
  GObject parent_instance;

  FoyerStore *store; /* borrowed */
  FoyerClock *clock; /* owned */
  const FoyerBrowseSearcher *searcher;
  gpointer owner; /* borrowed, of the searcher */
  gboolean is_started;
  gboolean is_everything; /* without a programme or a text: all there is, not nothing */

  FoyerProgramme *programme; /* owned (nullable) */
  double lat, lon;
  char *only; /* owned (nullable): of all programmes, this one */
  gboolean is_free_only;
  char *text; /* owned, never NULL */
  GStrv like; /* owned (nullable) */
  FoyerWithin within;
  gboolean is_within_chosen; /* by the visitor */
  FoyerTimeNeed time;
  GHashTable *tags; /* owned set of char * */
  FoyerSort sort;

  GCancellable *cancellable; /* owned (nullable): of the round under way */
  gboolean is_whole_stale;   /* the next round begins with ASK_WHOLE */
  FoyerSearchResult *whole;  /* owned (nullable) */
  FoyerSearchResult *list;   /* owned (nullable) */
  GArray *relaxations;       /* owned FoyerRelax */
  gboolean is_ready, has_failed;
  GHashTable *rows; /* owned position → FoyerBrowseRow, a cache */
};

/* Abandons the round under way and begins a new one. */
void foyer_browse_round_begin (FoyerBrowseModel *self);

/* The end of a round: list, counts and ways out change together. All (transfer full). */
void foyer_browse_model_publish (FoyerBrowseModel *self,
                                 FoyerSearchResult *list,
                                 GArray *relaxations,
                                 gboolean is_new_content);
void foyer_browse_model_publish_failure (FoyerBrowseModel *self);
void foyer_browse_model_publish_nothing (FoyerBrowseModel *self); /* there was no question */

G_END_DECLS
