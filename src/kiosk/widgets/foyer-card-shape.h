/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bank card as a rectangle of a given width in pixels, height by ISO/IEC 7810 (ID-1). Its colours are
 * its CSS. */
#define FOYER_CARD_WIDTH_MM 85.60
#define FOYER_CARD_HEIGHT_MM 53.98

#define FOYER_TYPE_CARD_SHAPE (foyer_card_shape_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCardShape, foyer_card_shape, FOYER, CARD_SHAPE, GtkWidget)

GtkWidget *foyer_card_shape_new (void);
void foyer_card_shape_set_width (FoyerCardShape *self, double pixels);

G_END_DECLS
