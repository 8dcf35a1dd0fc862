/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include <string.h>

#include "core/model/foyer-when.h"
#include "core/store/foyer-store-private.h"

/* What a sync writes into the content.
 *
 * One page is one transaction, position included: after a power cut the kiosk stands either before
 * the page or after it. Applying a page twice changes nothing the second time. On the thread of the
 * store.
 */

/* Bytes; data/content/FORMAT.md. */
#define MAX_ITEM_SIZE (256 * 1024)

typedef enum
{
  OUTCOME_UPDATED,
  OUTCOME_DELETED,
  OUTCOME_UNCHANGED,
  OUTCOME_REFUSED,
} Outcome;

/* The row an item has already. */
typedef struct
{
  gint64 row; /* 0: none */
  gint64 modified, generation;
  char *json; /* owned; NULL: deleted, or not read */
} Stored;

static void
stored_clear (Stored *stored)
{
  g_clear_pointer (&stored->json, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stored, stored_clear)

static void
roll_back (FoyerStore *store)
{
  foyer_store_forget_words (store);
  foyer_db_rollback (store->db);
}

static gboolean
commit (FoyerStore *store, GError **error)
{
  if (foyer_db_commit (store->db, error))
    return TRUE;
  foyer_store_forget_words (store);
  return FALSE;
}

static gboolean
run_for_row (FoyerDb *db, const char *sql, gint64 row, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, row);
  return foyer_stmt_run (stmt, error);
}

/* Takes out what was worked out from an item before. */
static gboolean
remove_derived (FoyerStore *store, FoyerKind kind, const Stored *stored, GError **error)
{
  if (kind == FOYER_KIND_SESSIONS)
    return run_for_row (store->db, "DELETE FROM session WHERE row = ?1", stored->row, error);
  return kind != FOYER_KIND_LISTINGS || stored->json == NULL
         || run_for_row (store->db, "DELETE FROM listing WHERE row = ?1", stored->row, error);
}

static gint64
local_midnight (const char *date, int days_later)
{
  GDate day;
  g_autoptr (GDateTime) time = NULL;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, atoi (date + 8), atoi (date + 5), atoi (date));
  g_date_add_days (&day, days_later);
  time = g_date_time_new (foyer_when_zone (), g_date_get_year (&day), g_date_get_month (&day),
                          g_date_get_day (&day), 0, 0, 0);
  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static gboolean
add_session (FoyerStore *store, gint64 row, FoyerSession *session, GError **error)
{
  gboolean is_timed = session->start >= 0;
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = foyer_db_prepare (store->db,
                           "INSERT INTO session (row, listing, starts, until)"
                           " VALUES (?1, ?2, ?3, ?4)",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, row);
  foyer_stmt_bind_text (stmt, 2, session->listing);
  foyer_stmt_bind_int64 (stmt, 3, is_timed ? session->start : local_midnight (session->date, 0));
  foyer_stmt_bind_int64 (stmt, 4,
                         is_timed ? session->start : local_midnight (session->date, 1) - 1);
  return foyer_stmt_run (stmt, error);
}

/* Checks an item and makes its object where something is worked out from it. */
static gboolean
check_item (FoyerKind kind, const FoyerFeedItem *item, GObject **object, GError **error)
{
  g_autofree char *id = NULL;
  gsize size = strlen (item->json);

  if (size > MAX_ITEM_SIZE || (kind != FOYER_KIND_LISTINGS && kind != FOYER_KIND_SESSIONS))
    {
      if (!foyer_content_check_item (kind, item->json, size, &id, error))
        return FALSE;
    }
  else if (kind == FOYER_KIND_LISTINGS)
    {
      FoyerListing *listing = foyer_listing_new_from_json (item->json, error);

      *object = (GObject *)listing;
      if (listing == NULL)
        return FALSE;
      id = g_strdup (listing->id);
    }
  else
    {
      FoyerSession *session = foyer_session_new_from_json (item->json, error);

      *object = (GObject *)session;
      if (session == NULL)
        return FALSE;
      id = g_strdup (session->id);
    }
  if (g_str_equal (id, item->id))
    return TRUE;
  g_set_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID,
               "%s: another id inside than outside", item->id);
  return FALSE;
}

static gboolean
find_stored (FoyerStore *store, FoyerKind kind, const char *id, Stored *stored, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = FALSE;

  stmt = foyer_db_prepare (store->db,
                           "SELECT row, modified, generation, json FROM item"
                           " WHERE kind = ?1 AND id = ?2",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_text (stmt, 2, id);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  stored->row = foyer_stmt_int64 (stmt, 0);
  stored->modified = foyer_stmt_int64 (stmt, 1);
  stored->generation = foyer_stmt_int64 (stmt, 2);
  stored->json = g_strdup (foyer_stmt_text (stmt, 3));
  return TRUE;
}

/* During a full read the feed is right whatever its numbers: a centre restored from a backup counts
 * from an earlier number again. */
static gboolean
is_news (const Stored *stored, const FoyerFeedItem *item, gint64 generation)
{
  if (stored->row == 0)
    return TRUE;
  if (stored->generation < generation)
    return stored->modified != item->modified || g_strcmp0 (stored->json, item->json) != 0;
  return item->modified > stored->modified;
}

static gboolean
touch (FoyerStore *store, const Stored *stored, gint64 generation, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  if (stored->generation == generation)
    return TRUE;
  stmt = foyer_db_prepare (store->db, "UPDATE item SET generation = ?2 WHERE row = ?1", error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, stored->row);
  foyer_stmt_bind_int64 (stmt, 2, generation);
  return foyer_stmt_run (stmt, error);
}

static gboolean
write_item (FoyerStore *store,
            FoyerKind kind,
            const FoyerFeedItem *item,
            Stored *stored,
            gint64 generation,
            GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = foyer_db_prepare (store->db,
                           stored->row != 0
                             ? "UPDATE item SET modified = ?3, generation = ?4, json = ?5"
                               " WHERE kind = ?1 AND id = ?2"
                             : "INSERT INTO item (kind, id, modified, generation, json)"
                               " VALUES (?1, ?2, ?3, ?4, ?5)",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_text (stmt, 2, item->id);
  foyer_stmt_bind_int64 (stmt, 3, item->modified);
  foyer_stmt_bind_int64 (stmt, 4, generation);
  foyer_stmt_bind_text (stmt, 5, item->json);
  if (!foyer_stmt_run (stmt, error))
    return FALSE;
  if (stored->row == 0)
    stored->row = foyer_db_last_rowid (store->db);
  return TRUE;
}

/* FALSE: the database failed. A bad item is not that; it is told in the page. */
static gboolean
apply_item (FoyerStore *store,
            FoyerKind kind,
            FoyerFeedPage *page,
            const FoyerFeedItem *item,
            gint64 generation,
            Outcome *outcome,
            GError **error)
{
  g_auto (Stored) stored = { 0 };
  g_autoptr (GObject) object = NULL;
  g_autoptr (GError) problem = NULL;

  if (!find_stored (store, kind, item->id, &stored, error))
    return FALSE;
  *outcome = OUTCOME_UNCHANGED;
  if (!is_news (&stored, item, generation))
    return touch (store, &stored, generation, error);
  if (!item->deleted && !check_item (kind, item, &object, &problem))
    {
      foyer_feed_page_add_problem (page, "%s %s: %s", foyer_kind_to_string (kind), item->id,
                                   problem->message);
      *outcome = OUTCOME_REFUSED;
      /* What was there stays, also through a full read: an older version is better than none. */
      return stored.row == 0 || touch (store, &stored, generation, error);
    }
  if (stored.row != 0 && !remove_derived (store, kind, &stored, error))
    return FALSE;
  if (!write_item (store, kind, item, &stored, generation, error))
    return FALSE;
  *outcome = item->deleted ? OUTCOME_DELETED : OUTCOME_UPDATED;
  if (object != NULL && kind == FOYER_KIND_LISTINGS)
    return foyer_store_add_listing (store, stored.row, FOYER_LISTING (object), error);
  if (object != NULL)
    return add_session (store, stored.row, FOYER_SESSION (object), error);
  return TRUE;
}

static gboolean
get_generation (FoyerStore *store, FoyerKind kind, gint64 *generation, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = FALSE;

  stmt = foyer_db_prepare (store->db, "SELECT generation FROM feed WHERE kind = ?1", error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *generation = has_row ? foyer_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

static gboolean
set_position (FoyerStore *store,
              FoyerKind kind,
              const char *next,
              const char *etag,
              guint n_changes,
              GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = foyer_db_prepare (store->db,
                           "INSERT INTO feed (kind, next, etag, version) VALUES (?1, ?2, ?3, ?4)"
                           " ON CONFLICT (kind) DO UPDATE SET next = excluded.next,"
                           " etag = excluded.etag, version = version + excluded.version",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_text (stmt, 2, next);
  foyer_stmt_bind_text (stmt, 3, etag);
  foyer_stmt_bind_int64 (stmt, 4, n_changes);
  return foyer_stmt_run (stmt, error);
}

static gboolean
apply_locked (FoyerStore *store,
              FoyerKind kind,
              FoyerFeedPage *page,
              const char *etag,
              FoyerStoreCounts *counts,
              GError **error)
{
  gint64 generation;

  if (!get_generation (store, kind, &generation, error))
    return FALSE;
  for (guint i = 0; i < page->items->len; i++)
    {
      Outcome outcome;

      if (!apply_item (store, kind, page, g_ptr_array_index (page->items, i), generation, &outcome,
                       error))
        return FALSE;
      counts->updated += outcome == OUTCOME_UPDATED;
      counts->deleted += outcome == OUTCOME_DELETED;
      counts->unchanged += outcome == OUTCOME_UNCHANGED;
      counts->refused += outcome == OUTCOME_REFUSED;
    }
  return set_position (store, kind, page->next, etag, counts->updated + counts->deleted, error);
}

gboolean
foyer_store_apply_page (FoyerStore *store,
                        FoyerKind kind,
                        FoyerFeedPage *page,
                        const char *etag,
                        FoyerStoreCounts *counts,
                        GError **error)
{
  FoyerStoreCounts our_counts = { 0 };

  g_return_val_if_fail ((guint)kind < FOYER_N_KINDS, FALSE);

  if (!foyer_db_begin (store->db, error))
    return FALSE;
  if (!apply_locked (store, kind, page, etag, &our_counts, error))
    {
      roll_back (store);
      return FALSE;
    }
  if (!commit (store, error))
    return FALSE;
  if (counts != NULL)
    *counts = our_counts;
  return TRUE;
}

gboolean
foyer_store_begin_full (FoyerStore *store, FoyerKind kind, GError **error)
{
  return run_for_row (store->db,
                      "INSERT INTO feed (kind, generation, is_full_open) VALUES (?1, 1, 1)"
                      " ON CONFLICT (kind) DO UPDATE SET generation = generation + 1,"
                      " is_full_open = 1, next = NULL, etag = NULL",
                      kind, error);
}

gboolean
foyer_store_is_full_open (FoyerStore *store, FoyerKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = FALSE;

  stmt = foyer_db_prepare (store->db, "SELECT is_full_open FROM feed WHERE kind = ?1", &error);
  if (stmt != NULL)
    {
      foyer_stmt_bind_int64 (stmt, 1, kind);
      if (foyer_stmt_step (stmt, &has_row, &error))
        return has_row && foyer_stmt_int64 (stmt, 0) != 0;
    }
  g_message ("reading the content: %s", error->message);
  return FALSE;
}

/* Takes the rows out of the index and the tables; *removed counts those that were not deleted
 * already. */
static gboolean
remove_untouched (
  FoyerStore *store, FoyerKind kind, gint64 generation, guint *removed, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = TRUE;

  stmt = foyer_db_prepare (store->db,
                           "SELECT row, json FROM item WHERE kind = ?1 AND generation < ?2", error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_int64 (stmt, 2, generation);
  while (TRUE)
    {
      g_auto (Stored) stored = { 0 };

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      stored.row = foyer_stmt_int64 (stmt, 0);
      stored.json = g_strdup (foyer_stmt_text (stmt, 1));
      *removed += stored.json != NULL;
      if (!remove_derived (store, kind, &stored, error))
        return FALSE;
    }
  foyer_stmt_release (g_steal_pointer (&stmt));
  stmt
    = foyer_db_prepare (store->db, "DELETE FROM item WHERE kind = ?1 AND generation < ?2", error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_int64 (stmt, 2, generation);
  return foyer_stmt_run (stmt, error);
}

static gboolean
end_full_locked (FoyerStore *store, FoyerKind kind, guint *removed, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gint64 generation;

  if (!get_generation (store, kind, &generation, error)
      || !remove_untouched (store, kind, generation, removed, error))
    return FALSE;
  stmt = foyer_db_prepare (store->db,
                           "UPDATE feed SET is_full_open = 0, full_us = ?2, version = version + ?3"
                           " WHERE kind = ?1",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_int64 (stmt, 2, foyer_clock_now_us (store->clock));
  foyer_stmt_bind_int64 (stmt, 3, *removed);
  return foyer_stmt_run (stmt, error);
}

gboolean
foyer_store_end_full (FoyerStore *store, FoyerKind kind, guint *removed, GError **error)
{
  guint n_removed = 0;

  if (!foyer_db_begin (store->db, error))
    return FALSE;
  if (!end_full_locked (store, kind, &n_removed, error))
    {
      roll_back (store);
      return FALSE;
    }
  foyer_store_forget_words (store);
  if (!foyer_db_commit (store->db, error))
    return FALSE;
  if (removed != NULL)
    *removed = n_removed;
  return TRUE;
}
