/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "scratch-dir.h"

#define DAY_US G_TIME_SPAN_DAY
#define START_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

/* outbox.db as version 1 made it; frozen: what lies on kiosks does not change either. */
static const char *const version_1[]
  = { "CREATE TABLE record ("
      "  row INTEGER PRIMARY KEY,"
      "  id TEXT NOT NULL UNIQUE CHECK (length (id) BETWEEN 1 AND 64),"
      "  kind TEXT NOT NULL,"
      "  sealed BLOB NOT NULL,"
      "  digest TEXT NOT NULL CHECK (length (digest) = 64),"
      "  code_hash TEXT,"
      "  created_us INTEGER NOT NULL,"
      "  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),"
      "  attempts INTEGER NOT NULL DEFAULT 0,"
      "  reason TEXT,"
      "  seq INTEGER,"
      "  epoch INTEGER,"
      "  received_us INTEGER,"
      "  adds INTEGER NOT NULL DEFAULT 0,"
      "  CHECK (state <> 1 OR (epoch IS NOT NULL AND received_us IS NOT NULL))"
      ") STRICT;"
      "CREATE INDEX record_by_state ON record (state);",
      NULL };

typedef struct
{
  ScratchDir *dir;
  char *path;
  FoyerClock *clock;
} Fixture;

static void
insert (FoyerDb *db, const char *id, int state)
{
  g_autofree char *digest = foyer_seal_digest (id, strlen (id));
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO record (id, kind, sealed, digest, code_hash, created_us, state, seq, epoch,"
    " received_us) VALUES ('%s', 'interest', CAST ('%s' AS BLOB), '%s', 'hash-%s', "
    "%" G_GINT64_FORMAT ", %d, 3, 1, %" G_GINT64_FORMAT ")",
    id, id, digest, id, START_US, state, START_US);
  g_autoptr (GError) error = NULL;

  foyer_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;

  f->dir = scratch_dir_new_fast ();
  f->path = g_build_filename (f->dir, "outbox.db", NULL);
  f->clock = foyer_clock_new_fake (START_US);
  db = foyer_db_open (f->path, FOYER_DB_OUTBOX, version_1, &error);
  g_assert_no_error (error);
  insert (db, "waits", FOYER_RECORD_WAITING);
  insert (db, "received", FOYER_RECORD_RECEIVED);
  insert (db, "refused", FOYER_RECORD_QUARANTINED);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  foyer_clock_unref (f->clock);
  g_free (f->path);
  scratch_dir_free (f->dir);
}

static void
assert_counts (FoyerOutbox *outbox, guint waiting, guint received, guint quarantined)
{
  FoyerOutboxCounts counts;

  g_assert_true (foyer_outbox_get_counts (outbox, &counts, NULL));
  g_assert_cmpuint (counts.waiting, ==, waiting);
  g_assert_cmpuint (counts.received, ==, received);
  g_assert_cmpuint (counts.quarantined, ==, quarantined);
}

/* What was received under version 1 has a time of the kiosk's clock only, and that counts for
 * nothing: its 30 days begin at the first contact. */
static void
test_version_1 (Fixture *f, gconstpointer data)
{
  gboolean moved_aside = TRUE;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_auto (FoyerCodeFacts) facts = { 0 };

  foyer_clock_advance (f->clock, 1000 * DAY_US);
  outbox = foyer_outbox_open (f->dir, f->clock, &moved_aside, &error);
  g_assert_no_error (error);
  g_assert_false (moved_aside);
  assert_counts (outbox, 1, 1, 1);
  g_assert_true (foyer_outbox_look_up_code (outbox, "hash-received", &facts, NULL));
  g_assert_cmpint (facts.state, ==, FOYER_CODE_FACTS_RECEIVED);
  g_assert_true (foyer_outbox_set_epoch (outbox, 1, 0, START_US + 1000 * DAY_US, NULL));
  assert_counts (outbox, 1, 1, 1);
  g_assert_true (foyer_outbox_set_epoch (outbox, 1, 0, START_US + 1030 * DAY_US + 1, NULL));
  assert_counts (outbox, 1, 0, 1);
}

/* Damage behind which the file cannot be brought up to date must not cost what can be read. */
static void
test_broken_version_1 (Fixture *f, gconstpointer data)
{
  gboolean moved_aside = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autofree char *text = NULL;
  gsize size;

  /* The last page is of one of the indexes. */
  g_assert_true (g_file_get_contents (f->path, &text, &size, NULL));
  memset (text + size - 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (f->path, text, size, NULL));
  outbox = foyer_outbox_open (f->dir, f->clock, &moved_aside, &error);
  g_assert_no_error (error);
  g_assert_true (moved_aside);
  assert_counts (outbox, 1, 1, 1);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox-history/a-file-of-version-1-keeps-every-row-and-its-state", test_version_1);
  ADD ("/outbox-history/a-broken-file-of-version-1-is-rescued", test_broken_version_1);
  return g_test_run ();
}
