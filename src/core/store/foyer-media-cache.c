/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-media-cache"

#include "core/store/foyer-media-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* STATE/media: films, recordings and pictures under the name of their hash.
 *
 * A file with a final name is whole and right: it was hashed, written through to the disk and
 * renamed. Everything else is a .part that may go at any time. Stateless; one writer (the sync
 * worker) at a time.
 */

/* Bytes read at once while hashing. */
#define CHUNK (64 * 1024)
#define FINAL_PREFIX "sha256-"

static char *
dup_dir (const char *state_dir)
{
  return g_build_filename (state_dir, "media", NULL);
}

/* The hash becomes part of a file name. */
static gboolean
is_sha256 (const char *text)
{
  gsize size = text != NULL ? strspn (text, "0123456789abcdef") : 0;

  return size == 64 && text[size] == '\0';
}

static char *
dup_final_path (const char *state_dir, const char *sha256)
{
  g_autofree char *dir = dup_dir (state_dir);
  g_autofree char *name = g_strconcat (FINAL_PREFIX, sha256, NULL);

  return g_build_filename (dir, name, NULL);
}

char *
foyer_media_cache_dup_path (const char *state_dir, const char *sha256)
{
  g_autofree char *path = NULL;

  if (!is_sha256 (sha256))
    return NULL;
  path = dup_final_path (state_dir, sha256);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

/* (transfer full), NULL when sha256 is not a hash or the folder cannot be made. */
char *
foyer_media_cache_dup_part_path (const char *state_dir, const char *sha256)
{
  g_autofree char *dir = dup_dir (state_dir);
  g_autofree char *path = NULL;

  if (!is_sha256 (sha256))
    return NULL;
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_message ("could not make the folder for media: %s", g_strerror (errno));
      return NULL;
    }
  path = dup_final_path (state_dir, sha256);
  return g_strconcat (path, ".part", NULL);
}

static gboolean
set_io_error (GError **error, const char *what)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", what,
               g_strerror (saved));
  return FALSE;
}

/* Hashes what lies behind fd from its start and counts it. */
static gboolean
hash_file (int fd, char **sha256, gint64 *bytes, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (CHUNK);

  *bytes = 0;
  while (TRUE)
    {
      gssize size = read (fd, buffer, CHUNK);

      if (size < 0 && errno == EINTR)
        continue;
      if (size < 0)
        return set_io_error (error, "reading the part");
      if (size == 0)
        break;
      g_checksum_update (checksum, buffer, size);
      *bytes += size;
    }
  *sha256 = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
check_part (int fd, const char *sha256, gint64 bytes, GError **error)
{
  g_autofree char *got = NULL;
  gint64 got_bytes;

  if (!hash_file (fd, &got, &got_bytes, error))
    return FALSE;
  if (got_bytes == bytes && g_str_equal (got, sha256))
    return fsync (fd) == 0 || set_io_error (error, "writing the part through");
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "%s: not the file that was announced (%" G_GINT64_FORMAT
               " bytes of %" G_GINT64_FORMAT ")",
               sha256, got_bytes, bytes);
  return FALSE;
}

/* So that the new name survives a power cut. */
static gboolean
sync_dir (const char *state_dir, GError **error)
{
  g_autofree char *dir = dup_dir (state_dir);
  int fd = g_open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean is_synced;

  if (fd < 0)
    return set_io_error (error, "opening the folder for media");
  is_synced = fsync (fd) == 0 || set_io_error (error, "writing the folder through");
  g_close (fd, NULL);
  return is_synced;
}

gboolean
foyer_media_cache_commit (
  const char *state_dir, const char *part_path, const char *sha256, gint64 bytes, GError **error)
{
  g_autofree char *path = NULL;
  gboolean is_good;
  int fd;

  if (!is_sha256 (sha256))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not a SHA-256");
      return FALSE;
    }
  path = dup_final_path (state_dir, sha256);
  fd = g_open (part_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  if (fd < 0)
    return set_io_error (error, "opening the part");
  is_good = check_part (fd, sha256, bytes, error);
  g_close (fd, NULL);
  if (!is_good)
    {
      g_unlink (part_path);
      return FALSE;
    }
  if (g_rename (part_path, path) != 0)
    return set_io_error (error, "renaming the part");
  return sync_dir (state_dir, error);
}

guint
foyer_media_cache_prune (const char *state_dir, GHashTable *keep)
{
  g_autofree char *dir_path = dup_dir (state_dir);
  g_autoptr (GDir) dir = g_dir_open (dir_path, 0, NULL);
  const char *name;
  guint n_removed = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir_path, name, NULL);
      g_autofree char *hash = NULL;

      if (!g_str_has_prefix (name, FINAL_PREFIX))
        continue; /* not ours */
      hash = g_strndup (name + strlen (FINAL_PREFIX), 64);
      if (!is_sha256 (hash) || g_hash_table_contains (keep, hash))
        continue;
      if (g_unlink (path) == 0)
        n_removed++;
    }
  return n_removed;
}
