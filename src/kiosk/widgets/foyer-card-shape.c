/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-card-shape"

#include "kiosk/widgets/foyer-card-shape.h"

#include <math.h>

/* See the header. Asks for just its size, so that its border box is the card. Main thread. */

struct _FoyerCardShape
{
  GtkWidget parent_instance;

  double width; /* pixels */
};

G_DEFINE_FINAL_TYPE (FoyerCardShape, foyer_card_shape, GTK_TYPE_WIDGET)

static void
foyer_card_shape_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  double width = FOYER_CARD_SHAPE (widget)->width;
  double length = orientation == GTK_ORIENTATION_HORIZONTAL
                    ? width
                    : width * FOYER_CARD_HEIGHT_MM / FOYER_CARD_WIDTH_MM;

  *minimum = *natural = (int)lround (length);
}

static void
foyer_card_shape_class_init (FoyerCardShapeClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = foyer_card_shape_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_card_shape_init (FoyerCardShape *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card-shape");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
foyer_card_shape_new (void)
{
  return g_object_new (FOYER_TYPE_CARD_SHAPE, NULL);
}

void
foyer_card_shape_set_width (FoyerCardShape *self, double pixels)
{
  self->width = pixels;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
