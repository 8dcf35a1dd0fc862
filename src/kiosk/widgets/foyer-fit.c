/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-fit"

#include "kiosk/widgets/foyer-fit.h"

/* The child is always given its natural size and drawn through a scale, so that its own layout
 * never changes: no line of it can break. Letters are drawn at that scale, not enlarged pictures of
 * letters. Owned by its parent. Main thread. */

#define SMALLEST 0.25 /* what is smaller cannot be read and is cut instead */

struct _FoyerFit
{
  GtkWidget parent_instance;

  GtkWidget *child; /* borrowed: the only one */
  double largest;
  float align;
};

G_DEFINE_FINAL_TYPE (FoyerFit, foyer_fit, GTK_TYPE_WIDGET)

static void
natural_size (FoyerFit *self, int *width, int *height)
{
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, width, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, *width, NULL, height, NULL, NULL);
}

static double
scale_for (FoyerFit *self, int width, int height)
{
  int natural_width, natural_height;
  double scale = self->largest;

  natural_size (self, &natural_width, &natural_height);
  if (natural_width > 0 && width >= 0)
    scale = MIN (scale, (double)width / natural_width);
  if (natural_height > 0 && height >= 0)
    scale = MIN (scale, (double)height / natural_height);
  return MAX (scale, SMALLEST);
}

static void
foyer_fit_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  FoyerFit *self = FOYER_FIT (widget);
  int width, height;

  natural_size (self, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int)(width * SMALLEST);
      *natural = width;
    }
  else
    *minimum = *natural = (int)(height * MIN (scale_for (self, for_size, -1), 1.0));
}

static void
foyer_fit_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerFit *self = FOYER_FIT (widget);
  double scale = scale_for (self, width, self->largest > 1 ? height : -1);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float align = mirrored ? 1 - self->align : self->align;
  int child_width, child_height;
  GskTransform *transform;

  natural_size (self, &child_width, &child_height);
  transform = gsk_transform_translate (
    NULL, &GRAPHENE_POINT_INIT ((float)(width - child_width * scale) * align,
                                (float)(height - child_height * scale) / 2));
  transform = gsk_transform_scale (transform, (float)scale, (float)scale);
  gtk_widget_allocate (self->child, child_width, child_height, -1, transform);
}

static GtkSizeRequestMode
foyer_fit_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_fit_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_FIT (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_fit_parent_class)->dispose (object);
}

static void
foyer_fit_class_init (FoyerFitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_fit_dispose;
  widget_class->measure = foyer_fit_measure;
  widget_class->size_allocate = foyer_fit_size_allocate;
  widget_class->get_request_mode = foyer_fit_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "fit");
}

static void
foyer_fit_init (FoyerFit *self)
{
}

GtkWidget *
foyer_fit_new (GtkWidget *child, double largest, float align)
{
  FoyerFit *self = g_object_new (FOYER_TYPE_FIT, NULL);

  self->child = child;
  self->largest = MAX (largest, 1.0);
  self->align = align;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

GtkWidget *
foyer_fit_get_child (FoyerFit *self)
{
  return self->child;
}
