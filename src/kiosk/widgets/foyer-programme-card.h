/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* A programme on the home page, as one big button: drawn scene, name, line, how many. */
#define FOYER_TYPE_PROGRAMME_CARD (foyer_programme_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerProgrammeCard, foyer_programme_card, FOYER, PROGRAMME_CARD, GtkButton)

/* count (nullable): "36 ways to help". */
GtkWidget *foyer_programme_card_new (FoyerProgramme *programme, const char *count);
FoyerProgramme *foyer_programme_card_get_programme (FoyerProgrammeCard *self); /* borrowed */

G_END_DECLS
