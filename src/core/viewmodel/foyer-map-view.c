/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "core/viewmodel/foyer-map-view.h"

#include <math.h>

#include "core/base/foyer-geo.h"

/* Where one looks at the map: all its sums, and none of its pictures. Pure functions of plain
 * values; any thread. */

/* The point that is (0, 0), and how much narrower a degree to the east is there. */
#define MIDDLE_LAT 51.77
#define MIDDLE_LON 0.64
#define ACROSS 0.61882 /* cos (51.77°) */
#define MILES_A_DEGREE (FOYER_GEO_EARTH_RADIUS_MILES * G_PI / 180)

/* Where the county would be if there were no outlines: degrees. */
#define USUAL_WEST -0.02
#define USUAL_EAST 1.30
#define USUAL_NORTH 52.10
#define USUAL_SOUTH 51.45

/* Of the map's smaller side that the county takes when all of it is in sight. */
#define COUNTY_SHARE 0.94
/* Miles along the smaller side when one is as close as can be: a walk across a town. */
#define CLOSEST_MILES 2.0
/* How far the county's border may come towards the middle, of half the map, once one is close. */
#define BORDER_REACH 0.9
/* Of each side of the map that stays free at least, whatever lies over it. */
#define CLEAR_SHARE 0.5
/* From so many metres a pixel on, the outlines may be coarser by one more level. */
static const double level_metres[FOYER_MAP_LEVELS - 1] = { 50, 18, 6 };
#define METRES_A_MILE 1609.344

void
foyer_map_project (double lat, double lon, double *x, double *y)
{
  *x = (lon - MIDDLE_LON) * ACROSS * MILES_A_DEGREE;
  *y = (MIDDLE_LAT - lat) * MILES_A_DEGREE;
}

void
foyer_map_unproject (double x, double y, double *lat, double *lon)
{
  *lat = MIDDLE_LAT - y / MILES_A_DEGREE;
  *lon = MIDDLE_LON + x / (ACROSS * MILES_A_DEGREE);
}

static void
widen_cb (const FoyerMapPoint *point, gboolean is_first, gpointer data)
{
  FoyerMapView *view = data;
  double x, y;

  foyer_map_project (point->lat, point->lon, &x, &y);
  view->west = MIN (view->west, x);
  view->east = MAX (view->east, x);
  view->north = MIN (view->north, y);
  view->south = MAX (view->south, y);
}

void
foyer_map_view_init (FoyerMapView *view, FoyerMapData *data)
{
  const FoyerMapShape *county = data != NULL ? foyer_map_data_get_county (data) : NULL;

  *view = (FoyerMapView){
    .west = G_MAXDOUBLE, .north = G_MAXDOUBLE, .east = -G_MAXDOUBLE, .south = -G_MAXDOUBLE
  };
  for (guint i = 0; county != NULL && i < county->n_rings; i++)
    foyer_map_data_walk_ring (data, county->first_ring + i, 0, widen_cb, view);
  if (!(view->east - view->west > CLOSEST_MILES && view->south - view->north > CLOSEST_MILES))
    {
      foyer_map_project (USUAL_NORTH, USUAL_WEST, &view->west, &view->north);
      foyer_map_project (USUAL_SOUTH, USUAL_EAST, &view->east, &view->south);
    }
  view->x = (view->west + view->east) / 2;
  view->y = (view->north + view->south) / 2;
  view->scale = 1;
}

/* What the rims leave free. */
static double
clear_width (const FoyerMapView *view)
{
  return MAX (view->width - view->rim_left - view->rim_right, view->width * CLEAR_SHARE);
}

static double
clear_height (const FoyerMapView *view)
{
  return MAX (view->height - view->rim_top - view->rim_bottom, view->height * CLEAR_SHARE);
}

/* Puts a point (miles) into the middle of that. */
static void
put_in_middle (FoyerMapView *view, double x, double y)
{
  view->x = x - (view->rim_left - view->rim_right) / 2 / view->scale;
  view->y = y - (view->rim_top - view->rim_bottom) / 2 / view->scale;
}

double
foyer_map_view_min_scale (const FoyerMapView *view)
{
  return COUNTY_SHARE
         * MIN (clear_width (view) / (view->east - view->west),
                clear_height (view) / (view->south - view->north));
}

double
foyer_map_view_max_scale (const FoyerMapView *view)
{
  return MAX (MIN (view->width, view->height) / CLOSEST_MILES, foyer_map_view_min_scale (view));
}

double
foyer_map_view_nearness (const FoyerMapView *view)
{
  return view->width > 0 && view->height > 0 ? view->scale / foyer_map_view_min_scale (view) : 1;
}

int
foyer_map_view_level (const FoyerMapView *view)
{
  int level = 0;

  while (level < FOYER_MAP_LEVELS - 1 && METRES_A_MILE / view->scale < level_metres[level])
    level++;
  return level;
}

void
foyer_map_view_to_screen (const FoyerMapView *view, double x, double y, double *left, double *top)
{
  *left = (x - view->x) * view->scale + view->width / 2;
  *top = (y - view->y) * view->scale + view->height / 2;
}

void
foyer_map_view_from_screen (const FoyerMapView *view, double left, double top, double *x, double *y)
{
  *x = (left - view->width / 2) / view->scale + view->x;
  *y = (top - view->height / 2) / view->scale + view->y;
}

/* Along one side: the county from first to last, half the map, and how close one is. */
static double
keep_within (double middle, double first, double last, double half, double freedom)
{
  double reach = half * BORDER_REACH * freedom;
  double from = first + half - reach, to = last - half + reach;

  return from < to ? CLAMP (middle, from, to) : (first + last) / 2;
}

static void
keep_limits (FoyerMapView *view)
{
  double freedom, x, y;

  if (!(view->width > 0 && view->height > 0))
    return;
  view->scale
    = CLAMP (view->scale, foyer_map_view_min_scale (view), foyer_map_view_max_scale (view));
  freedom = CLAMP (foyer_map_view_nearness (view) - 1, 0, 1);
  x = view->x + (view->rim_left - view->rim_right) / 2 / view->scale;
  y = view->y + (view->rim_top - view->rim_bottom) / 2 / view->scale;
  put_in_middle (
    view, keep_within (x, view->west, view->east, clear_width (view) / 2 / view->scale, freedom),
    keep_within (y, view->north, view->south, clear_height (view) / 2 / view->scale, freedom));
}

void
foyer_map_view_set_rim (FoyerMapView *view, double left, double top, double right, double bottom)
{
  gboolean is_county = foyer_map_view_nearness (view) <= 1;

  view->rim_left = left;
  view->rim_top = top;
  view->rim_right = right;
  view->rim_bottom = bottom;
  if (is_county) /* and is to stay so */
    view->scale = 0;
  keep_limits (view);
}

void
foyer_map_view_set_size (FoyerMapView *view, double width, double height)
{
  gboolean is_first = !(view->width > 0 && view->height > 0);
  double nearness = foyer_map_view_nearness (view);

  if (!(width > 0 && height > 0) || (view->width == width && view->height == height))
    return;
  view->width = width;
  view->height = height;
  view->scale = foyer_map_view_min_scale (view) * (is_first ? 1 : nearness);
  keep_limits (view);
}

void
foyer_map_view_pan (FoyerMapView *view, double dx, double dy)
{
  view->x -= dx / view->scale;
  view->y -= dy / view->scale;
  keep_limits (view);
}

void
foyer_map_view_zoom (FoyerMapView *view, double factor, double left, double top)
{
  double x, y, now_left, now_top;

  if (!(factor > 0) || isinf (factor))
    return;
  foyer_map_view_from_screen (view, left, top, &x, &y);
  view->scale = CLAMP (view->scale * factor, foyer_map_view_min_scale (view),
                       foyer_map_view_max_scale (view));
  foyer_map_view_to_screen (view, x, y, &now_left, &now_top);
  foyer_map_view_pan (view, left - now_left, top - now_top);
}

void
foyer_map_view_show_county (FoyerMapView *view)
{
  view->scale = 0;
  keep_limits (view);
}

void
foyer_map_view_show_point (FoyerMapView *view, double x, double y, double miles)
{
  foyer_map_view_show_box (view, x - miles, y - miles, x + miles, y + miles, 0);
}

void
foyer_map_view_show_box (
  FoyerMapView *view, double west, double north, double east, double south, double margin)
{
  double width = MAX (clear_width (view) - 2 * margin, view->width / 4);
  double height = MAX (clear_height (view) - 2 * margin, view->height / 4);

  view->scale = MIN (width / MAX (east - west, CLOSEST_MILES / 4),
                     height / MAX (south - north, CLOSEST_MILES / 4));
  view->scale
    = CLAMP (view->scale, foyer_map_view_min_scale (view), foyer_map_view_max_scale (view));
  put_in_middle (view, (west + east) / 2, (north + south) / 2);
  keep_limits (view);
}

void
foyer_map_view_between (FoyerMapView *view,
                        const FoyerMapView *from,
                        const FoyerMapView *to,
                        double part)
{
  double along; /* of the way between the middles: it looks even while the scale changes */

  *view = *to;
  view->scale = from->scale * pow (to->scale / from->scale, part);
  if (fabs (to->scale / from->scale - 1) < 0.001)
    along = part;
  else
    along = (1 / view->scale - 1 / from->scale) / (1 / to->scale - 1 / from->scale);
  view->x = from->x + (to->x - from->x) * along;
  view->y = from->y + (to->y - from->y) * along;
  view->width = to->width;
  view->height = to->height;
}

/* ---- pins ---- */

static double
apart (const FoyerMapSpot *a, double x, double y)
{
  return hypot (a->x - x, a->y - y);
}

GArray *
foyer_map_view_cluster (
  const FoyerMapView *view, const FoyerMapSpot *spots, guint n, double spacing, guint *cluster_of)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (FoyerMapCluster));
  double reach = spacing / view->scale, nearest = spacing / foyer_map_view_max_scale (view);

  for (guint i = 0; i < n; i++)
    {
      guint at = 0;

      for (; at < clusters->len; at++)
        {
          FoyerMapCluster *cluster = &g_array_index (clusters, FoyerMapCluster, at);
          double miles = apart (spots + i, cluster->x, cluster->y);

          if (miles >= reach)
            continue;
          cluster->count++;
          cluster->can_be_parted = cluster->can_be_parted || miles >= nearest;
          break;
        }
      if (at == clusters->len)
        {
          FoyerMapCluster cluster = { spots[i].x, spots[i].y, i, 1, FALSE };
          g_array_append_val (clusters, cluster);
        }
      if (cluster_of != NULL)
        cluster_of[i] = at;
    }
  return clusters;
}

void
foyer_map_view_part (FoyerMapView *view,
                     const FoyerMapSpot *spots,
                     guint n,
                     const guint *cluster_of,
                     guint cluster,
                     double spacing)
{
  double west = G_MAXDOUBLE, north = G_MAXDOUBLE, east = -G_MAXDOUBLE, south = -G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    if (cluster_of[i] == cluster)
      {
        west = MIN (west, spots[i].x);
        east = MAX (east, spots[i].x);
        north = MIN (north, spots[i].y);
        south = MAX (south, spots[i].y);
      }
  if (west <= east)
    foyer_map_view_show_box (view, west, north, east, south, 2 * spacing);
}
