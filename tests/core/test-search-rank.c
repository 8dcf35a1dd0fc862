/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-search-rank.h"

#include "core/store/foyer-search-entry.h"
#include "core/store/foyer-search-matches.h"
#include "core/store/foyer-search-places.h"
#include "core/store/foyer-search-plan-words.h"
#include "core/store/foyer-search-plan.h"
#include "core/store/foyer-search-postings.h"
#include "core/store/foyer-store-private.h"
#include "search-fixture.h"

/* What makes one listing come before another, each rule by itself. */

#define NEAR "\"lat\":51.736,\"lon\":0.469"
#define FAR "\"lat\":51.889,\"lon\":0.904"

/* The weight of a word in a listing made of parts. */
static guint8
weight_of (Fixture *f, const char *word, const char *members)
{
  g_autofree char *json = g_strdup_printf ("{\"id\":\"a\",\"programme\":\"youth\",%s}", members);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (json, &error);
  g_autoptr (FoyerSearchLexicon) lexicon = foyer_search_lexicon_new (f->store->db);
  g_autoptr (GByteArray) entry = NULL;
  const guint8 *p, *end;
  guint32 number = 0;

  g_assert_no_error (error);
  entry = foyer_search_entry_new (lexicon, listing, &error);
  g_assert_no_error (error);
  p = entry->data;
  end = p + entry->len;
  while (p < end)
    {
      g_autoptr (FoyerStmt) stmt
        = foyer_db_prepare (f->store->db, "SELECT word FROM term WHERE id = ?1", &error);
      gboolean has_row;
      guint8 weight;

      number += foyer_search_get_varint (&p, end);
      weight = *p++;
      foyer_stmt_bind_int64 (stmt, 1, number);
      g_assert_true (foyer_stmt_step (stmt, &has_row, &error) && has_row);
      if (g_str_equal (foyer_stmt_text (stmt, 0), word))
        return weight;
    }
  return 0;
}

static void
test_weights (Fixture *f, gconstpointer data)
{
  guint8 title = weight_of (f, "chess", "\"title\":\"Chess club\"");
  guint8 long_title = weight_of (f, "chess", "\"title\":\"Chess club for all who have the time\"");
  guint8 names = weight_of (f, "chess", "\"title\":\"Club\",\"organisation\":\"Chess Essex\"");
  guint8 tag = weight_of (f, "chess", "\"title\":\"Club\",\"tags\":[\"chess\"]");
  guint8 text = weight_of (f, "chess", "\"title\":\"Club\",\"summary\":\"We play chess.\"");
  guint8 twice
    = weight_of (f, "chess", "\"title\":\"Club\",\"summary\":\"Chess, and then chess.\"");
  guint8 both = weight_of (f, "chess", "\"title\":\"Chess club\",\"summary\":\"We play chess.\"");

  g_assert_cmpuint (both, >, title);
  g_assert_cmpuint (title, >, long_title);
  g_assert_cmpuint (long_title, >=, FOYER_SEARCH_TITLE_WEIGHT);
  g_assert_cmpuint (names, <, FOYER_SEARCH_TITLE_WEIGHT);
  g_assert_cmpuint (names, >=, FOYER_SEARCH_NAMES_WEIGHT);
  g_assert_cmpuint (tag, >=, FOYER_SEARCH_NAMES_WEIGHT);
  g_assert_cmpuint (text, <, FOYER_SEARCH_NAMES_WEIGHT);
  g_assert_cmpuint (twice, >, text);
  g_assert_cmpuint (text, >=, FOYER_SEARCH_TEXT_WEIGHT);
  g_assert_cmpuint (weight_of (f, "none", "\"title\":\"Chess\""), ==, 0);
}

static void
test_formula (void)
{
  g_assert_cmpfloat (foyer_search_rarity (1, 100), >, foyer_search_rarity (50, 100));
  g_assert_cmpfloat (foyer_search_rarity (100, 100), >, 0);
  g_assert_cmpfloat (foyer_search_near (0, TRUE), ==, 1 + FOYER_SEARCH_NEAR_NAMED);
  g_assert_cmpfloat (foyer_search_near (0, TRUE), >, foyer_search_near (0, FALSE));
  g_assert_cmpfloat (foyer_search_near (1, FALSE), >, foyer_search_near (5, FALSE));
  g_assert_cmpfloat (foyer_search_near (NAN, FALSE), >, foyer_search_near (30, FALSE));
  g_assert_cmpfloat (foyer_search_near (NAN, FALSE), <, foyer_search_near (3, FALSE));
  g_assert_cmpfloat (foyer_search_fresh (0), ==, 1 + FOYER_SEARCH_FRESH);
  g_assert_cmpfloat (foyer_search_fresh (30), >, foyer_search_fresh (400));
  g_assert_cmpfloat (foyer_search_fresh (-1), ==, 1);
}

static void
assert_order (Fixture *f, const char *text, const char *wanted)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *got = NULL;

  query.text = text;
  query.lat = 51.736;
  query.lon = 0.469;
  query.now_us = NOW_US;
  got = ids (f, &query);
  g_assert_cmpstr (got, ==, wanted);
}

/* The title before the names before the text, however near; then near before far; then what was
 * confirmed later. */
static void
test_rules (Fixture *f, gconstpointer data)
{
  add (f, "text-near", "Club", "\"summary\":\"We play chess.\"," NEAR);
  add (f, "names-far", "Club", "\"organisation\":\"Chess Essex\"," FAR);
  add (f, "title-far-old", "Chess", "\"last_confirmed\":\"2019\"," FAR);
  add (f, "title-far-new", "Chess", "\"last_confirmed\":\"2026-11\"," FAR);
  add (f, "title-near", "Chess", "\"last_confirmed\":\"2019\"," NEAR);
  assert_order (f, "chess", "title-near title-far-new title-far-old names-far text-near");
}

/* The word itself, then its beginning, then what it may have been meant for; a rare word says more
 * than one that is everywhere. */
static void
test_words (Fixture *f, gconstpointer data)
{
  add (f, "choirs", "Choirs", "");
  add (f, "choir", "Choir", "");
  add (f, "choirmaster", "Choirmaster", "");
  assert_order (f, "choir", "choir choirs choirmaster");
  add (f, "rare", "Xylophone", "\"summary\":\"A meeting.\"");
  add (f, "common", "Meeting", "\"summary\":\"A xylophone.\"");
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      add (f, id, "Meeting", "");
    }
  assert_order (f, "xylophone meeting", "rare common");
}

/* Around a place that is named. */
#define COLCHESTER "\"place_name\":\"Colchester\",\"lat\":51.889,\"lon\":0.904"
#define MILES_21 "\"lat\":51.735,\"lon\":0.475"
#define MILES_35 "\"lat\":51.770,\"lon\":0.105"

/* What says football, in its title and then among the many things of a hall; then what only means
 * it, the nearest first, whatever its title says. */
static void
test_own_words (Fixture *f, gconstpointer data)
{
  add (f, "sport-35", "Sport", MILES_35);
  add (f, "move-21", "Club for all", "\"tags\":[\"move\"]," MILES_21);
  add (f, "sport-0", "Sport and games", COLCHESTER);
  add (f, "hall-0", "Sport hall",
       "\"summary\":\"Badminton, bowls, yoga, tai chi, netball, football, dancing, darts.\","
       "\"what_you_do\":[\"You choose.\",\"You come when you like, and stay as you "
       "like.\"]," COLCHESTER);
  add (f, "title-35", "Football for all who like it", MILES_35);
  assert_order (f, "football colchester", "title-35 hall-0 sport-0 move-21 sport-35");
  assert_order (f, "football in Colchester", "title-35 hall-0 sport-0 move-21 sport-35");
}

/* A few words more in the text are no reason to go fourteen miles further. */
static void
test_distance_orders (Fixture *f, gconstpointer data)
{
  add (f, "far", "Club", "\"summary\":\"We play chess every week here.\"," MILES_35);
  add (f, "middle", "Club",
       "\"summary\":\"We play chess every week here in the hall, with tea.\"," MILES_21);
  add (f, "here", "Club",
       "\"summary\":\"We play chess every week here in the hall, with tea and cake.\"," COLCHESTER);
  assert_order (f, "chess colchester", "here middle far");
}

static void
test_postings (void)
{
  static const char *const names[] = { NULL, "bee", "ant", "cat", "unused" };
  g_autoptr (GByteArray) entries = g_byte_array_new ();
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  FoyerSearchPostings *postings;
  float best[1000] = { 0 };
  guint32 from, to;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (words, (char *)names[i]);
  /* every 300th card has the ant in its title, every card has the cat in its text; one entry ends
   * in the middle, one names a word that does not exist */
  for (guint card = 0; card < 1000; card++)
    {
      static const guint8 both[] = { 2, 200, 1, 50 }, one[] = { 3, 60 }, cut[] = { 3, 60, 0x80 },
                          wrong[] = { 3, 60, 90, 200 };
      gsize start = entries->len;

      g_array_append_val (starts, start);
      if (card % 300 == 0)
        g_byte_array_append (entries, both, sizeof both);
      else if (card == 1)
        g_byte_array_append (entries, cut, sizeof cut);
      else if (card == 2)
        g_byte_array_append (entries, wrong, sizeof wrong);
      else
        g_byte_array_append (entries, one, sizeof one);
    }
  g_array_append_vals (starts, &(gsize){ entries->len }, 1);
  postings = foyer_search_postings_new (entries, starts, words);
  g_assert_cmpuint (postings->terms->len, ==, 2);
  g_assert_true (foyer_search_postings_find (postings, "ant", &from, &to));
  g_assert_cmpuint (g_array_index (postings->terms, FoyerSearchTerm, from).n_names, ==, 4);
  foyer_search_postings_collect (postings, from, 255, 0, FALSE, best);
  g_assert_cmpfloat (best[900], ==, 200);
  g_assert_cmpfloat (best[899], ==, 0);
  g_assert_true (foyer_search_postings_find (postings, "cat", &from, &to));
  foyer_search_postings_collect (postings, from, 255, 0, TRUE, best);
  g_assert_cmpfloat (best[899], ==, 0); /* in titles and names only */
  foyer_search_postings_collect (postings, from, 255, 0, FALSE, best);
  g_assert_cmpfloat (best[899], ==, 60);
  g_assert_cmpfloat (best[900], ==, 200); /* the better one is kept */
  foyer_search_postings_free (postings);
}

/* The first ten of a hundred, whatever order they come in. */
static void
test_matches (void)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (FoyerSearchMatch));

  for (guint i = 0; i < 101; i++)
    {
      FoyerSearchMatch match = { .first = i * 37 % 101 / 2, .title_rank = i * 37 % 101 };

      foyer_search_keep_match (matches, 10, &match);
    }
  foyer_search_sort_matches (matches);
  g_assert_cmpuint (matches->len, ==, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (g_array_index (matches, FoyerSearchMatch, i).title_rank, ==, i);
}

static void
test_plan (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSearchGuide) guide = foyer_search_guide_new ();
  g_autoptr (GError) error = NULL;
  FoyerSearchCards *cards;
  FoyerSearchPlaces *places;
  FoyerSearchPlan plan = { 0 };
  FoyerSearchTokens tokens = { 0 };

  foyer_search_guide_add_words (guide, "near: in\nsmall: some\nallotment = growing things\n");
  foyer_search_guide_sort (guide);
  add (f, "a", "Allotment growing", "\"place_name\":\"Wix\"," NEAR);
  cards = foyer_search_cards_load (f->store->db, 1, NULL, &error);
  places = foyer_search_places_new (f->store, guide, cards);
  g_assert_nonnull (foyer_search_places_find (places, "wix"));
  g_assert_null (foyer_search_places_find (places, "essex"));
  foyer_search_tokens_read (&tokens, guide, places, cards->postings, "some growing things in Wix");
  g_assert_cmpuint (tokens.n, ==, 5);
  g_assert_cmpint (tokens.tokens[0].use, ==, FOYER_SEARCH_USE_NONE);
  g_assert_cmpint (tokens.tokens[1].use, ==, FOYER_SEARCH_USE_WORD);
  g_assert_cmpint (tokens.tokens[3].use, ==, FOYER_SEARCH_USE_NONE);
  g_assert_cmpint (tokens.tokens[4].use, ==, FOYER_SEARCH_USE_PLACE);
  foyer_search_tokens_clear (&tokens);
  foyer_search_plan_make (&plan, guide, places, cards->postings, "some growing things in Wix");
  g_assert_cmpuint (plan.groups->len, ==, 1);
  g_assert_cmpuint (plan.bonus->len, ==, 1);
  g_assert_cmpstr (plan.near, ==, "Wix");
  g_assert_cmpfloat_with_epsilon (plan.lat, 51.736, 1e-9);
  foyer_search_plan_clear (&plan);
  foyer_search_places_free (places);
  foyer_search_cards_free (cards);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/search-rank/a-word-weighs-by-where-it-stands", test_weights);
  g_test_add_func ("/search-rank/rarity-distance-and-age-count", test_formula);
  add_test ("/search-rank/title-then-names-then-text-then-near-then-fresh", test_rules);
  add_test ("/search-rank/the-word-itself-before-its-beginning", test_words);
  add_test ("/search-rank/own-words-before-what-only-means-the-same", test_own_words);
  add_test ("/search-rank/alike-in-words-the-nearer-comes-first", test_distance_orders);
  g_test_add_func ("/search-rank/the-index-is-the-entries-turned-round", test_postings);
  g_test_add_func ("/search-rank/the-first-ten-of-many", test_matches);
  add_test ("/search-rank/a-plan-has-what-and-where", test_plan);

  return g_test_run ();
}
