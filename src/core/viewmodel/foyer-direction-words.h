/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers, codes and names inside a text that is read from the right. Without these the parts of
 * "01632 960100" change places there. All (transfer full), NULL for NULL; in a language read from
 * the left they only copy. */

/* For what is put into a sentence: a name, a title, an address. Its own first letter decides which
 * way it is read, and it disturbs nothing around it. */
char *foyer_words_isolate (const char *text);
/* The same for a number, a postcode or a code: read from the left, always. */
char *foyer_words_isolate_number (const char *text);
/* A text that is read from right to left, or stands where one does: each number of several parts in
 * it stays in order. */
char *foyer_words_keep_numbers (const char *text);

G_END_DECLS
