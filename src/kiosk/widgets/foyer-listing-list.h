/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-browse-model.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* A browse model that asks this backend. (transfer full) (nullable): NULL while there is no
 * content. */
FoyerBrowseModel *foyer_listing_list_create_model (FoyerBackend *backend);

/* The listing cards of a browse model, scrolling. Signal ::opened (string listing id). */
#define FOYER_TYPE_LISTING_LIST (foyer_listing_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerListingList, foyer_listing_list, FOYER, LISTING_LIST, GtkWidget)

/* show_programme: each card says which programme it belongs to. */
GtkWidget *foyer_listing_list_new (FoyerBackend *backend,
                                   FoyerBrowseModel *model,
                                   gboolean show_programme);
void foyer_listing_list_to_top (FoyerListingList *self);
void foyer_listing_list_refresh (FoyerListingList *self); /* programmes may have changed */

G_END_DECLS
