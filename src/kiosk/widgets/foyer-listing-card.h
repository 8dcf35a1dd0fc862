/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-browse-model.h"

G_BEGIN_DECLS

/* One listing in a list, as one big button: picture, title, who and where, when and how far, chips.
 */
#define FOYER_TYPE_LISTING_CARD (foyer_listing_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerListingCard, foyer_listing_card, FOYER, LISTING_CARD, GtkButton)

GtkWidget *foyer_listing_card_new (void);
/* row NULL empties it. programme (nullable): gives the chips their labels. show_programme: its name
 * is the first chip (lists over all programmes). */
void foyer_listing_card_set_row (FoyerListingCard *self,
                                 FoyerBrowseRow *row,
                                 FoyerProgramme *programme,
                                 gboolean show_programme,
                                 gint64 now_us);
/* Rows set from now on say where their miles are from; origin: NULL: here. */
void foyer_listing_card_say_from (FoyerListingCard *self, const char *origin);
const char *foyer_listing_card_get_id (
  FoyerListingCard *self); /* the listing's (nullable), borrowed */

/* A chip with a tone (nullable), as chips look everywhere. */
GtkWidget *foyer_chip_label_new (const char *label, const char *tone);

G_END_DECLS
