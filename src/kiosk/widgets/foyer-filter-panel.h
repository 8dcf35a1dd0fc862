/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-browse-model.h"

G_BEGIN_DECLS

/* What a visitor can narrow a list by besides distance: how much time, and the programme's own
 * facets. Shows a FoyerBrowseModel and writes to it. */
#define FOYER_TYPE_FILTER_PANEL (foyer_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFilterPanel, foyer_filter_panel, FOYER, FILTER_PANEL, GtkWidget)

GtkWidget *foyer_filter_panel_new (FoyerBrowseModel *model); /* its programme is set */

G_END_DECLS
