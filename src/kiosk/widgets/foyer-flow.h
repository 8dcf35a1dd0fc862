/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children one after the other in their natural width, on as many lines as they need: chips, pills.
 * Gaps are the children's margins, from CSS. Mirrors itself in right-to-left. */
#define FOYER_TYPE_FLOW (foyer_flow_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFlow, foyer_flow, FOYER, FLOW, GtkWidget)

GtkWidget *foyer_flow_new (void);
void foyer_flow_append (FoyerFlow *self, GtkWidget *child);
void foyer_flow_clear (FoyerFlow *self);

G_END_DECLS
