/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

static void
open_volunteering (PageFixture *f)
{
  page_fixture_open (f, "browse", "volunteering");
  page_fixture_wait_for (f, "9 match – nearest first");
}

static void
test_list (PageFixture *f, gconstpointer data)
{
  GtkWidget *card;

  open_volunteering (f);
  g_assert_true (page_fixture_shows (f, "9 near Chelmsford Library"));
  card = page_fixture_find_button (f, "House tour guide");
  g_assert_nonnull (card);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "House tour guide. Friends of Hylands House, Chelmsford. "
                                       "Once a month, on Open Estate Sunday · about 1 mile. "
                                       "With people. Museums and history. "
                                       "Not checked yet");
}

static void
test_narrow (PageFixture *f, gconstpointer data)
{
  GtkWidget *pill;

  open_volunteering (f);
  pill = page_fixture_find_button (f, "Hands-on");
  gtk_test_accessible_assert_property (pill, GTK_ACCESSIBLE_PROPERTY_LABEL, "Hands-on, 4");
  page_fixture_click (f, "Hands-on");
  page_fixture_wait_for (f, "4 match");
  page_fixture_wait_for (f, "Clear filters");
  page_fixture_click (f, "Clear filters");
  page_fixture_wait_for (f, "9 match");
  g_assert_null (page_fixture_find_button (f, "Clear filters"));
}

static void
test_nothing_is_spoken (PageFixture *f, gconstpointer data)
{
  GtkWidget *pill;

  open_volunteering (f);
  pill = page_fixture_find_button (f, "By phone");
  g_assert_true (gtk_widget_has_css_class (pill, "nothing"));
  g_assert_true (gtk_widget_is_sensitive (pill));
  gtk_test_accessible_assert_property (pill, GTK_ACCESSIBLE_PROPERTY_LABEL, "By phone, 0");
}

static void
test_way_out (PageFixture *f, gconstpointer data)
{
  open_volunteering (f);
  page_fixture_click (f, "2 miles");
  page_fixture_wait_for (f, "7 match");
  page_fixture_click (f, "By phone");
  page_fixture_wait_for (f, "Nothing fits all of that");
  g_assert_false (page_fixture_shows (f, "0 match"));
  page_fixture_click (f, "Look anywhere in Essex: ");
  page_fixture_wait_gone (f, "Nothing fits all of that");
  g_assert_false (page_fixture_shows (f, "0 match"));
}

static void
test_postcode (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit;

  open_volunteering (f);
  visit = foyer_page_get_visit (page_fixture_page (f));
  page_fixture_click (f, "Change postcode");
  page_fixture_type (f, "sw1a 1aa");
  page_fixture_click (f, "Use it");
  g_assert_true (page_fixture_shows (f, "We only know postcodes in Essex."));
  g_assert_null (foyer_visit_get_origin (visit));
  page_fixture_click (f, "Cancel");

  page_fixture_click (f, "Change postcode");
  page_fixture_type (f, "nonsense");
  page_fixture_click (f, "Use it");
  g_assert_true (page_fixture_shows (f, "We do not know that place."));
  page_fixture_click (f, "Cancel");

  page_fixture_click (f, "Change postcode");
  page_fixture_type (f, "co11jn");
  page_fixture_click (f, "Use it");
  g_assert_cmpstr (foyer_visit_get_origin (visit), ==, "CO1 1JN");
  page_fixture_wait_for (f, "From CO1 1JN");
  page_fixture_click (f, "Use this place");
  page_fixture_wait_for (f, "From Chelmsford Library");
  g_assert_null (foyer_visit_get_origin (visit));
}

/* A town or village is as good as a postcode, as everywhere. */
static void
test_town (PageFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *typed, *from;
  } rows[] = { { "COLCHESTER", "From Colchester" },
               { "colchster", "From Colchester" },
               { "Abberton", "From Abberton" },
               { "southend-on-sea", "From Southend" } };

  open_volunteering (f);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      page_fixture_click (f, "Change postcode or town");
      page_fixture_type (f, rows[i].typed);
      page_fixture_click (f, "Use it");
      page_fixture_wait_for (f, rows[i].from);
    }
  page_fixture_wait_for (f, "13 near Southend-on-Sea");
}

/* What was typed last is selected after an error: the next letter takes its place. */
static void
test_again (PageFixture *f, gconstpointer data)
{
  GtkWidget *text;

  open_volunteering (f);
  page_fixture_click (f, "Change postcode");
  page_fixture_type (f, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  page_fixture_click (f, "Use it");
  page_fixture_settle ();
  text = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (GTK_IS_TEXT (text));
  page_fixture_click (f, "Q"); /* no other button begins with it */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "Q");
}

/* Who comes back from the map sees the list, not the field that was left open. */
static void
test_left_open (PageFixture *f, gconstpointer data)
{
  open_volunteering (f);
  foyer_visit_begin (foyer_page_get_visit (page_fixture_page (f)));
  page_fixture_click (f, "Change postcode");
  g_assert_nonnull (page_fixture_find_button (f, "Use it"));
  page_fixture_click (f, "Show on map");
  page_fixture_wait_page (f, "map");
  while (g_str_equal (page_fixture_page_name (f), "map")) /* a tap too soon counts for nothing */
    {
      page_fixture_click (f, "Back");
      page_fixture_settle ();
    }
  g_assert_cmpstr (page_fixture_page_name (f), ==, "browse");
  g_assert_null (page_fixture_find_button (f, "Use it"));
  page_fixture_wait_for (f, "9 match – nearest first");
  g_assert_nonnull (page_fixture_find_button (f, "House tour guide"));
}

static void
test_sort (PageFixture *f, gconstpointer data)
{
  open_volunteering (f);
  page_fixture_click (f, "Sort: Nearest");
  page_fixture_wait_for (f, "9 match – soonest first");
  page_fixture_click (f, "Sort: Soonest");
  page_fixture_wait_for (f, "9 match – A to Z");
  page_fixture_click (f, "Sort: A to Z");
  page_fixture_wait_for (f, "9 match – nearest first");
}

static void
test_like (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "retirement?tags=mens-shed");
  page_fixture_wait_for (f, "Only things like it");
  page_fixture_click (f, "Only things like it");
  page_fixture_wait_gone (f, "Only things like it");
}

/* A story that points at one of the programme's own answers chooses that answer. */
static void
test_like_facet (PageFixture *f, gconstpointer data)
{
  GtkWidget *pill;

  page_fixture_open (f, "browse", "retirement?tags=make");
  page_fixture_wait_for (f, "Clear filters");
  pill = page_fixture_find_button (f, "Make and mend");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (pill)));
}

static void
test_help_now (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  g_assert_null (page_fixture_find_button (f, "Help now"));
  page_fixture_open (f, "browse", "youth");
  page_fixture_click (f, "Help now");
  page_fixture_wait_page (f, "info");
  g_assert_true (page_fixture_shows (f, "0800 1111"));
}

static void
test_opens (PageFixture *f, gconstpointer data)
{
  open_volunteering (f);
  page_fixture_click (f, "House tour guide");
  page_fixture_wait_page (f, "detail");
  g_assert_true (page_fixture_shows (f, "House tour guide"));
}

static void
test_unknown (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "no-such-programme");
  g_assert_true (page_fixture_shows (f, "Nothing here yet"));
}

static void
test_search (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "search", "");
  g_assert_true (page_fixture_shows (f, "You could look for"));
  page_fixture_type (f, "lunch");
  page_fixture_wait_for (f, "3 found");
  g_assert_nonnull (page_fixture_find_button (f, "Friday lunch club"));
  page_fixture_click (f, "Clear");
  page_fixture_wait_for (f, "You could look for");
  page_fixture_type (f, "zzzz");
  page_fixture_wait_for (f, "We found nothing for “zzzz”.");
  page_fixture_click (f, "Outdoors");
  page_fixture_wait_page (f, "browse");
  page_fixture_wait_for (f, "Clear filters");
}

/* What was understood stands above what was found. */
static void
test_understood (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "search", "");
  page_fixture_type (f, "volenteer near CM2");
  page_fixture_wait_for (f, "Showing results for “volunteer near CM2”");
  g_assert_true (page_fixture_shows (f, "Distances are from CM2"));
  page_fixture_click (f, "Clear");
  page_fixture_wait_gone (f, "Showing results for");
  g_assert_false (page_fixture_shows (f, "Distances are from"));
  page_fixture_type (f, "ogród");
  page_fixture_wait_for (f, "Organic gardening talks");
  g_assert_false (page_fixture_shows (f, "Showing results for"));
}

static GtkWidget *
find_text (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TEXT (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child);
  return found;
}

/* One tap narrows what was found, one tap brings it back; never a bare nothing. */
static void
test_narrow_search (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (
    f, "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":["
       "{\"id\":\"loom-a\",\"programme\":\"youth\",\"title\":\"Loom one\",\"free\":true},"
       "{\"id\":\"loom-b\",\"programme\":\"youth\",\"title\":\"Loom two\"},"
       "{\"id\":\"loom-c\",\"programme\":\"retirement\",\"title\":\"Loom three\"},"
       "{\"id\":\"reed\",\"programme\":\"retirement\",\"title\":\"Reed weaver\"}]}");
  page_fixture_open (f, "search", "");
  page_fixture_type (f, "loom");
  page_fixture_wait_for (f, "3 found");
  foyer_page_hide_keyboard (page_fixture_page (f));
  page_fixture_wait_for (f, "Show only");
  gtk_test_accessible_assert_property (page_fixture_find_button (f, "Youth Activity Guarantee"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Youth Activity Guarantee, 2");
  g_assert_null (page_fixture_find_button (f, "Volunteer"));
  page_fixture_click (f, "Youth Activity Guarantee");
  page_fixture_wait_for (f, "2 found");
  g_assert_null (page_fixture_find_button (f, "Loom three"));
  page_fixture_click (f, "Free");
  page_fixture_wait_for (f, "1 found");
  page_fixture_click (f, "Youth Activity Guarantee");
  page_fixture_click (f, "Free");
  page_fixture_wait_for (f, "3 found");
  page_fixture_click (f, "Retirement Connections");
  page_fixture_wait_for (f, "1 found");
  g_assert_null (page_fixture_find_button (f, "Free")); /* it would leave nothing */
  gtk_widget_grab_focus (find_text (GTK_WIDGET (page_fixture_page (f))));
  page_fixture_type (f, " one");
  page_fixture_wait_for (
    f, "Nothing for “loom one” in what you chose. Tap your choice again to see 1.");
  page_fixture_click (f, "Retirement Connections");
  page_fixture_wait_for (f, "1 found");
  page_fixture_click (f, "Clear");
  page_fixture_type (f, "loom");
  page_fixture_wait_for (f, "3 found");
  page_fixture_assert_fits (f);
}

/* A listing is as far away on its own page, and on its map, as in the list that led there. */
static void
test_distance_goes_along (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f, "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":"
                         "\"kites\",\"programme\":\"youth\",\"type\":\"activity\",\"title\":"
                         "\"Kites for all\",\"place_name\":\"Colchester\",\"lat\":51.89,"
                         "\"lon\":0.90,\"precision\":\"town\",\"tags\":[]}]}");
  page_fixture_open (f, "search", "");
  page_fixture_type (f, "kites Colchester");
  page_fixture_wait_for (f, "Distances are from Colchester");
  g_assert_true (page_fixture_shows (f, "about 1 mile"));
  page_fixture_click (f, "Kites for all");
  page_fixture_wait_page (f, "detail");
  g_assert_true (page_fixture_shows (f, "about 1 mile from Colchester"));
  g_assert_true (page_fixture_shows (f, "Not far from Colchester: about 1 mile or less"));
  g_assert_false (page_fixture_shows (f, "about 21 miles"));
  g_usleep (350 * 1000); /* a second tap sooner than this is a shaky finger */
  page_fixture_click (f, "See it on the map");
  page_fixture_wait_page (f, "map");
  page_fixture_wait_for (f, "Not far from Colchester: about 1 mile or less");

  g_usleep (350 * 1000);
  page_fixture_open (f, "search", "");
  page_fixture_type (f, "kites");
  page_fixture_wait_for (f, "1 found");
  page_fixture_click (f, "Kites for all");
  page_fixture_wait_page (f, "detail");
  g_assert_true (page_fixture_shows (f, "about 21 miles from here"));
  g_assert_null (foyer_visit_get_origin (foyer_page_get_visit (page_fixture_page (f))));
}

/* What the argument names must be a place; else it is as if it named none. */
static void
test_unknown_from (PageFixture *f, gconstpointer data)
{
  g_autofree char *here = NULL;

  page_fixture_open (f, "detail", "ess-061 -");
  here = page_fixture_dup_text (f);
  page_fixture_open (f, "detail", "ess-061 Qqqqqqq");
  {
    g_autofree char *unknown = page_fixture_dup_text (f);
    g_assert_cmpstr (unknown, ==, here);
  }
  g_assert_nonnull (strstr (here, "from here"));
  foyer_visit_set_origin (foyer_page_get_visit (page_fixture_page (f)), "CM2");
  page_fixture_open (f, "detail", "ess-061");
  g_assert_true (page_fixture_shows (f, "How to get there"));
  {
    g_autofree char *from_visit = page_fixture_dup_text (f);
    g_assert_nonnull (strstr (from_visit, "from CM2"));
  }
  page_fixture_open (f, "detail", "ess-061 -");
  {
    g_autofree char *again = page_fixture_dup_text (f);
    g_assert_cmpstr (again, ==, here);
  }
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  open_volunteering (f);
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/browse-page/" name, PageFixture, NULL, page_fixture_set_up, function,              \
              page_fixture_tear_down)
  ADD ("it-lists-what-is-near-nearest-first", test_list);
  ADD ("a-choice-narrows-and-clearing-brings-back", test_narrow);
  ADD ("a-choice-that-finds-nothing-says-so", test_nothing_is_spoken);
  ADD ("an-empty-list-offers-a-way-out", test_way_out);
  ADD ("a-postcode-is-checked-and-kept-in-the-visit", test_postcode);
  ADD ("a-town-or-village-is-understood", test_town);
  ADD ("after-an-error-one-types-anew", test_again);
  ADD ("a-field-left-open-does-not-hide-the-list", test_left_open);
  ADD ("the-order-can-be-changed", test_sort);
  ADD ("a-story-leads-to-what-is-like-it", test_like);
  ADD ("a-story-may-choose-an-answer", test_like_facet);
  ADD ("help-now-is-on-every-youth-screen", test_help_now);
  ADD ("a-card-opens-the-listing", test_opens);
  ADD ("an-unknown-programme-is-no-dead-end", test_unknown);
  ADD ("search-finds-while-one-types", test_search);
  ADD ("search-says-what-it-understood", test_understood);
  ADD ("a-search-can-be-narrowed", test_narrow_search);
  ADD ("a-listing-is-as-far-as-its-list-said", test_distance_goes_along);
  ADD ("a-place-that-nobody-knows-is-none", test_unknown_from);
  ADD ("it-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
