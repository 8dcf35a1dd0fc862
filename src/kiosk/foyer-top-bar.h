/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-backend.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Name and place, whether there is a line, and what a visitor can set: language, text size, contrast,
 * reading aloud, and all the rest. Fits itself to its width. The visit may be exchanged. */
#define FOYER_TYPE_TOP_BAR (foyer_top_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTopBar, foyer_top_bar, FOYER, TOP_BAR, GtkWidget)

GtkWidget *foyer_top_bar_new (FoyerBackend *backend);
void foyer_top_bar_set_visit (FoyerTopBar *self, FoyerVisit *visit);
/* The place may have become known; text size, theme or orientation changed. */
void foyer_top_bar_update (FoyerTopBar *self);

G_END_DECLS
