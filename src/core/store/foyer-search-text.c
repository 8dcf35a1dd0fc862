/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-text.h"

#include <string.h>

/* Words as search sees them, in every language the kiosk speaks.
 *
 * What was typed and what is stored go through the same cutting and folding, so that they meet:
 * accents leave their letter (ă, ó, ї), letters that have none of their own but stand for another
 * on a plain keyboard become it (ł, đ, ß), Arabic letters take the form Urdu writes, its vowel
 * signs go, figures of every script are 0 to 9. Bengali vowel signs belong to their word and stay.
 * Pure functions, any thread.
 */

/* Words; nobody at a kiosk types more, and each costs a look-up. */
#define MAX_WORDS 12
/* Bytes of one word that count. */
#define MAX_WORD 64

typedef struct
{
  gunichar from;
  const char *to; /* "": nothing is written */
} Folding;

/* Letters that do not fall apart into a letter and an accent. In the order of from. */
static const Folding foldings[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },  { 0xfe, "th" },
  { 0x111, "d" }, { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" },
  { 0x2bc, "" },  { 0x2019, "" }, { 0x491, "г" }, { 0x629, "ہ" }, { 0x640, "" },
  { 0x643, "ک" }, { 0x647, "ہ" }, { 0x649, "ی" }, { 0x64a, "ی" }, { 0x6be, "ہ" },
  { 0x6c3, "ہ" }, { 0x6d5, "ہ" }, { 0x200b, "" }, { 0x200c, "" }, { 0x200d, "" },
};

static const Folding *
find_folding (gunichar c)
{
  guint from = 0, to = G_N_ELEMENTS (foldings);

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (foldings[middle].from == c)
        return &foldings[middle];
      if (foldings[middle].from < c)
        from = middle + 1;
      else
        to = middle;
    }
  return NULL;
}

/* A mark that is not written: the accents of Latin, Greek and Cyrillic, the vowel signs and hamzas
 * of Arabic. */
static gboolean
is_dropped_mark (gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f)
         || c == 0x670 || (c >= 0x6d6 && c <= 0x6ed && g_unichar_ismark (c));
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x2bc;
}

static gboolean
is_cyrillic (gunichar c)
{
  return c >= 0x400 && c <= 0x52f;
}

static gboolean
is_word_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c);
  switch (g_unichar_type (c))
    {
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
    case G_UNICODE_PRIVATE_USE:
      return c != 0x2bc && c != 0x640; /* an apostrophe and a stretched line are not letters */
    default:
      return FALSE;
    }
}

/* What may stand inside a word though no word begins with it: marks, joiners, a stretched line. */
static gboolean
is_inner_char (gunichar c)
{
  return c >= 0x80
         && (g_unichar_ismark (c) || c == 0x640 || c == 0x200b || c == 0x200c || c == 0x200d);
}

/* One word goes on from end; before: its last letter. Ukrainian writes an apostrophe inside words
 * that may be typed or left out. */
static gboolean
goes_on (const char *end, gunichar before)
{
  gunichar c;

  if ((guchar)*end < 0x80 && *end != '\'')
    return g_ascii_isalnum (*end);
  c = g_utf8_get_char (end);
  if (is_word_char (c) || is_inner_char (c))
    return TRUE;
  return is_apostrophe (c) && is_cyrillic (before)
         && is_cyrillic (g_utf8_get_char (g_utf8_next_char (end)));
}

/* text: valid UTF-8. The next word from *p on, *p after it; NULL at the end. */
static const char *
next_word (const char **p, gsize *size)
{
  const char *start = *p;
  const char *end;
  gunichar last = 0;

  while (*start != '\0'
         && ((guchar)*start < 0x80 ? !g_ascii_isalnum (*start)
                                   : !is_word_char (g_utf8_get_char (start))))
    start = g_utf8_next_char (start);
  if (*start == '\0')
    {
      *p = start;
      return NULL;
    }
  for (end = start; *end != '\0' && (end == start || goes_on (end, last));)
    {
      last = g_utf8_get_char (end);
      end = g_utf8_next_char (end);
      while (g_ascii_isalnum (*end)) /* most of all text */
        last = *end++;
    }
  *p = end;
  *size = end - start;
  return start;
}

static void
append_letter (GString *folded, gunichar c)
{
  const Folding *folding;

  c = g_unichar_tolower (c);
  folding = find_folding (c);
  if (folding != NULL)
    g_string_append (folded, folding->to);
  else if (g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER)
    g_string_append_c (folded, '0' + g_unichar_digit_value (c));
  else
    g_string_append_unichar (folded, c);
}

static void
append_folded (GString *folded, const char *word, gsize size)
{
  const char *end = word + size;
  const char *plain = word;

  while (plain < end && g_ascii_isalnum (*plain))
    plain++;
  g_string_append_len (folded, word, plain - word);
  for (gsize i = folded->len - (plain - word); i < folded->len; i++)
    folded->str[i] |= folded->str[i] >= 'A' && folded->str[i] <= 'Z' ? 0x20 : 0;
  for (const char *p = plain; p < end; p = g_utf8_next_char (p))
    {
      gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      gsize n_parts;

      if ((guchar)*p < 0x80)
        {
          if (*p != '\'')
            g_string_append_c (folded, g_ascii_tolower (*p));
          continue;
        }
      n_parts = g_unichar_fully_decompose (g_utf8_get_char (p), FALSE, parts, G_N_ELEMENTS (parts));
      for (gsize i = 0; i < n_parts; i++)
        if (!is_dropped_mark (parts[i]))
          append_letter (folded, parts[i]);
    }
}

static void
word_free (gpointer data)
{
  FoyerSearchWord *word = data;

  g_free (word->raw);
  g_free (word->folded);
  g_free (word);
}

GPtrArray *
foyer_search_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  const char *p = valid;
  const char *start;
  gsize size;

  while (words->len < MAX_WORDS && (start = next_word (&p, &size)) != NULL)
    {
      FoyerSearchWord *word = g_new0 (FoyerSearchWord, 1);
      GString *folded = g_string_new (NULL);

      while (size > MAX_WORD || (start[size] & 0xc0) == 0x80)
        size--;
      word->raw = g_strndup (start, size);
      append_folded (folded, start, size);
      word->folded = g_string_free (folded, FALSE);
      g_ptr_array_add (words, word);
    }
  return words;
}

/* Adds a word to folded, as long as one can be typed. */
static void
append_word (GString *folded, const char *word, gsize size)
{
  while (size > MAX_WORD || (word[size] & 0xc0) == 0x80)
    size--;
  append_folded (folded, word, size);
  g_string_append_c (folded, ' ');
}

void
foyer_search_fold (GString *folded, const char *text)
{
  g_autofree char *valid = NULL;
  const char *p = text;
  const char *start;
  gsize size;

  if (text == NULL)
    return;
  if (!g_utf8_validate (text, -1, NULL))
    p = valid = g_utf8_make_valid (text, -1);
  while ((start = next_word (&p, &size)) != NULL)
    append_word (folded, start, size);
}

char *
foyer_search_sort_title (const char *title)
{
  static const char *const articles[] = { "the ", "a ", "an " };
  GString *folded = g_string_new (NULL);

  foyer_search_fold (folded, title);
  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    if (g_str_has_prefix (folded->str, articles[i]) && folded->len > strlen (articles[i]))
      {
        g_string_erase (folded, 0, strlen (articles[i]));
        break;
      }
  return g_string_free (folded, FALSE);
}
