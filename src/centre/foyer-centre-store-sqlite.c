/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "centre/foyer-centre-store-schema.h"
#include "core/base/foyer-db.h"

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

static FoyerDb *
db_of (FoyerCentreStore *self)
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
  return foyer_db_begin (db_of (self), error);
}

static gboolean
store_commit (FoyerCentreStore *self, GError **error)
{
  return foyer_db_commit (db_of (self), error);
}

static void
store_rollback (FoyerCentreStore *self)
{
  foyer_db_rollback (db_of (self));
}

static char *
store_dup_meta (FoyerCentreStore *self, const char *key)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db_of (self), "SELECT value FROM meta WHERE key = ?1", NULL);
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
    = foyer_db_prepare (db_of (self),
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
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db_of (self), "SELECT last, purged_through, items FROM feed WHERE kind = ?1", error);
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
    = foyer_db_prepare (db_of (self),
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

  if (!look_at_item (db_of (self), kind, id, json, &before, error))
    return FALSE;
  *is_changed = before != WAS_SAME;
  return !*is_changed
         || write_item (db_of (self), kind, id, json, origin, now_us, before == WAS_OTHER ? 0 : 1,
                        error);
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

  if (!look_at_item (db_of (self), kind, id, NULL, &before, error))
    return FALSE;
  *is_changed = before == WAS_OTHER;
  return !*is_changed
         || write_item (db_of (self), kind, id, NULL, FOYER_ORIGIN_IMPORT, now_us, -1, error);
}

static gboolean
store_forget_deleted (FoyerCentreStore *self, gint64 before_us, guint *forgotten, GError **error)
{
  g_autoptr (FoyerStmt) mark = foyer_db_prepare (
    db_of (self),
    "UPDATE feed SET purged_through = max (purged_through, (SELECT max (change) FROM item"
    "  WHERE item.kind = feed.kind AND json IS NULL AND changed_us < ?1))"
    " WHERE EXISTS (SELECT 1 FROM item"
    "  WHERE item.kind = feed.kind AND json IS NULL AND changed_us < ?1)",
    error);
  g_autoptr (FoyerStmt) sweep = foyer_db_prepare (
    db_of (self), "DELETE FROM item WHERE json IS NULL AND changed_us < ?1", error);

  if (mark == NULL || sweep == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (mark, 1, before_us);
  foyer_stmt_bind_int64 (sweep, 1, before_us);
  if (!foyer_stmt_run (mark, error) || !foyer_stmt_run (sweep, error))
    return FALSE;
  *forgotten = (guint)foyer_db_changes (db_of (self));
  return TRUE;
}

static gboolean
has_tombstone (FoyerDb *db, const char *code_hash, gboolean *is_there, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db, "SELECT 1 FROM tombstone WHERE code_hash = ?1", error);

  *is_there = FALSE;
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  return foyer_stmt_step (stmt, is_there, error);
}

/* What is there under this id: sets entry to duplicate when these very bytes are, and *is_taken
 * when any. */
static gboolean
look_at_record (FoyerDb *db,
                const FoyerCentreRecord *record,
                FoyerReceiptEntry *entry,
                gboolean *is_taken,
                gboolean *is_known,
                GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db,
                                                 "SELECT seq, is_variant, digest = ?2 FROM record "
                                                 "WHERE id = ?1 ORDER BY digest = ?2 DESC LIMIT 1",
                                                 error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, record->id);
  foyer_stmt_bind_text (stmt, 2, record->digest);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *is_taken = has_row;
  *is_known = has_row && foyer_stmt_int64 (stmt, 2) != 0;
  if (*is_known)
    {
      entry->seq = foyer_stmt_int64 (stmt, 0);
      entry->status = foyer_stmt_int64 (stmt, 1) ? FOYER_RECEIPT_VARIANT : FOYER_RECEIPT_DUPLICATE;
    }
  return TRUE;
}

static gboolean
insert_record (FoyerDb *db, const FoyerCentreRecord *record, gboolean is_variant, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db,
                        "INSERT INTO record (id, digest, is_variant, kind, kiosk, header, "
                        "code_hash, sealed, received_us)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        error);
  gsize size;
  gconstpointer data = g_bytes_get_data (record->sealed, &size);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, record->id);
  foyer_stmt_bind_text (stmt, 2, record->digest);
  foyer_stmt_bind_int64 (stmt, 3, is_variant);
  foyer_stmt_bind_text (stmt, 4, record->kind);
  foyer_stmt_bind_text (stmt, 5, record->kiosk);
  foyer_stmt_bind_text (stmt, 6, record->header);
  foyer_stmt_bind_text (stmt, 7, record->code_hash);
  foyer_stmt_bind_blob (stmt, 8, data, size);
  foyer_stmt_bind_int64 (stmt, 9, record->received_us);
  return foyer_stmt_run (stmt, error);
}

static gboolean
store_add_record (FoyerCentreStore *self,
                  const FoyerCentreRecord *record,
                  FoyerReceiptEntry *entry,
                  GError **error)
{
  FoyerDb *db = db_of (self);
  gboolean is_erased = FALSE, is_taken = FALSE, is_known = FALSE;

  if (record->code_hash && !has_tombstone (db, record->code_hash, &is_erased, error))
    return FALSE;
  if (is_erased)
    {
      entry->status = FOYER_RECEIPT_ERASED;
      entry->seq = 0;
      return TRUE;
    }
  if (!look_at_record (db, record, entry, &is_taken, &is_known, error))
    return FALSE;
  if (is_known)
    return TRUE;
  if (!insert_record (db, record, is_taken, error))
    return FALSE;
  entry->status = is_taken ? FOYER_RECEIPT_VARIANT : FOYER_RECEIPT_STORED;
  entry->seq = foyer_db_last_rowid (db);
  return TRUE;
}

static gboolean
store_each_record (FoyerCentreStore *self,
                   const char *kind,
                   FoyerCentreRecordFunc func,
                   gpointer data,
                   GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db_of (self),
    "SELECT seq, id, digest, is_variant, kind, kiosk, header, code_hash, sealed, received_us"
    " FROM record WHERE ?1 IS NULL OR kind = ?1 ORDER BY seq",
    error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, kind);
  for (;;)
    {
      g_autoptr (FoyerCentreRecord) record = g_new0 (FoyerCentreRecord, 1);
      gboolean has_row = FALSE;
      gsize size = 0;
      gconstpointer sealed = NULL;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      record->seq = foyer_stmt_int64 (stmt, 0);
      record->id = g_strdup (foyer_stmt_text (stmt, 1));
      record->digest = g_strdup (foyer_stmt_text (stmt, 2));
      record->is_variant = foyer_stmt_int64 (stmt, 3) != 0;
      record->kind = g_strdup (foyer_stmt_text (stmt, 4));
      record->kiosk = g_strdup (foyer_stmt_text (stmt, 5));
      record->header = g_strdup (foyer_stmt_text (stmt, 6));
      record->code_hash = g_strdup (foyer_stmt_text (stmt, 7));
      sealed = foyer_stmt_blob (stmt, 8, &size);
      record->sealed = g_bytes_new (sealed, size);
      record->received_us = foyer_stmt_int64 (stmt, 9);
      if (!func (record, data))
        return TRUE;
    }
}

static gint64
store_count_records (FoyerCentreStore *self)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db_of (self), "SELECT count (*) FROM record", NULL);
  gboolean has_row = FALSE;

  return stmt && foyer_stmt_step (stmt, &has_row, NULL) && has_row ? foyer_stmt_int64 (stmt, 0)
                                                                   : -1;
}

static gboolean
run_with_hash (FoyerDb *db, const char *sql, const char *code_hash, gint64 time_us, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  if (time_us)
    foyer_stmt_bind_int64 (stmt, 2, time_us);
  return foyer_stmt_run (stmt, error);
}

static gboolean
store_add_tombstone (FoyerCentreStore *self, const char *code_hash, gint64 now_us, GError **error)
{
  return run_with_hash (db_of (self),
                        "INSERT INTO tombstone (code_hash, time_us) VALUES (?1, ?2)"
                        " ON CONFLICT (code_hash) DO NOTHING",
                        code_hash, now_us, error)
         && run_with_hash (db_of (self), "DELETE FROM record WHERE code_hash = ?1", code_hash, 0,
                           error);
}

static gboolean
store_add_invite (FoyerCentreStore *self,
                  const char *code_hash,
                  const char *place,
                  gint64 expires_us,
                  GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db_of (self), "INSERT INTO invite (code_hash, place, expires_us) VALUES (?1, ?2, ?3)", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  foyer_stmt_bind_text (stmt, 2, place);
  foyer_stmt_bind_int64 (stmt, 3, expires_us);
  return foyer_stmt_run (stmt, error);
}

/* The place an invitation is for and the kiosk that used it, if any; REFUSED when it cannot be
 * used. */
static gboolean
look_at_invite (
  FoyerDb *db, const char *code_hash, gint64 now_us, char **place, char **kiosk, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db, "SELECT place, kiosk FROM invite WHERE code_hash = ?1 AND expires_us >= ?2", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  foyer_stmt_bind_int64 (stmt, 2, now_us);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "this code is not valid, or older than 15 minutes: ask for a new one");
      return FALSE;
    }
  *place = g_strdup (foyer_stmt_text (stmt, 0));
  *kiosk = g_strdup (foyer_stmt_text (stmt, 1));
  return TRUE;
}

static FoyerCentreKiosk *
store_get_kiosk (FoyerCentreStore *self, const char *id)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db_of (self), "SELECT place, key, revoked_us IS NOT NULL FROM kiosk WHERE id = ?1", NULL);
  FoyerCentreKiosk *kiosk = NULL;
  gboolean has_row = FALSE;
  gsize size = 0;
  gconstpointer key = NULL;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_text (stmt, 1, id);
  if (!foyer_stmt_step (stmt, &has_row, NULL) || !has_row)
    return NULL;
  key = foyer_stmt_blob (stmt, 1, &size);
  if (size != FOYER_SIGN_PUBLIC_BYTES)
    return NULL;
  kiosk = g_new0 (FoyerCentreKiosk, 1);
  kiosk->id = g_strdup (id);
  kiosk->place = g_strdup (foyer_stmt_text (stmt, 0));
  memcpy (kiosk->key, key, size);
  kiosk->is_revoked = foyer_stmt_int64 (stmt, 2) != 0;
  return kiosk;
}

static gboolean
add_kiosk (
  FoyerDb *db, const FoyerCentreKiosk *kiosk, const char *code_hash, gint64 now_us, GError **error)
{
  g_autoptr (FoyerStmt) add = foyer_db_prepare (
    db, "INSERT INTO kiosk (id, key, place, enrolled_us) VALUES (?1, ?2, ?3, ?4)", error);
  g_autoptr (FoyerStmt) use
    = foyer_db_prepare (db, "UPDATE invite SET kiosk = ?2 WHERE code_hash = ?1", error);

  if (add == NULL || use == NULL)
    return FALSE;
  foyer_stmt_bind_text (add, 1, kiosk->id);
  foyer_stmt_bind_blob (add, 2, kiosk->key, sizeof kiosk->key);
  foyer_stmt_bind_text (add, 3, kiosk->place);
  foyer_stmt_bind_int64 (add, 4, now_us);
  foyer_stmt_bind_text (use, 1, code_hash);
  foyer_stmt_bind_text (use, 2, kiosk->id);
  return foyer_stmt_run (add, error) && foyer_stmt_run (use, error);
}

/* Characters of the random part of a kiosk's id: 40 bits, and the primary key on top. */
#define KIOSK_ID_CHARS 8

static FoyerCentreKiosk *
store_enrol (FoyerCentreStore *self,
             const char *code_hash,
             const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
             gint64 now_us,
             GError **error)
{
  g_autofree char *place = NULL;
  g_autofree char *used_by = NULL;
  g_autofree char *random = NULL;
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;

  if (!look_at_invite (db_of (self), code_hash, now_us, &place, &used_by, error))
    return NULL;
  if (used_by)
    {
      kiosk = store_get_kiosk (self, used_by);
      if (kiosk && memcmp (kiosk->key, key, sizeof kiosk->key) == 0)
        return g_steal_pointer (&kiosk);
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "this code was used already: ask for a new one");
      return NULL;
    }
  random = foyer_id_new ();
  kiosk = g_new0 (FoyerCentreKiosk, 1);
  kiosk->id = g_strdup_printf ("kiosk-%.*s", KIOSK_ID_CHARS, random);
  kiosk->place = g_steal_pointer (&place);
  memcpy (kiosk->key, key, sizeof kiosk->key);
  return add_kiosk (db_of (self), kiosk, code_hash, now_us, error) ? g_steal_pointer (&kiosk)
                                                                   : NULL;
}

static const FoyerCentreStoreClass store_class = {
  store_close,       store_begin,         store_commit,         store_rollback,
  store_dup_meta,    store_set_meta,      store_get_feed,       store_each_item,
  store_put_item,    store_delete_item,   store_forget_deleted, store_add_record,
  store_each_record, store_count_records, store_add_tombstone,  store_add_invite,
  store_enrol,       store_get_kiosk,
};

static int
take_lock (const char *data_dir, GError **error)
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

  if (is_writer && (lock = take_lock (data_dir, error)) < 0)
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
