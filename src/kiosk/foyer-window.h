/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* The one window: top bar, the page, the "are you still there" sheet. Owns the visit and the stack of
 * pages. */
#define FOYER_TYPE_WINDOW (foyer_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWindow, foyer_window, FOYER, WINDOW, GtkApplicationWindow)

FoyerWindow *foyer_window_new (GtkApplication *application, FoyerBackend *backend, gboolean trace);
void foyer_window_open (FoyerWindow *self, const char *page, const char *argument);

G_END_DECLS
