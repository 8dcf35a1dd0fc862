/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The outlines of Essex in memory (data/content/map.bin, layout in data/content/FORMAT.md): lines
 * that neighbouring areas share, areas made of them, and the names of settlements. Immutable after
 * loading: any thread may read. */
typedef struct _FoyerMapData FoyerMapData;

#define FOYER_MAP_DATA_ERROR (foyer_map_data_error_quark ())
GQuark foyer_map_data_error_quark (void);

/* What a line separates. */
typedef enum
{
  FOYER_MAP_LINE_WARD,
  FOYER_MAP_LINE_DISTRICT,
  FOYER_MAP_LINE_LAND,   /* Essex from its neighbours on land */
  FOYER_MAP_LINE_COAST,  /* Essex from the sea */
  FOYER_MAP_LINE_AROUND, /* other land from the sea, roughly */
  FOYER_N_MAP_LINES,
} FoyerMapLine;

/* Points of a level up to the wanted one are drawn: 0 with the whole county in sight, 3 nearest. */
#define FOYER_MAP_LEVELS 4

typedef struct
{
  double lat, lon; /* degrees WGS84 */
} FoyerMapPoint;

typedef struct
{
  const char *name;    /* borrowed; "" never */
  FoyerMapPoint place; /* where its name stands */
  int district;        /* of a ward: index among the districts, else -1 */
  guint first_ring, n_rings;
} FoyerMapShape;

typedef struct
{
  const char *name; /* borrowed */
  FoyerMapPoint place;
  int rank; /* 0 a city … 4 a hamlet */
} FoyerMapSettlement;

FoyerMapData *foyer_map_data_load (const char *path, GError **error); /* checks the file whole */
FoyerMapData *foyer_map_data_new_from_bytes (GBytes *bytes, GError **error);
/* The installed one, loaded at the first call and kept; NULL when it is missing or broken (said in
 * the log once). Borrowed; any thread. */
FoyerMapData *foyer_map_data_get_installed (void);
FoyerMapData *foyer_map_data_ref (FoyerMapData *self);
void foyer_map_data_unref (FoyerMapData *self);

/* All borrowed from self. The county and the land around it are one area each. */
const FoyerMapShape *foyer_map_data_get_county (FoyerMapData *self);
const FoyerMapShape *foyer_map_data_get_around (FoyerMapData *self);
const FoyerMapShape *foyer_map_data_get_districts (FoyerMapData *self, guint *n);
const FoyerMapShape *foyer_map_data_get_wards (FoyerMapData *self, guint *n);
const FoyerMapSettlement *foyer_map_data_get_settlements (FoyerMapData *self,
                                                          guint *n); /* the largest first */
/* The district of that name, whatever its capitals; NULL: none. */
const FoyerMapShape *foyer_map_data_find_district (FoyerMapData *self, const char *name);

guint foyer_map_data_count_lines (FoyerMapData *self);
FoyerMapLine foyer_map_data_get_line_kind (FoyerMapData *self, guint line);

/* is_first: a line or a ring begins. */
typedef void (*FoyerMapPointFunc) (const FoyerMapPoint *point, gboolean is_first, gpointer data);
void foyer_map_data_walk_line (
  FoyerMapData *self, guint line, int level, FoyerMapPointFunc func, gpointer data);
/* One ring of a shape, from shape->first_ring on; its first point is not given again. */
void foyer_map_data_walk_ring (
  FoyerMapData *self, guint ring, int level, FoyerMapPointFunc func, gpointer data);

/* Whether a point lies in the area (even-odd). */
gboolean foyer_map_data_contains (FoyerMapData *self,
                                  const FoyerMapShape *shape,
                                  double lat,
                                  double lon);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerMapData, foyer_map_data_unref)

G_END_DECLS
