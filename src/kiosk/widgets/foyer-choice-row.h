/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A question with a few answers to touch, each with the number it would find: "How far?" as one bar
 * of segments, facets as pills. Shows what it is told and reports touches; the rule (one answer or
 * many) is its owner's. Signal ::chosen (string id, boolean on): a person touched an answer. */
#define FOYER_TYPE_CHOICE_ROW (foyer_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerChoiceRow, foyer_choice_row, FOYER, CHOICE_ROW, GtkWidget)

typedef enum
{
  FOYER_CHOICE_SEGMENTS, /* one bar, for two to four short answers */
  FOYER_CHOICE_PILLS,    /* wraps */
} FoyerChoiceStyle;

GtkWidget *foyer_choice_row_new (const char *question, FoyerChoiceStyle style);
/* spoken: what a screen reader says instead of the label ("5 miles" for "5"), NULL: the label. */
void foyer_choice_row_add (FoyerChoiceRow *self,
                           const char *id,
                           const char *label,
                           const char *spoken);
void foyer_choice_row_set (FoyerChoiceRow *self,
                           const char *id,
                           gboolean on,
                           int count); /* count -1: none said */
void foyer_choice_row_set_choice_visible (FoyerChoiceRow *self, const char *id, gboolean visible);
gboolean foyer_choice_row_has_visible (FoyerChoiceRow *self);

G_END_DECLS
