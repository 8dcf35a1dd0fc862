/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-ease.h"

G_BEGIN_DECLS

/* For who has one switch, or two: a frame goes over groups of controls, then over those of the group
 * that was chosen. Signal ::scanning (words) for a voice. */
#define FOYER_TYPE_SCANNER (foyer_scanner_get_type ())
G_DECLARE_FINAL_TYPE (FoyerScanner, foyer_scanner, FOYER, SCANNER, GObject)

/* frame: a widget in an overlay over all that is scanned, placed by its margins and size. */
FoyerScanner *foyer_scanner_new (GtkWidget *frame);
void foyer_scanner_set_mode (FoyerScanner *self, FoyerScanning mode);
void foyer_scanner_set_pace (FoyerScanner *self, int pace); /* 0 slow, 1 normal, 2 fast */
void foyer_scanner_set_root (FoyerScanner *self, GtkWidget *root); /* weak (nullable); begins anew */
void foyer_scanner_choose (FoyerScanner *self);
void foyer_scanner_next (FoyerScanner *self);
/* What the frame is round: the control, or the first of the group. (nullable) */
GtkWidget *foyer_scanner_get_current (FoyerScanner *self, gboolean *is_group);

G_END_DECLS
