/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include "core/store/foyer-store-private.h"

#include <stdio.h>

#include "core/store/foyer-search-text.h"

/* The rows of listing: what lists, filters and search need of every listing, worked out from the
 * items that came.
 *
 * Since the items are all there, a new Foyer that works them out in another way needs no line to
 * the centre: it makes the rows anew when it opens the content. On the thread of the store, inside
 * its transactions.
 */

/* Whoever changes what add_listing () or foyer_search_entry_new () write, counts this up. */
#define INDEX_VERSION "2"

void
foyer_store_forget_words (FoyerStore *store)
{
  g_clear_pointer (&store->lexicon, foyer_search_lexicon_free);
}

static void
bind_position (FoyerStmt *stmt, int index, double degrees)
{
  if (isnan (degrees))
    foyer_stmt_bind_null (stmt, index);
  else
    foyer_stmt_bind_double (stmt, index, degrees);
}

/* The first day that "2024", "2024-06" or "2024-06-06" may mean, since 1970; -1 never. */
static gint64
day_of (const char *confirmed)
{
  int year = 0, month = 1, day = 1;
  GDate date;

  if (confirmed == NULL || sscanf (confirmed, "%4d-%2d-%2d", &year, &month, &day) < 1
      || !g_date_valid_dmy (day, month, year))
    return -1;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return MAX (-1, (gint64)g_date_get_julian (&date) - 719163); /* 1 January 1970 */
}

static gboolean
add_match (FoyerStore *store, gint64 row, FoyerListing *listing, GError **error)
{
  const FoyerMatchFacts *match = &listing->match;
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = foyer_db_prepare (store->db,
                           "INSERT OR REPLACE INTO listing_match (row, times, slots, motives, fits,"
                           " misses, fresh_until)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, row);
  foyer_stmt_bind_int64 (stmt, 2, match->times);
  foyer_stmt_bind_int64 (stmt, 3, match->slots);
  foyer_stmt_bind_int64 (stmt, 4, match->motives);
  foyer_stmt_bind_int64 (stmt, 5, match->fits);
  foyer_stmt_bind_int64 (stmt, 6, match->misses);
  foyer_stmt_bind_int64 (stmt, 7, foyer_listing_get_fresh_until (listing));
  return foyer_stmt_run (stmt, error);
}

gboolean
foyer_store_add_listing (FoyerStore *store, gint64 row, FoyerListing *listing, GError **error)
{
  g_autofree char *sort_title = foyer_search_sort_title (listing->title);
  g_autofree char *tags = g_strjoinv ("\n", listing->tags);
  g_autoptr (GByteArray) words = NULL;
  g_autoptr (FoyerStmt) stmt = NULL;

  if (store->lexicon == NULL)
    store->lexicon = foyer_search_lexicon_new (store->db);
  words = foyer_search_entry_new (store->lexicon, listing, error);
  if (words == NULL)
    return FALSE;
  stmt = foyer_db_prepare (store->db,
                           "INSERT INTO listing (row, programme, sort_title, tags, time, lat, lon,"
                           " is_free, age_min, age_max, confirmed, place_name, district, words)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, row);
  foyer_stmt_bind_text (stmt, 2, listing->programme);
  foyer_stmt_bind_text (stmt, 3, sort_title);
  foyer_stmt_bind_text (stmt, 4, tags);
  foyer_stmt_bind_text (stmt, 5, listing->time);
  bind_position (stmt, 6, listing->lat);
  bind_position (stmt, 7, listing->lon);
  foyer_stmt_bind_int64 (stmt, 8, listing->is_free);
  foyer_stmt_bind_int64 (stmt, 9, listing->age_min);
  foyer_stmt_bind_int64 (stmt, 10, listing->age_max);
  foyer_stmt_bind_int64 (stmt, 11, day_of (listing->last_confirmed));
  foyer_stmt_bind_text (stmt, 12, listing->place_name);
  foyer_stmt_bind_text (stmt, 13, listing->district);
  foyer_stmt_bind_blob (stmt, 14, words->data, words->len);
  return foyer_stmt_run (stmt, error) && add_match (store, row, listing, error);
}

static gboolean
is_current (FoyerStore *store)
{
  g_autofree char *version = foyer_store_dup_meta (store, "index");

  return g_strcmp0 (version, INDEX_VERSION) == 0;
}

/* An item that was good when it came and is not any more stays without a row: nobody sees it, and
 * the feed goes on. */
static gboolean
add_again (FoyerStore *store, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (store->db, "SELECT row, json FROM item WHERE kind = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, FOYER_KIND_LISTINGS);
  while (TRUE)
    {
      g_autoptr (FoyerListing) listing = NULL;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!foyer_stmt_is_null (stmt, 1))
        listing = foyer_listing_new_from_json (foyer_stmt_text (stmt, 1), NULL);
      if (listing != NULL
          && !foyer_store_add_listing (store, foyer_stmt_int64 (stmt, 0), listing, error))
        return FALSE;
    }
}

gboolean
foyer_store_refresh_index (FoyerStore *store, GError **error)
{
  gboolean is_done;

  if (is_current (store))
    return TRUE;
  if (!foyer_db_begin (store->db, error))
    return FALSE;
  is_done = foyer_db_exec (store->db, "DELETE FROM listing; DELETE FROM term", error)
            && add_again (store, error)
            && foyer_store_set_meta (store, "index", INDEX_VERSION, error);
  foyer_store_forget_words (store);
  if (is_done)
    return foyer_db_commit (store->db, error);
  foyer_db_rollback (store->db);
  return FALSE;
}
