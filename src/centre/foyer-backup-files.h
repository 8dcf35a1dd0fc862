/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files of a backup on their way there and back. Errors are FOYER_CENTRE_ERROR_FAILED
 * unless said. */

/* The names in dir, sorted, that begin and end so (suffix nullable). (transfer full) */
GPtrArray *foyer_backup_list (const char *dir, const char *prefix, const char *suffix);
gboolean foyer_backup_make_dir (const char *path, GError **error); /* 0700, with its parents */
/* A copy of mode 0600, on the disk; to must not be there. */
gboolean foyer_backup_copy (const char *from, const char *to, GError **error);
/* Every media file of from_dir that to_dir has not: a second name for the same file where the disk
 * allows it (their content never changes), else a copy. */
gboolean foyer_backup_take_media (const char *from_dir, const char *to_dir, GError **error);
gboolean foyer_backup_sync (const char *path, GError **error); /* a file or a directory */
gboolean foyer_backup_rename (const char *from, const char *to, GError **error);
void foyer_backup_remove (const char *path); /* with all in it; what stays, stays */

/* A finished backup holds a file that says so, lest somebody works in it as in a centre: it has the
 * keys of one. Backups made before there was such a file have none. */
gboolean foyer_backup_mark (const char *dir, GError **error);
/* FALSE with REFUSED: dir is marked as a backup. */
gboolean foyer_backup_check_unmarked (const char *dir, GError **error);
/* TRUE: path is dir or lies in it, or would once it is made. */
gboolean foyer_backup_is_within (const char *path, const char *dir);

G_END_DECLS
