/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_KEY_PAGES 2
#define FOYER_KEY_ROWS 4

/* What a key is called by who speaks the language, where its letter does not say it. */
typedef struct
{
  const char *text, *spoken;
} FoyerKeyName;

/* The letters of one language on the screen's keyboard: data, a file a language in layouts/. */
typedef struct
{
  const char *code; /* of the language */
  const char *sign; /* on the key that brings this layout up: "АБВ" */
  /* Rows from the top, their keys apart by a space. With capitals there is one page, and Shift;
   * without, the second page has what did not fit (or is empty). */
  const char *rows[FOYER_KEY_PAGES][FOYER_KEY_ROWS];
  const char *page_signs[FOYER_KEY_PAGES]; /* on the key that turns to that page */
  gboolean has_capitals;
  const FoyerKeyName *names; /* NULL text after the last; nullable */
} FoyerKeyLayout;

extern const FoyerKeyLayout foyer_layout_latin;
extern const FoyerKeyLayout foyer_layout_bn, foyer_layout_pl, foyer_layout_ro, foyer_layout_uk,
  foyer_layout_ur;

/* NULL: the language is written with the Latin layout. */
const FoyerKeyLayout *foyer_key_layout_find (const char *code);
/* What stands on a key: a mark is shown with something to stand on. (transfer full) */
char *foyer_key_layout_dup_shown (const char *text);
/* What a screen reader says for it. (transfer none) */
const char *foyer_key_layout_name_of (const FoyerKeyLayout *layout, const char *text);

G_END_DECLS
