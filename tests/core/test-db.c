/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-db.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch-dir.h"

static const char *const no_steps[] = { NULL };
static const char *const one_step[]
  = { "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE) STRICT", NULL };
static const char *const two_steps[]
  = { "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE) STRICT",
      "ALTER TABLE t ADD COLUMN w TEXT; CREATE INDEX t_w ON t (w)", NULL };
static const char *const broken_second_step[]
  = { "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE) STRICT",
      "CREATE TABLE half (id INTEGER); CREATE TABLE t (id INTEGER)", NULL };

static gint64
get_int64 (FoyerDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_assert_true (foyer_stmt_step (stmt, &has_row, &error));
  g_assert_no_error (error);
  g_assert_true (has_row);
  return foyer_stmt_int64 (stmt, 0);
}

static char *
dup_text (FoyerDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_assert_true (foyer_stmt_step (stmt, &has_row, &error));
  return g_strdup (foyer_stmt_text (stmt, 0));
}

static FoyerDb *
open_db (const char *path, FoyerDbProfile profile, const char *const *steps)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = foyer_db_open (path, profile, steps, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static void
assert_settings (FoyerDb *db, const char *journal, int synchronous, int secure_delete)
{
  g_autofree char *mode = dup_text (db, "PRAGMA journal_mode");

  g_assert_cmpstr (mode, ==, journal);
  g_assert_cmpint (get_int64 (db, "PRAGMA synchronous"), ==, synchronous);
  g_assert_cmpint (get_int64 (db, "PRAGMA secure_delete"), ==, secure_delete);
  g_assert_cmpint (get_int64 (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (get_int64 (db, "PRAGMA trusted_schema"), ==, 0);
}

static void
test_profiles (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *content = g_build_filename (dir, "content.db", NULL);
  g_autofree char *outbox = g_build_filename (dir, "outbox.db", NULL);
  g_autofree char *centre = g_build_filename (dir, "centre.db", NULL);
  g_autoptr (FoyerDb) a = open_db (content, FOYER_DB_CONTENT, one_step);
  g_autoptr (FoyerDb) b = open_db (outbox, FOYER_DB_OUTBOX, one_step);
  g_autoptr (FoyerDb) c = open_db (centre, FOYER_DB_CENTRE, one_step);

  assert_settings (a, "wal", 1, 0);
  assert_settings (b, "truncate", 3, 1);
  assert_settings (c, "wal", 2, 1);
}

static void
test_private_files (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "outbox.db", NULL);
  struct stat info;

  foyer_db_close (open_db (path, FOYER_DB_OUTBOX, one_step));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  foyer_db_close (open_db (path, FOYER_DB_OUTBOX, one_step));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_migration_keeps_rows (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (path, FOYER_DB_CENTRE, one_step);

  g_assert_true (foyer_db_exec (db, "INSERT INTO t (v) VALUES ('kept')", &error));
  foyer_db_close (db);
  db = open_db (path, FOYER_DB_CENTRE, two_steps);
  g_assert_cmpint (get_int64 (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (get_int64 (db, "SELECT count(*) FROM t WHERE v = 'kept' AND w IS NULL"), ==, 1);
  foyer_db_close (db);
}

static void
test_newer_schema (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDb *db;

  foyer_db_close (open_db (path, FOYER_DB_CENTRE, two_steps));
  g_assert_null (foyer_db_open (path, FOYER_DB_CENTRE, one_step, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_NEWER_SCHEMA);
  db = open_db (path, FOYER_DB_CENTRE, two_steps);
  g_assert_cmpint (get_int64 (db, "PRAGMA user_version"), ==, 2);
  foyer_db_close (db);
}

static void
test_failing_step (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDb *db;

  g_assert_null (foyer_db_open (path, FOYER_DB_CENTRE, broken_second_step, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_FAILED);
  db = open_db (path, FOYER_DB_CENTRE, one_step);
  g_assert_cmpint (get_int64 (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), ==, 0);
  g_assert_cmpint (get_int64 (db, "PRAGMA user_version"), ==, 1);
  foyer_db_close (db);
}

static void
test_not_a_database (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *after = NULL;
  const FoyerDbProfile profiles[]
    = { FOYER_DB_CONTENT, FOYER_DB_OUTBOX, FOYER_DB_CENTRE, FOYER_DB_READER };

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_db_open (path, profiles[i], one_step, &error));
      g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT);
    }
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

static void
test_reader (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDb *writer, *reader;

  g_assert_null (foyer_db_open (path, FOYER_DB_READER, one_step, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO);
  g_clear_error (&error);
  writer = open_db (path, FOYER_DB_CONTENT, one_step);
  g_assert_null (foyer_db_open (path, FOYER_DB_READER, two_steps, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO);
  g_clear_error (&error);
  reader = open_db (path, FOYER_DB_READER, one_step);
  g_assert_true (foyer_db_exec (writer, "INSERT INTO t (v) VALUES ('a')", &error));
  g_assert_cmpint (get_int64 (reader, "SELECT count(*) FROM t"), ==, 1);
  g_assert_false (foyer_db_exec (reader, "INSERT INTO t (v) VALUES ('b')", &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO);
  foyer_db_close (reader);
  foyer_db_close (writer);
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, no_steps);
  FoyerStmt *stmt = foyer_db_prepare (db, "SELECT ?1, ?2, ?3, ?4, ?5, typeof (?6)", &error);
  gboolean has_row = FALSE;
  gsize size;

  g_assert_no_error (error);
  foyer_stmt_bind_text (stmt, 1, "Zoë");
  foyer_stmt_bind_blob (stmt, 2, "a\0b", 3);
  foyer_stmt_bind_int64 (stmt, 3, G_MININT64);
  foyer_stmt_bind_double (stmt, 4, 51.5);
  foyer_stmt_bind_text (stmt, 5, NULL);
  foyer_stmt_bind_blob (stmt, 6, NULL, 0);
  g_assert_true (foyer_stmt_step (stmt, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpstr (foyer_stmt_text (stmt, 0), ==, "Zoë");
  g_assert_cmpmem (foyer_stmt_blob (stmt, 1, &size), 3, "a\0b", 3);
  g_assert_cmpuint (size, ==, 3);
  g_assert_cmpint (foyer_stmt_int64 (stmt, 2), ==, G_MININT64);
  g_assert_cmpfloat (foyer_stmt_double (stmt, 3), ==, 51.5);
  g_assert_true (foyer_stmt_is_null (stmt, 4));
  g_assert_cmpstr (foyer_stmt_text (stmt, 5), ==, "blob");
  g_assert_true (foyer_stmt_step (stmt, &has_row, &error));
  g_assert_false (has_row);
  foyer_stmt_release (stmt);
  foyer_db_close (db);
}

static void
test_statement_is_clean_again (void)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, no_steps);
  FoyerStmt *first = foyer_db_prepare (db, "SELECT ?1", &error);
  FoyerStmt *second = foyer_db_prepare (db, "SELECT ?1", &error);
  FoyerStmt *third;
  gboolean has_row;

  g_assert_true (first != second);
  foyer_stmt_bind_text (first, 1, "a");
  g_assert_true (foyer_stmt_step (first, &has_row, &error));
  g_assert_true (foyer_stmt_step (second, &has_row, &error));
  g_assert_true (foyer_stmt_is_null (second, 0));
  foyer_stmt_release (second);
  foyer_stmt_release (first);
  third = foyer_db_prepare (db, "SELECT ?1", &error);
  g_assert_true (third == first);
  g_assert_true (foyer_stmt_step (third, &has_row, &error));
  g_assert_true (foyer_stmt_is_null (third, 0));
  foyer_stmt_release (third);
  foyer_db_close (db);
}

static void
test_constraint (void)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, one_step);
  FoyerStmt *stmt = foyer_db_prepare (db, "INSERT INTO t (v) VALUES (?1)", &error);

  foyer_stmt_bind_text (stmt, 1, "07700 900123");
  g_assert_true (foyer_stmt_run (stmt, &error));
  g_assert_false (foyer_stmt_run (stmt, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CONSTRAINT);
  g_assert_null (strstr (error->message, "07700"));
  foyer_stmt_release (stmt);
  foyer_db_close (db);
}

static void
test_full_disk (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (path, FOYER_DB_OUTBOX, one_step);

  g_assert_true (foyer_db_exec (db, "INSERT INTO t (v) VALUES ('first')", &error));
  g_assert_true (foyer_db_exec (db, "PRAGMA max_page_count = 4", &error));
  g_assert_true (foyer_db_begin (db, &error));
  g_assert_false (
    foyer_db_exec (db, "INSERT INTO t (v) VALUES (CAST (zeroblob (100000) AS TEXT))", &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_FULL);
  foyer_db_rollback (db);
  foyer_db_rollback (db);
  g_assert_cmpint (get_int64 (db, "SELECT count(*) FROM t"), ==, 1);
  foyer_db_close (db);
}

static void
test_rollback_and_commit (void)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, one_step);

  g_assert_true (foyer_db_begin (db, &error));
  g_assert_true (foyer_db_exec (db, "INSERT INTO t (v) VALUES ('a')", &error));
  foyer_db_rollback (db);
  g_assert_cmpint (get_int64 (db, "SELECT count(*) FROM t"), ==, 0);
  g_assert_true (foyer_db_begin (db, &error));
  g_assert_true (foyer_db_exec (db, "INSERT INTO t (id, v) VALUES (7, 'a')", &error));
  g_assert_cmpint (foyer_db_changes (db), ==, 1);
  g_assert_cmpint (foyer_db_last_rowid (db), ==, 7);
  g_assert_true (foyer_db_commit (db, &error));
  g_assert_cmpint (get_int64 (db, "SELECT count(*) FROM t"), ==, 1);
  foyer_db_close (db);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, no_steps);
  FoyerStmt *stmt
    = foyer_db_prepare (db,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        " SELECT count(*) FROM n",
                        &error);
  gboolean has_row;

  foyer_db_set_cancellable (db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (foyer_stmt_step (stmt, &has_row, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_stmt_release (stmt);
  foyer_db_close (db);
}

static void
test_unsafe_sql_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, one_step);

  g_assert_false (foyer_db_exec (db, "SELECT \"no such column\" FROM t", &error));
  g_clear_error (&error);
  g_assert_true (foyer_db_exec (db, "PRAGMA writable_schema = ON", &error));
  g_assert_false (foyer_db_exec (db, "UPDATE sqlite_schema SET sql = 'x'", &error));
  foyer_db_close (db);
}

static gpointer
use_elsewhere (gpointer db)
{
  foyer_db_exec (db, "SELECT 1", NULL);
  return NULL;
}

static void
test_thread (void)
{
  if (g_test_subprocess ())
    {
      FoyerDb *db = open_db (":memory:", FOYER_DB_CENTRE, no_steps);

      g_thread_join (g_thread_new ("other", use_elsewhere, db));
      foyer_db_close (db);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*assert_thread*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/each-profile-has-its-settings", test_profiles);
  g_test_add_func ("/db/a-file-with-records-is-private", test_private_files);
  g_test_add_func ("/db/a-new-schema-keeps-the-rows", test_migration_keeps_rows);
  g_test_add_func ("/db/a-newer-schema-is-refused", test_newer_schema);
  g_test_add_func ("/db/a-failing-step-leaves-nothing-behind", test_failing_step);
  g_test_add_func ("/db/a-file-that-is-no-database-is-told-and-left-alone", test_not_a_database);
  g_test_add_func ("/db/a-reader-waits-for-the-writer-and-never-writes", test_reader);
  g_test_add_func ("/db/values-come-back-as-they-were-bound", test_values);
  g_test_add_func ("/db/a-statement-is-clean-when-it-is-used-again", test_statement_is_clean_again);
  g_test_add_func ("/db/a-refused-row-is-told-without-its-contents", test_constraint);
  g_test_add_func ("/db/a-full-disk-is-told-and-nothing-is-lost", test_full_disk);
  g_test_add_func ("/db/what-is-rolled-back-is-gone-and-what-is-committed-stays",
                   test_rollback_and_commit);
  g_test_add_func ("/db/a-long-question-can-be-cancelled", test_cancelled);
  g_test_add_func ("/db/sql-that-reaches-into-the-schema-is-refused", test_unsafe_sql_is_refused);
  g_test_add_func ("/db/another-thread-is-stopped-at-once", test_thread);

  return g_test_run ();
}
