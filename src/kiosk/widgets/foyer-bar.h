/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The bar under a page: what leads back at its start, what leads on at its end. Where both do not
 * fit beside each other, in large type and a language of long words, one stands over the other. */
#define FOYER_TYPE_BAR (foyer_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBar, foyer_bar, FOYER, BAR, GtkWidget)

GtkWidget *foyer_bar_new (void);
GtkWidget *foyer_bar_get_start (FoyerBar *self); /* borrowed: a box, as is the other */
GtkWidget *foyer_bar_get_end (FoyerBar *self);

G_END_DECLS
