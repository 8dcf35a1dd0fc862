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
  FoyerOutboxTold told;
};

/* NULL-terminated, for foyer_db_open (). */
extern const char *const foyer_outbox_schema[];
extern const char
  *const foyer_outbox_schema_1[]; /* to read a file that cannot be brought up to date */

/* The first columns of every query that becomes a FoyerOutboxRecord. */
#define FOYER_OUTBOX_COLUMNS                                                                       \
  "id, kind, sealed, digest, code_hash, created_us, state, attempts, reason"
/* The current row of a query that begins with the columns above. (transfer full) */
FoyerOutboxRecord *foyer_outbox_record_from_row (FoyerStmt *stmt);

/* Runs change in a transaction of its own: all of it is durable when this returns TRUE, nothing of
 * it when FALSE. */
typedef gboolean (*FoyerOutboxChange) (FoyerOutbox *outbox, gpointer data, GError **error);
gboolean foyer_outbox_in_transaction (FoyerOutbox *outbox,
                                      FoyerOutboxChange change,
                                      gpointer data,
                                      GError **error);
/* Sets FOYER_OUTBOX_ERROR_FULL in the place of cause when that means a full disk, else cause
 * itself. Returns FALSE. cause: (transfer full) */
gboolean foyer_outbox_set_write_error (FoyerOutbox *outbox, GError *cause, GError **error);

/* A new row, in a transaction of the caller's. */
gboolean foyer_outbox_insert (FoyerOutbox *outbox,
                              const char *id,
                              const char *kind,
                              GBytes *sealed,
                              const char *digest,
                              const char *code_hash,
                              GError **error);
/* The record is here already: what an earlier call may have failed to make durable is so after the
 * caller's commit. */
gboolean foyer_outbox_confirm (FoyerOutbox *outbox, const char *id, GError **error);

/* Opens state_dir/outbox.db, checked page by page and record by record; a broken one is put right
 * first. *moved_aside: whether it was. (transfer full) */
FoyerDb *foyer_outbox_file_open (const char *state_dir,
                                 FoyerClock *clock,
                                 gboolean *moved_aside,
                                 GError **error);
/* Tells every record that can still be read of the file at path, some of them twice. from: the row
 * it comes from (columns as in FOYER_OUTBOX_COLUMNS, then seq, epoch, received_us,
 * received_server_us), NULL when it was found byte by byte. Ends when found says FALSE. */
typedef gboolean (*FoyerOutboxFound) (const FoyerOutboxRecord *record,
                                      FoyerStmt *from,
                                      gpointer data,
                                      GError **error);
gboolean foyer_outbox_read_broken (
  const char *path, gint64 now_us, FoyerOutboxFound found, gpointer data, GError **error);
/* Notes the files moved aside that are not known yet, and what can be read of them. */
gboolean foyer_outbox_broken_register (FoyerDb *db,
                                       const char *state_dir,
                                       FoyerClock *clock,
                                       GError **error);
/* Removes those nobody needs any more; server_us and is_late as in FoyerReceipt. */
gboolean foyer_outbox_broken_prune (FoyerOutbox *outbox,
                                    gint64 server_us,
                                    gboolean is_late,
                                    GError **error);
/* Copies what can be read of the broken file at path into db, in one transaction; rows whose bytes
 * are damaged are left behind, and so are those that were withdrawn. *n_rescued: rows that came
 * over. */
gboolean foyer_outbox_rescue (
  FoyerDb *db, const char *path, FoyerClock *clock, guint *n_rescued, GError **error);

G_END_DECLS
