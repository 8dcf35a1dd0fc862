/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include <string.h>

#include "centre/foyer-centre-store-sqlite.h"
#include "tests/proof/history.h"

/* Random histories of the centre's store, and a model of it.
 *
 * Owned by the test, one thread. A step is one transaction, as the writer thread makes them: a
 * batch of records, with some that came before, some with other bytes under an old id, some whose
 * code has a tombstone; a tombstone; a change of an item, with what a centre keeps besides.
 */

/* Records of a batch, at most. */
#define BATCH_MAX 8
#define N_ITEMS 4
/* Pages of the WAL until it is written back: so few that it happens within a history. */
static const char *const checkpoints[]
  = { "PRAGMA wal_autocheckpoint=8", "PRAGMA wal_autocheckpoint=25", "PRAGMA wal_autocheckpoint=60",
      "PRAGMA wal_autocheckpoint=1000" };

typedef struct
{
  gint64 seq; /* 0: not there */
  gboolean is_variant;
} Row;

typedef enum
{
  STATUS_NONE,
  STATUS_RECEIVED,
  STATUS_WITHDRAWN, /* there is a tombstone */
} Status;

typedef struct
{
  Row rows[HISTORY_RECORDS][HISTORY_VERSIONS];
  Status statuses[HISTORY_RECORDS]; /* by code */
  guint items[N_ITEMS];             /* which text; 0: not there */
  guint fact;
  gint64 last_seq;
} State;

typedef enum
{
  STEP_BATCH,
  STEP_TOMBSTONE,
  STEP_ITEM,
} StepKind;

typedef struct
{
  StepKind kind;
  guint n, records[BATCH_MAX], versions[BATCH_MAX];
  guint item, text, fact;
} Step;

typedef struct
{
  History parent;
  FoyerCentreStore *store; /* owned (nullable) */
  FoyerCentreStoreClass weak_class;
  GArray *states; /* owned: State */
  GArray *steps;  /* owned: Step */
  guint n_records, checkpoint;
} CentreHistory;

static State *
get_state (CentreHistory *self, guint n)
{
  return &g_array_index (self->states, State, n);
}

/* ---- the model ---- */

static void
take_tombstone (State *state, guint code)
{
  state->statuses[code] = STATUS_WITHDRAWN;
  for (guint i = 0; i < HISTORY_RECORDS; i++)
    if (history_code (i) == code && !history_is_withdrawal (i))
      memset (state->rows[i], 0, sizeof state->rows[i]);
}

static void
take_record (State *state, guint record, guint version)
{
  Row *row = &state->rows[record][version];
  guint code = history_code (record);

  if (row->seq > 0
      || (!history_is_withdrawal (record) && state->statuses[code] == STATUS_WITHDRAWN))
    return;
  row->seq = ++state->last_seq;
  row->is_variant = state->rows[record][1 - version].seq > 0;
  if (history_is_withdrawal (record))
    take_tombstone (state, code);
  else if (state->statuses[code] == STATUS_NONE)
    state->statuses[code] = STATUS_RECEIVED;
}

static void
take_step (State *state, const Step *step)
{
  switch (step->kind)
    {
    case STEP_BATCH:
      for (guint i = 0; i < step->n; i++)
        take_record (state, step->records[i], step->versions[i]);
      break;
    case STEP_TOMBSTONE:
      take_tombstone (state, history_code (step->records[0]));
      break;
    case STEP_ITEM:
    default:
      state->items[step->item] = step->text;
      state->fact = step->fact;
      break;
    }
}

/* ---- planning ---- */

static guint
plan_record (CentreHistory *self)
{
  ProofDice *dice = &self->parent.dice;

  if (self->n_records == 0 || (self->n_records < HISTORY_RECORDS && !proof_dice_hits (dice, 25)))
    return self->n_records++;
  return proof_dice_below (dice, self->n_records);
}

static Step
plan_step (CentreHistory *self)
{
  ProofDice *dice = &self->parent.dice;
  guint throw = proof_dice_below (dice, 100);
  Step step = { .kind = throw < 70 ? STEP_BATCH : throw < 85 ? STEP_TOMBSTONE : STEP_ITEM };

  step.n = step.kind == STEP_BATCH ? 1 + proof_dice_below (dice, BATCH_MAX / 2) : 1;
  for (guint i = 0; i < step.n && step.kind == STEP_BATCH; i++)
    {
      step.records[i] = plan_record (self);
      step.versions[i] = proof_dice_hits (dice, 12);
    }
  if (step.kind == STEP_TOMBSTONE)
    step.records[0] = proof_dice_below (dice, MIN (self->n_records + 3, HISTORY_RECORDS));
  step.item = proof_dice_below (dice, N_ITEMS);
  step.text = proof_dice_below (dice, 5);
  step.fact = 1 + proof_dice_below (dice, 1000);
  return step;
}

static void
plan (History *history)
{
  CentreHistory *self = (CentreHistory *)history;
  State state = *get_state (self, self->steps->len);
  Step step = plan_step (self);

  take_step (&state, &step);
  g_array_append_val (self->steps, step);
  g_array_append_val (self->states, state);
}

/* ---- doing ---- */

static const char *
kind_of (guint record)
{
  return history_is_withdrawal (record) ? FOYER_RECORD_KIND_WITHDRAWAL : "interest";
}

static gboolean
add_record (CentreHistory *self, guint n, guint version, gboolean is_fresh, GError **error)
{
  g_autofree char *id = history_dup_id (n, is_fresh ? 1 : 0);
  g_autofree char *code = history_dup_code (n);
  g_autofree char *header = g_strdup_printf (
    "{\"v\":1,\"id\":\"%s\",\"kind\":\"%s\",\"code_hash\":\"%s\"}", id, kind_of (n), code);
  FoyerCentreRecord record = { .id = id,
                               .kind = (char *)kind_of (n),
                               .kiosk = (char *)"kiosk-1",
                               .digest = (char *)history_digest (n, version),
                               .header = header,
                               .code_hash = code,
                               .sealed = history_sealed (n, version),
                               .received_us = 1 };
  FoyerReceiptEntry entry = { 0 };

  return foyer_centre_store_add_record (self->store, &record, &entry, error);
}

static gboolean
change_item (CentreHistory *self, const Step *step, GError **error)
{
  g_autofree char *id = g_strdup_printf ("item-%u", step->item);
  g_autofree char *text = g_strdup_printf ("{\"text\":%u}", step->text);
  g_autofree char *fact = g_strdup_printf ("%u", step->fact);
  gboolean is_changed;

  if (!foyer_centre_store_set_meta (self->store, "proof", fact, error))
    return FALSE;
  if (step->text == 0)
    return foyer_centre_store_delete_item (self->store, FOYER_KIND_LISTINGS, id, 1, &is_changed,
                                           error);
  return foyer_centre_store_put_item (self->store, FOYER_KIND_LISTINGS, id, text,
                                      FOYER_ORIGIN_IMPORT, 1, &is_changed, error);
}

static gboolean
write_step (CentreHistory *self, const Step *step, gboolean is_again, GError **error)
{
  gboolean is_fresh = is_again && self->parent.weakness == WEAK_FRESH_IDS;
  g_autofree char *code = NULL;

  switch (step->kind)
    {
    case STEP_BATCH:
      for (guint i = 0; i < step->n; i++)
        if (!add_record (self, step->records[i], step->versions[i], is_fresh, error))
          return FALSE;
      return TRUE;
    case STEP_TOMBSTONE:
      code = history_dup_code (step->records[0]);
      return foyer_centre_store_add_tombstone (self->store, code, 1, error);
    case STEP_ITEM:
    default:
      return change_item (self, step, error);
    }
}

/* As foyer-centre-writer.c does. */
static gboolean
run (History *history, guint n, gboolean is_again, GError **error)
{
  CentreHistory *self = (CentreHistory *)history;

  if (!foyer_centre_store_begin (self->store, error))
    return FALSE;
  if (write_step (self, &g_array_index (self->steps, Step, n), is_again, error))
    return foyer_centre_store_commit (self->store, error);
  foyer_centre_store_rollback (self->store);
  return FALSE;
}

/* ---- looking ---- */

typedef struct
{
  Row rows[HISTORY_RECORDS][HISTORY_VERSIONS];
  guint items[N_ITEMS];
  Status statuses[HISTORY_RECORDS];
  Verdict verdict;
} Seen;

static gboolean
is_whole (const FoyerCentreRecord *record, guint n, guint version)
{
  g_autofree char *code = history_dup_code (n);

  return g_strcmp0 (record->digest, history_digest (n, version)) == 0
         && g_strcmp0 (record->code_hash, code) == 0 && g_strcmp0 (record->kind, kind_of (n)) == 0
         && g_bytes_equal (record->sealed, history_sealed (n, version));
}

static gboolean
see_record (const FoyerCentreRecord *record, gpointer data)
{
  Seen *seen = data;
  guint n = history_parse_id (record->id);
  guint version;

  if (n == HISTORY_RECORDS)
    {
      seen->verdict = VERDICT_HALF;
      return FALSE;
    }
  version = g_strcmp0 (record->digest, history_digest (n, 0)) == 0 ? 0 : 1;
  if (seen->rows[n][version].seq > 0)
    seen->verdict = VERDICT_DOUBLED;
  else if (!is_whole (record, n, version))
    seen->verdict = VERDICT_HALF;
  seen->rows[n][version] = (Row){ record->seq, record->is_variant };
  return seen->verdict == VERDICT_FINE;
}

static gboolean
see_item (const FoyerCentreItem *item, gpointer data)
{
  Seen *seen = data;
  guint n = (guint)(item->id[strlen ("item-")] - '0');

  if (n < N_ITEMS && item->json != NULL)
    seen->items[n] = (guint)(item->json[strlen ("{\"text\":")] - '0');
  return TRUE;
}

static gboolean
see_status (const FoyerCentreItem *item, gpointer data)
{
  Seen *seen = data;
  guint64 n = g_ascii_strtoull (item->id, NULL, 16);

  if (n >= 1 && n <= HISTORY_RECORDS && item->json != NULL)
    seen->statuses[n - 1]
      = strstr (item->json, "\"withdrawn\"") != NULL ? STATUS_WITHDRAWN : STATUS_RECEIVED;
  return TRUE;
}

static gboolean
has_tombstones_of (CentreHistory *self, const State *state)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self->store),
                        "SELECT count (*) FROM tombstone WHERE code_hash = ?1", NULL);

  for (guint i = 0; stmt != NULL && i < HISTORY_RECORDS; i++)
    {
      g_autofree char *code = NULL;
      gboolean has_row = FALSE;

      if (state->statuses[i] != STATUS_WITHDRAWN)
        continue;
      code = g_strdup_printf ("%064x", i + 1);
      foyer_stmt_reset (stmt);
      foyer_stmt_bind_text (stmt, 1, code);
      if (!foyer_stmt_step (stmt, &has_row, NULL) || !has_row || foyer_stmt_int64 (stmt, 0) != 1)
        return FALSE;
    }
  return stmt != NULL;
}

static gboolean
is_state (CentreHistory *self, const Seen *seen, const State *state)
{
  g_autofree char *fact = foyer_centre_store_dup_meta (self->store, "proof");

  for (guint i = 0; i < HISTORY_RECORDS; i++)
    for (guint version = 0; version < HISTORY_VERSIONS; version++)
      if (seen->rows[i][version].seq != state->rows[i][version].seq
          || seen->rows[i][version].is_variant != state->rows[i][version].is_variant)
        return FALSE;
  return memcmp (seen->items, state->items, sizeof seen->items) == 0
         && memcmp (seen->statuses, state->statuses, sizeof seen->statuses) == 0
         && (fact != NULL ? g_ascii_strtoull (fact, NULL, 10) : 0) == state->fact
         && has_tombstones_of (self, state);
}

static Verdict
judge (const Seen *seen, const State *one, const State *other)
{
  for (guint i = 0; i < HISTORY_RECORDS; i++)
    for (guint version = 0; version < HISTORY_VERSIONS; version++)
      {
        gboolean is_there = seen->rows[i][version].seq > 0;

        if (!is_there && one->rows[i][version].seq > 0 && other->rows[i][version].seq > 0)
          return VERDICT_LOST;
        if (is_there && one->rows[i][version].seq == 0 && other->rows[i][version].seq == 0)
          return VERDICT_RISEN;
      }
  return VERDICT_HALF;
}

static Verdict
check (History *history, guint one_state, guint other_state)
{
  CentreHistory *self = (CentreHistory *)history;
  Seen seen = { .verdict = VERDICT_FINE };

  if (!foyer_centre_store_each_record (self->store, NULL, see_record, &seen, NULL)
      || !foyer_centre_store_each_item (self->store, FOYER_KIND_LISTINGS, 0, 0, see_item, &seen,
                                        NULL)
      || !foyer_centre_store_each_item (self->store, FOYER_KIND_STATUSES, 0, 0, see_status, &seen,
                                        NULL))
    return VERDICT_CORRUPT;
  if (seen.verdict != VERDICT_FINE)
    return seen.verdict;
  if (is_state (self, &seen, get_state (self, one_state))
      || is_state (self, &seen, get_state (self, other_state)))
    return VERDICT_FINE;
  return judge (&seen, get_state (self, one_state), get_state (self, other_state));
}

/* ---- life ---- */

/* The negative control's store: it remembers the tombstone and leaves the records where they are.
 */
static gboolean
add_tombstone_only (FoyerCentreStore *store, const char *code_hash, gint64 now_us, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (store),
    "INSERT INTO tombstone (code_hash, time_us) VALUES (?1, ?2) ON CONFLICT DO NOTHING", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  foyer_stmt_bind_int64 (stmt, 2, now_us);
  return foyer_stmt_run (stmt, error);
}

static gboolean
open_store (History *history, const char *dir, GError **error)
{
  CentreHistory *self = (CentreHistory *)history;

  self->store = foyer_centre_store_open_sqlite (dir, TRUE, error);
  if (self->store == NULL)
    return FALSE;
  self->weak_class = *self->store->klass;
  self->weak_class.add_tombstone = add_tombstone_only;
  if (self->parent.weakness == WEAK_NO_TOMBSTONES)
    self->store->klass = &self->weak_class;
  history_exec (history, checkpoints[self->checkpoint]);
  return TRUE;
}

static void
close_store (History *history)
{
  CentreHistory *self = (CentreHistory *)history;

  g_clear_pointer (&self->store, foyer_centre_store_close);
}

static FoyerDb *
get_db (History *history)
{
  return foyer_centre_sqlite_get_db (((CentreHistory *)history)->store);
}

static History *
make_history (ProofDice dice, Weakness weakness)
{
  CentreHistory *self = g_new0 (CentreHistory, 1);

  self->parent = (History){ &centre_history_class, dice, weakness };
  self->states = g_array_new (FALSE, TRUE, sizeof (State));
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  self->checkpoint = proof_dice_below (&self->parent.dice, G_N_ELEMENTS (checkpoints));
  g_array_set_size (self->states, 1);
  return &self->parent;
}

static void
free_history (History *history)
{
  CentreHistory *self = (CentreHistory *)history;

  g_array_unref (self->states);
  g_array_unref (self->steps);
  g_free (self);
}

const HistoryClass centre_history_class = {
  "centre", make_history, free_history, open_store, close_store, get_db, plan, run, check,
};
