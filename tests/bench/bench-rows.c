/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-rows.h"

#include <stdlib.h>

static void
must (sqlite3 *db, int code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  g_printerr ("bench: SQLite: %s\n", sqlite3_errmsg (db));
  exit (1);
}

static void
run (sqlite3 *db, const char *sql)
{
  must (db, sqlite3_exec (db, sql, NULL, NULL, NULL));
}

void
bench_rows_open (BenchRows *rows, const char *path, gboolean with_fts)
{
  must (rows->db, sqlite3_open (path, &rows->db));
  run (rows->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
  run (rows->db, "CREATE TABLE listing (row INTEGER PRIMARY KEY, id TEXT UNIQUE, json TEXT)");
  run (rows->db, "BEGIN");
  must (rows->db, sqlite3_prepare_v2 (rows->db, "INSERT INTO listing VALUES (?, ?, ?)", -1, &rows->insert, NULL));
  rows->index = NULL;
  if (!with_fts)
    return;
  run (rows->db, "CREATE VIRTUAL TABLE words USING fts5 (title, organisation, summary, what)");
  must (rows->db, sqlite3_prepare_v2 (rows->db,
                                      "INSERT INTO words (rowid, title, organisation, summary, what)"
                                      " VALUES (?, ?, ?, ?, ?)",
                                      -1, &rows->index, NULL));
}

static void
bind_member (sqlite3_stmt *stmt, int index, json_t *item, const char *name)
{
  sqlite3_bind_text (stmt, index, json_string_value (json_object_get (item, name)), -1, SQLITE_TRANSIENT);
}

static void
bind_paragraphs (sqlite3_stmt *stmt, int index, json_t *item, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  json_t *paragraph;
  size_t i;

  json_array_foreach (json_object_get (item, name), i, paragraph)
    {
      g_string_append (text, json_string_value (paragraph));
      g_string_append_c (text, ' ');
    }
  sqlite3_bind_text (stmt, index, text->str, (int)text->len, SQLITE_TRANSIENT);
}

void
bench_rows_add (BenchRows *rows, gint64 row, json_t *item, const char *json)
{
  sqlite3_bind_int64 (rows->insert, 1, row);
  bind_member (rows->insert, 2, item, "id");
  sqlite3_bind_text (rows->insert, 3, json, -1, SQLITE_STATIC);
  must (rows->db, sqlite3_step (rows->insert));
  sqlite3_reset (rows->insert);
  if (rows->index != NULL)
    {
      sqlite3_bind_int64 (rows->index, 1, row);
      bind_member (rows->index, 2, item, "title");
      bind_member (rows->index, 3, item, "organisation");
      bind_member (rows->index, 4, item, "summary");
      bind_paragraphs (rows->index, 5, item, "what_you_do");
      must (rows->db, sqlite3_step (rows->index));
      sqlite3_reset (rows->index);
    }
}

void
bench_rows_commit (BenchRows *rows)
{
  run (rows->db, "COMMIT");
}

void
bench_rows_close (BenchRows *rows)
{
  sqlite3_finalize (rows->insert);
  sqlite3_finalize (rows->index);
  sqlite3_close (rows->db);
}
