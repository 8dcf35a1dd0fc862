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

/* The 30 days of a received copy run by the centre's clock; NULL: it has not told its time since.
 */
static const char STEP_2[] = "ALTER TABLE record ADD COLUMN received_server_us INTEGER;"
                             "CREATE INDEX record_by_code ON record (code_hash);";

const char *const foyer_outbox_schema[] = { STEP_1, STEP_2, NULL };
