/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-backup.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "centre/foyer-backup-files.h"
#include "centre/foyer-centre-init.h"
#include "core/model/foyer-json.h"

/* Makes a backup beside a running centre, and proves it.
 *
 * Plain functions, blocking, on foyerctl's thread. A kiosk lets go of a record because a backup has
 * it; so a backup counts only when what lies on its disk was read back and fits.
 */

/* Bytes of a key file, at most. */
#define KEY_FILE_MAX 4096

void
foyer_centre_backup_clear (FoyerCentreBackup *backup)
{
  g_clear_pointer (&backup->name, g_free);
}

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED, message);
  return FALSE;
}

typedef struct
{
  gint64 records;
  gboolean is_broken;
} Count;

static gboolean
check_record (const FoyerCentreRecord *record, gpointer data)
{
  Count *count = data;
  gsize size;
  gconstpointer sealed = g_bytes_get_data (record->sealed, &size);
  g_autofree char *digest = foyer_seal_digest (sealed, size);

  count->records++;
  count->is_broken = g_strcmp0 (digest, record->digest) != 0;
  return !count->is_broken;
}

/* The box key stays wrapped: only its public half can be compared. */
static gboolean
check_keys (FoyerCentreStore *store, const char *dir, GError **error)
{
  g_autofree char *sign_path = foyer_centre_dup_sign_key_path (dir);
  g_autofree char *box_path = foyer_centre_dup_box_key_path (dir);
  g_autofree char *sign_known = foyer_centre_store_dup_meta (store, FOYER_CENTRE_META_SIGN_KEY);
  g_autofree char *box_known = foyer_centre_store_dup_meta (store, FOYER_CENTRE_META_BOX_KEY);
  g_autofree char *sign_found = NULL;
  g_autofree char *text = NULL;
  g_autoptr (json_t) box = NULL;
  gsize size = 0;
  FoyerSignKey sign;

  if (!foyer_sign_key_load (sign_path, &sign, error))
    return FALSE;
  sign_found = foyer_hex (sign.public_key, sizeof sign.public_key);
  sodium_memzero (&sign, sizeof sign);
  if (!g_file_get_contents (box_path, &text, &size, error))
    return FALSE;
  box = size <= KEY_FILE_MAX ? foyer_json_parse (text, size, NULL) : NULL;
  if (g_strcmp0 (sign_found, sign_known) != 0
      || g_strcmp0 (foyer_json_get_string (box, "public_key"), box_known) != 0)
    return fail ("the keys are not those of this database", error);
  return TRUE;
}

gboolean
foyer_centre_backup_prove (const char *dir, FoyerCentreBackup *backup, GError **error)
{
  g_autofree char *lock = g_build_filename (dir, "centre.lock", NULL);
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, TRUE, error);
  FoyerCentreTotals totals = { 0 };
  Count count = { 0 };

  g_unlink (lock);
  if (store == NULL || !foyer_centre_store_check (store, error)
      || !foyer_centre_store_get_totals (store, 0, &totals, error)
      || !foyer_centre_store_each_record (store, NULL, check_record, &count, error))
    return FALSE;
  if (count.is_broken)
    return fail ("a record in the backup is not what was sent", error);
  backup->epoch = foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0);
  backup->seq = totals.newest_seq;
  backup->records = totals.records;
  if (backup->epoch <= 0 || count.records != totals.records)
    return fail ("the database in the backup is not that of a centre", error);
  return check_keys (store, dir, error);
}

static gboolean
copy_keys (const char *data_dir, const char *dir, GError **error)
{
  g_autofree char *from_dir = g_build_filename (data_dir, "keys", NULL);
  g_autofree char *to_dir = g_build_filename (dir, "keys", NULL);
  g_autoptr (GPtrArray) names = foyer_backup_list (from_dir, "", ".key");

  if (!foyer_backup_make_dir (to_dir, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *from = g_build_filename (from_dir, names->pdata[i], NULL);
      g_autofree char *to = g_build_filename (to_dir, names->pdata[i], NULL);

      if (!foyer_backup_copy (from, to, error))
        return FALSE;
    }
  return foyer_backup_sync (to_dir, error);
}

/* Everything into part, on the disk but for what proving it still writes. */
static gboolean
copy_all (const char *data_dir, const char *part, GError **error)
{
  g_autofree char *media_from = g_build_filename (data_dir, "media", NULL);
  g_autofree char *media_to = g_build_filename (part, "media", NULL);
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (data_dir, FALSE, error);

  return store && foyer_backup_make_dir (part, error) && copy_keys (data_dir, part, error)
         && foyer_backup_take_media (media_from, media_to, error)
         && foyer_centre_store_copy_to (store, part, error);
}

static gboolean
finish (const char *to_dir, const char *part, const FoyerCentreBackup *backup, GError **error)
{
  g_autofree char *path = g_build_filename (to_dir, backup->name, NULL);
  g_autofree char *db = g_build_filename (part, "centre.db", NULL);
  g_autofree char *wal = g_build_filename (part, "centre.db-wal", NULL);

  if (g_file_test (wal, G_FILE_TEST_EXISTS))
    return fail ("the backup could not be written whole", error);
  return foyer_backup_mark (part, error) && foyer_backup_sync (db, error)
         && foyer_backup_sync (part, error) && foyer_backup_rename (part, path, error)
         && foyer_backup_sync (to_dir, error);
}

/* One backup into a directory at a time; what one that was cut off left there goes. -1 with error.
 */
static int
claim (const char *to_dir, GError **error)
{
  g_autofree char *path = g_build_filename (to_dir, "backup.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  g_autoptr (GPtrArray) left = NULL;

  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (fd >= 0)
        close (fd);
      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_IN_USE,
                   "another backup is being made in %s, or it cannot be written to", to_dir);
      return -1;
    }
  left = foyer_backup_list (to_dir, "backup-", ".part");
  for (guint i = 0; i < left->len; i++)
    {
      g_autofree char *part = g_build_filename (to_dir, left->pdata[i], NULL);

      foyer_backup_remove (part);
    }
  return fd;
}

gboolean
foyer_centre_backup_make (const char *data_dir,
                          const char *to_dir,
                          gint64 now_us,
                          FoyerCentreBackup *backup,
                          GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *part_name = g_strdup_printf ("backup-%s.part", time);
  g_autofree char *part = g_build_filename (to_dir, part_name, NULL);
  gboolean ok = FALSE;
  int lock = -1;

  if (foyer_backup_is_within (to_dir, data_dir))
    {
      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                   "%s lies within the centre itself, and would be lost with it: choose another"
                   " disk",
                   to_dir);
      return FALSE;
    }
  if (!foyer_backup_make_dir (to_dir, error) || (lock = claim (to_dir, error)) < 0)
    return FALSE;
  ok = copy_all (data_dir, part, error) && foyer_centre_backup_prove (part, backup, error);
  if (ok)
    {
      g_free (backup->name);
      backup->name = g_strdup_printf ("backup-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%s",
                                      backup->epoch, backup->seq, time);
      ok = finish (to_dir, part, backup, error);
    }
  if (!ok)
    foyer_backup_remove (part);
  close (lock);
  return ok;
}

/* backup-EPOCH-SEQ-TIME */
static gboolean
read_name (const char *name, gint64 *epoch, gint64 *seq)
{
  g_auto (GStrv) parts = g_strsplit (name, "-", 5);

  return g_strv_length (parts) == 4 && g_str_equal (parts[0], "backup")
         && g_ascii_string_to_signed (parts[1], 10, 1, G_MAXINT64, epoch, NULL)
         && g_ascii_string_to_signed (parts[2], 10, 0, G_MAXINT64, seq, NULL)
         && g_str_has_suffix (parts[3], "Z");
}

GPtrArray *
foyer_centre_backup_list_newer (const char *backup_dir)
{
  g_autofree char *path = g_canonicalize_filename (backup_dir, NULL);
  g_autofree char *to_dir = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = foyer_backup_list (to_dir, "backup-", "Z");
  GPtrArray *newer = g_ptr_array_new_with_free_func (g_free);
  gint64 epoch = 0, seq = 0, its_epoch = 0, its_seq = 0, best_epoch = 0, best = -1;

  if (!read_name (name, &epoch, &seq))
    return newer;
  for (guint i = 0; i < names->len; i++)
    if (read_name (names->pdata[i], &its_epoch, &its_seq)
        && (its_epoch > epoch || (its_epoch == epoch && its_seq > seq)))
      {
        gboolean is_newest = its_epoch > best_epoch || (its_epoch == best_epoch && its_seq > best);

        g_ptr_array_insert (newer, is_newest ? -1 : 0,
                            g_build_filename (to_dir, names->pdata[i], NULL));
        best_epoch = is_newest ? its_epoch : best_epoch;
        best = is_newest ? its_seq : best;
      }
  return newer;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return strcmp (strrchr (*(char *const *)a, '-'), strrchr (*(char *const *)b, '-'));
}

guint
foyer_centre_backup_prune (const char *to_dir, guint keep, const char *newest)
{
  g_autoptr (GPtrArray) names = foyer_backup_list (to_dir, "backup-", "Z");
  guint removed = 0;

  g_ptr_array_sort (names, compare_times);
  for (guint i = 0; i + MAX (keep, 1) < names->len; i++)
    {
      g_autofree char *path = g_build_filename (to_dir, names->pdata[i], NULL);

      if (g_strcmp0 (names->pdata[i], newest) == 0)
        continue;
      foyer_backup_remove (path);
      removed++;
    }
  return removed;
}
