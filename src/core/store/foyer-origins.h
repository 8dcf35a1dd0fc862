/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-geo.h"
#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* Where a way may begin: what a visitor types when they are asked for a postcode or a town. It
 * knows the places that search knows, so that a name means the same everywhere. Immutable; owned by
 * the backend, main thread. */
typedef struct _FoyerOrigins FoyerOrigins;

typedef enum
{
  FOYER_ORIGIN_UNKNOWN, /* no postcode, and no place of Essex */
  FOYER_ORIGIN_OUTSIDE, /* a postcode that is not in Essex */
  FOYER_ORIGIN_FOUND,
} FoyerOriginMatch;

typedef struct
{
  FoyerOriginMatch match;
  const char
    *name; /* borrowed until the next look: "CM1 1QH", "Clacton-on-Sea"; NULL unless FOUND */
  double lat, lon; /* degrees; NAN unless FOUND */
} FoyerOriginResult;

/* Both (nullable); postcodes are referenced. (transfer full) */
FoyerOrigins *foyer_origins_new (FoyerStore *store, FoyerPostcodes *postcodes);
void foyer_origins_free (FoyerOrigins *origins);
/* Takes what a person types: a postcode or half of one, a town or a village, any case, unfinished
 * or misspelt. A name that it gave is found again. */
FoyerOriginResult foyer_origins_find (FoyerOrigins *origins, const char *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrigins, foyer_origins_free)

G_END_DECLS
