/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A week to tap: seven days by morning, afternoon and evening. The name of a day or of a part
 * chooses all of it. Signal ::changed: a person touched it. */
#define FOYER_TYPE_WEEK_GRID (foyer_week_grid_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWeekGrid, foyer_week_grid, FOYER, WEEK_GRID, GtkWidget)

GtkWidget *foyer_week_grid_new (void);
guint32 foyer_week_grid_get_slots (FoyerWeekGrid *self); /* FOYER_MATCH_SLOT bits */
void foyer_week_grid_set_slots (FoyerWeekGrid *self, guint32 slots);
/* Days from top to bottom instead of side by side. */
void foyer_week_grid_set_upright (FoyerWeekGrid *self, gboolean upright);

G_END_DECLS
