/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/outbox/foyer-outbox.h"

G_BEGIN_DECLS

/* For the foyer-outbox*.c files only. */
struct _FoyerOutbox
{
  FoyerDb *db;       /* owned */
  FoyerClock *clock; /* owned */
  char *state_dir;   /* owned; whose disk is looked at for room */
  guint64 reserve;   /* bytes */
};

/* NULL-terminated, for foyer_db_open (). */
extern const char *const foyer_outbox_schema[];

/* The first columns of every query that becomes a FoyerOutboxRecord. */
#define FOYER_OUTBOX_COLUMNS                                                                       \
  "id, kind, sealed, digest, code_hash, created_us, state, attempts, reason"
/* The current row of a query that begins with the columns above. (transfer full) */
FoyerOutboxRecord *foyer_outbox_record_from_row (FoyerStmt *stmt);

/* Opens state_dir/outbox.db, checked page by page and record by record; a broken one is put right
 * first. *moved_aside: whether it was. (transfer full) */
FoyerDb *foyer_outbox_file_open (const char *state_dir,
                                 FoyerClock *clock,
                                 gboolean *moved_aside,
                                 GError **error);
/* Copies what can be read of the broken file at path into db, in one transaction; rows whose bytes
 * are damaged are left behind. *n_rescued: rows that came over. */
gboolean foyer_outbox_rescue (
  FoyerDb *db, const char *path, FoyerClock *clock, guint *n_rescued, GError **error);

G_END_DECLS
