/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-code-field"

#include "kiosk/widgets/foyer-code-field.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/widgets/foyer-label.h"

/* Two words and six numbers, for every page that asks for a code. Owned by its page; main thread.
 */

#define LENGTH_MAX 40 /* letters: the longest code has under 30, and people put spaces in */

struct _FoyerCodeField
{
  GtkWidget parent_instance;

  GtkWidget *box;   /* borrowed: the only child */
  GtkLabel *error;  /* borrowed */
  GtkWidget *entry; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerCodeField, foyer_code_field, GTK_TYPE_WIDGET)

static guint activate_signal;

static void
activate_cb (FoyerCodeField *self)
{
  g_signal_emit (self, activate_signal, 0);
}

static void
foyer_code_field_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_CODE_FIELD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_code_field_parent_class)->dispose (object);
}

static void
foyer_code_field_class_init (FoyerCodeFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_code_field_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  activate_signal = g_signal_new ("activate", FOYER_TYPE_CODE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_code_field_init (FoyerCodeField *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new (); /* wiped */

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "field-column");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  foyer_label_append (self->box, _ ("Your code"), "field-label");
  self->error = GTK_LABEL (foyer_label_new (NULL, "field-error"));
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->error));
  self->entry = gtk_entry_new_with_buffer (buffer);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), LENGTH_MAX);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry),
                             GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_UPPERCASE_CHARS
                               | GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_PRIVATE);
  gtk_widget_add_css_class (self->entry, "field");
  gtk_widget_add_css_class (self->entry, "code-field");
  foyer_spoken_name (self->entry, _ ("Your code, needed: two words and six numbers"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_widget_add_css_class (
    foyer_label_append (
      self->box, _ ("Like this: HAZEL-OTTER-417238. Small letters and spaces are fine."), "quiet"),
    "example");
}

GtkWidget *
foyer_code_field_new (void)
{
  return g_object_new (FOYER_TYPE_CODE_FIELD, NULL);
}

const char *
foyer_code_field_get_text (FoyerCodeField *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
foyer_code_field_set_text (FoyerCodeField *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

GtkEntryBuffer *
foyer_code_field_get_buffer (FoyerCodeField *self)
{
  return gtk_entry_get_buffer (GTK_ENTRY (self->entry));
}

void
foyer_code_field_set_buffer (FoyerCodeField *self, GtkEntryBuffer *buffer)
{
  gtk_entry_set_buffer (GTK_ENTRY (self->entry), buffer);
}

GtkWidget *
foyer_code_field_get_entry (FoyerCodeField *self)
{
  return self->entry;
}

void
foyer_code_field_set_error (FoyerCodeField *self, const char *message)
{
  foyer_sign_up_set_field_error (self->entry, self->error, message);
}

const char *
foyer_code_field_what_is_wrong (FoyerCodeField *self)
{
  return *foyer_code_field_get_text (self) != '\0' ? _ ("Check the two words and six numbers.")
                                                   : _ ("Type your code first.");
}

void
foyer_code_field_focus (FoyerCodeField *self)
{
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
