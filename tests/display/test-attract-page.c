/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

static void
test_story (PageFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) stories
    = foyer_store_list_stories (foyer_backend_get_store (f->backend), NULL, NULL);
  FoyerStory *newest = g_ptr_array_index (stories, 0);

  page_fixture_open (f, "attract", "");
  g_assert_true (page_fixture_shows (f, newest->title));
  g_assert_true (page_fixture_shows (f, newest->standfirst));
  g_assert_true (page_fixture_shows (f, "Celebrating Essex"));
  g_assert_nonnull (page_fixture_find_button (f, "Touch anywhere to start"));
}

static void
test_start (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "attract", "");
  page_fixture_click (f, "Touch anywhere to start");
  page_fixture_wait_page (f, "home");
}

static void
test_welcome (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "attract", "");
  g_assert_true (page_fixture_shows (f, "Welcome to Caring Essex"));
  g_assert_nonnull (page_fixture_find_button (f, "Touch anywhere to start"));
}

/* How many slides are in sight: new content must not put a second one over the first. */
static guint
count_slides (PageFixture *f)
{
  g_autofree char *text = page_fixture_dup_text (f);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint starts = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Celebrating Essex"))
      starts++;
  return starts;
}

static void
test_one_slide (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "attract", "");
  g_assert_cmpuint (count_slides (f), ==, 1);
  g_signal_emit_by_name (f->backend, "content-changed");
  page_fixture_settle ();
  g_assert_cmpuint (count_slides (f), ==, 1);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/attract-page/" name, PageFixture, data, page_fixture_set_up, function,             \
              page_fixture_tear_down)
  ADD ("it-begins-with-the-newest-story", NULL, test_story);
  ADD ("a-touch-opens-home", NULL, test_start);
  ADD ("without-content-it-welcomes-in-words", "empty", test_welcome);
  ADD ("one-story-is-in-sight", NULL, test_one_slide);
#undef ADD
  return page_fixture_run ();
}
