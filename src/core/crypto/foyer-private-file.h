/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_PRIVATE_FILE_NEW,     /* fails with G_FILE_ERROR_EXIST rather than overwrite */
  FOYER_PRIVATE_FILE_REPLACE, /* the old file or the new one is there at every moment */
  FOYER_PRIVATE_FILE_STICK,   /* the same on a medium that may know no modes (FAT) */
} FoyerPrivateFileMode;

/* Makes path (and its parents) with mode 0700, and sees that its name is on the disk. */
gboolean foyer_private_folder_make (const char *path, GError **error);
/* Writes path with mode 0600: a temporary file beside it, fsync, rename (or link), fsync of the
 * folder. After TRUE it is on the disk. Errors are G_FILE_ERROR. */
gboolean foyer_private_file_write (
  const char *path, gconstpointer data, gsize size, FoyerPrivateFileMode mode, GError **error);
/* Reads a regular file of at most max_size bytes into a NUL-terminated buffer, freed with
 * foyer_private_file_free (), which wipes it. must_be_private: refused when anybody but the owner
 * may touch the file (G_FILE_ERROR_PERM). */
char *foyer_private_file_read (
  const char *path, gsize max_size, gboolean must_be_private, gsize *size, GError **error);
void foyer_private_file_free (char *data);

G_END_DECLS
