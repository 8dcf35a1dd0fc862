/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choice-row"

#include "kiosk/widgets/foyer-choice-row.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"

/* One question of the filter panel. A choice that would find nothing looks faint but stays in
 * reach: a person who touches it is told what to change instead. Owned by the panel. Main thread.
 */

typedef struct
{
  char *id;                  /* owned */
  char *spoken;              /* owned */
  GtkWidget *button, *count; /* borrowed: in the row */
  gulong handler;
} Choice;

struct _FoyerChoiceRow
{
  GtkWidget parent_instance;

  FoyerChoiceStyle style;
  GtkWidget *box, *question, *holder; /* borrowed: box is the only child */
  GPtrArray *choices;                 /* owned Choice */
};

G_DEFINE_FINAL_TYPE (FoyerChoiceRow, foyer_choice_row, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->id);
  g_free (choice->spoken);
  g_free (choice);
}

static Choice *
find (FoyerChoiceRow *self, const char *id)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);
      if (strcmp (choice->id, id) == 0)
        return choice;
    }
  return NULL;
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  FoyerChoiceRow *self = data;
  g_autofree char *id = NULL;

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);
      if (choice->button == GTK_WIDGET (button))
        id = g_strdup (choice->id);
    }
  if (id != NULL)
    g_signal_emit (self, chosen_signal, 0, id, gtk_toggle_button_get_active (button));
}

static void
say (Choice *choice, int count)
{
  g_autofree char *words = NULL;

  if (count >= 0)
    words = g_strdup_printf ("%s, %d", choice->spoken, count);
  foyer_spoken_name (choice->button, words != NULL ? words : choice->spoken);
}

static void
foyer_choice_row_dispose (GObject *object)
{
  FoyerChoiceRow *self = FOYER_CHOICE_ROW (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_choice_row_parent_class)->dispose (object);
}

static void
foyer_choice_row_class_init (FoyerChoiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_choice_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "choicerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  chosen_signal = g_signal_new ("chosen", FOYER_TYPE_CHOICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
foyer_choice_row_init (FoyerChoiceRow *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
}

GtkWidget *
foyer_choice_row_new (const char *question, FoyerChoiceStyle style)
{
  FoyerChoiceRow *self = g_object_new (FOYER_TYPE_CHOICE_ROW, NULL);

  self->style = style;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->question = foyer_label_new (question, "question");
  gtk_box_append (GTK_BOX (self->box), self->question);
  if (style == FOYER_CHOICE_SEGMENTS)
    {
      self->holder = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (self->holder, "segments");
      gtk_widget_set_overflow (self->holder, GTK_OVERFLOW_HIDDEN);
    }
  else
    {
      self->holder = foyer_flow_new ();
      gtk_widget_add_css_class (self->holder, "pills");
    }
  gtk_box_append (GTK_BOX (self->box), self->holder);
  foyer_spoken_name (GTK_WIDGET (self), question);
  return GTK_WIDGET (self);
}

void
foyer_choice_row_add (FoyerChoiceRow *self, const char *id, const char *label, const char *spoken)
{
  Choice *choice = g_new0 (Choice, 1);
  gboolean segments = self->style == FOYER_CHOICE_SEGMENTS;
  GtkWidget *box
    = gtk_box_new (segments ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *text = segments ? gtk_label_new (label) : foyer_label_new (label, NULL);

  choice->id = g_strdup (id);
  choice->spoken = g_strdup (spoken != NULL ? spoken : label);
  choice->button = gtk_toggle_button_new ();
  choice->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (choice->count, "count");
  gtk_widget_set_visible (choice->count, FALSE);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), choice->count);
  gtk_button_set_child (GTK_BUTTON (choice->button), box);
  gtk_widget_add_css_class (choice->button, segments ? "segment" : "choice");
  choice->handler = g_signal_connect (choice->button, "toggled", G_CALLBACK (toggled_cb), self);
  say (choice, -1);
  g_ptr_array_add (self->choices, choice);
  if (segments)
    {
      gtk_widget_set_hexpand (choice->button, TRUE);
      gtk_box_append (GTK_BOX (self->holder), choice->button);
    }
  else
    foyer_flow_append (FOYER_FLOW (self->holder), choice->button);
}

void
foyer_choice_row_set (FoyerChoiceRow *self, const char *id, gboolean on, int count)
{
  Choice *choice = find (self, id);

  g_return_if_fail (choice != NULL);
  g_signal_handler_block (choice->button, choice->handler);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (choice->button), on);
  g_signal_handler_unblock (choice->button, choice->handler);
  gtk_widget_set_visible (choice->count, count >= 0);
  if (count >= 0)
    {
      g_autofree char *number = g_strdup_printf ("%d", count);
      gtk_label_set_text (GTK_LABEL (choice->count), number);
    }
  if (count == 0 && !on)
    gtk_widget_add_css_class (choice->button, "nothing");
  else
    gtk_widget_remove_css_class (choice->button, "nothing");
  say (choice, count);
}

void
foyer_choice_row_set_choice_visible (FoyerChoiceRow *self, const char *id, gboolean visible)
{
  Choice *choice = find (self, id);

  g_return_if_fail (choice != NULL);
  gtk_widget_set_visible (choice->button, visible);
}

gboolean
foyer_choice_row_has_visible (FoyerChoiceRow *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (gtk_widget_get_visible (((Choice *)g_ptr_array_index (self->choices, i))->button))
      return TRUE;
  return FALSE;
}
