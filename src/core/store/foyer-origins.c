/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-origins"

#include "core/store/foyer-origins.h"

#include <math.h>
#include <string.h>

#include "core/store/foyer-search-places.h"

/* A postcode, or a place that search knows. What was looked for last stays here until the next look
 * or the end, so it is wiped. Owned by the backend, main thread. */

struct _FoyerOrigins
{
  FoyerSearchPlaces *places; /* owned */
  FoyerPostcodes *postcodes; /* owned (nullable) */
  FoyerPostcodeResult last;  /* what a result's name points to */
};

FoyerOrigins *
foyer_origins_new (FoyerStore *store, FoyerPostcodes *postcodes)
{
  FoyerOrigins *self = g_new0 (FoyerOrigins, 1);
  g_autoptr (FoyerSearchGuide) guide = foyer_search_guide_load ();

  self->places = foyer_search_places_new (store, guide, NULL);
  self->postcodes = postcodes != NULL ? foyer_postcodes_ref (postcodes) : NULL;
  return self;
}

void
foyer_origins_free (FoyerOrigins *origins)
{
  foyer_search_places_free (origins->places);
  g_clear_pointer (&origins->postcodes, foyer_postcodes_unref);
  explicit_bzero (&origins->last, sizeof origins->last);
  g_free (origins);
}

FoyerOriginResult
foyer_origins_find (FoyerOrigins *origins, const char *typed)
{
  FoyerOriginResult result = { FOYER_ORIGIN_UNKNOWN, NULL, NAN, NAN };
  FoyerPostcodeResult *found = &origins->last;
  const FoyerSearchPlace *place;

  explicit_bzero (found, sizeof *found);
  if (origins->postcodes != NULL)
    *found = foyer_postcodes_lookup (origins->postcodes, typed);
  if (found->match == FOYER_POSTCODE_UNIT || found->match == FOYER_POSTCODE_DISTRICT)
    return (FoyerOriginResult){ FOYER_ORIGIN_FOUND, found->normalised, found->lat, found->lon };
  if (found->match == FOYER_POSTCODE_OUTSIDE)
    return (FoyerOriginResult){ FOYER_ORIGIN_OUTSIDE, NULL, NAN, NAN };
  place = foyer_search_places_guess (origins->places, typed);
  if (place != NULL)
    result = (FoyerOriginResult){ FOYER_ORIGIN_FOUND, place->name, place->lat, place->lon };
  return result;
}
