/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include "kiosk/widgets/foyer-map-pin.h"
#include "kiosk/widgets/foyer-map-row.h"
#include "kiosk/widgets/foyer-map.h"

#define WAIT_S 20

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static FoyerMap *
the_map (PageFixture *f)
{
  return FOYER_MAP (find_type (GTK_WIDGET (page_fixture_page (f)), FOYER_TYPE_MAP));
}

static void
count_pins (GtkWidget *widget, guint *pins, guint *targets)
{
  if (FOYER_IS_MAP_PIN (widget) && gtk_widget_get_visible (widget)
      && gtk_widget_get_child_visible (widget))
    {
      *pins += foyer_map_pin_get_cluster (FOYER_MAP_PIN (widget))->count;
      ++*targets;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_pins (child, pins, targets);
}

/* Runs the loop until the map shows so many pins. */
static void
wait_for_pins (PageFixture *f, guint wanted)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  guint pins = 0, targets = 0;

  while (g_get_monotonic_time () < end)
    {
      pins = targets = 0;
      count_pins (GTK_WIDGET (page_fixture_page (f)), &pins, &targets);
      if (pins == wanted)
        return;
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  g_assert_cmpuint (pins, ==, wanted);
}

static void
open_map (PageFixture *f)
{
  page_fixture_open (f, "map", "volunteering");
  page_fixture_wait_for (f, "Baby and Toddler Rhymetime");
  wait_for_pins (f, 5);
}

/* The pin that holds the number, or NULL. */
static GtkWidget *
find_pin (GtkWidget *widget, guint first)
{
  GtkWidget *found = NULL;

  if (FOYER_IS_MAP_PIN (widget) && gtk_widget_get_visible (widget)
      && foyer_map_pin_get_cluster (FOYER_MAP_PIN (widget))->first == first)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_pin (child, first);
  return found;
}

static GtkWidget *
find_class (GtkWidget *widget, const char *css_class)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, css_class) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_class (child, css_class);
  return found;
}

/* What lies over the map lies over no pin. */
static void
assert_pins_are_clear (PageFixture *f)
{
  const char *const covers[] = { "map-places", "map-controls", "map-credit" };
  GtkWidget *map = GTK_WIDGET (the_map (f));
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (map); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t pin, cover;

      if (!FOYER_IS_MAP_PIN (child) || !gtk_widget_get_visible (child))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, map, &pin));
      g_assert_true (gtk_widget_get_child_visible (child));
      n++;
      for (guint i = 0; i < G_N_ELEMENTS (covers); i++)
        {
          GtkWidget *over = find_class (GTK_WIDGET (page_fixture_page (f)), covers[i]);

          if (!gtk_widget_get_mapped (over))
            continue;
          g_assert_true (gtk_widget_compute_bounds (over, map, &cover));
          if (graphene_rect_intersection (&pin, &cover, NULL))
            {
              g_test_message ("a pin at %.0f, %.0f lies under %s", pin.origin.x, pin.origin.y,
                              covers[i]);
              g_test_fail ();
            }
        }
    }
  g_assert_cmpuint (n, >, 0);
}

/* On a screen of each orientation. */
static void
test_pins_are_clear (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *programme;
    guint pins;
  } maps[] = { { "volunteering", 5 }, { "", 71 } };

  for (guint m = 0; m < G_N_ELEMENTS (maps); m++)
    {
      page_fixture_open (f, "map", maps[m].programme);
      page_fixture_wait_for (f, "Baby and Toddler Rhymetime");
      wait_for_pins (f, maps[m].pins);
      for (guint i = 0; i < 4; i++)
        {
          gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
          page_fixture_settle ();
        }
      assert_pins_are_clear (f);
      foyer_map_show_county (the_map (f));
      page_fixture_settle ();
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      assert_pins_are_clear (f);
    }
}

static void
test_same_filters (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  page_fixture_wait_for (f, "9 match");
  page_fixture_click (f, "Hands-on");
  page_fixture_wait_for (f, "4 match");
  page_fixture_click (f, "Show on map");
  page_fixture_wait_page (f, "map");
  page_fixture_wait_for (f, "3 on the map");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==,
                   "volunteering?tags=hands-on");
}

static void
test_numbers (PageFixture *f, gconstpointer data)
{
  GtkWidget *pin;

  open_map (f);
  g_assert_true (page_fixture_shows (f, "5 on the map, nearest first"));
  g_assert_true (page_fixture_shows (f, "Not in one place"));
  pin = find_pin (GTK_WIDGET (page_fixture_page (f)), 3);
  gtk_test_accessible_assert_property (pin, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "4. Food bank volunteer, about 8 miles");
}

static void
test_choose (PageFixture *f, gconstpointer data)
{
  GtkWidget *page, *pin;

  open_map (f);
  page = GTK_WIDGET (page_fixture_page (f));
  pin = find_pin (page, 3);
  g_assert_false (page_fixture_shows (f, "About 8 miles"));
  g_signal_emit_by_name (pin, "clicked");
  page_fixture_settle ();
  page_fixture_wait_for (f, "About 8 miles south of this library, in Billericay.");
  g_assert_true (foyer_map_pin_is_selected (FOYER_MAP_PIN (find_pin (page, 3))));
  page_fixture_click (f, "House tour guide");
  g_assert_true (foyer_map_pin_is_selected (FOYER_MAP_PIN (find_pin (page, 0))));
  g_assert_false (foyer_map_pin_is_selected (FOYER_MAP_PIN (find_pin (page, 3))));
  page_fixture_click (f, "See more");
  page_fixture_wait_page (f, "detail");
  g_assert_true (page_fixture_shows (f, "House tour guide"));
}

/* Three at one spot cannot be parted: one after the other is chosen. */
static void
test_together (PageFixture *f, gconstpointer data)
{
  static const char *const titles[] = { "Baby and Toddler Rhymetime", "Homelessness charity",
                                        "House tour guide", "Baby and Toddler Rhymetime" };
  GtkWidget *page, *pin;

  open_map (f);
  page = GTK_WIDGET (page_fixture_page (f));
  pin = find_pin (page, 0);
  g_assert_cmpuint (foyer_map_pin_get_cluster (FOYER_MAP_PIN (pin))->count, ==, 3);
  g_assert_false (foyer_map_pin_get_cluster (FOYER_MAP_PIN (pin))->can_be_parted);
  gtk_test_accessible_assert_property (pin, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "3 together: 1, 2, 3. Touch to see one after the other");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *row;

      g_signal_emit_by_name (find_pin (page, 0), "clicked");
      page_fixture_settle ();
      row = gtk_widget_get_ancestor (page_fixture_find (f, titles[i]), FOYER_TYPE_MAP_ROW);
      g_assert_true (foyer_map_row_get_item (FOYER_MAP_ROW (row))->is_selected);
    }
}

static void
test_buttons (PageFixture *f, gconstpointer data)
{
  FoyerMapView *view;
  FoyerMapPins *pins;
  double scale;

  open_map (f);
  pins = foyer_map_get_pins (the_map (f));
  view = foyer_map_pins_get_view (pins);
  scale = view->scale;
  page_fixture_click (f, "+");
  g_assert_cmpfloat (view->scale, >, scale * 1.5);
  page_fixture_click (f, "Whole county");
  g_assert_cmpfloat_with_epsilon (foyer_map_view_nearness (view), 1, 1e-6);
  g_assert_false (gtk_widget_is_sensitive (page_fixture_find_button (f, "−")));
  page_fixture_click (f, "Here");
  g_assert_cmpfloat (foyer_map_view_nearness (view), >, 4);
  g_assert_true (gtk_widget_is_sensitive (page_fixture_find_button (f, "−")));
}

/* Tab goes to the map, then from pin to pin in the order of their numbers, then on. */
static void
test_keys (PageFixture *f, gconstpointer data)
{
  GtkRoot *root = GTK_ROOT (f->window);
  GtkWidget *map;
  guint last = 0;

  open_map (f);
  map = GTK_WIDGET (the_map (f));
  gtk_widget_grab_focus (map);
  g_assert_true (gtk_root_get_focus (root) == map);
  for (guint i = 0; i < 3; i++)
    {
      guint first;

      g_assert_true (gtk_widget_child_focus (map, GTK_DIR_TAB_FORWARD));
      g_assert_true (FOYER_IS_MAP_PIN (gtk_root_get_focus (root)));
      first = foyer_map_pin_get_cluster (FOYER_MAP_PIN (gtk_root_get_focus (root)))->first;
      g_assert_true (i == 0 || first > last);
      last = first;
    }
  g_assert_false (gtk_widget_child_focus (map, GTK_DIR_TAB_FORWARD));
}

static void
test_listing (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "map", "listing:ess-073");
  wait_for_pins (f, 1);
  g_assert_true (page_fixture_shows (f, "Where it is"));
  page_fixture_wait_for (f, "16 miles south-east of this library, in Westcliff-on-Sea.");
  page_fixture_open (f, "map", "listing:no-such");
  g_assert_true (page_fixture_shows (f, "This is no longer here"));
}

static void
test_everything (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "map", "");
  page_fixture_wait_for (f, "Map of Essex");
  page_fixture_wait_for (f, "Baby and Toddler Rhymetime");
}

static void
test_nothing (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "map", "volunteering?within=2&tags=by-phone");
  page_fixture_wait_for (f, "Nothing fits all of that");
  g_assert_false (page_fixture_shows (f, "0 on the map"));
}

/* Where somebody looked and what they chose is still so when the page is made anew. */
static void
test_state (PageFixture *f, gconstpointer data)
{
  g_autoptr (GObject) state = NULL;
  FoyerMapView before;
  FoyerPage *page;
  FoyerMapPins *pins;

  open_map (f);
  page_fixture_click (f, "Food bank volunteer");
  page_fixture_click (f, "+");
  state = FOYER_PAGE_GET_CLASS (page_fixture_page (f))->save_state (page_fixture_page (f));
  before = *foyer_map_pins_get_view (FOYER_MAP_PINS (state));
  page_fixture_open (f, "home", "");
  page = page_fixture_open (f, "map", "volunteering");
  FOYER_PAGE_GET_CLASS (page)->restore_state (page, state);
  page_fixture_wait_for (f, "About 8 miles south");
  pins = foyer_map_get_pins (the_map (f));
  g_assert_cmpint (foyer_map_pins_get_selected (pins), ==, 3);
  g_assert_cmpfloat_with_epsilon (foyer_map_pins_get_view (pins)->scale, before.scale, 1e-6);
  g_assert_cmpfloat_with_epsilon (foyer_map_pins_get_view (pins)->x, before.x, 1e-6);
}

static void
test_no_content (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "map", "volunteering");
  g_assert_true (page_fixture_shows (f, "Map of Essex"));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  open_map (f);
  page_fixture_click (f, "Food bank volunteer");
  page_fixture_assert_fits (f);
}

/* Not beyond the edge of what scrolls it. */
static void
assert_in_sight (GtkWidget *widget)
{
  GtkWidget *frame = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, frame, &bounds));
  g_test_message ("ends at %.0f of %d", bounds.origin.y + bounds.size.height,
                  gtk_widget_get_height (frame));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (frame));
}

/* Of what is between the bars, upright: the list has four rows and the map the rest; one listing
 * has what it needs. Nothing that is chosen moves the map. */
static void
test_map_is_tall (PageFixture *f, gconstpointer data)
{
  int page, before;

  open_map (f);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  if (!foyer_page_is_portrait (page_fixture_page (f)))
    {
      g_test_skip ("the map stands beside its list");
      return;
    }
  page = gtk_widget_get_height (gtk_widget_get_parent (
    GTK_WIDGET (gtk_widget_get_ancestor (GTK_WIDGET (the_map (f)), GTK_TYPE_OVERLAY))));
  before = gtk_widget_get_height (GTK_WIDGET (the_map (f)));
  g_test_message ("%d of %d", before, page);
  g_assert_cmpfloat (before, >=, 0.6 * page);
  page_fixture_click (f, "Homelessness charity volunteer");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (the_map (f))), ==, before);
  page_fixture_open (f, "map", "listing:ess-034");
  wait_for_pins (f, 1);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (the_map (f))), >, before);
  for (int percent = 100; percent <= 200; percent += 50)
    {
      foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), percent);
      page_fixture_settle ();
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      assert_in_sight (page_fixture_find_button (f, "See more"));
    }
}

/* Whoever asks where it is sees both, whatever size the map is given in the end. */
static void
test_here_is_whole (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "map", "listing:ess-034");
  wait_for_pins (f, 1);
  for (int percent = 100; percent <= 200; percent += 50)
    {
      GtkWidget *map = GTK_WIDGET (the_map (f));
      GtkWidget *words = find_class (map, "map-here-words");
      graphene_rect_t here;

      foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), percent);
      for (guint i = 0; i < 4; i++)
        {
          page_fixture_settle ();
          gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
        }
      g_assert_true (gtk_widget_get_visible (words));
      g_assert_true (gtk_widget_compute_bounds (words, map, &here));
      g_test_message ("%d %%: from %.0f, %.0f to %.0f, %.0f of %d, %d", percent, here.origin.x,
                      here.origin.y, here.origin.x + here.size.width,
                      here.origin.y + here.size.height, gtk_widget_get_width (map),
                      gtk_widget_get_height (map));
      g_assert_cmpfloat (here.origin.x, >=, -1);
      g_assert_cmpfloat (here.origin.y, >=, 0);
      g_assert_cmpfloat (here.origin.x + here.size.width, <=, gtk_widget_get_width (map) + 1);
      g_assert_cmpfloat (here.origin.y + here.size.height, <=, gtk_widget_get_height (map));
      assert_pins_are_clear (f);
    }
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD_WITH(name, function, data)                                                             \
  g_test_add ("/map-page/" name, PageFixture, data, page_fixture_set_up, function,                 \
              page_fixture_tear_down)
#define ADD(name, function) ADD_WITH (name, function, NULL)
  ADD ("nothing-lies-over-a-pin", test_pins_are_clear);
  ADD ("upright-it-takes-what-is-free", test_map_is_tall);
  ADD ("here-is-whole-beside-a-listing", test_here_is_whole);
  ADD ("it-has-the-filters-of-the-page-before", test_same_filters);
  ADD ("pins-and-list-have-the-same-numbers", test_numbers);
  ADD ("a-pin-chooses-its-row-and-a-row-its-pin", test_choose);
  ADD ("what-is-at-one-spot-is-seen-one-by-one", test_together);
  ADD ("buttons-do-what-fingers-do", test_buttons);
  ADD ("keys-reach-every-pin", test_keys);
  ADD ("one-listing-can-be-shown", test_listing);
  ADD ("without-a-programme-all-are-shown", test_everything);
  ADD ("an-empty-map-offers-a-way-out", test_nothing);
  ADD ("another-language-looks-at-the-same-place", test_state);
  ADD_WITH ("without-content-there-is-still-a-map", test_no_content, "empty");
  ADD ("it-fits-in-every-size", test_fits);
  return page_fixture_run ();
}
