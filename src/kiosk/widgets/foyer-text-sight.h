/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whenever the room in this scroller changes (the keyboard comes up, the text grows), scrolls so
 * that the field being typed in, with its label, is in sight. */
void foyer_text_sight_keep (GtkScrolledWindow *scroller);
/* The same, soon, whatever has changed: for a page that has just gone back to its top. */
void foyer_text_sight_look (GtkScrolledWindow *scroller);
/* Both, for the page that text is on, if it scrolls: somebody begins to type there. */
void foyer_text_sight_follow (GtkWidget *text);

G_END_DECLS
