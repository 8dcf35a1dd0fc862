/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "core/feed/foyer-feed.h"

#define GUARD_US 300000 /* the pages' repeat guard */

/* The clock of the fixture stands still: a visitor takes at least this long from tap to tap. */
static void
tap (PageFixture *f, const char *words)
{
  foyer_clock_advance (f->clock, GUARD_US);
  page_fixture_click (f, words);
  page_fixture_settle ();
}

static void
test_help_as_a_neighbour_stands_beside_the_roles (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "Volunteer");
  page_fixture_wait_page (f, "volunteer");
  g_assert_nonnull (page_fixture_find_button (f, "Find what suits me"));
  g_assert_nonnull (page_fixture_find_button (f, "Help a neighbour"));
  g_assert_nonnull (page_fixture_find_button (f, "I already volunteer"));
  g_assert_true (page_fixture_shows (f, "36 ways to help"));
  page_fixture_assert_fits (f);
}

/* Informal help is no smaller choice than a role with a group. */
static void
test_its_door_is_as_large_as_the_others (PageFixture *f, gconstpointer data)
{
  GtkWidget *neighbour, *roles;

  page_fixture_open (f, "volunteer", "");
  neighbour = page_fixture_find_button (f, "Help a neighbour");
  roles = page_fixture_find_button (f, "See all ways to help");
  g_assert_cmpint (gtk_widget_get_width (neighbour), ==, gtk_widget_get_width (roles));
  g_assert_cmpint (gtk_widget_get_height (neighbour), ==, gtk_widget_get_height (roles));
}

static void
test_ten_minutes_lead_to_it (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "results", "volunteering?time=hour");
  page_fixture_wait_for (f, "Three that fit you best");
  g_assert_null (page_fixture_find_button (f, "Help a neighbour"));
  page_fixture_open (f, "results", "youth?time=ten-minutes");
  g_assert_null (page_fixture_find_button (f, "Help a neighbour"));
  page_fixture_open (f, "results", "?time=ten-minutes");
  g_assert_nonnull (page_fixture_find_button (f, "Help a neighbour"));
  page_fixture_assert_fits (f);
  page_fixture_click (f, "Help a neighbour");
  page_fixture_wait_page (f, "neighbour");
}

static void
test_the_roles_are_one_tap_away (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "volunteer", "");
  page_fixture_click (f, "See all ways to help");
  page_fixture_wait_page (f, "browse");
}

static void
test_reading_first_shows_the_pages_of_volunteering (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "volunteer", "");
  page_fixture_click (f, "Before you start");
  page_fixture_wait_page (f, "info-list");
  page_fixture_wait_for (f, "Volunteering for the first time");
  g_assert_true (page_fixture_shows (f, "Benefits and expenses"));
  g_assert_true (page_fixture_shows (f, "DBS checks"));
  g_assert_true (page_fixture_shows (f, "Coming back after a gap"));
  g_assert_true (page_fixture_shows (f, "Disability, or a health condition"));
  g_assert_false (page_fixture_shows (f, "About this screen"));
}

#define TIPS                                                                                       \
  "{\"format\":\"foyer-content-1\",\"kind\":\"pages\",\"items\":[{\"id\":\"good-neighbour-"        \
  "safety\","                                                                                      \
  "\"title\":\"Being a good "                                                                      \
  "neighbour\",\"sections\":[{\"heading\":\"Money\",\"paragraphs\":[\"Agree "                      \
  "first.\"]}],\"sources\":[{\"title\":\"A guide\"}],\"last_confirmed\":\"2026-10\"}]}"

/* The starter content names a source, and nobody who has looked. */
static void
test_a_source_alone_is_no_check (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "neighbour", "lift");
  g_assert_true (page_fixture_shows (f, "We wrote these tips for this kiosk."));
  g_assert_false (page_fixture_shows (f, "From: "));
}

/* As the centre sends a page that is already here, with a later number. */
static void
apply_newer (PageFixture *f, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_file_parse (json, strlen (json), &error);
  g_autoptr (FoyerStore) store = foyer_store_open (f->dir, &error);

  g_assert_no_error (error);
  ((FoyerFeedItem *)g_ptr_array_index (page->items, 0))->modified = 1;
  foyer_store_apply_page (store, page->kind, page, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_tips_say_who_checked_them (PageFixture *f, gconstpointer data)
{
  apply_newer (f, TIPS);
  page_fixture_open (f, "neighbour", "meal");
  g_assert_true (page_fixture_shows (f, "From: A guide. Checked October 2026."));
  g_assert_false (page_fixture_shows (f, "We wrote these tips"));
}

static void
test_each_kind_says_how_to_do_it_safely (PageFixture *f, gconstpointer data)
{
  const char *const kinds[]
    = { "shopping", "lift", "touch", "pets", "jobs", "forms", "meal", "minding" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      page_fixture_open (f, "neighbour", kinds[i]);
      g_assert_true (page_fixture_shows (f, "How to do it safely"));
      g_assert_true (page_fixture_shows (f, "You can say no."));
      g_assert_true (page_fixture_shows (f, "Danger now? Call 999."));
      page_fixture_assert_fits (f);
    }
  tap (f, "Roles like this near me");
  page_fixture_wait_page (f, "browse");
}

static void
test_what_was_done_is_counted_without_a_name (PageFixture *f, gconstpointer data)
{
  guint waiting = foyer_backend_get_waiting (f->backend);

  page_fixture_open (f, "neighbour", "");
  g_assert_true (page_fixture_shows (f, "Help a neighbour"));
  page_fixture_assert_fits (f);
  tap (f, "A lift");
  tap (f, "I did this");
  page_fixture_assert_fits (f);
  tap (f, "3 times");
  tap (f, "2 hours");
  tap (f, "A neighbour");
  tap (f, "Count it");
  page_fixture_wait_for (f, "Thank you. That was kind.");
  g_assert_true (page_fixture_shows (f, "3"));
  g_assert_true (page_fixture_shows (f, "times you helped somebody this month"));
  page_fixture_assert_fits (f);
  /* Once more in the same visit: the count goes on, the form begins empty. */
  tap (f, "I did something else too");
  tap (f, "Count it");
  page_fixture_wait_for (f, "There is a problem");
  tap (f, "Pets");
  tap (f, "Count it");
  page_fixture_wait_for (f, "Thank you. That was kind.");
  g_assert_true (page_fixture_shows (f, "4"));
  while (foyer_backend_get_waiting (f->backend) < waiting + 2)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_back_goes_one_view_back (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "neighbour", "");
  tap (f, "Shopping");
  tap (f, "I did this");
  tap (f, "Back");
  g_assert_true (page_fixture_shows (f, "How to do it safely"));
  tap (f, "Back");
  g_assert_true (page_fixture_shows (f, "What would you like to do?"));
  tap (f, "I have helped someone");
  tap (f, "Back");
  g_assert_true (page_fixture_shows (f, "What would you like to do?"));
}

static void
test_two_questions_one_after_the_other (PageFixture *f, gconstpointer data)
{
  guint waiting = foyer_backend_get_waiting (f->backend);

  page_fixture_open (f, "baseline", "");
  g_assert_true (page_fixture_shows (f, "Question 1 of 2"));
  page_fixture_assert_fits (f);
  tap (f, "Less often than that");
  tap (f, "Next");
  g_assert_true (page_fixture_shows (f, "Question 2 of 2"));
  page_fixture_assert_fits (f);
  tap (f, "I’d rather not say");
  tap (f, "Next");
  page_fixture_wait_for (f, "Thank you.");
  while (foyer_backend_get_waiting (f->backend) < waiting + 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_who_passes_both_over_leaves_nothing (PageFixture *f, gconstpointer data)
{
  guint waiting = foyer_backend_get_waiting (f->backend);

  page_fixture_open (f, "baseline", "");
  tap (f, "Next");
  tap (f, "Next");
  page_fixture_wait_for (f, "Thank you.");
  g_assert_cmpuint (foyer_backend_get_waiting (f->backend), ==, waiting);
}

#define ADD(path, test)                                                                            \
  g_test_add (path, PageFixture, NULL, page_fixture_set_up, test, page_fixture_tear_down)

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
  ADD ("/neighbour-page/beside-the-roles", test_help_as_a_neighbour_stands_beside_the_roles);
  ADD ("/neighbour-page/as-large-as-the-others", test_its_door_is_as_large_as_the_others);
  ADD ("/neighbour-page/ten-minutes-lead-to-it", test_ten_minutes_lead_to_it);
  ADD ("/neighbour-page/nobody-checked-the-tips", test_a_source_alone_is_no_check);
  ADD ("/neighbour-page/tips-say-who-checked-them", test_tips_say_who_checked_them);
  ADD ("/neighbour-page/roles-one-tap-away", test_the_roles_are_one_tap_away);
  ADD ("/neighbour-page/reading-first", test_reading_first_shows_the_pages_of_volunteering);
  ADD ("/neighbour-page/safely", test_each_kind_says_how_to_do_it_safely);
  ADD ("/neighbour-page/counted-without-a-name", test_what_was_done_is_counted_without_a_name);
  ADD ("/neighbour-page/back", test_back_goes_one_view_back);
  ADD ("/neighbour-page/two-questions", test_two_questions_one_after_the_other);
  ADD ("/neighbour-page/passed-over", test_who_passes_both_over_leaves_nothing);
  return page_fixture_run ();
}
