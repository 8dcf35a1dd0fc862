/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-forms.h"

#include <string.h>

/* The forms of English words. Endings are taken off and put on by rule, not by dictionary: a form
 * that does not exist is found in no listing and does no harm. Pure functions, any thread.
 */

/* Letters of a word that takes a plural, and of one that takes the endings of a verb; shorter ones
 * would meet words that have nothing to do with them (sing: s, thing: th). */
#define PLURAL_FROM 3
#define VERB_FROM 4

static void
add (GPtrArray *forms, const char *folded, const char *stem, gsize size, const char *ending)
{
  char *form = g_strdup_printf ("%.*s%s", (int)size, stem, ending);

  if (g_str_equal (form, folded)
      || g_ptr_array_find_with_equal_func (forms, form, g_str_equal, NULL))
    g_free (form);
  else
    g_ptr_array_add (forms, form);
}

/* The size of the stem, and what may be missing at its end. */
static gsize
find_stem (const char *word, const char **missing)
{
  static const struct
  {
    const char *ending, *missing;
    gsize from;
  } rules[]
    = { { "ies", "y", PLURAL_FROM - 1 }, { "ings", "e", VERB_FROM }, { "ing", "e", VERB_FROM },
        { "ers", "e", VERB_FROM },       { "er", "e", VERB_FROM },   { "ed", "e", VERB_FROM },
        { "es", "e", PLURAL_FROM },      { "s", "", PLURAL_FROM },   { "e", "e", VERB_FROM } };
  gsize size = strlen (word);

  *missing = "";
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_has_suffix (word, rules[i].ending) && size >= strlen (rules[i].ending) + rules[i].from
        && !g_str_has_suffix (word, "ss"))
      {
        *missing = rules[i].missing;
        return size - strlen (rules[i].ending);
      }
  return size;
}

GPtrArray *
foyer_search_forms (const char *folded)
{
  static const char *const plural[] = { "", "s", "es" };
  static const char *const verb[] = { "ing", "ings", "er", "ers", "ed" };
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);
  const char *missing;
  gsize size;

  if (!g_str_is_ascii (folded) || strpbrk (folded, "0123456789") != NULL)
    return forms;
  size = find_stem (folded, &missing);
  if (size < PLURAL_FROM - 1)
    return forms;
  if (*missing != '\0')
    {
      add (forms, folded, folded, size, missing);
      add (forms, folded, folded, size, *missing == 'y' ? "ies" : "es");
    }
  for (guint i = 0; size >= PLURAL_FROM && i < G_N_ELEMENTS (plural); i++)
    add (forms, folded, folded, size, plural[i]);
  for (guint i = 0; size >= VERB_FROM && i < G_N_ELEMENTS (verb); i++)
    add (forms, folded, folded, size, verb[i]);
  /* swimming, runner: the letter that was doubled, with and without its double */
  if (size >= VERB_FROM && folded[size] != '\0' && folded[size - 1] == folded[size - 2])
    add (forms, folded, folded, size - 1, "");
  if (size >= PLURAL_FROM && folded[size - 1] == 'y')
    add (forms, folded, folded, size - 1, "ies");
  return forms;
}
