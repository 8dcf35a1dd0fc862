/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-map-pins.h"

/* id, and the members of a place; NULL: from home */
static void
add_row (GListStore *rows, const char *id, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"%s\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
                       "\"title\":\"%s\"%s%s}",
                       id, id, place != NULL ? "," : "", place != NULL ? place : "");
  g_autoptr (FoyerBrowseRow) row = g_object_new (FOYER_TYPE_BROWSE_ROW, NULL);

  row->listing = foyer_listing_new_from_json (json, &error);
  g_assert_no_error (error);
  row->miles = 1;
  g_list_store_append (rows, row);
}

#define AT(precision, lat, lon) "\"precision\":\"" precision "\",\"lat\":" #lat ",\"lon\":" #lon

static GListStore *
rows_new (void)
{
  GListStore *rows = g_list_store_new (FOYER_TYPE_BROWSE_ROW);

  add_row (rows, "exact", AT ("postcode", 51.73, 0.47));
  add_row (rows, "anywhere", "\"precision\":\"county\"");
  add_row (rows, "town", AT ("town", 51.88, 0.90));
  add_row (rows, "unknown", NULL);
  add_row (rows, "district", AT ("district", 51.60, 0.60));
  return rows;
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *id;
    guint number;
    FoyerMapSpotKind kind;
  } wanted[] = { { "exact", 1, FOYER_MAP_SPOT_EXACT },
                 { "town", 2, FOYER_MAP_SPOT_TOWN },
                 { "district", 3, FOYER_MAP_SPOT_DISTRICT },
                 { "anywhere", 0, FOYER_MAP_SPOT_NONE },
                 { "unknown", 0, FOYER_MAP_SPOT_NONE } };
  g_autoptr (GListStore) rows = rows_new ();
  g_autoptr (FoyerMapPins) pins = foyer_map_pins_new (NULL);

  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  g_assert_cmpuint (foyer_map_pins_count (pins), ==, G_N_ELEMENTS (wanted));
  g_assert_cmpuint (foyer_map_pins_count_placed (pins), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      FoyerMapItem *item = foyer_map_pins_get (pins, i);

      g_assert_cmpstr (item->listing->id, ==, wanted[i].id);
      g_assert_cmpuint (item->number, ==, wanted[i].number);
      g_assert_cmpint (item->kind, ==, wanted[i].kind);
      g_assert_cmpint (item->is_first_unplaced, ==, i == 3);
    }
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *)data;
}

static void
test_choice (void)
{
  g_autoptr (GListStore) rows = rows_new ();
  g_autoptr (FoyerMapPins) pins = foyer_map_pins_new (NULL);
  guint said = 0;

  g_signal_connect (pins, "notify::selected", G_CALLBACK (count_cb), &said);
  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  foyer_map_pins_select (pins, 2);
  foyer_map_pins_select (pins, 2);
  g_assert_cmpuint (said, ==, 1);
  g_assert_true (foyer_map_pins_get (pins, 2)->is_selected);
  foyer_map_pins_select (pins, 99);
  g_assert_cmpint (foyer_map_pins_get_selected (pins), ==, -1);
  g_assert_false (foyer_map_pins_get (pins, 2)->is_selected);

  /* It follows its listing, and is let go when that has gone. */
  foyer_map_pins_select (pins, 1);
  g_list_store_remove (rows, 0);
  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  g_assert_cmpint (foyer_map_pins_get_selected (pins), ==, 0);
  g_assert_cmpstr (foyer_map_pins_get (pins, 0)->listing->id, ==, "town");
  g_assert_true (foyer_map_pins_get (pins, 0)->is_selected);
  g_list_store_remove_all (rows);
  said = 0;
  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  g_assert_cmpint (foyer_map_pins_get_selected (pins), ==, -1);
  g_assert_cmpuint (said, ==, 1);
}

static void
test_many (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (FOYER_TYPE_BROWSE_ROW);
  g_autoptr (FoyerMapPins) pins = foyer_map_pins_new (NULL);

  for (guint i = 0; i < FOYER_MAP_PINS_MAX + 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("l%u", i);
      add_row (rows, id, AT ("postcode", 51.73, 0.47));
    }
  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  g_assert_cmpuint (foyer_map_pins_count (pins), ==, FOYER_MAP_PINS_MAX);
}

static void
test_first_look (void)
{
  g_autoptr (GListStore) rows = rows_new ();
  g_autoptr (FoyerMapPins) pins = foyer_map_pins_new (NULL);
  FoyerMapView *view = foyer_map_pins_get_view (pins);

  foyer_map_view_set_size (view, 1280, 870);
  foyer_map_pins_show_all (pins, NAN, NAN, 58);
  g_assert_cmpfloat_with_epsilon (foyer_map_view_nearness (view), 1, 1e-6); /* nothing: all */
  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  foyer_map_pins_show_all (pins, NAN, NAN, 58);
  for (guint i = 0; i < foyer_map_pins_count_placed (pins); i++)
    {
      const FoyerMapSpot *spot = foyer_map_pins_get_spots (pins) + i;
      double left, top;

      foyer_map_view_to_screen (view, spot->x, spot->y, &left, &top);
      g_assert_true (left > 0 && top > 0 && left < 1280 && top < 870);
    }
}

static void
test_listing (void)
{
  g_autoptr (GListStore) rows = rows_new ();
  g_autoptr (FoyerMapPins) pins = foyer_map_pins_new (NULL);
  g_autoptr (FoyerBrowseRow) row = g_list_model_get_item (G_LIST_MODEL (rows), 0);

  foyer_map_pins_take_listing (pins, row->listing, 2.5);
  g_assert_cmpint (foyer_map_pins_get_selected (pins), ==, 0);
  g_assert_cmpuint (foyer_map_pins_get (pins, 0)->number, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-pins/only-what-has-a-place-has-a-number", test_numbers);
  g_test_add_func ("/map-pins/the-choice-follows-its-listing", test_choice);
  g_test_add_func ("/map-pins/no-more-than-can-be-told-apart", test_many);
  g_test_add_func ("/map-pins/the-first-look-shows-every-pin", test_first_look);
  g_test_add_func ("/map-pins/one-listing-is-chosen-at-once", test_listing);
  return g_test_run ();
}
