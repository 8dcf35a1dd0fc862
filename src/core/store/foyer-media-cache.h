/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* STATE/media/sha256-HEX: content-addressed files. Writing: DIR/….part, whole hash checked, fsync,
 * rename. */
char *foyer_media_cache_dup_path (const char *state_dir,
                                  const char *sha256); /* NULL: not here yet */
/* Moves a finished .part in; FALSE (and the .part removed) when the hash or size differs. */
gboolean foyer_media_cache_commit (
  const char *state_dir, const char *part_path, const char *sha256, gint64 bytes, GError **error);
char *foyer_media_cache_dup_part_path (const char *state_dir,
                                       const char *sha256); /* makes the folder */
/* Removes files whose hash is not in keep (GHashTable set of char *); returns how many. */
guint foyer_media_cache_prune (const char *state_dir, GHashTable *keep);

G_END_DECLS
