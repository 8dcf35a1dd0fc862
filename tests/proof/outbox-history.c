/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/outbox/foyer-outbox.h"
#include "tests/proof/history.h"

/* Random histories of the kiosk's outbox, and a model of it.
 *
 * Owned by the test, one thread. The model is written from the words of foyer-outbox.h, not from
 * its code: a table of records, each absent, waiting, received or quarantined, and what each step
 * makes of it.
 */

/* Entries of a receipt, at most. */
#define ENTRIES_MAX 8
/* Microseconds; foyer-outbox.h: how long a received copy is kept at most. */
#define KEPT_US (30 * G_TIME_SPAN_DAY)
/* Any time: where the centre's clock begins. */
#define SERVER_BEGIN_US (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC)

typedef enum
{
  ABSENT,
  WAITING,
  RECEIVED,
  QUARANTINED,
} RowState;

typedef struct
{
  RowState state;
  guint version, attempts;
  gint64 seq, epoch, server_us; /* of RECEIVED only */
} Row;

typedef struct
{
  Row rows[HISTORY_RECORDS];
} State;

typedef enum
{
  STEP_ADD,
  STEP_ADD_AGAIN,
  STEP_ADD_OTHER, /* other bytes under the same id: refused, nothing changes */
  STEP_REPLACE,
  STEP_RECEIPT,
  STEP_FAILURE,
  STEP_EPOCH,
  STEP_WITHDRAW,
} StepKind;

typedef struct
{
  guint record, version, status;
  gint64 seq;
} Entry;

typedef struct
{
  StepKind kind;
  guint record, n_entries;
  gint64 epoch, backed_up_to, server_us;
  Entry entries[ENTRIES_MAX];
} Step;

typedef struct
{
  History parent;
  FoyerClock *clock;   /* owned */
  FoyerOutbox *outbox; /* owned (nullable) */
  GArray *states;      /* owned: State */
  GArray *steps;       /* owned: Step */
  guint n_records;     /* begun so far */
  gint64 seq, epoch, server_us;
} OutboxHistory;

static State *
get_state (OutboxHistory *self, guint n)
{
  return &g_array_index (self->states, State, n);
}

/* ---- the model ---- */

static void
requeue (State *state, gint64 epoch)
{
  for (guint i = 0; i < HISTORY_RECORDS; i++)
    if (state->rows[i].state == RECEIVED && state->rows[i].epoch != epoch)
      {
        state->rows[i].state = WAITING;
        state->rows[i].seq = state->rows[i].epoch = state->rows[i].server_us = 0;
      }
}

static void
drop (Row *row)
{
  memset (row, 0, sizeof *row);
}

static void
drop_old (State *state, gint64 backed_up_to, gint64 server_us)
{
  for (guint i = 0; i < HISTORY_RECORDS; i++)
    {
      Row *row = &state->rows[i];

      if (row->state == RECEIVED
          && (row->seq <= backed_up_to || row->server_us < server_us - KEPT_US))
        drop (row);
    }
}

static void
take_entry (State *state, const Entry *entry, const Step *step)
{
  Row *row = &state->rows[entry->record];

  if (row->state == ABSENT || row->version != entry->version)
    return;
  if (entry->status == FOYER_RECEIPT_ERASED)
    drop (row);
  else if (entry->status == FOYER_RECEIPT_REFUSED)
    {
      if (row->state != WAITING)
        return;
      row->state = QUARANTINED;
      row->attempts++;
    }
  else if (row->state != RECEIVED)
    {
      row->state = RECEIVED;
      row->seq = entry->seq;
      row->epoch = step->epoch;
      row->server_us = step->server_us;
    }
}

/* The withdrawal that is there already stays, unless the centre refused it. */
static void
withdraw_code (State *state, guint withdrawal)
{
  for (guint i = 0; i < HISTORY_RECORDS; i++)
    if (history_code (i) == history_code (withdrawal) && !history_is_withdrawal (i))
      drop (&state->rows[i]);
  if (state->rows[withdrawal].state == WAITING || state->rows[withdrawal].state == RECEIVED)
    return;
  drop (&state->rows[withdrawal]);
  state->rows[withdrawal].state = WAITING;
}

static void
take_step (State *state, const Step *step)
{
  Row *row = &state->rows[step->record];

  switch (step->kind)
    {
    case STEP_ADD:
      row->state = WAITING;
      break;
    case STEP_REPLACE:
      row->version = 1;
      break;
    case STEP_RECEIPT:
      requeue (state, step->epoch);
      for (guint i = 0; i < step->n_entries; i++)
        take_entry (state, &step->entries[i], step);
      drop_old (state, step->backed_up_to, step->server_us);
      break;
    case STEP_FAILURE:
      for (guint i = 0; i < step->n_entries; i++)
        state->rows[step->entries[i].record].attempts++;
      break;
    case STEP_EPOCH:
      requeue (state, step->epoch);
      drop_old (state, step->backed_up_to, step->server_us);
      break;
    case STEP_WITHDRAW:
      withdraw_code (state, step->record);
      break;
    case STEP_ADD_AGAIN:
    case STEP_ADD_OTHER:
    default:
      break;
    }
}

/* ---- planning ---- */

/* A record that is there and for which is_right says so; HISTORY_RECORDS: none. */
typedef gboolean (*RowFunc) (const Row *row);

static gboolean
is_there (const Row *row)
{
  return row->state != ABSENT;
}

static gboolean
is_waiting (const Row *row)
{
  return row->state == WAITING;
}

static gboolean
is_unsent (const Row *row)
{
  return row->state == WAITING && row->attempts == 0;
}

static guint
pick (OutboxHistory *self, const State *state, RowFunc is_right)
{
  guint first = proof_dice_below (&self->parent.dice, HISTORY_RECORDS);

  for (guint i = 0; i < HISTORY_RECORDS; i++)
    if (is_right (&state->rows[(first + i) % HISTORY_RECORDS]))
      return (first + i) % HISTORY_RECORDS;
  return HISTORY_RECORDS;
}

static guint
dice_status (ProofDice *dice)
{
  guint throw = proof_dice_below (dice, 100);

  return throw < 60   ? FOYER_RECEIPT_STORED
         : throw < 80 ? FOYER_RECEIPT_DUPLICATE
         : throw < 85 ? FOYER_RECEIPT_VARIANT
         : throw < 93 ? FOYER_RECEIPT_ERASED
                      : FOYER_RECEIPT_REFUSED;
}

static void
plan_entries (OutboxHistory *self, const State *state, Step *step)
{
  ProofDice *dice = &self->parent.dice;

  for (guint i = 0; i < HISTORY_RECORDS && step->n_entries < ENTRIES_MAX; i++)
    if (state->rows[i].state == WAITING && proof_dice_hits (dice, 60))
      step->entries[step->n_entries++]
        = (Entry){ i, state->rows[i].version, dice_status (dice), ++self->seq };
  /* One that is not there, or not with these bytes, now and then. */
  if (step->n_entries < ENTRIES_MAX && proof_dice_hits (dice, 20))
    step->entries[step->n_entries++]
      = (Entry){ proof_dice_below (dice, HISTORY_RECORDS), 1, FOYER_RECEIPT_STORED, ++self->seq };
}

static void
plan_contact (OutboxHistory *self, Step *step)
{
  ProofDice *dice = &self->parent.dice;

  if (proof_dice_hits (dice, step->kind == STEP_EPOCH ? 40 : 5))
    {
      self->epoch++;
      self->seq = 0;
    }
  self->server_us += G_TIME_SPAN_MINUTE;
  if (proof_dice_hits (dice, 5))
    self->server_us += KEPT_US;
  step->epoch = self->epoch;
  step->server_us = self->server_us;
  if (self->seq > 0 && proof_dice_hits (dice, 40))
    step->backed_up_to = proof_dice_below (dice, (guint)self->seq + 1);
}

/* Of a code that has something to withdraw, if there is one. */
static guint
plan_withdrawal (OutboxHistory *self, const State *state)
{
  guint first = proof_dice_below (&self->parent.dice, HISTORY_RECORDS), any = 0;

  for (guint i = 0; i < HISTORY_RECORDS; i++)
    {
      guint record = (first + i) % HISTORY_RECORDS;

      if (!history_is_withdrawal (record))
        continue;
      any = record;
      if (state->rows[history_code (record)].state != ABSENT)
        break;
    }
  return any;
}

static guint
plan_new_record (OutboxHistory *self)
{
  if (history_is_withdrawal (self->n_records))
    self->n_records++;
  return self->n_records++;
}

static StepKind
dice_kind (ProofDice *dice)
{
  static const struct
  {
    StepKind kind;
    guint weight;
  } kinds[]
    = { { STEP_ADD, 46 },     { STEP_ADD_AGAIN, 6 }, { STEP_ADD_OTHER, 3 }, { STEP_REPLACE, 6 },
        { STEP_RECEIPT, 21 }, { STEP_FAILURE, 5 },   { STEP_EPOCH, 6 },     { STEP_WITHDRAW, 7 } };
  guint throw = proof_dice_below (dice, 100), i = 0;

  while (throw >= kinds[i].weight)
    throw -= kinds[i++].weight;
  return kinds[i].kind;
}

static Step
plan_step (OutboxHistory *self, const State *state)
{
  Step step = { .kind = dice_kind (&self->parent.dice) };

  if (step.kind == STEP_ADD && self->n_records >= HISTORY_RECORDS - 1)
    step.kind = STEP_RECEIPT;
  if (step.kind == STEP_ADD)
    step.record = plan_new_record (self);
  else if (step.kind == STEP_WITHDRAW)
    step.record = plan_withdrawal (self, state);
  else if (step.kind == STEP_ADD_AGAIN || step.kind == STEP_ADD_OTHER)
    step.record = pick (self, state, is_there);
  else if (step.kind == STEP_REPLACE)
    step.record = pick (self, state, is_unsent);
  else if (step.kind == STEP_FAILURE)
    step.record = pick (self, state, is_waiting);
  if (step.record == HISTORY_RECORDS) /* none is such */
    step = (Step){ .kind = STEP_EPOCH };
  if (step.kind == STEP_RECEIPT || step.kind == STEP_EPOCH)
    plan_contact (self, &step);
  if (step.kind == STEP_RECEIPT)
    plan_entries (self, state, &step);
  if (step.kind == STEP_FAILURE)
    step.entries[step.n_entries++].record = step.record;
  return step;
}

static void
plan (History *history)
{
  OutboxHistory *self = (OutboxHistory *)history;
  State state = *get_state (self, self->steps->len);
  Step step = plan_step (self, &state);

  take_step (&state, &step);
  g_array_append_val (self->steps, step);
  g_array_append_val (self->states, state);
}

/* ---- doing ---- */

static gboolean
add (OutboxHistory *self, guint record, guint version, gboolean is_again, GError **error)
{
  gboolean is_fresh = is_again && self->parent.weakness == WEAK_FRESH_IDS;
  g_autofree char *id = history_dup_id (record, is_fresh ? 1 : 0);
  g_autofree char *code = history_dup_code (record);

  return foyer_outbox_add (self->outbox, id, "interest", history_sealed (record, version), code,
                           error);
}

/* Taken in, which it must not be, it is seen by the next look. */
static gboolean
add_other (OutboxHistory *self, guint record, guint version, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (add (self, record, 1 - version, FALSE, &local_error)
      || g_error_matches (local_error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
replace (OutboxHistory *self, guint record, GError **error)
{
  g_autofree char *id = history_dup_id (record, 0);
  g_autofree char *code = history_dup_code (record);

  return foyer_outbox_replace_unsent (self->outbox, id, history_sealed (record, 1), code, error);
}

static gboolean
withdraw (OutboxHistory *self, guint record, GError **error)
{
  g_autofree char *id = history_dup_id (record, 0);
  g_autofree char *code = history_dup_code (record);

  if (self->parent.weakness == WEAK_NO_TOMBSTONES)
    return foyer_outbox_add (self->outbox, id, FOYER_RECORD_KIND_WITHDRAWAL,
                             history_sealed (record, 0), code, error);
  return foyer_outbox_withdraw (self->outbox, id, history_sealed (record, 0), code, NULL, error);
}

static void
entry_free (gpointer data)
{
  FoyerReceiptEntry *entry = data;

  g_free (entry->id);
  g_free (entry);
}

static gboolean
receive (OutboxHistory *self, const Step *step, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  FoyerReceipt receipt = { .epoch = step->epoch,
                           .backed_up_to = step->backed_up_to,
                           .server_us = step->server_us,
                           .entries = entries };

  for (guint i = 0; i < step->n_entries; i++)
    {
      const Entry *from = &step->entries[i];
      FoyerReceiptEntry *entry = g_new0 (FoyerReceiptEntry, 1);

      entry->id = history_dup_id (from->record, 0);
      entry->digest = (char *)history_digest (from->record, from->version);
      entry->status = from->status;
      entry->seq = from->seq;
      g_ptr_array_add (entries, entry);
    }
  return foyer_outbox_apply_receipt (self->outbox, &receipt, NULL, error);
}

static gboolean
fail (OutboxHistory *self, const Step *step, guint version, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autofree char *id = history_dup_id (step->entries[0].record, 0);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (history_sealed (step->entries[0].record, version), &size);
  g_autofree char *digest = foyer_seal_digest (bytes, size);
  FoyerOutboxRecord record = { .id = id, .digest = digest };

  g_ptr_array_add (records, &record);
  return foyer_outbox_note_sending (self->outbox, records, error)
         && foyer_outbox_note_failure (self->outbox, records, "no answer", error);
}

static gboolean
run (History *history, guint n, gboolean is_again, GError **error)
{
  OutboxHistory *self = (OutboxHistory *)history;
  const Step *step = &g_array_index (self->steps, Step, n);

  switch (step->kind)
    {
    case STEP_ADD:
      return add (self, step->record, 0, is_again, error);
    case STEP_ADD_AGAIN:
      return add (self, step->record, get_state (self, n)->rows[step->record].version, FALSE,
                  error);
    case STEP_ADD_OTHER:
      return add_other (self, step->record, get_state (self, n)->rows[step->record].version, error);
    case STEP_REPLACE:
      return replace (self, step->record, error);
    case STEP_RECEIPT:
      return receive (self, step, error);
    case STEP_FAILURE:
      return fail (self, step, get_state (self, n)->rows[step->entries[0].record].version, error);
    case STEP_EPOCH:
      return foyer_outbox_set_epoch (self->outbox, step->epoch, step->backed_up_to,
                                     step->server_us, error);
    case STEP_WITHDRAW:
      return withdraw (self, step->record, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* ---- looking ---- */

typedef struct
{
  gboolean is_there, is_whole;
  Row row;
} Seen;

static gboolean
see (FoyerStmt *stmt, Seen *seen)
{
  guint record = history_parse_id (foyer_stmt_text (stmt, 0));
  g_autofree char *code = NULL;
  gsize size = 0;
  gconstpointer data = foyer_stmt_blob (stmt, 1, &size);
  Seen *one;

  if (record == HISTORY_RECORDS)
    return FALSE;
  one = &seen[record];
  if (one->is_there)
    return FALSE;
  one->is_there = TRUE;
  one->row = (Row){ .state = (RowState)foyer_stmt_int64 (stmt, 4) + 1,
                    .attempts = (guint)foyer_stmt_int64 (stmt, 5),
                    .seq = foyer_stmt_int64 (stmt, 6),
                    .epoch = foyer_stmt_int64 (stmt, 7),
                    .server_us = foyer_stmt_int64 (stmt, 8) };
  if (g_strcmp0 (foyer_stmt_text (stmt, 2), history_digest (record, 0)) != 0)
    one->row.version = 1;
  code = history_dup_code (record);
  one->is_whole
    = g_strcmp0 (foyer_stmt_text (stmt, 2), history_digest (record, one->row.version)) == 0
      && g_strcmp0 (foyer_stmt_text (stmt, 3), code) == 0
      && size == g_bytes_get_size (history_sealed (record, one->row.version))
      && memcmp (data, g_bytes_get_data (history_sealed (record, one->row.version), NULL), size)
           == 0;
  return TRUE;
}

/* Of the attempts only whether there were any: a failure that is noted again counts twice, and
 * harms nobody. */
static gboolean
is_row (const Seen *seen, const Row *row)
{
  if (!seen->is_there)
    return row->state == ABSENT;
  return seen->row.state == row->state && seen->row.version == row->version
         && (seen->row.attempts > 0) == (row->attempts > 0) && seen->row.seq == row->seq
         && seen->row.epoch == row->epoch && seen->row.server_us == row->server_us;
}

static Verdict
judge (const Seen *seen, const State *one, const State *other)
{
  gboolean is_one = TRUE, is_other = TRUE;
  Verdict verdict = VERDICT_HALF;

  for (guint i = 0; i < HISTORY_RECORDS; i++)
    {
      gboolean was_in_one = one->rows[i].state != ABSENT;
      gboolean was_in_other = other->rows[i].state != ABSENT;

      if (seen[i].is_there && !seen[i].is_whole)
        return VERDICT_HALF;
      if (!seen[i].is_there && was_in_one && was_in_other)
        return VERDICT_LOST;
      if (seen[i].is_there && !was_in_one && !was_in_other)
        verdict = VERDICT_RISEN;
      is_one = is_one && is_row (&seen[i], &one->rows[i]);
      is_other = is_other && is_row (&seen[i], &other->rows[i]);
    }
  return is_one || is_other ? VERDICT_FINE : verdict;
}

static Verdict
check (History *history, guint one_state, guint other_state)
{
  OutboxHistory *self = (OutboxHistory *)history;
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_outbox_get_db (self->outbox),
                        "SELECT id, sealed, digest, code_hash, state, attempts, seq, epoch,"
                        " received_server_us FROM record",
                        NULL);
  Seen seen[HISTORY_RECORDS] = { 0 };
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return VERDICT_CORRUPT;
  for (;;)
    {
      if (!foyer_stmt_step (stmt, &has_row, NULL))
        return VERDICT_CORRUPT;
      if (!has_row)
        return judge (seen, get_state (self, one_state), get_state (self, other_state));
      if (!see (stmt, seen))
        return VERDICT_DOUBLED;
    }
}

/* ---- life ---- */

static gboolean
open_outbox (History *history, const char *dir, GError **error)
{
  OutboxHistory *self = (OutboxHistory *)history;
  gboolean moved_aside = FALSE;

  self->outbox = foyer_outbox_open (dir, self->clock, &moved_aside, error);
  if (self->outbox == NULL || !moved_aside)
    return self->outbox != NULL;
  g_clear_pointer (&self->outbox, foyer_outbox_close);
  g_set_error_literal (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT, "moved aside");
  return FALSE;
}

static void
close_outbox (History *history)
{
  OutboxHistory *self = (OutboxHistory *)history;

  g_clear_pointer (&self->outbox, foyer_outbox_close);
}

static FoyerDb *
get_db (History *history)
{
  return foyer_outbox_get_db (((OutboxHistory *)history)->outbox);
}

static History *
make_history (ProofDice dice, Weakness weakness)
{
  OutboxHistory *self = g_new0 (OutboxHistory, 1);

  self->parent = (History){ &outbox_history_class, dice, weakness };
  self->clock = foyer_clock_new_fake (SERVER_BEGIN_US);
  self->states = g_array_new (FALSE, TRUE, sizeof (State));
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_size (self->states, 1);
  self->epoch = 1;
  self->server_us = SERVER_BEGIN_US;
  return &self->parent;
}

static void
free_history (History *history)
{
  OutboxHistory *self = (OutboxHistory *)history;

  foyer_clock_unref (self->clock);
  g_array_unref (self->states);
  g_array_unref (self->steps);
  g_free (self);
}

const HistoryClass outbox_history_class = {
  "outbox", make_history, free_history, open_outbox, close_outbox, get_db, plan, run, check,
};
