/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in a window, as its renderer draws it now. Draws frames until there is a whole one.
 * (transfer full) */
GdkTexture *window_picture_take (GtkWidget *window);

G_END_DECLS
