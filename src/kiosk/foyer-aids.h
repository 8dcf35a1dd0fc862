/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-backend.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Does what the visit's FoyerEase asks for: less movement, everything lower down, reading aloud,
 * scanning with a switch. Adds the window's actions win.read-aloud (a state: on or off),
 * win.stop-reading, win.easier, and win.say (s), which is heard while pages are read aloud. */
#define FOYER_TYPE_AIDS (foyer_aids_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAids, foyer_aids, FOYER, AIDS, GObject)

FoyerAids *foyer_aids_new (GtkApplicationWindow *window, FoyerBackend *backend);
/* What the window holds instead of its content. */
GtkWidget *foyer_aids_wrap (FoyerAids *self, GtkWidget *content);
void foyer_aids_set_visit (FoyerAids *self, FoyerVisit *visit);
/* Another page is in sight. */
void foyer_aids_show (FoyerAids *self, GtkWidget *page, const char *title);
/* A sheet lies over the page, and nothing but it can be used; NULL: no more. */
void foyer_aids_cover (FoyerAids *self, GtkWidget *sheet);

G_END_DECLS
