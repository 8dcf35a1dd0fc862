/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-db"

#include "core/base/foyer-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* SQLite behind two small types.
 *
 * A FoyerDb is owned by whoever opened it and belongs to that thread: every function asserts it.
 * Its statements belong to it and must be handed back before it is closed. Error messages name
 * tables and columns, never what is in them.
 */

/* ms. Longer than any transaction of ours on a slow disk; a kiosk and foyerctl may meet on one
 * file. */
#define BUSY_TIMEOUT_MS 10000
/* Statements. More than the distinct constant texts of any one user of a FoyerDb. */
#define STATEMENT_CACHE_SIZE 64
/* SQLite virtual machine steps between two looks at the cancellable: well under 1 ms. */
#define PROGRESS_STEPS 4000
/* Pages of 4 KiB. Four times SQLite's own: a page of listings touches many of the same pages as the
 * one before, and a full sync takes a tenth less time. */
#define CONTENT_CHECKPOINT_PAGES "4000"
/* Of the centre's writer, whose records and hashes fall all over its indexes: KiB of pages kept (as
 * a negative number), so that they are not read and spilled again and again under load; pages of
 * the WAL before they are carried over, so that a page is carried over once for many commits; and
 * bytes the WAL keeps. The centre may take 128 MB in all. */
#define CENTRE_CACHE "-32768"
#define CENTRE_CHECKPOINT_PAGES "8000"
#define CENTRE_JOURNAL_SIZE_LIMIT "67108864"
/* Bytes a WAL file is cut back to after a checkpoint. */
#define JOURNAL_SIZE_LIMIT "4194304"

struct _FoyerDb
{
  sqlite3 *sqlite;           /* owned */
  GThread *thread;           /* borrowed; for the assertion only */
  GHashTable *statements;    /* owned: text, borrowed from its value → owned FoyerStmt */
  GCancellable *cancellable; /* owned (nullable) */
  gboolean is_broken;        /* SQLite said so at least once */
};

struct _FoyerStmt
{
  FoyerDb *db;            /* borrowed; outlives the statement */
  sqlite3_stmt *prepared; /* owned */
  char *sql;              /* owned */
  int bind_result;        /* first failure of a bind, told at the next step */
  gboolean is_cached;
  gboolean is_taken;
};

G_DEFINE_QUARK (foyer - db - error - quark, foyer_db_error)

static void
assert_thread (FoyerDb *db)
{
  g_assert (db->thread == g_thread_self ());
}

static FoyerDbError
error_code (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return FOYER_DB_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FOYER_DB_ERROR_CORRUPT;
    case SQLITE_CONSTRAINT:
      return FOYER_DB_ERROR_CONSTRAINT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FOYER_DB_ERROR_BUSY;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return FOYER_DB_ERROR_IO;
    default:
      return FOYER_DB_ERROR_FAILED;
    }
}

/* what: a constant. SQLite's own message is only used where it cannot quote a bound value. */
static void
set_error (FoyerDb *db, int result, const char *what, GError **error)
{
  gboolean is_detailed = (result & 0xff) == SQLITE_CONSTRAINT || (result & 0xff) == SQLITE_ERROR;
  const char *message = sqlite3_errstr (result);
  FoyerDbError code = error_code (result);

  if (code == FOYER_DB_ERROR_CORRUPT)
    db->is_broken = TRUE;
  if ((result & 0xff) == SQLITE_INTERRUPT
      && g_cancellable_set_error_if_cancelled (db->cancellable, error))
    return;
  if (is_detailed && sqlite3_strlike ("fts5:%", sqlite3_errmsg (db->sqlite), 0) != 0)
    message = sqlite3_errmsg (db->sqlite);
  g_set_error (error, FOYER_DB_ERROR, code, "%s: %s", what, message);
}

static int
progress_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

static void
stmt_free (gpointer data)
{
  FoyerStmt *stmt = data;

  sqlite3_finalize (stmt->prepared);
  g_free (stmt->sql);
  g_free (stmt);
}

/* Makes the file, so that it is never for a moment readable by others. */
static gboolean
create_private (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);
  /* Already there: not opened, since closing it would drop the locks of another connection. */
  if (errno == EEXIST && g_chmod (path, 0600) == 0)
    return TRUE;
  g_set_error (error, FOYER_DB_ERROR, errno == ENOSPC ? FOYER_DB_ERROR_FULL : FOYER_DB_ERROR_IO,
               "making the file: %s", g_strerror (errno));
  return FALSE;
}

static gboolean
pragma_int64 (FoyerDb *db, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *value = has_row ? foyer_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

/* The mode that comes back is the one in force, not the one asked for. */
static gboolean
set_journal_mode (FoyerDb *db, const char *sql, const char *mode, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, error);
  gboolean has_row = FALSE;
  const char *got;

  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  got = has_row ? foyer_stmt_text (stmt, 0) : NULL;
  if (g_strcmp0 (got, mode) == 0 || g_strcmp0 (got, "memory") == 0)
    return TRUE;
  g_set_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO, "the journal mode is %s, not %s",
               got != NULL ? got : "unknown", mode);
  return FALSE;
}

static gboolean
configure_writer (FoyerDb *db, FoyerDbProfile profile, GError **error)
{
  switch (profile)
    {
    case FOYER_DB_CONTENT:
      return set_journal_mode (db, "PRAGMA journal_mode=WAL", "wal", error)
             && foyer_db_exec (db,
                               "PRAGMA synchronous=NORMAL;"
                               "PRAGMA secure_delete=OFF;" /* on by default in Debian */
                               "PRAGMA cache_size=-8192;"
                               "PRAGMA wal_autocheckpoint=" CONTENT_CHECKPOINT_PAGES ";"
                               "PRAGMA journal_size_limit=" JOURNAL_SIZE_LIMIT,
                               error);
    case FOYER_DB_OUTBOX:
      return set_journal_mode (db, "PRAGMA journal_mode=TRUNCATE", "truncate", error)
             && foyer_db_exec (db,
                               "PRAGMA synchronous=EXTRA;"
                               "PRAGMA secure_delete=ON;"
                               "PRAGMA temp_store=MEMORY",
                               error);
    case FOYER_DB_CENTRE:
      return set_journal_mode (db, "PRAGMA journal_mode=WAL", "wal", error)
             && foyer_db_exec (db,
                               "PRAGMA synchronous=FULL;"
                               "PRAGMA secure_delete=ON;"
                               "PRAGMA temp_store=MEMORY;"
                               "PRAGMA cache_size=" CENTRE_CACHE ";"
                               "PRAGMA wal_autocheckpoint=" CENTRE_CHECKPOINT_PAGES ";"
                               "PRAGMA journal_size_limit=" CENTRE_JOURNAL_SIZE_LIMIT,
                               error);
    case FOYER_DB_READER:
      return foyer_db_exec (db, "PRAGMA query_only=ON; PRAGMA cache_size=-8192", error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
configure (FoyerDb *db, FoyerDbProfile profile, GError **error)
{
  gint64 version;

  sqlite3_busy_timeout (db->sqlite, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  if (!foyer_db_exec (db,
                      "PRAGMA foreign_keys=ON;"
                      "PRAGMA trusted_schema=OFF;"
                      "PRAGMA cell_size_check=ON;"
                      "PRAGMA mmap_size=0",
                      error))
    return FALSE;
  /* The first look at the file: tells "not a database" before anything is written to it. */
  return pragma_int64 (db, "PRAGMA schema_version", &version, error)
         && configure_writer (db, profile, error);
}

static gboolean
run_step_locked (FoyerDb *db, const char *script, guint step, GError **error)
{
  char set_version[64];
  gint64 version = 0;

  if (!pragma_int64 (db, "PRAGMA user_version", &version, error))
    return FALSE;
  /* Another process may have done this step while we waited for the lock. */
  if (version >= step)
    return TRUE;
  g_snprintf (set_version, sizeof set_version, "PRAGMA user_version=%u", step);
  return foyer_db_exec (db, script, error) && foyer_db_exec (db, set_version, error);
}

static gboolean
migrate (FoyerDb *db, FoyerDbProfile profile, const char *const *steps, GError **error)
{
  guint n_steps = g_strv_length ((char **)steps);
  gint64 version = 0;

  if (!pragma_int64 (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > n_steps)
    {
      g_set_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_NEWER_SCHEMA,
                   "made by a newer version (schema %" G_GINT64_FORMAT ", known here: %u)", version,
                   n_steps);
      return FALSE;
    }
  if (profile == FOYER_DB_READER && version < n_steps)
    {
      g_set_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO,
                   "not made yet (schema %" G_GINT64_FORMAT ", wanted: %u)", version, n_steps);
      return FALSE;
    }
  for (guint step = version + 1; step <= n_steps; step++)
    {
      if (!foyer_db_begin (db, error))
        return FALSE;
      if (!run_step_locked (db, steps[step - 1], step, error))
        {
          foyer_db_rollback (db);
          g_prefix_error (error, "schema step %u: ", step);
          return FALSE;
        }
      if (!foyer_db_commit (db, error))
        return FALSE;
    }
  return TRUE;
}

/* SQLite counts its memory under a lock at each allocation unless told not to, before anything else
 * is asked of it; nobody here reads those counts. */
static void
set_up_sqlite (void)
{
  static gsize is_done;

  if (g_once_init_enter (&is_done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&is_done, 1);
    }
}

FoyerDb *
foyer_db_open (const char *path, FoyerDbProfile profile, const char *const *steps, GError **error)
{
  g_autoptr (FoyerDb) db = NULL;
  gboolean is_private = profile == FOYER_DB_OUTBOX || profile == FOYER_DB_CENTRE;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int result;

  g_return_val_if_fail (path != NULL && steps != NULL, NULL);

  set_up_sqlite ();
  if (is_private && !g_str_equal (path, ":memory:") && !create_private (path, error))
    return NULL;
  flags |= profile == FOYER_DB_READER ? SQLITE_OPEN_READONLY
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  db = g_new0 (FoyerDb, 1);
  db->thread = g_thread_self ();
  db->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, stmt_free);
  result = sqlite3_open_v2 (path, &db->sqlite, flags, NULL);
  if (result != SQLITE_OK)
    {
      set_error (db, result, "opening the database", error);
      return NULL;
    }
  if (!configure (db, profile, error) || !migrate (db, profile, steps, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* Every statement must have been handed back. Rolls back what was not committed. */
void
foyer_db_close (FoyerDb *db)
{
  g_return_if_fail (db != NULL);
  assert_thread (db);

  foyer_db_set_cancellable (db, NULL);
  g_hash_table_unref (db->statements);
  if (sqlite3_close (db->sqlite) != SQLITE_OK)
    {
      g_critical ("a database was closed with a statement in use");
      sqlite3_close_v2 (db->sqlite);
    }
  g_free (db);
}

gboolean
foyer_db_exec (FoyerDb *db, const char *sql, GError **error)
{
  int result;

  assert_thread (db);
  result = sqlite3_exec (db->sqlite, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  set_error (db, result, "running a statement", error);
  return FALSE;
}

gboolean
foyer_db_begin (FoyerDb *db, GError **error)
{
  return foyer_db_exec (db, "BEGIN IMMEDIATE", error);
}

gboolean
foyer_db_commit (FoyerDb *db, GError **error)
{
  if (foyer_db_exec (db, "COMMIT", error))
    return TRUE;
  foyer_db_rollback (db);
  return FALSE;
}

/* Also right when SQLite has already rolled back by itself. */
void
foyer_db_rollback (FoyerDb *db)
{
  g_autoptr (GError) error = NULL;

  assert_thread (db);
  if (!sqlite3_get_autocommit (db->sqlite) && !foyer_db_exec (db, "ROLLBACK", &error))
    g_warning ("could not roll back: %s", error->message);
}

gint64
foyer_db_last_rowid (FoyerDb *db)
{
  assert_thread (db);
  return sqlite3_last_insert_rowid (db->sqlite);
}

int
foyer_db_changes (FoyerDb *db)
{
  assert_thread (db);
  return sqlite3_changes (db->sqlite);
}

gboolean
foyer_db_is_broken (FoyerDb *db)
{
  assert_thread (db);
  return db->is_broken;
}

void
foyer_db_set_cancellable (FoyerDb *db, GCancellable *cancellable)
{
  assert_thread (db);
  g_set_object (&db->cancellable, cancellable);
  sqlite3_progress_handler (db->sqlite, cancellable != NULL ? PROGRESS_STEPS : 0,
                            cancellable != NULL ? progress_cb : NULL, cancellable);
}

static FoyerStmt *
take_cached (FoyerDb *db, const char *sql)
{
  FoyerStmt *stmt = g_hash_table_lookup (db->statements, sql);

  if (stmt == NULL || stmt->is_taken)
    return NULL;
  stmt->is_taken = TRUE;
  return stmt;
}

FoyerStmt *
foyer_db_prepare (FoyerDb *db, const char *sql, GError **error)
{
  FoyerStmt *stmt;
  sqlite3_stmt *prepared = NULL;
  int result;

  assert_thread (db);
  stmt = take_cached (db, sql);
  if (stmt != NULL)
    return stmt;
  result = sqlite3_prepare_v3 (db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
  if (result != SQLITE_OK)
    {
      set_error (db, result, "preparing a statement", error);
      return NULL;
    }
  stmt = g_new0 (FoyerStmt, 1);
  stmt->db = db;
  stmt->prepared = prepared;
  stmt->sql = g_strdup (sql);
  stmt->is_taken = TRUE;
  /* A text that is in use already, or one too many: not kept. */
  stmt->is_cached = g_hash_table_size (db->statements) < STATEMENT_CACHE_SIZE
                    && !g_hash_table_contains (db->statements, sql);
  if (stmt->is_cached)
    g_hash_table_insert (db->statements, stmt->sql, stmt);
  return stmt;
}

void
foyer_stmt_release (FoyerStmt *stmt)
{
  g_return_if_fail (stmt != NULL && stmt->is_taken);
  assert_thread (stmt->db);

  if (!stmt->is_cached)
    {
      stmt_free (stmt);
      return;
    }
  foyer_stmt_reset (stmt);
  sqlite3_clear_bindings (stmt->prepared);
  stmt->bind_result = SQLITE_OK;
  stmt->is_taken = FALSE;
}

static void
note_bind (FoyerStmt *stmt, int result)
{
  if (stmt->bind_result == SQLITE_OK)
    stmt->bind_result = result;
}

void
foyer_stmt_bind_text (FoyerStmt *stmt, int index, const char *text)
{
  assert_thread (stmt->db);
  note_bind (stmt, sqlite3_bind_text (stmt->prepared, index, text, -1, SQLITE_TRANSIENT));
}

void
foyer_stmt_bind_blob (FoyerStmt *stmt, int index, gconstpointer data, gsize size)
{
  assert_thread (stmt->db);
  /* An empty blob is not NULL. */
  note_bind (stmt, sqlite3_bind_blob64 (stmt->prepared, index, data != NULL ? data : "", size,
                                        SQLITE_TRANSIENT));
}

void
foyer_stmt_bind_int64 (FoyerStmt *stmt, int index, gint64 value)
{
  assert_thread (stmt->db);
  note_bind (stmt, sqlite3_bind_int64 (stmt->prepared, index, value));
}

void
foyer_stmt_bind_double (FoyerStmt *stmt, int index, double value)
{
  assert_thread (stmt->db);
  note_bind (stmt, sqlite3_bind_double (stmt->prepared, index, value));
}

void
foyer_stmt_bind_null (FoyerStmt *stmt, int index)
{
  assert_thread (stmt->db);
  note_bind (stmt, sqlite3_bind_null (stmt->prepared, index));
}

gboolean
foyer_stmt_step (FoyerStmt *stmt, gboolean *has_row, GError **error)
{
  int result = stmt->bind_result;

  assert_thread (stmt->db);
  if (result == SQLITE_OK)
    result = sqlite3_step (stmt->prepared);
  if (has_row != NULL)
    *has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  set_error (stmt->db, result, "running a statement", error);
  sqlite3_reset (stmt->prepared);
  return FALSE;
}

gboolean
foyer_stmt_run (FoyerStmt *stmt, GError **error)
{
  gboolean is_done = foyer_stmt_step (stmt, NULL, error);

  foyer_stmt_reset (stmt);
  return is_done;
}

void
foyer_stmt_reset (FoyerStmt *stmt)
{
  assert_thread (stmt->db);
  sqlite3_reset (stmt->prepared);
}

const char *
foyer_stmt_text (FoyerStmt *stmt, int column)
{
  assert_thread (stmt->db);
  return (const char *)sqlite3_column_text (stmt->prepared, column);
}

gconstpointer
foyer_stmt_blob (FoyerStmt *stmt, int column, gsize *size)
{
  gconstpointer data;

  assert_thread (stmt->db);
  data = sqlite3_column_blob (stmt->prepared, column);
  if (size != NULL)
    *size = sqlite3_column_bytes (stmt->prepared, column);
  return data;
}

gint64
foyer_stmt_int64 (FoyerStmt *stmt, int column)
{
  assert_thread (stmt->db);
  return sqlite3_column_int64 (stmt->prepared, column);
}

double
foyer_stmt_double (FoyerStmt *stmt, int column)
{
  assert_thread (stmt->db);
  return sqlite3_column_double (stmt->prepared, column);
}

gboolean
foyer_stmt_is_null (FoyerStmt *stmt, int column)
{
  assert_thread (stmt->db);
  return sqlite3_column_type (stmt->prepared, column) == SQLITE_NULL;
}

/* In one step: whoever writes meanwhile goes on in the WAL, and the copy does not begin anew. */
static int
copy_pages (FoyerDb *db, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", db->sqlite, "main");

  if (backup == NULL)
    return sqlite3_errcode (to);
  sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup);
}

gboolean
foyer_db_copy_to (FoyerDb *db, const char *path, GError **error)
{
  sqlite3 *to = NULL;
  int result;

  assert_thread (db);
  if (!create_private (path, error))
    return FALSE;
  result = sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE, NULL);
  if (result == SQLITE_OK)
    result = copy_pages (db, to);
  sqlite3_close (to);
  if (result == SQLITE_OK)
    return TRUE;
  set_error (db, result, "copying the database", error);
  return FALSE;
}

gboolean
foyer_db_check (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, "PRAGMA integrity_check (1)", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (foyer_stmt_text (stmt, 0), "ok") == 0)
    return TRUE;
  g_set_error_literal (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT,
                       "the database does not fit together");
  return FALSE;
}
