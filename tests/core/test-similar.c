/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-alike-rows.h"
#include "core/viewmodel/foyer-similar.h"

#include <string.h>

#include "scratch-dir.h"

#include "core/base/foyer-paths.h"
#include "core/feed/foyer-feed.h"

static FoyerListing *
listing_new (const char *id, const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"id\":\"%s\",%s}", id, members);
  FoyerListing *listing = foyer_listing_new_from_json (json, &error);

  g_assert_no_error (error);
  return listing;
}

#define MEMBERS(programme, title, organisation, tags, more)                                        \
  "\"programme\":\"" programme "\",\"type\":\"opportunity\",\"title\":\"" title                    \
  "\",\"organisation\":\"" organisation "\",\"tags\":[" tags "]" more

static void
add (GPtrArray *to, const char *id, const char *members)
{
  g_ptr_array_add (to, listing_new (id, members));
}

/* "a b c": the ids in order. */
static char *
dup_ids (GPtrArray *hits)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const FoyerSimilarHit *hit = g_ptr_array_index (hits, i);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", hit->listing->id);
    }
  return g_string_free (ids, FALSE);
}

static GPtrArray *
candidates_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
test_order (void)
{
  g_autoptr (FoyerListing) of = listing_new (
    "of", MEMBERS ("volunteering", "Path care", "River group", "\"outdoors\",\"nature\"",
                   ",\"lat\":51.7,\"lon\":0.5,\"time\":\"weekly\""));
  g_autoptr (GPtrArray) all = candidates_new ();
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *ids = NULL;

  add (all, "far",
       MEMBERS ("volunteering", "Wood care", "Wood group", "\"outdoors\",\"nature\"",
                ",\"lat\":51.9,\"lon\":1.2,\"time\":\"weekly\""));
  add (all, "other", MEMBERS ("retirement", "Lunch", "Church", "\"food\"", ""));
  add (all, "near",
       MEMBERS ("volunteering", "Pond care", "Pond group", "\"outdoors\",\"nature\"",
                ",\"lat\":51.71,\"lon\":0.5,\"time\":\"weekly\""));
  add (all, "half", MEMBERS ("volunteering", "Litter pick", "Park group", "\"outdoors\"", ""));
  add (all, "of", MEMBERS ("volunteering", "Path care", "River group", "\"outdoors\"", ""));
  hits = foyer_similar_rank (of, all, NAN, NAN, 5);
  ids = dup_ids (hits);
  g_assert_cmpstr (ids, ==, "near far half other");
  for (guint i = 0; i < hits->len; i++)
    {
      const FoyerSimilarHit *hit = g_ptr_array_index (hits, i);

      g_assert_cmpfloat (hit->score, >=, 0);
      g_assert_cmpfloat (hit->score, <=, 1);
    }
}

/* Of two that are as alike the one near the visitor comes first; what is more alike comes before what
 * is nearer. */
static void
test_near_the_visitor (void)
{
  const struct
  {
    double lat, lon;
    const char *order;
    gboolean is_from_other;
  } starts[] = { { NAN, NAN, "near far half", TRUE },
                 { 51.9, 1.2, "far near half", FALSE },
                 { 51.71, 0.5, "near far half", FALSE } };
  g_autoptr (FoyerListing) of = listing_new (
    "of", MEMBERS ("volunteering", "Path care", "River group", "\"outdoors\",\"nature\"",
                   ",\"lat\":51.7,\"lon\":0.5,\"time\":\"weekly\""));
  g_autoptr (GPtrArray) all = candidates_new ();

  add (all, "far",
       MEMBERS ("volunteering", "Wood care", "Wood group", "\"outdoors\",\"nature\"",
                ",\"lat\":51.9,\"lon\":1.2,\"time\":\"weekly\""));
  add (all, "near",
       MEMBERS ("volunteering", "Pond care", "Pond group", "\"outdoors\",\"nature\"",
                ",\"lat\":51.71,\"lon\":0.5,\"time\":\"weekly\""));
  add (all, "half",
       MEMBERS ("volunteering", "Litter pick", "Park group", "\"outdoors\"",
                ",\"lat\":51.9,\"lon\":1.2"));
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GPtrArray) hits
        = foyer_similar_rank (of, all, starts[i].lat, starts[i].lon, 5);
      const FoyerSimilarHit *first = g_ptr_array_index (hits, 0);
      g_autofree char *ids = dup_ids (hits);

      g_assert_cmpstr (ids, ==, starts[i].order);
      g_assert_cmpint (first->is_from_other, ==, starts[i].is_from_other);
      g_assert_cmpfloat (first->miles, <, 1);
    }
}

static void
test_same_is_one (void)
{
  g_autoptr (FoyerListing) of = listing_new (
    "of", MEMBERS ("youth", "Chess club", "Hub", "\"games\"",
                   ",\"summary\":\"Play chess.\",\"time\":\"weekly\",\"free\":true,\"lat\":51.7,"
                   "\"lon\":0.5"));
  g_autoptr (GPtrArray) all = candidates_new ();
  g_autoptr (GPtrArray) hits = NULL;

  add (all, "twin",
       MEMBERS ("youth", "Chess club", "Hub", "\"games\"",
                ",\"summary\":\"Play chess.\",\"time\":\"weekly\",\"free\":true,\"lat\":51.7,"
                "\"lon\":0.5"));
  hits = foyer_similar_rank (of, all, NAN, NAN, 5);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (((FoyerSimilarHit *)hits->pdata[0])->score, 1.0, 1e-9);
}

/* A tag that all have says little; one that two have says much. */
static void
test_rare_tags (void)
{
  g_autoptr (FoyerListing) of
    = listing_new ("of", MEMBERS ("youth", "One", "A", "\"all\",\"rare\"", ""));
  g_autoptr (GPtrArray) all = candidates_new ();
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *ids = NULL;

  add (all, "common", MEMBERS ("youth", "Two", "B", "\"all\",\"x\"", ""));
  add (all, "rare", MEMBERS ("youth", "Three", "C", "\"rare\",\"x\"", ""));
  add (all, "more", MEMBERS ("youth", "Four", "D", "\"all\",\"y\"", ""));
  add (all, "yet-more", MEMBERS ("youth", "Five", "E", "\"all\",\"z\"", ""));
  hits = foyer_similar_rank (of, all, NAN, NAN, 1);
  ids = dup_ids (hits);
  g_assert_cmpstr (ids, ==, "rare");
}

static void
test_organisations (void)
{
  g_autoptr (FoyerListing) of
    = listing_new ("of", MEMBERS ("volunteering", "Driver", "Library", "\"driving\"", ""));
  g_autoptr (GPtrArray) all = candidates_new ();
  g_autoptr (GPtrArray) hits = NULL;
  guint big = 0;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("big-%u", i);
      add (all, id, MEMBERS ("volunteering", "Driver", "Big", "\"driving\"", ""));
    }
  add (all, "small-1", MEMBERS ("volunteering", "Helper", "Small", "\"other\"", ""));
  add (all, "small-2", MEMBERS ("volunteering", "Caller", "Tiny", "\"other\"", ""));
  hits = foyer_similar_rank (of, all, NAN, NAN, 5);
  for (guint i = 0; i < hits->len; i++)
    big += g_str_has_prefix (((FoyerSimilarHit *)hits->pdata[i])->listing->id, "big") ? 1 : 0;
  g_assert_cmpuint (hits->len, ==, 4);
  g_assert_cmpuint (big, ==, 2);
}

static void
test_ages (void)
{
  g_autoptr (FoyerListing) of = listing_new (
    "of", MEMBERS ("youth", "Club", "A", "\"games\"", ",\"age_min\":11,\"age_max\":17"));
  g_autoptr (GPtrArray) all = candidates_new ();
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *ids = NULL;

  add (all, "fifty", MEMBERS ("youth", "Club", "B", "\"games\"", ",\"age_min\":50"));
  add (all, "teens", MEMBERS ("youth", "Game", "C", "\"games\"", ",\"age_min\":13"));
  hits = foyer_similar_rank (of, all, NAN, NAN, 5);
  ids = dup_ids (hits);
  g_assert_cmpstr (ids, ==, "teens");
}

static FoyerProgramme *
programme_new (void)
{
  return foyer_programme_new_from_json (
    "{\"id\":\"volunteering\",\"name\":\"V\",\"title\":\"V\",\"facets\":[{\"id\":\"f\",\"label\":"
    "\"F\",\"options\":[{\"tag\":\"outdoors\",\"label\":\"Outdoors\"},{\"tag\":\"team\",\"label\":"
    "\"In a team\"}]}]}",
    NULL);
}

static void
assert_reason (FoyerListing *of, const char *members, double miles, gboolean is_from_other, const char *expected)
{
  g_autoptr (FoyerProgramme) programme = programme_new ();
  g_autoptr (FoyerListing) other = listing_new ("other", members);
  FoyerSimilarHit hit = { .listing = other, .miles = miles, .is_from_other = is_from_other };
  g_autofree char *reason = foyer_similar_dup_reason (of, &hit, programme);

  g_assert_cmpstr (reason, ==, expected);
}

static void
test_reasons (void)
{
  g_autoptr (FoyerListing) of
    = listing_new ("of", MEMBERS ("volunteering", "Path care", "River",
                                  "\"outdoors\",\"team\",\"nature\"", ",\"free\":true"));

  assert_reason (of, MEMBERS ("volunteering", "Path care", "Wood", "", ",\"precision\":\"town\""),
                 2.2, TRUE, "The same at another place · about 2 miles from the other");
  assert_reason (of, MEMBERS ("volunteering", "Path care", "Wood", "", ",\"precision\":\"town\""),
                 2.2, FALSE, "The same at another place"); /* the card says how far it is */
  assert_reason (of, MEMBERS ("volunteering", "Talks", "River", "", ""), 80, TRUE,
                 "The same people run it");
  assert_reason (
    of,
    MEMBERS ("volunteering", "Talks", "Wood", "\"team\",\"nature\",\"outdoors\"", ",\"free\":true"),
    NAN, TRUE, "Also: In a team, Outdoors · Free too");
  assert_reason (of, MEMBERS ("volunteering", "Talks", "Wood", "\"nature\"", ""), NAN, TRUE,
                 "Much like it");
}

static FoyerStory *
story_new (const char *id, const char *programme, const char *tags, const char *district)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"%s\",\"title\":\"T\",\"district\":\"%s\",\"like\":{\"programme\":"
                       "\"%s\",\"tags\":[%s]}}",
                       id, district, programme, tags);
  FoyerStory *story = foyer_story_new_from_json (json, &error);

  g_assert_no_error (error);
  return story;
}

static void
test_story (void)
{
  g_autoptr (FoyerListing) of
    = listing_new ("of", MEMBERS ("volunteering", "Path care", "River", "\"outdoors\",\"team\"",
                                  ",\"district\":\"Maldon\""));
  g_autoptr (FoyerListing) none = listing_new ("none", MEMBERS ("youth", "Path", "River", "", ""));
  g_autoptr (GPtrArray) stories = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (stories, story_new ("youth", "youth", "\"outdoors\",\"team\"", "Maldon"));
  g_ptr_array_add (stories, story_new ("one", "volunteering", "\"outdoors\"", "Harlow"));
  g_ptr_array_add (stories, story_new ("here", "volunteering", "\"team\"", "Maldon"));
  g_ptr_array_add (stories, story_new ("again", "volunteering", "\"team\"", "Maldon"));
  g_assert_cmpstr (foyer_similar_find_story (stories, of)->id, ==, "here");
  g_ptr_array_add (stories, story_new ("both", "volunteering", "\"team\",\"outdoors\"", "Harlow"));
  g_assert_cmpstr (foyer_similar_find_story (stories, of)->id, ==, "both");
  g_assert_null (foyer_similar_find_story (stories, none));
}

/* Over the starter content, through the store's own first choice. */
static void
test_store (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = scratch_dir_new ();
  g_autofree char *path = foyer_paths_dup_data_file ("listings.json");
  g_autofree char *json = NULL;
  g_autoptr (FoyerFeedPage) page = NULL;
  FoyerStore *store = foyer_store_open (dir, &error);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  const FoyerSimilarHit *first;

  g_assert_no_error (error);
  g_file_get_contents (path, &json, NULL, &error);
  g_assert_no_error (error);
  page = foyer_feed_file_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  foyer_store_apply_page (store, page->kind, page, NULL, NULL, &error);
  g_assert_no_error (error);

  {
    g_autoptr (FoyerListing) of = foyer_store_get_listing (store, "ess-028");
    g_autoptr (GArray) rows = foyer_store_list_alike_rows (store, of, 7, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (rows->len, ==, 7);
    for (guint i = 0; i < rows->len; i++)
      {
        g_autoptr (FoyerListing) like
          = foyer_store_get_listing_by_row (store, g_array_index (rows, gint64, i));

        g_assert_cmpstr (like->id, !=, of->id);
      }
  }
  hits = foyer_similar_find (store, "ess-028", NAN, NAN, 5, NULL, &error); /* a befriender */
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 5);
  first = g_ptr_array_index (hits, 0);
  g_assert_cmpstr (first->listing->programme, ==, "volunteering");
  g_assert_true (g_strv_contains ((const char *const *)first->listing->tags, "befriending"));
  gone = foyer_similar_find (store, "no-such-listing", NAN, NAN, 5, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gone->len, ==, 0);
  foyer_store_close (store);
  scratch_dir_free (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/similar/most-alike-comes-first-and-never-itself", test_order);
  g_test_add_func ("/similar/near-the-visitor", test_near_the_visitor);
  g_test_add_func ("/similar/what-is-the-same-counts-as-one", test_same_is_one);
  g_test_add_func ("/similar/a-rare-tag-counts-more", test_rare_tags);
  g_test_add_func ("/similar/no-organisation-has-more-than-two", test_organisations);
  g_test_add_func ("/similar/nobody-of-any-age-could-join-both", test_ages);
  g_test_add_func ("/similar/each-says-why-in-one-line", test_reasons);
  g_test_add_func ("/similar/a-story-fits-by-its-tags-then-its-district", test_story);
  g_test_add_func ("/similar/it-finds-them-in-the-content", test_store);
  return g_test_run ();
}
