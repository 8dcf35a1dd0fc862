/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-map-view.h"

#include <math.h>

#include "core/base/foyer-geo.h"

#define CHELMSFORD 51.7343, 0.4691
#define COLCHESTER 51.8885, 0.8997

static FoyerMapView
view_new (double width, double height)
{
  FoyerMapView view;

  foyer_map_view_init (&view, NULL);
  foyer_map_view_set_size (&view, width, height);
  return view;
}

static void
test_flat (void)
{
  const double points[][2] = { { CHELMSFORD }, { COLCHESTER }, { 51.46, 0.33 }, { 52.09, 0.43 } };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    for (guint j = 0; j < i; j++)
      {
        double x1, y1, x2, y2, lat, lon, flat;
        double round
          = foyer_geo_distance_miles (points[i][0], points[i][1], points[j][0], points[j][1]);

        foyer_map_project (points[i][0], points[i][1], &x1, &y1);
        foyer_map_project (points[j][0], points[j][1], &x2, &y2);
        flat = hypot (x1 - x2, y1 - y2);
        g_assert_cmpfloat (fabs (flat / round - 1), <, 0.01);
        foyer_map_unproject (x1, y1, &lat, &lon);
        g_assert_cmpfloat (fabs (lat - points[i][0]) + fabs (lon - points[i][1]), <, 1e-9);
      }
}

static void
test_county (void)
{
  FoyerMapView view = view_new (1280, 870);
  double left, top;

  g_assert_cmpfloat_with_epsilon (foyer_map_view_nearness (&view), 1, 1e-9);
  foyer_map_view_to_screen (&view, view.west, view.north, &left, &top);
  g_assert_true (left >= 0 && top >= 0);
  foyer_map_view_to_screen (&view, view.east, view.south, &left, &top);
  g_assert_true (left <= 1280 && top <= 870);
  g_assert_cmpint (foyer_map_view_level (&view), ==, 0);
}

static void
test_limits (void)
{
  FoyerMapView view = view_new (1280, 870);

  foyer_map_view_pan (&view, 5000, -5000);
  g_assert_cmpfloat_with_epsilon (view.x, (view.west + view.east) / 2, 1e-6);
  foyer_map_view_zoom (&view, 1e9, 640, 435);
  g_assert_cmpfloat_with_epsilon (view.scale, foyer_map_view_max_scale (&view), 1e-6);
  g_assert_cmpint (foyer_map_view_level (&view), ==, FOYER_MAP_LEVELS - 1);
  for (guint i = 0; i < 1000; i++)
    foyer_map_view_pan (&view, -500, 0);
  g_assert_cmpfloat (view.x, <, view.east + 0.5);
  foyer_map_view_zoom (&view, 1e-9, 640, 435);
  g_assert_cmpfloat_with_epsilon (view.scale, foyer_map_view_min_scale (&view), 1e-6);
  foyer_map_view_zoom (&view, NAN, 640, 435);
  foyer_map_view_zoom (&view, 0, 640, 435);
  foyer_map_view_zoom (&view, INFINITY, 640, 435);
  g_assert_cmpfloat_with_epsilon (view.scale, foyer_map_view_min_scale (&view), 1e-6);
}

/* What is under the finger stays under it. */
static void
test_zoom_about (void)
{
  FoyerMapView view = view_new (1280, 870);
  double x, y, left, top;

  foyer_map_view_zoom (&view, 6, 640, 435);
  foyer_map_view_from_screen (&view, 700, 400, &x, &y);
  foyer_map_view_zoom (&view, 1.7, 700, 400);
  foyer_map_view_to_screen (&view, x, y, &left, &top);
  g_assert_cmpfloat_with_epsilon (left, 700, 1e-6);
  g_assert_cmpfloat_with_epsilon (top, 400, 1e-6);
}

static void
test_resize (void)
{
  FoyerMapView view = view_new (1280, 870);
  double x, y, nearness;

  foyer_map_view_zoom (&view, 4, 640, 435);
  x = view.x;
  y = view.y;
  nearness = foyer_map_view_nearness (&view);
  foyer_map_view_set_size (&view, 1080, 800);
  g_assert_cmpfloat_with_epsilon (view.x, x, 1e-6);
  g_assert_cmpfloat_with_epsilon (view.y, y, 1e-6);
  g_assert_cmpfloat_with_epsilon (foyer_map_view_nearness (&view), nearness, 1e-6);
  foyer_map_view_set_size (&view, 0, 0);
  g_assert_cmpfloat (view.width, ==, 1080);
}

static void
test_between (void)
{
  FoyerMapView from = view_new (1280, 870), to = from, view;

  foyer_map_view_zoom (&to, 9, 200, 300);
  foyer_map_view_between (&view, &from, &to, 0);
  g_assert_cmpfloat_with_epsilon (view.scale, from.scale, 1e-6);
  g_assert_cmpfloat_with_epsilon (view.x, from.x, 1e-6);
  foyer_map_view_between (&view, &from, &to, 1);
  g_assert_cmpfloat_with_epsilon (view.scale, to.scale, 1e-6);
  g_assert_cmpfloat_with_epsilon (view.y, to.y, 1e-6);
}

static void
test_clusters (void)
{
  FoyerMapView view = view_new (1280, 870);
  FoyerMapSpot spots[] = { { 0, 0 }, { 10, 0 }, { 0.5, 0.2 }, { 0, 0 }, { 10, 0 } };
  guint of[G_N_ELEMENTS (spots)];
  g_autoptr (GArray) clusters = foyer_map_view_cluster (&view, spots, G_N_ELEMENTS (spots), 58, of);
  const FoyerMapCluster *one = &g_array_index (clusters, FoyerMapCluster, 0);
  const FoyerMapCluster *two = &g_array_index (clusters, FoyerMapCluster, 1);

  g_assert_cmpuint (clusters->len, ==, 2);
  g_assert_cmpuint (one->count, ==, 3);
  g_assert_true (one->can_be_parted);
  g_assert_cmpuint (two->count, ==, 2);
  g_assert_false (two->can_be_parted); /* they are at one place */
  g_assert_cmpuint (two->first, ==, 1);
  g_assert_cmpuint (of[2], ==, 0);
  g_assert_cmpuint (of[4], ==, 1);
}

/* No two clusters touch, each pin is in one, and panning changes nothing: for many random pins. */
static void
test_clusters_never_touch (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (42);
  FoyerMapView view = view_new (1080, 800);

  for (guint round = 0; round < 40; round++)
    {
      FoyerMapSpot spots[200];
      guint of[200], again_of[200], sum = 0;
      g_autoptr (GArray) clusters = NULL;
      g_autoptr (GArray) again = NULL;

      for (guint i = 0; i < 200; i++)
        spots[i] = (FoyerMapSpot){ g_rand_double_range (dice, view.west, view.east),
                                   g_rand_double_range (dice, view.north, view.south) };
      foyer_map_view_zoom (&view, g_rand_double_range (dice, 0.5, 2), 300, 300);
      clusters = foyer_map_view_cluster (&view, spots, 200, 58, of);
      foyer_map_view_pan (&view, 77, -13);
      again = foyer_map_view_cluster (&view, spots, 200, 58, again_of);
      g_assert_cmpmem (of, sizeof of, again_of, sizeof again_of);
      for (guint i = 0; i < clusters->len; i++)
        {
          const FoyerMapCluster *a = &g_array_index (clusters, FoyerMapCluster, i);
          sum += a->count;
          for (guint j = 0; j < i; j++)
            {
              const FoyerMapCluster *b = &g_array_index (clusters, FoyerMapCluster, j);
              g_assert_cmpfloat (hypot (a->x - b->x, a->y - b->y) * view.scale, >=, 58 - 1e-6);
            }
        }
      g_assert_cmpuint (sum, ==, 200);
    }
}

static void
test_part (void)
{
  FoyerMapView view = view_new (1280, 870);
  FoyerMapSpot spots[] = { { 0, 0 }, { 0.6, 0.3 }, { 12, 3 } };
  guint of[3];
  g_autoptr (GArray) clusters = foyer_map_view_cluster (&view, spots, 3, 58, of);
  g_autoptr (GArray) parted = NULL;
  double left, top;

  g_assert_cmpuint (clusters->len, ==, 2);
  foyer_map_view_part (&view, spots, 3, of, 0, 58);
  parted = foyer_map_view_cluster (&view, spots, 3, 58, of);
  g_assert_cmpuint (parted->len, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      foyer_map_view_to_screen (&view, spots[i].x, spots[i].y, &left, &top);
      g_assert_true (left > 0 && left < 1280 && top > 0 && top < 870);
    }
}

/* Of all that is shown on purpose, nothing comes under what lies along the sides. */
static void
test_rim (void)
{
  const double corners[][2] = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 1, 1 } };
  FoyerMapView view;

  foyer_map_view_init (&view, NULL);
  foyer_map_view_set_size (&view, 1080, 800);
  foyer_map_view_set_rim (&view, 0, 120, 100, 40);
  for (guint look = 0; look < 2; look++)
    {
      double west = look == 0 ? view.west : 3, east = look == 0 ? view.east : 9;
      double north = look == 0 ? view.north : 1, south = look == 0 ? view.south : 6;

      if (look == 0)
        foyer_map_view_show_county (&view);
      else
        foyer_map_view_show_box (&view, west, north, east, south, 20);
      for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
        {
          double left, top;

          foyer_map_view_to_screen (&view, corners[i][0] == 0 ? west : east,
                                    corners[i][1] == 0 ? north : south, &left, &top);
          g_assert_cmpfloat (left, >=, 0);
          g_assert_cmpfloat (left, <=, 1080 - 100);
          g_assert_cmpfloat (top, >=, 120);
          g_assert_cmpfloat (top, <=, 800 - 40);
        }
    }
  /* Taken away, all of the map is used again. */
  foyer_map_view_show_county (&view);
  foyer_map_view_set_rim (&view, 0, 0, 0, 0);
  g_assert_cmpfloat (view.scale, ==, foyer_map_view_min_scale (&view));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-view/flat-is-true-to-a-hundredth", test_flat);
  g_test_add_func ("/map-view/the-first-look-is-the-whole-county", test_county);
  g_test_add_func ("/map-view/nobody-gets-lost-beyond-the-limits", test_limits);
  g_test_add_func ("/map-view/what-is-under-the-finger-stays-there", test_zoom_about);
  g_test_add_func ("/map-view/another-size-shows-the-same-place", test_resize);
  g_test_add_func ("/map-view/what-is-shown-is-clear-of-the-rims", test_rim);
  g_test_add_func ("/map-view/the-way-begins-and-ends-where-it-should", test_between);
  g_test_add_func ("/map-view/pins-that-would-touch-become-one", test_clusters);
  g_test_add_func ("/map-view/clusters-never-touch-and-never-flicker", test_clusters_never_touch);
  g_test_add_func ("/map-view/a-cluster-can-be-parted", test_part);
  return g_test_run ();
}
