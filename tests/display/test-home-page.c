/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

static void
test_doors (PageFixture *f, gconstpointer data)
{
  GtkWidget *card = page_fixture_find_button (f, "Volunteer");

  g_assert_true (page_fixture_shows (f, "What would you like to do today?"));
  g_assert_nonnull (card);
  gtk_test_accessible_assert_property (
    card, GTK_ACCESSIBLE_PROPERTY_LABEL,
    "Volunteer. Give an hour or a season, near home or further away. 36 ways to help");
  g_assert_true (page_fixture_shows (f, "15 things to do"));
  g_assert_true (page_fixture_shows (f, "17 stories"));
  g_assert_nonnull (page_fixture_find_button (f, "Celebrating Essex"));
}

static void
test_doors_open (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "Youth Activity Guarantee");
  page_fixture_wait_page (f, "browse");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "youth");
}

static void
test_stories_open (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "Celebrating Essex");
  page_fixture_wait_page (f, "stories");
}

static void
test_search_opens (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "Search by word, place or interest");
  page_fixture_wait_page (f, "search");
}

static void
test_about_opens (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "About this screen");
  page_fixture_wait_page (f, "info");
  g_assert_true (page_fixture_shows (f, "What happens to what I type?"));
}

static void
test_empty (PageFixture *f, gconstpointer data)
{
  g_assert_true (page_fixture_shows (f, "Things to do are on their way"));
  g_assert_null (page_fixture_find_button (f, "Search"));
  g_assert_null (page_fixture_find_button (f, "About"));
}

/* A programme is data: a fifth one has a card without new code. */
static void
test_new_programme (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f,
                      "{\"format\":\"foyer-content-1\",\"kind\":\"programmes\",\"items\":[{\"id\":"
                      "\"warm-homes\",\"name\":\"Warm homes\",\"title\":\"Warm homes\","
                      "\"colour\":\"marsh\",\"browse\":\"listings\",\"order\":5,\"facets\":[]}]}");
  g_signal_emit_by_name (f->backend, "content-changed");
  page_fixture_settle ();
  g_assert_nonnull (page_fixture_find_button (f, "Warm homes"));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/home-page/" name, PageFixture, data, page_fixture_set_up, function,                \
              page_fixture_tear_down)
  ADD ("each-programme-is-a-door-with-a-true-count", NULL, test_doors);
  ADD ("a-door-opens-its-list", NULL, test_doors_open);
  ADD ("stories-open-the-story-wall", NULL, test_stories_open);
  ADD ("search-opens-the-search-page", NULL, test_search_opens);
  ADD ("about-says-what-happens-to-what-is-typed", NULL, test_about_opens);
  ADD ("without-content-it-says-so-kindly", "empty", test_empty);
  ADD ("a-new-programme-needs-no-code", NULL, test_new_programme);
  ADD ("it-fits-at-every-text-size", NULL, test_fits);
#undef ADD
  return page_fixture_run ();
}
