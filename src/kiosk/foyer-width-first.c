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

/* A wrapped text that may break inside a word, at no particular height. */
static gboolean
is_plain (GtkLabel *label)
{
  return gtk_label_get_wrap (label) && gtk_label_get_wrap_mode (label) == PANGO_WRAP_WORD_CHAR
         && gtk_label_get_natural_wrap_mode (label) != GTK_NATURAL_WRAP_WORD
         && gtk_label_get_ellipsize (label) == PANGO_ELLIPSIZE_NONE
         && gtk_label_get_width_chars (label) < 0;
}

/* Pango units. */
static int
find_widest_letter (PangoLayout *layout)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int widest = 0;

  do
    {
      PangoRectangle letter;

      pango_layout_iter_get_cluster_extents (iter, NULL, &letter);
      widest = MAX (widest, letter.width);
    }
  while (pango_layout_iter_next_cluster (iter));
  pango_layout_iter_free (iter);
  return widest;
}

/* Pango units, as GtkLabel counts max-width-chars. */
static int
get_char_width (PangoLayout *layout)
{
  PangoFontMetrics *metrics
    = pango_context_get_metrics (pango_layout_get_context (layout), NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return width;
}

/* (transfer full) The text as it would be at its usual width. Before a label has its place GTK uses
 * the one that will be drawn for this, too. */
static PangoLayout *
set_at_usual_width (GtkLabel *label)
{
  PangoLayout *shown = gtk_label_get_layout (label);
  PangoLayout *layout = gtk_widget_get_width (GTK_WIDGET (label)) <= 1 ? g_object_ref (shown)
                                                                       : pango_layout_copy (shown);
  int chars = gtk_label_get_max_width_chars (label);

  pango_layout_set_width (layout, chars < 0 ? -1 : chars * get_char_width (layout));
  return layout;
}

/* GTK's answer without setting the text once more, a letter a line, for a width no label is ever
 * given. There the letter would have a hyphen beside it. */
static void
measure_width (GtkLabel *label, int *minimum, int *natural)
{
  g_autoptr (PangoLayout) layout = set_at_usual_width (label);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  *natural = PANGO_PIXELS_CEIL (width);
  *minimum = MIN (PANGO_PIXELS_CEIL (find_widest_letter (layout) * 3 / 2), *natural);
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

  if (orientation == GTK_ORIENTATION_HORIZONTAL && for_size < 0 && is_plain (GTK_LABEL (widget)))
    {
      measure_width (GTK_LABEL (widget), minimum, natural);
      return;
    }
  if (!is_for_height (widget, orientation, for_size))
    {
      measure_label (widget, orientation, for_size, minimum, natural, minimum_baseline,
                     natural_baseline);
      return;
    }
  label_measure (widget, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
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
