/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "core/outbox/foyer-outbox-private.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/model/foyer-json-reader.h"

/* What somebody with a reference code can do at the outbox: look how things stand, and withdraw.
 *
 * Codes come as their hash: neither this file nor the table ever sees the words. On the outbox's
 * thread.
 */

void
foyer_code_facts_clear (FoyerCodeFacts *facts)
{
  g_clear_pointer (&facts->reply_by, g_free);
  g_clear_pointer (&facts->hours, g_ptr_array_unref);
  facts->state = FOYER_CODE_FACTS_UNKNOWN;
  facts->created_us = 0;
}

/* ---- withdrawing ---- */

typedef struct
{
  const char *id;        /* borrowed, all three */
  GBytes *sealed;        /* … */
  const char *code_hash; /* … */
  guint removed;
} Withdrawal;

static gboolean
run_with_code (FoyerOutbox *outbox, const char *sql, const char *code_hash, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (outbox->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  return foyer_stmt_run (stmt, error);
}

/* *id: of a withdrawal of this code that waits or was received; NULL when there is none. A refused
 * one is no use to anybody: a new one takes its place. (transfer full) */
static gboolean
find_withdrawal (FoyerOutbox *outbox, const char *code_hash, char **id, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db,
    "SELECT id FROM record WHERE code_hash = ?1 AND kind = '" FOYER_RECORD_KIND_WITHDRAWAL "'"
    " AND state <> 2 LIMIT 1",
    error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *id = has_row ? g_strdup (foyer_stmt_text (stmt, 0)) : NULL;
  return TRUE;
}

static gboolean
take_withdrawal (FoyerOutbox *outbox, gpointer data, GError **error)
{
  Withdrawal *withdrawal = data;
  g_autofree char *earlier = NULL;
  g_autofree char *digest = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (withdrawal->sealed, &size);

  if (!run_with_code (outbox,
                      "DELETE FROM record WHERE code_hash = ?1"
                      " AND kind <> '" FOYER_RECORD_KIND_WITHDRAWAL "'",
                      withdrawal->code_hash, error))
    return FALSE;
  withdrawal->removed = foyer_db_changes (outbox->db);
  if (!find_withdrawal (outbox, withdrawal->code_hash, &earlier, error))
    return FALSE;
  if (earlier != NULL)
    return foyer_outbox_confirm (outbox, earlier, error);
  digest = foyer_seal_digest (bytes, size);
  return run_with_code (outbox, "DELETE FROM record WHERE code_hash = ?1", withdrawal->code_hash,
                        error)
         && foyer_outbox_insert (outbox, withdrawal->id, FOYER_RECORD_KIND_WITHDRAWAL, withdrawal->sealed,
                                 digest, withdrawal->code_hash, error);
}

gboolean
foyer_outbox_withdraw (FoyerOutbox *outbox,
                       const char *id,
                       GBytes *sealed,
                       const char *code_hash,
                       guint *removed,
                       GError **error)
{
  Withdrawal withdrawal = { id, sealed, code_hash, 0 };
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (id != NULL && sealed != NULL && code_hash != NULL, FALSE);

  if (!foyer_outbox_in_transaction (outbox, take_withdrawal, &withdrawal, &local_error))
    return foyer_outbox_set_write_error (outbox, g_steal_pointer (&local_error), error);
  if (removed != NULL)
    *removed = withdrawal.removed;
  return TRUE;
}

/* ---- looking ---- */

/* The promise in the open header; NULL when there is none, or it is not a date. (transfer full) */
static char *
dup_reply_by (gconstpointer sealed, gsize size)
{
  g_autofree char *header = foyer_seal_dup_header (sealed, size, NULL);
  g_autoptr (json_t) root
    = header != NULL ? foyer_json_parse (header, strlen (header), NULL) : NULL;
  const char *date = root != NULL ? foyer_json_get_string (root, "reply_by") : NULL;

  return date != NULL && foyer_json_is_date (date) ? g_strdup (date) : NULL;
}

static FoyerCodeFactsState
facts_state (FoyerRecordState state, gboolean is_withdrawal)
{
  switch (state)
    {
    case FOYER_RECORD_WAITING:
      return is_withdrawal ? FOYER_CODE_FACTS_WITHDRAWAL_WAITING : FOYER_CODE_FACTS_WAITING;
    case FOYER_RECORD_RECEIVED:
      return is_withdrawal ? FOYER_CODE_FACTS_WITHDRAWN : FOYER_CODE_FACTS_RECEIVED;
    case FOYER_RECORD_QUARANTINED:
    default:
      return FOYER_CODE_FACTS_QUARANTINED;
    }
}

/* What the headers of the hours with this code say; none that was set aside. */
static gboolean
look_up_hours (FoyerOutbox *outbox, const char *code_hash, FoyerCodeFacts *facts, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db,
                        "SELECT sealed, ifnull (seq, 0) FROM record WHERE code_hash = ?1"
                        " AND kind = '" FOYER_RECORD_KIND_HOURS "' AND state <> 2 ORDER BY row",
                        error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  for (;;)
    {
      g_autofree char *header = NULL;
      FoyerServiceEntry *entry;
      gsize size;
      gconstpointer sealed;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      sealed = foyer_stmt_blob (stmt, 0, &size);
      header = foyer_seal_dup_header (sealed, size, NULL);
      entry = header != NULL
                ? foyer_service_entry_new_from_header (header, foyer_stmt_int64 (stmt, 1))
                : NULL;
      if (entry == NULL)
        continue;
      if (facts->hours == NULL)
        facts->hours
          = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_service_entry_free);
      g_ptr_array_add (facts->hours, entry);
    }
}

gboolean
foyer_outbox_look_up_code (FoyerOutbox *outbox,
                           const char *code_hash,
                           FoyerCodeFacts *facts,
                           GError **error)
{
  /* A withdrawal says more than what it takes back, and a sign-up, which somebody answers, more than
   * the hours that were logged with its code later; else the newest. */
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db,
                        "SELECT kind, state, created_us, sealed FROM record WHERE code_hash = ?1"
                        " ORDER BY kind = '" FOYER_RECORD_KIND_WITHDRAWAL "' DESC,"
                        " kind = '" FOYER_RECORD_KIND_HOURS "', row DESC LIMIT 1",
                        error);
  gboolean has_row;
  gconstpointer sealed;
  gsize size;

  *facts = (FoyerCodeFacts){ 0 };
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  facts->state = facts_state ((FoyerRecordState)foyer_stmt_int64 (stmt, 1),
                              g_strcmp0 (foyer_stmt_text (stmt, 0), FOYER_RECORD_KIND_WITHDRAWAL) == 0);
  facts->created_us = foyer_stmt_int64 (stmt, 2);
  sealed = foyer_stmt_blob (stmt, 3, &size);
  facts->reply_by = dup_reply_by (sealed, size);
  return look_up_hours (outbox, code_hash, facts, error);
}
