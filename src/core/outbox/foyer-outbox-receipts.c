/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "core/outbox/foyer-outbox-private.h"

/* What the centre says of records: the only way, but for a withdrawal, that one leaves the outbox.
 *
 * Receipts come verified (sync does that); here each entry still has to name a record and the very
 * bytes of it. Everything a receipt says is one transaction. On the outbox's thread.
 */

/* Microseconds the sealed copy of an acknowledged record is kept at most, whatever the centre's
 * backups do: SECURITY's promise to people, 30 days. */
#define KEEP_RECEIVED_US (30 * G_TIME_SPAN_DAY)
/* Characters of a reason that are kept: one line on the desk's screen. */
#define MAX_REASON 200

/* One line of text that is safe to show. (transfer full) */
static char *
dup_reason (const char *reason, const char *missing)
{
  g_autofree char *valid = g_utf8_make_valid (reason != NULL ? reason : missing, -1);
  char *line = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_REASON));

  return g_strdelimit (line, "\r\n\t", ' ');
}

static gboolean
requeue_other_epochs (FoyerOutbox *outbox, gint64 epoch, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db,
                        "UPDATE record SET state = 0, seq = NULL, epoch = NULL, received_us = NULL,"
                        " received_server_us = NULL"
                        " WHERE state = 1 AND epoch <> ?1",
                        error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, epoch);
  return foyer_stmt_run (stmt, error);
}

static gboolean
run_with_time (FoyerOutbox *outbox, const char *sql, gint64 time_us, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (outbox->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, time_us);
  return foyer_stmt_run (stmt, error);
}

/* By the centre's time alone: a kiosk whose clock jumped to 2038 would throw away copies the centre
 * has in no backup yet. Copies of which that time is not known (received before it was kept, or on
 * a receipt that said none, or while the centre's own clock was ahead) begin to age now. */
static gboolean
drop_expired (FoyerOutbox *outbox, gint64 server_us, gboolean is_late, GError **error)
{
  return server_us <= 0
         || ((is_late
              || run_with_time (outbox,
                                "UPDATE record SET received_server_us = ?1"
                                " WHERE state = 1 AND coalesce (received_server_us, ?1) >= ?1",
                                server_us, error))
             && run_with_time (outbox,
                               "DELETE FROM record WHERE state = 1 AND received_server_us < ?1",
                               server_us - KEEP_RECEIVED_US, error));
}

/* After requeue_other_epochs (): every row that is left here was numbered by this centre. */
static gboolean
drop_backed_up (FoyerOutbox *outbox, gint64 backed_up_to, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db, "DELETE FROM record WHERE state = 1 AND seq <= ?1", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, backed_up_to);
  return foyer_stmt_run (stmt, error);
}

/* ---- one entry ---- */

typedef struct
{
  const FoyerReceipt *receipt; /* borrowed */
  guint acknowledged;
} Taking;

static gboolean
take_received (FoyerOutbox *outbox,
               const FoyerReceiptEntry *entry,
               const FoyerReceipt *receipt,
               GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db,
    "UPDATE record SET state = 1, seq = ?3, epoch = ?4, received_us = ?5, reason = ?6,"
    " received_server_us = ?7"
    " WHERE id = ?1 AND digest = ?2 AND state <> 1",
    error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, entry->id);
  foyer_stmt_bind_text (stmt, 2, entry->digest);
  /* Without a number it cannot be told when the centre has it in a backup: the 30 days hold. */
  if (entry->seq > 0)
    foyer_stmt_bind_int64 (stmt, 3, entry->seq);
  else
    foyer_stmt_bind_null (stmt, 3);
  foyer_stmt_bind_int64 (stmt, 4, receipt->epoch);
  foyer_stmt_bind_int64 (stmt, 5, foyer_clock_now_us (outbox->clock));
  foyer_stmt_bind_text (stmt, 6,
                        entry->status == FOYER_RECEIPT_VARIANT
                          ? "kept aside at the centre: another record had this id"
                          : NULL);
  if (receipt->server_us > 0)
    foyer_stmt_bind_int64 (stmt, 7, receipt->server_us);
  else
    foyer_stmt_bind_null (stmt, 7);
  return foyer_stmt_run (stmt, error);
}

static gboolean
take_erased (FoyerOutbox *outbox, const FoyerReceiptEntry *entry, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (outbox->db, "DELETE FROM record WHERE id = ?1 AND digest = ?2", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, entry->id);
  foyer_stmt_bind_text (stmt, 2, entry->digest);
  return foyer_stmt_run (stmt, error);
}

/* Only what waits: a record the centre has acknowledged is not refused afterwards. */
static gboolean
take_refused (FoyerOutbox *outbox, const FoyerReceiptEntry *entry, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (outbox->db,
                                                 "UPDATE record SET state = 2, attempts = max "
                                                 "(attempts, 1), reason = ?3 WHERE id = ?1 AND "
                                                 "digest = ?2 AND state = 0",
                                                 error);
  g_autofree char *reason = dup_reason (entry->reason, "refused by the centre");

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, entry->id);
  foyer_stmt_bind_text (stmt, 2, entry->digest);
  foyer_stmt_bind_text (stmt, 3, reason);
  return foyer_stmt_run (stmt, error);
}

static gboolean
take_entry (FoyerOutbox *outbox, const FoyerReceiptEntry *entry, Taking *taking, GError **error)
{
  if (entry->id == NULL || entry->digest == NULL)
    return TRUE;
  switch (entry->status)
    {
    case FOYER_RECEIPT_STORED:
    case FOYER_RECEIPT_DUPLICATE:
    case FOYER_RECEIPT_VARIANT:
      if (!take_received (outbox, entry, taking->receipt, error))
        return FALSE;
      break;
    case FOYER_RECEIPT_ERASED:
      if (!take_erased (outbox, entry, error))
        return FALSE;
      break;
    case FOYER_RECEIPT_REFUSED:
      return take_refused (outbox, entry, error);
    default:
      return TRUE;
    }
  taking->acknowledged += foyer_db_changes (outbox->db);
  return TRUE;
}

static gboolean
take_receipt (FoyerOutbox *outbox, gpointer data, GError **error)
{
  Taking *taking = data;
  const FoyerReceipt *receipt = taking->receipt;

  if (!requeue_other_epochs (outbox, receipt->epoch, error))
    return FALSE;
  for (guint i = 0; i < receipt->entries->len; i++)
    if (!take_entry (outbox, receipt->entries->pdata[i], taking, error))
      return FALSE;
  return drop_backed_up (outbox, receipt->backed_up_to, error)
         && drop_expired (outbox, receipt->server_us, receipt->is_late, error);
}

/* The receipt is taken in already: what cannot be tidied up now is tidied up at the next contact.
 */
static void
prune_broken (FoyerOutbox *outbox, gint64 server_us, gboolean is_late)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_outbox_broken_prune (outbox, server_us, is_late, &error))
    g_message ("the files moved aside could not be looked at: %s", error->message);
}

gboolean
foyer_outbox_apply_receipt (FoyerOutbox *outbox,
                            const FoyerReceipt *receipt,
                            guint *acknowledged,
                            GError **error)
{
  Taking taking = { .receipt = receipt };

  if (!foyer_outbox_in_transaction (outbox, take_receipt, &taking, error))
    return FALSE;
  if (acknowledged != NULL)
    *acknowledged = taking.acknowledged;
  prune_broken (outbox, receipt->server_us, receipt->is_late);
  return TRUE;
}

/* ---- attempts and epochs ---- */

typedef struct
{
  const GPtrArray *records; /* borrowed */
  GHashTable *gone;         /* borrowed: records of these that are not as they were listed */
} Sending;

static gboolean
take_sending (FoyerOutbox *outbox, gpointer data, GError **error)
{
  const Sending *sending = data;
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (outbox->db,
                                                 "UPDATE record SET attempts = attempts + 1"
                                                 " WHERE id = ?1 AND digest = ?2 AND state = 0",
                                                 error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < sending->records->len; i++)
    {
      FoyerOutboxRecord *record = sending->records->pdata[i];

      foyer_stmt_bind_text (stmt, 1, record->id);
      foyer_stmt_bind_text (stmt, 2, record->digest);
      if (!foyer_stmt_run (stmt, error))
        return FALSE;
      if (foyer_db_changes (outbox->db) == 0)
        g_hash_table_add (sending->gone, record);
    }
  return TRUE;
}

gboolean
foyer_outbox_note_sending (FoyerOutbox *outbox, GPtrArray *records, GError **error)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  Sending sending = { records, gone };

  if (!foyer_outbox_in_transaction (outbox, take_sending, &sending, error))
    return FALSE;
  for (guint i = records->len; i > 0; i--)
    if (g_hash_table_contains (gone, records->pdata[i - 1]))
      g_ptr_array_remove_index (records, i - 1);
  return TRUE;
}

typedef struct
{
  const GPtrArray *records; /* borrowed */
  char *reason;             /* owned */
} Failure;

static gboolean
take_failure (FoyerOutbox *outbox, gpointer data, GError **error)
{
  const Failure *failure = data;
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db, "UPDATE record SET reason = ?2 WHERE id = ?1 AND state = 0", error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < failure->records->len; i++)
    {
      const FoyerOutboxRecord *record = failure->records->pdata[i];

      foyer_stmt_bind_text (stmt, 1, record->id);
      foyer_stmt_bind_text (stmt, 2, failure->reason);
      if (!foyer_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
foyer_outbox_note_failure (FoyerOutbox *outbox,
                           const GPtrArray *records,
                           const char *reason,
                           GError **error)
{
  Failure failure = { .records = records, .reason = dup_reason (reason, "not sent") };
  gboolean is_noted = foyer_outbox_in_transaction (outbox, take_failure, &failure, error);

  g_free (failure.reason);
  return is_noted;
}

static gboolean
take_epoch (FoyerOutbox *outbox, gpointer data, GError **error)
{
  const FoyerReceipt *contact = data;

  return requeue_other_epochs (outbox, contact->epoch, error)
         && drop_backed_up (outbox, contact->backed_up_to, error)
         && drop_expired (outbox, contact->server_us, FALSE, error);
}

gboolean
foyer_outbox_set_epoch (
  FoyerOutbox *outbox, gint64 epoch, gint64 backed_up_to, gint64 server_us, GError **error)
{
  FoyerReceipt contact
    = { .epoch = epoch, .backed_up_to = backed_up_to, .server_us = server_us };

  if (!foyer_outbox_in_transaction (outbox, take_epoch, &contact, error))
    return FALSE;
  prune_broken (outbox, server_us, FALSE);
  return TRUE;
}
