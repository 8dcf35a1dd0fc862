/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words"

#include "core/viewmodel/foyer-way-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/base/foyer-geo.h"
#include "core/viewmodel/foyer-listing-words.h"

/* The way to a listing in words, for everybody who cannot use the map or does not want to. What is
 * only roughly known is said roughly. Pure functions, no state. */

/* Nearer than this there is no direction worth saying. */
#define NEXT_DOOR_MILES 0.1
/* Nearer than this a rough position has no direction. */
#define ROUGH_MILES 1.5
/* A library further than this says nothing about where something is. */
#define LIBRARY_MILES 3.0
#define VILLAGE_MILES 2.0
/* Smaller settlements would not be known to a stranger: FoyerMapSettlement.rank. */
#define LEAST_RANK 3

typedef enum
{
  NORTH,
  NORTH_EAST,
  EAST,
  SOUTH_EAST,
  SOUTH,
  SOUTH_WEST,
  WEST,
  NORTH_WEST,
  N_WINDS,
} Wind;

static Wind
wind_between (double lat1, double lon1, double lat2, double lon2)
{
  double phi1 = lat1 * (G_PI / 180), phi2 = lat2 * (G_PI / 180),
         lambda = (lon2 - lon1) * (G_PI / 180);
  double bearing = atan2 (sin (lambda) * cos (phi2),
                          cos (phi1) * sin (phi2) - sin (phi1) * cos (phi2) * cos (lambda));

  return (Wind)((lround (bearing * 4 / G_PI) + N_WINDS) % N_WINDS);
}

/* "2.1 miles north-east of %s": whole sentences, since languages order them differently. The first
 * %s is the distance, the second the place one is at. */
static const char *
direction_format (Wind wind)
{
  switch (wind)
    {
    case NORTH:
      return _ ("%s north of %s");
    case NORTH_EAST:
      return _ ("%s north-east of %s");
    case EAST:
      return _ ("%s east of %s");
    case SOUTH_EAST:
      return _ ("%s south-east of %s");
    case SOUTH:
      return _ ("%s south of %s");
    case SOUTH_WEST:
      return _ ("%s south-west of %s");
    case WEST:
      return _ ("%s west of %s");
    case NORTH_WEST:
    case N_WINDS:
    default:
      return _ ("%s north-west of %s");
    }
}

/* Where one is, as it stands after "north of". (transfer full) */
static char *
dup_here (const FoyerWayOrigin *origin)
{
  if (origin->postcode != NULL)
    return g_strdup (origin->postcode);
  return g_strdup (origin->is_library ? _ ("this library") : _ ("this place"));
}

static void
add_line (GString *out, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", line);
}

/* In sight of its first letter: a sentence begins with a capital. (transfer full) */
static char *
as_sentence (const char *words)
{
  g_autofree char *first = g_utf8_substring (words, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strdup_printf ("%s%s.", upper, g_utf8_offset_to_pointer (words, 1));
}

/* "2.1 miles north-east of this library, in Springfield." */
static void
add_direction (GString *out, FoyerListing *listing, const FoyerWayOrigin *origin)
{
  double miles = foyer_geo_distance_miles (origin->lat, origin->lon, listing->lat, listing->lon);
  g_autofree char *distance = foyer_words_distance (listing, miles);
  g_autofree char *here = dup_here (origin), *words = NULL, *sentence = NULL;
  gboolean is_exact = listing->precision == FOYER_PRECISION_POSTCODE;

  if (distance == NULL)
    return;
  if (miles < (is_exact ? NEXT_DOOR_MILES : ROUGH_MILES))
    words = is_exact ? g_strdup_printf (_ ("Next to %s"), here)
                     : g_strdup_printf (_ ("Not far from %s: %s or less"), here, distance);
  else
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      words = g_strdup_printf (
        direction_format (wind_between (origin->lat, origin->lon, listing->lat, listing->lon)),
        distance, here);
#pragma GCC diagnostic pop
    }
  if (listing->place_name != NULL)
    {
      g_autofree char *bare = g_steal_pointer (&words);
      words = g_strdup_printf (_ ("%s, in %s"), bare, listing->place_name);
    }
  sentence = as_sentence (words);
  add_line (out, sentence);
  if (miles >= NEXT_DOOR_MILES && is_exact)
    add_line (out, _ ("That is straight across the map. The way there is longer."));
  else if (!is_exact)
    add_line (out, _ ("We only know roughly where it is."));
}

/* (nullable) borrowed */
static FoyerPlace *
nearest_library (FoyerListing *listing, GPtrArray *places, double *miles)
{
  FoyerPlace *nearest = NULL;

  *miles = LIBRARY_MILES;
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);
      double away;

      if (place->is_closed || isnan (place->lat) || isnan (place->lon))
        continue;
      away = foyer_geo_distance_miles (listing->lat, listing->lon, place->lat, place->lon);
      if (away < *miles)
        {
          *miles = away;
          nearest = place;
        }
    }
  return nearest;
}

/* (nullable) borrowed */
static const char *
nearest_village (FoyerListing *listing, FoyerMapData *map)
{
  const char *nearest = NULL;
  double miles = VILLAGE_MILES;
  const FoyerMapSettlement *settlements;
  guint n;

  if (map == NULL)
    return NULL;
  settlements = foyer_map_data_get_settlements (map, &n);
  for (guint i = 0; i < n && settlements[i].rank <= LEAST_RANK; i++)
    {
      double away = foyer_geo_distance_miles (listing->lat, listing->lon, settlements[i].place.lat,
                                              settlements[i].place.lon);
      if (away >= miles)
        continue;
      miles = away;
      nearest = settlements[i].name;
    }
  return nearest;
}

/* Only of a place that is known well enough: what is near the middle of a district is no help. */
static void
add_near (GString *out, FoyerListing *listing, const FoyerWayOrigin *origin)
{
  double miles;
  FoyerPlace *library = nearest_library (listing, origin->places, &miles);
  const char *village = nearest_village (listing, origin->map);
  g_autofree char *words = NULL;

  if (listing->precision == FOYER_PRECISION_DISTRICT
      || listing->precision == FOYER_PRECISION_UNKNOWN)
    return;
  if (library != NULL && listing->precision == FOYER_PRECISION_POSTCODE)
    {
      g_autofree char *distance = foyer_words_distance (listing, miles);
      words = miles < NEXT_DOOR_MILES
                ? g_strdup_printf (_ ("It is next to %s."), library->name)
                : g_strdup_printf (_ ("The nearest library to it is %s, %s away."), library->name,
                                   distance);
    }
  else if (library != NULL)
    words = g_strdup_printf (_ ("The nearest library to it is %s."), library->name);
  else if (village != NULL && g_strcmp0 (village, listing->place_name) != 0)
    words = g_strdup_printf (_ ("The nearest village or town is %s."), village);
  add_line (out, words);
}

char *
foyer_words_way (FoyerListing *listing, const FoyerWayOrigin *origin)
{
  GString *out = g_string_new (NULL);

  if (listing->precision == FOYER_PRECISION_COUNTY)
    add_line (out, _ ("You can do this anywhere in Essex."));
  else if (isnan (listing->lat) || isnan (listing->lon))
    {
      g_autofree char *place = foyer_words_place (listing);
      g_autofree char *words = place != NULL ? g_strdup_printf (_ ("It is in %s."), place) : NULL;

      add_line (out, words != NULL ? words : _ ("We do not know where this is. Please ask."));
    }
  else
    {
      if (!isnan (origin->lat) && !isnan (origin->lon))
        add_direction (out, listing, origin);
      else
        {
          g_autofree char *place = foyer_words_place (listing);
          g_autofree char *words = g_strdup_printf (_ ("It is in %s."), place != NULL ? place : "");

          if (place != NULL)
            add_line (out, words);
        }
      add_near (out, listing, origin);
    }
  if (out->len == 0)
    add_line (out, _ ("Please ask where this is."));
  return g_string_free (out, FALSE);
}

char *
foyer_words_getting_there (FoyerListing *listing, const FoyerWayOrigin *origin)
{
  g_autofree char *way = foyer_words_way (listing, origin);
  GString *out = g_string_new (way);
  g_autoptr (GString) needs = g_string_new (NULL);
  static const char *const of_the_way[] = { "bus", "parking", "step-free" };

  for (guint i = 0; i < G_N_ELEMENTS (of_the_way); i++)
    if (g_strv_contains ((const char *const *)listing->needs, of_the_way[i]))
      {
        g_autofree char *need = foyer_words_need (of_the_way[i]);
        g_string_append_printf (needs, "%s%s", needs->len > 0 ? " · " : "", need);
      }
  add_line (out, needs->str);
  add_line (out, listing->where_note);
  return g_string_free (out, FALSE);
}
