/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-match"

#include "core/store/foyer-match-cards.h"

#include "core/model/foyer-content.h"
#include "core/store/foyer-search-cards.h"
#include "core/store/foyer-store-private.h"

/* The facts of every listing as a row of small numbers. Owned by the store that was asked first, on
 * its thread, and made anew when the listings changed: one look at a hundred thousand listings then
 * touches eight megabytes and no database. */

/* Seconds for which "the next session" may be told from an earlier look: it only gives points for
 * being soon. */
#define STARTS_AGE 300

static gboolean
read_version (FoyerDb *db, FoyerKind kind, gint64 *version, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db, "SELECT version FROM feed WHERE kind = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *version = has_row ? foyer_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

static guint
intern_programme (FoyerMatchCards *cards, const char *programme)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (cards->programmes, programme, g_str_equal, &index))
    return index;
  g_ptr_array_add (cards->programmes, g_strdup (programme));
  return cards->programmes->len - 1;
}

static void
add_card (FoyerMatchCards *cards, FoyerStmt *stmt)
{
  FoyerMatchCard card = { .row = foyer_stmt_int64 (stmt, 0),
                          .programme = intern_programme (cards, foyer_stmt_text (stmt, 1)),
                          .title = g_str_hash (foyer_stmt_text (stmt, 2)),
                          .age_min = foyer_stmt_int64 (stmt, 5),
                          .age_max = foyer_stmt_int64 (stmt, 6),
                          .facts = { .times = foyer_stmt_int64 (stmt, 7),
                                     .slots = foyer_stmt_int64 (stmt, 8),
                                     .motives = foyer_stmt_int64 (stmt, 9),
                                     .fits = foyer_stmt_int64 (stmt, 10),
                                     .misses = foyer_stmt_int64 (stmt, 11) },
                          .fresh_until = foyer_stmt_int64 (stmt, 12),
                          .next_start = G_MAXINT64 };

  foyer_search_read_unit_vector (stmt, 3, &card.x, &card.y, &card.z);
  g_array_append_val (cards->cards, card);
}

static gboolean
read_listings (FoyerMatchCards *cards, FoyerDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = TRUE;

  stmt = foyer_db_prepare (
    db,
    "SELECT listing.row, programme, sort_title, lat, lon, age_min, age_max,"
    " ifnull (times, 0), ifnull (slots, 0), ifnull (motives, 0), ifnull (fits, 0),"
    " ifnull (misses, 0), ifnull (fresh_until, 0)"
    " FROM listing LEFT JOIN listing_match ON listing_match.row = listing.row"
    " ORDER BY listing.row",
    error);
  if (stmt == NULL)
    return FALSE;
  while (has_row)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        add_card (cards, stmt);
    }
  return TRUE;
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const FoyerMatchCard *left = a, *right = b;

  return (left->row > right->row) - (left->row < right->row);
}

static void
take_start (gint64 row, gint64 start, gpointer data)
{
  FoyerMatchCards *cards = data;
  FoyerMatchCard key = { .row = row };
  guint index;

  if (g_array_binary_search (cards->cards, &key, compare_rows, &index))
    g_array_index (cards->cards, FoyerMatchCard, index).next_start = start;
}

static gboolean
read_starts (FoyerMatchCards *cards, FoyerDb *db, gint64 now_s, GError **error)
{
  for (guint i = 0; i < cards->cards->len; i++)
    g_array_index (cards->cards, FoyerMatchCard, i).next_start = G_MAXINT64;
  return foyer_search_read_starts (db, now_s, take_start, cards, error);
}

static gboolean
refresh_starts (FoyerMatchCards *cards, FoyerDb *db, gint64 now_s, GError **error)
{
  gint64 version;

  if (!read_version (db, FOYER_KIND_SESSIONS, &version, error))
    return FALSE;
  if (cards->starts_version == version && now_s >= cards->starts_from
      && now_s < cards->starts_from + STARTS_AGE)
    return TRUE;
  if (!read_starts (cards, db, now_s, error))
    return FALSE;
  cards->starts_version = version;
  cards->starts_from = now_s;
  return TRUE;
}

static FoyerMatchCards *
cards_new (gint64 version)
{
  FoyerMatchCards *cards = g_new0 (FoyerMatchCards, 1);

  cards->version = version;
  cards->starts_version = -1;
  cards->cards = g_array_new (FALSE, FALSE, sizeof (FoyerMatchCard));
  cards->programmes = g_ptr_array_new_with_free_func (g_free);
  return cards;
}

void
foyer_match_cards_free (FoyerMatchCards *cards)
{
  g_array_unref (cards->cards);
  g_ptr_array_unref (cards->programmes);
  g_free (cards);
}

static gboolean
refresh (FoyerStore *store, gint64 now_s, GCancellable *cancellable, GError **error)
{
  gint64 version;

  if (!read_version (store->db, FOYER_KIND_LISTINGS, &version, error))
    return FALSE;
  if (store->match_cards != NULL && store->match_cards->version != version)
    g_clear_pointer (&store->match_cards, foyer_match_cards_free);
  if (store->match_cards == NULL)
    {
      store->match_cards = cards_new (version);
      if (!read_listings (store->match_cards, store->db, cancellable, error))
        return FALSE;
    }
  return refresh_starts (store->match_cards, store->db, now_s, error);
}

const FoyerMatchCards *
foyer_store_get_match_cards (FoyerStore *store,
                             gint64 now_s,
                             GCancellable *cancellable,
                             GError **error)
{
  gboolean is_done;

  if (!foyer_db_exec (store->db, "BEGIN", error))
    return NULL;
  foyer_db_set_cancellable (store->db, cancellable);
  is_done = refresh (store, now_s, cancellable, error);
  foyer_db_set_cancellable (store->db, NULL);
  foyer_db_rollback (store->db); /* nothing was written: this only ends the reading */
  if (!is_done)
    g_clear_pointer (&store->match_cards, foyer_match_cards_free);
  return store->match_cards;
}
