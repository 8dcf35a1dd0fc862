/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem () */
#include "core/outbox/foyer-outbox.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "scratch-dir.h"

#define N_RECORDS 28
#define PAGE 4096
#define START_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

typedef struct
{
  ScratchDir *dir;
  char *path;
  FoyerClock *clock;
  FoyerBoxKey key;
  GHashTable *digests; /* id → digest, of every record ever added */
} Fixture;

static FoyerOutbox *
open_outbox (Fixture *f, gboolean *moved_aside)
{
  g_autoptr (GError) error = NULL;
  FoyerOutbox *outbox = foyer_outbox_open (f->dir, f->clock, moved_aside, &error);

  g_assert_no_error (error);
  return outbox;
}

static void
add (Fixture *f, FoyerOutbox *outbox, const char *id)
{
  const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES] = &f->key.public_key;
  g_autofree char *header = g_strdup_printf (
    "{\"code_hash\":\"c0de-%s\",\"id\":\"%s\",\"kind\":\"interest\",\"time\":1795860000,\"v\":1}",
    id, id);
  g_autofree char *code_hash = g_strconcat ("c0de-", id, NULL);
  g_autoptr (GBytes) sealed = foyer_seal (header, "{}", 2, recipients, 1, NULL);

  g_assert_true (foyer_outbox_add (outbox, id, "interest", sealed, code_hash, NULL));
  g_hash_table_insert (
    f->digests, g_strdup (id),
    foyer_seal_digest (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed)));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerOutbox) outbox = NULL;

  f->dir = scratch_dir_new_fast ();
  f->path = g_build_filename (f->dir, "outbox.db", NULL);
  f->clock = foyer_clock_new_fake (START_US);
  f->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  foyer_box_key_generate (&f->key);
  outbox = open_outbox (f, NULL);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%02u", i);

      add (f, outbox, id);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_hash_table_unref (f->digests);
  foyer_clock_unref (f->clock);
  g_free (f->path);
  scratch_dir_free (f->dir);
}

/* Overwrites size bytes at offset (negative: from the end) with made-up ones. */
static void
damage (Fixture *f, gssize offset, gsize size)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  if (offset < 0)
    offset += length;
  g_assert_cmpuint (offset + size, <=, length);
  for (gsize i = 0; i < size; i++)
    text[offset + i] = (char)(0x5a ^ i);
  g_assert_true (g_file_set_contents (f->path, text, length, NULL));
}

/* How many records wait; each is whole, known, and there once. */
static guint
count_waiting (Fixture *f, FoyerOutbox *outbox)
{
  g_autoptr (GPtrArray) records = foyer_outbox_list_waiting (outbox, 1000, G_MAXSIZE, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_nonnull (records);
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];
      g_autofree char *digest = foyer_seal_digest (g_bytes_get_data (record->sealed, NULL),
                                                   g_bytes_get_size (record->sealed));

      g_assert_true (g_hash_table_add (seen, record->id));
      g_assert_cmpstr (digest, ==, g_hash_table_lookup (f->digests, record->id));
      g_assert_cmpstr (record->digest, ==, digest);
    }
  return records->len;
}

static guint
count_files (Fixture *f, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL && !g_str_has_suffix (name, "-journal");
  return n;
}

static void
assert_rescued (Fixture *f, guint at_least)
{
  gboolean moved_aside = FALSE;
  g_autoptr (FoyerOutbox) outbox = open_outbox (f, &moved_aside);

  g_assert_true (moved_aside);
  g_assert_cmpuint (count_files (f, ".broken-"), >=, 1);
  g_assert_cmpuint (count_files (f, ".new"), ==, 0);
  g_assert_cmpuint (count_waiting (f, outbox), >=, at_least);
  /* And it is an outbox again. */
  add (f, outbox, "after");
  g_clear_pointer (&outbox, foyer_outbox_close);
  outbox = open_outbox (f, &moved_aside);
  g_assert_false (moved_aside);
  g_assert_cmpuint (count_waiting (f, outbox), >=, at_least + 1);
}

static void
test_first_page (Fixture *f, gconstpointer data)
{
  damage (f, 0, PAGE);
  assert_rescued (f, N_RECORDS);
}

static void
test_magic (Fixture *f, gconstpointer data)
{
  damage (f, 0, 16);
  assert_rescued (f, N_RECORDS);
}

/* A few records lay on it; all others come over. */
static void
test_last_page (Fixture *f, gconstpointer data)
{
  damage (f, -PAGE, PAGE);
  assert_rescued (f, N_RECORDS - 4);
}

static void
test_cut_short (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  g_assert_true (g_file_set_contents (f->path, text, length / PAGE * 2 / 3 * PAGE, NULL));
  assert_rescued (f, 3);
}

static void
test_not_a_database (Fixture *f, gconstpointer data)
{
  g_assert_true (
    g_file_set_contents (f->path, "not a database, but long enough to look", -1, NULL));
  assert_rescued (f, 0);
}

/* A record of which one bit flipped cannot be opened by anybody: kept, seen, and not sent. */
static void
test_flipped_bit (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;
  char *sealed;
  gboolean moved_aside = TRUE;
  g_autoptr (FoyerOutbox) outbox = NULL;
  FoyerOutboxCounts counts;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  sealed = memmem (text, length, "FOYS", 4);
  g_assert_nonnull (sealed);
  sealed[500] ^= 1;
  g_assert_true (g_file_set_contents (f->path, text, length, NULL));
  outbox = open_outbox (f, &moved_aside);
  g_assert_false (moved_aside);
  g_assert_cmpuint (count_waiting (f, outbox), ==, N_RECORDS - 1);
  g_assert_true (foyer_outbox_get_counts (outbox, &counts, NULL));
  g_assert_cmpuint (counts.quarantined, ==, 1);
}

static void
entry_init (Fixture *f, FoyerReceiptEntry *entry, const char *id, int status, gint64 seq)
{
  *entry = (FoyerReceiptEntry){ 0 };
  entry->id = (char *)id;
  entry->digest = g_hash_table_lookup (f->digests, id);
  entry->status = status;
  entry->seq = seq;
}

static void
receive (Fixture *f, const char *id, int status, gint64 seq)
{
  g_autoptr (FoyerOutbox) outbox = open_outbox (f, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  FoyerReceipt receipt = { .epoch = 1, .server_us = START_US, .entries = entries };
  FoyerReceiptEntry entry;
  guint acknowledged;

  entry_init (f, &entry, id, status, seq);
  g_ptr_array_add (entries, &entry);
  g_assert_true (foyer_outbox_apply_receipt (outbox, &receipt, &acknowledged, NULL));
  g_assert_cmpuint (acknowledged, ==, 1);
}

static void
test_states (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  FoyerReceipt backed_up
    = { .epoch = 1, .backed_up_to = 5, .server_us = START_US, .entries = nothing };
  FoyerOutboxCounts counts;

  receive (f, "r00", FOYER_RECEIPT_STORED, 5);
  damage (f, -PAGE, PAGE);
  outbox = open_outbox (f, NULL);
  g_assert_true (foyer_outbox_get_counts (outbox, &counts, NULL));
  g_assert_cmpuint (counts.received, ==, 1);
  all = foyer_outbox_list_all (outbox, NULL);
  g_assert_cmpint (((FoyerOutboxRecord *)all->pdata[0])->created_us, ==, START_US);
  g_assert_cmpstr (((FoyerOutboxRecord *)all->pdata[0])->code_hash, ==, "c0de-r00");
  g_assert_true (foyer_outbox_apply_receipt (outbox, &backed_up, NULL, NULL));
  g_assert_true (foyer_outbox_get_counts (outbox, &counts, NULL));
  g_assert_cmpuint (counts.received, ==, 0);
}

/* What was withdrawn is overwritten in the file: no search of its bytes brings it back. */
static void
test_erased_stays_erased (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GPtrArray) records = NULL;
  gboolean moved_aside;

  for (guint i = 0; i < N_RECORDS; i += 2)
    {
      g_autofree char *id = g_strdup_printf ("r%02u", i);

      receive (f, id, FOYER_RECEIPT_ERASED, 0);
    }
  damage (f, 0, PAGE);
  outbox = open_outbox (f, &moved_aside);
  g_assert_true (moved_aside);
  records = foyer_outbox_list_waiting (outbox, 1000, G_MAXSIZE, NULL);
  g_assert_cmpuint (records->len, ==, N_RECORDS / 2);
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];

      g_assert_cmpint (g_ascii_strtoull (record->id + 1, NULL, 10) % 2, ==, 1);
    }
}

/* Copies the sealed bytes and the digest of the record with this id out of the file. (transfer
 * full) */
static char *
cut_out (Fixture *f, const char *id, gsize *size)
{
  g_autoptr (FoyerOutbox) outbox = open_outbox (f, NULL);
  g_autoptr (GPtrArray) records = foyer_outbox_list_waiting (outbox, 1000, G_MAXSIZE, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];
      gsize n = g_bytes_get_size (record->sealed);
      char *bytes;

      if (!g_str_equal (record->id, id))
        continue;
      *size = n + strlen (record->digest);
      bytes = g_malloc (*size);
      memcpy (bytes, g_bytes_get_data (record->sealed, NULL), n);
      memcpy (bytes + n, record->digest, strlen (record->digest));
      return bytes;
    }
  g_assert_not_reached ();
}

static void
append_to_file (Fixture *f, const char *bytes, gsize size)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  text = g_realloc (text, length + size);
  memcpy (text + length, bytes, size);
  g_assert_true (g_file_set_contents (f->path, text, length + size, NULL));
}

/* The header carries the hash of the code, so the withdrawal is known for what it is even when all
 * was found byte by byte. */
static void
withdraw (Fixture *f, const char *id, const char *code_hash)
{
  const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES] = &f->key.public_key;
  g_autofree char *header = g_strdup_printf (
    "{\"code_hash\":\"%s\",\"id\":\"%s\",\"kind\":\"withdrawal\",\"time\":1795860000,\"v\":1}",
    code_hash, id);
  g_autoptr (GBytes) sealed = foyer_seal (header, "{}", 2, recipients, 1, NULL);
  g_autoptr (FoyerOutbox) outbox = open_outbox (f, NULL);

  g_assert_true (foyer_outbox_withdraw (outbox, id, sealed, code_hash, NULL, NULL));
}

/* What a freed page still holds does not come back when its withdrawal is there too. */
static void
test_withdrawn_stays_withdrawn (Fixture *f, gconstpointer data)
{
  gsize size, other_size;
  g_autofree char *freed = cut_out (f, "r03", &size);
  g_autofree char *other = cut_out (f, "r04", &other_size);
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_auto (FoyerCodeFacts) facts = { 0 };
  g_auto (FoyerCodeFacts) kept = { 0 };
  gboolean moved_aside;

  withdraw (f, "w03", "c0de-r03");
  append_to_file (f, freed, size);
  append_to_file (f, other, other_size);
  damage (f, 0, PAGE);
  outbox = open_outbox (f, &moved_aside);
  g_assert_true (moved_aside);
  g_assert_true (foyer_outbox_look_up_code (outbox, "c0de-r03", &facts, NULL));
  g_assert_cmpint (facts.state, ==, FOYER_CODE_FACTS_WITHDRAWAL_WAITING);
  g_assert_true (foyer_outbox_look_up_code (outbox, "c0de-r04", &kept, NULL));
  g_assert_cmpint (kept.state, ==, FOYER_CODE_FACTS_WAITING);
  {
    g_autoptr (GPtrArray) all = foyer_outbox_list_all (outbox, NULL);

    g_assert_cmpuint (all->len, ==, N_RECORDS); /* all but one, and its withdrawal */
    for (guint i = 0; i < all->len; i++)
      g_assert_cmpstr (((FoyerOutboxRecord *)all->pdata[i])->id, !=, "r03");
  }
  /* And nobody has to look for it. */
  files = foyer_outbox_list_broken (outbox, NULL);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpuint (((FoyerBrokenFile *)files->pdata[0])->records, ==, N_RECORDS + 1);
  g_assert_cmpuint (((FoyerBrokenFile *)files->pdata[0])->missing, ==, 0);
}

/* Power gone between finishing the new file and moving the old one aside, which can be read again:
 * what has come since is only in the old one. */
static void
test_left_over_new_file (Fixture *f, gconstpointer data)
{
  g_autofree char *new_path = g_strconcat (f->path, ".new", NULL);
  g_autofree char *text = NULL;
  gsize length;
  gboolean moved_aside = TRUE;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  g_assert_true (g_file_set_contents (new_path, text, length, NULL));
  foyer_outbox_close (open_outbox (f, &moved_aside));
  g_assert_false (moved_aside);
  g_assert_cmpuint (count_files (f, ".new"), ==, 0);
}

/* Power gone between moving the broken file aside and putting the new one in its place. */
static void
test_finished_new_file (Fixture *f, gconstpointer data)
{
  g_autofree char *new_path = g_strconcat (f->path, ".new", NULL);
  g_autoptr (FoyerOutbox) outbox = NULL;
  gboolean moved_aside = TRUE;

  g_assert_cmpint (g_rename (f->path, new_path), ==, 0);
  outbox = open_outbox (f, &moved_aside);
  g_assert_false (moved_aside);
  g_assert_cmpuint (count_waiting (f, outbox), ==, N_RECORDS);
}

/* Power gone in the middle of the rescue: it begins again. */
static void
test_unfinished_new_file (Fixture *f, gconstpointer data)
{
  g_autofree char *new_path = g_strconcat (f->path, ".new", NULL);

  g_assert_true (g_file_set_contents (new_path, "half", -1, NULL));
  damage (f, 0, PAGE);
  assert_rescued (f, N_RECORDS);
}

static void
test_twice_in_a_second (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 3; i++)
    {
      gboolean moved_aside = FALSE;

      damage (f, 0, PAGE);
      foyer_outbox_close (open_outbox (f, &moved_aside));
      g_assert_true (moved_aside);
      g_assert_cmpuint (count_files (f, ".broken-"), ==, i);
    }
  foyer_outbox_close (open_outbox (f, NULL));
}

/* Damage of any kind, anywhere: it opens, and what waits is whole and there once. */
static void
test_any_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (29);
  g_autofree char *text = NULL;
  gsize length;
  guint n_moved = 0;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (FoyerOutbox) outbox = NULL;
      gboolean moved_aside;
      gsize size = 1 << g_rand_int_range (dice, 0, 14);

      g_assert_true (g_file_set_contents (f->path, text, length, NULL));
      damage (f, g_rand_int_range (dice, 0, length - MIN (size, length - 1)),
              MIN (size, length - 1));
      outbox = open_outbox (f, &moved_aside);
      count_waiting (f, outbox);
      n_moved += moved_aside;
      foyer_clock_advance (f->clock, G_USEC_PER_SEC);
    }
  g_test_message ("%u of 60 moved aside", n_moved);
  g_assert_cmpuint (n_moved, >, 5);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox-rescue/with-the-first-page-gone-every-record-is-found", test_first_page);
  ADD ("/outbox-rescue/with-the-first-bytes-gone-every-record-is-found", test_magic);
  ADD ("/outbox-rescue/with-another-page-gone-the-rest-comes-over", test_last_page);
  ADD ("/outbox-rescue/of-a-file-cut-short-what-is-there-comes-over", test_cut_short);
  ADD ("/outbox-rescue/a-file-that-is-none-is-kept-and-a-new-one-begun", test_not_a_database);
  ADD ("/outbox-rescue/a-flipped-bit-sets-one-record-aside", test_flipped_bit);
  ADD ("/outbox-rescue/what-was-received-stays-received", test_states);
  ADD ("/outbox-rescue/what-was-erased-stays-erased", test_erased_stays_erased);
  ADD ("/outbox-rescue/what-was-withdrawn-stays-withdrawn", test_withdrawn_stays_withdrawn);
  ADD ("/outbox-rescue/a-left-over-new-file-never-becomes-the-outbox", test_left_over_new_file);
  ADD ("/outbox-rescue/a-finished-new-file-takes-its-place", test_finished_new_file);
  ADD ("/outbox-rescue/an-unfinished-new-file-is-begun-again", test_unfinished_new_file);
  ADD ("/outbox-rescue/no-broken-file-takes-another-s-name", test_twice_in_a_second);
  ADD ("/outbox-rescue/whatever-the-damage-it-opens-and-nothing-is-half", test_any_damage);
  return g_test_run ();
}
