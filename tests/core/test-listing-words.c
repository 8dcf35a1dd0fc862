/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-listing-words.h"

#include "core/viewmodel/foyer-nearby.h"

#define NOW_US G_GINT64_CONSTANT (1795348800000000) /* 22 November 2026 */

static FoyerListing *
listing_new (const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"id\":\"one\",\"programme\":\"volunteering\","
                                           "\"type\":\"opportunity\",\"title\":\"One\"%s%s}",
                                           *members != '\0' ? "," : "", members);
  FoyerListing *listing = foyer_listing_new_from_json (json, &error);

  g_assert_no_error (error);
  return listing;
}

static FoyerProgramme *
programme_new (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"P\",\"title\":\"P\",\"facets\":[{\"id\":\"f\","
                       "\"label\":\"F\",\"options\":["
                       "{\"tag\":\"free\",\"label\":\"Free\",\"tone\":\"marsh\"},"
                       "{\"tag\":\"outdoors\",\"label\":\"Outdoors\",\"tone\":\"marsh\"},"
                       "{\"tag\":\"digital\",\"label\":\"Digital\",\"tone\":\"plum\"}]}]}",
                       id);
  FoyerProgramme *programme = foyer_programme_new_from_json (json, &error);

  g_assert_no_error (error);
  return programme;
}

/* Asserts what a function that gives a new string says. */
#define assert_says(call, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *words = (call);                                                               \
    g_assert_cmpstr (words, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_distance (void)
{
  g_autoptr (FoyerListing) exact
    = listing_new ("\"precision\":\"postcode\",\"lat\":51.7,\"lon\":0.5");
  g_autoptr (FoyerListing) town = listing_new ("\"precision\":\"town\",\"lat\":51.7,\"lon\":0.5");
  g_autoptr (FoyerListing) county = listing_new ("\"precision\":\"county\"");

  assert_says (foyer_words_distance (exact, 0.83), "0.8 miles");
  assert_says (foyer_words_distance (exact, 1.02), "1 mile");
  assert_says (foyer_words_distance (exact, 12.4), "12 miles");
  assert_says (foyer_words_distance (exact, 0.04), "Very near");
  assert_says (foyer_words_distance (exact, NAN), NULL);
  assert_says (foyer_words_distance (town, 3.3), "about 3 miles");
  assert_says (foyer_words_distance (town, 0.2), "about 1 mile");
  assert_says (foyer_words_distance (county, NAN), "Anywhere in Essex");
}

static void
test_when (void)
{
  g_autoptr (FoyerListing) own = listing_new ("\"when_text\":\"Fridays\",\"time\":\"weekly\"");
  g_autoptr (FoyerListing) weekly = listing_new ("\"time\":\"weekly\"");
  g_autoptr (FoyerListing) unknown = listing_new ("");

  assert_says (foyer_words_when (own, NULL), "Fridays");
  assert_says (foyer_words_when (weekly, NULL), "Weekly");
  assert_says (foyer_words_when (unknown, NULL), NULL);
}

static void
test_who_and_place (void)
{
  g_autoptr (FoyerListing) both
    = listing_new ("\"organisation\":\"Essex Libraries\",\"place_name\":\"Coggeshall\"");
  g_autoptr (FoyerListing) twice
    = listing_new ("\"organisation\":\"Colchester Shed\",\"place_name\":\"Colchester\"");
  g_autoptr (FoyerListing) full = listing_new ("\"venue\":\"Brotherhood Hall\",\"place_name\":"
                                               "\"Clacton\",\"postcode\":\"CO15 1AA\"");
  g_autoptr (FoyerListing) itself
    = listing_new ("\"organisation\":\"One\",\"place_name\":\"Clacton\"");
  g_autoptr (FoyerListing) nothing = listing_new ("");

  assert_says (foyer_words_who_where (itself), "Clacton");
  assert_says (foyer_words_who_where (both), "Essex Libraries, Coggeshall");
  assert_says (foyer_words_who_where (twice), "Colchester Shed");
  assert_says (foyer_words_place (full), "Brotherhood Hall, Clacton, CO15 1AA");
  assert_says (foyer_words_place (nothing), NULL);
}

static void
test_age_and_cost (void)
{
  g_autoptr (FoyerListing) some = listing_new ("\"age_min\":8,\"age_max\":12,\"free\":true");
  g_autoptr (FoyerListing) over
    = listing_new ("\"age_min\":16,\"free\":true,\"cost_text\":\"Mileage is paid.\"");
  g_autoptr (FoyerListing) under = listing_new ("\"age_max\":24,\"free\":false");
  g_autoptr (FoyerListing) priced = listing_new ("\"cost_text\":\"£2\",\"free\":false");
  g_autoptr (FoyerListing) unknown = listing_new ("");

  assert_says (foyer_words_age (some), "8 to 12");
  assert_says (foyer_words_age (over), "16 and over");
  assert_says (foyer_words_age (under), "Up to 24");
  assert_says (foyer_words_age (unknown), NULL);
  assert_says (foyer_words_cost (some), "Free");
  assert_says (foyer_words_cost (over), "Free. Mileage is paid.");
  assert_says (foyer_words_cost (under), "There is a cost. Please ask.");
  assert_says (foyer_words_cost (priced), "£2");
  assert_says (foyer_words_cost (unknown), NULL);
}

static void
test_checked (void)
{
  g_autoptr (FoyerListing) fresh = listing_new ("\"last_confirmed\":\"2026-06\"");
  g_autoptr (FoyerListing) old = listing_new ("\"last_confirmed\":\"2019-05\"");
  g_autoptr (FoyerListing) never = listing_new ("");

  assert_says (foyer_words_checked (fresh, NOW_US), "Checked June 2026");
  assert_says (foyer_words_please_ask (fresh, NOW_US), NULL);
  assert_says (foyer_words_checked (old, NOW_US), "Not checked since May 2019");
  assert_says (foyer_words_please_ask (old, NOW_US),
               "We have not been able to check this since May 2019. Please "
               "ask before you go.");
  assert_says (foyer_words_checked (never, NOW_US), "Not checked yet");
  assert_says (foyer_words_please_ask (never, NOW_US),
               "We have not been able to check this yet. Please ask before you go.");
}

static void
test_chips (void)
{
  g_autoptr (FoyerProgramme) programme = programme_new ("volunteering");
  g_autoptr (FoyerListing) listing
    = listing_new ("\"tags\":[\"digital\",\"free\",\"outdoors\",\"secret\"],\"free\":true");
  g_autoptr (GPtrArray) all = foyer_words_chips (listing, programme, 0);
  g_autoptr (GPtrArray) two = foyer_words_chips (listing, programme, 2);
  g_autoptr (GPtrArray) bare = foyer_words_chips (listing, NULL, 0);

  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (((FoyerChip *)all->pdata[0])->label, ==, "Free");
  g_assert_cmpstr (((FoyerChip *)all->pdata[1])->label, ==, "Outdoors");
  g_assert_cmpstr (((FoyerChip *)all->pdata[2])->tone, ==, "plum");
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (bare->len, ==, 1);
}

static void
test_count (void)
{
  g_autoptr (FoyerProgramme) helping = programme_new ("volunteering");
  g_autoptr (FoyerProgramme) other = programme_new ("something-new");

  assert_says (foyer_words_count (helping, 1), "1 way to help");
  assert_says (foyer_words_count (helping, 36), "36 ways to help");
  assert_says (foyer_words_count (other, 15), "15 things to do");
}

static void
test_need (void)
{
  assert_says (foyer_words_need ("step-free"), "Step-free");
  assert_says (foyer_words_need ("quiet-room"), "Quiet room");
}

static void
add_pathway (GPtrArray *pathways, const char *id, const char *district)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = district != NULL
        ? g_strdup_printf ("{\"id\":\"%s\",\"title\":\"T\",\"district\":\"%s\"}", id, district)
        : g_strdup_printf ("{\"id\":\"%s\",\"title\":\"T\"}", id);

  g_ptr_array_add (pathways, foyer_pathway_new_from_json (json, &error));
  g_assert_no_error (error);
}

static void
add_place (GPtrArray *places, const char *id, const char *district, double lat)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"N\",\"type\":\"library\","
                                           "\"district\":\"%s\",\"lat\":%g,\"lon\":0.5}",
                                           id, district, lat);

  g_ptr_array_add (places, foyer_place_new_from_json (json, &error));
  g_assert_no_error (error);
}

static void
test_nearest_help (void)
{
  g_autoptr (GPtrArray) pathways = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_object_unref);
  const char *const expected[] = { "own", "county", "next", "far", "unplaced" };

  add_pathway (pathways, "far", "Tendring");
  add_pathway (pathways, "unplaced", "Nowhere");
  add_pathway (pathways, "county", NULL);
  add_pathway (pathways, "next", "Braintree");
  add_pathway (pathways, "own", "Chelmsford");
  add_place (places, "lib-a", "Tendring", 52.5);
  add_place (places, "lib-b", "Braintree", 51.9);
  add_place (places, "lib-c", "Chelmsford", 51.7);
  foyer_nearby_sort_pathways (pathways, places, "Chelmsford", 51.7, 0.5);
  g_assert_cmpuint (pathways->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < pathways->len; i++)
    g_assert_cmpstr (FOYER_PATHWAY (pathways->pdata[i])->id, ==, expected[i]);
}

static void
test_shorten (void)
{
  g_autofree char *endless = g_strnfill (20000, 'w');

  assert_says (foyer_words_shorten (NULL, 10), NULL);
  assert_says (foyer_words_shorten ("ten letter", 10), "ten letter");
  assert_says (foyer_words_shorten ("Walk by the river, and rest", 20), "Walk by the river…");
  assert_says (foyer_words_shorten (endless, 10), "wwwwwwwww…");
  assert_says (foyer_words_shorten ("\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", 3),
               "\xd9\x85\xd8\xb1…");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listing-words/distances-are-no-more-exact-than-known", test_distance);
  g_test_add_func ("/listing-words/when-is-its-own-words-first", test_when);
  g_test_add_func ("/listing-words/who-and-where-never-say-it-twice", test_who_and_place);
  g_test_add_func ("/listing-words/free-comes-first-and-nothing-is-invented", test_age_and_cost);
  g_test_add_func ("/listing-words/how-sure-we-are", test_checked);
  g_test_add_func ("/listing-words/chips-are-the-programmes-labels", test_chips);
  g_test_add_func ("/listing-words/a-new-programme-has-a-count-too", test_count);
  g_test_add_func ("/listing-words/needs-have-words", test_need);
  g_test_add_func ("/nearby/the-nearest-help-comes-first", test_nearest_help);
  g_test_add_func ("/listing-words/a-flood-of-words-is-cut-at-a-space", test_shorten);
  return g_test_run ();
}
