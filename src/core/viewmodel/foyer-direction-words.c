/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words"

#include "core/viewmodel/foyer-direction-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Isolates of the Unicode Bidirectional Algorithm (UAX #9, 2.4): marks that nobody sees and that
 * keep what stands between them together. Pure functions of the text and of the language. */

#define LRI "\u2066" /* read from the left … */
#define FSI "\u2068" /* read as its first letter is … */
#define PDI "\u2069" /* … up to here */

static gboolean
is_rtl (void)
{
  /* Translators: "rtl" if your language is read from right to left, else "ltr". No other word. */
  return strcmp (C_ ("direction of reading", "ltr"), "rtl") == 0;
}

char *
foyer_words_isolate (const char *text)
{
  return text != NULL && is_rtl () ? g_strconcat (FSI, text, PDI, NULL) : g_strdup (text);
}

char *
foyer_words_isolate_number (const char *text)
{
  return text != NULL && is_rtl () ? g_strconcat (LRI, text, PDI, NULL) : g_strdup (text);
}

static gboolean
is_right_to_left_letter (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return g_unichar_isalpha (c);
    default:
      return FALSE;
    }
}

static gboolean
has_right_to_left (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_right_to_left_letter (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* The length of a number at p that has parts, such as "01632 960100" or "+44 7700 900123"; else 0.
 */
static gsize
measure_number (const char *p)
{
  gsize size = *p == '+' ? 1 : 0;
  gsize last = 0; /* up to the last digit */
  gboolean has_parts = FALSE, has_gap = FALSE;

  if (!g_ascii_isdigit (p[size]))
    return 0;
  for (; g_ascii_isdigit (p[size]) || strchr (" -()", p[size]) != NULL; size++)
    {
      if (p[size] == '\0')
        break;
      if (g_ascii_isdigit (p[size]))
        {
          has_parts |= has_gap;
          last = size + 1;
        }
      else
        has_gap = TRUE;
    }
  return has_parts ? last : 0;
}

char *
foyer_words_keep_numbers (const char *text)
{
  GString *kept;

  if (text == NULL || (!has_right_to_left (text) && !is_rtl ()))
    return g_strdup (text);
  kept = g_string_new (NULL);
  for (const char *p = text; *p != '\0';)
    {
      gsize size = measure_number (p);

      if (size > 0)
        {
          g_string_append (kept, LRI);
          g_string_append_len (kept, p, (gssize)size);
          g_string_append (kept, PDI);
        }
      else
        {
          size = (gsize)(g_utf8_next_char (p) - p);
          g_string_append_len (kept, p, (gssize)size);
        }
      p += size;
    }
  return g_string_free (kept, FALSE);
}
