/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include <math.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-map-private.h"

/* Which names stand on the map: the larger places first, then what still has room. They are written
 * onto the picture once it is painted, so that they move with it and cost nothing while it moves.
 * How they look is the style sheet's: for each kind of name there is a label that is never shown.
 * Main thread, as Pango's fonts are. */

/* From this nearness on (1: the whole county) smaller places have names; and the last: wards. */
static const double rank_from[] = { 0, 0, 1.7, 3.2, 6 };
#define WARDS_FROM 3.0
#define WARD_NAMES_FROM 9.0
/* Of the others', the dot of a city. */
#define LARGE_DOT 1.4
/* Names that a picture has at most: the screen is full. */
#define NAMES_MAX 200

enum
{
  DISTRICT = G_N_ELEMENTS (rank_from), /* before it: the ranks of settlements */
  WARD,
};

static const char *const looks[FOYER_MAP_N_LOOKS]
  = { "city", "town", "small-town", "village", "hamlet", "district", "ward" };

/* One picture being written on. */
typedef struct
{
  FoyerMap *map;
  const FoyerMapView *view;
  cairo_t *cr;
  GArray *taken; /* owned GdkRectangle: names, pins, where one is */
  guint n_names;
  GPtrArray *texts; /* owned array of borrowed text: of what has a name */
} Writer;

void
foyer_map_add_looks (FoyerMap *self)
{
  for (guint i = 0; i < FOYER_MAP_N_LOOKS; i++)
    {
      GtkWidget *label = gtk_label_new ("Essex");

      gtk_widget_add_css_class (label, "map-name");
      gtk_widget_add_css_class (label, looks[i]);
      gtk_widget_set_child_visible (label, FALSE);
      foyer_spoken_hide (label);
      gtk_widget_set_parent (label, GTK_WIDGET (self));
      self->looks[i] = label;
    }
}

static int
names_rank (FoyerMap *self)
{
  double nearness = foyer_map_view_nearness (self->view);
  int rank = 0;

  while (rank + 1 < (int)G_N_ELEMENTS (rank_from) && nearness >= rank_from[rank + 1])
    rank++;
  return rank;
}

gboolean
foyer_map_has_wards (FoyerMap *self)
{
  return foyer_map_view_nearness (self->view) >= WARDS_FROM;
}

static gboolean
is_free (Writer *writer, const GdkRectangle *room, GdkRectangle *taken)
{
  for (guint i = 0; i < writer->taken->len; i++)
    {
      *taken = g_array_index (writer->taken, GdkRectangle, i);
      if (gdk_rectangle_intersect (room, taken, NULL))
        return FALSE;
    }
  return TRUE;
}

/* What a name must not cover: pins and the words at the place where one is. */
static void
take_pins (Writer *writer)
{
  FoyerMap *self = writer->map;
  GtkRequisition size;
  double left, top;

  for (guint i = 0; self->clusters != NULL && i < self->clusters->len; i++)
    {
      const FoyerMapCluster *cluster = &g_array_index (self->clusters, FoyerMapCluster, i);
      GdkRectangle room;

      gtk_widget_get_preferred_size (g_ptr_array_index (self->discs, i), NULL, &size);
      foyer_map_view_to_screen (writer->view, cluster->x, cluster->y, &left, &top);
      room = (GdkRectangle){ (int)left - size.width / 2, (int)top - size.height / 2, size.width,
                             size.height };
      g_array_append_val (writer->taken, room);
    }
  if (!isnan (self->here_x))
    {
      GdkRectangle room;

      gtk_widget_get_preferred_size (self->here_words, NULL, &size);
      foyer_map_view_to_screen (writer->view, self->here_x, self->here_y, &left, &top);
      room = (GdkRectangle){ (int)left - size.width / 2, (int)top, size.width, size.height };
      g_array_append_val (writer->taken, room);
    }
}

/* The part of the picture that the map shows at first: names are best whole there. */
static gboolean
is_in_sight (Writer *writer, const GdkRectangle *room)
{
  const FoyerMapView *map = writer->map->view;
  double left = (writer->view->width - map->width) / 2,
         top = (writer->view->height - map->height) / 2;

  return room->x >= left && room->y >= top && room->x + room->width <= left + map->width
         && room->y + room->height <= top + map->height;
}

/* Finds where a name of that size may stand: behind its dot, before, above or below it, and beyond
 * a pin that is on it; an area's in its middle. FALSE: nowhere. */
static gboolean
find_room (Writer *writer, double left, double top, gboolean is_area, GdkRectangle *room)
{
  static const struct
  {
    double across, down;
  } ways[] = { { 0, 0.5 }, { 1, 0.5 }, { 0.5, 1 }, { 0.5, 0 } };
  int width = room->width, height = room->height;
  double side = 0, above = height / 5.0; /* of the dot */
  GdkRectangle other, found = { 0 }, dot = { (int)left, (int)top, 1, 1 };
  gboolean is_found = FALSE, is_dot_seen = is_in_sight (writer, &dot);

  if (!is_area && !is_free (writer, &dot, &other))
    {
      side = MAX (other.x + other.width - left, left - other.x) + 1;
      above = MAX (other.y + other.height - top, top - other.y) + 1;
    }
  for (guint i = 0; i < (is_area ? 1 : G_N_ELEMENTS (ways)); i++)
    {
      double across = is_area ? 0.5 : ways[i].across, down = ways[i].down;
      GdkRectangle at = { (int)(left + (is_area ? 0 : side * (1 - 2 * across)) - width * across),
                          (int)(top + above * (1 - 2 * down) - height * down), width, height };

      if (!is_free (writer, &at, &other) || (is_dot_seen && !is_in_sight (writer, &at)))
        continue;
      found = at;
      is_found = TRUE;
      break;
    }
  *room = found;
  return is_found;
}

static void
write_name (Writer *writer, const char *text, FoyerMapPoint place, guint look)
{
  GtkWidget *label = writer->map->looks[look];
  GtkStyleContext *style = gtk_widget_get_style_context (label);
  g_autoptr (PangoLayout) layout = NULL;
  gboolean is_area = look >= DISTRICT;
  GdkRectangle room = { 0 };
  double x, y, left, top;
  GtkBorder padding;
  GdkRGBA colour;
  FoyerMapPen dot;

  foyer_map_project (place.lat, place.lon, &x, &y);
  foyer_map_view_to_screen (writer->view, x, y, &left, &top);
  if (left < 0 || top < 0 || left > writer->view->width || top > writer->view->height
      || writer->n_names >= NAMES_MAX)
    return;
  layout = gtk_widget_create_pango_layout (label, text);
  pango_layout_set_attributes (
    layout, pango_layout_get_attributes (gtk_label_get_layout (GTK_LABEL (label))));
  pango_layout_get_pixel_size (layout, &room.width, &room.height);
  gtk_style_context_get_padding (style, &padding);
  room.width += padding.left + padding.right;
  if (!find_room (writer, left, top, is_area, &room))
    return;
  g_array_append_val (writer->taken, room);
  g_ptr_array_add (writer->texts, (gpointer)text);
  writer->n_names++;
  gtk_style_context_get_color (style, &colour);
  gdk_cairo_set_source_rgba (writer->cr, &colour);
  cairo_move_to (writer->cr, room.x + padding.left, room.y);
  pango_cairo_show_layout (writer->cr, layout);
  if (is_area)
    return;
  foyer_map_read_dot (writer->map, &dot);
  gdk_cairo_set_source_rgba (writer->cr, &dot.colour);
  cairo_new_path (writer->cr);
  cairo_arc (writer->cr, left, top, look == 0 ? dot.size * LARGE_DOT : dot.size, 0, 2 * G_PI);
  cairo_fill (writer->cr);
}

/* "Harlow" the town says what "Harlow" the district would. */
static gboolean
is_named (Writer *writer, const char *text)
{
  for (guint i = 0; i < writer->texts->len; i++)
    if (g_str_has_prefix (text, g_ptr_array_index (writer->texts, i)))
      return TRUE;
  return FALSE;
}

static void
write_areas (Writer *writer, const FoyerMapShape *shapes, guint n, guint look)
{
  for (guint i = 0; i < n; i++)
    if (!is_named (writer, shapes[i].name))
      write_name (writer, shapes[i].name, shapes[i].place, look);
}

void
foyer_map_write_names (FoyerMap *self, FoyerMapPicture *picture)
{
  FoyerMapData *data = foyer_map_pins_get_data (self->pins);
  Writer writer = { self, &picture->view, NULL, NULL, 0, NULL };
  const FoyerMapSettlement *settlements;
  const FoyerMapShape *shapes;
  int rank = names_rank (self);
  guint n;

  if (data == NULL || picture->surface == NULL)
    return;
  writer.cr = cairo_create (picture->surface);
  writer.taken = g_array_new (FALSE, FALSE, sizeof (GdkRectangle));
  writer.texts = g_ptr_array_new ();
  take_pins (&writer);
  settlements = foyer_map_data_get_settlements (data, &n);
  for (guint i = 0; i < n && settlements[i].rank <= rank; i++)
    write_name (&writer, settlements[i].name, settlements[i].place, (guint)settlements[i].rank);
  if (foyer_map_view_nearness (self->view) < WARD_NAMES_FROM)
    {
      shapes = foyer_map_data_get_districts (data, &n);
      write_areas (&writer, shapes, n, DISTRICT);
    }
  else
    {
      shapes = foyer_map_data_get_wards (data, &n);
      write_areas (&writer, shapes, n, WARD);
    }
  cairo_destroy (writer.cr);
  cairo_surface_flush (picture->surface);
  g_array_unref (writer.taken);
  g_ptr_array_unref (writer.texts);
}

void
foyer_map_put (GtkWidget *child, double left, double top, double across, double down)
{
  GtkRequisition size;
  GskTransform *transform;

  gtk_widget_get_preferred_size (child, NULL, &size);
  transform
    = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((int)(left - size.width * across),
                                                           (int)(top - size.height * down)));
  gtk_widget_allocate (child, size.width, size.height, -1, transform);
}
