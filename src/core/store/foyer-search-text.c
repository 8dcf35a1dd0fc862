/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-text.h"

#include <string.h>

/* Words as search sees them.
 *
 * Cut and folded as the full-text index does (FTS5's unicode61 with remove_diacritics 2: letters,
 * numbers and private use are words, accents belong to their letter), so that what was typed and
 * what is stored meet. Pure functions, any thread.
 */

/* Words; nobody at a kiosk types more, and each costs a look-up. */
#define MAX_WORDS 12
/* Bytes of one word that count. */
#define MAX_WORD 64

static gboolean
is_accent (gunichar c)
{
  return c >= 0x300 && c <= 0x36f;
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
      return TRUE;
    default:
      return FALSE;
    }
}

/* text: valid UTF-8. The next word from *p on, *p after it; NULL at the end. */
static const char *
next_word (const char **p, gsize *size)
{
  const char *start = *p;
  const char *end;

  while (*start != '\0' && !is_word_char (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  if (*start == '\0')
    return NULL;
  end = start;
  while (*end != '\0'
         && (is_word_char (g_utf8_get_char (end)) || is_accent (g_utf8_get_char (end))))
    end = g_utf8_next_char (end);
  *p = end;
  *size = end - start;
  return start;
}

static void
append_folded (GString *folded, const char *word, gsize size)
{
  const char *end = word + size;

  for (const char *p = word; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

      if (c < 0x80)
        {
          g_string_append_c (folded, g_ascii_tolower (c));
          continue;
        }
      g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
      /* A letter with accents becomes the letter; anything else stays whole. */
      if (!is_accent (parts[0]))
        g_string_append_unichar (folded, g_unichar_tolower (parts[0]));
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
    {
      append_folded (folded, start, size);
      g_string_append_c (folded, ' ');
    }
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
