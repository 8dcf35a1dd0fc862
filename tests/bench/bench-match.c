/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-match FOLDER: how long one question of "Help me choose" takes in 100,000 listings, from the answers to
 * the best three with their rows read and what each relaxed answer would add; beside one plain SQL query over
 * the same tables that only counts what fits. Also the first question after the start.
 */
#include "bench-figure.h"
#include "foyer-synth.h"

#include <string.h>

#include "core/base/foyer-clock.h"
#include "core/viewmodel/foyer-match-run.h"

#define SEED 7
#define COUNT 100000
#define QUESTIONS 300
#define ITEMS_A_PAGE 500

static FoyerStore *
make_store (const char *folder)
{
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (folder, &error);

  g_assert_no_error (error);
  for (guint from = 0; from < COUNT; from += ITEMS_A_PAGE)
    {
      g_autofree char *next = g_strdup_printf ("http://127.0.0.1/feeds/listings?afterChangeNumber=%u", from);
      g_autofree char *json = foyer_synth_listings_page (SEED, from, ITEMS_A_PAGE, next);
      g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (FOYER_KIND_LISTINGS, json, strlen (json), &error);

      g_assert_no_error (error);
      foyer_store_apply_page (store, FOYER_KIND_LISTINGS, page, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  return store;
}

static FoyerMatchAsk
make_ask (guint i)
{
  FoyerMatchAsk ask = FOYER_MATCH_ASK_INIT;

  foyer_synth_point (SEED, i, &ask.lat, &ask.lon);
  ask.time = (int)(i % 5) - 1;
  ask.slots = FOYER_MATCH_SLOT (i % 7, i % 3) | FOYER_MATCH_SLOT ((i + 2) % 7, i % 3);
  ask.motives = 1u << i % 6;
  ask.fits = i % 2 == 0 ? 1u << FOYER_MATCH_SEATED : 0;
  ask.where = i % 3 == 0 ? FOYER_MATCH_ANYWHERE : FOYER_MATCH_NEAR;
  ask.miles = 5 * (1 + i % 4);
  return ask;
}

static double
time_match (FoyerStore *store, guint i, guint limit)
{
  FoyerMatchAsk ask = make_ask (i);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerMatchResult) result = NULL;
  double started = bench_now_ms ();

  result = foyer_match_run (store, &ask, limit, foyer_clock_now_us (foyer_clock_system ()), NULL, &error);
  g_assert_no_error (error);
  for (guint h = 0; h < MIN (FOYER_MATCH_BEST, result->hits->len); h++)
    g_object_unref (foyer_store_get_listing_by_row (store, g_array_index (result->hits, FoyerMatchHit, h).row));
  return bench_now_ms () - started;
}

/* Only counts what is at one of these times and takes that long. */
static double
time_plain (FoyerStore *store, guint i)
{
  FoyerMatchAsk ask = make_ask (i);
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_store_get_db (store),
                        "SELECT count (*) FROM listing JOIN listing_match ON listing_match.row = listing.row"
                        " WHERE (slots = 0 OR slots & ?1) AND (times = 0 OR times & ?2) AND NOT misses & ?3"
                        " AND lat BETWEEN ?4 AND ?5",
                        NULL);
  gboolean has_row = FALSE;
  double started = bench_now_ms ();

  foyer_stmt_bind_int64 (stmt, 1, ask.slots);
  foyer_stmt_bind_int64 (stmt, 2, ask.time < 0 ? 0xff : 1 << ask.time);
  foyer_stmt_bind_int64 (stmt, 3, ask.fits);
  foyer_stmt_bind_double (stmt, 4, ask.lat - ask.miles / 69);
  foyer_stmt_bind_double (stmt, 5, ask.lat + ask.miles / 69);
  g_assert_true (foyer_stmt_step (stmt, &has_row, NULL) && has_row);
  return bench_now_ms () - started;
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (FoyerStore) store = NULL;
  double first;

  if (argc != 2)
    {
      g_printerr ("usage: bench-match FOLDER\n");
      return 2;
    }
  store = make_store (argv[1]);
  first = time_match (store, 0, 200);
  for (guint i = 1; i <= QUESTIONS; i++)
    {
      double took = time_match (store, i, 200), bare = time_plain (store, i);

      g_array_append_val (times, took);
      g_array_append_val (plain, bare);
    }
  bench_print ("match-first-100000", first, "ms", bench_percentile (plain, 0.5));
  bench_print ("match-p50-100000", bench_percentile (times, 0.5), "ms", bench_percentile (plain, 0.5));
  bench_print ("match-p99-100000", bench_percentile (times, 0.99), "ms", bench_percentile (plain, 0.99));
  return 0;
}
