/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-map-pins.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A numbered pin, or several as one with their count. The target is the button, the disc inside it
 * may be smaller. Emits "clicked". */
#define FOYER_TYPE_MAP_PIN (foyer_map_pin_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMapPin, foyer_map_pin, FOYER, MAP_PIN, GtkButton)

GtkWidget *foyer_map_pin_new (void);
/* The pins of cluster; cluster_of as from foyer_map_view_cluster (). */
void foyer_map_pin_set (FoyerMapPin *self,
                        FoyerMapPins *pins,
                        const FoyerMapCluster *cluster,
                        guint index,
                        const guint *cluster_of);
const FoyerMapCluster *foyer_map_pin_get_cluster (FoyerMapPin *self); /* borrowed */
guint foyer_map_pin_get_index (FoyerMapPin *self);
gboolean foyer_map_pin_is_selected (FoyerMapPin *self);

/* "1. Reading Friends, 0.4 miles". (transfer full) */
char *foyer_map_pin_dup_words (FoyerMapItem *item);
/* How sure its place is, for the disc and for the badge in the list: a CSS class. */
const char *foyer_map_pin_kind_class (FoyerMapSpotKind kind);

G_END_DECLS
