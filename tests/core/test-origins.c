/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-fixture.h"

#include "core/base/foyer-paths.h"
#include "core/store/foyer-origins.h"
#include "core/viewmodel/foyer-nearby.h"

/* Near enough for "about 3 miles": degrees. */
#define NEAR 0.03

static void
add_place (Fixture *f, const char *id, const char *name, const char *district, const char *where)
{
  g_autofree char *members = g_strdup_printf (
    "\"name\":\"%s\",\"type\":\"library\",\"district\":\"%s\",%s", name, district, where);

  add_item (f, FOYER_KIND_PLACES, id, members);
}

static void
fill (Fixture *f)
{
  add_place (f, "lib-clacton", "Clacton Library", "Tendring", "\"lat\":51.79,\"lon\":1.15");
  add_place (f, "lib-chrishall", "Chrishall Community Library", "Uttlesford",
             "\"lat\":52.03,\"lon\":0.11");
  add_place (f, "lib-forum", "The Forum, Southend Library", "Southend-on-Sea",
             "\"lat\":51.54,\"lon\":0.71");
}

static FoyerPostcodes *
load_postcodes (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = foyer_paths_dup_data_file ("postcodes.bin");
  FoyerPostcodes *postcodes = foyer_postcodes_load (path, &error);

  g_assert_no_error (error);
  return postcodes;
}

static void
test_what_is_typed_is_understood (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *typed, *name;
  } rows[] = { { "clacton", "Clacton" },
               { " CLACTON ", "Clacton" },
               { "Clac", "Clacton" },
               { "clackton", "Clacton" },
               { "southend", "Southend" },
               { "Southend on Sea", "Southend-on-Sea" },
               { "southend sea front", "Southend" },
               { "uttlesford", "Uttlesford" },
               { "Abberton", "Abberton" },
               { "co11jn", "CO1 1JN" },
               { "cm1", "CM1" },
               { "ma", NULL },
               { "Essex", NULL },
               { "Atlantis", NULL },
               { "", NULL } };
  g_autoptr (FoyerPostcodes) postcodes = load_postcodes ();
  g_autoptr (FoyerOrigins) origins = NULL;

  fill (f);
  origins = foyer_origins_new (f->store, postcodes);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      FoyerOriginResult found = foyer_origins_find (origins, rows[i].typed);

      g_assert_cmpstr (found.name, ==, rows[i].name);
      g_assert_cmpint (found.match, ==,
                       rows[i].name != NULL ? FOYER_ORIGIN_FOUND : FOYER_ORIGIN_UNKNOWN);
      g_assert_true (isnan (found.lat) == (rows[i].name == NULL));
    }
  g_assert_cmpint (foyer_origins_find (origins, "sw1a 1aa").match, ==, FOYER_ORIGIN_OUTSIDE);
  g_assert_cmpfloat_with_epsilon (foyer_origins_find (origins, "clacton").lat, 51.79, NEAR);
}

static void
test_villages_are_known_without_content (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerOrigins) origins = foyer_origins_new (NULL, NULL);

  g_assert_cmpstr (foyer_origins_find (origins, "arkesden").name, ==, "Arkesden");
  g_assert_cmpint (foyer_origins_find (origins, "CM1").match, ==, FOYER_ORIGIN_UNKNOWN);
}

static void
test_the_district_is_that_of_the_nearest_library (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) places = NULL;

  fill (f);
  places = foyer_store_list_places (f->store);
  g_assert_cmpstr (foyer_nearby_get_district (places, 51.99, 0.16), ==, "Uttlesford");
  g_assert_cmpstr (foyer_nearby_get_district (places, 51.83, 1.2), ==, "Tendring");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/origins/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("what-is-typed-is-understood", test_what_is_typed_is_understood);
  ADD ("villages-are-known-without-content", test_villages_are_known_without_content);
  ADD ("the-district-is-that-of-the-nearest-library",
       test_the_district_is_that_of_the_nearest_library);
#undef ADD
  return g_test_run ();
}
