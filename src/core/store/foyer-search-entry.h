/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-db.h"
#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* The words of one listing as they are kept in its row, and the numbers that words have; for
 * src/core/store only. */

/* Where a word stands, best first. A weight (1 … 255) says where by its band, and by its place in
 * the band how much it says there. */
#define FOYER_SEARCH_TITLE_WEIGHT 176 /* from here on: in the title */
#define FOYER_SEARCH_NAMES_WEIGHT 96  /* from here on: in the names of who, where and what kind */
#define FOYER_SEARCH_TEXT_WEIGHT 16   /* from here on: elsewhere */
#define FOYER_SEARCH_BAND 79          /* the width of a band */

/* Word → number, for who writes. Belongs to one connection; what it holds is true only as long as
 * no transaction it was used in is rolled back. */
typedef struct _FoyerSearchLexicon FoyerSearchLexicon;
FoyerSearchLexicon *foyer_search_lexicon_new (FoyerDb *db);
void foyer_search_lexicon_free (FoyerSearchLexicon *lexicon);

/* Every word of listing as (number, weight) pairs, by number: the difference to the one before as
 * a varint (foyer_search_get_varint ()), then a byte of weight. NULL with error when the database
 * fails. (transfer full) */
GByteArray *foyer_search_entry_new (FoyerSearchLexicon *lexicon,
                                    FoyerListing *listing,
                                    GError **error);

/* Seven bits a byte, the low ones first; the last byte has its high bit clear. */
static inline void
foyer_search_put_varint (GByteArray *bytes, guint32 value)
{
  guint8 byte;

  for (; value >= 0x80; value >>= 7)
    {
      byte = 0x80 | (value & 0x7f);
      g_byte_array_append (bytes, &byte, 1);
    }
  byte = value;
  g_byte_array_append (bytes, &byte, 1);
}

/* *p moves on, never past end. */
static inline guint32
foyer_search_get_varint (const guint8 **p, const guint8 *end)
{
  guint32 value = 0;
  guint shift = 0;

  while (*p < end)
    {
      guint8 byte = *(*p)++;

      value |= (guint32)(byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80 || shift > 28)
        break;
    }
  return value;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSearchLexicon, foyer_search_lexicon_free)

G_END_DECLS
