/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SQLite behind two small types. A FoyerDb belongs to the thread that opened it (asserted). */
typedef struct _FoyerDb FoyerDb;
typedef struct _FoyerStmt FoyerStmt;

typedef enum
{
  FOYER_DB_CONTENT, /* WAL, synchronous=NORMAL, secure_delete=OFF: public and disposable */
  FOYER_DB_OUTBOX,  /* TRUNCATE, synchronous=EXTRA, secure_delete=ON, mode 0600: somebody's */
  FOYER_DB_CENTRE,  /* WAL, synchronous=FULL, secure_delete=ON, mode 0600, one writer */
  FOYER_DB_READER,  /* read-only second connection to a WAL file that a writer has made */
} FoyerDbProfile;

typedef enum
{
  FOYER_DB_ERROR_FAILED,
  FOYER_DB_ERROR_FULL,         /* disk full */
  FOYER_DB_ERROR_CORRUPT,      /* not a database, or a broken one */
  FOYER_DB_ERROR_NEWER_SCHEMA, /* made by a newer Foyer: refused, never downgraded */
  FOYER_DB_ERROR_CONSTRAINT,   /* a UNIQUE or CHECK said no */
  FOYER_DB_ERROR_BUSY,
  FOYER_DB_ERROR_IO,
} FoyerDbError;

#define FOYER_DB_ERROR (foyer_db_error_quark ())
GQuark foyer_db_error_quark (void);

/* Opens (a writer: creates) path and brings its schema up to date. steps is NULL-terminated; step n
 * (from 1) is an SQL script that takes user_version n-1 to n; it is run inside a BEGIN IMMEDIATE …
 * COMMIT of its own, which also sets user_version, so it contains neither. A reader checks only
 * that user_version equals the number of steps. */
FoyerDb *foyer_db_open (const char *path,
                        FoyerDbProfile profile,
                        const char *const *steps,
                        GError **error);
void foyer_db_close (FoyerDb *db);

gboolean foyer_db_exec (FoyerDb *db, const char *sql, GError **error); /* constant SQL only */
gboolean foyer_db_begin (FoyerDb *db, GError **error);                 /* BEGIN IMMEDIATE */
gboolean foyer_db_commit (FoyerDb *db, GError **error);                /* on failure: rolled back */
void foyer_db_rollback (FoyerDb *db);
gint64 foyer_db_last_rowid (FoyerDb *db);
int foyer_db_changes (FoyerDb *db);

/* A whole copy as of one moment, beside writers; path: a new file, mode 0600. On the disk when
 * TRUE. Without the WAL, which is in it. */
gboolean foyer_db_copy_to (FoyerDb *db, const char *path, GError **error);
/* Reads every page and index; FALSE with CORRUPT when something does not fit. */
gboolean foyer_db_check (FoyerDb *db, GError **error);

/* TRUE once SQLite has said that the file is damaged; for files that can be thrown away. */
gboolean foyer_db_is_broken (FoyerDb *db);
/* While set (NULL: none), a statement under way ends with G_IO_ERROR_CANCELLED soon after a cancel.
 */
void foyer_db_set_cancellable (FoyerDb *db, GCancellable *cancellable);

/* A prepared statement from the cache of db, keyed by the text of sql; hand it back with
 * foyer_stmt_release () (g_autoptr does), which resets it and clears what was bound. */
FoyerStmt *foyer_db_prepare (FoyerDb *db, const char *sql, GError **error);
void foyer_stmt_release (FoyerStmt *stmt);

void foyer_stmt_bind_text (FoyerStmt *stmt,
                           int index,
                           const char *text); /* copied; NULL binds NULL */
void foyer_stmt_bind_blob (FoyerStmt *stmt, int index, gconstpointer data, gsize size); /* copied */
void foyer_stmt_bind_int64 (FoyerStmt *stmt, int index, gint64 value);
void foyer_stmt_bind_double (FoyerStmt *stmt, int index, double value);
void foyer_stmt_bind_null (FoyerStmt *stmt, int index);

/* TRUE with *has_row set, or FALSE with error. */
gboolean foyer_stmt_step (FoyerStmt *stmt, gboolean *has_row, GError **error);
/* For statements that return no row: step once, then reset (bindings stay). */
gboolean foyer_stmt_run (FoyerStmt *stmt, GError **error);
void foyer_stmt_reset (FoyerStmt *stmt);

/* Columns of the current row, counted from 0; pointers are borrowed until the next step or reset.
 */
const char *foyer_stmt_text (FoyerStmt *stmt, int column);
gconstpointer foyer_stmt_blob (FoyerStmt *stmt, int column, gsize *size);
gint64 foyer_stmt_int64 (FoyerStmt *stmt, int column);
double foyer_stmt_double (FoyerStmt *stmt, int column);
gboolean foyer_stmt_is_null (FoyerStmt *stmt, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDb, foyer_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStmt, foyer_stmt_release)

G_END_DECLS
