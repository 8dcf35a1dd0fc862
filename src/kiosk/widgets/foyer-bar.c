/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-bar"

#include "kiosk/widgets/foyer-bar.h"

#include "kiosk/foyer-style.h"

/* Two boxes, at the two ends of one row or, as a last resort, of two: it asks for the width of the
 * wider one only, so that a page is never wider than its screen because of its bar. Owned by its
 * page. Main thread. */

#define GAP 12 /* design pixels between the two */

struct _FoyerBar
{
  GtkWidget parent_instance;

  GtkWidget *start, *end; /* borrowed: its only children */
};

G_DEFINE_FINAL_TYPE (FoyerBar, foyer_bar, GTK_TYPE_WIDGET)

static int
get_gap (FoyerBar *self)
{
  gboolean are_both = gtk_widget_get_first_child (self->start) != NULL
                      && gtk_widget_get_first_child (self->end) != NULL;

  return are_both ? (int)(GAP * foyer_style_get_scale ()) : 0;
}

static void
measure_across (GtkWidget *box, int *minimum, int *natural)
{
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

/* How wide each is in a row of that width: what it likes, or else its share of what is missing.
 * FALSE: they do not fit into one row. */
static gboolean
share (FoyerBar *self, int width, int *start, int *end)
{
  int start_minimum, start_natural, end_minimum, end_natural, gap = get_gap (self), spare;
  double wish;

  measure_across (self->start, &start_minimum, &start_natural);
  measure_across (self->end, &end_minimum, &end_natural);
  spare = width - gap - start_minimum - end_minimum;
  *start = MIN (start_natural, width);
  *end = MIN (end_natural, width);
  if (spare < 0)
    return FALSE;
  if (start_natural + gap + end_natural <= width)
    return TRUE;
  wish = start_natural - start_minimum + end_natural - end_minimum;
  *start = start_minimum + (int)(spare * (start_natural - start_minimum) / wish);
  *end = width - gap - *start;
  return TRUE;
}

static int
height_of (GtkWidget *box, int width)
{
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
foyer_bar_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  FoyerBar *self = FOYER_BAR (widget);
  int start_minimum, start_natural, end_minimum, end_natural, start, end;

  measure_across (self->start, &start_minimum, &start_natural);
  measure_across (self->end, &end_minimum, &end_natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (start_minimum, end_minimum);
      *natural = start_natural + get_gap (self) + end_natural;
    }
  else if (share (self, for_size < 0 ? G_MAXINT / 2 : for_size, &start, &end))
    *minimum = *natural = MAX (height_of (self->start, start), height_of (self->end, end));
  else
    *minimum = *natural = height_of (self->start, start) + height_of (self->end, end);
}

/* In the middle of its row of the bar. */
static void
place (FoyerBar *self, GtkWidget *box, gboolean at_start, int x_end, int width, int top, int height)
{
  gboolean at_left = at_start == (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL);
  int own = MIN (height_of (box, width), height);

  gtk_widget_size_allocate (
    box, &(GtkAllocation){ at_left ? 0 : x_end - width, top + (height - own) / 2, width, own }, -1);
}

static void
foyer_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerBar *self = FOYER_BAR (widget);
  int start, end, first = height, second = 0;

  if (share (self, width, &start, &end))
    {
      place (self, self->start, TRUE, width, start, 0, height);
      place (self, self->end, FALSE, width, end, 0, height);
      return;
    }
  second = height_of (self->end, end);
  first = height - second;
  place (self, self->start, TRUE, width, start, 0, first);
  place (self, self->end, FALSE, width, end, first, second);
}

static GtkSizeRequestMode
foyer_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_bar_dispose (GObject *object)
{
  FoyerBar *self = FOYER_BAR (object);

  g_clear_pointer (&self->start, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_bar_parent_class)->dispose (object);
}

static void
foyer_bar_class_init (FoyerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_bar_dispose;
  widget_class->measure = foyer_bar_measure;
  widget_class->size_allocate = foyer_bar_size_allocate;
  widget_class->get_request_mode = foyer_bar_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "pagebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_bar_init (FoyerBar *self)
{
  self->start = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->start, GTK_WIDGET (self));
  gtk_widget_set_parent (self->end, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "bar");
}

GtkWidget *
foyer_bar_new (void)
{
  return g_object_new (FOYER_TYPE_BAR, NULL);
}

GtkWidget *
foyer_bar_get_start (FoyerBar *self)
{
  return self->start;
}

GtkWidget *
foyer_bar_get_end (FoyerBar *self)
{
  return self->end;
}
