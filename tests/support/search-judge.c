/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "search-judge"

#include "search-judge.h"

#include <sqlite3.h>
#include <string.h>

#include "core/store/foyer-search-text.h"

/* How good the order of search is.
 *
 * Each judged search says what is wanted; from that every listing has a grade, and a list of ten is
 * worth what its grades are, the first ones more (normalised discounted cumulative gain, Järvelin
 * and Kekäläinen 2002: 2^grade - 1 over log2 (rank + 1), beside the best list there could be).
 */

#define DEPTH 10
#define MAX_GRADE 3

/* What a listing has, folded, a space before and after each word. */
typedef struct
{
  char *title, *all, *place, *tags; /* owned */
  gint64 row;
} Judged;

struct _SearchJudge
{
  FoyerStore *store;   /* borrowed */
  const char *content; /* borrowed */
  GArray *listings;    /* owned Judged, by row */
  sqlite3 *plain;      /* owned */
  GPtrArray *searches; /* owned: GStrv: group, content, typed, wanted */
};

static void
judged_clear (gpointer data)
{
  Judged *judged = data;

  g_free (judged->title);
  g_free (judged->all);
  g_free (judged->place);
  g_free (judged->tags);
}

static void
fold_list (GString *text, GStrv list)
{
  for (guint i = 0; list[i] != NULL; i++)
    foyer_search_fold (text, list[i]);
}

static void
bind (sqlite3_stmt *stmt, int column, const GString *text)
{
  sqlite3_bind_text (stmt, column, text->str, -1, SQLITE_TRANSIENT);
}

/* The same words, in the same three places, for both. */
static void
add_listing (SearchJudge *self, sqlite3_stmt *insert, gint64 row)
{
  g_autoptr (FoyerListing) listing = foyer_store_get_listing_by_row (self->store, row);
  g_autoptr (GString) title = g_string_new (" ");
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tags = g_strjoinv (" ", listing->tags);
  Judged judged = { .row = row };

  foyer_search_fold (title, listing->title);
  foyer_search_fold (names, listing->organisation);
  foyer_search_fold (names, listing->place_name);
  foyer_search_fold (names, listing->venue);
  foyer_search_fold (names, listing->district);
  fold_list (names, listing->tags);
  foyer_search_fold (text, listing->summary);
  foyer_search_fold (text, listing->gain);
  fold_list (text, listing->what_you_do);
  sqlite3_bind_int64 (insert, 1, row);
  bind (insert, 2, title);
  bind (insert, 3, names);
  bind (insert, 4, text);
  g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
  sqlite3_reset (insert);
  judged.title = g_strdup (title->str);
  judged.all = g_strconcat (title->str, names->str, text->str, NULL);
  judged.tags = g_strdup_printf (" %s ", tags);
  judged.place = g_strdelimit (g_strdup (listing->place_name ? listing->place_name : ""), " ", '_');
  g_array_append_val (self->listings, judged);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const Judged *)a)->row, right = ((const Judged *)b)->row;

  return (left > right) - (left < right);
}

static void
read_listings (SearchJudge *self)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) all = foyer_search_run (self->store, &query, FALSE, NULL, NULL);
  sqlite3_stmt *insert = NULL;

  g_assert_nonnull (all);
  sqlite3_open (":memory:", &self->plain);
  sqlite3_exec (self->plain,
                "CREATE VIRTUAL TABLE words USING fts5 (title, names, text,"
                " tokenize=\"unicode61 remove_diacritics 2\"); BEGIN",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (self->plain, "INSERT INTO words (rowid, title, names, text) VALUES (?,?,?,?)",
                      -1, &insert, NULL);
  for (guint i = 0; i < all->hits->len; i++)
    add_listing (self, insert, g_array_index (all->hits, FoyerSearchHit, i).row);
  sqlite3_finalize (insert);
  sqlite3_exec (self->plain, "COMMIT", NULL, NULL, NULL);
  g_array_sort (self->listings, compare_rows);
}

static void
read_searches (SearchJudge *self)
{
  g_autofree char *path
    = g_build_filename (g_getenv ("FOYER_SOURCE_ROOT"), "tests/fixtures/search-judged.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (parts), ==, 4);
      if (g_str_equal (parts[1], self->content))
        g_ptr_array_add (self->searches, g_steal_pointer (&parts));
    }
}

SearchJudge *
search_judge_new (FoyerStore *store, const char *content)
{
  SearchJudge *judge = g_new0 (SearchJudge, 1);

  judge->store = store;
  judge->content = content;
  judge->listings = g_array_new (FALSE, FALSE, sizeof (Judged));
  g_array_set_clear_func (judge->listings, judged_clear);
  judge->searches = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  read_listings (judge);
  read_searches (judge);
  return judge;
}

void
search_judge_free (SearchJudge *judge)
{
  g_array_unref (judge->listings);
  g_ptr_array_unref (judge->searches);
  sqlite3_close (judge->plain);
  g_free (judge);
}

static guint
count_word (const char *text, const char *word)
{
  g_autofree char *needle = g_strdup_printf (" %s ", word);
  guint n = 0;

  for (const char *p = strstr (text, needle); p != NULL; p = strstr (p + 1, needle))
    n++;
  return n;
}

/* tests/fixtures/search-judged.tsv says what the grades are. */
static int
grade_of (const Judged *judged, GStrv wanted)
{
  gboolean in_title = TRUE, in_all = TRUE, is_titles = FALSE, is_there = TRUE, has_tag = FALSE;
  guint most = 0;
  int grade;

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const char *value = strchr (wanted[i], ':') + 1;

      if (g_str_has_prefix (wanted[i], "tag:"))
        has_tag = count_word (judged->tags, value) > 0;
      else if (g_str_has_prefix (wanted[i], "place:"))
        is_there = g_str_equal (judged->place, value);
      else
        {
          guint n = count_word (judged->all, value);

          is_titles = is_titles || g_str_has_prefix (wanted[i], "title:");
          in_title = in_title && count_word (judged->title, value) > 0;
          in_all = in_all && n > 0;
          most = MAX (most, n);
        }
    }
  if (g_str_has_prefix (wanted[0], "tag:"))
    return has_tag ? MAX_GRADE : 0;
  if (is_titles)
    grade = in_title ? MAX_GRADE : in_all ? 1 : 0;
  else
    grade = !in_all ? 0 : most > 1 ? MAX_GRADE : 2;
  return is_there ? grade : MAX (0, grade - 1);
}

static double
gain (int grade, guint rank)
{
  return ((1 << grade) - 1) / log2 (rank + 2);
}

static double
gain_of_rows (SearchJudge *self, GArray *rows, const guint8 *grades)
{
  double sum = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      Judged key = { .row = g_array_index (rows, gint64, i) };
      guint index;

      g_assert_true (g_array_binary_search (self->listings, &key, compare_rows, &index));
      sum += gain (grades[index], i);
    }
  return sum;
}

/* Rows in the order of the search. (transfer full) */
static GArray *
ask_ours (SearchJudge *self, const char *typed)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FoyerSearchResult) result = NULL;

  query.text = typed;
  query.limit = DEPTH;
  result = foyer_search_run (self->store, &query, FALSE, NULL, NULL);
  for (guint i = 0; i < result->hits->len; i++)
    g_array_append_val (rows, g_array_index (result->hits, FoyerSearchHit, i).row);
  return rows;
}

static GArray *
ask_plain (SearchJudge *self, const char *typed, const char *sql)
{
  g_autoptr (GPtrArray) words = foyer_search_words (typed);
  g_autoptr (GString) match = g_string_new (NULL);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt = NULL;

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (match, "\"%s\"%s ", ((FoyerSearchWord *)words->pdata[i])->folded,
                            i + 1 == words->len ? "*" : "");
  g_assert_cmpint (sqlite3_prepare_v2 (self->plain, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (stmt, 1, match->str, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 row = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (rows, row);
    }
  sqlite3_finalize (stmt);
  return rows;
}

/* The best ten there are; 0 when nothing is wanted. */
static double
grade_all (SearchJudge *self, const char *wanted_text, guint8 *grades)
{
  g_auto (GStrv) wanted = g_strsplit (wanted_text, " ", -1);
  guint counts[MAX_GRADE + 1] = { 0 };
  guint rank = 0;
  double best = 0;

  for (guint i = 0; i < self->listings->len; i++)
    {
      grades[i] = grade_of (&g_array_index (self->listings, Judged, i), wanted);
      counts[grades[i]]++;
    }
  for (int grade = MAX_GRADE; grade > 0; grade--)
    for (guint i = 0; i < counts[grade] && rank < DEPTH; i++)
      best += gain (grade, rank++);
  return best;
}

static gboolean
is_wanted (const char *group, const char *wanted)
{
  if (wanted != NULL)
    return g_str_equal (group, wanted);
  return g_str_equal (group, "words") || g_str_equal (group, "place")
         || g_str_equal (group, "beginning");
}

SearchScore
search_judge_score (SearchJudge *judge, const char *group)
{
  g_autofree guint8 *grades = g_new (guint8, judge->listings->len + 1);
  SearchScore score = { 0 };

  for (guint i = 0; i < judge->searches->len; i++)
    {
      GStrv search = g_ptr_array_index (judge->searches, i);
      g_autoptr (GArray) ours = NULL;
      g_autoptr (GArray) plain = NULL;
      g_autoptr (GArray) fields = NULL;
      double best;

      if (!is_wanted (search[0], group) || (best = grade_all (judge, search[3], grades)) == 0)
        continue;
      ours = ask_ours (judge, search[2]);
      plain = ask_plain (judge, search[2],
                         "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10");
      fields = ask_plain (judge, search[2],
                          "SELECT rowid FROM words WHERE words MATCH ?"
                          " ORDER BY bm25 (words, 10, 3, 1) LIMIT 10");
      score.n++;
      score.ours += gain_of_rows (judge, ours, grades) / best;
      score.plain += gain_of_rows (judge, plain, grades) / best;
      score.fields += gain_of_rows (judge, fields, grades) / best;
      if (g_getenv ("SEARCH_JUDGE_TELL") != NULL)
        g_printerr ("%s\t%s\t%.3f\t%.3f\t%.3f\n", search[0], search[2],
                    gain_of_rows (judge, ours, grades) / best,
                    gain_of_rows (judge, plain, grades) / best,
                    gain_of_rows (judge, fields, grades) / best);
    }
  if (score.n > 0)
    {
      score.ours /= score.n;
      score.plain /= score.n;
      score.fields /= score.n;
    }
  return score;
}
