/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A field of a few lines to write in, with how much room is left under it. It cannot be undone,
 * takes no more than longest characters, and goes with its page. */
#define FOYER_TYPE_WORDS_FIELD (foyer_words_field_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWordsField, foyer_words_field, FOYER, WORDS_FIELD, GtkWidget)

GtkWidget *foyer_words_field_new (guint longest, const char *spoken);
void foyer_words_field_set_spoken (FoyerWordsField *self, const char *spoken);
GtkWidget *foyer_words_field_get_view (FoyerWordsField *self); /* borrowed: what takes the focus */
/* (transfer full), freed with foyer_secret_free (). */
char *foyer_words_field_dup_text (FoyerWordsField *self);
void foyer_words_field_set_text (FoyerWordsField *self, const char *text);

G_END_DECLS
