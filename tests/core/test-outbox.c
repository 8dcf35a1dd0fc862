/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

#include <string.h>
#include <sys/stat.h>

#include "core/crypto/foyer-crypto.h"
#include "scratch-dir.h"

#define DAY_US G_TIME_SPAN_DAY
/* A morning in November 2026. */
#define START_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

typedef struct
{
  ScratchDir *dir;
  FoyerClock *clock;
  FoyerOutbox *outbox;
  gint64 server_us; /* the centre's time */
} Fixture;

static void
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gboolean moved_aside = TRUE;

  g_clear_pointer (&f->outbox, foyer_outbox_close);
  f->outbox = foyer_outbox_open (f->dir, f->clock, &moved_aside, &error);
  g_assert_no_error (error);
  g_assert_false (moved_aside);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new ();
  f->clock = foyer_clock_new_fake (START_US);
  f->server_us = START_US;
  reopen (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->outbox, foyer_outbox_close);
  foyer_clock_unref (f->clock);
  scratch_dir_free (f->dir);
}

/* (transfer full): bytes that are another record's for every id and version. */
static GBytes *
make_bytes (const char *id, guint version)
{
  char *text = g_strdup_printf ("sealed %s %u", id, version);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
add_version (Fixture *f, const char *id, guint version, GError **error)
{
  g_autoptr (GBytes) sealed = make_bytes (id, version);

  return foyer_outbox_add (f->outbox, id, "interest", sealed, NULL, error);
}

static void
add (Fixture *f, const char *id)
{
  g_autoptr (GError) error = NULL;

  add_version (f, id, 1, &error);
  g_assert_no_error (error);
}

static FoyerOutboxCounts
counts (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FoyerOutboxCounts result;

  g_assert_true (foyer_outbox_get_counts (f->outbox, &result, &error));
  g_assert_no_error (error);
  return result;
}

static void
assert_counts (Fixture *f, guint waiting, guint received, guint quarantined)
{
  FoyerOutboxCounts now = counts (f);

  g_assert_cmpuint (now.waiting, ==, waiting);
  g_assert_cmpuint (now.received, ==, received);
  g_assert_cmpuint (now.quarantined, ==, quarantined);
}

/* The ids that wait, joined. (transfer full) */
static char *
waiting (Fixture *f, guint max_records, gsize max_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records
    = foyer_outbox_list_waiting (f->outbox, max_records, max_bytes, &error);
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", record->id);
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_waiting (Fixture *f, const char *ids)
{
  g_autofree char *got = waiting (f, 100, 1 << 20);

  g_assert_cmpstr (got, ==, ids);
}

/* ---- receipts ---- */

static void
entry_free (gpointer data)
{
  FoyerReceiptEntry *entry = data;

  g_free (entry->id);
  g_free (entry->digest);
  g_free (entry->reason);
  g_free (entry);
}

/* version: of which bytes the centre speaks. */
static guint
receive_version (Fixture *f,
                 const char *id,
                 guint version,
                 int status,
                 gint64 seq,
                 gint64 epoch,
                 gint64 backed_up_to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  FoyerReceipt receipt = { epoch, backed_up_to, f->server_us, entries };
  guint acknowledged = 99;

  if (id != NULL)
    {
      g_autoptr (GBytes) sealed = make_bytes (id, version);
      FoyerReceiptEntry *entry = g_new0 (FoyerReceiptEntry, 1);

      entry->id = g_strdup (id);
      entry->digest
        = foyer_seal_digest (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
      entry->status = status;
      entry->seq = seq;
      entry->reason = g_strdup (status == FOYER_RECEIPT_REFUSED ? "kind\nnot known" : NULL);
      g_ptr_array_add (entries, entry);
    }
  g_assert_true (foyer_outbox_apply_receipt (f->outbox, &receipt, &acknowledged, &error));
  g_assert_no_error (error);
  return acknowledged;
}

static guint
receive (Fixture *f, const char *id, int status, gint64 seq)
{
  return receive_version (f, id, 1, status, seq, 1, 0);
}

static void
back_up (Fixture *f, gint64 epoch, gint64 backed_up_to)
{
  g_assert_cmpuint (receive_version (f, NULL, 0, 0, 0, epoch, backed_up_to), ==, 0);
}

/* ---- adding ---- */

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) sealed = make_bytes ("r1", 1);
  g_autofree char *digest
    = foyer_seal_digest (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", NULL);
  g_autoptr (GPtrArray) records = NULL;
  const FoyerOutboxRecord *record;
  struct stat info;

  g_assert_true (foyer_outbox_add (f->outbox, "r1", "interest", sealed, "c0de", NULL));
  reopen (f);
  records = foyer_outbox_list_waiting (f->outbox, 10, 1000, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  record = records->pdata[0];
  g_assert_cmpstr (record->id, ==, "r1");
  g_assert_cmpstr (record->kind, ==, "interest");
  g_assert_true (g_bytes_equal (record->sealed, sealed));
  g_assert_cmpstr (record->digest, ==, digest);
  g_assert_cmpstr (record->code_hash, ==, "c0de");
  g_assert_cmpint (record->created_us, ==, START_US);
  g_assert_cmpint (record->state, ==, FOYER_RECORD_WAITING);
  g_assert_cmpuint (record->attempts, ==, 0);
  g_assert_null (record->reason);
  g_assert_cmpint (counts (f).oldest_waiting_us, ==, START_US);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_add_twice (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    add (f, "r1");
  assert_waiting (f, "r1");
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_STORED, 1), ==, 1);
  /* Already on its way: still no second one, and it does not wait again. */
  add (f, "r1");
  assert_counts (f, 0, 1, 0);
}

/* A visitor corrects an answer after an add that failed, or seemed to. */
static void
test_replace (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) corrected = make_bytes ("r1", 2);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  add (f, "r1");
  g_assert_true (foyer_outbox_replace_unsent (f->outbox, "r1", corrected, NULL, &error));
  g_assert_no_error (error);
  records = foyer_outbox_list_waiting (f->outbox, 10, 1 << 20, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_true (g_bytes_equal (((FoyerOutboxRecord *)records->pdata[0])->sealed, corrected));

  /* Once somebody may have been sent it, it is never changed. */
  g_assert_true (foyer_outbox_note_sending (f->outbox, records, &error));
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_false (foyer_outbox_replace_unsent (f->outbox, "r1", corrected, NULL, &error));
  g_assert_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT);
}

/* Nothing but a withdrawal or somebody who looks lets a quarantined record go. */
static void
test_retry (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  const FoyerOutboxRecord *record;
  guint retried = 9;

  add (f, "r1");
  add (f, "r2");
  receive (f, "r1", FOYER_RECEIPT_REFUSED, 0);
  receive (f, "r2", FOYER_RECEIPT_REFUSED, 0);
  assert_counts (f, 0, 0, 2);
  g_assert_true (foyer_outbox_retry_quarantined (f->outbox, "r3", &retried, NULL));
  g_assert_cmpuint (retried, ==, 0);
  g_assert_true (foyer_outbox_retry_quarantined (f->outbox, "r1", &retried, NULL));
  g_assert_cmpuint (retried, ==, 1);
  assert_waiting (f, "r1");
  all = foyer_outbox_list_all (f->outbox, NULL);
  record = all->pdata[0];
  g_assert_cmpuint (record->attempts, ==, 1);
  g_assert_nonnull (record->reason);
  receive (f, "r1", FOYER_RECEIPT_STORED, 5);
  g_assert_true (foyer_outbox_retry_quarantined (f->outbox, NULL, &retried, NULL));
  g_assert_cmpuint (retried, ==, 1);
  assert_counts (f, 1, 1, 0);
}

/* What was corrected, or went, after it was listed is not sent as it was. */
static void
test_replace_listed (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) corrected = make_bytes ("r1", 2);
  g_autoptr (GPtrArray) records = NULL;

  add (f, "r1");
  add (f, "r2");
  records = foyer_outbox_list_waiting (f->outbox, 10, 1 << 20, NULL);
  g_assert_true (foyer_outbox_replace_unsent (f->outbox, "r1", corrected, NULL, NULL));
  g_assert_true (foyer_outbox_note_sending (f->outbox, records, NULL));
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (((FoyerOutboxRecord *)records->pdata[0])->id, ==, "r2");
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (f, "r1");
  g_assert_false (add_version (f, "r1", 2, &error));
  g_assert_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT);
  add (f, "r1");
  assert_waiting (f, "r1");
}

static void
test_order (Fixture *f, gconstpointer data)
{
  add (f, "r9");
  foyer_clock_advance (f->clock, -400 * DAY_US);
  add (f, "r3");
  foyer_clock_advance (f->clock, 1);
  add (f, "r5");
  assert_waiting (f, "r9 r3 r5");
}

static void
test_list_limits (Fixture *f, gconstpointer data)
{
  const gsize size = strlen ("sealed r1 1");
  const struct
  {
    guint max_records;
    gsize max_bytes;
    const char *ids;
  } cases[] = {
    { 2, 1000, "r1 r2" }, { 3, size * 2, "r1 r2" }, { 3, size * 2 - 1, "r1" },   { 3, 0, "r1" },
    { 3, 1, "r1" },       { 0, 1000, "" },          { 9, size * 3, "r1 r2 r3" },
  };

  add (f, "r1");
  add (f, "r2");
  add (f, "r3");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = waiting (f, cases[i].max_records, cases[i].max_bytes);

      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

/* ---- full ---- */

static void
test_database_full (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (3000, 'x');
  g_autoptr (GBytes) sealed = g_bytes_new (large, 3000);
  guint n_kept = 0;

  g_assert_true (
    foyer_db_exec (foyer_outbox_get_db (f->outbox), "PRAGMA max_page_count = 12", NULL));
  for (guint i = 0; error == NULL && i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      n_kept += foyer_outbox_add (f->outbox, id, "interest", sealed, NULL, &error);
    }
  g_assert_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL);
  g_assert_cmpuint (n_kept, >, 2);
  assert_counts (f, n_kept, 0, 0);
  reopen (f);
  assert_counts (f, n_kept, 0, 0);
  add (f, "later");
  assert_counts (f, n_kept + 1, 0, 0);
}

static void
test_reserve (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (f, "r1");
  foyer_outbox_set_reserve (f->outbox, G_MAXUINT64);
  g_assert_false (add_version (f, "r2", 1, &error));
  g_assert_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL);
  /* It is safe already, and what frees room goes on. */
  add (f, "r1");
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_STORED, 1), ==, 1);
  back_up (f, 1, 1);
  assert_counts (f, 0, 0, 0);
}

/* ---- receipts ---- */

static void
test_received (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  add (f, "r2");
  add (f, "r3");
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_STORED, 1), ==, 1);
  g_assert_cmpuint (receive (f, "r2", FOYER_RECEIPT_DUPLICATE, 2), ==, 1);
  g_assert_cmpuint (receive (f, "r3", FOYER_RECEIPT_VARIANT, 3), ==, 1);
  assert_counts (f, 0, 3, 0);
  g_assert_cmpint (counts (f).oldest_waiting_us, ==, 0);
  /* The same again changes nothing. */
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_STORED, 1), ==, 0);
  assert_counts (f, 0, 3, 0);
}

static void
test_not_ours (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  FoyerReceiptEntry empty = { .status = FOYER_RECEIPT_STORED };
  FoyerReceipt receipt = { 1, 1000, START_US, entries };
  guint acknowledged = 99;

  add (f, "r1");
  for (int status = FOYER_RECEIPT_STORED; status <= FOYER_RECEIPT_REFUSED; status++)
    {
      g_assert_cmpuint (receive (f, "r2", status, 1), ==, 0);
      g_assert_cmpuint (receive_version (f, "r1", 2, status, 1, 1, 1000), ==, 0);
    }
  g_ptr_array_add (entries, &empty);
  g_assert_true (foyer_outbox_apply_receipt (f->outbox, &receipt, &acknowledged, NULL));
  g_assert_cmpuint (acknowledged, ==, 0);
  assert_waiting (f, "r1");
}

static void
test_erased (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  add (f, "r2");
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_ERASED, 0), ==, 1);
  assert_waiting (f, "r2");
  g_assert_cmpuint (receive (f, "r2", FOYER_RECEIPT_STORED, 1), ==, 1);
  g_assert_cmpuint (receive (f, "r2", FOYER_RECEIPT_ERASED, 0), ==, 1);
  assert_counts (f, 0, 0, 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  const FoyerOutboxRecord *record;

  add (f, "r1");
  add (f, "r2");
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_REFUSED, 0), ==, 0);
  assert_counts (f, 1, 0, 1);
  assert_waiting (f, "r2");
  records = foyer_outbox_list_all (f->outbox, NULL);
  g_assert_cmpuint (records->len, ==, 2);
  record = records->pdata[0];
  g_assert_cmpint (record->state, ==, FOYER_RECORD_QUARANTINED);
  g_assert_cmpstr (record->reason, ==, "kind not known");
  g_assert_null (record->sealed);
  /* Nothing takes it away but the centre's word. */
  f->server_us += 4000 * DAY_US;
  back_up (f, 1, 1000);
  assert_counts (f, 1, 0, 1);
  g_assert_cmpuint (receive (f, "r1", FOYER_RECEIPT_STORED, 1), ==, 1);
  assert_counts (f, 1, 1, 0);
}

static void
test_refused_too_late (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  receive (f, "r1", FOYER_RECEIPT_REFUSED, 0);
  assert_counts (f, 0, 1, 0);
}

static void
test_backed_up (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  add (f, "r2");
  add (f, "r3");
  receive (f, "r1", FOYER_RECEIPT_STORED, 7);
  receive (f, "r2", FOYER_RECEIPT_STORED, 8);
  receive (f, "r3", FOYER_RECEIPT_STORED, 0);
  back_up (f, 1, 6);
  assert_counts (f, 0, 3, 0);
  back_up (f, 1, 7);
  assert_counts (f, 0, 2, 0);
  back_up (f, 1, G_MAXINT64);
  /* The one without a number cannot be told to be in a backup. */
  assert_counts (f, 0, 1, 0);
}

static void
test_backed_up_at_once (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  g_assert_cmpuint (receive_version (f, "r1", 1, FOYER_RECEIPT_STORED, 3, 1, 3), ==, 1);
  assert_counts (f, 0, 0, 0);
}

static void
test_thirty_days (Fixture *f, gconstpointer data)
{
  add (f, "old");
  add (f, "waits");
  receive (f, "old", FOYER_RECEIPT_STORED, 1);
  f->server_us += 30 * DAY_US;
  back_up (f, 1, 0);
  assert_counts (f, 1, 1, 0);
  f->server_us += 1;
  back_up (f, 1, 0);
  assert_counts (f, 1, 0, 0);
  f->server_us += 4000 * DAY_US;
  back_up (f, 1, 0);
  assert_waiting (f, "waits");
}

/* A kiosk with nothing to send applies no receipts, but it asks for the epoch at every contact. */
static void
test_thirty_days_idle (Fixture *f, gconstpointer data)
{
  add (f, "old");
  receive (f, "old", FOYER_RECEIPT_STORED, 1);
  f->server_us += 30 * DAY_US + 1;
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 1, 0, f->server_us, NULL));
  assert_counts (f, 0, 0, 0);
}

/* Neither a jump to 2038 nor one to 1970 here takes a day from the 30. */
static void
test_thirty_days_are_the_centres (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  foyer_clock_advance (f->clock, 4000 * DAY_US);
  back_up (f, 1, 0);
  assert_counts (f, 0, 1, 0);
  foyer_clock_advance (f->clock, -START_US);
  f->server_us += 30 * DAY_US + 1;
  back_up (f, 1, 0);
  assert_counts (f, 0, 0, 0);
}

/* Until the centre says what time it is, nothing grows old; then it begins to. */
static void
test_no_time_said (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  f->server_us = 0;
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  f->server_us = START_US + 4000 * DAY_US;
  back_up (f, 1, 0);
  assert_counts (f, 0, 1, 0);
  f->server_us = -1;
  back_up (f, 1, 0);
  assert_counts (f, 0, 1, 0);
  f->server_us = START_US + 4030 * DAY_US + 1;
  back_up (f, 1, 0);
  assert_counts (f, 0, 0, 0);
}

/* A bundle made 40 days ago, and good for 45, makes no copy 40 days older. */
static void
test_late (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  FoyerReceipt stick = { .epoch = 1, .server_us = START_US, .entries = none, .is_late = TRUE };

  add (f, "r1");
  f->server_us = START_US + 40 * DAY_US;
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  g_assert_true (foyer_outbox_apply_receipt (f->outbox, &stick, NULL, NULL));
  back_up (f, 1, 0);
  assert_counts (f, 0, 1, 0);
  /* But what it says of the age of a copy counts. */
  stick.server_us = START_US + 70 * DAY_US + 1;
  g_assert_true (foyer_outbox_apply_receipt (f->outbox, &stick, NULL, NULL));
  assert_counts (f, 0, 0, 0);
}

/* A centre that thought it was 2040 for a day does not keep copies here until then. */
static void
test_centre_was_ahead (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  f->server_us = START_US + 5000 * DAY_US;
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  f->server_us = START_US;
  back_up (f, 1, 0);
  f->server_us = START_US + 30 * DAY_US + 1;
  back_up (f, 1, 0);
  assert_counts (f, 0, 0, 0);
}

static void
test_epoch (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  add (f, "r2");
  add (f, "r3");
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  receive (f, "r2", FOYER_RECEIPT_STORED, 2);
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 1, 0, f->server_us, NULL));
  assert_waiting (f, "r3");
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 2, 0, f->server_us, NULL));
  assert_waiting (f, "r1 r2 r3");
  /* What the old centre had backed up says nothing of the new one. */
  back_up (f, 2, 1000);
  assert_waiting (f, "r1 r2 r3");
}

static void
test_epoch_in_receipt (Fixture *f, gconstpointer data)
{
  add (f, "r1");
  add (f, "r2");
  receive (f, "r1", FOYER_RECEIPT_STORED, 1);
  g_assert_cmpuint (receive_version (f, "r2", 1, FOYER_RECEIPT_STORED, 1, 2, 1), ==, 1);
  assert_waiting (f, "r1");
  assert_counts (f, 1, 0, 0);
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *endless = g_strnfill (5000, 'e');
  const FoyerOutboxRecord *record;

  add (f, "r1");
  add (f, "r2");
  sent = foyer_outbox_list_waiting (f->outbox, 1, 1000, NULL);
  g_assert_true (foyer_outbox_note_sending (f->outbox, sent, NULL));
  g_assert_true (foyer_outbox_note_failure (f->outbox, sent, "no\nline", NULL));
  g_assert_true (foyer_outbox_note_sending (f->outbox, sent, NULL));
  g_assert_true (foyer_outbox_note_failure (f->outbox, sent, endless, NULL));
  after = foyer_outbox_list_all (f->outbox, NULL);
  record = after->pdata[0];
  g_assert_cmpuint (record->attempts, ==, 2);
  g_assert_cmpuint (strlen (record->reason), ==, 200);
  record = after->pdata[1];
  g_assert_cmpuint (record->attempts, ==, 0);
  g_assert_null (record->reason);
  assert_waiting (f, "r1 r2");
}

/* ---- files ---- */

static void
test_newer_schema (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size, after_size;
  gboolean moved_aside = TRUE;

  add (f, "r1");
  g_assert_true (foyer_db_exec (foyer_outbox_get_db (f->outbox), "PRAGMA user_version = 99", NULL));
  g_clear_pointer (&f->outbox, foyer_outbox_close);
  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_null (foyer_outbox_open (f->dir, f->clock, &moved_aside, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_NEWER_SCHEMA);
  g_assert_false (moved_aside);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox/a-record-added-is-there-after-a-restart", test_add);
  ADD ("/outbox/a-record-added-twice-is-kept-once", test_add_twice);
  ADD ("/outbox/the-same-id-with-other-bytes-is-a-conflict", test_conflict);
  ADD ("/outbox/a-corrected-answer-replaces-what-nobody-was-sent", test_replace);
  ADD ("/outbox/a-quarantined-record-waits-again-when-somebody-says-so", test_retry);
  ADD ("/outbox/what-was-corrected-after-it-was-listed-is-not-sent", test_replace_listed);
  ADD ("/outbox/the-first-to-come-is-the-first-to-go-whatever-the-clock-says", test_order);
  ADD ("/outbox/a-batch-keeps-its-limits-but-is-never-stuck", test_list_limits);
  ADD ("/outbox/a-full-database-says-so-and-loses-nothing", test_database_full);
  ADD ("/outbox/a-nearly-full-disk-closes-sign-up-before-it-is-full", test_reserve);
  ADD ("/outbox/what-the-centre-has-no-longer-waits", test_received);
  ADD ("/outbox/a-receipt-for-other-bytes-is-ignored", test_not_ours);
  ADD ("/outbox/what-was-withdrawn-at-the-centre-goes-here-too", test_erased);
  ADD ("/outbox/a-refused-record-is-set-aside-and-the-rest-flows", test_refused);
  ADD ("/outbox/what-was-acknowledged-cannot-be-refused", test_refused_too_late);
  ADD ("/outbox/a-copy-goes-only-when-the-centre-has-backed-it-up", test_backed_up);
  ADD ("/outbox/a-copy-may-go-with-the-receipt-that-brings-the-backup", test_backed_up_at_once);
  ADD ("/outbox/a-copy-is-kept-30-days-at-most-but-waiting-has-no-end", test_thirty_days);
  ADD ("/outbox/a-copy-goes-after-30-days-with-nothing-to-send", test_thirty_days_idle);
  ADD ("/outbox/the-30-days-run-by-the-centres-clock-alone", test_thirty_days_are_the_centres);
  ADD ("/outbox/nothing-grows-old-while-the-centre-says-no-time", test_no_time_said);
  ADD ("/outbox/what-comes-late-on-a-stick-makes-nothing-here-older", test_late);
  ADD ("/outbox/a-centre-that-was-ahead-keeps-nothing-here-for-years", test_centre_was_ahead);
  ADD ("/outbox/a-restored-centre-gets-everything-again-in-order", test_epoch);
  ADD ("/outbox/a-receipt-of-another-epoch-sends-the-rest-again", test_epoch_in_receipt);
  ADD ("/outbox/a-failed-push-is-counted-with-one-line-of-reason", test_failure);
  ADD ("/outbox/a-file-of-a-newer-version-is-refused-and-left-alone", test_newer_schema);
  return g_test_run ();
}
