/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-paths"

#include "core/base/foyer-paths.h"

#include "foyer-config.h"

/* Where installed, read-only data lies.
 *
 * Pure functions of the environment and of what meson was told; any thread. Nothing here makes a
 * file.
 */

char *
foyer_paths_dup_data_file (const char *name)
{
  const char *dir = g_getenv ("FOYER_DATADIR");

  g_return_val_if_fail (name != NULL, NULL);

  if (dir == NULL || *dir == '\0')
    dir = FOYER_PKGDATADIR;
  return g_build_filename (dir, name, NULL);
}
