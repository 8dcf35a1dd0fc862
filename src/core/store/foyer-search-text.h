/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words as search sees them: runs of letters and digits, without case and accents. */
typedef struct
{
  char *raw;    /* owned: as typed; letters and digits only */
  char *folded; /* owned */
} FoyerSearchWord;

/* At most 12 words; owned FoyerSearchWord. (transfer full), never NULL */
GPtrArray *foyer_search_words (const char *text);
/* The folded words of text, a space after each, appended to folded. text: any bytes, or NULL. */
void foyer_search_fold (GString *folded, const char *text);
/* A title for sorting: folded, without "the", "a" or "an" in front. (transfer full) */
char *foyer_search_sort_title (const char *title);

G_END_DECLS
