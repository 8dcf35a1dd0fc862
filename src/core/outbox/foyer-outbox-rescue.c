/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "core/outbox/foyer-outbox-private.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/model/foyer-json.h"

/* What can be saved of a broken outbox.db.
 *
 * Twice over: first row by row through SQLite, stepping over what it cannot read; then byte by
 * byte, for when the first page is gone and SQLite reads nothing at all. A row comes over only when
 * its bytes still have its digest, and only once, by its id. Sending a record twice is harmless;
 * losing one is not, so when in doubt it waits again. On the outbox's thread.
 */

/* Rows tried one after another that cannot be read before giving up on what follows: more than hang
 * under one damaged inner page. */
#define MAX_UNREADABLE 10000
/* Bytes. A record found byte by byte lies in one page, whole: SQLite's default, which we use. Ours
 * have about 1.2 KiB; a longer one is only found through SQLite. */
#define PAGE_BYTES 4096
/* Hexadecimal digits of the digest that stands right after the sealed bytes. */
#define DIGEST_DIGITS 64

/* TRUE with changes () 0 when it is here already. */
static gboolean
insert (FoyerDb *db, const FoyerOutboxRecord *record, FoyerStmt *from, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db,
    "INSERT INTO record (id, kind, sealed, digest, code_hash, created_us, state, attempts, reason,"
    " seq, epoch, received_us, received_server_us)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    " ON CONFLICT (id) DO NOTHING",
    error);
  gsize size;
  gconstpointer data = g_bytes_get_data (record->sealed, &size);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, record->id);
  foyer_stmt_bind_text (stmt, 2, record->kind);
  foyer_stmt_bind_blob (stmt, 3, data, size);
  foyer_stmt_bind_text (stmt, 4, record->digest);
  foyer_stmt_bind_text (stmt, 5, record->code_hash);
  foyer_stmt_bind_int64 (stmt, 6, record->created_us);
  foyer_stmt_bind_int64 (stmt, 7, record->state);
  foyer_stmt_bind_int64 (stmt, 8, record->attempts);
  foyer_stmt_bind_text (stmt, 9, record->reason);
  for (int i = 0; i < 4; i++)
    if (from == NULL || foyer_stmt_is_null (from, 9 + i))
      foyer_stmt_bind_null (stmt, 10 + i);
    else
      foyer_stmt_bind_int64 (stmt, 10 + i, foyer_stmt_int64 (from, 9 + i));
  return foyer_stmt_run (stmt, error);
}

typedef struct
{
  FoyerDb *db; /* borrowed: the new file */
  guint *n_rescued;
} Rescue;

/* A row that breaks a rule of the table (SQLite read nonsense) is left behind; any other failure is
 * one of the new file, and ends the rescue. */
static gboolean
carry_over (const FoyerOutboxRecord *record, FoyerStmt *from, gpointer data, GError **error)
{
  const Rescue *rescue = data;
  g_autoptr (GError) local_error = NULL;

  if (insert (rescue->db, record, from, &local_error))
    {
      *rescue->n_rescued += foyer_db_changes (rescue->db);
      return TRUE;
    }
  if (g_error_matches (local_error, FOYER_DB_ERROR, FOYER_DB_ERROR_CONSTRAINT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_whole (const FoyerOutboxRecord *record)
{
  g_autofree char *digest = NULL;
  gconstpointer data;
  gsize size;

  if (record->id == NULL || record->kind == NULL || record->sealed == NULL
      || record->digest == NULL)
    return FALSE;
  data = g_bytes_get_data (record->sealed, &size);
  digest = foyer_seal_digest (data, size);
  return g_str_equal (digest, record->digest);
}

#define ROWS_AFTER " FROM record NOT INDEXED WHERE row > ?1 ORDER BY row LIMIT 1"

/* NULL when there is no table. (transfer full) */
static FoyerStmt *
prepare_rows (FoyerDb *broken)
{
  FoyerStmt *rows = foyer_db_prepare (
    broken,
    "SELECT " FOYER_OUTBOX_COLUMNS ", seq, epoch, received_us, received_server_us, row" ROWS_AFTER,
    NULL);

  if (rows == NULL)
    rows = foyer_db_prepare (
      broken, "SELECT " FOYER_OUTBOX_COLUMNS ", seq, epoch, received_us, NULL, row" ROWS_AFTER,
      NULL);
  return rows;
}

static gboolean
read_rows (FoyerDb *broken, FoyerOutboxFound found, gpointer data, GError **error)
{
  g_autoptr (FoyerStmt) from = prepare_rows (broken);
  gint64 after = 0;
  guint n_unreadable = 0;

  while (from != NULL && n_unreadable < MAX_UNREADABLE)
    {
      g_autoptr (FoyerOutboxRecord) record = NULL;
      gboolean has_row;

      foyer_stmt_reset (from);
      foyer_stmt_bind_int64 (from, 1, after);
      if (!foyer_stmt_step (from, &has_row, NULL))
        {
          after++;
          n_unreadable++;
          continue;
        }
      if (!has_row)
        return TRUE;
      n_unreadable = 0;
      record = foyer_outbox_record_from_row (from);
      after = MAX (after + 1, foyer_stmt_int64 (from, 13));
      if (is_whole (record) && !found (record, from, data, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- byte by byte ---- */

static gboolean
is_digest_of (const char *digits, const guint8 *data, gsize size)
{
  g_autofree char *digest = NULL;

  for (guint i = 0; i < DIGEST_DIGITS; i++)
    if (!g_ascii_isxdigit (digits[i]))
      return FALSE;
  digest = foyer_seal_digest (data, size);
  return memcmp (digest, digits, DIGEST_DIGITS) == 0;
}

/* The size of the record that begins at data, of which the digest follows; 0 when there is none. */
static gsize
measure (const guint8 *data, gsize max_size)
{
  gsize end = MIN (max_size, PAGE_BYTES);

  for (gsize size = 1; size + DIGEST_DIGITS <= end; size++)
    if (is_digest_of ((const char *)data + size, data, size))
      return size;
  return 0;
}

/* What the open header of a sealed record tells; NULL when it is none. (transfer full) */
static FoyerOutboxRecord *
record_from_sealed (const guint8 *data, gsize size, gint64 now_us)
{
  g_autofree char *header = foyer_seal_dup_header (data, size, NULL);
  g_autoptr (json_t) root
    = header != NULL ? foyer_json_parse (header, strlen (header), NULL) : NULL;
  FoyerOutboxRecord *record;
  gint64 time_s;

  if (root == NULL || foyer_json_get_string (root, "id") == NULL
      || foyer_json_get_string (root, "kind") == NULL)
    return NULL;
  record = g_new0 (FoyerOutboxRecord, 1);
  record->id = g_strdup (foyer_json_get_string (root, "id"));
  record->kind = g_strdup (foyer_json_get_string (root, "kind"));
  record->code_hash = g_strdup (foyer_json_get_string (root, "code_hash"));
  record->sealed = g_bytes_new (data, size);
  record->digest = foyer_seal_digest (data, size);
  time_s = foyer_json_get_int (root, "time", 0);
  record->created_us
    = time_s > 0 && time_s < G_MAXINT64 / G_USEC_PER_SEC ? time_s * G_USEC_PER_SEC : now_us;
  return record;
}

static gboolean
read_bytes (const char *path, gint64 now_us, FoyerOutboxFound found, gpointer data, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const guint8 *at, *end;

  if (file == NULL || g_mapped_file_get_length (file) == 0)
    return TRUE;
  at = (const guint8 *)g_mapped_file_get_contents (file);
  end = at + g_mapped_file_get_length (file);
  for (; (at = memchr (at, 'F', end - at)) != NULL; at++)
    {
      g_autoptr (FoyerOutboxRecord) record = NULL;
      gsize size;

      if (end - at < 4 || memcmp (at, "FOYS", 4) != 0)
        continue;
      size = measure (at, end - at);
      record = size > 0 ? record_from_sealed (at, size, now_us) : NULL;
      if (record != NULL && !found (record, NULL, data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
foyer_outbox_read_broken (
  const char *path, gint64 now_us, FoyerOutboxFound found, gpointer data, GError **error)
{
  g_autoptr (FoyerDb) broken = foyer_db_open (path, FOYER_DB_OUTBOX, foyer_outbox_schema, NULL);

  /* Damage may be in the way of bringing an old file up to date, and yet not of reading it. */
  if (broken == NULL)
    broken = foyer_db_open (path, FOYER_DB_OUTBOX, foyer_outbox_schema_1, NULL);
  if (broken != NULL && !read_rows (broken, found, data, error))
    return FALSE;
  return read_bytes (path, now_us, found, data, error);
}

/* Bytes of a page that was freed may bring back what its own withdrawal, found as well, took out of
 * the table. */
static gboolean
drop_withdrawn (FoyerDb *db, guint *n_rescued, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db,
                        "DELETE FROM record WHERE kind <> '" FOYER_RECORD_KIND_WITHDRAWAL "'"
                        " AND code_hash IN (SELECT code_hash FROM record"
                        " WHERE kind = '" FOYER_RECORD_KIND_WITHDRAWAL "')",
                        error);

  if (stmt == NULL || !foyer_stmt_run (stmt, error))
    return FALSE;
  *n_rescued -= foyer_db_changes (db);
  return TRUE;
}

gboolean
foyer_outbox_rescue (
  FoyerDb *db, const char *path, FoyerClock *clock, guint *n_rescued, GError **error)
{
  Rescue rescue = { db, n_rescued };

  *n_rescued = 0;
  if (!foyer_db_begin (db, error))
    return FALSE;
  if (foyer_outbox_read_broken (path, foyer_clock_now_us (clock), carry_over, &rescue, error)
      && drop_withdrawn (db, n_rescued, error))
    return foyer_db_commit (db, error);
  foyer_db_rollback (db);
  return FALSE;
}
