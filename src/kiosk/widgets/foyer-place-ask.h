/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* "A postcode or a town": a field for where to start from, with "Use it" and "Cancel". What is
 * understood goes into the visit (foyer_visit_set_origin) and nowhere else. Emits "done" (gboolean
 * taken): something was understood and is in the visit, or the visitor gave up; whoever made it
 * takes it away then. */
#define FOYER_TYPE_PLACE_ASK (foyer_place_ask_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPlaceAsk, foyer_place_ask, FOYER, PLACE_ASK, GtkWidget)

/* wide: there is room for the buttons beside the field. */
GtkWidget *foyer_place_ask_new (FoyerBackend *backend, FoyerVisit *visit, gboolean wide);
/* A field that goes leaves what is half typed in state, itself and no copy; the one that takes its
 * place goes on with it. has: whether one was left there. */
void foyer_place_ask_keep (FoyerPlaceAsk *self, GObject *state);
gboolean foyer_place_ask_has (GObject *state);
void foyer_place_ask_take (FoyerPlaceAsk *self, GObject *state);
/* As "Use it" does: what is not understood is said, and asked for again. */
void foyer_place_ask_use (FoyerPlaceAsk *self);

G_END_DECLS
