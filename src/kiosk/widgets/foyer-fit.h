/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a child whole, on the lines it has, however narrow it gets: it is drawn smaller instead of
 * being broken, and larger where there is room. For a code that must not be torn apart. */
#define FOYER_TYPE_FIT (foyer_fit_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFit, foyer_fit, FOYER, FIT, GtkWidget)

/* child: its natural size is 1. largest: how much larger than that it may become, 1 or more; above
 * 1 it takes all the height it is given too. align: 0 start, 0.5 middle. */
GtkWidget *foyer_fit_new (GtkWidget *child, double largest, float align);
GtkWidget *foyer_fit_get_child (FoyerFit *self); /* borrowed */

G_END_DECLS
