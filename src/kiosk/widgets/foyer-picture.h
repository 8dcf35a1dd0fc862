/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drawn scene that fills its room (cropped, never stretched). Decoration for a screen reader unless a
 * label is set. Its size comes from CSS (min-width, min-height) or from its parent. */
#define FOYER_TYPE_PICTURE (foyer_picture_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPicture, foyer_picture, FOYER, PICTURE, GtkWidget)

GtkWidget *foyer_picture_new (const char *art); /* property "art" */
void foyer_picture_set_art (FoyerPicture *self, const char *art);

G_END_DECLS
