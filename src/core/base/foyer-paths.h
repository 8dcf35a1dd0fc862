/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where installed, read-only data lies: $FOYER_DATADIR if set (running from a build tree: the
 * source's data/content), else PREFIX/share/foyer. name: "postcodes.bin". (transfer full) */
char *foyer_paths_dup_data_file (const char *name);

G_END_DECLS
