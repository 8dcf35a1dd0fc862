/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-visit.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Are you still there?": a sheet over everything with a count-down and two answers. */
#define FOYER_TYPE_IDLE_SHEET (foyer_idle_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FoyerIdleSheet, foyer_idle_sheet, FOYER, IDLE_SHEET, GtkWidget)

GtkWidget *foyer_idle_sheet_new (void);
/* visit: in the warning, or NULL to take the sheet away. Call again each second. */
void foyer_idle_sheet_update (FoyerIdleSheet *self, FoyerVisit *visit);

G_END_DECLS
