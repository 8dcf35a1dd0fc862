/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file of fixed layout that is mapped and read where it lies; its numbers are little-endian. Any
 * thread. */
GBytes *foyer_data_file_map (const char *path, GError **error); /* (transfer full) */

static inline guint
foyer_data_file_u16 (const guint8 *p)
{
  return p[0] | p[1] << 8;
}

static inline guint32
foyer_data_file_u32 (const guint8 *p)
{
  return foyer_data_file_u16 (p) | (guint32)foyer_data_file_u16 (p + 2) << 16;
}

G_END_DECLS
