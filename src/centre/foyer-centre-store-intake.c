/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store-sqlite.h"

#include <string.h>

/* The SQLite store's side that takes in: records, and the kiosks they come from.
 *
 * On the store's thread; what writes stands inside a transaction of the caller. A record's row is
 * written once and never changed; only a tombstone for its code removes it, and keeps it away.
 */

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

gboolean
foyer_centre_sqlite_add_record (FoyerCentreStore *self,
                                const FoyerCentreRecord *record,
                                FoyerReceiptEntry *entry,
                                GError **error)
{
  FoyerDb *db = foyer_centre_sqlite_get_db (self);
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

gboolean
foyer_centre_sqlite_add_tombstone (FoyerCentreStore *self,
                                   const char *code_hash,
                                   gint64 now_us,
                                   GError **error)
{
  return run_with_hash (foyer_centre_sqlite_get_db (self),
                        "INSERT INTO tombstone (code_hash, time_us) VALUES (?1, ?2)"
                        " ON CONFLICT (code_hash) DO NOTHING",
                        code_hash, now_us, error)
         && run_with_hash (foyer_centre_sqlite_get_db (self),
                           "DELETE FROM record WHERE code_hash = ?1", code_hash, 0, error);
}

gboolean
foyer_centre_sqlite_add_invite (FoyerCentreStore *self,
                                const char *code_hash,
                                const char *place,
                                gint64 expires_us,
                                GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "INSERT INTO invite (code_hash, place, expires_us) VALUES (?1, ?2, ?3)", error);

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

FoyerCentreKiosk *
foyer_centre_sqlite_get_kiosk (FoyerCentreStore *self, const char *id)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT place, key, revoked_us IS NOT NULL FROM kiosk WHERE id = ?1", NULL);
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

FoyerCentreKiosk *
foyer_centre_sqlite_enrol (FoyerCentreStore *self,
                           const char *code_hash,
                           const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                           gint64 now_us,
                           GError **error)
{
  g_autofree char *place = NULL;
  g_autofree char *used_by = NULL;
  g_autofree char *random = NULL;
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;

  if (!look_at_invite (foyer_centre_sqlite_get_db (self), code_hash, now_us, &place, &used_by,
                       error))
    return NULL;
  if (used_by)
    {
      kiosk = foyer_centre_sqlite_get_kiosk (self, used_by);
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
  return add_kiosk (foyer_centre_sqlite_get_db (self), kiosk, code_hash, now_us, error)
           ? g_steal_pointer (&kiosk)
           : NULL;
}
