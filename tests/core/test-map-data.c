/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-map-data.h"

#include <string.h>

#include "core/base/foyer-paths.h"

static GBytes *
read_file (void)
{
  g_autofree char *path = foyer_paths_dup_data_file ("map.bin");
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static FoyerMapData *
load (void)
{
  FoyerMapData *map = foyer_map_data_get_installed ();

  g_assert_nonnull (map);
  return map;
}

static void
test_real (void)
{
  FoyerMapData *map = load ();
  guint n_districts, n_wards, n_settlements;
  const FoyerMapSettlement *settlements = foyer_map_data_get_settlements (map, &n_settlements);

  foyer_map_data_get_districts (map, &n_districts);
  foyer_map_data_get_wards (map, &n_wards);
  g_assert_cmpuint (n_districts, ==, 14);
  g_assert_cmpuint (n_wards, ==, 304);
  g_assert_cmpuint (n_settlements, >, 300);
  g_assert_cmpint (settlements[0].rank, ==, 0);
  g_assert_cmpstr (foyer_map_data_get_county (map)->name, ==, "Essex");
  g_assert_nonnull (foyer_map_data_find_district (map, "chelmsford"));
  g_assert_null (foyer_map_data_find_district (map, "Ipswich"));
  g_assert_null (foyer_map_data_find_district (map, NULL));
}

static void
test_small (void)
{
  g_autoptr (GBytes) bytes = read_file ();

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 300 * 1024);
}

/* A point in a ward lies in its district and in the county, and in no other district. */
static void
test_inside (void)
{
  FoyerMapData *map = load ();
  static const struct
  {
    double lat, lon;
    const char *district;
  } places[] = { { 51.7343, 0.4691, "Chelmsford" },      { 51.8885, 0.8997, "Colchester" },
                 { 51.5450, 0.7100, "Southend-on-Sea" }, { 51.7900, 0.9300, "Colchester" },
                 { 51.5900, 0.9000, "Rochford" },        { 52.0232, 0.2427, "Uttlesford" } };
  guint n;
  const FoyerMapShape *districts = foyer_map_data_get_districts (map, &n);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; j < n; j++)
      {
        gboolean is_in = foyer_map_data_contains (map, districts + j, places[i].lat, places[i].lon);
        g_assert_cmpint (is_in, ==, g_str_equal (districts[j].name, places[i].district));
      }
  g_assert_true (foyer_map_data_contains (map, foyer_map_data_get_county (map), 51.7343, 0.4691));
  g_assert_false (foyer_map_data_contains (map, foyer_map_data_get_county (map), 51.60, 1.30));
  g_assert_false (foyer_map_data_contains (map, foyer_map_data_get_county (map), 51.51, -0.12));
}

static void
count_cb (const FoyerMapPoint *point, gboolean is_first, gpointer data)
{
  guint *counts = data;

  counts[0]++;
  counts[1] += is_first;
}

/* Finer levels only add points; every line has its ends at every level. */
static void
test_levels (void)
{
  FoyerMapData *map = load ();
  guint before = 0;

  for (int level = 0; level < FOYER_MAP_LEVELS; level++)
    {
      guint counts[2] = { 0, 0 }, n = foyer_map_data_count_lines (map);

      for (guint i = 0; i < n; i++)
        foyer_map_data_walk_line (map, i, level, count_cb, counts);
      g_assert_cmpuint (counts[1], ==, n);
      g_assert_cmpuint (counts[0], >=, 2 * n);
      g_assert_cmpuint (counts[0], >, before);
      before = counts[0];
    }
}

/* Cut anywhere it is refused. */
static void
test_cut (void)
{
  g_autoptr (GBytes) bytes = read_file ();
  gsize size = g_bytes_get_size (bytes);

  for (gsize length = 0; length < size; length += length < 200 ? 1 : 997)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
      g_autoptr (FoyerMapData) map = foyer_map_data_new_from_bytes (part, &error);

      g_assert_null (map);
      g_assert_error (error, FOYER_MAP_DATA_ERROR, 0);
    }
}

static void
refuse (gsize at, guint8 value, const char *what)
{
  g_autoptr (GBytes) bytes = read_file ();
  gsize size;
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerMapData) map = NULL;

  data[at] = value;
  changed = g_bytes_new_take (data, g_bytes_get_size (bytes));
  map = foyer_map_data_new_from_bytes (changed, &error);
  g_assert_null (map);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_hostile (void)
{
  refuse (0, 'X', "not one");
  refuse (11, 0x7f, "not on this earth");
  refuse (18, 1, "cut off, or too long");
  refuse (36 + 6, 9, "a line is wrong");
  refuse (36 + 3, 0x7f, "a line is wrong");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-data/the-map-is-all-of-essex", test_real);
  g_test_add_func ("/map-data/the-map-is-small", test_small);
  g_test_add_func ("/map-data/areas-know-what-lies-in-them", test_inside);
  g_test_add_func ("/map-data/levels-only-add", test_levels);
  g_test_add_func ("/map-data/a-cut-file-is-refused", test_cut);
  g_test_add_func ("/map-data/a-hostile-file-is-refused", test_hostile);
  return g_test_run ();
}
