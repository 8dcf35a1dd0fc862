/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The plain thing that Foyer is measured against: made-up listings parsed with jansson and put into one
 * SQLite table, and, if asked, into one FTS5 table over their words. No checks, no positions, no state. */
typedef struct
{
  sqlite3 *db;          /* owned */
  sqlite3_stmt *insert; /* owned */
  sqlite3_stmt *index;  /* owned; NULL without FTS5 */
} BenchRows;

void bench_rows_open (BenchRows *rows, const char *path, gboolean with_fts);
void bench_rows_add (BenchRows *rows, gint64 row, json_t *item, const char *json); /* the item twice: parsed, as text */
void bench_rows_commit (BenchRows *rows);
void bench_rows_close (BenchRows *rows);

G_END_DECLS
