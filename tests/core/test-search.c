/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-search.h"

#include "core/base/foyer-geo.h"
#include "core/store/foyer-search-forms.h"
#include "core/store/foyer-search-kinds.h"
#include "core/store/foyer-search-text.h"
#include "core/store/foyer-store-private.h"
#include "foyer-synth.h"
#include "search-fixture.h"

/* County Hall. */
#define LAT 51.7356
#define LON 0.4685
/* Degrees of latitude that make a mile. */
#define MILE (1 / 69.09)
/* Made-up listings. */
#define N_SYNTH 400

static void
add_at (Fixture *f, const char *id, double miles_north)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *rest = NULL;

  g_ascii_formatd (lat, sizeof lat, "%.6f", LAT + miles_north * MILE);
  rest = g_strdup_printf ("\"lat\":%s,\"lon\":0.4685", lat);
  add (f, id, id, rest);
}

static void
test_nearest (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;
  g_autofree char *all = NULL;
  g_autofree char *near = NULL;

  add (f, "b-anywhere", "B", "\"precision\":\"county\"");
  add_at (f, "nine", 9);
  add_at (f, "one", 1);
  add_at (f, "four", -4);
  add (f, "a-unknown", "A", "");
  query.lat = LAT;
  query.lon = LON;
  all = ids (f, &query);
  g_assert_cmpstr (all, ==, "one four nine a-unknown b-anywhere");
  query.within_miles = 5;
  near = ids (f, &query);
  g_assert_cmpstr (near, ==, "one four a-unknown b-anywhere");
  result = run (f, &query, TRUE);
  g_assert_cmpuint (result->total, ==, 4);
  g_assert_cmpfloat_with_epsilon (g_array_index (result->hits, FoyerSearchHit, 1).miles, 4, 0.01);
  g_assert_true (isnan (g_array_index (result->hits, FoyerSearchHit, 2).miles));
  g_assert_cmpuint (result->within_counts[0], ==, 3);
  g_assert_cmpuint (result->within_counts[1], ==, 4);
  g_assert_cmpuint (result->within_counts[2], ==, 5);
  g_assert_cmpuint (result->within_counts[3], ==, 5);
}

static void
test_titles (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *all = NULL;
  g_autofree char *two = NULL;

  add (f, "z", "Zumba", "");
  add (f, "e", "Épée", "");
  add (f, "m", "The Museum", "");
  add (f, "d", "drama", "");
  query.sort = FOYER_SORT_TITLE;
  all = ids (f, &query);
  g_assert_cmpstr (all, ==, "d e m z");
  query.limit = 2;
  two = ids (f, &query);
  g_assert_cmpstr (two, ==, "d e");
}

static void
test_soonest (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add (f, "undated", "A", "");
  add (f, "later", "B", "");
  add (f, "past", "C", "");
  add (f, "soon", "D", "");
  add_item (f, FOYER_KIND_SESSIONS, "s1",
            "\"listing\":\"later\",\"date\":\"2026-12-09\",\"start\":\"2026-12-09T10:00:00Z\"");
  add_item (f, FOYER_KIND_SESSIONS, "s2", "\"listing\":\"soon\",\"date\":\"2026-11-29\"");
  add_item (f, FOYER_KIND_SESSIONS, "s3", "\"listing\":\"past\",\"date\":\"2026-11-27\"");
  add_item (f, FOYER_KIND_SESSIONS, "s4", "\"listing\":\"soon\",\"date\":\"2026-11-20\"");
  query.sort = FOYER_SORT_SOONEST;
  query.now_us = NOW_US;
  before = ids (f, &query);
  g_assert_cmpstr (before, ==, "soon later undated past");
  add_item (f, FOYER_KIND_SESSIONS, "s5", "\"listing\":\"undated\",\"date\":\"2026-11-28\"");
  after = ids (f, &query);
  g_assert_cmpstr (after, ==, "undated soon later past");
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *weekly = NULL;
  g_autofree char *free_only = NULL;
  g_autofree char *at_13 = NULL;
  g_autofree char *at_70 = NULL;
  g_autofree char *nothing = NULL;

  add (f, "a", "A", "\"time\":\"weekly\",\"free\":true,\"age_min\":14,\"age_max\":24");
  add (f, "b", "B", "\"time\":\"monthly\",\"free\":false");
  add (f, "c", "C", "\"age_min\":55");
  query.time = "weekly";
  weekly = ids (f, &query);
  g_assert_cmpstr (weekly, ==, "a");
  query.time = "now and then";
  nothing = ids (f, &query);
  g_assert_cmpstr (nothing, ==, "");
  query.time = NULL;
  query.free_only = TRUE;
  free_only = ids (f, &query);
  g_assert_cmpstr (free_only, ==, "a");
  query.free_only = FALSE;
  query.age = 13;
  at_13 = ids (f, &query);
  g_assert_cmpstr (at_13, ==, "b");
  query.age = 70;
  at_70 = ids (f, &query);
  g_assert_cmpstr (at_70, ==, "b c");
}

static guint
tag_count (FoyerSearchResult *result, const char *tag)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (result->tag_counts, tag));
}

static void
test_tags (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "outdoors|food", "with-people", NULL };
  static const char *const unknown[] = { "no-such-tag", NULL };
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *got = NULL;
  g_autofree char *none = NULL;

  add (f, "a", "A", "\"tags\":[\"outdoors\",\"with-people\"]");
  add (f, "b", "B", "\"tags\":[\"food\",\"with-people\",\"driving\"]");
  add (f, "c", "C", "\"tags\":[\"outdoors\"]");
  add (f, "d", "D", "\"tags\":[\"driving\",\"with-people\"]");
  query.tag_groups = groups;
  got = ids (f, &query);
  g_assert_cmpstr (got, ==, "a b");
  query.tag_groups = unknown;
  none = ids (f, &query);
  g_assert_cmpstr (none, ==, "");
}

/* "kind" is chosen; its other options are counted as if they were chosen beside it, those of "who"
 * as if they were chosen too. */
static void
test_tag_counts (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "outdoors", NULL };
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;
  g_autoptr (FoyerSearchResult) unknown = NULL;

  add_item (f, FOYER_KIND_PROGRAMMES, "youth",
            "\"name\":\"Youth\",\"facets\":[{\"id\":\"kind\",\"options\":[{\"tag\":\"outdoors\","
            "\"label\":\"O\"},"
            "{\"tag\":\"food\",\"label\":\"F\"},{\"tag\":\"never\",\"label\":\"N\"}]},{\"id\":"
            "\"who\",\"options\":["
            "{\"tag\":\"with-people\",\"label\":\"P\"}]}]");
  add (f, "a", "A", "\"tags\":[\"outdoors\",\"with-people\"],\"time\":\"weekly\"");
  add (f, "b", "B", "\"tags\":[\"food\",\"with-people\"],\"time\":\"weekly\"");
  add (f, "c", "C", "\"tags\":[\"outdoors\"],\"time\":\"monthly\"");
  add (f, "d", "D", "\"tags\":[\"food\"]");
  query.tag_groups = groups;
  query.programme = "youth";
  result = run (f, &query, TRUE);
  g_assert_cmpuint (result->total, ==, 2);
  g_assert_cmpuint (tag_count (result, "outdoors"), ==, 2);
  g_assert_cmpuint (tag_count (result, "food"), ==, 2);
  g_assert_cmpuint (tag_count (result, "with-people"), ==, 1);
  g_assert_false (g_hash_table_contains (result->tag_counts, "never"));
  g_assert_cmpuint (result->time_counts[1], ==, 1);
  g_assert_cmpuint (result->time_counts[2], ==, 1);
  /* Without a programme the facets are not known: a tag is added to all the others. */
  query.programme = NULL;
  unknown = run (f, &query, TRUE);
  g_assert_cmpuint (tag_count (unknown, "outdoors"), ==, 2);
  g_assert_cmpuint (tag_count (unknown, "food"), ==, 0);
  g_assert_cmpuint (tag_count (unknown, "with-people"), ==, 1);
}

static void
test_programme (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *youth = NULL;
  g_autofree char *other = NULL;

  add (f, "a", "A", "");
  add_item (f, FOYER_KIND_LISTINGS, "b", "\"programme\":\"retirement\",\"title\":\"B\"");
  query.programme = "youth";
  youth = ids (f, &query);
  g_assert_cmpstr (youth, ==, "a");
  query.programme = "astronauts";
  other = ids (f, &query);
  g_assert_cmpstr (other, ==, "");
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;

  query.text = "anything";
  query.sort = FOYER_SORT_SOONEST;
  result = run (f, &query, TRUE);
  g_assert_cmpuint (result->total, ==, 0);
  g_assert_cmpuint (g_hash_table_size (result->tag_counts), ==, 0);
}

static void
test_changes_are_seen (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerStore *writer = f->store;
  FoyerStore *reader = foyer_store_open_reader (f->dir, &error);
  Fixture of_reader = { f->dir, reader, 0 };

  g_assert_no_error (error);
  add (f, "a", "Chess", "");
  assert_found (&of_reader, "", "a");
  add (f, "b", "Chess", "");
  assert_found (&of_reader, "chess", "a b");
  add (f, "a", "Tennis", "");
  assert_found (&of_reader, "chess", "b");
  assert_found (&of_reader, "", "b a");
  g_assert_true (foyer_store_set_meta (writer, "k", "v", &error));
  assert_found (&of_reader, "tennis", "a");
  foyer_store_close (reader);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add (f, "a", "Chess", "");
  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_search_run (f->store, &query, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_found (f, "chess", "a");
}

static void
fill (Fixture *f)
{
  g_autofree char *text = foyer_synth_listings_page (11, 0, N_SYNTH, NEXT);

  apply_text (f, FOYER_KIND_LISTINGS, text);
}

/* A listing, and every word a search may find it by. */
typedef struct
{
  FoyerListing *listing; /* owned */
  GString *words;        /* owned: folded, a space before and after each */
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_object_unref (known->listing);
  g_string_free (known->words, TRUE);
  g_free (known);
}

static Known *
known_new (FoyerListing *listing)
{
  const char *parts[]
    = { listing->title,    listing->organisation, listing->place_name, listing->venue,
        listing->district, listing->summary,      listing->gain };
  Known *known = g_new0 (Known, 1);

  known->listing = listing;
  known->words = g_string_new (" ");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    foyer_search_fold (known->words, parts[i]);
  for (guint i = 0; listing->tags[i] != NULL; i++)
    foyer_search_fold (known->words, listing->tags[i]);
  for (guint i = 0; listing->what_you_do[i] != NULL; i++)
    foyer_search_fold (known->words, listing->what_you_do[i]);
  return known;
}

/* Every listing by its row. (transfer full) */
static GHashTable *
read_all (Fixture *f)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = run (f, &query, FALSE);
  GHashTable *all = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, known_free);

  for (guint i = 0; i < result->hits->len; i++)
    {
      gint64 row = g_array_index (result->hits, FoyerSearchHit, i).row;
      FoyerListing *listing = foyer_store_get_listing_by_row (f->store, row);

      g_assert_nonnull (listing);
      g_hash_table_insert (all, GINT_TO_POINTER (row), known_new (listing));
    }
  g_assert_cmpuint (g_hash_table_size (all), ==, N_SYNTH);
  return all;
}

static gboolean
has_word (const Known *known, const char *word, gboolean may_go_on)
{
  g_autofree char *needle = g_strdup_printf (may_go_on ? " %s" : " %s ", word);

  return strstr (known->words->str, needle) != NULL;
}

static gboolean
has_word_or_form (const Known *known, const char *word, gboolean may_go_on)
{
  g_autoptr (GPtrArray) forms = foyer_search_forms (word);

  if (has_word (known, word, may_go_on))
    return TRUE;
  for (guint i = 0; i < forms->len; i++)
    if (has_word (known, g_ptr_array_index (forms, i), FALSE))
      return TRUE;
  return FALSE;
}

/* What a query finds, worked out the slow way. result: of the search, for the place it understood.
 */
static gboolean
is_match (const Known *known,
          const FoyerSearchQuery *query,
          const FoyerSearchResult *result,
          GPtrArray *words)
{
  FoyerListing *listing = known->listing;
  g_autoptr (GString) place = g_string_new (" ");
  double lat = result->near != NULL ? result->lat : query->lat;
  double lon = result->near != NULL ? result->lon : query->lon;
  double miles = foyer_geo_distance_miles (lat, lon, listing->lat, listing->lon);

  foyer_search_fold (place, result->near);
  for (guint i = 0; i < words->len; i++)
    {
      const FoyerSearchWord *word = g_ptr_array_index (words, i);
      g_autofree char *needle = g_strdup_printf (" %s ", word->folded);

      if (strstr (place->str, needle) == NULL
          && !has_word_or_form (known, word->folded, i + 1 == words->len))
        return FALSE;
    }
  return (query->programme == NULL || g_str_equal (query->programme, listing->programme))
         && (query->time == NULL || g_strcmp0 (query->time, listing->time) == 0)
         && (isnan (miles) || miles <= query->within_miles)
         && (!query->free_only || listing->is_free == 1)
         && (query->tag_groups == NULL
             || g_strv_contains ((const char *const *)listing->tags, query->tag_groups[0]));
}

static guint
compare_with_slow_way (Fixture *f, GHashTable *all, const FoyerSearchQuery *query)
{
  g_autoptr (FoyerSearchResult) result = run (f, query, TRUE);
  g_autoptr (GHashTable) found = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GPtrArray) words = foyer_search_words (query->text);
  GHashTableIter iter;
  gpointer row, known;
  guint n_matches = 0;

  for (guint i = 0; i < result->hits->len; i++)
    g_hash_table_add (found, GINT_TO_POINTER (g_array_index (result->hits, FoyerSearchHit, i).row));
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &row, &known))
    {
      gboolean should_match = is_match (known, query, result, words);

      n_matches += should_match;
      g_assert_cmpint (g_hash_table_contains (found, row), ==, should_match);
    }
  g_assert_cmpuint (result->total, ==, n_matches);
  return n_matches;
}

/* The words that must be found are those that were typed, without the place; the guide's are left
 * out here. */
static void
test_slow_way (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "outdoors", NULL };
  static const char *const programmes[] = { NULL, "volunteering", "retirement" };
  static const char *const times[] = { NULL, "weekly", "flexible" };
  static const double reaches[] = { INFINITY, 10, 2 };
  g_autoptr (GHashTable) all = NULL;
  guint n_matches = 0;

  fill (f);
  f->store->guide = foyer_search_guide_new ();
  all = read_all (f);
  for (guint i = 0; i < 300; i++)
    {
      FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
      g_autofree char *text = foyer_synth_query (11, i);
      g_auto (GStrv) words = g_strsplit_set (text, " -", -1);

      /* Short beginnings are looked for in titles and names only, which has its own test. */
      query.text = strlen (words[g_strv_length (words) - 1]) > 2 ? text : NULL;
      query.programme = programmes[i % 3];
      query.time = times[i / 3 % 3];
      query.within_miles = reaches[i / 9 % 3];
      query.free_only = i % 5 == 0;
      query.tag_groups = i % 4 == 0 ? groups : NULL;
      foyer_synth_point (11, i, &query.lat, &query.lon);
      n_matches += compare_with_slow_way (f, all, &query);
    }
  g_assert_cmpuint (n_matches, >, 1000);
}

/* The first hits with a limit are the first hits without one, and counts change neither. */
static void
test_limit (Fixture *f, gconstpointer data)
{
  static const FoyerSort sorts[] = { FOYER_SORT_BEST, FOYER_SORT_NEAREST, FOYER_SORT_TITLE };

  fill (f);
  for (guint i = 0; i < 90; i++)
    {
      FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
      g_autofree char *text = foyer_synth_query (13, i);
      g_autoptr (FoyerSearchResult) all = NULL;
      g_autoptr (FoyerSearchResult) some = NULL;

      query.text = i % 2 == 0 ? text : NULL;
      query.sort = sorts[i % 3];
      foyer_synth_point (13, i, &query.lat, &query.lon);
      all = run (f, &query, FALSE);
      query.limit = 1 + i % 17;
      some = run (f, &query, TRUE);
      g_assert_cmpuint (all->total, ==, all->hits->len);
      g_assert_cmpuint (some->total, ==, all->total);
      g_assert_cmpuint (some->hits->len, ==, MIN (query.limit, all->total));
      for (guint h = 0; h < some->hits->len; h++)
        g_assert_cmpint (g_array_index (some->hits, FoyerSearchHit, h).row, ==,
                         g_array_index (all->hits, FoyerSearchHit, h).row);
    }
}

static void
test_kind (void)
{
  guint32 free_walk = FOYER_SEARCH_KIND (0, TRUE), walk = FOYER_SEARCH_KIND (0, FALSE),
          last = FOYER_SEARCH_KIND (G_MAXUINT16, FALSE);

  g_assert_true (foyer_search_kind_passes (walk, -1, FALSE));
  g_assert_true (foyer_search_kind_passes (walk, 0, FALSE));
  g_assert_false (foyer_search_kind_passes (walk, 0, TRUE));
  g_assert_false (foyer_search_kind_passes (walk, 1, FALSE));
  g_assert_false (foyer_search_kind_passes (walk, -2, FALSE));
  g_assert_true (foyer_search_kind_passes (free_walk, 0, TRUE));
  g_assert_true (foyer_search_kind_passes (last, G_MAXUINT16, FALSE));
}

static guint
total_of (Fixture *f, const FoyerSearchQuery *query, const char *programme, gboolean free_only)
{
  FoyerSearchQuery narrow = *query;
  g_autoptr (FoyerSearchResult) result = NULL;

  narrow.programme = programme;
  narrow.free_only = free_only;
  narrow.limit = 0;
  result = run (f, &narrow, FALSE);
  return result->total;
}

/* What a narrower search would find is what it then finds; and it finds the best of it without
 * looking at every card. */
static void
test_kinds (Fixture *f, gconstpointer data)
{
  static const char *const programmes[] = { NULL, "volunteering", "retirement", "no-such" };
  guint n_counted = 0;

  fill (f);
  for (guint i = 0; i < 120; i++)
    {
      FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
      g_autofree char *text = foyer_synth_query (17, i);
      g_autoptr (FoyerSearchResult) all = NULL;
      g_autoptr (FoyerSearchResult) some = NULL;
      GHashTableIter iter;
      gpointer programme, count;

      query.text = text;
      query.programme = programmes[i % 4];
      query.free_only = i % 3 == 0;
      foyer_synth_point (17, i, &query.lat, &query.lon);
      all = run (f, &query, TRUE); /* card by card */
      query.limit = 1 + i % 17;
      query.count_kinds = TRUE;
      some = run (f, &query, FALSE);
      g_assert_cmpuint (some->total, ==, all->total);
      g_assert_cmpuint (some->hits->len, ==, MIN (query.limit, all->total));
      for (guint h = 0; h < some->hits->len; h++)
        g_assert_cmpint (g_array_index (some->hits, FoyerSearchHit, h).row, ==,
                         g_array_index (all->hits, FoyerSearchHit, h).row);
      g_assert_null (all->programme_counts);
      g_assert_cmpuint (some->whole_count, ==, total_of (f, &query, NULL, FALSE));
      g_assert_cmpuint (some->free_count, ==, total_of (f, &query, query.programme, TRUE));
      g_hash_table_iter_init (&iter, some->programme_counts);
      while (g_hash_table_iter_next (&iter, &programme, &count))
        g_assert_cmpuint (GPOINTER_TO_UINT (count), ==,
                          total_of (f, &query, programme, query.free_only));
      n_counted += some->free_count > 0 && some->free_count < some->whole_count ? 1 : 0;
    }
  g_assert_cmpuint (n_counted, >, 20);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/search/near-comes-first-and-anywhere-is-always-in", test_nearest);
  add_test ("/search/titles-are-in-order-without-article-and-accent", test_titles);
  add_test ("/search/the-next-date-comes-first", test_soonest);
  add_test ("/search/filters-leave-out-what-does-not-fit", test_filters);
  add_test ("/search/options-of-a-group-are-or-and-groups-are-and", test_tags);
  add_test ("/search/a-count-says-what-choosing-it-would-give", test_tag_counts);
  add_test ("/search/a-programme-has-its-own-listings", test_programme);
  add_test ("/search/an-empty-store-finds-nothing", test_empty);
  add_test ("/search/a-reader-sees-what-has-changed", test_changes_are_seen);
  add_test ("/search/a-cancelled-search-gives-nothing-and-breaks-nothing", test_cancelled);
  add_test ("/search/it-finds-what-the-slow-way-finds", test_slow_way);
  add_test ("/search/a-limit-gives-the-first-of-all", test_limit);
  g_test_add_func ("/search/a-kind-is-a-programme-and-a-price", test_kind);
  add_test ("/search/a-narrower-search-finds-what-was-counted", test_kinds);

  return g_test_run ();
}
