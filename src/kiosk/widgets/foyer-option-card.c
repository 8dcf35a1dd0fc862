/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-option-card"

#include "kiosk/widgets/foyer-option-card.h"

#include "kiosk/foyer-spoken.h"

/* One answer of a question, the whole card a target: a mark at the start (a ring, or a box with a
 * tick) and the words. The mark says by shape, not by colour, what is chosen. Owned by its page;
 * main thread. */

struct _FoyerOptionCard
{
  GtkToggleButton parent_instance;

  GtkWidget *mark, *tick, *title, *hint; /* borrowed: in the button */
};

G_DEFINE_FINAL_TYPE (FoyerOptionCard, foyer_option_card, GTK_TYPE_TOGGLE_BUTTON)

static void
active_changed_cb (FoyerOptionCard *self)
{
  gboolean is_active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self));

  gtk_widget_set_opacity (self->tick, is_active ? 1 : 0);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
    is_active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/* A radio that is on stays on when it is touched again; only another answer takes its place. */
static void
foyer_option_card_clicked (GtkButton *button)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (button)) == GTK_ACCESSIBLE_ROLE_RADIO
      && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
    return;
  GTK_BUTTON_CLASS (foyer_option_card_parent_class)->clicked (button);
}

static void
foyer_option_card_class_init (FoyerOptionCardClass *klass)
{
  GTK_BUTTON_CLASS (klass)->clicked = foyer_option_card_clicked;
}

static GtkWidget *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
foyer_option_card_init (FoyerOptionCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (GTK_WIDGET (self), "option");
  self->mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->tick = gtk_image_new_from_icon_name ("foyer-check-symbolic");
  gtk_widget_set_hexpand (self->tick, TRUE);
  gtk_widget_set_hexpand (self->mark, FALSE);
  gtk_widget_add_css_class (self->mark, "mark");
  gtk_widget_set_halign (self->mark, GTK_ALIGN_START);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  foyer_spoken_hide (self->tick);
  gtk_box_append (GTK_BOX (self->mark), self->tick);

  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  self->title = append_label (words, "option-title");
  self->hint = append_label (words, "option-hint");
  gtk_box_append (GTK_BOX (row), self->mark);
  gtk_box_append (GTK_BOX (row), words);
  gtk_button_set_child (GTK_BUTTON (self), row);
  g_signal_connect (self, "notify::active", G_CALLBACK (active_changed_cb), NULL);
  active_changed_cb (self);
}

GtkWidget *
foyer_option_card_new (FoyerOptionKind kind, const char *title, const char *hint)
{
  gboolean is_radio = kind == FOYER_OPTION_RADIO;
  FoyerOptionCard *self
    = g_object_new (FOYER_TYPE_OPTION_CARD, "accessible-role",
                    is_radio ? GTK_ACCESSIBLE_ROLE_RADIO : GTK_ACCESSIBLE_ROLE_CHECKBOX, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), is_radio ? "radio" : "tick");
  foyer_option_card_set_words (self, title, hint);
  return GTK_WIDGET (self);
}

void
foyer_option_card_set_words (FoyerOptionCard *self, const char *title, const char *hint)
{
  g_autofree char *spoken
    = hint != NULL ? g_strdup_printf ("%s. %s", title, hint) : g_strdup (title);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
  foyer_spoken_name (GTK_WIDGET (self), spoken);
}
