/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Read to me": has the screen read aloud (win.read-aloud). Not there while nothing can read. */
GtkWidget *foyer_read_button_new (const char *label, const char *style);

G_END_DECLS
