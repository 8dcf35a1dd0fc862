/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-data-file"

#include "core/base/foyer-data-file.h"

/* See the header. No state; what is mapped belongs to the caller. */

GBytes *
foyer_data_file_map (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}
