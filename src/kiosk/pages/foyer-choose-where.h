/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/pages/foyer-choose-steps.h"

G_BEGIN_DECLS

/* "Where?": how far, then near here, near a postcode or town that is typed, anywhere, or from home.
 * The postcode goes into the visit and nowhere else. */
#define FOYER_TYPE_CHOOSE_WHERE (foyer_choose_where_get_type ())
G_DECLARE_FINAL_TYPE (FoyerChooseWhere, foyer_choose_where, FOYER, CHOOSE_WHERE, GtkWidget)

GtkWidget *foyer_choose_where_new (FoyerPage *page,
                                   FoyerChoice *choice,
                                   FoyerChooseAnswered answered);
/* A place is being typed: takes it as an answer, or says that it is not understood. FALSE: none. */
gboolean foyer_choose_where_take (GtkWidget *body);
void foyer_choose_where_layout (GtkWidget *body, int columns);
/* A question that goes leaves what is half typed in state, itself and no copy; the one that takes
 * its place goes on with it. */
void foyer_choose_where_keep (GtkWidget *body, GObject *state);
void foyer_choose_where_restore (GtkWidget *body, GObject *state);

G_END_DECLS
