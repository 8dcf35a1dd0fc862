/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-reach"

#include "kiosk/widgets/foyer-reach.h"

/* Two children, one over the other. The content keeps its own least height, so that large text or
 * the keyboard take from the quiet part and never stick out of the screen. Owned by the window;
 * main thread. */

struct _FoyerReach
{
  GtkWidget parent_instance;

  GtkWidget *content, *quiet; /* borrowed: the children */
  double part;
};

G_DEFINE_FINAL_TYPE (FoyerReach, foyer_reach, GTK_TYPE_WIDGET)

static void
foyer_reach_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  gtk_widget_measure (FOYER_REACH (widget)->content, orientation, for_size, minimum, natural, NULL,
                      NULL);
}

static GtkSizeRequestMode
foyer_reach_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (FOYER_REACH (widget)->content);
}

static void
foyer_reach_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerReach *self = FOYER_REACH (widget);
  GtkAllocation area = { 0, 0, width, height };
  int least;

  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  area.height = CLAMP ((int)(height * self->part), MIN (least, height), height);
  area.y = height - area.height;
  gtk_widget_size_allocate (self->content, &area, -1);
  gtk_widget_set_child_visible (self->quiet, area.y > 0);
  if (area.y > 0)
    {
      GtkAllocation above = { 0, 0, width, area.y };

      gtk_widget_measure (self->quiet, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
      above.height = MAX (above.height, least);
      above.y = area.y - above.height;
      gtk_widget_size_allocate (self->quiet, &above, -1);
    }
}

static void
foyer_reach_dispose (GObject *object)
{
  FoyerReach *self = FOYER_REACH (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->quiet, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_reach_parent_class)->dispose (object);
}

static void
foyer_reach_class_init (FoyerReachClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_reach_dispose;
  widget_class->measure = foyer_reach_measure;
  widget_class->get_request_mode = foyer_reach_get_request_mode;
  widget_class->size_allocate = foyer_reach_size_allocate;
}

static void
foyer_reach_init (FoyerReach *self)
{
  self->part = 1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
foyer_reach_new (GtkWidget *content, GtkWidget *quiet)
{
  FoyerReach *self = g_object_new (FOYER_TYPE_REACH, NULL);

  self->quiet = quiet;
  self->content = content;
  gtk_widget_set_parent (quiet, GTK_WIDGET (self));
  gtk_widget_set_parent (content, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
foyer_reach_set_part (FoyerReach *self, double part)
{
  g_return_if_fail (FOYER_IS_REACH (self));

  part = CLAMP (part, 0, 1);
  if (part == self->part)
    return;
  self->part = part;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
