/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where a reference code is typed: its label, what is wrong with it, the field, an example. Signal
 * ::activate: Enter. What was typed is in memory that is wiped. */
#define FOYER_TYPE_CODE_FIELD (foyer_code_field_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCodeField, foyer_code_field, FOYER, CODE_FIELD, GtkWidget)

GtkWidget *foyer_code_field_new (void);
const char *foyer_code_field_get_text (FoyerCodeField *self);
void foyer_code_field_set_text (FoyerCodeField *self, const char *text);
/* The wiped memory itself, so that a page that goes can hand it over uncopied. */
GtkEntryBuffer *foyer_code_field_get_buffer (FoyerCodeField *self); /* borrowed */
void foyer_code_field_set_buffer (FoyerCodeField *self, GtkEntryBuffer *buffer);
GtkWidget *foyer_code_field_get_entry (FoyerCodeField *self);                /* borrowed */
void foyer_code_field_set_error (FoyerCodeField *self, const char *message); /* NULL: none */
/* What to say of a text that is no code. */
const char *foyer_code_field_what_is_wrong (FoyerCodeField *self);
void foyer_code_field_focus (FoyerCodeField *self); /* at the end of what is typed */

G_END_DECLS
