/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The drawn scenes (data/art/ID.svg in the resources) as textures of just the size wanted, rendered on
 * threads and kept in a small cache. */

/* Begins rendering before anybody asks; may be called before gtk_init () and from any thread. */
void foyer_art_prefetch (const char *id, int width, int height);
/* The texture if it is in the cache. (transfer full) (nullable) */
GdkTexture *foyer_art_peek (const char *id, int width, int height);
/* Renders and answers on the main thread. Size in device pixels; the picture is cropped to fill it. */
void foyer_art_load (const char *id, int width, int height, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *foyer_art_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
