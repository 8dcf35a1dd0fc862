/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/widgets/foyer-map-private.h"

#include <math.h>

/* Which names stand on the map: the larger places first, then what still has room. Chosen when the
 * map comes to rest, for somewhat more than is in sight, so that names do not come and go under a
 * finger. They are labels, and take their look from the style sheet. */

/* Beyond these the screen is full. */
#define NAMES_MAX 90
/* From this nearness on (1: the whole county) smaller places have names; and the last: wards. */
static const double rank_from[] = { 0, 0, 1.7, 3.2, 6 };
#define WARDS_FROM 3.0
#define WARD_NAMES_FROM 9.0
/* Of the map, on each side, beyond what is in sight. */
#define RIM 0.3

typedef struct
{
  const char *text; /* borrowed from the map's data */
  double x, y;      /* miles */
  double dx, dy;    /* pixels from there to (across, down) of the label */
  double across, down;
  GtkWidget *label; /* child */
  GdkRectangle room;
} Name;

static void
name_free (gpointer data)
{
  Name *name = data;

  gtk_widget_unparent (name->label);
  g_free (name);
}

int
foyer_map_names_rank (FoyerMap *self)
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

static void
room_of (GtkWidget *child, double left, double top, double across, double down, GdkRectangle *room)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (child, NULL, &size);
  *room = (GdkRectangle){ (int)(left - size.width * across), (int)(top - size.height * down),
                          size.width, size.height };
}

/* Whether a pin is in the way. */
static gboolean
meets_pin (FoyerMap *self, const GdkRectangle *room)
{
  for (guint i = 0; self->clusters != NULL && i < self->clusters->len; i++)
    {
      const FoyerMapCluster *cluster = &g_array_index (self->clusters, FoyerMapCluster, i);
      GdkRectangle pin;
      double left, top;

      foyer_map_view_to_screen (self->view, cluster->x, cluster->y, &left, &top);
      room_of (g_ptr_array_index (self->discs, i), left, top, 0.5, 0.5, &pin);
      if (gdk_rectangle_intersect (room, &pin, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
meets_here (FoyerMap *self, const GdkRectangle *room)
{
  GdkRectangle here;
  double left, top;

  if (isnan (self->here_x))
    return FALSE;
  foyer_map_view_to_screen (self->view, self->here_x, self->here_y, &left, &top);
  room_of (self->here_words, left, top, 0.5, 0, &here);
  return gdk_rectangle_intersect (room, &here, NULL);
}

static gboolean
is_free (FoyerMap *self, const GdkRectangle *room)
{
  for (guint i = 0; i < self->names->len; i++)
    if (gdk_rectangle_intersect (room, &((Name *)g_ptr_array_index (self->names, i))->room, NULL))
      return FALSE;
  return !meets_pin (self, room) && !meets_here (self, room);
}

static gboolean
is_in_sight (FoyerMap *self, const GdkRectangle *room)
{
  return room->x >= 0 && room->y >= 0 && room->x + room->width <= self->view->width
         && room->y + room->height <= self->view->height;
}

/* Finds where the name may stand: behind its dot, before, above or below it, and beyond a pin that
 * is on it; best where all of it is in sight. FALSE: nowhere. */
static gboolean
has_room (FoyerMap *self, Name *name, gboolean is_area)
{
  static const struct
  {
    double across, down;
  } ways[] = { { 0, 0.5 }, { 1, 0.5 }, { 0.5, 1 }, { 0.5, 0 } };
  gboolean is_found = FALSE;
  double left, top, side = 0, above;
  GdkRectangle pin, room;

  foyer_map_view_to_screen (self->view, name->x, name->y, &left, &top);
  room_of (name->label, left, top, 0, 0, &room);
  above = room.height / 5.0; /* of the dot */
  if (meets_pin (self, &(GdkRectangle){ (int)left, (int)top, 1, 1 }))
    {
      room_of (g_ptr_array_index (self->discs, 0), left, top, 0, 0, &pin);
      side = above = pin.width / 2.0;
    }
  for (guint i = 0; i < (is_area ? 1 : G_N_ELEMENTS (ways)); i++)
    {
      double across = is_area ? 0.5 : ways[i].across, down = ways[i].down;
      double dx = is_area ? 0 : side * (1 - 2 * across), dy = above * (1 - 2 * down);

      room_of (name->label, left + dx, top + dy, across, down, &room);
      if (!is_free (self, &room) || (is_found && !is_in_sight (self, &room)))
        continue;
      is_found = TRUE;
      name->across = across;
      name->down = down;
      name->dx = dx;
      name->dy = dy;
      name->room = room;
      if (is_in_sight (self, &room))
        break;
    }
  return is_found;
}

static void
try_name (FoyerMap *self, const char *text, FoyerMapPoint place, gboolean is_area, const char *look)
{
  Name *name;

  if (self->names->len >= NAMES_MAX)
    return;
  name = g_new0 (Name, 1);
  name->text = text;
  foyer_map_project (place.lat, place.lon, &name->x, &name->y);
  name->label = gtk_label_new (text);
  gtk_widget_add_css_class (name->label, "map-name");
  gtk_widget_add_css_class (name->label, look);
  gtk_widget_set_can_target (name->label, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (name->label), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (name->label, GTK_WIDGET (self));
  if (has_room (self, name, is_area))
    g_ptr_array_add (self->names, name);
  else
    name_free (name);
}

static gboolean
is_named (FoyerMap *self, const char *text)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_has_prefix (text, ((Name *)g_ptr_array_index (self->names, i))->text))
      return TRUE;
  return FALSE;
}

static gboolean
is_near (FoyerMap *self, FoyerMapPoint place)
{
  double x, y, left, top, width = self->view->width, height = self->view->height;

  foyer_map_project (place.lat, place.lon, &x, &y);
  foyer_map_view_to_screen (self->view, x, y, &left, &top);
  return left >= -width * RIM && top >= -height * RIM && left <= width * (1 + RIM)
         && top <= height * (1 + RIM);
}

static void
try_areas (FoyerMap *self, const FoyerMapShape *shapes, guint n, const char *look)
{
  for (guint i = 0; i < n; i++)
    if (is_near (self, shapes[i].place) && !is_named (self, shapes[i].name))
      try_name (self, shapes[i].name, shapes[i].place, TRUE, look);
}

void
foyer_map_choose_names (FoyerMap *self)
{
  static const char *const looks[] = { "city", "town", "small-town", "village", "hamlet" };
  FoyerMapData *data = foyer_map_pins_get_data (self->pins);
  int rank = foyer_map_names_rank (self);
  const FoyerMapSettlement *settlements;
  const FoyerMapShape *shapes;
  guint n;

  if (self->names == NULL)
    self->names = g_ptr_array_new_with_free_func (name_free);
  g_ptr_array_set_size (self->names, 0);
  if (data == NULL)
    return;
  settlements = foyer_map_data_get_settlements (data, &n);
  for (guint i = 0; i < n && settlements[i].rank <= rank; i++)
    if (is_near (self, settlements[i].place))
      try_name (self, settlements[i].name, settlements[i].place, FALSE, looks[settlements[i].rank]);
  shapes = foyer_map_data_get_districts (data, &n);
  if (foyer_map_view_nearness (self->view) < WARD_NAMES_FROM)
    try_areas (self, shapes, n, "district");
  shapes = foyer_map_data_get_wards (data, &n);
  if (foyer_map_view_nearness (self->view) >= WARD_NAMES_FROM)
    try_areas (self, shapes, n, "ward");
}

void
foyer_map_allocate_names (FoyerMap *self)
{
  for (guint i = 0; self->names != NULL && i < self->names->len; i++)
    {
      Name *name = g_ptr_array_index (self->names, i);
      double left, top;

      foyer_map_view_to_screen (self->view, name->x, name->y, &left, &top);
      foyer_map_put (name->label, left + name->dx, top + name->dy, name->across, name->down);
    }
}

void
foyer_map_snapshot_names (FoyerMap *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; self->names != NULL && i < self->names->len; i++)
    gtk_widget_snapshot_child (GTK_WIDGET (self),
                               ((Name *)g_ptr_array_index (self->names, i))->label, snapshot);
}
