/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-door-card"

#include "kiosk/widgets/foyer-door-card.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Made of a plain button: no state. Owned by its page; main thread. */

GtkWidget *
foyer_door_card_new (const char *art, const char *title, const char *words, const char *number)
{
  GtkWidget *card = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = foyer_picture_new (art);
  g_autoptr (GString) spoken = g_string_new (title);

  gtk_widget_add_css_class (card, "flat-card");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "door-card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (card, TRUE);
  gtk_widget_add_css_class (picture, "door-picture");
  gtk_widget_add_css_class (column, "words");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  foyer_label_append (column, title, "title");
  foyer_label_append (column, words, "door-words");
  foyer_label_append (column, number, "strong");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), column);
  gtk_button_set_child (GTK_BUTTON (card), box);
  if (words != NULL)
    g_string_append_printf (spoken, ". %s", words);
  if (number != NULL)
    g_string_append_printf (spoken, " %s", number);
  foyer_spoken_name (card, spoken->str);
  return card;
}

void
foyer_door_card_set_upright (GtkWidget *card, gboolean is_upright)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (card));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), is_upright ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_vexpand (gtk_widget_get_first_child (box), is_upright);
  if (is_upright)
    gtk_widget_add_css_class (card, "upright");
  else
    gtk_widget_remove_css_class (card, "upright");
}
