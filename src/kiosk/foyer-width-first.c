/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/foyer-width-first.h"

typedef void (*MeasureLayout) (
  GtkLayoutManager *, GtkWidget *, GtkOrientation, int, int *, int *, int *, int *);
typedef void (*MeasureLabel) (GtkWidget *, GtkOrientation, int, int *, int *, int *, int *);

static MeasureLayout measure_box, measure_grid;
static MeasureLabel measure_label;

/* The size to measure for. */
static int
for_width (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  return orientation == GTK_ORIENTATION_HORIZONTAL
             && gtk_widget_get_request_mode (widget) == GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
           ? -1
           : for_size;
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
  measure_box (manager, widget, orientation, for_width (widget, orientation, for_size), minimum,
               natural, minimum_baseline, natural_baseline);
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
  measure_grid (manager, widget, orientation, for_width (widget, orientation, for_size), minimum,
                natural, minimum_baseline, natural_baseline);
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
  measure_label (widget, orientation, for_width (widget, orientation, for_size), minimum, natural,
                 minimum_baseline, natural_baseline);
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
