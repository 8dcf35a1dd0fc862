/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "core/outbox/foyer-outbox.h"

#include <sys/statvfs.h>

#include "core/crypto/foyer-crypto.h"
#include "core/outbox/foyer-outbox-private.h"

/* outbox.db: adding to it, looking into it.
 *
 * Opening the file is in foyer-outbox-file.c, what the centre says of records in
 * foyer-outbox-receipts.c. A FoyerOutbox belongs to the thread that opened it (FoyerDb asserts it);
 * the file is never deleted. Only sealed bytes come here: the outbox could not read them if it
 * wanted to.
 */

/* Bytes left free for the journal, the receipts of what waits, and the rest of the machine: with
 * less, sign-up closes politely instead of failing half-way. */
#define DEFAULT_RESERVE (32 * 1024 * 1024)

G_DEFINE_QUARK (foyer - outbox - error - quark, foyer_outbox_error)

/* ---- records ---- */

void
foyer_outbox_record_free (FoyerOutboxRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->id);
  g_free (record->kind);
  g_clear_pointer (&record->sealed, g_bytes_unref);
  g_free (record->digest);
  g_free (record->code_hash);
  g_free (record->reason);
  g_free (record);
}

FoyerOutboxRecord *
foyer_outbox_record_from_row (FoyerStmt *stmt)
{
  FoyerOutboxRecord *record = g_new0 (FoyerOutboxRecord, 1);

  record->id = g_strdup (foyer_stmt_text (stmt, 0));
  record->kind = g_strdup (foyer_stmt_text (stmt, 1));
  if (!foyer_stmt_is_null (stmt, 2))
    {
      gsize size;
      gconstpointer sealed = foyer_stmt_blob (stmt, 2, &size);

      record->sealed = g_bytes_new (sealed, size);
    }
  record->digest = g_strdup (foyer_stmt_text (stmt, 3));
  record->code_hash = g_strdup (foyer_stmt_text (stmt, 4));
  record->created_us = foyer_stmt_int64 (stmt, 5);
  record->state = (FoyerRecordState)foyer_stmt_int64 (stmt, 6);
  record->attempts = (guint)foyer_stmt_int64 (stmt, 7);
  record->reason = g_strdup (foyer_stmt_text (stmt, 8));
  return record;
}

/* ---- opening ---- */

FoyerOutbox *
foyer_outbox_open (const char *state_dir, FoyerClock *clock, gboolean *moved_aside, GError **error)
{
  FoyerDb *db = foyer_outbox_file_open (state_dir, clock, moved_aside, error);
  FoyerOutbox *outbox;

  if (db == NULL)
    return NULL;
  outbox = g_new0 (FoyerOutbox, 1);
  outbox->db = db;
  outbox->clock = foyer_clock_ref (clock);
  outbox->state_dir = g_strdup (state_dir);
  outbox->reserve = DEFAULT_RESERVE;
  return outbox;
}

void
foyer_outbox_close (FoyerOutbox *outbox)
{
  g_return_if_fail (outbox != NULL);

  g_clear_pointer (&outbox->db, foyer_db_close);
  foyer_clock_unref (outbox->clock);
  g_free (outbox->state_dir);
  g_free (outbox);
}

void
foyer_outbox_set_reserve (FoyerOutbox *outbox, guint64 bytes)
{
  outbox->reserve = bytes;
}

FoyerOutboxTold *
foyer_outbox_get_told (FoyerOutbox *outbox)
{
  return &outbox->told;
}

FoyerDb *
foyer_outbox_get_db (FoyerOutbox *outbox)
{
  return outbox->db;
}

gboolean
foyer_outbox_in_transaction (FoyerOutbox *outbox,
                             FoyerOutboxChange change,
                             gpointer data,
                             GError **error)
{
  if (!foyer_db_begin (outbox->db, error))
    return FALSE;
  if (change (outbox, data, error))
    return foyer_db_commit (outbox->db, error);
  foyer_db_rollback (outbox->db);
  return FALSE;
}

/* ---- adding ---- */

static gboolean
has_room (FoyerOutbox *outbox)
{
  struct statvfs disk;

  /* A disk that does not say is not held against it: SQLite will tell. */
  return statvfs (outbox->state_dir, &disk) != 0
         || (guint64)disk.f_bavail * disk.f_frsize >= outbox->reserve;
}

static gboolean
set_full_error (GError **error)
{
  g_set_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL,
               "the disk is too full to keep another record safely");
  return FALSE;
}

/* *digest: of the record that has this id, NULL when there is none. (transfer full) */
static gboolean
find_digest (FoyerOutbox *outbox, const char *id, char **digest, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db, "SELECT digest FROM record WHERE id = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, id);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *digest = has_row ? g_strdup (foyer_stmt_text (stmt, 0)) : NULL;
  return TRUE;
}

/* The add that brought it may have reported failure, after its commit had reached the file but
 * before the disk was told to keep it: writing the row once more makes this commit a real one. */
gboolean
foyer_outbox_confirm (FoyerOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db, "UPDATE record SET adds = adds + 1 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, id);
  return foyer_stmt_run (stmt, error);
}

gboolean
foyer_outbox_insert (FoyerOutbox *outbox,
                     const char *id,
                     const char *kind,
                     GBytes *sealed,
                     const char *digest,
                     const char *code_hash,
                     GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db,
    "INSERT INTO record (id, kind, sealed, digest, code_hash, created_us) VALUES (?1, ?2, ?3, ?4, "
    "?5, ?6)",
    error);
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed, &size);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, id);
  foyer_stmt_bind_text (stmt, 2, kind);
  foyer_stmt_bind_blob (stmt, 3, data, size);
  foyer_stmt_bind_text (stmt, 4, digest);
  foyer_stmt_bind_text (stmt, 5, code_hash);
  foyer_stmt_bind_int64 (stmt, 6, foyer_clock_now_us (outbox->clock));
  return foyer_stmt_run (stmt, error);
}

typedef struct
{
  const char *id, *kind;
  GBytes *sealed;
  const char *code_hash;
} Addition;

static gboolean
add_in_transaction (FoyerOutbox *outbox, gpointer data, GError **error)
{
  const Addition *new = data;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (new->sealed, &size);
  g_autofree char *digest = foyer_seal_digest (bytes, size);
  g_autofree char *old_digest = NULL;

  if (!find_digest (outbox, new->id, &old_digest, error))
    return FALSE;
  if (old_digest == NULL && !has_room (outbox))
    return set_full_error (error);
  if (old_digest == NULL)
    return foyer_outbox_insert (outbox, new->id, new->kind, new->sealed, digest, new->code_hash,
                                error);
  if (g_str_equal (digest, old_digest))
    return foyer_outbox_confirm (outbox, new->id, error);
  g_set_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT,
               "record %s is here already with other bytes", new->id);
  return FALSE;
}

/* SQLite reports a full disk as an I/O error when it is the journal that finds no room. */
static gboolean
is_disk_full (FoyerOutbox *outbox, const GError *error)
{
  return g_error_matches (error, FOYER_DB_ERROR, FOYER_DB_ERROR_FULL)
         || (g_error_matches (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO) && !has_room (outbox));
}

gboolean
foyer_outbox_set_write_error (FoyerOutbox *outbox, GError *cause, GError **error)
{
  if (is_disk_full (outbox, cause))
    {
      g_error_free (cause);
      return set_full_error (error);
    }
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
foyer_outbox_add (FoyerOutbox *outbox,
                  const char *id,
                  const char *kind,
                  GBytes *sealed,
                  const char *code_hash,
                  GError **error)
{
  Addition addition = { id, kind, sealed, code_hash };
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (id != NULL && kind != NULL && sealed != NULL, FALSE);

  if (foyer_outbox_in_transaction (outbox, add_in_transaction, &addition, &local_error))
    return TRUE;
  return foyer_outbox_set_write_error (outbox, g_steal_pointer (&local_error), error);
}

gboolean
foyer_outbox_replace_unsent (FoyerOutbox *outbox,
                             const char *id,
                             GBytes *sealed,
                             const char *code_hash,
                             GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db,
                        "UPDATE record SET sealed = ?2, digest = ?3, code_hash = ?4, adds = adds + 1 "
                        "WHERE id = ?1 AND state = 0 AND attempts = 0",
                        error);
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed, &size);
  g_autofree char *digest = foyer_seal_digest (data, size);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, id);
  foyer_stmt_bind_blob (stmt, 2, data, size);
  foyer_stmt_bind_text (stmt, 3, digest);
  foyer_stmt_bind_text (stmt, 4, code_hash);
  if (!foyer_stmt_run (stmt, error)) /* a transaction of its own */
    return FALSE;
  if (foyer_db_changes (outbox->db) == 1)
    return TRUE;
  g_set_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT,
               "record %s may have been sent already", id);
  return FALSE;
}

gboolean
foyer_outbox_retry_quarantined (FoyerOutbox *outbox, const char *id, guint *retried, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (outbox->db,
                                                 "UPDATE record SET state = 0"
                                                 " WHERE state = 2 AND (?1 IS NULL OR id = ?1)",
                                                 error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, id);
  if (!foyer_stmt_run (stmt, error)) /* a transaction of its own */
    return FALSE;
  *retried = foyer_db_changes (outbox->db);
  return TRUE;
}

/* ---- looking ---- */

GPtrArray *
foyer_outbox_list_waiting (FoyerOutbox *outbox, guint max_records, gsize max_bytes, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db, "SELECT " FOYER_OUTBOX_COLUMNS " FROM record WHERE state = 0 ORDER BY row LIMIT ?1",
    error);
  g_autoptr (GPtrArray) records
    = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_outbox_record_free);
  gsize n_bytes = 0;
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_int64 (stmt, 1, max_records);
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      gsize size;

      if (!has_row)
        return g_steal_pointer (&records);
      foyer_stmt_blob (stmt, 2, &size);
      if (records->len > 0 && size > max_bytes - MIN (n_bytes, max_bytes))
        return g_steal_pointer (&records);
      n_bytes += size;
      g_ptr_array_add (records, foyer_outbox_record_from_row (stmt));
    }
  return NULL;
}

GPtrArray *
foyer_outbox_list_all (FoyerOutbox *outbox, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db,
    "SELECT id, kind, NULL, digest, code_hash, created_us, state, attempts, reason"
    " FROM record ORDER BY row",
    error);
  g_autoptr (GPtrArray) records
    = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_outbox_record_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, foyer_outbox_record_from_row (stmt));
    }
  return NULL;
}

gboolean
foyer_outbox_get_counts (FoyerOutbox *outbox, FoyerOutboxCounts *counts, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db,
    "SELECT count (*) FILTER (WHERE state = 0), count (*) FILTER (WHERE state = 1),"
    " count (*) FILTER (WHERE state = 2),"
    " coalesce (min (created_us) FILTER (WHERE state = 0), 0) FROM record",
    error);
  gboolean has_row;

  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  counts->waiting = (guint)foyer_stmt_int64 (stmt, 0);
  counts->received = (guint)foyer_stmt_int64 (stmt, 1);
  counts->quarantined = (guint)foyer_stmt_int64 (stmt, 2);
  counts->oldest_waiting_us = foyer_stmt_int64 (stmt, 3);
  return TRUE;
}
