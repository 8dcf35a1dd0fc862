/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-map-data.h"
#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* Where a visitor would set out from. Everything borrowed. */
typedef struct
{
  double lat, lon;      /* degrees; NAN: not known */
  const char *postcode; /* (nullable) the one they gave, if that is where they are */
  gboolean is_library;  /* else "here": a hub, or not known */
  GPtrArray *places;    /* (nullable) FoyerPlace: to say which is nearest to the listing */
  FoyerMapData *map;    /* (nullable) to name a village that is nearest to it */
} FoyerWayOrigin;

/* How to get to a listing, in words: one sentence a line. Which way and how far, and that this is
 * straight across the map; what is near it; what the listing itself says (its where_note and what
 * it says of buses, parking and steps). Nothing that nobody said: never a bus we do not know.
 * (transfer full), never NULL or empty. Any thread. */
char *foyer_words_getting_there (FoyerListing *listing, const FoyerWayOrigin *origin);
/* The same without what the listing itself says, for a page that has that elsewhere. */
char *foyer_words_way (FoyerListing *listing, const FoyerWayOrigin *origin);

G_END_DECLS
