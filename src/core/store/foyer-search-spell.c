/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-spell.h"

#include <string.h>

/* Misspelt words. Pure functions, any thread. */

/* Letters of a word that is compared; longer ones are never taken for a mistake. */
#define MAX_LETTERS 40
/* Letters from which on a word may have one mistake, and two. */
#define ONE_MISTAKE_FROM 4
#define TWO_MISTAKES_FROM 8

/* The letters of text; 0 when there are too many. */
static guint
read_letters (const char *text, gunichar letters[MAX_LETTERS])
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (n >= MAX_LETTERS)
        return 0;
      letters[n++] = g_utf8_get_char (p);
    }
  return n;
}

guint
foyer_search_distance (const char *typed, const char *word, guint limit, gboolean is_beginning)
{
  gunichar a[MAX_LETTERS], b[MAX_LETTERS];
  guint8 rows[3][MAX_LETTERS + 1];
  guint n_a = read_letters (typed, a), n_b = read_letters (word, b);
  guint8 *before_last = rows[0], *last = rows[1], *row = rows[2];
  guint distance;

  /* Of a word that goes on, no more than limit letters behind what was typed can matter. */
  if (is_beginning)
    n_b = MIN (n_b, n_a + limit);
  if (n_a == 0 || n_b == 0 || n_a > n_b + limit || n_b > n_a + limit)
    return limit + 1;
  for (guint j = 0; j <= n_b; j++)
    last[j] = j;
  for (guint i = 1; i <= n_a; i++)
    {
      guint8 least = row[0] = i;
      guint8 *swapped = before_last;

      for (guint j = 1; j <= n_b; j++)
        {
          row[j] = MIN (MIN (row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before_last[j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least > limit)
        return limit + 1;
      before_last = last;
      last = row;
      row = swapped;
    }
  distance = last[n_b];
  for (guint j = 0; is_beginning && j < n_b; j++)
    distance = MIN (distance, last[j]);
  return MIN (distance, limit + 1);
}

guint
foyer_search_mistakes_allowed (const char *typed)
{
  glong n = g_utf8_strlen (typed, -1);

  return n < ONE_MISTAKE_FROM ? 0 : n < TWO_MISTAKES_FROM ? 1 : 2;
}
