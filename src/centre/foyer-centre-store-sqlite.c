/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store-sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "centre/foyer-centre-store-schema.h"

/* The centre's store in one SQLite file (WAL, synchronous=FULL).
 *
 * Owned by whoever opened it, on one thread. The writer holds centre.lock as long as it lives, so
 * there is one writing connection a file, always (SQLite 3.40 can lose the WAL when two write);
 * readers are read-only connections. Records are sealed bytes here; nothing in this file can open
 * them.
 */

typedef struct
{
  FoyerCentreStore parent;
  FoyerDb *db; /* owned */
  int lock;    /* owned file descriptor; -1 for readers */
} Store;

FoyerDb *
foyer_centre_sqlite_get_db (FoyerCentreStore *self)
{
  return ((Store *)self)->db;
}

static void
store_close (FoyerCentreStore *self)
{
  Store *store = (Store *)self;

  g_clear_pointer (&store->db, foyer_db_close);
  if (store->lock >= 0)
    close (store->lock);
  g_free (store);
}

static gboolean
store_begin (FoyerCentreStore *self, GError **error)
{
  return foyer_db_begin (foyer_centre_sqlite_get_db (self), error);
}

static gboolean
store_commit (FoyerCentreStore *self, GError **error)
{
  return foyer_db_commit (foyer_centre_sqlite_get_db (self), error);
}

static void
store_rollback (FoyerCentreStore *self)
{
  foyer_db_rollback (foyer_centre_sqlite_get_db (self));
}

static gboolean
store_copy_to (FoyerCentreStore *self, const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "centre.db", NULL);

  return foyer_db_copy_to (foyer_centre_sqlite_get_db (self), path, error);
}

static gboolean
store_check (FoyerCentreStore *self, GError **error)
{
  return foyer_db_check (foyer_centre_sqlite_get_db (self), error);
}

static char *
store_dup_meta (FoyerCentreStore *self, const char *key)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                                                 "SELECT value FROM meta WHERE key = ?1", NULL);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_text (stmt, 1, key);
  if (!foyer_stmt_step (stmt, &has_row, NULL) || !has_row)
    return NULL;
  return g_strdup (foyer_stmt_text (stmt, 0));
}

static gboolean
store_set_meta (FoyerCentreStore *self, const char *key, const char *value, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                        error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, key);
  foyer_stmt_bind_text (stmt, 2, value);
  return foyer_stmt_run (stmt, error);
}

static gboolean
store_get_feed (FoyerCentreStore *self, FoyerKind kind, FoyerFeedState *state, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT last, purged_through, items FROM feed WHERE kind = ?1", error);
  gboolean has_row = FALSE;

  *state = (FoyerFeedState){ .last = 1 };
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *state = (FoyerFeedState){ foyer_stmt_int64 (stmt, 0), foyer_stmt_int64 (stmt, 1),
                               foyer_stmt_int64 (stmt, 2) };
  return TRUE;
}

static gboolean
store_each_item (FoyerCentreStore *self,
                 FoyerKind kind,
                 gint64 after,
                 guint limit,
                 FoyerCentreItemFunc func,
                 gpointer data,
                 GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT id, json, change, origin FROM item WHERE kind = ?1 AND change > ?2"
                        " ORDER BY change LIMIT ?3",
                        error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  foyer_stmt_bind_int64 (stmt, 2, after);
  foyer_stmt_bind_int64 (stmt, 3, limit ? (gint64)limit : -1);
  for (;;)
    {
      FoyerCentreItem item = { 0 };

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      item = (FoyerCentreItem){ foyer_stmt_text (stmt, 0), foyer_stmt_text (stmt, 1),
                                foyer_stmt_int64 (stmt, 2),
                                (FoyerItemOrigin)foyer_stmt_int64 (stmt, 3) };
      if (!func (&item, data))
        return TRUE;
    }
}

/* The next change number of a feed; items: by how many the living ones change. -1 with error. */
static gint64
next_change (FoyerDb *db, FoyerKind kind, int items, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db,
    "INSERT INTO feed (kind, last, items) VALUES (?1, 2, ?2)"
    " ON CONFLICT (kind) DO UPDATE SET last = last + 1, items = items + ?2 RETURNING last",
    error);
  gboolean has_row = FALSE;
  gint64 change = -1;

  if (stmt == NULL)
    return -1;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  foyer_stmt_bind_int64 (stmt, 2, items);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return -1;
  change = foyer_stmt_int64 (stmt, 0);
  /* A statement with RETURNING is done only when it has said so. */
  return foyer_stmt_step (stmt, &has_row, error) ? change : -1;
}

typedef enum
{
  WAS_ABSENT,
  WAS_DELETED,
  WAS_OTHER,
  WAS_SAME,
} ItemBefore;

static gboolean
look_at_item (
  FoyerDb *db, FoyerKind kind, const char *id, const char *json, ItemBefore *before, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db, "SELECT json FROM item WHERE kind = ?1 AND id = ?2", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  foyer_stmt_bind_text (stmt, 2, id);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    *before = WAS_ABSENT;
  else if (foyer_stmt_is_null (stmt, 0))
    *before = WAS_DELETED;
  else
    *before = g_strcmp0 (foyer_stmt_text (stmt, 0), json) == 0 ? WAS_SAME : WAS_OTHER;
  return TRUE;
}

static gboolean
write_item (FoyerDb *db,
            FoyerKind kind,
            const char *id,
            const char *json,
            FoyerItemOrigin origin,
            gint64 now_us,
            int items,
            GError **error)
{
  gint64 change = next_change (db, kind, items, error);
  g_autoptr (FoyerStmt) stmt = NULL;

  if (change < 0)
    return FALSE;
  stmt
    = foyer_db_prepare (db,
                        "INSERT INTO item (kind, id, change, origin, json, changed_us)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (kind, id) DO UPDATE SET"
                        " change = excluded.change, origin = excluded.origin, json = excluded.json,"
                        " changed_us = excluded.changed_us",
                        error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  foyer_stmt_bind_text (stmt, 2, id);
  foyer_stmt_bind_int64 (stmt, 3, change);
  foyer_stmt_bind_int64 (stmt, 4, origin);
  foyer_stmt_bind_text (stmt, 5, json);
  foyer_stmt_bind_int64 (stmt, 6, now_us);
  return foyer_stmt_run (stmt, error);
}

static gboolean
store_put_item (FoyerCentreStore *self,
                FoyerKind kind,
                const char *id,
                const char *json,
                FoyerItemOrigin origin,
                gint64 now_us,
                gboolean *is_changed,
                GError **error)
{
  ItemBefore before = WAS_ABSENT;

  if (!look_at_item (foyer_centre_sqlite_get_db (self), kind, id, json, &before, error))
    return FALSE;
  *is_changed = before != WAS_SAME;
  return !*is_changed
         || write_item (foyer_centre_sqlite_get_db (self), kind, id, json, origin, now_us,
                        before == WAS_OTHER ? 0 : 1, error);
}

static gboolean
store_delete_item (FoyerCentreStore *self,
                   FoyerKind kind,
                   const char *id,
                   gint64 now_us,
                   gboolean *is_changed,
                   GError **error)
{
  ItemBefore before = WAS_ABSENT;

  if (!look_at_item (foyer_centre_sqlite_get_db (self), kind, id, NULL, &before, error))
    return FALSE;
  *is_changed = before == WAS_OTHER;
  return !*is_changed
         || write_item (foyer_centre_sqlite_get_db (self), kind, id, NULL, FOYER_ORIGIN_IMPORT,
                        now_us, -1, error);
}

static gboolean
store_forget_deleted (FoyerCentreStore *self, gint64 before_us, guint *forgotten, GError **error)
{
  g_autoptr (FoyerStmt) mark = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "UPDATE feed SET purged_through = max (purged_through, (SELECT max (change) FROM item"
    "  WHERE item.kind = feed.kind AND json IS NULL AND changed_us < ?1))"
    " WHERE EXISTS (SELECT 1 FROM item"
    "  WHERE item.kind = feed.kind AND json IS NULL AND changed_us < ?1)",
    error);
  g_autoptr (FoyerStmt) sweep
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "DELETE FROM item WHERE json IS NULL AND changed_us < ?1", error);

  if (mark == NULL || sweep == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (mark, 1, before_us);
  foyer_stmt_bind_int64 (sweep, 1, before_us);
  if (!foyer_stmt_run (mark, error) || !foyer_stmt_run (sweep, error))
    return FALSE;
  *forgotten = (guint)foyer_db_changes (foyer_centre_sqlite_get_db (self));
  return TRUE;
}

static char *
store_dup_item (FoyerCentreStore *self, FoyerKind kind, const char *id)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self), "SELECT json FROM item WHERE kind = ?1 AND id = ?2", NULL);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  foyer_stmt_bind_text (stmt, 2, id);
  if (!foyer_stmt_step (stmt, &has_row, NULL) || !has_row)
    return NULL;
  return g_strdup (foyer_stmt_text (stmt, 0));
}

static GPtrArray *
list_older (FoyerDb *db, FoyerKind kind, gint64 before_us, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db, "SELECT id FROM item WHERE kind = ?1 AND json IS NOT NULL AND changed_us < ?2", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_text (stmt, 1, foyer_kind_to_string (kind));
  foyer_stmt_bind_int64 (stmt, 2, before_us);
  for (;;)
    {
      if (!foyer_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, g_strdup (foyer_stmt_text (stmt, 0)));
    }
}

static gboolean
store_delete_older (FoyerCentreStore *self,
                    FoyerKind kind,
                    gint64 before_us,
                    gint64 now_us,
                    guint *deleted,
                    GError **error)
{
  FoyerDb *db = foyer_centre_sqlite_get_db (self);
  g_autoptr (GPtrArray) ids = list_older (db, kind, before_us, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!write_item (db, kind, ids->pdata[i], NULL, FOYER_ORIGIN_IMPORT, now_us, -1, error))
      return FALSE;
  *deleted = ids->len;
  return TRUE;
}

static const FoyerCentreStoreClass store_class = {
  .close = store_close,
  .begin = store_begin,
  .commit = store_commit,
  .rollback = store_rollback,
  .copy_to = store_copy_to,
  .check = store_check,
  .dup_meta = store_dup_meta,
  .set_meta = store_set_meta,
  .get_feed = store_get_feed,
  .each_item = store_each_item,
  .put_item = store_put_item,
  .delete_item = store_delete_item,
  .forget_deleted = store_forget_deleted,
  .dup_item = store_dup_item,
  .delete_older = store_delete_older,
  .add_record = foyer_centre_sqlite_add_record,
  .each_record = foyer_centre_sqlite_each_record,
  .count_records = foyer_centre_sqlite_count_records,
  .add_tombstone = foyer_centre_sqlite_add_tombstone,
  .each_tombstone = foyer_centre_sqlite_each_tombstone,
  .dup_record_code = foyer_centre_sqlite_dup_record_code,
  .get_arrival_us = foyer_centre_sqlite_get_arrival_us,
  .get_totals = foyer_centre_sqlite_get_totals,
  .add_invite = foyer_centre_sqlite_add_invite,
  .enrol = foyer_centre_sqlite_enrol,
  .get_kiosk = foyer_centre_sqlite_get_kiosk,
  .set_revoked = foyer_centre_sqlite_set_revoked,
  .set_heartbeat = foyer_centre_sqlite_set_heartbeat,
  .each_kiosk = foyer_centre_sqlite_each_kiosk,
  .add_audit = foyer_centre_sqlite_add_audit,
  .each_audit = foyer_centre_sqlite_each_audit,
  .get_audit_end = foyer_centre_sqlite_get_audit_end,
};

int
foyer_centre_store_lock (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "centre.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int saved = 0;

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  saved = errno;
  if (fd >= 0)
    close (fd);
  if (fd >= 0 && saved == EWOULDBLOCK)
    g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_IN_USE,
                 "another program is writing to %s", data_dir);
  else
    g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED, "cannot lock %s: %s",
                 data_dir, g_strerror (saved));
  return -1;
}

FoyerCentreStore *
foyer_centre_store_open_sqlite (const char *data_dir, gboolean is_writer, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "centre.db", NULL);
  Store *store = NULL;
  int lock = -1;

  if (is_writer && (lock = foyer_centre_store_lock (data_dir, error)) < 0)
    return NULL;
  store = g_new0 (Store, 1);
  store->parent.klass = &store_class;
  store->lock = lock;
  store->db = foyer_db_open (path, is_writer ? FOYER_DB_CENTRE : FOYER_DB_READER,
                             foyer_centre_store_schema, error);
  if (store->db == NULL)
    {
      store_close (&store->parent);
      return NULL;
    }
  return &store->parent;
}
