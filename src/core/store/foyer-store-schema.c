/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include "core/store/foyer-store-private.h"

/* The tables of content.db, as the list of steps that made them.
 *
 * item holds every item as it came; listing and session hold what filters and lists need, under the
 * same row number. An item without json was deleted: the row stays until the next full read, so
 * that an older update cannot bring it back. words of a listing are its searchable words, weighed
 * (foyer-search-entry); the index over all of them is in memory, made by the first search. A sync
 * takes no longer than with a full-text index, a change of one listing touches one row, and nothing
 * has to be taken out of an index by the very text that was put in.
 *
 * listing and term are worked out from item, so a step that changes them only makes them anew and
 * empty: foyer_store_open () fills them again (foyer-store-index.c).
 */

const char *const foyer_store_schema[] = {
  /* 1 */
  "CREATE TABLE item ("
  "  row INTEGER PRIMARY KEY,"
  "  kind INTEGER NOT NULL," /* FoyerKind */
  "  id TEXT NOT NULL,"
  "  modified INTEGER NOT NULL,"   /* change number of the feed */
  "  generation INTEGER NOT NULL," /* of the full read that saw it last */
  "  json TEXT,"                   /* NULL: deleted */
  "  UNIQUE (kind, id)"
  ") STRICT;"
  "CREATE TABLE listing ("
  "  row INTEGER PRIMARY KEY REFERENCES item (row) ON DELETE CASCADE,"
  "  programme TEXT NOT NULL,"
  "  sort_title TEXT NOT NULL," /* folded words of the title, without a leading article */
  "  names TEXT NOT NULL,"      /* folded words of organisation, place and tags */
  "  tags TEXT NOT NULL,"       /* with a line feed between them */
  "  time TEXT,"
  "  lat REAL,"
  "  lon REAL,"
  "  is_free INTEGER NOT NULL," /* 1, 0, -1 not known */
  "  age_min INTEGER NOT NULL," /* years, -1 not known */
  "  age_max INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX listing_by_programme ON listing (programme);"
  "CREATE TABLE session ("
  "  row INTEGER PRIMARY KEY REFERENCES item (row) ON DELETE CASCADE,"
  "  listing TEXT NOT NULL,"   /* id */
  "  starts INTEGER NOT NULL," /* Unix seconds; midnight when the time is not known */
  "  until INTEGER NOT NULL"   /* Unix seconds: the last moment at which it is still to come */
  ") STRICT;"
  "CREATE INDEX session_by_listing ON session (listing, starts);"
  "CREATE VIRTUAL TABLE listing_text USING fts5 ("
  "  text, content='', columnsize=0, detail=none,"
  "  tokenize=\"unicode61 remove_diacritics 2\""
  ");"
  "CREATE TABLE feed ("
  "  kind INTEGER PRIMARY KEY,"
  "  next TEXT,"
  "  etag TEXT,"
  "  generation INTEGER NOT NULL DEFAULT 0,"
  "  is_full_open INTEGER NOT NULL DEFAULT 0," /* 1 between begin_full and end_full */
  "  full_us INTEGER NOT NULL DEFAULT 0,"      /* last full read, 0 never */
  "  version INTEGER NOT NULL DEFAULT 0"       /* grows with every change of the items */
  ") STRICT;"
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;",
  /* 2 */
  "DROP TABLE listing_text;"
  "DROP TABLE listing;"
  "DELETE FROM meta WHERE key = 'index';"
  "CREATE TABLE term (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;"
  "CREATE TABLE listing ("
  "  row INTEGER PRIMARY KEY REFERENCES item (row) ON DELETE CASCADE,"
  "  programme TEXT NOT NULL,"
  "  sort_title TEXT NOT NULL," /* folded words of the title, without a leading article */
  "  tags TEXT NOT NULL,"       /* with a line feed between them */
  "  time TEXT,"
  "  lat REAL,"
  "  lon REAL,"
  "  is_free INTEGER NOT NULL," /* 1, 0, -1 not known */
  "  age_min INTEGER NOT NULL," /* years, -1 not known */
  "  age_max INTEGER NOT NULL,"
  "  confirmed INTEGER NOT NULL," /* day of the last confirmation since 1970, -1 never */
  "  place_name TEXT,"
  "  district TEXT,"
  "  words BLOB NOT NULL" /* foyer_search_entry_new () */
  ") STRICT;"
  "CREATE INDEX listing_by_programme ON listing (programme);",
  /* 3: what "Help me choose" asks about; the listings are looked through again for it. */
  "DELETE FROM meta WHERE key = 'index';"
  "CREATE TABLE listing_match ("
  "  row INTEGER PRIMARY KEY REFERENCES item (row) ON DELETE CASCADE,"
  "  times INTEGER NOT NULL," /* sets of bits: FoyerMatchFacts */
  "  slots INTEGER NOT NULL,"
  "  motives INTEGER NOT NULL,"
  "  fits INTEGER NOT NULL,"
  "  misses INTEGER NOT NULL,"
  "  fresh_until INTEGER NOT NULL" /* Julian day, 0 never confirmed */
  ") STRICT;",
  NULL,
};
