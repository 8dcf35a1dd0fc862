/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "centre/foyer-centre-backup.h"
#include "centre/foyer-centre.h"
#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"
#include "net-ctl.h"
#include "net-fixture.h"

/* Backups end to end, by command: when kiosks let go of their copies, and what comes back after a
 * restore. */

typedef struct
{
  Net *net; /* owned */
  char *to; /* owned: where backups go */
} World;

static World
world_new (void)
{
  return (World){ net_new (), g_dir_make_tmp ("foyer-backups-XXXXXX", NULL) };
}

static void
world_clear (World *world)
{
  net_free (world->net);
  foyer_test_remove_tree (world->to);
  g_free (world->to);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static const char *
data (const World *world)
{
  return foyer_test_centre_get_dir (world->net->centre);
}

/* The path of the new backup. (transfer full) */
static char *
back_up (const World *world, const char *more)
{
  g_auto (NetResult) result
    = net_ctl (NULL, "centre|backup|--data|%s|--to|%s%s", data (world), world->to, more);
  g_auto (GStrv) lines = g_strsplit (result.out, "\n", 2);

  g_assert_cmpint (result.code, ==, FOYER_EXIT_DONE);
  g_assert_true (g_str_has_prefix (lines[0], "backup: "));
  return g_build_filename (world->to, lines[0] + strlen ("backup: "), NULL);
}

static NetResult
restore (const World *world, const char *backup)
{
  return net_ctl (NULL, "centre|restore|--data|%s|--from|%s", data (world), backup);
}

/* With the centre stopped and started again. */
static void
put_back (const World *world, const char *backup)
{
  g_auto (NetResult) result = { 0 };

  result = restore (world, backup);
  g_assert_cmpint (result.code, ==, FOYER_EXIT_DONE);
  foyer_test_centre_start (world->net->centre);
  net_reconnect (world->net);
}

static void
sign_up_and_sync (const World *world, const char *name)
{
  g_autofree char *id = net_sign_up (world->net, name);
  g_autoptr (FoyerSyncReport) report = net_sync (world->net, NULL);

  g_assert_cmpuint (net_counts (world->net).waiting, ==, 0);
}

static gint64
records (const World *world)
{
  return foyer_test_centre_count_records (world->net->centre);
}

static gint64
meta (const World *world, const char *key)
{
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (data (world), FALSE, NULL);

  return foyer_centre_store_get_meta_int (store, key, 0);
}

static void
a_kiosk_lets_go_of_its_copies_only_after_a_backup (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;

  sign_up_and_sync (&world, "Ada");
  sign_up_and_sync (&world, "Ben");
  g_assert_cmpuint (net_counts (world.net).received, ==, 2);
  backup = back_up (&world, "");
  g_assert_cmpint (meta (&world, FOYER_CENTRE_META_BACKED_UP_TO), ==, 2);
  /* Told with the next receipt; the third is in no backup yet. */
  sign_up_and_sync (&world, "Cleo");
  g_assert_cmpuint (net_counts (world.net).received, ==, 1);
}

/* The service document says how far the backups reach: a quiet library sends no new records. */
static void
a_quiet_round_after_a_backup_lets_the_copies_go (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autoptr (FoyerSyncReport) before = NULL;
  g_autoptr (FoyerSyncReport) after = NULL;

  sign_up_and_sync (&world, "Ada");
  before = net_sync (world.net, NULL);
  g_assert_cmpuint (net_counts (world.net).received, ==, 1);
  backup = back_up (&world, "");
  after = net_sync (world.net, NULL);
  g_assert_cmpuint (after->pushed, ==, 0);
  g_assert_cmpuint (net_counts (world.net).received, ==, 0);
}

static void
what_an_older_backup_lacks_comes_again_from_the_kiosks (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autoptr (FoyerSyncReport) again = NULL;
  g_auto (NetResult) running = { 0 };
  gint64 epoch = meta (&world, FOYER_CENTRE_META_EPOCH);

  sign_up_and_sync (&world, "Ada");
  backup = back_up (&world, "");
  sign_up_and_sync (&world, "Ben");
  running = restore (&world, backup);
  g_assert_cmpint (running.code, ==, FOYER_EXIT_REFUSED);
  g_assert_cmpint (records (&world), ==, 2);
  foyer_test_centre_stop (world.net->centre);
  put_back (&world, backup);
  g_assert_cmpint (records (&world), ==, 1);
  g_assert_cmpint (meta (&world, FOYER_CENTRE_META_EPOCH), >, epoch);
  g_assert_cmpint (meta (&world, FOYER_CENTRE_META_BACKED_UP_TO), ==, 0);
  again = net_sync (world.net, NULL);
  g_assert_cmpint (records (&world), ==, 2);
}

static void
withdraw_and_sync (const World *world, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record
    = foyer_record_seal_withdrawal (code, world->net->trust, world->net->clock, &error);
  g_autoptr (FoyerSyncReport) report = NULL;

  g_assert_no_error (error);
  foyer_outbox_withdraw (world->net->outbox, record->id, record->sealed, record->code_hash, NULL,
                         &error);
  g_assert_no_error (error);
  report = net_sync (world->net, NULL);
  g_assert_cmpuint (report->acknowledged, ==, 1);
}

/* Ada signs up, a backup is made, Ada withdraws; the backup still has her. The hash of her code. */
static char *
withdraw_after_a_backup (const World *world, char **backup)
{
  g_autofree char *code = NULL;
  g_autofree char *id = net_sign_up_for_code (world->net, "Ada", &code);
  g_autoptr (FoyerSyncReport) report = net_sync (world->net, NULL);

  *backup = back_up (world, "");
  withdraw_and_sync (world, code);
  g_assert_cmpint (records (world), ==, 1);
  foyer_test_centre_stop (world->net->centre);
  return foyer_code_hash (code);
}

static void
a_withdrawal_after_the_backup_comes_again_from_its_kiosk (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autofree char *code = withdraw_after_a_backup (&world, &backup);
  g_autofree char *db = g_build_filename (data (&world), "centre.db", NULL);
  g_autoptr (FoyerSyncReport) again = NULL;
  g_autoptr (FoyerStatus) status = NULL;
  FoyerCentreTotals totals = { 0 };

  /* The disk is lost. */
  g_assert_cmpint (g_unlink (db), ==, 0);
  put_back (&world, backup);
  g_assert_cmpint (records (&world), ==, 1);
  again = net_sync (world.net, NULL);
  {
    g_autoptr (FoyerCentreStore) store
      = foyer_centre_store_open_sqlite (data (&world), FALSE, NULL);

    g_assert_true (foyer_centre_store_get_totals (store, 0, &totals, NULL));
    g_assert_cmpint (foyer_centre_store_get_arrival_us (store, code), >, 0);
  }
  g_assert_cmpint (totals.tombstones, ==, 1);
  g_assert_cmpint (totals.records, ==, 1); /* the withdrawal itself */
  foyer_sync_report_free (g_steal_pointer (&again));
  again = net_sync (world.net, NULL);
  status = foyer_store_get_status (world.net->store, code);
  g_assert_cmpint (status->state, ==, FOYER_STATUS_WITHDRAWN);
}

static void
a_restore_carries_tombstones_over_where_it_can (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autofree char *code = withdraw_after_a_backup (&world, &backup);
  g_auto (NetResult) log = { 0 };

  put_back (&world, backup);
  g_assert_cmpint (records (&world), ==, 0);
  log = net_ctl (NULL, "centre|audit|--data|%s", data (&world));
  g_assert_cmpint (log.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (log.out, "\"restored_from\":\"backup-"));
  g_assert_nonnull (strstr (log.out, "\"tombstones\":1"));
}

/* The kiosk has let go of the withdrawal; only a newer backup knows of it. */
static void
an_older_backup_is_put_back_only_when_told (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *older = NULL;
  g_autofree char *code = NULL;
  g_autofree char *id = net_sign_up_for_code (world.net, "Ada", &code);
  g_autofree char *newer = NULL;
  g_autofree char *db = g_build_filename (data (&world), "centre.db", NULL);
  g_auto (NetResult) refused = { 0 }, done = { 0 };

  sign_up_and_sync (&world, "Ben");
  older = back_up (&world, "");
  withdraw_and_sync (&world, code);
  for (guint i = 0; i < 8; i++)
    sign_up_and_sync (&world, "Cleo");
  newer = back_up (&world, ""); /* number 11 after 2: by name it comes first */
  sign_up_and_sync (&world, "Dan");
  g_assert_cmpuint (net_counts (world.net).received, ==, 1);
  foyer_test_centre_stop (world.net->centre);
  g_assert_cmpint (g_unlink (db), ==, 0);
  refused = restore (&world, older);
  g_assert_cmpint (refused.code, ==, FOYER_EXIT_REFUSED);
  g_assert_nonnull (strstr (refused.err, newer));
  done = net_ctl (NULL, "centre|restore|--data|%s|--older|--from|%s/", data (&world), older);
  g_assert_cmpint (done.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (done.out, "tombstones: 1"));
  g_assert_cmpint (records (&world), ==, 1); /* Ben's, not Ada's */
}

static void
run_sql (const char *dir, const char *sql)
{
  g_autofree char *path = g_build_filename (dir, "centre.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* It joined after the backup: its sign-ups must not be left behind in a directory of no kiosk. */
static void
a_kiosk_that_is_not_known_any_more_joins_again_with_its_outbox (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = net_sign_up (world.net, "Ada");
  g_auto (NetResult) invite = { 0 }, lost = { 0 }, refused = { 0 }, joined = { 0 }, sent = { 0 };
  const char *url = NULL;

  foyer_test_centre_stop (world.net->centre);
  run_sql (data (&world), "DELETE FROM kiosk");
  foyer_test_centre_start (world.net->centre);
  url = foyer_test_centre_get_url (world.net->centre);
  lost = net_ctl (NULL, "kiosk|sync|--state|%s|--centre|%s", world.net->state, url);
  g_assert_cmpint (lost.code, ==, FOYER_EXIT_REFUSED);
  invite = net_ctl (NULL, "kiosk|invite|--data|%s|--place|here", data (&world));
  refused = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", world.net->state, url,
                     g_strchomp (invite.out));
  g_assert_cmpint (refused.code, ==, FOYER_EXIT_REFUSED);
  joined = net_ctl (NULL, "kiosk|enrol|--again|--state|%s|--centre|%s|--code|%s", world.net->state,
                    url, invite.out);
  g_assert_cmpint (joined.code, ==, FOYER_EXIT_DONE);
  sent = net_ctl (NULL, "kiosk|sync|--state|%s", world.net->state);
  g_assert_cmpint (sent.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (sent.out, "acknowledged: 1"));
  g_assert_cmpint (records (&world), ==, 1);
}

static void
a_kiosk_shut_out_after_the_backup_stays_out (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = back_up (&world, "");
  g_auto (NetResult) revoke = { 0 }, list = { 0 };

  revoke = net_ctl (NULL, "kiosk|revoke|--data|%s|--kiosk|%s", data (&world),
                    world.net->trust->kiosk_id);
  g_assert_cmpint (revoke.code, ==, FOYER_EXIT_DONE);
  foyer_test_centre_stop (world.net->centre);
  put_back (&world, backup);
  list = net_ctl (NULL, "kiosk|list|--data|%s", data (&world));
  g_assert_nonnull (strstr (list.out, "\"revoked\":true"));
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
refused_in (const char *backup, NetResult result)
{
  g_assert_cmpint (result.code, ==, FOYER_EXIT_REFUSED);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_nonnull (strstr (result.err, "is a backup: put it back with foyerctl centre restore"));
  g_assert_cmpuint (count_files (backup), ==, 4);
  net_result_clear (&result);
}

/* Its keys are those of the centre, its log is not. */
static void
a_backup_is_no_centre (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *here = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (NetResult) opened = { 0 };

  sign_up_and_sync (&world, "Ada");
  backup = back_up (&world, "");
  g_assert_cmpuint (count_files (backup), ==, 4); /* centre.db, keys, media and the mark */
  refused_in (backup, net_ctl (FOYER_TEST_PASSPHRASE "\n",
                               "records|list|--data|%s|--open-with|%s/keys/centre-box.key", backup,
                               backup));
  refused_in (backup, net_ctl (NULL, "records|list|--data|%s", backup));
  refused_in (backup, net_ctl (NULL, "centre|audit|--data|%s", backup));
  refused_in (backup, net_ctl (NULL, "centre|restored|--data|%s", backup));
  refused_in (backup, net_ctl (NULL, "centre|backup|--data|%s|--to|%s", backup, world.to));
  refused_in (backup, net_ctl (NULL, "centre|restore|--data|%s|--from|%s", backup, backup));
  refused_in (backup, net_ctl (NULL, "kiosk|list|--data|%s", backup));
  refused_in (backup, net_ctl (NULL, "kiosk|invite|--data|%s|--place|here", backup));
  refused_in (backup, net_ctl (NULL, "bundle|key|--data|%s", backup));
  refused_in (backup, net_ctl (NULL, "bundle|make|--data|%s|--out|%s/bundle", backup, world.to));
  g_assert_null (foyer_centre_new (backup, NULL, world.net->clock, &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
  g_assert_cmpuint (count_files (backup), ==, 4);
  /* Put back, it is one; and so is an older backup, which has no mark. */
  mark = g_build_filename (backup, "BACKUP", NULL);
  here = g_build_filename (data (&world), "BACKUP", NULL);
  for (guint is_old = 0; is_old < 2; is_old++)
    {
      foyer_test_centre_stop (world.net->centre);
      put_back (&world, backup);
      g_assert_false (g_file_test (here, G_FILE_TEST_EXISTS));
      g_assert_cmpint (records (&world), ==, 1);
      g_assert_cmpint (g_unlink (mark), ==, is_old ? -1 : 0);
    }
  /* What stood between was the mark. */
  opened = net_ctl (NULL, "records|list|--data|%s", backup);
  g_assert_cmpint (opened.code, ==, FOYER_EXIT_DONE);
}

static void
a_backup_within_the_centre_is_refused (void)
{
  static const char *const bad[] = { "", "/", "/backups", "/keys/deep/er", "/media/../no" };
  g_auto (World) world = world_new ();
  g_autofree char *link = g_build_filename (world.to, "link", NULL);
  g_autofree char *beside = g_strconcat (data (&world), "-backups", NULL);
  g_autofree char *through = g_build_filename (link, "backups", NULL);
  g_auto (NetResult) linked = { 0 }, done = { 0 };
  guint before = count_files (data (&world));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (NetResult) result
        = net_ctl (NULL, "centre|backup|--data|%s|--to|%s%s", data (&world), data (&world), bad[i]);

      g_assert_cmpint (result.code, ==, FOYER_EXIT_REFUSED);
      g_assert_nonnull (strstr (result.err, "within the centre itself"));
    }
  g_assert_cmpint (symlink (data (&world), link), ==, 0);
  linked = net_ctl (NULL, "centre|backup|--data|%s|--to|%s", data (&world), through);
  g_assert_cmpint (linked.code, ==, FOYER_EXIT_REFUSED);
  g_assert_cmpuint (count_files (data (&world)), ==, before);
  done = net_ctl (NULL, "centre|backup|--data|%s|--to|%s", data (&world), beside);
  g_assert_cmpint (done.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (done.err, "note: "));
  g_assert_nonnull (strstr (done.err, "same disk"));
  foyer_test_remove_tree (beside);
}

static void
a_broken_database_is_moved_aside_and_never_deleted (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autofree char *db = g_build_filename (data (&world), "centre.db", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *text = NULL;
  g_auto (NetResult) result = { 0 };
  g_auto (GStrv) lines = NULL;

  sign_up_and_sync (&world, "Ada");
  backup = back_up (&world, "");
  foyer_test_centre_stop (world.net->centre);
  g_assert_true (g_file_set_contents (db, "no database at all", -1, NULL));
  result = restore (&world, backup);
  g_assert_cmpint (result.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (result.err, "could not be read whole"));
  lines = g_strsplit (strstr (result.out, "moved_aside: ") + strlen ("moved_aside: "), "\n", 2);
  aside = g_build_filename (data (&world), lines[0], NULL);
  g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "no database at all");
  foyer_test_centre_start (world.net->centre);
  g_assert_cmpint (records (&world), ==, 1);
}

static void
a_lost_machine_comes_back_with_keys_and_media (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *hash = foyer_test_centre_add_media (world.net->centre, "film", 4);
  g_autofree char *fresh = g_dir_make_tmp ("foyer-centre-XXXXXX", NULL);
  g_autofree char *elsewhere = g_build_filename (fresh, "centre", NULL);
  g_autofree char *media = NULL;
  g_autofree char *key = NULL;
  g_autofree char *backup = NULL;
  g_auto (NetResult) result = { 0 };
  GStatBuf info;

  sign_up_and_sync (&world, "Ada");
  backup = back_up (&world, "");
  result = net_ctl (NULL, "centre|restore|--data|%s|--from|%s", elsewhere, backup);
  g_assert_cmpint (result.code, ==, FOYER_EXIT_DONE);
  {
    g_autofree char *name = g_strconcat ("sha256-", hash, NULL);

    media = g_build_filename (elsewhere, "media", name, NULL);
  }
  g_assert_true (g_file_test (media, G_FILE_TEST_EXISTS));
  key = g_build_filename (elsewhere, "keys", "centre-sign.key", NULL);
  g_assert_cmpint (g_stat (key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  foyer_test_remove_tree (fresh);
}

/* What was changed in a backup is not put back, and nothing here is touched. */
static void
a_backup_that_does_not_prove_is_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *backup = NULL;
  g_autofree char *moved = NULL;
  g_auto (FoyerCentreBackup) good = { 0 };
  g_auto (FoyerCentreBackup) bad = { 0 };
  g_auto (NetResult) result = { 0 }, keys = { 0 }, elsewhere = { 0 };
  g_autofree char *key = NULL;
  g_autofree char *fresh = g_build_filename (world.to, "fresh", NULL);
  FoyerSignKey other;
  g_autoptr (GError) error = NULL;

  sign_up_and_sync (&world, "Ada");
  backup = back_up (&world, "");
  g_assert_true (foyer_centre_backup_prove (backup, &good, &error));
  g_assert_cmpint (good.seq, ==, 1);
  foyer_test_centre_stop (world.net->centre);
  run_sql (backup, "UPDATE record SET digest = substr (digest, 2) || substr (digest, 1, 1)");
  g_assert_false (foyer_centre_backup_prove (backup, &bad, NULL));
  result = restore (&world, backup);
  g_assert_cmpint (result.code, ==, FOYER_EXIT_FAILED);
  elsewhere = net_ctl (NULL, "centre|restore|--data|%s|--from|%s", fresh, backup);
  g_assert_cmpint (elsewhere.code, ==, FOYER_EXIT_FAILED);
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));
  run_sql (backup, "UPDATE record SET digest = substr (digest, 64) || substr (digest, 1, 63)");
  g_assert_true (foyer_centre_backup_prove (backup, &bad, &error));
  /* The keys of another centre. */
  key = g_build_filename (data (&world), "keys", "centre-sign.key", NULL);
  moved = g_strconcat (key, ".mine", NULL);
  g_assert_cmpint (g_rename (key, moved), ==, 0);
  foyer_sign_key_generate (&other);
  g_assert_true (foyer_sign_key_save (key, &other, &error));
  keys = restore (&world, backup);
  g_assert_cmpint (keys.code, ==, FOYER_EXIT_FAILED);
  g_assert_nonnull (strstr (keys.err, "keys are not those"));
  g_assert_cmpint (g_unlink (key), ==, 0);
  g_assert_cmpint (g_rename (moved, key), ==, 0);
  foyer_test_centre_start (world.net->centre);
  g_assert_cmpint (records (&world), ==, 1);
}

static guint
count_backups (const World *world)
{
  g_autoptr (GDir) dir = g_dir_open (world->to, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, "backup-") && name[7] != '.';
  return n;
}

static void
the_oldest_backups_go_and_the_newest_never (void)
{
  g_auto (World) world = world_new ();
  static const char *const older[]
    = { "backup-7-1-20260101T000000Z", "backup-9-3-20260103T000000Z", "backup-8-2-20260102T000000Z",
        "backup-20260104T000000Z.part" };
  g_autofree char *backup = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (older); i++)
    {
      g_autofree char *path = g_build_filename (world.to, older[i], NULL);

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    }
  sign_up_and_sync (&world, "Ada");
  backup = back_up (&world, "|--keep|2");
  g_assert_true (g_file_test (backup, G_FILE_TEST_IS_DIR));
  kept = g_build_filename (world.to, older[1], NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_DIR));
  gone = g_build_filename (world.to, older[3], NULL);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_backups (&world), ==, 2);
  g_assert_cmpuint (foyer_centre_backup_prune (world.to, 0, strrchr (backup, '/') + 1), ==, 1);
  g_assert_true (g_file_test (backup, G_FILE_TEST_IS_DIR));
}

/* The centre believes no more than it can know itself. */
static void
a_backup_of_another_epoch_or_of_the_future_counts_for_nothing (void)
{
  g_auto (World) world = world_new ();
  gint64 epoch = meta (&world, FOYER_CENTRE_META_EPOCH);
  g_autoptr (json_t) other = NULL, future = NULL, now = NULL, older = NULL;

  sign_up_and_sync (&world, "Ada");
  other = foyer_test_centre_ask (world.net->centre,
                                 json_pack ("{s:s, s:I, s:I}", "op", "backed-up", "epoch",
                                            (json_int_t)(epoch + 1), "seq", (json_int_t)1));
  g_assert_null (other);
  future = foyer_test_centre_ask (world.net->centre,
                                  json_pack ("{s:s, s:I, s:I}", "op", "backed-up", "epoch",
                                             (json_int_t)epoch, "seq", (json_int_t)2));
  g_assert_null (future);
  g_assert_cmpint (meta (&world, FOYER_CENTRE_META_BACKED_UP_TO), ==, 0);
  now = foyer_test_centre_ask (world.net->centre,
                               json_pack ("{s:s, s:I, s:I}", "op", "backed-up", "epoch",
                                          (json_int_t)epoch, "seq", (json_int_t)1));
  g_assert_nonnull (now);
  older = foyer_test_centre_ask (world.net->centre,
                                 json_pack ("{s:s, s:I, s:I}", "op", "backed-up", "epoch",
                                            (json_int_t)epoch, "seq", (json_int_t)0));
  g_assert_nonnull (older);
  g_assert_cmpint (meta (&world, FOYER_CENTRE_META_BACKED_UP_TO), ==, 1);
}

static char *
metrics (const World *world)
{
  g_autoptr (FoyerReply) reply = net_get (world->net, "/metrics");

  return g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
}

static void
metrics_say_how_much_no_backup_has (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *before = NULL;
  g_autofree char *cached = NULL;
  g_autofree char *after = NULL;
  g_autofree char *backup = NULL;

  sign_up_and_sync (&world, "Ada");
  before = metrics (&world);
  g_assert_nonnull (strstr (before, "\nfoyer_records 1\n"));
  g_assert_nonnull (strstr (before, "\nfoyer_kiosks 1\n"));
  g_assert_nonnull (strstr (before, "\nfoyer_kiosks_silent 0\n"));
  g_assert_nonnull (strstr (before, "\nfoyer_backed_up_to_lag 1\n"));
  g_assert_nonnull (strstr (before, "\nfoyer_writer_queue 0\n"));
  g_assert_null (strstr (before, "last_backup_age"));
  sign_up_and_sync (&world, "Ben");
  cached = metrics (&world);
  g_assert_nonnull (strstr (cached, "\nfoyer_records 1\n"));
  backup = back_up (&world, "");
  foyer_clock_advance (world.net->clock, 2 * 3600 * (gint64)G_USEC_PER_SEC);
  after = metrics (&world);
  g_assert_nonnull (strstr (after, "\nfoyer_records 2\n"));
  g_assert_nonnull (strstr (after, "\nfoyer_backed_up_to_lag 0\n"));
  g_assert_nonnull (strstr (after, "\nfoyer_last_backup_age_seconds 7200\n"));
  g_assert_nonnull (strstr (after, "\nfoyer_kiosks_silent 1\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/backup/" path, func)
  ADD ("a-kiosk-lets-go-of-its-copies-only-after-a-backup",
       a_kiosk_lets_go_of_its_copies_only_after_a_backup);
  ADD ("a-quiet-round-after-a-backup-lets-the-copies-go",
       a_quiet_round_after_a_backup_lets_the_copies_go);
  ADD ("what-an-older-backup-lacks-comes-again-from-the-kiosks",
       what_an_older_backup_lacks_comes_again_from_the_kiosks);
  ADD ("a-withdrawal-after-the-backup-comes-again-from-its-kiosk",
       a_withdrawal_after_the_backup_comes_again_from_its_kiosk);
  ADD ("a-restore-carries-tombstones-over-where-it-can",
       a_restore_carries_tombstones_over_where_it_can);
  ADD ("an-older-backup-is-put-back-only-when-told", an_older_backup_is_put_back_only_when_told);
  ADD ("a-kiosk-that-is-not-known-any-more-joins-again-with-its-outbox",
       a_kiosk_that_is_not_known_any_more_joins_again_with_its_outbox);
  ADD ("a-kiosk-shut-out-after-the-backup-stays-out", a_kiosk_shut_out_after_the_backup_stays_out);
  ADD ("a-backup-is-no-centre", a_backup_is_no_centre);
  ADD ("a-backup-within-the-centre-is-refused", a_backup_within_the_centre_is_refused);
  ADD ("a-broken-database-is-moved-aside-and-never-deleted",
       a_broken_database_is_moved_aside_and_never_deleted);
  ADD ("a-lost-machine-comes-back-with-keys-and-media",
       a_lost_machine_comes_back_with_keys_and_media);
  ADD ("a-backup-that-does-not-prove-is-refused", a_backup_that_does_not_prove_is_refused);
  ADD ("the-oldest-backups-go-and-the-newest-never", the_oldest_backups_go_and_the_newest_never);
  ADD ("a-backup-of-another-epoch-or-of-the-future-counts-for-nothing",
       a_backup_of_another_epoch_or_of_the_future_counts_for_nothing);
  ADD ("metrics-say-how-much-no-backup-has", metrics_say_how_much_no_backup_has);
  return g_test_run ();
}
