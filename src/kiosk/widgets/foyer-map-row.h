/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-map-pins.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of the list beside the map: number, title, how far; chosen, it says the way and has a
 * button to more. Emits ::chosen and ::opened. */
#define FOYER_TYPE_MAP_ROW (foyer_map_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMapRow, foyer_map_row, FOYER, MAP_ROW, GtkWidget)

GtkWidget *foyer_map_row_new (void);
/* item NULL: empties it. */
void foyer_map_row_set_item (FoyerMapRow *self, FoyerMapItem *item);
FoyerMapItem *foyer_map_row_get_item (FoyerMapRow *self); /* borrowed (nullable) */
void foyer_map_row_set_way (FoyerMapRow *self, const char *way);

G_END_DECLS
