/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-backend.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is behind the PIN: how this kiosk is, row by row, and what staff may do. */
#define FOYER_TYPE_STAFF_DESK (foyer_staff_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStaffDesk, foyer_staff_desk, FOYER, STAFF_DESK, GtkWidget)

GtkWidget *foyer_staff_desk_new (FoyerBackend *backend);
/* A desk that goes leaves in state what it is in the middle of; the one in its place goes on. */
void foyer_staff_desk_keep (FoyerStaffDesk *self, GObject *state);
void foyer_staff_desk_take (FoyerStaffDesk *self, GObject *state);

G_END_DECLS
