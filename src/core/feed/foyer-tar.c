/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-tar"

#include "core/feed/foyer-tar.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Reads and writes the tar files of bundles.
 *
 * Of our own rather than libarchive's, which reads every format there ever was, and with them
 * links, sparse files, long names, owners and compression: both ends are ours, so a header here has
 * one form only. It is made from name and size, and a header that is read must equal, byte for
 * byte, the one that would have been written. Stateless; the file descriptor is the caller's.
 */

/* Bytes. bundle.json is some kB; a page is what a kiosk takes over the line, a film too. */
#define MANIFEST_MAX (1024 * 1024)
#define PAGE_MAX (32 * 1024 * 1024)
#define MEDIA_MAX G_GINT64_CONSTANT (1073741824)
/* Bytes copied at once. */
#define CHUNK (64 * 1024)
/* An archive ends with two blocks of zeros. */
#define END_BLOCKS 2

/* Offsets and widths of POSIX.1-1988 ustar. */
#define AT_MODE 100
#define AT_UID 108
#define AT_GID 116
#define AT_SIZE 124
#define AT_MTIME 136
#define AT_CHECKSUM 148
#define AT_TYPE 156
#define AT_MAGIC 257
#define SIZE_DIGITS 11
#define CHECKSUM_BYTES 8

G_DEFINE_QUARK (foyer - tar - error - quark, foyer_tar_error)

static gboolean
invalid (GError **error, const char *what)
{
  g_set_error_literal (error, FOYER_TAR_ERROR, FOYER_TAR_ERROR_INVALID, what);
  return FALSE;
}

static gboolean
io_failed (GError **error, const char *what)
{
  int saved = errno;

  g_set_error (error, FOYER_TAR_ERROR, FOYER_TAR_ERROR_IO, "%s: %s", what, g_strerror (saved));
  return FALSE;
}

/* KIND-NNNN.json */
static gboolean
is_page_name (const char *text)
{
  gsize n = strspn (text, "abcdefghijklmnopqrstuvwxyz_");

  return n >= 1 && n <= 32 && text[n] == '-' && strspn (text + n + 1, "0123456789") == 4
         && g_str_equal (text + n + 5, ".json");
}

gint64
foyer_tar_size_limit (const char *name)
{
  if (g_str_equal (name, "bundle.json"))
    return MANIFEST_MAX;
  if (g_str_has_prefix (name, "feeds/") && is_page_name (name + strlen ("feeds/")))
    return PAGE_MAX;
  if (g_str_has_prefix (name, "media/sha256-"))
    {
      const char *hex = name + strlen ("media/sha256-");

      return strlen (hex) == 64 && strspn (hex, "0123456789abcdef") == 64 ? MEDIA_MAX : 0;
    }
  return 0;
}

void
foyer_tar_format_header (const FoyerTarMember *member, guint8 block[FOYER_TAR_BLOCK])
{
  char *text = (char *)block;
  guint sum = 0;

  memset (block, 0, FOYER_TAR_BLOCK);
  g_strlcpy (text, member->name, FOYER_TAR_NAME_MAX + 1);
  g_strlcpy (text + AT_MODE, "0000644", 8);
  g_strlcpy (text + AT_UID, "0000000", 8);
  g_strlcpy (text + AT_GID, "0000000", 8);
  g_snprintf (text + AT_SIZE, SIZE_DIGITS + 1, "%0*" G_GINT64_MODIFIER "o", SIZE_DIGITS,
              member->size);
  g_strlcpy (text + AT_MTIME, "00000000000", 12);
  memset (text + AT_CHECKSUM, ' ', CHECKSUM_BYTES);
  text[AT_TYPE] = '0';
  memcpy (text + AT_MAGIC,
          "ustar\0"
          "00",
          8);
  for (guint i = 0; i < FOYER_TAR_BLOCK; i++)
    sum += block[i];
  g_snprintf (text + AT_CHECKSUM, CHECKSUM_BYTES - 1, "%06o", sum);
}

gboolean
foyer_tar_parse_header (const guint8 block[FOYER_TAR_BLOCK], FoyerTarMember *member, GError **error)
{
  const char *text = (const char *)block;
  guint8 again[FOYER_TAR_BLOCK];
  char digits[SIZE_DIGITS + 1] = { 0 };

  if (memchr (block, 0, FOYER_TAR_NAME_MAX + 1) == NULL)
    return invalid (error, "a name in the archive is too long");
  memcpy (member->name, text, sizeof member->name);
  memcpy (digits, text + AT_SIZE, SIZE_DIGITS);
  if (strspn (digits, "01234567") != SIZE_DIGITS)
    return invalid (error, "a size in the archive is not a number");
  member->size = (gint64)g_ascii_strtoull (digits, NULL, 8);
  if (foyer_tar_size_limit (member->name) == 0)
    return invalid (error, "the archive holds a file that does not belong in a bundle");
  if (member->size > foyer_tar_size_limit (member->name))
    return invalid (error, "the archive holds a file that is larger than allowed");
  foyer_tar_format_header (member, again);
  return memcmp (block, again, sizeof again) == 0
         || invalid (error, "the archive is not written as a bundle is");
}

static gboolean
read_exactly (int fd, gpointer data, gsize size, GError **error)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = read (fd, (guint8 *)data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return io_failed (error, "reading the archive");
      if (n == 0)
        return invalid (error, "the archive is cut off");
      done += (gsize)n;
    }
  return TRUE;
}

static gboolean
write_exactly (int fd, gconstpointer data, gsize size, GError **error)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = write (fd, (const guint8 *)data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return io_failed (error, "writing");
      done += (gsize)n;
    }
  return TRUE;
}

static gboolean
is_zero (const guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (data[i] != 0)
      return FALSE;
  return TRUE;
}

/* The zeros between a member's last byte and the next block. */
static gsize
padding_of (gint64 size)
{
  return (gsize)(-size & (FOYER_TAR_BLOCK - 1));
}

static gboolean
read_padding (int fd, gint64 size, GError **error)
{
  guint8 rest[FOYER_TAR_BLOCK];

  return read_exactly (fd, rest, padding_of (size), error)
         && (is_zero (rest, padding_of (size))
             || invalid (error, "the archive is not written as a bundle is"));
}

/* After the first block of zeros: the others, and then nothing. */
static gboolean
read_end (int fd, GError **error)
{
  guint8 block[FOYER_TAR_BLOCK];
  gssize n;

  for (guint i = 1; i < END_BLOCKS; i++)
    if (!read_exactly (fd, block, sizeof block, error))
      return FALSE;
    else if (!is_zero (block, sizeof block))
      return invalid (error, "the archive goes on behind its end");
  do
    n = read (fd, block, 1);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return io_failed (error, "reading the archive");
  return n == 0 || invalid (error, "the archive goes on behind its end");
}

gboolean
foyer_tar_next (int fd, FoyerTarMember *member, gboolean *is_end, GError **error)
{
  guint8 block[FOYER_TAR_BLOCK];

  if (!read_exactly (fd, block, sizeof block, error))
    return FALSE;
  *is_end = is_zero (block, sizeof block);
  return *is_end ? read_end (fd, error) : foyer_tar_parse_header (block, member, error);
}

GBytes *
foyer_tar_read (int fd, const FoyerTarMember *member, GError **error)
{
  g_autofree guint8 *data = g_malloc ((gsize)member->size + 1);

  if (!read_exactly (fd, data, (gsize)member->size, error)
      || !read_padding (fd, member->size, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), (gsize)member->size);
}

static gboolean
copy (int from, gint64 size, int to, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);

  for (gint64 left = size; left > 0;)
    {
      gsize n = (gsize)MIN (left, CHUNK);

      if (!read_exactly (from, buffer, n, error)
          || (to >= 0 && !write_exactly (to, buffer, n, error)))
        return FALSE;
      left -= (gint64)n;
    }
  return TRUE;
}

gboolean
foyer_tar_copy (int fd, const FoyerTarMember *member, int to, GError **error)
{
  return copy (fd, member->size, to, error) && read_padding (fd, member->size, error);
}

gboolean
foyer_tar_skip (int fd, const FoyerTarMember *member, GError **error)
{
  return foyer_tar_copy (fd, member, -1, error);
}

static gboolean
write_header (int fd, const char *name, gint64 size, GError **error)
{
  FoyerTarMember member = { .size = size };
  guint8 block[FOYER_TAR_BLOCK];

  if (size < 0 || size > foyer_tar_size_limit (name))
    return invalid (error, "a file of this name or size cannot go into a bundle");
  g_strlcpy (member.name, name, sizeof member.name);
  foyer_tar_format_header (&member, block);
  return write_exactly (fd, block, sizeof block, error);
}

static gboolean
write_padding (int fd, gint64 size, GError **error)
{
  static const guint8 zeros[FOYER_TAR_BLOCK];

  return write_exactly (fd, zeros, padding_of (size), error);
}

gboolean
foyer_tar_add (int fd, const char *name, gconstpointer data, gsize size, GError **error)
{
  return write_header (fd, name, (gint64)size, error) && write_exactly (fd, data, size, error)
         && write_padding (fd, (gint64)size, error);
}

gboolean
foyer_tar_add_file (int fd, const char *name, int from, gint64 size, GError **error)
{
  return write_header (fd, name, size, error) && copy (from, size, fd, error)
         && write_padding (fd, size, error);
}

gboolean
foyer_tar_finish (int fd, GError **error)
{
  static const guint8 zeros[END_BLOCKS * FOYER_TAR_BLOCK];

  return write_exactly (fd, zeros, sizeof zeros, error);
}
