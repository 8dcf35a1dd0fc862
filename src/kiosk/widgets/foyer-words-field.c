/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words-field"

#include "kiosk/widgets/foyer-words-field.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"

/* A GtkTextView made fit for a kiosk: no undo, no menu, no rich paste, Tab leaves it. A text buffer
 * cannot wipe what it frees, as an entry's can; who uses this asks for nothing private and says so
 * beside it. Owned by its page. Main thread. */

#define WARN_BELOW 100 /* characters left: from here on it is said how many */

struct _FoyerWordsField
{
  GtkWidget parent_instance;

  guint longest;
  GtkWidget *box, *view, *left; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerWordsField, foyer_words_field, GTK_TYPE_WIDGET)

static void
update_left (FoyerWordsField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  guint used = (guint)gtk_text_buffer_get_char_count (buffer);
  guint left = self->longest > used ? self->longest - used : 0;
  g_autofree char *words
    = g_strdup_printf (ngettext ("%u letter left", "%u letters left", left), left);

  gtk_label_set_text (GTK_LABEL (self->left), words);
  gtk_widget_set_opacity (self->left, left < WARN_BELOW ? 1 : 0);
}

/* What does not fit is not taken; a piece that begins to fit is cut. */
static void
insert_text_cb (
  GtkTextBuffer *buffer, GtkTextIter *where, const char *text, int size, FoyerWordsField *self)
{
  glong used = gtk_text_buffer_get_char_count (buffer);
  glong room = (glong)self->longest - used;
  const char *end;

  if (g_utf8_strlen (text, size) <= room)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (room <= 0)
    return;
  end = g_utf8_offset_to_pointer (text, room);
  gtk_text_buffer_insert (buffer, where, text, (int)(end - text));
}

static void
foyer_words_field_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_WORDS_FIELD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_words_field_parent_class)->dispose (object);
}

static void
foyer_words_field_class_init (FoyerWordsFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_words_field_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "wordsfield");
}

static void
foyer_words_field_init (FoyerWordsField *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->view = gtk_text_view_new ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_input_hints (GTK_TEXT_VIEW (self->view),
                                 GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_NO_SPELLCHECK
                                   | GTK_INPUT_HINT_UPPERCASE_SENTENCES | GTK_INPUT_HINT_PRIVATE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "words-frame");
  gtk_box_append (GTK_BOX (self->box), scrolled);
  self->left = foyer_label_append (self->box, " ", "small");
  gtk_widget_add_css_class (self->left, "quiet");
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (update_left), self);
}

GtkWidget *
foyer_words_field_new (guint longest, const char *spoken)
{
  FoyerWordsField *self = g_object_new (FOYER_TYPE_WORDS_FIELD, NULL);

  self->longest = longest;
  foyer_words_field_set_spoken (self, spoken);
  update_left (self);
  return GTK_WIDGET (self);
}

void
foyer_words_field_set_spoken (FoyerWordsField *self, const char *spoken)
{
  foyer_spoken_name (self->view, spoken);
}

GtkWidget *
foyer_words_field_get_view (FoyerWordsField *self)
{
  return self->view;
}

char *
foyer_words_field_dup_text (FoyerWordsField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
foyer_words_field_set_text (FoyerWordsField *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), text, -1);
}
