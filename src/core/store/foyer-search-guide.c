/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-guide.h"

#include <gio/gio.h>
#include <string.h>

#include "core/base/foyer-paths.h"
#include "core/store/foyer-search-text.h"
#include "foyer-search-resources.h"

/* What search knows beside the content.
 *
 * The files are data/search, one for each language, compiled in so that a kiosk never lacks them; a
 * county adds its own words in search-words.txt, beside the postcodes. Loaded by the first search
 * for words (2 ms), owned by the store.
 */

#define RESOURCES "/uk/org/foyer/search/"
/* Bytes. A county's own words; more is a mistake. */
#define MAX_FILE (1024 * 1024)

static void
settlement_free (gpointer data)
{
  FoyerSearchSettlement *settlement = data;

  g_free (settlement->name);
  g_free (settlement);
}

FoyerSearchGuide *
foyer_search_guide_new (void)
{
  FoyerSearchGuide *guide = g_new0 (FoyerSearchGuide, 1);

  guide->meanings
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  guide->phrases = g_ptr_array_new ();
  guide->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guide->small_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guide->near_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guide->settlements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, settlement_free);
  return guide;
}

void
foyer_search_guide_free (FoyerSearchGuide *guide)
{
  g_ptr_array_unref (guide->phrases);
  g_hash_table_unref (guide->meanings);
  g_hash_table_unref (guide->words);
  g_hash_table_unref (guide->small_words);
  g_hash_table_unref (guide->near_words);
  g_hash_table_unref (guide->settlements);
  g_clear_pointer (&guide->postcodes, foyer_postcodes_unref);
  g_free (guide);
}

/* Folded, one space between the words. (transfer full), NULL when there is no word in it. */
static char *
dup_phrase (const char *text)
{
  GString *folded = g_string_new (NULL);

  foyer_search_fold (folded, text);
  if (folded->len > 0)
    {
      g_string_truncate (folded, folded->len - 1);
      return g_string_free (folded, FALSE);
    }
  g_string_free (folded, TRUE);
  return NULL;
}

static void
add_meaning (FoyerSearchGuide *self, const char *typed, const char *meant)
{
  g_autofree char *phrase = dup_phrase (typed);
  g_autofree char *meaning = dup_phrase (meant);
  GPtrArray *list;

  if (phrase == NULL || meaning == NULL || g_str_equal (phrase, meaning))
    return;
  list = g_hash_table_lookup (self->meanings, phrase);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->meanings, g_steal_pointer (&phrase), list);
    }
  if (!g_ptr_array_find_with_equal_func (list, meaning, g_str_equal, NULL))
    g_ptr_array_add (list, g_steal_pointer (&meaning));
}

static void
add_to_set (GHashTable *set, const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *phrase = dup_phrase (words[i]);

      if (phrase != NULL)
        g_hash_table_add (set, phrase);
    }
}

/* "small: the, a" or "near: in, at" or "befriending, company = lonely, alone" */
static gboolean
add_line (FoyerSearchGuide *self, const char *line)
{
  g_auto (GStrv) halves = NULL;
  g_auto (GStrv) meant = NULL;
  g_auto (GStrv) typed = NULL;

  if (g_str_has_prefix (line, "small:"))
    {
      add_to_set (self->small_words, line + strlen ("small:"));
      return TRUE;
    }
  if (g_str_has_prefix (line, "near:"))
    {
      add_to_set (self->near_words, line + strlen ("near:"));
      return TRUE;
    }
  halves = g_strsplit (line, "=", -1);
  if (g_strv_length (halves) != 2)
    return FALSE;
  meant = g_strsplit (halves[0], ",", -1);
  typed = g_strsplit (halves[1], ",", -1);
  for (guint i = 0; meant[i] != NULL; i++)
    for (guint j = 0; typed[j] != NULL; j++)
      add_meaning (self, typed[j], meant[i]);
  return TRUE;
}

guint
foyer_search_guide_add_words (FoyerSearchGuide *guide, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_wrong = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (*line != '\0' && *line != '#' && !add_line (guide, line))
        n_wrong++;
    }
  return n_wrong;
}

guint
foyer_search_guide_add_settlements (FoyerSearchGuide *guide, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_wrong = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);
      FoyerSearchSettlement *settlement;
      char *key;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      key = g_strv_length (parts) == 3 ? dup_phrase (parts[0]) : NULL;
      if (key == NULL)
        {
          n_wrong++;
          continue;
        }
      settlement = g_new0 (FoyerSearchSettlement, 1);
      settlement->name = g_strdup (parts[0]);
      settlement->lat = g_ascii_strtod (parts[1], NULL);
      settlement->lon = g_ascii_strtod (parts[2], NULL);
      g_hash_table_insert (guide->settlements, key, settlement);
    }
  return n_wrong;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_words_of (FoyerSearchGuide *self, const char *phrase)
{
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_add (self->words, g_strdup (words[i]));
}

void
foyer_search_guide_sort (FoyerSearchGuide *guide)
{
  GHashTableIter iter;
  gpointer phrase;
  GHashTable *sets[] = { guide->meanings, guide->small_words, guide->near_words };

  g_ptr_array_set_size (guide->phrases, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_hash_table_iter_init (&iter, sets[i]);
      while (g_hash_table_iter_next (&iter, &phrase, NULL))
        {
          add_words_of (guide, phrase);
          if (sets[i] == guide->meanings)
            g_ptr_array_add (guide->phrases, phrase);
        }
    }
  g_ptr_array_sort (guide->phrases, compare_texts);
}

guint
foyer_search_guide_lower_bound (const FoyerSearchGuide *guide, const char *phrase)
{
  guint from = 0, to = guide->phrases->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (strcmp (g_ptr_array_index (guide->phrases, middle), phrase) < 0)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

gboolean
foyer_search_guide_goes_on (const FoyerSearchGuide *guide, const char *phrase)
{
  guint from = foyer_search_guide_lower_bound (guide, phrase);

  return from < guide->phrases->len
         && g_str_has_prefix (g_ptr_array_index (guide->phrases, from), phrase);
}

static void
add_resources (FoyerSearchGuide *self)
{
  GResource *resource = foyer_search_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, RESOURCES, 0, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (RESOURCES, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, NULL);
      const char *text = g_bytes_get_data (bytes, NULL); /* a NUL stands behind a resource */
      guint n_wrong = g_str_has_prefix (names[i], "places")
                        ? foyer_search_guide_add_settlements (self, text)
                        : foyer_search_guide_add_words (self, text);

      if (n_wrong > 0)
        g_warning ("%s: %u lines are wrong", names[i], n_wrong);
    }
}

static void
add_own_words (FoyerSearchGuide *self)
{
  g_autofree char *path = foyer_paths_dup_data_file ("search-words.txt");
  g_autofree char *text = NULL;
  gsize size = 0;
  guint n_wrong;

  if (!g_file_get_contents (path, &text, &size, NULL))
    return; /* most counties have none */
  if (size > MAX_FILE || !g_utf8_validate (text, size, NULL))
    {
      g_message ("search-words.txt: too long, or not UTF-8; left out");
      return;
    }
  n_wrong = foyer_search_guide_add_words (self, text);
  if (n_wrong > 0)
    g_message ("search-words.txt: %u lines are wrong", n_wrong);
}

FoyerSearchGuide *
foyer_search_guide_load (void)
{
  FoyerSearchGuide *guide = foyer_search_guide_new ();
  g_autofree char *postcodes = foyer_paths_dup_data_file ("postcodes.bin");

  add_resources (guide);
  add_own_words (guide);
  foyer_search_guide_sort (guide);
  guide->postcodes = foyer_postcodes_load (postcodes, NULL); /* without it, none is recognised */
  return guide;
}
