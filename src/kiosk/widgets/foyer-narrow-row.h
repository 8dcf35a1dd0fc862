/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-browse-model.h"

G_BEGIN_DECLS

/* Pills that narrow a search: one a programme, of which one may be chosen, and "Free"; each with
 * the number it would leave. One tap on, one tap off. */
#define FOYER_TYPE_NARROW_ROW (foyer_narrow_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNarrowRow, foyer_narrow_row, FOYER, NARROW_ROW, GtkWidget)

/* programmes: FoyerProgramme. */
GtkWidget *foyer_narrow_row_new (FoyerBrowseModel *model, GPtrArray *programmes);
/* FALSE: nothing that was found can be told apart, and nothing is chosen. */
gboolean foyer_narrow_row_is_useful (FoyerNarrowRow *self);

G_END_DECLS
