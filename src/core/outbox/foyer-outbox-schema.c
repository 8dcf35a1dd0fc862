/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox-private.h"

/* The history of outbox.db, one step a version; a step that has been released is never changed.
 *
 * row: the order of arrival; the kiosk's clock is never trusted for that. digest stands right after
 * sealed, so that a record can be found and proved whole in a file whose first page is gone
 * (foyer-outbox-rescue.c). adds: how often the same record was added again; it is written so that
 * "it is here already" is as durable as a first add. Constant data.
 */

static const char STEP_1[]
  = "CREATE TABLE record ("
    "  row INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL UNIQUE CHECK (length (id) BETWEEN 1 AND 64),"
    "  kind TEXT NOT NULL,"
    "  sealed BLOB NOT NULL,"
    "  digest TEXT NOT NULL CHECK (length (digest) = 64),"
    "  code_hash TEXT,"
    "  created_us INTEGER NOT NULL," /* microseconds since 1970 UTC, kiosk's clock */
    "  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2)," /* FoyerRecordState */
    "  attempts INTEGER NOT NULL DEFAULT 0,"
    "  reason TEXT,"
    "  seq INTEGER,"         /* the centre's number of it; NULL: not told */
    "  epoch INTEGER,"       /* of the centre that gave seq */
    "  received_us INTEGER," /* when the receipt came, kiosk's clock */
    "  adds INTEGER NOT NULL DEFAULT 0,"
    "  CHECK (state <> 1 OR (epoch IS NOT NULL AND received_us IS NOT NULL))"
    ") STRICT;"
    "CREATE INDEX record_by_state ON record (state);";

/* received_server_us: the 30 days of a received copy run by the centre's clock; NULL: it has not
 * told its time since. broken, broken_record: what can be read in the files moved aside, by digest;
 * is_done once the record has left the outbox in one of the ways a record may. */
static const char STEP_2[]
  = "ALTER TABLE record ADD COLUMN received_server_us INTEGER;"
    "CREATE INDEX record_by_code ON record (code_hash);"
    "CREATE TABLE broken ("
    "  name TEXT PRIMARY KEY,"
    "  seen_server_us INTEGER" /* first contact since it was moved aside, the centre's clock */
    ") STRICT;"
    "CREATE TABLE broken_record ("
    "  name TEXT NOT NULL REFERENCES broken (name) ON DELETE CASCADE,"
    "  digest TEXT NOT NULL,"
    "  is_done INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (name, digest)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX broken_record_by_digest ON broken_record (digest);"
    "CREATE TRIGGER record_left AFTER DELETE ON record BEGIN"
    "  UPDATE broken_record SET is_done = 1 WHERE digest = old.digest;"
    "END;"
    "CREATE TRIGGER record_replaced AFTER UPDATE OF digest ON record BEGIN"
    "  UPDATE broken_record SET is_done = 1 WHERE digest = old.digest AND old.digest <> new.digest;"
    "END;";

const char *const foyer_outbox_schema[] = { STEP_1, STEP_2, NULL };
const char *const foyer_outbox_schema_1[] = { STEP_1, NULL };
