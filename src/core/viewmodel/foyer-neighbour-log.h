/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-answer.h"

G_BEGIN_DECLS

/* Where somebody stands with help as a neighbour: what they read, what they say they did, and how
 * much was told in this visit. No widgets, no translated words. */
#define FOYER_TYPE_NEIGHBOUR_LOG (foyer_neighbour_log_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNeighbourLog, foyer_neighbour_log, FOYER, NEIGHBOUR_LOG, GObject)

typedef enum
{
  FOYER_NEIGHBOUR_KINDS,  /* which kind of help */
  FOYER_NEIGHBOUR_KIND,   /* one of them, and how to do it safely */
  FOYER_NEIGHBOUR_LOG_IT, /* "I did this" */
  FOYER_NEIGHBOUR_THANKS, /* it is kept */
} FoyerNeighbourView;

FoyerNeighbourLog *foyer_neighbour_log_new (void);
FoyerNeighbourView foyer_neighbour_log_get_view (FoyerNeighbourLog *self);
void foyer_neighbour_log_set_view (FoyerNeighbourLog *self, FoyerNeighbourView view);
/* The kind that is read about; NULL none. Ids are those of the informal_help_log form. */
const char *foyer_neighbour_log_get_kind (FoyerNeighbourLog *self);
void foyer_neighbour_log_set_kind (FoyerNeighbourLog *self, const char *kind);

void foyer_neighbour_log_set_help (FoyerNeighbourLog *self, const char *id, gboolean on);
gboolean foyer_neighbour_log_has_help (FoyerNeighbourLog *self, const char *id);
void foyer_neighbour_log_set_whom (FoyerNeighbourLog *self, const char *id, gboolean on);
gboolean foyer_neighbour_log_has_whom (FoyerNeighbourLog *self, const char *id);
void foyer_neighbour_log_set_times (FoyerNeighbourLog *self, guint times); /* 0: not said */
guint foyer_neighbour_log_get_times (FoyerNeighbourLog *self);
void foyer_neighbour_log_set_minutes (FoyerNeighbourLog *self, guint minutes); /* 0: not said */
guint foyer_neighbour_log_get_minutes (FoyerNeighbourLog *self);

gboolean foyer_neighbour_log_is_ready (FoyerNeighbourLog *self); /* at least what it was */
/* What is to be kept; the same answer, so the same record, until it is kept. month: YYYY-MM. */
FoyerAnswer *foyer_neighbour_log_get_answer (FoyerNeighbourLog *self,
                                             const char *month); /* borrowed */
/* It is kept: counts it, and makes room for the next. */
void foyer_neighbour_log_kept (FoyerNeighbourLog *self);
guint foyer_neighbour_log_get_told (FoyerNeighbourLog *self); /* times told in this visit */

G_END_DECLS
