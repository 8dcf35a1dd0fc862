/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* "Where from?": this place, or the postcode or town the visitor types (foyer-place-ask.h).
 * Property "editing" (boolean, read only): the field is open and wants the room. */
#define FOYER_TYPE_ORIGIN_ROW (foyer_origin_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOriginRow, foyer_origin_row, FOYER, ORIGIN_ROW, GtkWidget)

GtkWidget *foyer_origin_row_new (FoyerBackend *backend, FoyerVisit *visit);
gboolean foyer_origin_row_is_editing (FoyerOriginRow *self);
void foyer_origin_row_close (
  FoyerOriginRow *self); /* puts an open field away, with what is in it */
/* A row that goes leaves what is half typed in state; the one that takes its place goes on with it. */
void foyer_origin_row_keep (FoyerOriginRow *self, GObject *state);
void foyer_origin_row_take (FoyerOriginRow *self, GObject *state);
void foyer_origin_row_update (FoyerOriginRow *self); /* the place or the visit changed */

G_END_DECLS
