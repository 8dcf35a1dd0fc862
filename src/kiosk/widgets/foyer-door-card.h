/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A large calm card to touch: a drawn scene, what it opens, and a line about it. words and number
 * nullable. A GtkButton; its picture is decoration. */
GtkWidget *foyer_door_card_new (const char *art,
                                const char *title,
                                const char *words,
                                const char *number);
/* The scene above the words instead of beside them. */
void foyer_door_card_set_upright (GtkWidget *card, gboolean is_upright);

G_END_DECLS
