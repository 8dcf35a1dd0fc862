/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a widget is called, for a screen reader, the kiosk's own voice and the tests alike. */

/* Sets the accessible label and remembers it, since GTK 4.8 lets nobody read it back. NULL takes it
 * away. Wiped when it changes or the widget goes: it may hold what somebody typed. */
void foyer_spoken_name (GtkWidget *widget, const char *name);
const char *foyer_spoken_get_name (GtkWidget *widget); /* as given; NULL: none was */
/* Only to be seen: no reader, no voice, no scanning goes into it. */
void foyer_spoken_hide (GtkWidget *widget);

G_END_DECLS
