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

const char *
foyer_nearby_get_district (GPtrArray *places, double lat, double lon)
{
  const char *district = NULL;
  double nearest = INFINITY;

  for (guint i = 0; i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);
      double miles = foyer_geo_distance_miles (lat, lon, place->lat, place->lon);

      if (place->district != NULL && miles < nearest) /* never with NAN */
        {
          nearest = miles;
          district = place->district;
        }
    }
  return district;
}
