/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "kiosk/foyer-top-bar.h"

#define BAR_FRAMES 5 /* until it has fitted itself to new letters */

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

static GtkWidget *
find_bar (GtkWidget *widget)
{
  GtkWidget *found = FOYER_IS_TOP_BAR (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_bar (child);
  return found;
}

static void
append_words (GtkWidget *widget, GString *words)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_words (child, words);
}

/* All that the bar says once it has been drawn and has fitted itself. (transfer full) */
static char *
dup_bar_words (PageFixture *f)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < BAR_FRAMES; i++)
    {
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      page_fixture_settle ();
    }
  append_words (find_bar (GTK_WIDGET (f->window)), words);
  return g_string_free (words, FALSE);
}

static void
test_the_bar_is_nobodys_when_the_next_one_comes (PageFixture *f, gconstpointer data)
{
  g_autofree char *first = NULL, *large = NULL, *next = NULL;

  page_fixture_open (f, "attract", "");
  page_fixture_click (f, "Touch anywhere to start");
  page_fixture_wait_page (f, "home");
  first = dup_bar_words (f);
  foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), 200);
  large = dup_bar_words (f);
  g_assert_cmpstr (large, !=, first);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.finish", NULL);
  page_fixture_wait_page (f, "attract");
  for (guint i = 0; i < BAR_FRAMES; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  page_fixture_click (f, "Touch anywhere to start");
  page_fixture_wait_page (f, "home");
  next = dup_bar_words (f);
  g_assert_cmpstr (next, ==, first);
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
  ADD ("the-bar-is-nobodys-when-the-next-one-comes", NULL,
       test_the_bar_is_nobodys_when_the_next_one_comes);
#undef ADD
  return page_fixture_run ();
}
