/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ten big digits and Delete; what is typed is shown as dots, kept in a buffer that is wiped, and handed
 * over when it is whole. Digits of a keyboard work too while the pad is in sight.
 * Signal: ::entered (string digits), valid during the call; the pad is empty again afterwards. */
#define FOYER_TYPE_PIN_PAD (foyer_pin_pad_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPinPad, foyer_pin_pad, FOYER, PIN_PAD, GtkWidget)

GtkWidget *foyer_pin_pad_new (void);
/* FALSE: the keys are grey and nothing is taken in, while a try is looked at or has to wait. */
void foyer_pin_pad_set_open (FoyerPinPad *self, gboolean open);

G_END_DECLS
