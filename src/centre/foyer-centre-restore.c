/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "centre/foyer-backup-files.h"
#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-backup.h"
#include "core/model/foyer-json.h"

/* Puts a backup in place of what is there.
 *
 * Plain functions, blocking, on foyerctl's thread, under the lock of the data directory. The copy
 * is made ready beside the database that is there, new epoch and all, and takes its place with one
 * rename; a cut at any moment leaves the old one, the new one, or neither under its name and the
 * old one aside, and the same command again completes it.
 */

#define ASIDE_PREFIX "centre.db.before-restore-"

void
foyer_centre_restored_clear (FoyerCentreRestored *restored)
{
  g_clear_pointer (&restored->moved_aside, g_free);
}

/* What has to go on from the databases that were there. */
typedef struct
{
  gint64 epoch;      /* greatest seen */
  json_t *codes;     /* borrowed: hashes with tombstones */
  json_t *revoked;   /* borrowed: ids of kiosks that were shut out */
  gboolean is_whole; /* all could be read */
} Past;

static gboolean
take_tombstone (const char *code_hash, gint64 time_us, gpointer data)
{
  json_array_append_new (data, json_string (code_hash));
  return TRUE;
}

static gboolean
take_revoked (const FoyerCentreKioskState *kiosk, gpointer data)
{
  if (kiosk->revoked_us)
    json_array_append_new (data, json_string (kiosk->id));
  return TRUE;
}

/* dir: one with a centre.db that may be broken. */
static void
read_past (const char *dir, Past *past)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, FALSE, &error);

  if (store)
    past->epoch
      = MAX (past->epoch, foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0));
  if (store == NULL
      || !foyer_centre_store_each_tombstone (store, take_tombstone, past->codes, &error)
      || !foyer_centre_store_each_kiosk (store, take_revoked, past->revoked, &error))
    past->is_whole = FALSE;
}

/* What was withdrawn, or shut out, since this backup and is in a newer one: kiosks send it no more.
 * One that cannot be read is no reason not to restore this one. */
static void
read_newer (const char *backup_dir, Past *past)
{
  g_autoptr (GPtrArray) newer = foyer_centre_backup_list_newer (backup_dir);
  gboolean is_whole = past->is_whole;

  for (guint i = 0; i < newer->len; i++)
    read_past (newer->pdata[i], past);
  past->is_whole = is_whole;
}

/* Ones that were moved aside before tell their epoch: a restore that was cut off is done again. */
static gint64
epoch_of_name (const char *name)
{
  return g_ascii_strtoll (name + strlen (ASIDE_PREFIX), NULL, 10);
}

static gint64
greatest_epoch_aside (const char *data_dir)
{
  g_autoptr (GPtrArray) names = foyer_backup_list (data_dir, ASIDE_PREFIX, NULL);
  gint64 epoch = 0;

  for (guint i = 0; i < names->len; i++)
    epoch = MAX (epoch, epoch_of_name (names->pdata[i]));
  return epoch;
}

/* Copies keys that data_dir has not; those it has must be of the backup's centre, which
 * foyer_centre_backup_prove () sees of the copy. */
static gboolean
bring_keys (const char *backup_dir, const char *data_dir, const char *part, GError **error)
{
  static const char *const files[] = { "centre-sign.key", "centre-box.key" };
  g_autofree char *keys = g_build_filename (data_dir, "keys", NULL);
  g_autofree char *part_keys = g_build_filename (part, "keys", NULL);

  if (!foyer_backup_make_dir (keys, error) || !foyer_backup_make_dir (part_keys, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *here = g_build_filename (keys, files[i], NULL);
      g_autofree char *there = g_build_filename (backup_dir, "keys", files[i], NULL);
      g_autofree char *tried = g_build_filename (part_keys, files[i], NULL);

      if ((!g_file_test (here, G_FILE_TEST_EXISTS) && !foyer_backup_copy (there, here, error))
          || !foyer_backup_copy (here, tried, error))
        return FALSE;
    }
  return foyer_backup_sync (keys, error);
}

static gboolean
bury_all (FoyerCentreStore *store, const json_t *codes, gint64 now_us, guint *n, GError **error)
{
  const json_t *code = NULL;
  size_t i;

  json_array_foreach (codes, i, code)
    {
      if (!foyer_centre_store_add_tombstone (store, json_string_value (code), now_us, error))
        return FALSE;
      (*n)++;
    }
  return TRUE;
}

/* A kiosk that was stolen after the backup is not let in by it. */
static gboolean
shut_out_all (FoyerCentreStore *store, const json_t *kiosks, gint64 now_us, GError **error)
{
  const json_t *kiosk = NULL;
  gboolean is_known = FALSE;
  size_t i;

  json_array_foreach (kiosks, i, kiosk)
    if (!foyer_centre_store_set_revoked (store, json_string_value (kiosk), now_us, &is_known,
                                         error))
      return FALSE;
  return TRUE;
}

/* The new epoch, the tombstones and who is shut out, in one transaction. */
static gboolean
begin_epoch (const char *part,
             const Past *past,
             json_t *request,
             FoyerClock *clock,
             FoyerCentreRestored *restored,
             GError **error)
{
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (part, TRUE, error);
  g_autoptr (json_t) reply = NULL;
  gint64 now_us = foyer_clock_now_us (clock);

  if (store == NULL || !foyer_centre_store_begin (store, error))
    return FALSE;
  if (bury_all (store, past->codes, now_us, &restored->tombstones, error)
      && shut_out_all (store, past->revoked, now_us, error))
    {
      json_object_set_new (request, "tombstones", json_integer (restored->tombstones));
      reply = foyer_centre_admin_run (store, request, clock, error);
    }
  if (reply == NULL)
    {
      foyer_centre_store_rollback (store);
      return FALSE;
    }
  restored->epoch = foyer_json_get_int (reply, "epoch", 0);
  return foyer_centre_store_commit (store, error);
}

/* The database with its WAL: what was not yet carried over from it belongs to it. */
static gboolean
move_aside (const char *data_dir, const char *name, GError **error)
{
  /* The database first: cut off here, there is none, rather than one without its last commits. */
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat ("centre.db", tails[i], NULL);
      g_autofree char *from = g_build_filename (data_dir, file, NULL);
      g_autofree char *aside = g_strconcat (name, tails[i], NULL);
      g_autofree char *to = g_build_filename (data_dir, aside, NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !foyer_backup_rename (from, to, error))
        return FALSE;
    }
  return foyer_backup_sync (data_dir, error);
}

static gboolean
swap (const char *data_dir, const char *part, const FoyerCentreRestored *restored, GError **error)
{
  g_autofree char *fresh = g_build_filename (part, "centre.db", NULL);
  g_autofree char *db = g_build_filename (data_dir, "centre.db", NULL);
  g_autofree char *wal = g_build_filename (part, "centre.db-wal", NULL);

  if (g_file_test (wal, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED,
                           "the restored database could not be written whole");
      return FALSE;
    }
  return foyer_backup_sync (fresh, error)
         && (restored->moved_aside == NULL || move_aside (data_dir, restored->moved_aside, error))
         && foyer_backup_rename (fresh, db, error) && foyer_backup_sync (data_dir, error);
}

static gboolean
restore_locked (const char *data_dir,
                const char *backup_dir,
                const char *part,
                const char *by,
                FoyerClock *clock,
                FoyerCentreRestored *restored,
                GError **error)
{
  g_autofree char *db = g_build_filename (data_dir, "centre.db", NULL);
  g_autofree char *wal = g_build_filename (data_dir, "centre.db-wal", NULL);
  g_autofree char *from = g_build_filename (backup_dir, "centre.db", NULL);
  g_autofree char *to = g_build_filename (part, "centre.db", NULL);
  g_autofree char *media_from = g_build_filename (backup_dir, "media", NULL);
  g_autofree char *media_to = g_build_filename (data_dir, "media", NULL);
  g_autofree char *name = g_path_get_basename (backup_dir);
  g_autoptr (json_t) codes = json_array ();
  g_autoptr (json_t) revoked = json_array ();
  g_autoptr (json_t) request = NULL;
  g_auto (FoyerCentreBackup) proven = { 0 };
  Past past = { greatest_epoch_aside (data_dir), codes, revoked, TRUE };

  foyer_backup_remove (part);
  if (!foyer_backup_make_dir (part, error) || !foyer_backup_copy (from, to, error)
      || !bring_keys (backup_dir, data_dir, part, error)
      || !foyer_centre_backup_prove (part, &proven, error))
    return FALSE;
  if (g_file_test (db, G_FILE_TEST_EXISTS))
    read_past (data_dir, &past);
  read_newer (backup_dir, &past);
  if (g_file_test (db, G_FILE_TEST_EXISTS) || g_file_test (wal, G_FILE_TEST_EXISTS))
    {
      restored->moved_aside
        = g_strdup_printf (ASIDE_PREFIX "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, past.epoch,
                           foyer_clock_now_us (clock));
      restored->was_unreadable = !past.is_whole;
    }
  request = json_pack ("{s:s, s:s, s:I, s:s, s:s*}", "op", "new-epoch", "by", by, "above",
                       (json_int_t)past.epoch, "restored_from", name, "moved_aside",
                       restored->moved_aside);
  if (request == NULL)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "the name of the backup is not plain text");
      return FALSE;
    }
  return begin_epoch (part, &past, request, clock, restored, error)
         && foyer_backup_take_media (media_from, media_to, error)
         && swap (data_dir, part, restored, error);
}

gboolean
foyer_centre_restore (const char *data_dir,
                      const char *backup_dir,
                      const char *by,
                      FoyerClock *clock,
                      FoyerCentreRestored *restored,
                      GError **error)
{
  g_autofree char *part = g_build_filename (data_dir, "restore.part", NULL);
  gboolean is_new = !g_file_test (data_dir, G_FILE_TEST_EXISTS);
  gboolean ok = FALSE;
  int lock = -1;

  if (!foyer_backup_check_unmarked (data_dir, error) || !foyer_backup_make_dir (data_dir, error)
      || (lock = foyer_centre_store_lock (data_dir, error)) < 0)
    return FALSE;
  ok = restore_locked (data_dir, backup_dir, part, by, clock, restored, error);
  foyer_backup_remove (part);
  /* Half a centre, with keys that may be another's, is in the way of the next try. */
  if (!ok && is_new)
    foyer_backup_remove (data_dir);
  close (lock);
  return ok;
}
