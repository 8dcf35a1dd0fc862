/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-map-private.h"

/* What the map looks like, from the style sheet. A painter has no CSS, so that for every pen there
 * is a child that is never shown: its colour is the pen's, its upper border is as thick as the pen.
 */

enum
{
  SEA = FOYER_N_MAP_LINES,
  AROUND,
  LAND,
  CHOSEN,
  SHALLOWS,
  DOT,
  AREA,
  CHOSEN_AREA,
};

static const char *const classes[FOYER_MAP_N_PENS] = {
  [FOYER_MAP_LINE_WARD] = "ward-line",
  [FOYER_MAP_LINE_DISTRICT] = "district-line",
  [FOYER_MAP_LINE_LAND] = "county-line",
  [FOYER_MAP_LINE_COAST] = "coast-line",
  [FOYER_MAP_LINE_AROUND] = "around-line",
  [SEA] = "sea",
  [AROUND] = "around",
  [LAND] = "land",
  [CHOSEN] = "chosen-district",
  [SHALLOWS] = "shallows",
  [DOT] = "dot",
  [AREA] = "area",
  [CHOSEN_AREA] = "chosen-area",
};

void
foyer_map_add_pens (FoyerMap *self)
{
  for (guint i = 0; i < FOYER_MAP_N_PENS; i++)
    {
      GtkWidget *pen = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_add_css_class (pen, "map-pen");
      gtk_widget_add_css_class (pen, classes[i]);
      gtk_widget_set_child_visible (pen, FALSE);
      foyer_spoken_hide (pen);
      gtk_widget_set_parent (pen, GTK_WIDGET (self));
      self->pens[i] = pen;
    }
}

static void
read_pen (FoyerMap *self, guint i, FoyerMapPen *pen)
{
  GtkStyleContext *style = gtk_widget_get_style_context (self->pens[i]);
  GtkBorder border;

  gtk_style_context_get_color (style, &pen->colour);
  gtk_style_context_get_border (style, &border);
  pen->size = border.top;
}

static void
read_colour (FoyerMap *self, guint i, GdkRGBA *colour)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (self->pens[i]), colour);
}

void
foyer_map_read_ink (FoyerMap *self, FoyerMapInk *ink)
{
  for (guint i = 0; i < FOYER_N_MAP_LINES; i++)
    read_pen (self, i, ink->lines + i);
  read_colour (self, SEA, &ink->sea);
  read_colour (self, AROUND, &ink->around);
  read_colour (self, LAND, &ink->land);
  read_colour (self, CHOSEN, &ink->chosen);
  read_colour (self, AREA, &ink->area);
  read_pen (self, SHALLOWS, &ink->shallows);
}

void
foyer_map_read_dot (FoyerMap *self, FoyerMapPen *pen)
{
  read_pen (self, DOT, pen);
}

void
foyer_map_read_chosen_area (FoyerMap *self, FoyerMapPen *pen)
{
  read_pen (self, CHOSEN_AREA, pen);
}
