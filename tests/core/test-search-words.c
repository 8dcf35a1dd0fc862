/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-search-forms.h"
#include "core/store/foyer-search-guide.h"
#include "core/store/foyer-search-spell.h"
#include "search-fixture.h"

/* What people type is not what listings say: mistakes, other words, other languages, places. */

#define COLCHESTER "\"lat\":51.889,\"lon\":0.904,\"place_name\":\"Colchester\""
#define CHELMSFORD "\"lat\":51.736,\"lon\":0.469,\"place_name\":\"Chelmsford\""
#define BRAINTREE "\"lat\":51.878,\"lon\":0.553,\"place_name\":\"Braintree\""

static void
assert_understood (
  Fixture *f, const char *text, const char *wanted, const char *corrected, const char *near)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;

  assert_found (f, text, wanted);
  query.text = text;
  result = run (f, &query, FALSE);
  g_assert_cmpstr (result->corrected, ==, corrected);
  g_assert_cmpstr (result->near, ==, near);
  g_assert_cmpint (isnan (result->lat), ==, near == NULL);
}

static void
test_distance (void)
{
  static const struct
  {
    const char *typed, *word;
    guint limit;
    gboolean is_beginning;
    guint distance;
  } cases[] = {
    { "volunteer", "volunteer", 2, FALSE, 0 },
    { "volenteer", "volunteer", 2, FALSE, 1 },
    { "colchster", "colchester", 2, FALSE, 1 },
    { "gardning", "gardening", 2, FALSE, 1 },
    { "gadrening", "gardening", 2, FALSE, 1 }, /* two letters swapped */
    { "vlounter", "volunteer", 2, FALSE, 2 },
    { "chess", "cheese", 2, FALSE, 2 },
    { "chess", "cheese", 1, FALSE, 2 },
    { "cat", "elephant", 2, FALSE, 3 },
    { "volente", "volunteering", 2, TRUE, 1 },
    { "garden", "gardening", 1, TRUE, 0 },
    { "garden", "gardening", 1, FALSE, 2 },
    { "ca", "abc", 3, FALSE, 3 },
    { "сад", "сади", 1, FALSE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (
      foyer_search_distance (cases[i].typed, cases[i].word, cases[i].limit, cases[i].is_beginning),
      ==, cases[i].distance);
  g_assert_cmpuint (foyer_search_mistakes_allowed ("cat"), ==, 0);
  g_assert_cmpuint (foyer_search_mistakes_allowed ("сад"), ==, 0);
  g_assert_cmpuint (foyer_search_mistakes_allowed ("chat"), ==, 1);
  g_assert_cmpuint (foyer_search_mistakes_allowed ("elephant"), ==, 2);
}

static gboolean
has_form (const char *word, const char *form)
{
  g_autoptr (GPtrArray) forms = foyer_search_forms (word);

  return g_ptr_array_find_with_equal_func (forms, form, g_str_equal, NULL);
}

static void
test_forms (void)
{
  g_assert_true (has_form ("garden", "gardening"));
  g_assert_true (has_form ("gardening", "garden"));
  g_assert_true (has_form ("gardeners", "gardens"));
  g_assert_true (has_form ("babies", "baby"));
  g_assert_true (has_form ("baby", "babies"));
  g_assert_true (has_form ("driving", "drive"));
  g_assert_true (has_form ("drive", "driver"));
  g_assert_true (has_form ("swimming", "swim"));
  g_assert_true (has_form ("arts", "art"));
  g_assert_false (has_form ("sing", "s"));
  g_assert_false (has_form ("thing", "th"));
  g_assert_false (has_form ("chess", "ches"));
  g_assert_false (has_form ("garden", "garden"));
  g_assert_false (has_form ("ogród", "ogróds"));
  g_assert_false (has_form ("2024", "2024s"));
}

static void
test_mistakes (Fixture *f, gconstpointer data)
{
  add (f, "volunteer", "Volunteer visitor", "");
  add (f, "volunteering", "Come volunteering", "");
  add (f, "garden", "Gardening club", "");
  add (f, "chess", "Chess", "");
  assert_understood (f, "volenteer", "volunteer volunteering", "volunteer", NULL);
  assert_understood (f, "volente", "volunteer volunteering", "volunteer", NULL);
  assert_understood (f, "gardning", "garden", "gardening", NULL);
  assert_understood (f, "Gardning clubb", "garden", "Gardening club", NULL);
  assert_understood (f, "chess", "chess", NULL, NULL);
  assert_understood (f, "ches", "chess", NULL, NULL);
  assert_understood (f, "chses", "chess", "chess", NULL);
  assert_understood (f, "chs", "", NULL, NULL);
  assert_understood (f, "aardvark", "", NULL, NULL);
  assert_understood (f, "chess9", "", NULL, NULL);
}

/* How old somebody is need not be in writing; a number alone must. */
static void
test_numbers (Fixture *f, gconstpointer data)
{
  add (f, "club", "Youth club", "");
  add (f, "club16", "Youth club", "\"summary\":\"From 16 on.\"");
  add (f, "tea", "Tea at 16", "");
  assert_understood (f, "something for my son 16", "club16 club", NULL, NULL);
  assert_understood (f, "16 youth", "club16 club", NULL, NULL);
  assert_understood (f, "16", "tea", NULL, NULL); /* so short, in titles and names only */
  assert_understood (f, "17", "", NULL, NULL);
}

/* A listing with a mistake in it is found, but does not hide the many without. */
static void
test_rare_mistakes (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;

  add (f, "wrong", "Volenteer", "");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("v%u", i);

      add (f, id, "Volunteer", "");
    }
  query.text = "volenteer";
  result = run (f, &query, FALSE);
  g_assert_cmpuint (result->total, ==, 61);
  g_assert_cmpint (g_array_index (result->hits, FoyerSearchHit, 0).row, ==, 1);
  g_assert_cmpstr (result->corrected, ==, "volunteer");
}

static void
test_meanings (Fixture *f, gconstpointer data)
{
  add (f, "befriend", "Volunteer befriender", "\"tags\":[\"befriending\"]");
  add (f, "digital", "Digital Buddies", "");
  add (f, "children", "Storytime", "\"summary\":\"For children and families.\"");
  add (f, "shed", "Men's Shed", "");
  add (f, "foodbank", "Foodbank", "");
  add (f, "food-bank", "Food bank", "");
  add (f, "river-bank", "River bank", "\"summary\":\"No food.\"");
  assert_found (f, "old people", "befriend");
  assert_found (f, "something for old people", "befriend");
  assert_found (f, "lonely", "befriend");
  assert_found (f, "on my own", "befriend");
  assert_found (f, "IT", "digital");
  assert_found (f, "computer", "digital");
  assert_found (f, "kids", "children");
  assert_found (f, "woodwork", "shed");
  assert_found (f, "help with computers", "digital");
  /* the words themselves, wherever they stand, then what they mean */
  assert_found (f, "food bank", "food-bank river-bank foodbank");
  assert_found (f, "the", "");
}

static void
test_languages (Fixture *f, gconstpointer data)
{
  static const char *const typed[][3] = {
    /* garden, volunteer, english lessons */
    { "ogród", "wolontariat", "lekcje angielskiego" },
    { "OGROD", "wolontariusz", "lekcje angiel" },
    { "grădină", "voluntariat", "lecții de engleză" },
    { "gradina", "voluntar", "lectii de engleza" },
    { "сад", "волонтерство", "уроки англійської" },
    { "садівництво", "волонтер", "англійська" },
    { "বাগান", "স্বেচ্ছাসেবক", "ইংরেজি শেখা" },
    { "বাগান করা", "স্বেচ্ছাসেবা", "ইংরেজি" },
    { "باغبانی", "رضاکار", "انگریزی سیکھنا" },
    { "باغ", "رضاكار", "انگريزي" }, /* with the letters of an Arabic keyboard */
  };

  add (f, "garden", "Gardening club", "");
  add (f, "volunteer", "Volunteer driver", "");
  add (f, "english", "English conversation", "");
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      assert_found (f, typed[i][0], "garden");
      assert_found (f, typed[i][1], "volunteer");
      assert_found (f, typed[i][2], "english");
    }
}

/* Listings in these languages are found as people write them, with and without what their keyboard
 * has not. */
static void
test_letters (Fixture *f, gconstpointer data)
{
  add (f, "pl", "Żółw łódzki", "");
  add (f, "ro", "Șah și țesut", "");
  add (f, "uk", "П’ятниця в їдальні", "");
  add (f, "bn", "বাংলা কবিতা য়", "");
  add (f, "ur", "اُردو شاعری کی محفل", "");
  assert_found (f, "zolw lodzki", "pl");
  assert_found (f, "ŻÓŁW", "pl");
  assert_found (f,
                "\xc5\x9f"
                "ah",
                "ro"); /* with a cedilla */
  assert_found (f, "tesut", "ro");
  assert_found (f, "П'ятниця", "uk");
  assert_found (f, "пятниця", "uk");
  assert_found (f, "їдальні", "uk");
  assert_found (f, "বাংলা", "bn");
  assert_found (f, "কবিতা", "bn");
  assert_found (f, "কবি", "bn");
  assert_found (f, "\xe0\xa6\xaf\xe0\xa6\xbc", "bn"); /* the same letter in two parts */
  assert_found (f, "اردو", "ur");
  assert_found (f, "شاعري", "ur");
  assert_found (f, "محفل كي", "ur");
}

static void
test_places (Fixture *f, gconstpointer data)
{
  add (f, "chess-c", "Chess", COLCHESTER);
  add (f, "chess-b", "Chess", BRAINTREE);
  add (f, "chess-m", "Chess", CHELMSFORD);
  add (f, "garden-b", "Gardening", BRAINTREE);
  assert_understood (f, "chess in Colchester", "chess-c chess-b chess-m", NULL, "Colchester");
  assert_understood (f, "chess Colchester", "chess-c chess-b chess-m", NULL, "Colchester");
  assert_understood (f, "Colchester chess", "chess-c chess-b chess-m", NULL, "Colchester");
  assert_understood (f, "chess near cm2", "chess-m chess-b chess-c", NULL, "CM2");
  assert_understood (f, "chess close to CM1 1QH", "chess-m chess-b chess-c", NULL, "CM1 1QH");
  assert_understood (f, "chess cm1 1", "chess-m chess-b chess-c", NULL, "CM1");
  assert_understood (f, "chess in Colchster", "chess-c chess-b chess-m", "chess in Colchester",
                     "Colchester");
  assert_understood (f, "Braintree", "chess-b garden-b chess-m chess-c", NULL, "Braintree");
  assert_understood (f, "near Tiptree", "chess-c chess-b garden-b chess-m", NULL, "Tiptree");
  assert_understood (f, "chess in SW1A 1AA", "", NULL, NULL);
}

/* A word that listings use for other things is a place after "in" only; a name in a title still
 * counts when it is one. */
static void
test_place_words (Fixture *f, gconstpointer data)
{
  add (f, "shelves", "Shop", "\"summary\":\"Stock the shelves.\"," CHELMSFORD);
  add (f, "band", "Colchester Band", COLCHESTER);
  add (f, "other", "Other band", COLCHESTER);
  assert_understood (f, "stock", "shelves", NULL, NULL);
  assert_understood (f, "Colchester band", "band other", NULL, "Colchester");
}

static void
test_where_counts (Fixture *f, gconstpointer data)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;

  add (f, "c", "Chess", COLCHESTER);
  add (f, "m", "Chess", CHELMSFORD);
  query.text = "chess in Colchester";
  query.lat = 51.736; /* the kiosk is in Chelmsford */
  query.lon = 0.469;
  query.within_miles = 5;
  result = run (f, &query, TRUE);
  g_assert_cmpuint (result->total, ==, 1);
  g_assert_cmpfloat (g_array_index (result->hits, FoyerSearchHit, 0).miles, <, 1);
  g_assert_cmpuint (result->within_counts[3], ==, 2);
}

/* Nothing that can be typed does more than find something, or nothing. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const pieces[]
    = { "\xe2\x80\xae", "\x01\x02", "OR", "NEAR/2",   "\"", "*",        "\xd9\xb0",
        "\xe0\xa6\xbe", "CM1",      "in", "in in in", "'",  "\xca\xbc", "near CM2 near CM2 CM2",
        "\xef\xbf\xbf" };
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *long_word = g_strnfill (10000, 'z');
  g_autofree char *marks = g_strnfill (9999, '\xe0');
  g_autoptr (GString) many = g_string_new (NULL);

  add (f, "chess", "Chess", COLCHESTER);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
      {
        g_autofree char *text = g_strdup_printf ("%s chess %s%s", pieces[i], pieces[j], pieces[i]);
        g_autoptr (FoyerSearchResult) result = NULL;

        query.text = text;
        result = run (f, &query, TRUE);
      }
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, i % 2 ? "in " : "CM");
  assert_found (f, long_word, "");
  assert_found (f, marks, "chess"); /* no word in it: as if nothing was typed */
  query.text = many->str;
  foyer_search_result_free (run (f, &query, TRUE));
  assert_found (f,
                "\xe2\x80\xae"
                "chess"
                "\xe2\x80\xac",
                "chess");
  assert_found (f, "chess\x01", "chess");
}

/* What a county writes itself. */
static void
test_file (void)
{
  g_autoptr (FoyerSearchGuide) guide = foyer_search_guide_new ();
  GPtrArray *meanings;

  g_assert_cmpuint (foyer_search_guide_add_words (guide,
                                                  "# ours\n"
                                                  "Garden, allotment = Ogród, veg  patch ,,\n"
                                                  "garden = ogród\n"
                                                  "small: the, A\n"
                                                  "\n"
                                                  "no sense\n"
                                                  "a = b = c\n"
                                                  "= nothing\n"),
                    ==, 2);
  g_assert_cmpuint (foyer_search_guide_add_settlements (guide, "Stock\t51.66\t0.44\nStock\n"), ==,
                    1);
  foyer_search_guide_sort (guide);
  meanings = g_hash_table_lookup (guide->meanings, "ogrod");
  g_assert_cmpuint (meanings->len, ==, 2);
  g_assert_nonnull (g_hash_table_lookup (guide->meanings, "veg patch"));
  g_assert_true (g_hash_table_contains (guide->small_words, "a"));
  g_assert_true (g_hash_table_contains (guide->words, "veg"));
  g_assert_true (foyer_search_guide_goes_on (guide, "veg pa"));
  g_assert_false (foyer_search_guide_goes_on (guide, "veg pb"));
  g_assert_cmpuint (guide->phrases->len, ==, 2);
}

/* Those that come with the program have no wrong line (it would warn), and enough in them. */
static void
test_own_files (void)
{
  g_autoptr (FoyerSearchGuide) guide = foyer_search_guide_load ();

  g_assert_cmpuint (guide->phrases->len, >, 1000);
  g_assert_cmpuint (g_hash_table_size (guide->settlements), >, 300);
  g_assert_nonnull (guide->postcodes);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-words/mistakes-are-counted", test_distance);
  g_test_add_func ("/search-words/english-words-have-forms", test_forms);
  add_test ("/search-words/a-misspelt-word-finds-what-was-meant", test_mistakes);
  add_test ("/search-words/a-number-beside-words-need-not-be-found", test_numbers);
  add_test ("/search-words/a-mistake-in-a-listing-hides-nothing", test_rare_mistakes);
  add_test ("/search-words/other-words-for-the-same-thing-find-it", test_meanings);
  add_test ("/search-words/five-more-languages-find-english-listings", test_languages);
  add_test ("/search-words/letters-of-every-language-meet", test_letters);
  add_test ("/search-words/a-place-or-postcode-says-where", test_places);
  add_test ("/search-words/a-place-that-is-also-a-word", test_place_words);
  add_test ("/search-words/distances-are-from-the-place-that-is-named", test_where_counts);
  add_test ("/search-words/whatever-is-typed-only-finds", test_hostile);
  g_test_add_func ("/search-words/a-county-adds-its-own-words", test_file);
  g_test_add_func ("/search-words/the-words-that-come-along-are-well-written", test_own_files);

  return g_test_run ();
}
