/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-story-wall"

#include "core/viewmodel/foyer-story-wall.h"

/* The rules of the story wall, with no widgets. A story of all Essex has no district and stands on
 * the wall while no district is chosen. Owned by its page; one thread. */

struct _FoyerStoryWall
{
  GPtrArray *stories;     /* owned FoyerStory */
  GPtrArray *themes;      /* owned FoyerStoryChoice of what the programme names; stories unused */
  char *district, *theme; /* owned; NULL: all */
};

static void
free_choice (gpointer data)
{
  FoyerStoryChoice *choice = data;

  g_free (choice->id);
  g_free (choice->label);
  g_free (choice);
}

static FoyerStoryChoice *
new_choice (const char *id, const char *label)
{
  FoyerStoryChoice *choice = g_new0 (FoyerStoryChoice, 1);

  choice->id = g_strdup (id);
  choice->label = g_strdup (label);
  return choice;
}

static gboolean
fits (FoyerStory *story, const char *district, const char *theme)
{
  if (district != NULL && g_strcmp0 (story->district, district) != 0)
    return FALSE;
  return theme == NULL || g_strv_contains ((const char *const *)story->themes, theme);
}

static guint
count (FoyerStoryWall *wall, const char *district, const char *theme)
{
  guint n = 0;

  for (guint i = 0; i < wall->stories->len; i++)
    n += fits (g_ptr_array_index (wall->stories, i), district, theme) ? 1 : 0;
  return n;
}

FoyerStoryWall *
foyer_story_wall_new (GPtrArray *stories, FoyerProgramme *celebrating)
{
  FoyerStoryWall *wall = g_new0 (FoyerStoryWall, 1);

  wall->stories = stories;
  wall->themes = g_ptr_array_new_with_free_func (free_choice);
  for (guint f = 0; celebrating != NULL && f < celebrating->facets->len; f++)
    {
      const FoyerFacet *facet = g_ptr_array_index (celebrating->facets, f);

      for (guint o = 0; o < facet->options->len; o++)
        {
          const FoyerFacetOption *option = g_ptr_array_index (facet->options, o);

          g_ptr_array_add (wall->themes, new_choice (option->tag, option->label));
        }
    }
  return wall;
}

void
foyer_story_wall_free (FoyerStoryWall *wall)
{
  if (wall == NULL)
    return;
  g_ptr_array_unref (wall->stories);
  g_ptr_array_unref (wall->themes);
  g_free (wall->district);
  g_free (wall->theme);
  g_free (wall);
}

static void
set_filter (char **filter, const char *value)
{
  char *copy = g_strdup (value); /* value may be *filter itself */

  g_free (*filter);
  *filter = copy;
}

void
foyer_story_wall_set_district (FoyerStoryWall *wall, const char *district)
{
  set_filter (&wall->district, district);
}

void
foyer_story_wall_set_theme (FoyerStoryWall *wall, const char *theme)
{
  set_filter (&wall->theme, theme);
}

const char *
foyer_story_wall_get_district (FoyerStoryWall *wall)
{
  return wall->district;
}

const char *
foyer_story_wall_get_theme (FoyerStoryWall *wall)
{
  return wall->theme;
}

guint
foyer_story_wall_count_all (FoyerStoryWall *wall)
{
  return wall->stories->len;
}

GPtrArray *
foyer_story_wall_list (FoyerStoryWall *wall)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < wall->stories->len; i++)
    if (fits (g_ptr_array_index (wall->stories, i), wall->district, wall->theme))
      g_ptr_array_add (list, g_ptr_array_index (wall->stories, i));
  return list;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const FoyerStoryChoice *left = *(const FoyerStoryChoice *const *)a;
  const FoyerStoryChoice *right = *(const FoyerStoryChoice *const *)b;

  return g_utf8_collate (left->label, right->label);
}

GPtrArray *
foyer_story_wall_list_districts (FoyerStoryWall *wall)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (free_choice);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < wall->stories->len; i++)
    {
      FoyerStory *story = g_ptr_array_index (wall->stories, i);
      FoyerStoryChoice *choice;

      if (story->district == NULL || !g_hash_table_add (seen, story->district))
        continue;
      choice = new_choice (story->district, story->district);
      choice->stories = count (wall, story->district, wall->theme);
      g_ptr_array_add (choices, choice);
    }
  g_ptr_array_sort (choices, compare_labels);
  return choices;
}

GPtrArray *
foyer_story_wall_list_themes (FoyerStoryWall *wall)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (free_choice);

  for (guint i = 0; i < wall->themes->len; i++)
    {
      const FoyerStoryChoice *theme = g_ptr_array_index (wall->themes, i);
      FoyerStoryChoice *choice;

      if (count (wall, NULL, theme->id) == 0)
        continue;
      choice = new_choice (theme->id, theme->label);
      choice->stories = count (wall, wall->district, theme->id);
      g_ptr_array_add (choices, choice);
    }
  return choices;
}

FoyerStory *
foyer_story_wall_next (FoyerStoryWall *wall, const char *id)
{
  for (guint i = 0; i < wall->stories->len; i++)
    {
      FoyerStory *story = g_ptr_array_index (wall->stories, i);

      if (g_str_equal (story->id, id))
        return wall->stories->len > 1
                 ? g_ptr_array_index (wall->stories, (i + 1) % wall->stories->len)
                 : NULL;
    }
  return wall->stories->len > 0 ? g_ptr_array_index (wall->stories, 0) : NULL;
}
