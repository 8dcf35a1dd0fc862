/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre-writer.h"
#include "core/model/foyer-json.h"
#include "support/foyer-test-centre.h"

/* The centre's store, its one writer, its making, and the door for operators; no network. */

static char *
make_dir (void)
{
  return g_dir_make_tmp ("foyer-store-XXXXXX", NULL);
}

static FoyerCentreRecord *
make_record (const char *id, const char *bytes)
{
  FoyerCentreRecord *record = g_new0 (FoyerCentreRecord, 1);

  record->id = g_strdup (id);
  record->kind = g_strdup ("interest");
  record->kiosk = g_strdup ("kiosk-1");
  record->header = g_strdup ("{}");
  record->sealed = g_bytes_new (bytes, strlen (bytes));
  record->digest = foyer_seal_digest (bytes, strlen (bytes));
  return record;
}

static void
the_same_record_counts_once_and_another_is_set_aside (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, TRUE, &error);
  g_autoptr (FoyerCentreRecord) one = make_record ("a", "bytes");
  g_autoptr (FoyerCentreRecord) other = make_record ("a", "other bytes");
  FoyerReceiptEntry entry = { 0 };

  g_assert_no_error (error);
  foyer_centre_store_begin (store, NULL);
  g_assert_true (foyer_centre_store_add_record (store, one, &entry, NULL));
  g_assert_cmpint (entry.status, ==, FOYER_RECEIPT_STORED);
  g_assert_cmpint (entry.seq, ==, 1);
  g_assert_true (foyer_centre_store_add_record (store, one, &entry, NULL));
  g_assert_cmpint (entry.status, ==, FOYER_RECEIPT_DUPLICATE);
  g_assert_cmpint (entry.seq, ==, 1);
  g_assert_true (foyer_centre_store_add_record (store, other, &entry, NULL));
  g_assert_cmpint (entry.status, ==, FOYER_RECEIPT_VARIANT);
  g_assert_cmpint (entry.seq, ==, 2);
  g_assert_true (foyer_centre_store_add_record (store, other, &entry, NULL));
  g_assert_cmpint (entry.status, ==, FOYER_RECEIPT_VARIANT);
  g_assert_cmpint (entry.seq, ==, 2);
  foyer_centre_store_commit (store, NULL);
  g_assert_cmpint (foyer_centre_store_count_records (store), ==, 2);
  foyer_centre_store_close (g_steal_pointer (&store));
  foyer_test_remove_tree (dir);
}

#define CODE_HASH "00000000000000000000000000000000000000000000000000000000000000cc"

static int
add_hours (FoyerCentreStore *store, const char *id, const char *bytes, int minutes)
{
  g_autoptr (FoyerCentreRecord) record = make_record (id, bytes);
  FoyerReceiptEntry entry = { 0 };

  g_free (record->kind);
  g_free (record->header);
  record->kind = g_strdup ("hours_log");
  record->header = g_strdup_printf ("{\"kind\":\"hours_log\",\"minutes\":%d,\"month\":\"2026-11\","
                                    "\"programme\":\"volunteering\"}",
                                    minutes);
  record->code_hash = g_strdup (CODE_HASH);
  record->received_us = 1795860000 * (gint64)G_USEC_PER_SEC;
  g_assert_true (foyer_centre_store_begin (store, NULL));
  g_assert_true (foyer_centre_store_add_record (store, record, &entry, NULL));
  g_assert_true (foyer_centre_store_commit (store, NULL));
  return entry.status;
}

/* (transfer full): the hours in the status of the code; NULL: none. */
static FoyerStatus *
get_status (FoyerCentreStore *store)
{
  g_autofree char *json = foyer_centre_store_dup_item (store, FOYER_KIND_STATUSES, CODE_HASH);
  g_autoptr (GError) error = NULL;
  FoyerStatus *status = foyer_status_new_from_json (json, &error);

  g_assert_no_error (error);
  return status;
}

static void
assert_minutes (FoyerCentreStore *store, guint minutes, guint entries)
{
  g_autoptr (FoyerStatus) status = get_status (store);

  g_assert_nonnull (status->service);
  g_assert_cmpuint (status->service->minutes, ==, minutes);
  g_assert_cmpuint (status->service->entries, ==, entries);
}

static void
hours_add_up_once_and_go_with_their_code (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, TRUE, NULL);
  g_autoptr (FoyerStatus) status = NULL;

  g_assert_cmpint (add_hours (store, "a", "one", 60), ==, FOYER_RECEIPT_STORED);
  assert_minutes (store, 60, 1);
  g_assert_cmpint (add_hours (store, "b", "two", 45), ==, FOYER_RECEIPT_STORED);
  assert_minutes (store, 105, 2);
  /* Posted again, and something else under an id that is taken: neither counts. */
  g_assert_cmpint (add_hours (store, "b", "two", 45), ==, FOYER_RECEIPT_DUPLICATE);
  g_assert_cmpint (add_hours (store, "b", "other", 600), ==, FOYER_RECEIPT_VARIANT);
  assert_minutes (store, 105, 2);
  /* A header that says nonsense is kept and not counted. */
  g_assert_cmpint (add_hours (store, "c", "three", 99999), ==, FOYER_RECEIPT_STORED);
  assert_minutes (store, 105, 2);
  g_assert_true (foyer_centre_store_begin (store, NULL));
  g_assert_true (
    foyer_centre_store_add_tombstone (store, CODE_HASH, 1795870000 * (gint64)1000000, NULL));
  g_assert_true (foyer_centre_store_commit (store, NULL));
  status = get_status (store);
  g_assert_cmpint (status->state, ==, FOYER_STATUS_WITHDRAWN);
  g_assert_null (status->service);
  g_assert_cmpint (foyer_centre_store_count_records (store), ==, 0);
  g_assert_cmpint (add_hours (store, "d", "four", 30), ==, FOYER_RECEIPT_ERASED);
  foyer_centre_store_close (g_steal_pointer (&store));
  foyer_test_remove_tree (dir);
}

/* What a kiosk sends again after the centre came back from an older copy counts once. */
static void
hours_sent_again_to_a_restored_centre_count_once (void)
{
  g_autofree char *dir = make_dir ();
  g_autofree char *copy = make_dir ();
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  add_hours (store, "a", "one", 60);
  g_assert_true (foyer_centre_store_copy_to (store, copy, &error));
  g_assert_no_error (error);
  add_hours (store, "b", "two", 45);
  assert_minutes (store, 105, 2);
  foyer_centre_store_close (g_steal_pointer (&store));
  store = foyer_centre_store_open_sqlite (copy, TRUE, &error);
  g_assert_no_error (error);
  assert_minutes (store, 60, 1);
  g_assert_cmpint (add_hours (store, "a", "one", 60), ==, FOYER_RECEIPT_DUPLICATE);
  g_assert_cmpint (add_hours (store, "b", "two", 45), ==, FOYER_RECEIPT_STORED);
  assert_minutes (store, 105, 2);
  foyer_centre_store_close (g_steal_pointer (&store));
  foyer_test_remove_tree (dir);
  foyer_test_remove_tree (copy);
}

static void
change_numbers_only_grow_and_the_same_text_takes_none (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, TRUE, NULL);
  FoyerFeedState state = { 0 };
  gboolean is_changed = FALSE;

  foyer_centre_store_get_feed (store, FOYER_KIND_PAGES, &state, NULL);
  g_assert_cmpint (state.last, ==, 1);
  foyer_centre_store_begin (store, NULL);
  foyer_centre_store_put_item (store, FOYER_KIND_PAGES, "a", "{1}", FOYER_ORIGIN_IMPORT, 1,
                               &is_changed, NULL);
  g_assert_true (is_changed);
  foyer_centre_store_put_item (store, FOYER_KIND_PAGES, "a", "{1}", FOYER_ORIGIN_IMPORT, 1,
                               &is_changed, NULL);
  g_assert_false (is_changed);
  foyer_centre_store_put_item (store, FOYER_KIND_PAGES, "a", "{2}", FOYER_ORIGIN_IMPORT, 1,
                               &is_changed, NULL);
  foyer_centre_store_delete_item (store, FOYER_KIND_PAGES, "a", 1, &is_changed, NULL);
  g_assert_true (is_changed);
  foyer_centre_store_delete_item (store, FOYER_KIND_PAGES, "a", 1, &is_changed, NULL);
  g_assert_false (is_changed);
  foyer_centre_store_commit (store, NULL);
  foyer_centre_store_get_feed (store, FOYER_KIND_PAGES, &state, NULL);
  g_assert_cmpint (state.last, ==, 4);
  g_assert_cmpint (state.items, ==, 0);
  foyer_centre_store_close (g_steal_pointer (&store));
  foyer_test_remove_tree (dir);
}

static void
a_directory_has_one_writer_and_many_readers (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (FoyerCentreStore) writer = foyer_centre_store_open_sqlite (dir, TRUE, NULL);
  g_autoptr (FoyerCentreStore) reader = foyer_centre_store_open_sqlite (dir, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (reader);
  g_assert_null (foyer_centre_store_open_sqlite (dir, TRUE, &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_IN_USE);
  foyer_centre_store_close (g_steal_pointer (&reader));
  foyer_centre_store_close (g_steal_pointer (&writer));
  writer = foyer_centre_store_open_sqlite (dir, TRUE, NULL);
  g_assert_nonnull (writer);
  foyer_centre_store_close (g_steal_pointer (&writer));
  foyer_test_remove_tree (dir);
}

typedef struct
{
  guint i;
  guint *done, *failed;
  gboolean is_bad;
} Job;

static gboolean
run_job (FoyerCentreStore *store, gpointer data, GError **error)
{
  Job *job = data;
  g_autofree char *id = g_strdup_printf ("record-%u", job->i);
  g_autoptr (FoyerCentreRecord) record = make_record (id, id);
  FoyerReceiptEntry entry = { 0 };

  if (!foyer_centre_store_add_record (store, record, &entry, error))
    return FALSE;
  if (!job->is_bad)
    return TRUE;
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED, "bad");
  return FALSE;
}

static void
job_done (gpointer data, const GError *error)
{
  Job *job = data;

  ++*(error ? job->failed : job->done);
}

static void
jobs_share_transactions_and_one_bad_job_spoils_only_itself (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (FoyerCentreWriter) writer = foyer_centre_writer_new (dir, NULL);
  g_autoptr (FoyerCentreStore) reader = NULL;
  guint done = 0, failed = 0;
  Job jobs[300];
  Job last = { 1000, &done, &failed, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      jobs[i] = (Job){ i, &done, &failed, i == 137 };
      foyer_centre_writer_push (writer, run_job, job_done, &jobs[i]);
    }
  g_assert_true (foyer_centre_writer_call (writer, run_job, &last, NULL));
  while (done + failed < G_N_ELEMENTS (jobs))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (done, ==, 299);
  g_assert_cmpuint (failed, ==, 1);
  reader = foyer_centre_store_open_sqlite (dir, FALSE, NULL);
  g_assert_cmpint (foyer_centre_store_count_records (reader), ==, 300);
  foyer_centre_store_close (g_steal_pointer (&reader));
  /* The bad job's group is written one by one: still far fewer than 301. */
  g_assert_cmpuint (foyer_centre_writer_get_commits (writer), <, 200);
  foyer_centre_writer_free (g_steal_pointer (&writer));
  foyer_test_remove_tree (dir);
}

static void
what_was_pushed_is_written_before_the_writer_goes (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (FoyerCentreWriter) writer = foyer_centre_writer_new (dir, NULL);
  g_autoptr (FoyerCentreStore) reader = NULL;
  guint done = 0, failed = 0;
  Job jobs[100];

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      jobs[i] = (Job){ i, &done, &failed, FALSE };
      foyer_centre_writer_push (writer, run_job, job_done, &jobs[i]);
    }
  foyer_centre_writer_free (g_steal_pointer (&writer));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (done, ==, 100);
  reader = foyer_centre_store_open_sqlite (dir, FALSE, NULL);
  g_assert_cmpint (foyer_centre_store_count_records (reader), ==, 100);
  foyer_centre_store_close (g_steal_pointer (&reader));
  foyer_test_remove_tree (dir);
}

static char *
init (const char *dir, const char *one, const char *two, GError **error)
{
  return foyer_centre_init (dir, "A centre", one, two, &FOYER_KDF_TEST, error);
}

static void
a_centre_is_made_once_with_keys_that_were_tried (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (GError) error = NULL;
  g_autofree char *recovery = init (dir, FOYER_TEST_PASSPHRASE, FOYER_TEST_PASSPHRASE, &error);
  g_autofree char *box = foyer_centre_dup_box_key_path (dir);
  FoyerBoxKey from_paper, from_file;
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (recovery), ==, 17 * 5 - 1);
  g_assert_true (foyer_recovery_parse (recovery, &from_paper, NULL));
  g_assert_true (foyer_key_file_load (box, FOYER_TEST_PASSPHRASE, &from_file, NULL));
  g_assert_cmpint (memcmp (&from_paper, &from_file, sizeof from_paper), !=, 0);
  g_stat (box, &info);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_null (init (dir, FOYER_TEST_PASSPHRASE, FOYER_TEST_PASSPHRASE, &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_EXISTS);
  foyer_test_remove_tree (dir);
}

static void
a_centre_is_not_made_with_bad_words_and_leaves_nothing_behind (void)
{
  g_autofree char *dir = make_dir ();
  g_autofree char *box = foyer_centre_dup_box_key_path (dir);
  g_autofree char *db = g_build_filename (dir, "centre.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (init (dir, "long enough one", "long enough two", &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (init (dir, "short", "short", &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
  g_assert_false (g_file_test (box, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (db, G_FILE_TEST_EXISTS));
  foyer_test_remove_tree (dir);
}

static void
a_recovery_key_with_a_slip_of_the_pen_is_refused (void)
{
  FoyerBoxKey key, back;
  g_autofree char *text = NULL;
  guint accepted = 0, tried = 0;

  foyer_box_key_generate (&key);
  text = foyer_recovery_format (&key);
  g_assert_true (foyer_recovery_parse (text, &back, NULL));
  g_assert_cmpmem (&key, sizeof key, &back, sizeof back);
  for (gsize i = 0; i < strlen (text); i++)
    {
      char right = text[i];

      if (right == '-')
        continue;
      text[i] = right == '0' ? '1' : '0';
      accepted += foyer_recovery_parse (text, &back, NULL);
      tried++;
      text[i] = right;
    }
  g_assert_cmpuint (tried, ==, 68);
  /* A checksum of 16 bits: all 68 slips pass with a chance of 1 in 1,000. */
  g_assert_cmpuint (accepted, <=, 1);
}

static void
the_door_leads_to_the_files_or_to_the_centre_that_has_them (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (GError) error = NULL;
  g_autofree char *recovery = NULL;
  g_autoptr (json_t) invite = json_pack ("{s:s, s:s}", "op", "invite", "place", "lib-test");
  g_autoptr (json_t) nonsense = json_pack ("{s:s}", "op", "drop everything");

  g_assert_null (foyer_centre_door_open (dir, &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE);
  g_clear_error (&error);
  recovery = init (dir, FOYER_TEST_PASSPHRASE, FOYER_TEST_PASSPHRASE, NULL);
  for (guint is_running = 0; is_running < 2; is_running++)
    {
      g_autoptr (FoyerCentreWriter) writer
        = is_running ? foyer_centre_writer_new (dir, NULL) : NULL;
      g_autoptr (FoyerCentreControl) control
        = is_running ? foyer_centre_control_new (dir, writer, foyer_clock_system (), &error) : NULL;
      g_autoptr (FoyerCentreDoor) door = foyer_centre_door_open (dir, &error);
      g_autoptr (json_t) reply = foyer_centre_door_call (door, invite, &error);

      g_assert_no_error (error);
      g_assert_nonnull (foyer_json_get_string (reply, "code"));
      g_assert_false (foyer_json_get_bool (reply, "is_known", TRUE));
      g_assert_null (foyer_centre_door_call (door, nonsense, &error));
      g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
      g_clear_error (&error);
      foyer_centre_door_close (g_steal_pointer (&door));
      g_clear_pointer (&control, foyer_centre_control_free);
    }
  foyer_test_remove_tree (dir);
}

static void
only_loopback_and_unix_sockets_are_listened_at (void)
{
  static const char *const bad[]
    = { "0.0.0.0:8080",    "192.0.2.1:80", "[::]:80", "localhost:80", "127.0.0.1",
        "127.0.0.1:99999", "unix:",        "",        ":80",          "[::1:80" };
  g_autofree char *dir = make_dir ();
  g_autofree char *recovery = init (dir, FOYER_TEST_PASSPHRASE, FOYER_TEST_PASSPHRASE, NULL);
  g_autofree char *path = g_strdup_printf ("unix:%s/listen.sock", dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentre) centre = foyer_centre_new (dir, NULL, foyer_clock_system (), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (foyer_centre_listen (centre, bad[i], &error));
      g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
      g_clear_error (&error);
    }
  g_assert_true (foyer_centre_listen (centre, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path + 5, G_FILE_TEST_EXISTS));
  foyer_centre_free (g_steal_pointer (&centre));
  g_assert_false (g_file_test (path + 5, G_FILE_TEST_EXISTS));
  foyer_test_remove_tree (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/centre/" path, func)
  ADD ("the-same-record-counts-once-and-another-is-set-aside",
       the_same_record_counts_once_and_another_is_set_aside);
  ADD ("hours-add-up-once-and-go-with-their-code", hours_add_up_once_and_go_with_their_code);
  ADD ("hours-sent-again-to-a-restored-centre-count-once",
       hours_sent_again_to_a_restored_centre_count_once);
  ADD ("change-numbers-only-grow-and-the-same-text-takes-none",
       change_numbers_only_grow_and_the_same_text_takes_none);
  ADD ("a-directory-has-one-writer-and-many-readers", a_directory_has_one_writer_and_many_readers);
  ADD ("jobs-share-transactions-and-one-bad-job-spoils-only-itself",
       jobs_share_transactions_and_one_bad_job_spoils_only_itself);
  ADD ("what-was-pushed-is-written-before-the-writer-goes",
       what_was_pushed_is_written_before_the_writer_goes);
  ADD ("a-centre-is-made-once-with-keys-that-were-tried",
       a_centre_is_made_once_with_keys_that_were_tried);
  ADD ("a-centre-is-not-made-with-bad-words-and-leaves-nothing-behind",
       a_centre_is_not_made_with_bad_words_and_leaves_nothing_behind);
  ADD ("a-recovery-key-with-a-slip-of-the-pen-is-refused",
       a_recovery_key_with_a_slip_of_the_pen_is_refused);
  ADD ("the-door-leads-to-the-files-or-to-the-centre-that-has-them",
       the_door_leads_to_the_files_or_to_the_centre_that_has_them);
  ADD ("only-loopback-and-unix-sockets-are-listened-at",
       only_loopback_and_unix_sockets_are_listened_at);
  return g_test_run ();
}
