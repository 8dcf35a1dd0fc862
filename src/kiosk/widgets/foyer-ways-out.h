/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-browse-model.h"

G_BEGIN_DECLS

/* What stands where an empty list would be: which answer to let go of, how many there are then, and
 * a button that does it. Never a bare zero. */
#define FOYER_TYPE_WAYS_OUT (foyer_ways_out_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWaysOut, foyer_ways_out, FOYER, WAYS_OUT, GtkWidget)

/* model NULL: there is no content at all yet. */
void foyer_ways_out_update (FoyerWaysOut *self, FoyerBrowseModel *model);

G_END_DECLS
