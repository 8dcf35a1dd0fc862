/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-search-text.h"

#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-search-terms.h"
#include "search-fixture.h"

static void
test_text (Fixture *f, gconstpointer data)
{
  add (f, "title", "Gardening at the hall", "");
  add (f, "names", "Tools", "\"organisation\":\"Gardening Society\"");
  add (f, "text", "Talks", "\"summary\":\"About gardening and more.\"");
  add (f, "none", "Chess", "");
  assert_found (f, "gardening", "title names text");
  assert_found (f, "GARDENING", "title names text");
  assert_found (f, "garden", "title names text");
  assert_found (f, "gardening hall", "title");
  assert_found (f, "hall gardening", "title");
  assert_found (f, "gardening chess", "");
  assert_found (f, "rden", "");
}

static void
test_whole_word_first (Fixture *f, gconstpointer data)
{
  add (f, "a-longer", "Arts", "");
  add (f, "b-whole", "Art", "");
  assert_found (f, "art", "b-whole a-longer");
}

static void
test_accents (Fixture *f, gconstpointer data)
{
  add (f, "cafe", "Café Zoë", "");
  add (f, "polish", "Język polski", "");
  add (f, "arabic", "نادي الكتاب", "");
  assert_found (f, "cafe", "cafe");
  assert_found (f, "CAFÉ", "cafe");
  assert_found (f, "cafe\xcc\x81 zoe", "cafe");
  assert_found (f, "jezyk", "polish");
  assert_found (f, "الكتاب", "arabic");
}

static void
test_short_beginnings (Fixture *f, gconstpointer data)
{
  add (f, "title", "Cycling", "");
  add (f, "names", "Walks", "\"organisation\":\"Cyclists\"");
  add (f, "text", "Talks", "\"summary\":\"Some cycle, some do not.\"");
  assert_found (f, "c", "title names");
  assert_found (f, "cy", "title names");
  assert_found (f, "cyc", "title names text");
  assert_found (f, "walks c", "names");
  assert_found (f, "not c", "");
}

/* Whatever is typed is words to look for and nothing else. */
static void
test_hostile_text (Fixture *f, gconstpointer data)
{
  static const char *const typed[] = {
    "\"",
    "\"\"\"",
    "*",
    "a* OR b*",
    "title : chess",
    "NEAR(chess, 2)",
    "chess AND",
    "NOT chess",
    "chess OR",
    "^chess",
    "-chess",
    "(chess",
    "chess)",
    "{title text} : chess",
    "chess\"*",
    "'; DROP TABLE item; --",
    "chess\xff\xfe",
    "\xf0\x9f\x98\x80",
    "\xcc\x81",
    "   ",
    "\n\t",
    "%s%n",
    "che\xc3",
    "\xf0\x9e\xa4\x80 x",
    "ab\xf0\x9e\xa4\x80"
    "cd",
    "\xe6\xa3\x8b",
  };
  g_autofree char *long_text = g_strnfill (100000, 'a');
  g_autoptr (GString) many = g_string_new (NULL);
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;

  add (f, "chess", "Chess", "");
  for (guint i = 0; i < 10000; i++)
    g_string_append (many, "chess ");
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (FoyerSearchResult) result = NULL;

      query.text = typed[i];
      result = run (f, &query, TRUE);
    }
  assert_found (f, long_text, "");
  assert_found (f, many->str, "chess");
  assert_found (f, "\"chess", "chess");
  assert_found (f, "(chess)", "chess");
  assert_found (f, "NOT chess", "");
  assert_found (f, "   ", "chess");
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_LISTINGS), ==, 1);
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) words = foyer_search_words ("  Café-Zoë, Épée's 3 IT\u0301x\t");
  static const char *const wanted[] = { "cafe", "zoe", "epee", "s", "3", "itx" };

  g_assert_cmpuint (words->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < words->len; i++)
    g_assert_cmpstr (((FoyerSearchWord *)g_ptr_array_index (words, i))->folded, ==, wanted[i]);
}

static void
test_sort_titles (void)
{
  static const char *const cases[][2]
    = { { "The Museum", "museum " }, { "A walk", "walk " },     { "An", "an " },
        { "The", "the " },           { "Theatre", "theatre " }, { "Épée, now", "epee now " } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = foyer_search_sort_title (cases[i][0]);

      g_assert_cmpstr (got, ==, cases[i][1]);
    }
}

static void
test_cards (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerSearchCards *cards;
  const FoyerSearchCard *card;
  FoyerSearchTerm *term;
  guint32 from, to;

  add (f, "a", "Art arts artist", "\"tags\":[\"x\",\"y\"],\"time\":\"monthly\",\"age_min\":14");
  add (f, "b", "Arc", "\"organisation\":\"Party\"");
  cards = foyer_search_cards_load (foyer_store_get_db (f->store), 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cards->cards->len, ==, 2);
  card = &g_array_index (cards->cards, FoyerSearchCard, 0);
  g_assert_cmpuint (card->n_tags, ==, 2);
  g_assert_cmpint (card->time, ==, foyer_search_time_index ("monthly"));
  g_assert_cmpint (card->age_min, ==, 14);
  g_assert_true (isnan (card->x));
  g_assert_cmpuint (card->title_rank, ==, 1);
  g_assert_true (foyer_search_postings_find (cards->postings, "art", &from, &to));
  g_assert_cmpuint (to - from, ==, 3);
  term = &g_array_index (cards->postings->terms, FoyerSearchTerm, from);
  g_assert_cmpstr (term->word, ==, "art");
  g_assert_cmpuint (term->n_names, ==, 1);
  g_assert_cmpuint (term->n_text, ==, 0);
  g_assert_false (foyer_search_postings_find (cards->postings, "zz", &from, &to));
  g_assert_cmpuint (to, ==, from);
  g_assert_false (foyer_search_postings_find (cards->postings, "", &from, &to));
  g_assert_cmpuint (to - from, ==, cards->postings->terms->len);
  g_assert_cmpint (foyer_search_cards_find (cards->tag_names, "y"), ==, 1);
  g_assert_cmpint (foyer_search_cards_find (cards->tag_names, "z"), ==, -1);
  foyer_search_cards_free (cards);
}

/* In memory of its very size: a sanitizer sees a byte too many. */
static void
test_cut_letter (void)
{
  static const char *const texts[] = { "caf\xc3", "caf\xe0", "\xf0\x9f", "a\xff b" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdup (texts[i]);
      g_autofree char *title = foyer_search_sort_title (text);

      g_assert_true (g_utf8_validate (title, -1, NULL));
    }
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/search-text/words-in-the-title-come-first", test_text);
  add_test ("/search-text/a-whole-word-comes-before-a-longer-one", test_whole_word_first);
  add_test ("/search-text/accents-and-scripts-do-not-matter", test_accents);
  add_test ("/search-text/one-or-two-letters-look-at-titles-and-names", test_short_beginnings);
  add_test ("/search-text/whatever-is-typed-is-only-words", test_hostile_text);
  add_test ("/search-text/cards-know-their-words-and-tags", test_cards);
  g_test_add_func ("/search-text/words-are-cut-and-folded", test_words);
  g_test_add_func ("/search-text/a-letter-that-is-cut-off-is-not-read-past", test_cut_letter);
  g_test_add_func ("/search-text/titles-are-sorted-without-their-article", test_sort_titles);

  return g_test_run ();
}
