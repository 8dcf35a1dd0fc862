/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "core/model/foyer-json.h"
#include "net-fixture.h"

/* Withdrawals and statuses at the centre: what a tombstone takes and keeps away, in any order. */

/* What only who was given the code has, and the hash of it that everybody may see. */
#define PROOF "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER_PROOF "ffff456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PROVES(proof) ",\"code_proof\":\"" proof "\""
#define CODE hash_of (PROOF)
#define OTHER_CODE hash_of (OTHER_PROOF)
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static const char *
hash_of (const char *proof)
{
  g_autofree char *hash = foyer_code_hash_of_proof (proof);

  return g_intern_string (hash);
}

/* A record of kind with the code; more: members for its header. Waits in the outbox. */
static void
queue (Net *net, const char *id, const char *kind, const char *code, const char *more)
{
  g_autofree char *header = g_strdup_printf ("{\"v\":1,\"id\":\"%s\",\"kind\":\"%s\"%s%s%s%s}", id,
                                             kind, code ? ",\"code_hash\":\"" : "",
                                             code ? code : "", code ? "\"" : "", more ? more : "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = foyer_seal (header, "{}", 2, net->trust->box_keys, 2, &error);

  g_assert_no_error (error);
  foyer_outbox_add (net->outbox, id, kind, sealed, code, &error);
  g_assert_no_error (error);
}

static void
send_one (Net *net, const char *kind, const char *code, const char *more)
{
  g_autofree char *id = foyer_id_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  queue (net, id, kind, code, more);
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->acknowledged, ==, 1);
}

static FoyerCentreStore *
open_store (Net *net)
{
  g_autoptr (GError) error = NULL;
  FoyerCentreStore *store
    = foyer_centre_store_open_sqlite (foyer_test_centre_get_dir (net->centre), FALSE, &error);

  g_assert_no_error (error);
  return store;
}

/* The status of code at the centre, NULL when there is none. */
static FoyerStatus *
get_status (Net *net, const char *code)
{
  g_autoptr (FoyerCentreStore) store = open_store (net);
  g_autofree char *json = foyer_centre_store_dup_item (store, FOYER_KIND_STATUSES, code);
  g_autoptr (GError) error = NULL;
  FoyerStatus *status = json ? foyer_status_new_from_json (json, &error) : NULL;

  g_assert_no_error (error);
  return status;
}

static gboolean
count_kind (const FoyerCentreRecord *record, gpointer data)
{
  (*(guint *)data)++;
  return TRUE;
}

static guint
count (Net *net, const char *kind)
{
  g_autoptr (FoyerCentreStore) store = open_store (net);
  guint n = 0;

  g_assert_true (foyer_centre_store_each_record (store, kind, count_kind, &n, NULL));
  return n;
}

static void
a_withdrawal_takes_all_with_its_code_and_stays_itself (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerStatus) status = NULL;
  g_autoptr (FoyerStatus) other = NULL;

  send_one (net, "interest", CODE, NULL);
  send_one (net, "question", CODE, NULL);
  send_one (net, "interest", OTHER_CODE, NULL);
  send_one (net, FOYER_RECORD_KIND_WITHDRAWAL, CODE, PROVES (PROOF));
  g_assert_cmpuint (count (net, "interest"), ==, 1);
  g_assert_cmpuint (count (net, "question"), ==, 0);
  g_assert_cmpuint (count (net, FOYER_RECORD_KIND_WITHDRAWAL), ==, 1);
  status = get_status (net, CODE);
  g_assert_cmpint (status->state, ==, FOYER_STATUS_WITHDRAWN);
  other = get_status (net, OTHER_CODE);
  g_assert_cmpint (other->state, ==, FOYER_STATUS_RECEIVED);
}

static void
a_withdrawal_that_comes_first_keeps_the_sign_up_out (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = foyer_id_new ();
  g_autofree char *withdrawal = foyer_id_new ();
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (FoyerStatus) status = NULL;

  send_one (net, FOYER_RECORD_KIND_WITHDRAWAL, CODE, PROVES (PROOF));
  send_one (net, "interest", CODE, NULL);
  g_assert_cmpuint (count (net, "interest"), ==, 0);
  /* And in one batch, either way round. */
  queue (net, id, "interest", OTHER_CODE, NULL);
  queue (net, withdrawal, FOYER_RECORD_KIND_WITHDRAWAL, OTHER_CODE, PROVES (OTHER_PROOF));
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->acknowledged, ==, 2);
  g_assert_cmpuint (count (net, "interest"), ==, 0);
  g_assert_cmpuint (count (net, FOYER_RECORD_KIND_WITHDRAWAL), ==, 2);
  status = get_status (net, CODE);
  g_assert_cmpint (status->state, ==, FOYER_STATUS_WITHDRAWN);
}

typedef struct
{
  FoyerCentreRecord record;
  FoyerReceiptEntry entry;
} Adding;

static gboolean
add (FoyerCentreStore *store, gpointer data, GError **error)
{
  Adding *adding = data;

  return foyer_centre_store_add_record (store, &adding->record, &adding->entry, error);
}

static void
add_raw (Net *net, const char *id, const char *kind, const char *bytes, Adding *adding)
{
  g_autoptr (GBytes) sealed = g_bytes_new (bytes, strlen (bytes));
  g_autofree char *digest = foyer_seal_digest (bytes, strlen (bytes));

  *adding = (Adding){ .record = { .id = (char *)id,
                                  .kind = (char *)kind,
                                  .kiosk = (char *)"kiosk-test",
                                  .digest = digest,
                                  .header = (char *)"{}",
                                  .code_hash = (char *)CODE,
                                  .sealed = sealed,
                                  .received_us = foyer_clock_now_us (net->clock) } };
  foyer_test_centre_write (net->centre, add, adding);
}

static void
variants_go_and_a_withdrawal_counts_once (void)
{
  g_autoptr (Net) net = net_new ();
  Adding first, variant, withdrawal, again, late;

  add_raw (net, "a", "interest", "one", &first);
  add_raw (net, "a", "interest", "two", &variant);
  add_raw (net, "w", FOYER_RECORD_KIND_WITHDRAWAL, "gone", &withdrawal);
  add_raw (net, "w", FOYER_RECORD_KIND_WITHDRAWAL, "gone", &again);
  add_raw (net, "a", "interest", "two", &late);
  g_assert_cmpint (first.entry.status, ==, FOYER_RECEIPT_STORED);
  g_assert_cmpint (variant.entry.status, ==, FOYER_RECEIPT_VARIANT);
  g_assert_cmpint (withdrawal.entry.status, ==, FOYER_RECEIPT_STORED);
  g_assert_cmpint (withdrawal.entry.seq, ==, 3);
  g_assert_cmpint (again.entry.status, ==, FOYER_RECEIPT_DUPLICATE);
  g_assert_cmpint (again.entry.seq, ==, 3);
  g_assert_cmpint (late.entry.status, ==, FOYER_RECEIPT_ERASED);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 1);
}

/* A kiosk that was stolen has the hashes of all codes, from the statuses, and its key. */
static void
a_withdrawal_that_proves_no_code_takes_nothing (void)
{
  static const char *const more[]
    = { NULL, PROVES (OTHER_PROOF), PROVES (""), PROVES ("zz"), ",\"code_proof\":7" };
  g_autoptr (Net) net = net_new ();

  send_one (net, "interest", CODE, NULL);
  for (guint i = 0; i <= G_N_ELEMENTS (more); i++)
    {
      g_autofree char *id = foyer_id_new ();
      g_autoptr (FoyerSyncReport) report = NULL;

      queue (net, id, FOYER_RECORD_KIND_WITHDRAWAL, i < G_N_ELEMENTS (more) ? CODE : NULL,
             i < G_N_ELEMENTS (more) ? more[i] : PROVES (PROOF));
      report = net_sync (net, NULL);
      g_assert_cmpuint (report->quarantined, ==, 1);
    }
  g_assert_cmpuint (count (net, "interest"), ==, 1);
  g_assert_cmpuint (count (net, NULL), ==, 1);
}

static void
a_status_has_the_day_in_london_and_the_promised_one (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerStatus) winter = NULL;
  g_autoptr (FoyerStatus) summer = NULL;
  g_autoptr (FoyerStatus) on_kiosk = NULL;
  g_autoptr (FoyerSyncReport) report = NULL;

  send_one (net, "interest", CODE, ",\"reply_by\":\"2026-03-09\"");
  winter = get_status (net, CODE);
  g_assert_cmpstr (winter->received, ==, "2026-03-02");
  g_assert_cmpstr (winter->reply_by, ==, "2026-03-09");
  g_assert_cmpint (winter->updated, ==, foyer_clock_now_us (net->clock) / G_USEC_PER_SEC);
  /* 10 June, 23:30 UTC: the 11th in London. And a day that does not exist is not promised. */
  foyer_clock_advance (net->clock, 100 * DAY_US + 29 * (DAY_US / 48));
  send_one (net, "interest", OTHER_CODE, ",\"reply_by\":\"2026-02-30\"");
  summer = get_status (net, OTHER_CODE);
  g_assert_cmpstr (summer->received, ==, "2026-06-11");
  g_assert_null (summer->reply_by);
  report = net_sync (net, NULL);
  on_kiosk = foyer_store_get_status (net->store, CODE);
  g_assert_cmpstr (on_kiosk->reply_by, ==, "2026-03-09");
  /* What is withdrawn promises nothing any more. */
  send_one (net, FOYER_RECORD_KIND_WITHDRAWAL, CODE, PROVES (PROOF));
  foyer_sync_report_free (g_steal_pointer (&report));
  report = net_sync (net, NULL);
  g_clear_object (&on_kiosk);
  on_kiosk = foyer_store_get_status (net->store, CODE);
  g_assert_cmpint (on_kiosk->state, ==, FOYER_STATUS_WITHDRAWN);
  g_assert_cmpstr (on_kiosk->received, ==, "2026-03-02");
  g_assert_null (on_kiosk->reply_by);
}

static void
a_status_goes_a_year_after_its_last_change (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) day = NULL;
  g_autoptr (FoyerStatus) kept = NULL;
  g_autoptr (FoyerStatus) gone = NULL;
  g_autoptr (FoyerSyncReport) report = NULL;

  send_one (net, "interest", CODE, NULL);
  foyer_clock_advance (net->clock, 364 * DAY_US);
  report = net_sync (net, NULL);
  kept = foyer_store_get_status (net->store, CODE);
  g_assert_nonnull (kept);
  foyer_clock_advance (net->clock, 2 * DAY_US);
  day = net_get (net, "/");
  foyer_sync_report_free (g_steal_pointer (&report));
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->deleted, ==, 1);
  gone = foyer_store_get_status (net->store, CODE);
  g_assert_null (gone);
}

/* The tombstone in tests/fixtures/centre-1.sql. */
#define FIXTURE_TOMBSTONE "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* centre.db of version 1, made by the program of that time. */
static void
make_version_1 (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "centre.db", NULL);
  g_autofree char *fixture
    = g_build_filename (g_getenv ("FOYER_SOURCE_ROOT"), "tests", "fixtures", "centre-1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_file_get_contents (fixture, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
a_database_of_version_1_comes_up_to_date_with_nothing_lost (void)
{
  g_autofree char *dir = g_dir_make_tmp ("foyer-centre-XXXXXX", NULL);
  g_autoptr (FoyerCentreStore) store = NULL;
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;
  FoyerCentreTotals totals = { 0 };
  FoyerFeedState listings = { 0 }, statuses = { 0 };
  FoyerCentreRecord late = { .id = (char *)"a",
                             .kind = (char *)"interest",
                             .kiosk = (char *)"k",
                             .digest = (char *)"d",
                             .header = (char *)"{}",
                             .code_hash = (char *)FIXTURE_TOMBSTONE };
  FoyerReceiptEntry entry = { 0 };
  g_autoptr (GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr (GError) error = NULL;

  late.sealed = sealed;
  make_version_1 (dir);
  store = foyer_centre_store_open_sqlite (dir, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_centre_store_get_totals (store, 0, &totals, &error));
  g_assert_cmpint (totals.records, ==, 2);
  g_assert_cmpint (totals.newest_seq, ==, 2);
  g_assert_cmpint (totals.tombstones, ==, 1);
  g_assert_cmpint (totals.kiosks, ==, 1);
  kiosk = foyer_centre_store_get_kiosk (store, "kiosk-86dsvs3s");
  g_assert_cmpstr (kiosk->place, ==, "lib-test");
  g_assert_true (foyer_centre_store_get_feed (store, FOYER_KIND_LISTINGS, &listings, &error));
  g_assert_cmpint (listings.items, ==, 2);
  g_assert_true (foyer_centre_store_get_feed (store, FOYER_KIND_STATUSES, &statuses, &error));
  g_assert_cmpint (statuses.items, ==, 0);
  g_assert_cmpint (statuses.last, ==, 1);
  /* Its tombstone still wins. */
  g_assert_true (foyer_centre_store_begin (store, &error));
  g_assert_true (foyer_centre_store_add_record (store, &late, &entry, &error));
  g_assert_cmpint (entry.status, ==, FOYER_RECEIPT_ERASED);
  foyer_centre_store_rollback (store);
  foyer_centre_store_close (g_steal_pointer (&store));
  foyer_test_remove_tree (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/withdraw/" path, func)
  ADD ("a-withdrawal-takes-all-with-its-code-and-stays-itself",
       a_withdrawal_takes_all_with_its_code_and_stays_itself);
  ADD ("a-withdrawal-that-comes-first-keeps-the-sign-up-out",
       a_withdrawal_that_comes_first_keeps_the_sign_up_out);
  ADD ("variants-go-and-a-withdrawal-counts-once", variants_go_and_a_withdrawal_counts_once);
  ADD ("a-withdrawal-that-proves-no-code-takes-nothing",
       a_withdrawal_that_proves_no_code_takes_nothing);
  ADD ("a-status-has-the-day-in-london-and-the-promised-one",
       a_status_has_the_day_in_london_and_the_promised_one);
  ADD ("a-status-goes-a-year-after-its-last-change", a_status_goes_a_year_after_its_last_change);
  ADD ("a-database-of-version-1-comes-up-to-date-with-nothing-lost",
       a_database_of_version_1_comes_up_to_date_with_nothing_lost);
  return g_test_run ();
}
