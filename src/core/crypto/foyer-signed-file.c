/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-crypto"

#include "core/crypto/foyer-signed-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Signed texts in files, as they go back and forth on a stick.
 *
 * A line in front instead of JSON around: the body is signed as it stands, with nothing escaped and
 * nothing to be parsed before the proof. Whoever read a file owns it. No state; any thread.
 */

#define NAME_MAX_CHARS 64

static gboolean
is_name (const char *text)
{
  gsize n = strlen (text);

  return n >= 1 && n <= NAME_MAX_CHARS
         && strspn (text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") == n;
}

GBytes *
foyer_signed_file_format (const FoyerSignKey *key,
                          const char *context,
                          const char *name,
                          const char *body)
{
  guint8 signature[FOYER_SIGNATURE_BYTES];
  g_autofree char *hex = NULL;
  GString *text = NULL;

  g_return_val_if_fail (is_name (name), NULL);
  foyer_sign (key, context, body, strlen (body), signature);
  hex = foyer_hex (signature, sizeof signature);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s %s %s\n", context, name, hex);
  g_string_append (text, body);
  return g_string_free_to_bytes (text);
}

int
foyer_open_regular (const char *path, gint64 max_size, gint64 *size, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "opening %s: %s", path,
                   g_strerror (saved));
    }
  else if (!S_ISREG (info.st_mode) || info.st_size > max_size)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s is not an ordinary file, or it is too large", path);
  else
    {
      if (size)
        *size = info.st_size;
      return fd;
    }
  if (fd >= 0)
    close (fd);
  return -1;
}

/* (transfer full), NUL-terminated behind *size bytes. */
static char *
read_all (const char *path, gsize max_size, gsize *size, GError **error)
{
  gint64 expected = 0;
  int fd = foyer_open_regular (path, (gint64)max_size, &expected, error);
  g_autofree char *data = NULL;

  if (fd < 0)
    return NULL;
  data = g_malloc ((gsize)expected + 1);
  *size = 0;
  while (*size < (gsize)expected)
    {
      gssize n = read (fd, data + *size, (gsize)expected - *size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s cannot be read to its end", path);
          close (fd);
          return NULL;
        }
      *size += (gsize)n;
    }
  close (fd);
  data[*size] = '\0';
  return g_steal_pointer (&data);
}

FoyerSignedFile *
foyer_signed_file_read (const char *path, const char *context, gsize max_size, GError **error)
{
  g_autoptr (FoyerSignedFile) self = g_new0 (FoyerSignedFile, 1);
  gsize size = 0;
  g_autofree char *data = read_all (path, max_size, &size, error);
  const char *newline = data ? memchr (data, '\n', size) : NULL;
  g_autofree char *line = newline ? g_strndup (data, newline - data) : NULL;
  g_auto (GStrv) words = line ? g_strsplit (line, " ", 4) : NULL;

  if (data == NULL)
    return NULL;
  if (words == NULL || strlen (line) != (gsize)(newline - data) || g_strv_length (words) != 3
      || !g_str_equal (words[0], context) || !is_name (words[1])
      || strspn (words[2], "0123456789abcdef") != strlen (words[2])
      || !foyer_unhex (words[2], self->signature, sizeof self->signature))
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "%s is not a file of the kind %s", path, context);
      return NULL;
    }
  self->name = g_strdup (words[1]);
  self->body = g_bytes_new (newline + 1, size - (gsize)(newline + 1 - data));
  return g_steal_pointer (&self);
}

gboolean
foyer_signed_file_verify (const FoyerSignedFile *self,
                          const char *context,
                          const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES])
{
  gsize size;
  gconstpointer data = g_bytes_get_data (self->body, &size);

  return foyer_sign_verify (public_key, context, data, size, self->signature);
}

void
foyer_signed_file_free (FoyerSignedFile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
