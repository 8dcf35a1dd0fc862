/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-match-model.h"

G_BEGIN_DECLS

/* One result of "Help me choose", as one big button: picture, title, who and where, why it is here,
 * when and how far. */
#define FOYER_TYPE_RESULT_CARD (foyer_result_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerResultCard, foyer_result_card, FOYER, RESULT_CARD, GtkButton)

GtkWidget *foyer_result_card_new (void);
/* programme (nullable): whose picture stands in for a listing without one. */
void foyer_result_card_set_row (FoyerResultCard *self,
                                FoyerMatchRow *row,
                                const FoyerMatchAsk *ask,
                                FoyerProgramme *programme,
                                gint64 now_us);
const char *foyer_result_card_get_id (
  FoyerResultCard *self); /* the listing's (nullable), borrowed */

G_END_DECLS
