/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The on-screen keyboard: writes into the GtkText or GtkTextView of its root that has the focus.
 * Its keys take no focus. Put away by its own key, it takes the focus off the text. */
#define FOYER_TYPE_KEYBOARD (foyer_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (FoyerKeyboard, foyer_keyboard, FOYER, KEYBOARD, GtkWidget)

typedef enum
{
  FOYER_KEYBOARD_TEXT,  /* digits row, letters, ' - . and @ only as asked */
  FOYER_KEYBOARD_EMAIL, /* + @, .co.uk, @gmail.com */
  FOYER_KEYBOARD_PHONE, /* large number pad */
} FoyerKeyboardPurpose;

GtkWidget *foyer_keyboard_new (void);
void foyer_keyboard_set_purpose (FoyerKeyboard *self, FoyerKeyboardPurpose purpose);

G_END_DECLS
