/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/foyer-width-first.h"

typedef void (*MeasureLayout) (
  GtkLayoutManager *, GtkWidget *, GtkOrientation, int, int *, int *, int *, int *);
typedef void (*MeasureLabel) (GtkWidget *, GtkOrientation, int, int *, int *, int *, int *);

static MeasureLayout measure_box, measure_grid;
static MeasureLabel measure_label;

/* How wide, when the height is known already. */
static gboolean
is_for_height (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  return for_size >= 0 && orientation == GTK_ORIENTATION_HORIZONTAL
         && gtk_widget_get_request_mode (widget) == GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_layout (MeasureLayout measure,
                GtkLayoutManager *manager,
                GtkWidget *widget,
                GtkOrientation orientation,
                int for_size,
                int *minimum,
                int *natural,
                int *minimum_baseline,
                int *natural_baseline)
{
  int height, unused, wide;

  if (!is_for_height (widget, orientation, for_size))
    {
      measure (manager, widget, orientation, for_size, minimum, natural, minimum_baseline,
               natural_baseline);
      return;
    }
  measure (manager, widget, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (gtk_widget_get_halign (widget) == GTK_ALIGN_FILL)
    return;
  measure (manager, widget, GTK_ORIENTATION_VERTICAL, *natural, &height, &unused, &unused, &unused);
  if (height <= for_size)
    return;
  measure (manager, widget, orientation, for_size, &unused, &wide, minimum_baseline,
           natural_baseline);
  *natural = MAX (*natural, wide);
}

static void
box_measure (GtkLayoutManager *manager,
             GtkWidget *widget,
             GtkOrientation orientation,
             int for_size,
             int *minimum,
             int *natural,
             int *minimum_baseline,
             int *natural_baseline)
{
  measure_layout (measure_box, manager, widget, orientation, for_size, minimum, natural,
                  minimum_baseline, natural_baseline);
}

static void
grid_measure (GtkLayoutManager *manager,
              GtkWidget *widget,
              GtkOrientation orientation,
              int for_size,
              int *minimum,
              int *natural,
              int *minimum_baseline,
              int *natural_baseline)
{
  measure_layout (measure_grid, manager, widget, orientation, for_size, minimum, natural,
                  minimum_baseline, natural_baseline);
}

static void
label_measure (GtkWidget *widget,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  int height, unused, wide;

  if (!is_for_height (widget, orientation, for_size))
    {
      measure_label (widget, orientation, for_size, minimum, natural, minimum_baseline,
                     natural_baseline);
      return;
    }
  measure_label (widget, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (gtk_widget_get_halign (widget) == GTK_ALIGN_FILL)
    return;
  measure_label (widget, GTK_ORIENTATION_VERTICAL, *natural, &height, &unused, &unused, &unused);
  if (height <= for_size)
    return;
  measure_label (widget, orientation, for_size, &unused, &wide, minimum_baseline, natural_baseline);
  *natural = MAX (*natural, wide);
}

void
foyer_width_first_install (void)
{
  GtkLayoutManagerClass *box, *grid;
  GtkWidgetClass *label;

  if (measure_label != NULL)
    return;
  box = g_type_class_ref (GTK_TYPE_BOX_LAYOUT); /* the classes stay for as long as the program */
  grid = g_type_class_ref (GTK_TYPE_GRID_LAYOUT);
  label = g_type_class_ref (GTK_TYPE_LABEL);
  measure_box = box->measure;
  measure_grid = grid->measure;
  measure_label = label->measure;
  box->measure = box_measure;
  grid->measure = grid_measure;
  label->measure = label_measure;
}
