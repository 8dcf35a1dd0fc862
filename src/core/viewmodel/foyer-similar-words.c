/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-similar"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "core/viewmodel/foyer-similar.h"

/* Why a listing is in the list of others like it, in the words of a person: at most two reasons,
 * the strongest first. Pure. */

#define REASONS_MAX 2
#define LABELS_MAX 2
#define NEAR_MILES 10.0 /* further off, "from it" is no reason to go */

/* "Also: Outdoors, In a team". (transfer full) (nullable) */
static char *
dup_shared_kinds (FoyerListing *of, FoyerListing *other, FoyerProgramme *programme)
{
  g_autoptr (GString) labels = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; programme != NULL && other->tags[i] != NULL && n < LABELS_MAX; i++)
    {
      const FoyerFacetOption *option = foyer_programme_find_option (programme, other->tags[i]);

      if (option == NULL || !g_strv_contains ((const char *const *)of->tags, option->tag))
        continue;
      g_string_append_printf (labels, "%s%s", n++ > 0 ? _ (", ") : "", option->label);
    }
  /* Translators: %s is a list of kinds: "Outdoors, In a team". */
  return n > 0 ? g_strdup_printf (_ ("Also: %s"), labels->str) : NULL;
}

/* How far it is for the visitor its card says. */
static char *
dup_nearness (const FoyerSimilarHit *hit)
{
  g_autofree char *miles = NULL;

  if (!hit->is_from_other || isnan (hit->miles) || hit->miles > NEAR_MILES)
    return NULL;
  miles = foyer_words_distance (hit->listing, hit->miles);
  /* Translators: %s is a distance such as "about 2 miles". */
  return miles != NULL ? g_strdup_printf (_ ("%s from the other"), miles) : NULL;
}

static void
add (GString *words, guint *n, char *reason)
{
  if (reason != NULL && *n < REASONS_MAX)
    g_string_append_printf (words, "%s%s", (*n)++ > 0 ? " · " : "", reason);
  g_free (reason);
}

char *
foyer_similar_dup_reason (FoyerListing *of, const FoyerSimilarHit *hit, FoyerProgramme *programme)
{
  FoyerListing *other = hit->listing;
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  if (g_strcmp0 (of->title, other->title) == 0)
    add (words, &n, g_strdup (_ ("The same at another place")));
  else if (of->organisation != NULL && g_strcmp0 (of->organisation, other->organisation) == 0)
    add (words, &n, g_strdup (_ ("The same people run it")));
  add (words, &n, dup_shared_kinds (of, other, programme));
  add (words, &n, dup_nearness (hit));
  if (of->is_free == 1 && other->is_free == 1)
    add (words, &n, g_strdup (_ ("Free too")));
  if (n == 0)
    add (words, &n, g_strdup (_ ("Much like it")));
  return g_string_free (g_steal_pointer (&words), FALSE);
}
