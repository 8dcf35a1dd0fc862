/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-search FOLDER: how long a search takes in a store of 76, 10,000 and 100,000 listings, from the query to
 * the first ten hits with their rows read, beside a bare ranked FTS5 query with snippet over the same words.
 * Both answer the same 600 made-up queries: words, beginnings of one and two letters, long words, misspelt
 * ones, places, and what nothing has. Also the time until nothing has become a store that answers, the first
 * search after the start, the memory the index takes, and how good the order is beside bm25's.
 *
 * bench-search --queries: prints those queries, one a line; the first 20 are to warm up.
 */
#include "bench-figure.h"
#include "bench-rows.h"
#include "foyer-synth.h"
#include "search-judge.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/foyer-clock.h"
#include "core/store/foyer-search.h"

#define SEED 7
#define QUERIES 600
#define WARM_UP 20
#define LIMIT 10 /* what a screen shows at first */
#define ITEMS_A_PAGE 500
#define LARGE 100000 /* listings from which on memory and order are looked at */

/* What a visitor may type: every second time as the generator makes it, else each kind in turn. (transfer full) */
static char *
make_query (guint i)
{
  static const char *const towns[] = { "Colchester", "Harlow", "CM2", "Clacton-on-Sea", "SS1 2AB", "Braintree" };
  char *text = foyer_synth_query (SEED, i);
  char *longer;

  if (i % 2 == 0)
    return text;
  switch (i / 2 % 5)
    {
    case 0: /* the first letter, or two */
      text[1 + i / 10 % 2] = '\0';
      return text;
    case 1: /* a letter left out in the middle */
      if (strlen (text) > 5)
        memmove (text + 3, text + 4, strlen (text + 3));
      return text;
    case 2:
      longer = g_strdup_printf ("%s %s %s", text, i / 10 % 2 ? "in" : "near", towns[i / 10 % G_N_ELEMENTS (towns)]);
      break;
    case 3: /* long words, and many */
      longer = g_strdup_printf ("%s community photography volunteering together %s", text, text);
      break;
    default: /* nothing has it */
      longer = g_strdup_printf ("qx%ujv %s", i, text);
      break;
    }
  g_free (text);
  return longer;
}

/* took: milliseconds from the pages to the last commit. */
static FoyerStore *
make_store (const char *folder, guint count, double *took)
{
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (folder, &error);

  g_assert_no_error (error);
  for (guint from = 0; from < count; from += ITEMS_A_PAGE)
    {
      guint n = MIN (ITEMS_A_PAGE, count - from);
      g_autofree char *next = g_strdup_printf ("http://127.0.0.1/feeds/listings?afterChangeNumber=%u", from + n);
      g_autofree char *json = foyer_synth_listings_page (SEED, from, n, next);
      g_autoptr (FoyerFeedPage) page = NULL;
      double started = bench_now_ms ();

      page = foyer_feed_page_parse (FOYER_KIND_LISTINGS, json, strlen (json), &error);
      g_assert_no_error (error);
      foyer_store_apply_page (store, FOYER_KIND_LISTINGS, page, NULL, NULL, &error);
      g_assert_no_error (error);
      *took += bench_now_ms () - started;
    }
  g_assert_cmpuint (foyer_store_count (store, FOYER_KIND_LISTINGS), ==, count);
  return store;
}

/* Milliseconds until the hits and their rows are there. */
static double
time_search (FoyerStore *store, guint i, guint *hits)
{
  g_autofree char *text = make_query (i);
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double started;

  query.text = text;
  query.limit = LIMIT;
  query.now_us = foyer_clock_now_us (foyer_clock_system ());
  foyer_synth_point (SEED, i, &query.lat, &query.lon);
  started = bench_now_ms ();
  result = foyer_search_run (store, &query, FALSE, NULL, &error);
  g_assert_no_error (error);
  for (guint h = 0; h < result->hits->len; h++)
    g_object_unref (
      foyer_store_get_listing_by_row (store, g_array_index (result->hits, FoyerSearchHit, h).row));
  *hits += result->hits->len;
  return bench_now_ms () - started;
}

static GArray *
time_store (FoyerStore *store, guint *hits)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < QUERIES + WARM_UP; i++)
    {
      double took = time_search (store, i, hits);

      if (i >= WARM_UP)
        g_array_append_val (times, took);
    }
  return times;
}

/* "tea help" → "tea" "help"*: the last word may not be finished. */
static char *
make_match (const char *typed)
{
  g_auto (GStrv) words = g_strsplit_set (typed, " -'.,", -1);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (match, "\"%s\" ", words[i]);
  if (match->len > 0)
    match->str[match->len - 1] = '*';
  return g_string_free (g_steal_pointer (&match), FALSE);
}

/* filled: milliseconds until the rows and their words are in. */
static GArray *
time_plain (const char *folder, guint count, guint *hits, double *filled)
{
  g_autofree char *path = g_build_filename (folder, "plain.db", NULL);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));
  BenchRows rows = { 0 };
  sqlite3_stmt *stmt = NULL;

  bench_rows_open (&rows, path, TRUE);
  for (guint n = 0; n < count; n++)
    {
      g_autofree char *json = foyer_synth_listing (SEED, n);
      double started = bench_now_ms ();
      json_t *item = json_loads (json, 0, NULL);

      bench_rows_add (&rows, n + 1, item, json);
      json_decref (item);
      *filled += bench_now_ms () - started;
    }
  *filled -= bench_now_ms ();
  bench_rows_commit (&rows);
  *filled += bench_now_ms ();
  sqlite3_prepare_v2 (rows.db,
                      "SELECT rowid, rank, snippet (words, -1, '', '', '…', 12) FROM words"
                      " WHERE words MATCH ? ORDER BY rank LIMIT ?",
                      -1, &stmt, NULL);
  for (guint i = 0; i < QUERIES + WARM_UP; i++)
    {
      g_autofree char *text = make_query (i);
      g_autofree char *match = make_match (text);
      double started = bench_now_ms (), took;

      sqlite3_bind_text (stmt, 1, match, -1, SQLITE_STATIC);
      sqlite3_bind_int (stmt, 2, LIMIT);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        *hits += 1;
      sqlite3_reset (stmt);
      took = bench_now_ms () - started;
      if (i >= WARM_UP)
        g_array_append_val (times, took);
    }
  sqlite3_finalize (stmt);
  bench_rows_close (&rows);
  return times;
}

/* A reader as the kiosk's, from nothing: what it costs to have the index.
 * Returns: milliseconds until it answered. */
static double
measure_first (const char *at, guint count, double plain_p99)
{
  g_autofree char *first = g_strdup_printf ("search-first-%u", count);
  g_autofree char *memory = g_strdup_printf ("search-memory-%u", count);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open_reader (at, &error);
  double before = bench_read_pss (), took;
  guint hits = 0;

  g_assert_no_error (error);
  took = time_search (store, 0, &hits);
  bench_print (first, took, "ms", plain_p99);
  bench_print (memory, bench_read_pss () - before, "MB", 0);
  return took;
}

static void
measure_order (FoyerStore *store, guint count)
{
  g_autofree char *name = g_strdup_printf ("search-ndcg-%u", count);
  g_autoptr (SearchJudge) judge = search_judge_new (store, "synth");
  SearchScore score = search_judge_score (judge, NULL);

  bench_print (name, score.ours, "ndcg@10", score.plain);
  g_printerr ("# %u judged searches; bm25 with weighed fields has %.3f\n", score.n, score.fields);
}

static void
measure (const char *folder, guint count)
{
  g_autofree char *name = g_strdup_printf ("search-%u", count);
  g_autofree char *at = g_build_filename (folder, name, NULL);
  g_autofree char *p50 = g_strdup_printf ("search-p50-%u", count);
  g_autofree char *p99 = g_strdup_printf ("search-p99-%u", count);
  g_autofree char *cold = g_strdup_printf ("search-cold-%u", count);
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (GArray) ours = NULL, plain = NULL;
  guint our_hits = 0, plain_hits = 0;
  double our_fill = 0, plain_fill = 0, first;

  g_mkdir (at, 0700);
  plain = time_plain (at, count, &plain_hits, &plain_fill);
  store = make_store (at, count, &our_fill);
  first = measure_first (at, count, bench_percentile (plain, 0.99));
  bench_print (cold, our_fill + first, "ms", plain_fill);
  ours = time_store (store, &our_hits);
  bench_print (p50, bench_percentile (ours, 0.5), "ms", bench_percentile (plain, 0.5));
  bench_print (p99, bench_percentile (ours, 0.99), "ms", bench_percentile (plain, 0.99));
  if (count >= LARGE && g_getenv ("FOYER_SOURCE_ROOT") != NULL)
    measure_order (store, count);
  g_printerr ("# %u listings, %d queries: %u hits, the bare query %u\n", count, QUERIES + WARM_UP, our_hits,
              plain_hits);
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: bench-search FOLDER | --queries\n");
      return 2;
    }
  if (strcmp (argv[1], "--queries") == 0)
    {
      for (guint i = 0; i < QUERIES + WARM_UP; i++)
        {
          g_autofree char *text = make_query (i);

          puts (text);
        }
      return 0;
    }
  measure (argv[1], 76);
  measure (argv[1], 10000);
  measure (argv[1], 100000);
  return 0;
}
