/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-programme-card"

#include "kiosk/widgets/foyer-programme-card.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* A door on the home page. Takes its colour from the programme by a CSS class. Owned by the page's
 * grid. Main thread. */

struct _FoyerProgrammeCard
{
  GtkButton parent_instance;

  FoyerProgramme *programme; /* owned */
};

G_DEFINE_FINAL_TYPE (FoyerProgrammeCard, foyer_programme_card, GTK_TYPE_BUTTON)

static void
foyer_programme_card_dispose (GObject *object)
{
  g_clear_object (&FOYER_PROGRAMME_CARD (object)->programme);
  G_OBJECT_CLASS (foyer_programme_card_parent_class)->dispose (object);
}

static void
foyer_programme_card_class_init (FoyerProgrammeCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_programme_card_dispose;
}

static void
foyer_programme_card_init (FoyerProgrammeCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "programme-card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
foyer_programme_card_new (FoyerProgramme *programme, const char *count)
{
  FoyerProgrammeCard *self = g_object_new (FOYER_TYPE_PROGRAMME_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = foyer_picture_new (programme->art);
  g_autofree char *spoken = NULL;

  self->programme = g_object_ref (programme);
  if (programme->colour != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), programme->colour);
  gtk_widget_add_css_class (picture, "programme-picture");
  gtk_widget_add_css_class (column, "words");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  foyer_label_append (column, programme->name, "name");
  foyer_label_append (column, programme->tagline, "tagline");
  foyer_label_append (column, count, "number");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), column);
  gtk_button_set_child (GTK_BUTTON (self), box);

  spoken = g_strdup_printf ("%s. %s%s%s", programme->name,
                            programme->tagline != NULL ? programme->tagline : "",
                            count != NULL ? ". " : "", count != NULL ? count : "");
  foyer_spoken_name (GTK_WIDGET (self), spoken);
  return GTK_WIDGET (self);
}

FoyerProgramme *
foyer_programme_card_get_programme (FoyerProgrammeCard *self)
{
  return self->programme;
}
