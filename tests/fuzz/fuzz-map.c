/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include <math.h>

#include "core/base/foyer-map-data.h"
#include "core/viewmodel/foyer-map-view.h"
#include "fuzz.h"

/* The file of outlines: whatever is not refused can be walked, and looked at. */

static void
point_cb (const FoyerMapPoint *point, gboolean is_first, gpointer data)
{
  guint *count = data;

  g_assert_true (fabs (point->lat) <= 90 && fabs (point->lon) <= 180);
  (*count)++;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerMapData) map = foyer_map_data_new_from_bytes (file, &error);
  const FoyerMapShape *shapes;
  const FoyerMapSettlement *settlements;
  FoyerMapView view;
  guint n, points = 0;

  g_assert_true ((map == NULL) == (error != NULL));
  if (map == NULL)
    return 0;
  for (guint i = 0; i < foyer_map_data_count_lines (map); i++)
    {
      g_assert_cmpint (foyer_map_data_get_line_kind (map, i), <, FOYER_N_MAP_LINES);
      foyer_map_data_walk_line (map, i, 3, point_cb, &points);
    }
  shapes = foyer_map_data_get_wards (map, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_utf8_validate (shapes[i].name, -1, NULL));
      foyer_map_data_contains (map, shapes + i, 51.7, 0.5);
    }
  shapes = foyer_map_data_get_districts (map, &n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < shapes[i].n_rings; j++)
      foyer_map_data_walk_ring (map, shapes[i].first_ring + j, 0, point_cb, &points);
  settlements = foyer_map_data_get_settlements (map, &n);
  for (guint i = 0; i < n; i++)
    g_assert_true (g_utf8_validate (settlements[i].name, -1, NULL));
  foyer_map_view_init (&view, map);
  foyer_map_view_set_size (&view, 1000, 700);
  g_assert_true (isfinite (view.scale) && view.scale > 0);
  return 0;
}
