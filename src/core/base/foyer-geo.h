/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The postcodes of Essex in memory (data/content/postcodes.bin, layout in data/content/FORMAT.md)
 * and distances. Immutable after loading: any thread may read. */
typedef struct _FoyerPostcodes FoyerPostcodes;

typedef enum
{
  FOYER_POSTCODE_NONE,     /* not a UK postcode */
  FOYER_POSTCODE_UNIT,     /* found exactly */
  FOYER_POSTCODE_DISTRICT, /* only its first half is known here: centre of that postcode district */
  FOYER_POSTCODE_OUTSIDE,  /* well formed, not in Essex */
} FoyerPostcodeMatch;

typedef struct
{
  FoyerPostcodeMatch match;
  char normalised[10];  /* "CM1 1QH" or "CM1"; "" for NONE */
  double lat, lon;      /* degrees WGS84; NAN unless UNIT or DISTRICT */
  const char *district; /* borrowed from the FoyerPostcodes; NULL unless UNIT or DISTRICT */
} FoyerPostcodeResult;

#define FOYER_POSTCODES_ERROR (foyer_postcodes_error_quark ())
GQuark foyer_postcodes_error_quark (void);

FoyerPostcodes *foyer_postcodes_load (const char *path,
                                      GError **error); /* maps the file, checks it whole */
FoyerPostcodes *foyer_postcodes_new_from_bytes (GBytes *bytes, GError **error);
FoyerPostcodes *foyer_postcodes_ref (FoyerPostcodes *postcodes);
void foyer_postcodes_unref (FoyerPostcodes *postcodes);
guint foyer_postcodes_count (FoyerPostcodes *postcodes);

/* Takes what a person types: any case, any spaces, a full postcode or only its first half. */
FoyerPostcodeResult foyer_postcodes_lookup (FoyerPostcodes *postcodes, const char *typed);

/* Writes the standard form ("CM1 1QH", "CM1") into out; FALSE when text is not a UK postcode or
 * outward code. The rules are the ones of gov.uk's bulk data transfer form (BS 7666). */
gboolean foyer_postcode_normalise (const char *text, char out[10], gboolean *is_full);

/* Mean radius of the earth, 6371.0088 km (IUGG). */
#define FOYER_GEO_EARTH_RADIUS_MILES 3958.7613
double foyer_geo_distance_miles (double lat1,
                                 double lon1,
                                 double lat2,
                                 double lon2); /* great circle */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPostcodes, foyer_postcodes_unref)

G_END_DECLS
