/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-search FOLDER: how long a search takes in a store of 76, 10,000 and 100,000 listings, beside a
 * bare ranked FTS5 query with snippet over the same words. Both answer the same 600 made-up queries.
 */
#include "bench-figure.h"
#include "bench-rows.h"
#include "foyer-synth.h"

#include <glib/gstdio.h>
#include <math.h>

#include "core/base/foyer-clock.h"
#include "core/store/foyer-search.h"

#define SEED 7
#define QUERIES 600
#define WARM_UP 20
#define LIMIT 20       /* what a screen holds, and some */
#define ITEMS_A_PAGE 500

static FoyerStore *
make_store (const char *folder, guint count)
{
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (folder, &error);

  g_assert_no_error (error);
  for (guint from = 0; from < count; from += ITEMS_A_PAGE)
    {
      guint n = MIN (ITEMS_A_PAGE, count - from);
      g_autofree char *next = g_strdup_printf ("http://127.0.0.1/feeds/listings?afterChangeNumber=%u", from + n);
      g_autofree char *json = foyer_synth_listings_page (SEED, from, n, next);
      g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (FOYER_KIND_LISTINGS, json, strlen (json), &error);

      g_assert_no_error (error);
      foyer_store_apply_page (store, FOYER_KIND_LISTINGS, page, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (foyer_store_count (store, FOYER_KIND_LISTINGS), ==, count);
  return store;
}

static GArray *
time_store (FoyerStore *store, guint *hits)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < QUERIES + WARM_UP; i++)
    {
      g_autofree char *text = foyer_synth_query (SEED, i);
      FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
      g_autoptr (FoyerSearchResult) result = NULL;
      g_autoptr (GError) error = NULL;
      double started, took;

      query.text = text;
      query.limit = LIMIT;
      query.now_us = foyer_clock_now_us (foyer_clock_system ());
      foyer_synth_point (SEED, i, &query.lat, &query.lon);
      started = bench_now_ms ();
      result = foyer_search_run (store, &query, FALSE, NULL, &error);
      took = bench_now_ms () - started;
      g_assert_no_error (error);
      if (i >= WARM_UP)
        g_array_append_val (times, took);
      *hits += result->hits->len;
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

static GArray *
time_plain (const char *folder, guint count, guint *hits)
{
  g_autofree char *path = g_build_filename (folder, "plain.db", NULL);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));
  BenchRows rows = { 0 };
  sqlite3_stmt *stmt = NULL;

  bench_rows_open (&rows, path, TRUE);
  for (guint n = 0; n < count; n++)
    {
      g_autofree char *json = foyer_synth_listing (SEED, n);
      json_t *item = json_loads (json, 0, NULL);

      bench_rows_add (&rows, n + 1, item, json);
      json_decref (item);
    }
  bench_rows_commit (&rows);
  sqlite3_prepare_v2 (rows.db,
                      "SELECT rowid, rank, snippet (words, -1, '', '', '…', 12) FROM words"
                      " WHERE words MATCH ? ORDER BY rank LIMIT ?",
                      -1, &stmt, NULL);
  for (guint i = 0; i < QUERIES + WARM_UP; i++)
    {
      g_autofree char *text = foyer_synth_query (SEED, i);
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

static void
measure (const char *folder, guint count)
{
  g_autofree char *name = g_strdup_printf ("search-%u", count);
  g_autofree char *at = g_build_filename (folder, name, NULL);
  g_autofree char *p50 = g_strdup_printf ("search-p50-%u", count);
  g_autofree char *p99 = g_strdup_printf ("search-p99-%u", count);
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (GArray) ours = NULL, plain = NULL;
  guint our_hits = 0, plain_hits = 0;

  g_mkdir (at, 0700);
  plain = time_plain (at, count, &plain_hits);
  store = make_store (at, count);
  ours = time_store (store, &our_hits);
  bench_print (p50, bench_percentile (ours, 0.5), "ms", bench_percentile (plain, 0.5));
  bench_print (p99, bench_percentile (ours, 0.99), "ms", bench_percentile (plain, 0.99));
  g_printerr ("# %u listings, %d queries: %u hits, the bare query %u\n", count, QUERIES + WARM_UP, our_hits,
              plain_hits);
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: bench-search FOLDER\n");
      return 2;
    }
  measure (argv[1], 76);
  measure (argv[1], 10000);
  measure (argv[1], 100000);
  return 0;
}
