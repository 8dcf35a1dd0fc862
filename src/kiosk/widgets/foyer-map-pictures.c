/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include <math.h>
#include <string.h>

#include "kiosk/widgets/foyer-map-private.h"

/* Which picture the map needs, and when: somewhat more than is in sight, painted on a thread when
 * the map rests or the rim of the last one comes near. At most two are kept, one shown and one
 * under way, besides a coarse one of everything, so that nothing is ever blank. Main thread. */

#define RIM 0.25          /* of the map, that the picture has more on each side */
#define FRESH 0.5         /* of the rim, that may be used up before a resting map is painted anew */
#define OVERVIEW_LESS 3.0 /* times coarser, the picture of everything */
#define OVERVIEW_WIDER 1.6 /* of the map when the county fits, that it shows */

static int
selected_district (FoyerMap *self)
{
  FoyerMapData *data = foyer_map_pins_get_data (self->pins);
  int selected = foyer_map_pins_get_selected (self->pins);
  FoyerMapItem *item;
  const FoyerMapShape *shape, *all;
  guint n;

  if (data == NULL || selected < 0)
    return -1;
  item = foyer_map_pins_get (self->pins, (guint)selected);
  if (item->kind != FOYER_MAP_SPOT_DISTRICT)
    return -1;
  shape = foyer_map_data_find_district (data, item->listing->district);
  all = foyer_map_data_get_districts (data, &n);
  return shape != NULL ? (int)(shape - all) : -1;
}

static void
add_areas (FoyerMap *self, GArray *areas)
{
  for (guint i = 0; i < foyer_map_pins_count_placed (self->pins); i++)
    {
      FoyerMapItem *item = foyer_map_pins_get (self->pins, i);
      FoyerMapArea area = { item->spot, foyer_map_spot_miles (item->kind) };

      if (area.miles > 0)
        g_array_append_val (areas, area);
    }
}

/* What a picture of view would be. (transfer full) */
static FoyerMapPicture *
plan_picture (FoyerMap *self, gboolean is_overview)
{
  FoyerMapView view = *self->view;
  FoyerMapPicture *picture;

  if (is_overview)
    {
      foyer_map_view_show_county (&view);
      view.scale /= OVERVIEW_LESS;
      view.width *= OVERVIEW_WIDER / OVERVIEW_LESS;
      view.height *= OVERVIEW_WIDER / OVERVIEW_LESS;
    }
  else
    {
      view.width = floor (view.width * (1 + 2 * RIM));
      view.height = floor (view.height * (1 + 2 * RIM));
    }
  picture = foyer_map_picture_new (
    &view, is_overview ? 1 : gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  foyer_map_read_ink (self, &picture->ink);
  if (is_overview)
    {
      picture->ink.shallows.size /= OVERVIEW_LESS;
      for (guint i = 0; i < FOYER_N_MAP_LINES; i++)
        picture->ink.lines[i].size /= OVERVIEW_LESS;
      return picture;
    }
  picture->has_wards = foyer_map_has_wards (self);
  add_areas (self, picture->areas);
  picture->district = selected_district (self);
  return picture;
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMap) self = data;
  g_autoptr (FoyerMapPicture) picture = foyer_map_picture_paint_finish (result, NULL);
  gboolean is_overview;

  if (picture == NULL) /* the map is gone */
    return;
  g_clear_object (&self->painting);
  is_overview = self->picture != NULL && self->overview == NULL;
  if (!is_overview)
    foyer_map_write_names (self, picture);
  g_clear_pointer (is_overview ? &self->overview : &self->picture, foyer_map_picture_free);
  *(is_overview ? &self->overview : &self->picture) = g_steal_pointer (&picture);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->is_stale || self->overview == NULL)
    {
      self->is_stale = FALSE;
      foyer_map_request_picture (self);
    }
}

/* One at a time; the overview comes second. */
void
foyer_map_request_picture (FoyerMap *self)
{
  if (self->painting != NULL)
    {
      self->is_stale = TRUE;
      return;
    }
  if (!(self->view->width > 0))
    return;
  self->painting = g_cancellable_new ();
  if (self->picture == NULL || self->overview != NULL)
    self->is_restyled = FALSE;
  foyer_map_picture_paint_async (
    plan_picture (self, self->picture != NULL && self->overview == NULL),
    foyer_map_pins_get_data (self->pins), self->painting, painted_cb, g_object_ref (self));
}

/* Whether what is shown is what would be painted now, with some rim left. */
static gboolean
is_fresh (FoyerMap *self)
{
  g_autoptr (FoyerMapPicture) plan = plan_picture (self, FALSE);
  const FoyerMapPicture *shown = self->picture;

  return shown != NULL && !self->is_restyled && shown->view.width == plan->view.width
         && shown->view.height == plan->view.height
         && fabs (shown->view.scale / plan->view.scale - 1) < 1e-9
         && fabs (shown->view.x - plan->view.x) * plan->view.scale
              <= self->view->width * RIM * FRESH
         && fabs (shown->view.y - plan->view.y) * plan->view.scale
              <= self->view->height * RIM * FRESH
         && shown->factor == plan->factor && shown->has_wards == plan->has_wards
         && shown->district == plan->district
         && memcmp (&shown->ink, &plan->ink, sizeof plan->ink) == 0
         && shown->areas->len == plan->areas->len
         && (plan->areas->len == 0
             || memcmp (shown->areas->data, plan->areas->data,
                        plan->areas->len * sizeof (FoyerMapArea))
                  == 0);
}

void
foyer_map_refresh_picture (FoyerMap *self)
{
  if (!is_fresh (self))
    foyer_map_request_picture (self);
}

void
foyer_map_forget_pictures (FoyerMap *self)
{
  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  g_clear_pointer (&self->picture, foyer_map_picture_free);
  g_clear_pointer (&self->overview, foyer_map_picture_free);
}
