/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Help now": on every screen for young people; opens the page with the numbers to call. */
GtkWidget *foyer_help_button_new (void);

G_END_DECLS
