/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

#include "centre/foyer-centre-store-schema.h"

/* The schema of centre.db, as a list of steps.
 *
 * Constant data, any thread. A change number counts within its feed, so one UPDATE gives it and the
 * order of numbers is the order of commits (there is one writer). Numbers begin at 2: a feed that
 * never had an item stands at 1, and 0 is "from the beginning".
 */

static const char step_1[]
  = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE feed ("
    "  kind TEXT PRIMARY KEY,"
    "  last INTEGER NOT NULL DEFAULT 1,"
    "  purged_through INTEGER NOT NULL DEFAULT 0,"
    "  items INTEGER NOT NULL DEFAULT 0"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE item ("
    "  kind TEXT NOT NULL REFERENCES feed (kind),"
    "  id TEXT NOT NULL,"
    "  change INTEGER NOT NULL,"
    "  origin INTEGER NOT NULL,"
    "  json TEXT," /* NULL: deleted */
    "  changed_us INTEGER NOT NULL,"
    "  UNIQUE (kind, id),"
    "  UNIQUE (kind, change)"
    ") STRICT;"
    "CREATE INDEX item_deleted ON item (changed_us) WHERE json IS NULL;"
    "CREATE TABLE kiosk ("
    "  id TEXT PRIMARY KEY,"
    "  key BLOB NOT NULL UNIQUE,"
    "  place TEXT NOT NULL,"
    "  enrolled_us INTEGER NOT NULL,"
    "  revoked_us INTEGER"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE invite ("
    "  code_hash TEXT PRIMARY KEY,"
    "  place TEXT NOT NULL,"
    "  expires_us INTEGER NOT NULL,"
    "  kiosk TEXT REFERENCES kiosk (id)" /* NULL: not used yet */
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE record ("
    "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  id TEXT NOT NULL,"
    "  digest TEXT NOT NULL,"
    "  is_variant INTEGER NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  kiosk TEXT NOT NULL,"
    "  header TEXT NOT NULL,"
    "  code_hash TEXT,"
    "  sealed BLOB NOT NULL,"
    "  received_us INTEGER NOT NULL,"
    "  UNIQUE (id, digest)"
    ") STRICT;"
    "CREATE UNIQUE INDEX record_id ON record (id) WHERE is_variant = 0;"
    "CREATE INDEX record_code ON record (code_hash) WHERE code_hash IS NOT NULL;"
    "CREATE TABLE tombstone ("
    "  code_hash TEXT PRIMARY KEY,"
    "  time_us INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;";

/* audit: what operators did; each row's hash takes in the one before, see foyer-centre-audit.h.
 * heartbeat: what a kiosk last said of itself. The feed of statuses gets its row here, so that
 * taking a record in never has to ask whether it is there. */
static const char step_2[] = "CREATE TABLE audit ("
                             "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
                             "  time_us INTEGER NOT NULL,"
                             "  what TEXT NOT NULL,"
                             "  by TEXT NOT NULL,"
                             "  detail TEXT NOT NULL,"
                             "  previous TEXT NOT NULL,"
                             "  hash TEXT NOT NULL"
                             ") STRICT;"
                             "CREATE TABLE heartbeat ("
                             "  kiosk TEXT PRIMARY KEY REFERENCES kiosk (id),"
                             "  time_us INTEGER NOT NULL,"
                             "  waiting INTEGER NOT NULL,"
                             "  received INTEGER NOT NULL,"
                             "  quarantined INTEGER NOT NULL,"
                             "  oldest_waiting_us INTEGER,"
                             "  version TEXT,"
                             "  content_version TEXT,"
                             "  clock_offset_s INTEGER NOT NULL"
                             ") STRICT, WITHOUT ROWID;"
                             "INSERT INTO feed (kind) VALUES ('statuses') ON CONFLICT DO NOTHING;";

const char *const foyer_centre_store_schema[] = { step_1, step_2, NULL };
