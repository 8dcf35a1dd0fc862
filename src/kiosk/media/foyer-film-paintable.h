/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The newest picture of a film. Textures are handed over from the streaming thread and shown on the
 * main thread; one that comes before the last was shown takes its place. Reference counted: the
 * streaming thread may hold it longer than the player. */
#define FOYER_TYPE_FILM_PAINTABLE (foyer_film_paintable_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFilmPaintable, foyer_film_paintable, FOYER, FILM_PAINTABLE, GObject)

FoyerFilmPaintable *foyer_film_paintable_new (void);
/* (transfer full) texture; any thread. */
void foyer_film_paintable_offer (FoyerFilmPaintable *self, GdkTexture *texture);
gboolean foyer_film_paintable_has_picture (FoyerFilmPaintable *self); /* main thread */

G_END_DECLS
