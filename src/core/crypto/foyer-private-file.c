/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-crypto"

#include "core/crypto/foyer-private-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/crypto/foyer-crypto.h"

/* Small files only their owner may read, written so that a power cut cannot leave half of one.
 *
 * Used for keys and the trust file. What is read is kept in locked memory between two guard pages
 * and wiped when freed. No state; any thread. Error messages name the file, never what is in it.
 */

static gboolean
set_errno_error (const char *path, const char *what, GError **error)
{
  int saved_errno = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s %s: %s", what, path,
               g_strerror (saved_errno));
  return FALSE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;

  if (!is_synced)
    set_errno_error (folder, "writing the folder", error);
  if (fd >= 0)
    close (fd);
  return is_synced;
}

gboolean
foyer_private_folder_make (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0 || g_chmod (path, 0700) != 0)
    return set_errno_error (path, "making", error);
  return sync_folder (path, error);
}

static gboolean
write_all (int fd, const char *data, gsize size, FoyerPrivateFileMode mode)
{
  while (size > 0)
    {
      gssize written = write (fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      data += written;
      size -= written;
    }
  /* It was made with 0600; FAT cannot keep that and refuses to be told. */
  return (mode == FOYER_PRIVATE_FILE_STICK || fchmod (fd, 0600) == 0) && fsync (fd) == 0;
}

/* link () never replaces, rename () always does. */
static gboolean
put_in_place (const char *temporary, const char *path, FoyerPrivateFileMode mode, GError **error)
{
  if (mode != FOYER_PRIVATE_FILE_NEW)
    return rename (temporary, path) == 0 || set_errno_error (path, "putting in place", error);
  if (link (temporary, path) != 0)
    return set_errno_error (path, "making", error);
  return unlink (temporary) == 0 || set_errno_error (temporary, "removing", error);
}

gboolean
foyer_private_file_write (
  const char *path, gconstpointer data, gsize size, FoyerPrivateFileMode mode, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gboolean is_written;

  if (fd < 0)
    return set_errno_error (path, "making", error);
  is_written = write_all (fd, data, size, mode);
  if (!is_written)
    set_errno_error (path, "writing", error);
  close (fd);
  if (is_written && put_in_place (temporary, path, mode, error))
    return sync_folder (path, error);
  unlink (temporary);
  return FALSE;
}

static char *
read_all (int fd, gsize size)
{
  char *data = sodium_malloc (size + 1);
  gsize done = 0;

  while (data != NULL && done < size)
    {
      gssize got = read (fd, data + done, size - done);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        {
          sodium_free (data);
          return NULL;
        }
      done += got;
    }
  if (data != NULL)
    data[size] = '\0';
  return data;
}

static gboolean
check (
  int fd, const char *path, gsize max_size, gboolean must_be_private, gsize *size, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return set_errno_error (path, "reading", error);
  *size = info.st_size;
  if (!S_ISREG (info.st_mode) || (gsize)info.st_size > max_size)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "reading %s: not a file of this kind",
                   path);
      return FALSE;
    }
  if (must_be_private && (info.st_mode & 077) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM,
                   "reading %s: others may read it (mode %03o); make it 600", path,
                   info.st_mode & 0777);
      return FALSE;
    }
  return TRUE;
}

char *
foyer_private_file_read (
  const char *path, gsize max_size, gboolean must_be_private, gsize *size, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  char *data = NULL;

  foyer_crypto_init ();
  if (fd < 0)
    {
      set_errno_error (path, "opening", error);
      return NULL;
    }
  if (check (fd, path, max_size, must_be_private, size, error))
    {
      data = read_all (fd, *size);
      if (data == NULL)
        set_errno_error (path, "reading", error);
    }
  close (fd);
  return data;
}

void
foyer_private_file_free (char *data)
{
  sodium_free (data);
}
