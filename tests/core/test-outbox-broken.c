/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "scratch-dir.h"

#define DAY_US G_TIME_SPAN_DAY
#define START_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)
#define PAGE 4096
#define N_RECORDS 4

typedef struct
{
  ScratchDir *dir;
  char *path;
  FoyerClock *clock;
  FoyerBoxKey key;
  FoyerOutbox *outbox;
} Fixture;

static gboolean
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gboolean moved_aside = FALSE;

  g_clear_pointer (&f->outbox, foyer_outbox_close);
  f->outbox = foyer_outbox_open (f->dir, f->clock, &moved_aside, &error);
  g_assert_no_error (error);
  return moved_aside;
}

static void
add (Fixture *f, const char *id)
{
  const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES] = &f->key.public_key;
  g_autofree char *header = g_strdup_printf (
    "{\"code_hash\":\"%s\",\"id\":\"%s\",\"kind\":\"interest\",\"time\":1795860000,\"v\":1}", id,
    id);
  g_autoptr (GBytes) sealed = foyer_seal (header, "{}", 2, recipients, 1, NULL);

  g_assert_true (foyer_outbox_add (f->outbox, id, "interest", sealed, id, NULL));
}

/* Damages the first page, so that the file is rescued byte by byte and moved aside. */
static void
break_file (Fixture *f)
{
  g_autofree char *text = NULL;
  gsize size;

  g_clear_pointer (&f->outbox, foyer_outbox_close);
  g_assert_true (g_file_get_contents (f->path, &text, &size, NULL));
  memset (text, 0x5a, PAGE);
  g_assert_true (g_file_set_contents (f->path, text, size, NULL));
  g_assert_true (reopen (f));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new_fast ();
  f->path = g_build_filename (f->dir, "outbox.db", NULL);
  f->clock = foyer_clock_new_fake (START_US);
  foyer_box_key_generate (&f->key);
  g_assert_false (reopen (f));
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      add (f, id);
    }
  break_file (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->outbox, foyer_outbox_close);
  foyer_clock_unref (f->clock);
  g_free (f->path);
  scratch_dir_free (f->dir);
}

static void
receive (Fixture *f, const char *id, int status, gint64 seq, gint64 backed_up_to, gint64 server_us)
{
  g_autoptr (GPtrArray) all = foyer_outbox_list_all (f->outbox, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  FoyerReceiptEntry entry = { .id = (char *)id, .status = status, .seq = seq };
  FoyerReceipt receipt = { 1, backed_up_to, server_us, entries };

  for (guint i = 0; i < all->len; i++)
    if (strcmp (((FoyerOutboxRecord *)all->pdata[i])->id, id) == 0)
      entry.digest = ((FoyerOutboxRecord *)all->pdata[i])->digest;
  g_ptr_array_add (entries, &entry);
  g_assert_true (foyer_outbox_apply_receipt (f->outbox, &receipt, NULL, NULL));
}

/* "records/open/missing" of every file moved aside. */
static void
assert_broken (Fixture *f, const char *expected)
{
  g_autoptr (GPtrArray) files = foyer_outbox_list_broken (f->outbox, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (files);
  for (guint i = 0; i < files->len; i++)
    {
      const FoyerBrokenFile *file = files->pdata[i];
      g_autofree char *path = g_build_filename (f->dir, file->name, NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_cmpuint (file->bytes, >=, PAGE);
      g_string_append_printf (text, "%s%u/%u/%u", i ? " " : "", file->records, file->open,
                              file->missing);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static guint
count_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, ".broken-") != NULL;
  return n;
}

static void
test_shown (Fixture *f, gconstpointer data)
{
  assert_broken (f, "4/4/0");
  g_assert_false (reopen (f));
  assert_broken (f, "4/4/0");
}

/* Received is not enough: the copy here goes only with the backup. */
static void
test_all_backed_up (Fixture *f, gconstpointer data)
{
  g_test_expect_message ("foyer-outbox", G_LOG_LEVEL_MESSAGE, "*not needed any more*");
  receive (f, "r0", FOYER_RECEIPT_STORED, 1, 0, START_US);
  receive (f, "r1", FOYER_RECEIPT_STORED, 2, 0, START_US);
  assert_broken (f, "4/4/0");
  receive (f, "r2", FOYER_RECEIPT_STORED, 3, 2, START_US);
  assert_broken (f, "4/2/0");
  receive (f, "r3", FOYER_RECEIPT_ERASED, 0, 2, START_US);
  assert_broken (f, "4/1/0");
  g_assert_cmpuint (count_files (f), >, 0);
  receive (f, "r2", FOYER_RECEIPT_DUPLICATE, 3, 3, START_US);
  assert_broken (f, "");
  g_assert_cmpuint (count_files (f), ==, 0);
  g_test_assert_expected_messages ();
}

static void
test_refused_keeps_it (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      receive (f, id, i == 0 ? FOYER_RECEIPT_REFUSED : FOYER_RECEIPT_STORED, i, i, START_US);
    }
  assert_broken (f, "4/1/0");
}

static void
test_thirty_days (Fixture *f, gconstpointer data)
{
  g_test_expect_message ("foyer-outbox", G_LOG_LEVEL_MESSAGE, "*not needed any more*");
  foyer_clock_advance (f->clock, 4000 * DAY_US);
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 1, 0, START_US, NULL));
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 1, 0, 0, NULL));
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 1, 0, START_US + 30 * DAY_US, NULL));
  assert_broken (f, "4/4/0");
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 1, 0, START_US + 30 * DAY_US + 1, NULL));
  assert_broken (f, "");
  g_assert_cmpuint (count_files (f), ==, 0);
  g_test_assert_expected_messages ();
}

/* Withdrawing counts as leaving, and a second accident is a second file. */
static void
test_withdrawn_and_broken_again (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) sealed = g_bytes_new_static ("withdrawal", 10);

  g_assert_true (foyer_outbox_withdraw (f->outbox, "w1", sealed, "r1", NULL, NULL));
  assert_broken (f, "4/3/0");
  break_file (f);
  /* What the first table knew is gone with the first page: a copy is said to be missing rather than
   * taken for safe. */
  assert_broken (f, "4/4/1 3/3/0");
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->outbox, foyer_outbox_close);
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  g_assert_false (reopen (f));
  assert_broken (f, "4/4/4");
}

static void
test_taken_away (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) files = foyer_outbox_list_broken (f->outbox, NULL);
  g_autofree char *path
    = g_build_filename (f->dir, ((FoyerBrokenFile *)files->pdata[0])->name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (reopen (f));
  assert_broken (f, "");
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox-broken/a-file-moved-aside-is-shown-with-what-can-be-read-in-it", test_shown);
  ADD ("/outbox-broken/it-goes-when-all-of-it-is-backed-up-at-the-centre", test_all_backed_up);
  ADD ("/outbox-broken/it-stays-while-one-of-its-records-is-refused", test_refused_keeps_it);
  ADD ("/outbox-broken/it-goes-30-days-after-the-first-contact-by-the-centres-clock",
       test_thirty_days);
  ADD ("/outbox-broken/a-second-accident-makes-a-second-file", test_withdrawn_and_broken_again);
  ADD ("/outbox-broken/records-that-are-nowhere-else-are-counted", test_missing);
  ADD ("/outbox-broken/one-that-somebody-took-away-is-forgotten", test_taken_away);
  return g_test_run ();
}
