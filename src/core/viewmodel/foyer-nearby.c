/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-nearby"

#include "core/viewmodel/foyer-nearby.h"

#include <string.h>

#include "core/base/foyer-geo.h"

/* Puts the support bodies in the order a visitor wants them: the own district, all of Essex, then
 * the neighbours. How far a district is away is told by its nearest library or hub, because those
 * are in the content and district borders are not. Pure functions over borrowed objects, any
 * thread. */

typedef struct
{
  FoyerPathway *pathway; /* owned */
  int rank;              /* 0 own district, 1 all of Essex, 2 another */
  double miles;          /* of rank 2; INFINITY when not known */
  guint at;              /* where it stood */
} Ranked;

static double
miles_to_district (GPtrArray *places, const char *district, double lat, double lon)
{
  double nearest = INFINITY;

  if (isnan (lat) || isnan (lon))
    return INFINITY;
  for (guint i = 0; i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);
      if (g_strcmp0 (place->district, district) == 0 && !isnan (place->lat) && !isnan (place->lon))
        nearest = MIN (nearest, foyer_geo_distance_miles (lat, lon, place->lat, place->lon));
    }
  return nearest;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a;
  const Ranked *y = b;
  int names;

  if (x->rank != y->rank)
    return x->rank - y->rank;
  if (x->miles != y->miles)
    return x->miles < y->miles ? -1 : 1;
  names = x->rank == 2 ? g_strcmp0 (x->pathway->district, y->pathway->district) : 0;
  return names != 0 ? names : (int)x->at - (int)y->at;
}

static void
ranked_clear (gpointer data)
{
  g_clear_object (&((Ranked *)data)->pathway);
}

void
foyer_nearby_sort_pathways (
  GPtrArray *pathways, GPtrArray *places, const char *district, double lat, double lon)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, TRUE, sizeof (Ranked));

  g_array_set_clear_func (ranked, ranked_clear);
  for (guint i = 0; i < pathways->len; i++)
    {
      FoyerPathway *pathway = g_ptr_array_index (pathways, i);
      Ranked one = { .pathway = g_object_ref (pathway), .rank = 2, .miles = 0, .at = i };

      if (pathway->district == NULL)
        one.rank = 1;
      else if (g_strcmp0 (pathway->district, district) == 0)
        one.rank = 0;
      else
        one.miles = miles_to_district (places, pathway->district, lat, lon);
      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare);
  g_ptr_array_set_size (pathways, 0);
  for (guint i = 0; i < ranked->len; i++)
    g_ptr_array_add (pathways, g_object_ref (g_array_index (ranked, Ranked, i).pathway));
}

/* ---- a town's name ---- */

#define SHORTEST_NAME 3 /* letters; fewer could mean anything */
#define NO_RANK 99

/* Letters and digits, small, with single spaces between words. (transfer full) */
static char *
fold (const char *text)
{
  g_autofree char *small = g_utf8_casefold (text, -1);
  GString *folded = g_string_new (NULL);

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));
    else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
      g_string_append_c (folded, ' ');
  g_strchomp (folded->str);
  return g_string_free (folded, FALSE);
}

/* Whether word stands in text from the beginning of one of its words. */
static gboolean
has_words (const char *text, const char *words)
{
  for (const char *found = strstr (text, words); found != NULL; found = strstr (found + 1, words))
    if (found == text || found[-1] == ' ')
      return TRUE;
  return FALSE;
}

/* 0 best. */
static int
rank_name (FoyerPlace *place, const char *typed)
{
  g_autofree char *name = fold (place->name);
  g_autofree char *address = fold (place->address != NULL ? place->address : "");
  char *kind = strstr (name, " community library");
  gsize size;

  if (kind == NULL)
    kind = strstr (name, " library");
  if (kind != NULL)
    *kind = '\0';
  size = strlen (name);
  if (strcmp (name, typed) == 0)
    return 0;
  if (g_str_has_prefix (typed, name) && typed[size] == ' ')
    return 1;
  if (g_str_has_prefix (name, typed))
    return 2;
  if (has_words (name, typed))
    return 3;
  return has_words (address, typed) ? 4 : NO_RANK;
}

FoyerPlace *
foyer_nearby_find_place (GPtrArray *places, const char *typed)
{
  g_autofree char *folded = fold (typed);
  FoyerPlace *best = NULL;
  int best_rank = NO_RANK;

  if (g_utf8_strlen (folded, -1) < SHORTEST_NAME)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);
      int rank = isnan (place->lat) || place->is_closed ? NO_RANK : rank_name (place, folded);

      if (rank < best_rank)
        {
          best = place;
          best_rank = rank;
        }
    }
  return best;
}
