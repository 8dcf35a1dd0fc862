/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-backend.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Offline · everything still works" while there is no line, "Back online" for a little when it returns,
 * nothing otherwise. */
#define FOYER_TYPE_LINE_CHIP (foyer_line_chip_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLineChip, foyer_line_chip, FOYER, LINE_CHIP, GtkWidget)

GtkWidget *foyer_line_chip_new (FoyerBackend *backend);
/* FALSE: only its sign is seen; the words are its spoken name. */
void foyer_line_chip_set_words (FoyerLineChip *self, gboolean shown);
void foyer_line_chip_set_compact (FoyerLineChip *self, gboolean compact);

G_END_DECLS
