/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-backup-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "centre/foyer-centre-store.h"
#include "core/crypto/foyer-private-file.h"

/* Copies files so that they are on the disk, and sees what is there.
 *
 * Plain functions, blocking, on foyerctl's thread. Nothing here ever overwrites a file.
 */

/* Bytes copied at a time. */
#define COPY_BYTES (256 * 1024)

#define MARK_NAME "BACKUP"
#define MARK_TEXT "This is a backup of a Foyer centre. Put it back with foyerctl centre restore.\n"

static gboolean
fail (const char *what, const char *path, GError **error)
{
  int saved = errno;

  g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED, "cannot %s %s: %s", what, path,
               g_strerror (saved));
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
foyer_backup_list (const char *dir, const char *prefix, const char *suffix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) handle = g_dir_open (dir, 0, NULL);
  const char *name = NULL;

  while (handle && (name = g_dir_read_name (handle)) != NULL)
    if (g_str_has_prefix (name, prefix) && (suffix == NULL || g_str_has_suffix (name, suffix)))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

gboolean
foyer_backup_make_dir (const char *path, GError **error)
{
  return g_mkdir_with_parents (path, 0700) == 0 || fail ("make", path, error);
}

gboolean
foyer_backup_sync (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    fail ("write to the disk", path, error);
  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
foyer_backup_rename (const char *from, const char *to, GError **error)
{
  return g_rename (from, to) == 0 || fail ("rename", from, error);
}

static gboolean
write_whole (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          data += n;
          size -= (gsize)n;
        }
    }
  return TRUE;
}

static gboolean
copy_bytes (int from, int to)
{
  g_autofree char *buffer = g_malloc (COPY_BYTES);
  gssize n = 0;

  while ((n = read (from, buffer, COPY_BYTES)) != 0)
    if ((n < 0 && errno != EINTR) || (n > 0 && !write_whole (to, buffer, (gsize)n)))
      return FALSE;
  return fsync (to) == 0;
}

gboolean
foyer_backup_copy (const char *from, const char *to, GError **error)
{
  int in = open (from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  int out = -1;
  gboolean ok = FALSE;

  if (in < 0)
    return fail ("read", from, error);
  out = open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  ok = out >= 0 && copy_bytes (in, out);
  if (!ok)
    fail ("copy to", to, error);
  close (in);
  if (out >= 0)
    close (out);
  return ok;
}

gboolean
foyer_backup_take_media (const char *from_dir, const char *to_dir, GError **error)
{
  g_autoptr (GPtrArray) names = foyer_backup_list (from_dir, "sha256-", NULL);

  if (!foyer_backup_make_dir (to_dir, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *from = g_build_filename (from_dir, names->pdata[i], NULL);
      g_autofree char *to = g_build_filename (to_dir, names->pdata[i], NULL);

      if (g_str_has_suffix (from, ".part") || link (from, to) == 0 || errno == EEXIST)
        continue;
      if (!foyer_backup_copy (from, to, error))
        return FALSE;
    }
  return foyer_backup_sync (to_dir, error);
}

void
foyer_backup_remove (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GPtrArray) names = foyer_backup_list (path, "", NULL);

      for (guint i = 0; i < names->len; i++)
        {
          g_autofree char *inner = g_build_filename (path, names->pdata[i], NULL);

          foyer_backup_remove (inner);
        }
    }
  g_remove (path);
}

gboolean
foyer_backup_mark (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, MARK_NAME, NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean ok = fd >= 0 && write_whole (fd, MARK_TEXT, strlen (MARK_TEXT)) && fsync (fd) == 0;

  if (!ok)
    fail ("write", path, error);
  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
foyer_backup_check_unmarked (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, MARK_NAME, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
               "%s is a backup: put it back with foyerctl centre restore, and work there", dir);
  return FALSE;
}

gboolean
foyer_backup_is_within (const char *path, const char *dir)
{
  g_autofree char *at = g_strdup (path);
  char *real = realpath (at, NULL), *real_dir = realpath (dir, NULL);
  gboolean is_within = FALSE;

  /* What is not there yet will be made in the nearest directory that is. */
  while (real == NULL && !g_str_equal (at, "/"))
    {
      g_autofree char *whole = g_canonicalize_filename (at, NULL);

      g_free (at);
      at = g_path_get_dirname (whole);
      real = realpath (at, NULL);
    }
  if (real && real_dir)
    is_within = g_str_has_prefix (real, real_dir) && strchr ("/", real[strlen (real_dir)]) != NULL;
  free (real);
  free (real_dir);
  return is_within;
}
