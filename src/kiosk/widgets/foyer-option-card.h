/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A large answer to touch: one of several (a radio button, grouped with
 * gtk_toggle_button_set_group) or a tick box. Its state is GtkToggleButton's "active". A toggle
 * button underneath, because assistive tools can press that on GTK 4.8 and cannot press a check
 * box. */
#define FOYER_TYPE_OPTION_CARD (foyer_option_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOptionCard, foyer_option_card, FOYER, OPTION_CARD, GtkToggleButton)

typedef enum
{
  FOYER_OPTION_RADIO,
  FOYER_OPTION_TICK,
} FoyerOptionKind;

/* hint: a second, smaller line; nullable. */
GtkWidget *foyer_option_card_new (FoyerOptionKind kind, const char *title, const char *hint);
/* Other words on the same card. */
void foyer_option_card_set_words (FoyerOptionCard *self, const char *title, const char *hint);

G_END_DECLS
