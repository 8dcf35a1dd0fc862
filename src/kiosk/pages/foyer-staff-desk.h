/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-backend.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is behind the PIN: how this kiosk is, row by row, and what staff may do. */
#define FOYER_TYPE_STAFF_DESK (foyer_staff_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStaffDesk, foyer_staff_desk, FOYER, STAFF_DESK, GtkWidget)

GtkWidget *foyer_staff_desk_new (FoyerBackend *backend);

G_END_DECLS
