/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-place-editor"

#include "kiosk/widgets/foyer-place-editor.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"

/* Made when it is wanted and thrown away after, so no undo and no word of it stays behind. Owned by
 * what asks for a place; main thread. */

#define SHORTEST 9 /* characters: room for a postcode */

struct _FoyerPlaceEditor
{
  GtkWidget parent_instance;

  GtkWidget *box;             /* borrowed: the only child */
  GtkWidget *entry, *problem; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerPlaceEditor, foyer_place_editor, GTK_TYPE_WIDGET)

static guint use_signal, cancel_signal;

static void
use_cb (FoyerPlaceEditor *self)
{
  g_signal_emit (self, use_signal, 0);
}

static void
cancel_cb (FoyerPlaceEditor *self)
{
  g_signal_emit (self, cancel_signal, 0);
}

static void
map_cb (FoyerPlaceEditor *self)
{
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
foyer_place_editor_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_PLACE_EDITOR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_place_editor_parent_class)->dispose (object);
}

static void
foyer_place_editor_class_init (FoyerPlaceEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_place_editor_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "placeeditor");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  use_signal = g_signal_new ("use", FOYER_TYPE_PLACE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                             G_TYPE_NONE, 0);
  cancel_signal = g_signal_new ("cancel", FOYER_TYPE_PLACE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
foyer_place_editor_init (FoyerPlaceEditor *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "place-editor");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

static void
build_buttons (FoyerPlaceEditor *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *use = foyer_button_new (_ ("Use it"), NULL, FALSE, "primary");
  GtkWidget *cancel = foyer_button_new (_ ("Cancel"), NULL, FALSE, "plain");

  gtk_widget_add_css_class (buttons, "origin-buttons");
  g_signal_connect_swapped (use, "clicked", G_CALLBACK (use_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (buttons), use);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (self->box), buttons);
}

GtkWidget *
foyer_place_editor_new (const char *question,
                        int longest,
                        GtkInputHints hints,
                        GtkEntryBuffer *typed)
{
  FoyerPlaceEditor *self = g_object_new (FOYER_TYPE_PLACE_EDITOR, NULL);
  g_autoptr (GtkEntryBuffer) buffer
    = typed != NULL ? g_object_ref (typed) : gtk_password_entry_buffer_new ();

  foyer_label_append (self->box, question, "question");
  self->entry = gtk_entry_new_with_buffer (buffer);
  gtk_widget_add_css_class (self->entry, "field");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), longest);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry), GTK_INPUT_HINT_NO_EMOJI
                                                        | GTK_INPUT_HINT_NO_SPELLCHECK
                                                        | GTK_INPUT_HINT_PRIVATE | hints);
  g_object_set (self->entry, "enable-undo", FALSE, "width-chars", SHORTEST, NULL);
  foyer_spoken_name (self->entry, question);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  self->problem = foyer_label_append (self->box, " ", "problem");
  gtk_widget_set_visible (self->problem, FALSE);
  build_buttons (self);
  return GTK_WIDGET (self);
}

const char *
foyer_place_editor_get_text (FoyerPlaceEditor *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

GtkEntryBuffer *
foyer_place_editor_get_typed (FoyerPlaceEditor *self)
{
  return gtk_entry_get_buffer (GTK_ENTRY (self->entry));
}

void
foyer_place_editor_show_problem (FoyerPlaceEditor *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->problem), words);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (self->entry);
}
