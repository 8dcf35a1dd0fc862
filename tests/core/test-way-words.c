/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-way-words.h"

#include <string.h>

#define HERE_LAT 51.7347 /* Chelmsford Library */
#define HERE_LON 0.4698

static FoyerListing *
listing_new (const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"id\":\"one\",\"programme\":\"volunteering\","
                                           "\"type\":\"opportunity\",\"title\":\"One\",%s}",
                                           members);
  FoyerListing *listing = foyer_listing_new_from_json (json, &error);

  g_assert_no_error (error);
  return listing;
}

static FoyerPlace *
library_new (const char *name, double lat, double lon, gboolean is_closed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"lib-x\",\"name\":\"%s\",\"type\":\"library\",\"status\":\"%s\","
                       "\"lat\":%f,\"lon\":%f}",
                       name, is_closed ? "closed" : "open", lat, lon);
  FoyerPlace *place = foyer_place_new_from_json (json, &error);

  g_assert_no_error (error);
  return place;
}

static FoyerWayOrigin
in_library (void)
{
  return (FoyerWayOrigin){ .lat = HERE_LAT, .lon = HERE_LON, .is_library = TRUE };
}

static void
assert_way (const char *members, const FoyerWayOrigin *origin, const char *expected)
{
  g_autoptr (FoyerListing) listing = listing_new (members);
  g_autofree char *words = foyer_words_getting_there (listing, origin);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_exact (void)
{
  FoyerWayOrigin origin = in_library ();
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_object_unref);

  origin.places = places;
  g_ptr_array_add (places, library_new ("Old Library", 51.7551, 0.5041, TRUE));
  g_ptr_array_add (places, library_new ("Springfield Library", 51.7514, 0.4975, FALSE));
  g_ptr_array_add (places, library_new ("Witham Library", 51.7998, 0.6401, FALSE));
  assert_way ("\"precision\":\"postcode\",\"lat\":51.755,\"lon\":0.504,"
              "\"place_name\":\"Springfield\"",
              &origin,
              "2 miles north-east of this library, in Springfield.\n"
              "That is straight across the map. The way there is longer.\n"
              "The nearest library to it is Springfield Library, 0.4 miles away.");
}

/* All eight winds, all round. */
static void
test_winds (void)
{
  static const char *const winds[] = { "north of", "north-east of", "east of", "south-east of",
                                       "south of", "south-west of", "west of", "north-west of" };
  FoyerWayOrigin origin = in_library ();

  for (guint i = 0; i < 8; i++)
    {
      double angle = i * G_PI / 4;
      g_autofree char *members
        = g_strdup_printf ("\"precision\":\"postcode\",\"lat\":%f,\"lon\":%f",
                           HERE_LAT + 0.05 * cos (angle), HERE_LON + 0.05 / 0.619 * sin (angle));
      g_autoptr (FoyerListing) listing = listing_new (members);
      g_autofree char *words = foyer_words_way (listing, &origin);
      g_autofree char *wanted = g_strdup_printf ("miles %s this library.", winds[i]);

      g_assert_nonnull (strstr (words, wanted));
    }
}

static void
test_rough (void)
{
  FoyerWayOrigin origin = in_library ();
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_object_unref);

  origin.places = places;
  g_ptr_array_add (places, library_new ("Colchester Library", 51.8885, 0.8997, FALSE));
  assert_way ("\"precision\":\"town\",\"lat\":51.8885,\"lon\":0.8997,\"place_name\":\"Colchester\"",
              &origin,
              "About 21 miles north-east of this library, in Colchester.\n"
              "We only know roughly where it is.\n"
              "The nearest library to it is Colchester Library.");
  /* The middle of a district is near nothing. */
  assert_way ("\"precision\":\"district\",\"lat\":51.8885,\"lon\":0.8997,"
              "\"place_name\":\"Colchester district\"",
              &origin,
              "About 21 miles north-east of this library, in Colchester district.\n"
              "We only know roughly where it is.");
  assert_way ("\"precision\":\"town\",\"lat\":51.7348,\"lon\":0.4699", &origin,
              "Not far from this library: about 1 mile or less.\n"
              "We only know roughly where it is.");
}

static void
test_next_door (void)
{
  FoyerWayOrigin origin = in_library ();

  assert_way ("\"precision\":\"postcode\",\"lat\":51.7348,\"lon\":0.4699", &origin,
              "Next to this library.");
}

static void
test_postcode (void)
{
  FoyerWayOrigin origin = in_library ();

  origin.postcode = "CM1 1QH";
  assert_way ("\"precision\":\"postcode\",\"lat\":51.80,\"lon\":0.4698", &origin,
              "4.5 miles north of CM1 1QH.\n"
              "That is straight across the map. The way there is longer.");
}

static void
test_nowhere (void)
{
  FoyerWayOrigin origin = in_library (), unknown = { .lat = NAN, .lon = NAN };

  assert_way ("\"precision\":\"county\"", &origin, "You can do this anywhere in Essex.");
  assert_way ("\"place_name\":\"Maldon\"", &origin, "It is in Maldon.");
  assert_way ("\"summary\":\"x\"", &origin, "We do not know where this is. Please ask.");
  assert_way (
    "\"precision\":\"postcode\",\"lat\":51.80,\"lon\":0.4698,\"place_name\":\"Broomfield\"",
    &unknown, "It is in Broomfield.");
  assert_way ("\"precision\":\"postcode\",\"lat\":51.80,\"lon\":0.4698", &unknown,
              "Please ask where this is.");
}

/* What the listing says, and nothing that it does not. */
static void
test_said (void)
{
  FoyerWayOrigin origin = in_library ();

  assert_way ("\"precision\":\"county\",\"needs\":[\"toilets\",\"parking\",\"bus\"],"
              "\"where_note\":\"Ask at the desk.\"",
              &origin,
              "You can do this anywhere in Essex.\nBus stop near · Parking\nAsk at the desk.");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FoyerListing) listing = listing_new (
        "\"precision\":\"postcode\",\"lat\":51.80,\"lon\":0.47,\"needs\":[\"toilets\"]");
      g_autofree char *words = foyer_words_getting_there (listing, &origin);

      g_assert_null (strstr (words, "Bus"));
      g_assert_null (strstr (words, "Parking"));
    }
}

static void
test_village (void)
{
  FoyerWayOrigin origin = in_library ();

  origin.map = foyer_map_data_get_installed ();
  g_assert_nonnull (origin.map);
  assert_way ("\"precision\":\"postcode\",\"lat\":51.9537,\"lon\":0.3437", &origin,
              "16 miles north of this library.\n"
              "That is straight across the map. The way there is longer.\n"
              "The nearest village or town is Thaxted.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/way-words/the-way-is-said-with-direction-and-miles", test_exact);
  g_test_add_func ("/way-words/all-eight-winds-are-right", test_winds);
  g_test_add_func ("/way-words/what-is-roughly-known-is-said-roughly", test_rough);
  g_test_add_func ("/way-words/next-door-has-no-direction", test_next_door);
  g_test_add_func ("/way-words/the-way-begins-where-the-visitor-said", test_postcode);
  g_test_add_func ("/way-words/what-has-no-place-says-so", test_nowhere);
  g_test_add_func ("/way-words/no-bus-is-invented", test_said);
  g_test_add_func ("/way-words/where-no-library-is-near-a-village-is-named", test_village);
  return g_test_run ();
}
