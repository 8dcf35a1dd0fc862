/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Holds all of the window. Low: the content is in the lower part, where somebody who sits or is small
 * reaches it, and a quiet surface above. */
#define FOYER_TYPE_REACH (foyer_reach_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReach, foyer_reach, FOYER, REACH, GtkWidget)

GtkWidget *foyer_reach_new (GtkWidget *content, GtkWidget *quiet);
/* part: how much of the height the content gets, 0 to 1; 1: all of it. It is never given less than it
 * needs. */
void foyer_reach_set_part (FoyerReach *self, double part);

G_END_DECLS
