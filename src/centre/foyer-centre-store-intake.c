/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store-sqlite.h"

#include "centre/foyer-status-item.h"
#include "core/model/foyer-service.h"

/* The SQLite store's side that takes records in.
 *
 * On the store's thread; what writes stands inside a transaction of the caller. A record's row is
 * written once and never changed; only a tombstone for its code removes it, and keeps it away. A
 * withdrawal is a record too: it must outlive a restore like any other, so it is kept and numbered,
 * and a kiosk that took it sends it again.
 */

/* The one look that a new record needs: whether its id is there already, and its code withdrawn. */
static gboolean
look_for (FoyerDb *db,
          const FoyerCentreRecord *record,
          gboolean *is_taken,
          gboolean *is_withdrawn,
          GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db,
                        "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?1),"
                        " EXISTS (SELECT 1 FROM tombstone WHERE code_hash = ?2)",
                        error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, record->id);
  foyer_stmt_bind_text (stmt, 2, record->code_hash);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *is_taken = has_row && foyer_stmt_int64 (stmt, 0) != 0;
  *is_withdrawn = has_row && foyer_stmt_int64 (stmt, 1) != 0;
  return TRUE;
}

/* What is there under an id that is taken: fills entry when these very bytes are. */
static gboolean
look_at_record (FoyerDb *db,
                const FoyerCentreRecord *record,
                FoyerReceiptEntry *entry,
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

/* Adds the status of a code that has none yet: no look first, since nearly every code is new. */
static gboolean
add_status (FoyerDb *db, const char *code_hash, const char *json, gint64 now_us, GError **error)
{
  g_autoptr (FoyerStmt) add
    = foyer_db_prepare (db,
                        "INSERT INTO item (kind, id, change, origin, json, changed_us)"
                        " SELECT kind, ?1, last + 1, ?2, ?3, ?4 FROM feed WHERE kind = 'statuses'"
                        " ON CONFLICT (kind, id) DO NOTHING",
                        error);
  g_autoptr (FoyerStmt) count = NULL;

  if (add == NULL)
    return FALSE;
  foyer_stmt_bind_text (add, 1, code_hash);
  foyer_stmt_bind_int64 (add, 2, FOYER_ORIGIN_IMPORT);
  foyer_stmt_bind_text (add, 3, json);
  foyer_stmt_bind_int64 (add, 4, now_us);
  if (!foyer_stmt_run (add, error))
    return FALSE;
  if (foyer_db_changes (db) == 0)
    return TRUE;
  count = foyer_db_prepare (
    db, "UPDATE feed SET last = last + 1, items = items + 1 WHERE kind = 'statuses'", error);
  return count && foyer_stmt_run (count, error);
}

static gboolean
add_first_status (FoyerDb *db, const FoyerCentreRecord *record, GError **error)
{
  g_autofree char *json
    = foyer_status_item_new (record->code_hash, record->received_us, record->reply_by);

  return add_status (db, record->code_hash, json, record->received_us, error);
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

/* The status of a code that was withdrawn, also when nothing with this code ever came: whoever
 * asks for it hears that it is so. */
static gboolean
withdraw_status (FoyerCentreStore *self, const char *code_hash, gint64 now_us, GError **error)
{
  g_autofree char *before = foyer_centre_store_dup_item (self, FOYER_KIND_STATUSES, code_hash);
  g_autofree char *json = foyer_status_item_withdraw (before, code_hash, now_us);
  gboolean is_changed = FALSE;

  /* NULL: it is withdrawn already. */
  return json == NULL
         || foyer_centre_store_put_item (self, FOYER_KIND_STATUSES, code_hash, json,
                                         FOYER_ORIGIN_IMPORT, now_us, &is_changed, error);
}

gboolean
foyer_centre_sqlite_add_tombstone (FoyerCentreStore *self,
                                   const char *code_hash,
                                   gint64 now_us,
                                   GError **error)
{
  FoyerDb *db = foyer_centre_sqlite_get_db (self);

  return run_with_hash (db,
                        "INSERT INTO tombstone (code_hash, time_us) VALUES (?1, ?2)"
                        " ON CONFLICT (code_hash) DO NOTHING",
                        code_hash, now_us, error)
         && run_with_hash (db,
                           "DELETE FROM record WHERE code_hash = ?1"
                           " AND kind <> '" FOYER_RECORD_KIND_WITHDRAWAL "'",
                           code_hash, 0, error)
         && withdraw_status (self, code_hash, now_us, error);
}

/* What the arrival of a new record changes besides. */
static gboolean
follow_record (FoyerCentreStore *self,
               const FoyerCentreRecord *record,
               gboolean is_withdrawal,
               GError **error)
{
  if (record->code_hash == NULL)
    return TRUE;
  if (is_withdrawal)
    return foyer_centre_sqlite_add_tombstone (self, record->code_hash, record->received_us, error);
  if (!add_first_status (foyer_centre_sqlite_get_db (self), record, error))
    return FALSE;
  return g_strcmp0 (record->kind, FOYER_RECORD_KIND_HOURS) != 0
         || foyer_centre_sqlite_update_service (self, record->code_hash, record->received_us,
                                                error);
}

gboolean
foyer_centre_sqlite_add_record (FoyerCentreStore *self,
                                const FoyerCentreRecord *record,
                                FoyerReceiptEntry *entry,
                                GError **error)
{
  FoyerDb *db = foyer_centre_sqlite_get_db (self);
  gboolean is_withdrawal = g_strcmp0 (record->kind, FOYER_RECORD_KIND_WITHDRAWAL) == 0;
  gboolean is_withdrawn = FALSE, is_taken = FALSE, is_known = FALSE;

  if (!look_for (db, record, &is_taken, &is_withdrawn, error))
    return FALSE;
  if (is_withdrawn && !is_withdrawal)
    {
      entry->status = FOYER_RECEIPT_ERASED;
      entry->seq = 0;
      return TRUE;
    }
  if (is_taken && !look_at_record (db, record, entry, &is_known, error))
    return FALSE;
  if (is_known)
    return TRUE;
  if (!insert_record (db, record, is_taken, error))
    return FALSE;
  entry->status = is_taken ? FOYER_RECEIPT_VARIANT : FOYER_RECEIPT_STORED;
  entry->seq = foyer_db_last_rowid (db);
  return follow_record (self, record, is_withdrawal, error);
}

gboolean
foyer_centre_sqlite_each_record (FoyerCentreStore *self,
                                 const char *kind,
                                 FoyerCentreRecordFunc func,
                                 gpointer data,
                                 GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
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

gint64
foyer_centre_sqlite_count_records (FoyerCentreStore *self)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self), "SELECT count (*) FROM record", NULL);
  gboolean has_row = FALSE;

  return stmt && foyer_stmt_step (stmt, &has_row, NULL) && has_row ? foyer_stmt_int64 (stmt, 0)
                                                                   : -1;
}

gboolean
foyer_centre_sqlite_each_tombstone (FoyerCentreStore *self,
                                    FoyerCentreTombstoneFunc func,
                                    gpointer data,
                                    GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT code_hash, time_us FROM tombstone ORDER BY code_hash", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row || !func (foyer_stmt_text (stmt, 0), foyer_stmt_int64 (stmt, 1), data))
        return TRUE;
    }
}

char *
foyer_centre_sqlite_dup_record_code (FoyerCentreStore *self, const char *id)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT code_hash FROM record WHERE id = ?1 AND is_variant = 0", NULL);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_text (stmt, 1, id);
  if (!foyer_stmt_step (stmt, &has_row, NULL) || !has_row)
    return NULL;
  return g_strdup (foyer_stmt_text (stmt, 0));
}

gint64
foyer_centre_sqlite_get_arrival_us (FoyerCentreStore *self, const char *code_hash)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "SELECT ifnull (min (received_us), 0) FROM record WHERE code_hash = ?1", NULL);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return 0;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  return foyer_stmt_step (stmt, &has_row, NULL) && has_row ? foyer_stmt_int64 (stmt, 0) : 0;
}

gboolean
foyer_centre_sqlite_get_totals (FoyerCentreStore *self,
                                gint64 silent_since_us,
                                FoyerCentreTotals *totals,
                                GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "SELECT (SELECT count (*) FROM kiosk),"
    " (SELECT count (*) FROM kiosk WHERE revoked_us IS NOT NULL),"
    " (SELECT count (*) FROM kiosk LEFT JOIN heartbeat ON heartbeat.kiosk = kiosk.id"
    "   WHERE revoked_us IS NULL AND ifnull (time_us, enrolled_us) < ?1),"
    " (SELECT ifnull (sum (waiting), 0) FROM heartbeat),"
    " (SELECT count (*) FROM record),"
    " (SELECT count (*) FROM tombstone),"
    " (SELECT ifnull (max (seq), 0) FROM sqlite_sequence WHERE name = 'record')",
    error);
  gboolean has_row = FALSE;

  *totals = (FoyerCentreTotals){ 0 };
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, silent_since_us);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *totals = (FoyerCentreTotals){ foyer_stmt_int64 (stmt, 0), foyer_stmt_int64 (stmt, 1),
                                 foyer_stmt_int64 (stmt, 2), foyer_stmt_int64 (stmt, 3),
                                 foyer_stmt_int64 (stmt, 4), foyer_stmt_int64 (stmt, 5),
                                 foyer_stmt_int64 (stmt, 6) };
  return TRUE;
}
