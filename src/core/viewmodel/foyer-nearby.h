/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* Sorts FoyerPathway objects so that the nearest help comes first: the visitor's own district
 * (nullable), then what serves all of Essex, then the other districts by how far their libraries
 * and hubs are from (lat, lon; NAN: by name). places: FoyerPlace objects. Stable. Any thread. */
void foyer_nearby_sort_pathways (
  GPtrArray *pathways, GPtrArray *places, const char *district, double lat, double lon);
/* The district of the library or hub that is nearest. Borrowed from places, (nullable) */
const char *foyer_nearby_get_district (GPtrArray *places, double lat, double lon);

G_END_DECLS
