/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A column of words that takes the focus as one thing and is read out as one text: what has just
 * come up on the screen. */
#define FOYER_TYPE_SPOKEN_BOX (foyer_spoken_box_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSpokenBox, foyer_spoken_box, FOYER, SPOKEN_BOX, GtkWidget)

void foyer_spoken_box_set_text (FoyerSpokenBox *self, const char *text);

G_END_DECLS
