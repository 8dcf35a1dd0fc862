/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* Sorts FoyerPathway objects so that the nearest help comes first: the visitor's own district
 * (nullable), then what serves all of Essex, then the other districts by how far their libraries
 * and hubs are from (lat, lon; NAN: by name). places: FoyerPlace objects. Stable. Any thread. */
void foyer_nearby_sort_pathways (
  GPtrArray *pathways, GPtrArray *places, const char *district, double lat, double lon);
/* The place a town's name means ("Clacton-on-Sea" finds the library in Clacton): the best of places
 * whose name or address begins with what was typed. (transfer none) (nullable) */
FoyerPlace *foyer_nearby_find_place (GPtrArray *places, const char *typed);

G_END_DECLS
