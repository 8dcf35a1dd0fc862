/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where a postcode or a town is typed: the question, the field, what is wrong with it, "Use it" and
 * "Cancel". It takes the focus when it comes up. Signals ::use (also Enter) and ::cancel. What was
 * typed is in memory that is wiped. */
#define FOYER_TYPE_PLACE_EDITOR (foyer_place_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPlaceEditor, foyer_place_editor, FOYER, PLACE_EDITOR, GtkWidget)

/* longest: characters. hints: of the input, beside those of every such field. typed: what an editor
 * that goes has handed over, or NULL; shared, never copied. */
GtkWidget *foyer_place_editor_new (const char *question,
                                   int longest,
                                   GtkInputHints hints,
                                   GtkEntryBuffer *typed);
const char *foyer_place_editor_get_text (FoyerPlaceEditor *self);
GtkEntryBuffer *foyer_place_editor_get_typed (FoyerPlaceEditor *self); /* borrowed */
void foyer_place_editor_show_problem (FoyerPlaceEditor *self, const char *words);

G_END_DECLS
