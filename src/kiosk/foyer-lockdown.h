/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Doors of GTK that a kiosk keeps shut. */

/* For the whole process, after gtk_init (), once: no key opens the inspector; a text in any window
 * has no undo, no menu, no emoji, and takes no drop; the middle button pastes nothing. */
void foyer_lockdown_install (void);

/* For one window: only keys that type, move or choose get in, and Escape is win.escape; the second
 * and the middle button do nothing. */
void foyer_lockdown_guard (GtkWindow *window);

/* What types, moves and chooses: letters, digits and marks, Tab, arrows, Home, End, Page Up and
 * Down, Enter, Space, Escape, Backspace, Delete, with or without Shift, and what a layout needs to
 * get at them (AltGr, dead keys, Caps Lock). Nothing with Ctrl, Alt or Super, no function key, no
 * Insert, no Menu. */
gboolean foyer_lockdown_is_key_allowed (guint keyval, GdkModifierType state);

G_END_DECLS
