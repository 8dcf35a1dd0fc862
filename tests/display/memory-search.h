/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks for a word in everything this process may write to: heaps, stacks, data. The word itself is
 * never in memory as it is, but with every byte turned (see memory_mask ()), so that the search
 * does not find itself. */
#define MEMORY_MASK 0x55

/* In place, there and back. */
void memory_mask (char *text, gsize size);
/* How often masked (size bytes) stands there, unmasked. around: (nullable) gets up to a few hits
 * with the bytes around each, printable, a string each. */
guint memory_search (const char *masked, gsize size, GPtrArray *around);

G_END_DECLS
