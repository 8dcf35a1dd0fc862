/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "kiosk/print/foyer-print.h"

G_BEGIN_DECLS

/* "Print a slip", and under it how that goes. Not there where this kiosk has no printer. */
#define FOYER_TYPE_PRINT_BUTTON (foyer_print_button_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintButton, foyer_print_button, FOYER, PRINT_BUTTON, GtkWidget)

/* What is to be printed, made when the button is touched. (transfer full) */
typedef FoyerPrint *(*FoyerPrintMake) (gpointer data);

/* data: borrowed; it outlives the button. */
GtkWidget *foyer_print_button_new (const char *label,
                                   const char *style,
                                   FoyerPrintMake make,
                                   gpointer data);
FoyerPrint *foyer_print_button_make (FoyerPrintButton *self); /* (transfer full) */

G_END_DECLS
