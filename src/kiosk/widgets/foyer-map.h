/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-map-pins.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The map: outlines, names, where one is, and pins; moved with one finger, two, or keys. It shows
 * and changes the view and the choice of its FoyerMapPins. Never mirrored. Emits ::moved when it is
 * looked at from elsewhere (for buttons beside it that come to their limits). */
#define FOYER_TYPE_MAP (foyer_map_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMap, foyer_map, FOYER, MAP, GtkWidget)

GtkWidget *foyer_map_new (FoyerMapPins *pins);
FoyerMapPins *foyer_map_get_pins (FoyerMap *self); /* borrowed */
/* Degrees; NAN: not known, nothing is said. words: "You are here". */
void foyer_map_set_here (FoyerMap *self, double lat, double lon, const char *words);

/* What lies over its upper side, its end side and its lower side: views keep pins clear of it. They
 * live as long as the map. */
void foyer_map_set_covers (FoyerMap *self, GtkWidget *above, GtkWidget *beside, GtkWidget *below);

/* The view has been set: no first look at all pins. */
void foyer_map_keep_view (FoyerMap *self);

/* Each goes there in 200 ms, or at once where nothing may move. */
/* Around what is selected and in sight, or around the middle. */
void foyer_map_zoom (FoyerMap *self, double factor);
void foyer_map_show_county (FoyerMap *self);
void foyer_map_show_here (FoyerMap *self);
/* Brings what is selected into sight, if it is not. */
void foyer_map_show_selected (FoyerMap *self);

G_END_DECLS
