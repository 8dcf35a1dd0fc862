/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-story-wall.h"

static FoyerStory *
make_story (const char *id, const char *district, const char *themes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *where
    = district != NULL ? g_strdup_printf ("\"%s\"", district) : g_strdup ("null");
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"%s\",\"title\":\"T %s\",\"district\":%s,\"themes\":[%s],\"body\":[\"B.\"]}", id, id,
    where, themes);
  FoyerStory *story = foyer_story_new_from_json (json, &error);

  g_assert_no_error (error);
  return story;
}

static FoyerProgramme *
make_programme (void)
{
  g_autoptr (GError) error = NULL;
  FoyerProgramme *programme = foyer_programme_new_from_json (
    "{\"id\":\"celebrating\",\"name\":\"Celebrating\",\"browse\":\"stories\",\"facets\":[{\"id\":"
    "\"theme\","
    "\"label\":\"About\",\"options\":[{\"tag\":\"nature\",\"label\":\"Nature\"},{\"tag\":\"food\","
    "\"label\":"
    "\"Food\"},{\"tag\":\"making\",\"label\":\"Making things\"}]}]}",
    &error);

  g_assert_no_error (error);
  return programme;
}

/* Five stories: two of Harlow, one of Basildon, two of all Essex; nobody tells of food. */
static FoyerStoryWall *
make_wall (void)
{
  g_autoptr (FoyerProgramme) programme = make_programme ();
  GPtrArray *stories = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (stories, make_story ("a", "Harlow", "\"nature\",\"unheard-of\""));
  g_ptr_array_add (stories, make_story ("b", NULL, "\"making\""));
  g_ptr_array_add (stories, make_story ("c", "Basildon", "\"making\""));
  g_ptr_array_add (stories, make_story ("d", "Harlow", "\"making\",\"nature\""));
  g_ptr_array_add (stories, make_story ("e", NULL, "\"nature\""));
  return foyer_story_wall_new (stories, programme);
}

static char *
dup_ids (FoyerStoryWall *wall)
{
  g_autoptr (GPtrArray) list = foyer_story_wall_list (wall);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append (ids, ((FoyerStory *)g_ptr_array_index (list, i))->id);
  return g_string_free (ids, FALSE);
}

static void
assert_ids (FoyerStoryWall *wall, const char *expected)
{
  g_autofree char *ids = dup_ids (wall);

  g_assert_cmpstr (ids, ==, expected);
}

/* "Nature 3, Making things 3" */
static void
assert_choices (GPtrArray *choices, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    {
      const FoyerStoryChoice *choice = g_ptr_array_index (choices, i);

      g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", choice->label, choice->stories);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_ptr_array_unref (choices);
}

static void
test_all_stand_on_the_wall_in_their_order (void)
{
  g_autoptr (FoyerStoryWall) wall = make_wall ();

  assert_ids (wall, "abcde");
  g_assert_cmpuint (foyer_story_wall_count_all (wall), ==, 5);
}

static void
test_filters_narrow_together (void)
{
  g_autoptr (FoyerStoryWall) wall = make_wall ();

  foyer_story_wall_set_district (wall, "Harlow");
  assert_ids (wall, "ad");
  foyer_story_wall_set_theme (wall, "making");
  assert_ids (wall, "d");
  foyer_story_wall_set_district (wall, NULL);
  assert_ids (wall, "bcd");
  foyer_story_wall_set_theme (wall, "food");
  assert_ids (wall, "");
  foyer_story_wall_set_theme (wall, foyer_story_wall_get_theme (wall));
  g_assert_cmpstr (foyer_story_wall_get_theme (wall), ==, "food");
}

static void
test_only_what_some_story_has_can_be_chosen (void)
{
  g_autoptr (FoyerStoryWall) wall = make_wall ();

  assert_choices (foyer_story_wall_list_districts (wall), "Basildon 1, Harlow 2");
  assert_choices (foyer_story_wall_list_themes (wall), "Nature 3, Making things 3");
}

static void
test_counts_are_with_the_other_filter (void)
{
  g_autoptr (FoyerStoryWall) wall = make_wall ();

  foyer_story_wall_set_district (wall, "Basildon");
  assert_choices (foyer_story_wall_list_themes (wall), "Nature 0, Making things 1");
  foyer_story_wall_set_theme (wall, "nature");
  assert_choices (foyer_story_wall_list_districts (wall), "Basildon 0, Harlow 2");
}

static void
test_the_next_story_goes_round (void)
{
  g_autoptr (FoyerStoryWall) wall = make_wall ();
  GPtrArray *one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStoryWall) lonely = NULL;

  g_assert_cmpstr (foyer_story_wall_next (wall, "a")->id, ==, "b");
  g_assert_cmpstr (foyer_story_wall_next (wall, "e")->id, ==, "a");
  g_assert_cmpstr (foyer_story_wall_next (wall, "gone")->id, ==, "a");
  g_ptr_array_add (one, make_story ("x", NULL, ""));
  lonely = foyer_story_wall_new (one, NULL);
  g_assert_null (foyer_story_wall_next (lonely, "x"));
}

static void
test_an_empty_wall_offers_nothing (void)
{
  g_autoptr (FoyerStoryWall) wall
    = foyer_story_wall_new (g_ptr_array_new_with_free_func (g_object_unref), NULL);

  assert_ids (wall, "");
  assert_choices (foyer_story_wall_list_districts (wall), "");
  assert_choices (foyer_story_wall_list_themes (wall), "");
  g_assert_null (foyer_story_wall_next (wall, "a"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story-wall/all-stand-on-the-wall-in-their-order",
                   test_all_stand_on_the_wall_in_their_order);
  g_test_add_func ("/story-wall/filters-narrow-together", test_filters_narrow_together);
  g_test_add_func ("/story-wall/only-what-some-story-has-can-be-chosen",
                   test_only_what_some_story_has_can_be_chosen);
  g_test_add_func ("/story-wall/counts-are-with-the-other-filter",
                   test_counts_are_with_the_other_filter);
  g_test_add_func ("/story-wall/the-next-story-goes-round", test_the_next_story_goes_round);
  g_test_add_func ("/story-wall/an-empty-wall-offers-nothing", test_an_empty_wall_offers_nothing);
  return g_test_run ();
}
