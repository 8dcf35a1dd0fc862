/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/history.h"

#include "core/crypto/foyer-crypto.h"

/* What the two kinds of history have in common.
 *
 * Owned by the test, one thread. The pool of records is made once and lives as long as the program;
 * children made by fork share it.
 */

/* Bytes of a sealed record: most small, so that many fit the time; one in eight on several pages.
 */
#define SMALL_MIN 48
#define SMALL_SPAN 600
#define LARGE_MIN 5000
#define LARGE_SPAN 6000

/* Base of the ids: 26 characters, of which the first counts the retries. */
#define ID_FORMAT "%c%025u"

static struct
{
  GBytes *sealed; /* owned */
  char *digest;   /* owned */
} pool[HISTORY_RECORDS][HISTORY_VERSIONS];

static void
fill_pool (guint record, guint version)
{
  ProofDice dice = proof_dice ("sealed records", record * HISTORY_VERSIONS + version);
  gsize size = proof_dice_below (&dice, 8) == 0 ? LARGE_MIN + proof_dice_below (&dice, LARGE_SPAN)
                                                : SMALL_MIN + proof_dice_below (&dice, SMALL_SPAN);
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)proof_dice_next (&dice);
  pool[record][version].digest = foyer_seal_digest (bytes, size);
  pool[record][version].sealed = g_bytes_new_take (bytes, size);
}

GBytes *
history_sealed (guint record, guint version)
{
  if (pool[record][version].sealed == NULL)
    fill_pool (record, version);
  return pool[record][version].sealed;
}

const char *
history_digest (guint record, guint version)
{
  history_sealed (record, version);
  return pool[record][version].digest;
}

gboolean
history_is_withdrawal (guint record)
{
  return record % 8 == 7;
}

guint
history_code (guint record)
{
  /* Five times seven, fifteen, … modulo 64 is never a withdrawal itself. */
  guint whose = history_is_withdrawal (record) ? record * 5 % HISTORY_RECORDS : record;

  return whose % 3 == 2 ? whose - 1 : whose;
}

char *
history_dup_code (guint record)
{
  return g_strdup_printf ("%064x", history_code (record) + 1);
}

char *
history_dup_id (guint record, guint retry)
{
  return g_strdup_printf (ID_FORMAT, 'a' + retry % 26, record);
}

guint
history_parse_id (const char *id)
{
  guint64 record = 0;

  if (id == NULL || !g_ascii_isalpha (*id)
      || !g_ascii_string_to_unsigned (id + 1, 10, 0, HISTORY_RECORDS - 1, &record, NULL))
    return HISTORY_RECORDS;
  return (guint)record;
}

/* ---- passing on ---- */

History *
history_new (const HistoryClass *klass, ProofDice dice, Weakness weakness)
{
  return klass->make (dice, weakness);
}

void
history_free (History *self)
{
  history_close (self);
  self->klass->free (self);
}

gboolean
history_open (History *self, const char *dir, GError **error)
{
  return self->klass->open (self, dir, error);
}

void
history_close (History *self)
{
  self->klass->close (self);
}

void
history_exec (History *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  foyer_db_exec (self->klass->get_db (self), sql, &error);
  g_assert_no_error (error);
}

void
history_plan (History *self)
{
  self->klass->plan (self);
}

gboolean
history_run (History *self, guint step, gboolean is_again, GError **error)
{
  return self->klass->run (self, step, is_again, error);
}

static gboolean
has_sound_pages (FoyerDb *db)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, "PRAGMA quick_check (1)", NULL);
  gboolean has_row = FALSE;

  return stmt != NULL && foyer_stmt_step (stmt, &has_row, NULL) && has_row
         && g_strcmp0 (foyer_stmt_text (stmt, 0), "ok") == 0;
}

Verdict
history_check (History *self, guint one_state, guint other_state)
{
  if (!has_sound_pages (self->klass->get_db (self)))
    return VERDICT_CORRUPT;
  return self->klass->check (self, one_state, other_state);
}
