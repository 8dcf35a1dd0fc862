/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/crypto/foyer-crypto.h"
#include "fault-vfs.h"
#include "scratch-dir.h"

/* ---- helpers ---- */

static FoyerOutbox *
open_outbox (const char *dir, GError **error)
{
  gboolean moved_aside = FALSE;
  FoyerOutbox *outbox = foyer_outbox_open (dir, foyer_clock_system (), &moved_aside, error);

  /* A disk that fails is no reason to think the file broken. */
  g_assert_false (moved_aside);
  return outbox;
}

static FoyerOutbox *
must_open (const char *dir)
{
  g_autoptr (GError) error = NULL;
  FoyerOutbox *outbox = open_outbox (dir, &error);

  g_assert_no_error (error);
  return outbox;
}

/* A record of the usual size whose bytes follow from its id. (transfer full) */
static GBytes *
make_bytes (const char *id)
{
  char *text = g_strdup_printf ("%-1200s", id);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
add (FoyerOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (GBytes) sealed = make_bytes (id);

  return foyer_outbox_add (outbox, id, "interest", sealed, NULL, error);
}

static void
must_add (FoyerOutbox *outbox, const char *id)
{
  g_autoptr (GError) error = NULL;

  add (outbox, id, &error);
  g_assert_no_error (error);
}

/* The waiting ids, joined; every record whole. (transfer full) */
static char *
waiting (FoyerOutbox *outbox)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = foyer_outbox_list_waiting (outbox, 100000, G_MAXSIZE, &error);
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];
      g_autoptr (GBytes) expected = make_bytes (record->id);

      g_assert_true (g_bytes_equal (record->sealed, expected));
      g_string_append_printf (ids, "%s ", record->id);
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_waiting (FoyerOutbox *outbox, const char *expected)
{
  g_autofree char *ids = waiting (outbox);

  g_assert_cmpstr (ids, ==, expected);
}

/* ---- kill -9 ---- */

#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 200 /* each costs several times as much */
#else
#define ROUNDS 500
#endif
/* Kills of one file, each child finding what the one before left, before it is looked at. */
#define ROUNDS_PER_FILE 10
/* Microseconds a child may live after its first record; an add takes a few hundred. */
#define LIFE_US 4000

/* Adds one record after another, naming each on the pipe once it is acknowledged; for the negative
 * control, before. Never returns. */
static void
child_main (const char *dir, guint round, int fd, gboolean is_hasty)
{
  FoyerOutbox *outbox = foyer_outbox_open (dir, foyer_clock_system (), NULL, NULL);

  for (guint i = 0; outbox != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u-%u", round, i);
      g_autofree char *line = g_strconcat (id, "\n", NULL);

      if (is_hasty && write (fd, line, strlen (line)) < 0)
        break;
      if (!add (outbox, id, NULL))
        break;
      if (!is_hasty && write (fd, line, strlen (line)) < 0)
        break;
    }
  _exit (1);
}

/* Collects the acknowledged ids of one child, killed at a moment the dice choose. */
static void
run_child (const char *dir, guint round, GRand *dice, gboolean is_hasty, GPtrArray *acknowledged)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  char buffer[4096];
  gssize size;
  int fds[2];
  pid_t child;

  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (fds[0]);
      child_main (dir, round, fds[1], is_hasty);
    }
  close (fds[1]);
  size = read (fds[0], buffer, sizeof buffer);
  if (size > 0)
    g_string_append_len (text, buffer, size);
  g_usleep (g_rand_int_range (dice, 0, LIFE_US));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  while ((size = read (fds[0], buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, size);
  close (fds[0]);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  /* What follows the last line end was cut off: not acknowledged. */
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    g_ptr_array_add (acknowledged, g_strdup (lines[i]));
}

/* How many of the acknowledged ids are not there. Every id there is there once, and whole. */
static guint
count_lost (const char *dir, const GPtrArray *acknowledged)
{
  g_autoptr (FoyerOutbox) outbox = must_open (dir);
  g_autofree char *ids = waiting (outbox);
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_lost = 0;

  for (guint i = 0; list[i] != NULL && *list[i] != '\0'; i++)
    g_assert_true (g_hash_table_add (there, list[i]));
  for (guint i = 0; i < acknowledged->len; i++)
    n_lost += !g_hash_table_contains (there, acknowledged->pdata[i]);
  return n_lost;
}

static guint
run_rounds (guint n_rounds, gboolean is_hasty, guint *n_acknowledged)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (4172);
  guint n_lost = 0;

  *n_acknowledged = 0;
  for (guint round = 0; round < n_rounds; round += ROUNDS_PER_FILE)
    {
      g_autoptr (ScratchDir) dir = scratch_dir_new_fast ();
      g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < ROUNDS_PER_FILE; i++)
        run_child (dir, round + i, dice, is_hasty, acknowledged);
      n_lost += count_lost (dir, acknowledged);
      *n_acknowledged += acknowledged->len;
    }
  return n_lost;
}

static void
test_kill (void)
{
  guint n_acknowledged;

  g_assert_cmpuint (run_rounds (ROUNDS, FALSE, &n_acknowledged), ==, 0);
  g_test_message ("%u acknowledged in %u kills", n_acknowledged, ROUNDS);
  g_assert_cmpuint (n_acknowledged, >, ROUNDS);
}

/* Acknowledged before the commit, some are lost: the test above can see it. */
static void
test_kill_control (void)
{
  guint n_acknowledged;

  g_assert_cmpuint (run_rounds (ROUNDS / 2, TRUE, &n_acknowledged), >, 0);
}

/* ---- a disk that fails ---- */

/* A folder with an outbox that holds "a": made once, then copied. */
static ScratchDir *
new_dir_with_a (void)
{
  static char *model = NULL;
  static gsize size;
  ScratchDir *dir = scratch_dir_new_fast ();
  g_autofree char *path = g_build_filename (dir, "outbox.db", NULL);

  if (model == NULL)
    {
      FoyerOutbox *outbox = must_open (dir);

      must_add (outbox, "a");
      foyer_outbox_close (outbox);
      g_assert_true (g_file_get_contents (path, &model, &size, NULL));
    }
  g_assert_true (g_file_set_contents (path, model, size, NULL));
  return dir;
}

/* Runs change on an outbox that holds "a", with step failing; FALSE once there are not so many
 * steps. */
typedef gboolean (*Change) (FoyerOutbox *outbox, GError **error);

static gboolean
fail_step (const char *dir,
           Change change,
           FaultKind kind,
           guint step,
           gboolean is_lasting,
           gboolean *is_done)
{
  g_autoptr (FoyerOutbox) outbox = must_open (dir);
  g_autoptr (GError) error = NULL;
  gboolean was_reached;

  fault_vfs_arm (kind, step, is_lasting);
  *is_done = change (outbox, &error);
  was_reached = fault_vfs_disarm ();
  g_assert_true (*is_done || error != NULL);
  return was_reached;
}

static gboolean
add_b (FoyerOutbox *outbox, GError **error)
{
  return add (outbox, "b", error);
}

static gboolean
receive_a (FoyerOutbox *outbox, GError **error)
{
  g_autoptr (GBytes) sealed = make_bytes ("a");
  g_autofree char *digest
    = foyer_seal_digest (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  FoyerReceiptEntry entry
    = { .id = (char *)"a", .digest = digest, .status = FOYER_RECEIPT_STORED, .seq = 1 };
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  FoyerReceipt receipt = { .epoch = 1, .server_us = G_USEC_PER_SEC, .entries = entries };

  g_ptr_array_add (entries, &entry);
  return foyer_outbox_apply_receipt (outbox, &receipt, NULL, error);
}

typedef void (*Check) (FoyerOutbox *outbox, gboolean is_done);

/* Every step of change fails, in every way; check sees the file as the next start finds it. */
static guint
sweep (Change change, Check check)
{
  guint n_faults = 0;

  for (FaultKind kind = 0; kind < N_FAULTS; kind++)
    for (guint lasting = 0; lasting < 2; lasting++)
      for (guint step = 1;; step++)
        {
          g_autoptr (ScratchDir) dir = new_dir_with_a ();
          g_autoptr (FoyerOutbox) outbox = NULL;
          gboolean is_done;

          if (!fail_step (dir, change, kind, step, lasting == 1, &is_done))
            break;
          outbox = must_open (dir);
          check (outbox, is_done);
          n_faults++;
        }
  g_test_message ("%u faults", n_faults);
  return n_faults;
}

static void
check_add (FoyerOutbox *outbox, gboolean is_done)
{
  g_autofree char *ids = waiting (outbox);

  /* There or not there, never half; there for certain once it was acknowledged. */
  if (is_done || !g_str_equal (ids, "a "))
    g_assert_cmpstr (ids, ==, "a b ");
  /* Trying again with the same id and bytes ends with one, whatever the first try did. */
  must_add (outbox, "b");
  assert_waiting (outbox, "a b ");
}

static void
test_add_faults (void)
{
  g_assert_cmpuint (sweep (add_b, check_add), >, 30);
}

static void
check_receive (FoyerOutbox *outbox, gboolean is_done)
{
  g_autofree char *ids = waiting (outbox);
  g_autoptr (GPtrArray) all = foyer_outbox_list_all (outbox, NULL);

  g_assert_cmpuint (all->len, ==, 1);
  if (is_done)
    g_assert_cmpstr (ids, ==, "");
  g_assert_true (receive_a (outbox, NULL));
  assert_waiting (outbox, "");
}

static void
test_receive_faults (void)
{
  g_assert_cmpuint (sweep (receive_a, check_receive), >, 30);
}

/* On the same connection: the kiosk does not start again because of one failed write. */
static void
test_goes_on (void)
{
  for (FaultKind kind = 0; kind < N_FAULTS; kind++)
    for (guint step = 1; step < 30; step++)
      {
        g_autoptr (ScratchDir) dir = new_dir_with_a ();
        g_autoptr (FoyerOutbox) outbox = must_open (dir);

        fault_vfs_arm (kind, step, TRUE);
        if (add (outbox, "b", NULL))
          {
            fault_vfs_disarm ();
            break;
          }
        fault_vfs_disarm ();
        must_add (outbox, "b");
        must_add (outbox, "c");
        assert_waiting (outbox, "a b c ");
        g_clear_pointer (&outbox, foyer_outbox_close);
        outbox = must_open (dir);
        assert_waiting (outbox, "a b c ");
      }
}

static void
test_first_start (void)
{
  guint n_faults = 0;

  for (FaultKind kind = 0; kind < N_FAULTS; kind++)
    for (guint step = 1;; step++)
      {
        g_autoptr (ScratchDir) dir = scratch_dir_new_fast ();
        g_autoptr (FoyerOutbox) outbox = NULL;
        g_autoptr (GError) error = NULL;

        fault_vfs_arm (kind, step, TRUE);
        outbox = open_outbox (dir, &error);
        if (!fault_vfs_disarm ())
          break;
        g_clear_pointer (&outbox, foyer_outbox_close);
        outbox = must_open (dir);
        must_add (outbox, "a");
        assert_waiting (outbox, "a ");
        n_faults++;
      }
  g_assert_cmpuint (n_faults, >, 20);
}

/* "It is here already" is only said when the disk has been told to keep it: the first try may have
 * failed after its bytes had reached the file, but not the disk. */
static void
test_again_is_durable (void)
{
  g_autoptr (ScratchDir) dir = new_dir_with_a ();
  g_autoptr (FoyerOutbox) outbox = must_open (dir);

  fault_vfs_arm (FAULT_IO, 1, TRUE);
  g_assert_false (add (outbox, "a", NULL));
  g_assert_true (fault_vfs_disarm ());
  must_add (outbox, "a");
  assert_waiting (outbox, "a ");
}

static void
test_full_is_told (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new_fast ();
  g_autoptr (FoyerOutbox) outbox = must_open (dir);
  g_autoptr (GError) error = NULL;

  /* Step 1 makes the journal. */
  fault_vfs_arm (FAULT_FULL, 2, TRUE);
  g_assert_false (add (outbox, "a", &error));
  fault_vfs_disarm ();
  g_assert_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_func ("/outbox-faults/killed-at-any-moment-nothing-acknowledged-is-lost", test_kill);
  g_test_add_func ("/outbox-faults/control-acknowledging-too-early-is-seen", test_kill_control);
  g_test_add_func ("/outbox-faults/a-failing-disk-never-halves-or-doubles-a-record",
                   test_add_faults);
  g_test_add_func ("/outbox-faults/a-failing-disk-never-loses-a-receipt-s-record",
                   test_receive_faults);
  g_test_add_func ("/outbox-faults/after-a-fault-the-same-connection-goes-on", test_goes_on);
  g_test_add_func ("/outbox-faults/a-fault-at-the-first-start-is-no-broken-file", test_first_start);
  g_test_add_func ("/outbox-faults/adding-again-is-as-durable-as-the-first-time",
                   test_again_is_durable);
  g_test_add_func ("/outbox-faults/a-full-disk-is-told-as-one", test_full_is_told);
  return g_test_run ();
}
