/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Doors of GTK that a kiosk keeps shut. */

/* No key opens the inspector, in any window of this process. After gtk_init (), once. */
void foyer_lockdown_install (void);

/* No context menu over a text field of this window: not by the second button, nor by a key. */
void foyer_lockdown_guard (GtkWindow *window);

G_END_DECLS
