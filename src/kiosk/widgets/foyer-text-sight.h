/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whenever the room in this scroller changes (the keyboard comes up, the text grows), scrolls so
 * that the field being typed in, with its label, is in sight. */
void foyer_text_sight_keep (GtkScrolledWindow *scroller);

G_END_DECLS
