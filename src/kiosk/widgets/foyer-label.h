/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A label as pages want it: plain text from the start edge, wrapped only where room ends. words and
 * css_class nullable. */
GtkWidget *foyer_label_new (const char *words, const char *css_class);
/* The same at the end of box; does nothing and returns NULL when there are no words. */
GtkWidget *foyer_label_append (GtkWidget *box, const char *words, const char *css_class);

G_END_DECLS
