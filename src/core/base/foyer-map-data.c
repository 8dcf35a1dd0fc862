/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "core/base/foyer-map-data.h"

#include <math.h>
#include <string.h>

#include "core/base/foyer-data-file.h"
#include "core/base/foyer-paths.h"

/* The outlines of Essex, read once.
 *
 * The file is mapped and checked whole when it is loaded, every number against what it counts or
 * points at; afterwards nothing in it can lead outside of it. Refcounted, immutable, any thread.
 */

/* Layout of map.bin: data/content/FORMAT.md. All numbers little-endian. */
#define MAGIC "FOYERMP1"
#define HEADER_SIZE 36
#define ARC_SIZE 8
#define RING_SIZE 8
#define SHAPE_SIZE 76
#define SETTLEMENT_SIZE 70
#define REF_SIZE 2
#define POINT_SIZE 5
#define NAME_SIZE 64
#define NO_DISTRICT 0xffff
/* Degrees per unit of the corner and of a step. */
#define UNIT 1e-5
/* A map that is larger is not one: ten times what Essex needs. */
#define MAX_BYTES (4 * 1024 * 1024)
#define N_RANKS 5
/* Points that all rings together may have: a line may be walked twice, by both sides, and once more
 * for its district and for the county. */
#define MAX_WALKED (1 << 20)

struct _FoyerMapData
{
  gatomicrefcount ref_count;
  GBytes *bytes;                                               /* owned */
  const guint8 *arcs, *rings, *shapes, *named, *refs, *points; /* borrowed from bytes */
  guint n_arcs, n_rings, n_shapes, n_districts, n_settlements, n_refs;
  guint32 n_points;
  double west, south, step;            /* degrees */
  FoyerMapShape *shape_list;           /* owned, n_shapes */
  FoyerMapSettlement *settlement_list; /* owned, n_settlements */
};

G_DEFINE_QUARK (foyer - map - data - error - quark, foyer_map_data_error)

static gboolean
invalid (GError **error, const char *what)
{
  g_set_error (error, FOYER_MAP_DATA_ERROR, 0, "map file: %s", what);
  return FALSE;
}

static FoyerMapPoint
point_at (FoyerMapData *self, const guint8 *p)
{
  return (FoyerMapPoint){ .lat = self->south + foyer_data_file_u16 (p + 2) * self->step,
                          .lon = self->west + foyer_data_file_u16 (p) * self->step };
}

/* ---- checking ---- */

static gboolean
is_range (guint32 first, guint32 count, guint32 of)
{
  return first <= of && count <= of - first;
}

static gboolean
check_arcs (FoyerMapData *self, GError **error)
{
  for (guint i = 0; i < self->n_arcs; i++)
    {
      const guint8 *arc = self->arcs + (gsize)i * ARC_SIZE;

      if (foyer_data_file_u16 (arc + 4) < 2
          || !is_range (foyer_data_file_u32 (arc), foyer_data_file_u16 (arc + 4), self->n_points)
          || arc[6] >= FOYER_N_MAP_LINES)
        return invalid (error, "a line is wrong");
    }
  for (guint32 i = 0; i < self->n_points; i++)
    if (self->points[(gsize)i * POINT_SIZE + 4] >= FOYER_MAP_LEVELS)
      return invalid (error, "a point has no level");
  return TRUE;
}

static gboolean
check_rings (FoyerMapData *self, GError **error)
{
  guint32 next = 0, walked = 0;

  for (guint i = 0; i < self->n_rings; i++)
    {
      const guint8 *ring = self->rings + (gsize)i * RING_SIZE;
      guint count = foyer_data_file_u16 (ring + 4);

      if (count == 0 || foyer_data_file_u32 (ring) != next || !is_range (next, count, self->n_refs))
        return invalid (error, "a ring is wrong or out of order");
      next += count;
    }
  for (guint i = 0; i < self->n_refs; i++)
    {
      guint arc = foyer_data_file_u16 (self->refs + (gsize)i * REF_SIZE) / 2;

      if (arc >= self->n_arcs)
        return invalid (error, "a ring has a line that is not there");
      walked += foyer_data_file_u16 (self->arcs + (gsize)arc * ARC_SIZE + 4);
      if (walked > MAX_WALKED)
        return invalid (error, "its rings have too many points");
    }
  return next == self->n_refs || invalid (error, "lines that belong to no ring");
}

static gboolean
is_name (const guint8 *name)
{
  return name[0] != '\0' && name[NAME_SIZE - 1] == '\0'
         && g_utf8_validate ((const char *)name, -1, NULL);
}

static gboolean
read_shapes (FoyerMapData *self, GError **error)
{
  guint next = 0;

  self->shape_list = g_new0 (FoyerMapShape, self->n_shapes);
  for (guint i = 0; i < self->n_shapes; i++)
    {
      const guint8 *p = self->shapes + (gsize)i * SHAPE_SIZE;
      FoyerMapShape *shape = self->shape_list + i;
      guint district = foyer_data_file_u16 (p + NAME_SIZE + 4);
      gboolean is_ward = i >= 2 + self->n_districts;

      if (!is_name (p) || (is_ward ? district >= self->n_districts : district != NO_DISTRICT)
          || foyer_data_file_u16 (p + NAME_SIZE + 6) != next
          || !is_range (next, foyer_data_file_u16 (p + NAME_SIZE + 8), self->n_rings))
        return invalid (error, "an area is wrong or out of order");
      shape->name = (const char *)p;
      shape->place = point_at (self, p + NAME_SIZE);
      shape->district = is_ward ? (int)district : -1;
      shape->first_ring = foyer_data_file_u16 (p + NAME_SIZE + 6);
      shape->n_rings = foyer_data_file_u16 (p + NAME_SIZE + 8);
      next += shape->n_rings;
    }
  return next == self->n_rings || invalid (error, "rings that belong to no area");
}

static gboolean
read_settlements (FoyerMapData *self, GError **error)
{
  self->settlement_list = g_new0 (FoyerMapSettlement, self->n_settlements);
  for (guint i = 0; i < self->n_settlements; i++)
    {
      const guint8 *p = self->named + (gsize)i * SETTLEMENT_SIZE;
      FoyerMapSettlement *settlement = self->settlement_list + i;

      if (!is_name (p) || p[NAME_SIZE + 4] >= N_RANKS
          || (i > 0 && p[NAME_SIZE + 4] < settlement[-1].rank))
        return invalid (error, "a settlement is wrong or out of order");
      settlement->name = (const char *)p;
      settlement->place = point_at (self, p + NAME_SIZE);
      settlement->rank = p[NAME_SIZE + 4];
    }
  return TRUE;
}

static gboolean
read_header (FoyerMapData *self, const guint8 *data, GError **error)
{
  self->west = (gint32)foyer_data_file_u32 (data + 8) * UNIT;
  self->south = (gint32)foyer_data_file_u32 (data + 12) * UNIT;
  self->step = foyer_data_file_u16 (data + 16) * UNIT;
  self->n_arcs = foyer_data_file_u16 (data + 18);
  self->n_rings = foyer_data_file_u16 (data + 20);
  self->n_shapes = foyer_data_file_u16 (data + 22);
  self->n_districts = foyer_data_file_u16 (data + 24);
  self->n_settlements = foyer_data_file_u16 (data + 26);
  self->n_points = foyer_data_file_u32 (data + 28);
  self->n_refs = foyer_data_file_u16 (data + 32);
  if (self->n_shapes < 2 || self->n_districts > self->n_shapes - 2)
    return invalid (error, "the county is missing");
  if (self->step <= 0 || fabs (self->west) > 180 || fabs (self->south) > 90
      || self->west + 0xffff * self->step > 180 || self->south + 0xffff * self->step > 90)
    return invalid (error, "it is not on this earth");
  return TRUE;
}

static gboolean
check (FoyerMapData *self, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (size < HEADER_SIZE || size > MAX_BYTES || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    return invalid (error, "not one");
  if (!read_header (self, data, error))
    return FALSE;
  if (size
      != HEADER_SIZE + (guint64)self->n_arcs * ARC_SIZE + (guint64)self->n_rings * RING_SIZE
           + (guint64)self->n_shapes * SHAPE_SIZE + (guint64)self->n_settlements * SETTLEMENT_SIZE
           + (guint64)self->n_refs * REF_SIZE + (guint64)self->n_points * POINT_SIZE)
    return invalid (error, "cut off, or too long");
  self->arcs = data + HEADER_SIZE;
  self->rings = self->arcs + (gsize)self->n_arcs * ARC_SIZE;
  self->shapes = self->rings + (gsize)self->n_rings * RING_SIZE;
  self->named = self->shapes + (gsize)self->n_shapes * SHAPE_SIZE;
  self->refs = self->named + (gsize)self->n_settlements * SETTLEMENT_SIZE;
  self->points = self->refs + (gsize)self->n_refs * REF_SIZE;
  return check_arcs (self, error) && check_rings (self, error) && read_shapes (self, error)
         && read_settlements (self, error);
}

/* ---- public ---- */

FoyerMapData *
foyer_map_data_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (FoyerMapData) self = g_new0 (FoyerMapData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

FoyerMapData *
foyer_map_data_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = foyer_data_file_map (path, error);

  return bytes != NULL ? foyer_map_data_new_from_bytes (bytes, error) : NULL;
}

FoyerMapData *
foyer_map_data_get_installed (void)
{
  static gsize once;
  static FoyerMapData *installed; /* owned, the process's own */

  if (g_once_init_enter (&once))
    {
      g_autofree char *path = foyer_paths_dup_data_file ("map.bin");
      g_autoptr (GError) error = NULL;

      installed = foyer_map_data_load (path, &error);
      if (installed == NULL)
        g_message ("map: %s", error->message);
      g_once_init_leave (&once, 1);
    }
  return installed;
}

FoyerMapData *
foyer_map_data_ref (FoyerMapData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
foyer_map_data_unref (FoyerMapData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->shape_list);
  g_free (self->settlement_list);
  g_bytes_unref (self->bytes);
  g_free (self);
}

const FoyerMapShape *
foyer_map_data_get_county (FoyerMapData *self)
{
  return self->shape_list;
}

const FoyerMapShape *
foyer_map_data_get_around (FoyerMapData *self)
{
  return self->shape_list + 1;
}

const FoyerMapShape *
foyer_map_data_get_districts (FoyerMapData *self, guint *n)
{
  *n = self->n_districts;
  return self->shape_list + 2;
}

const FoyerMapShape *
foyer_map_data_get_wards (FoyerMapData *self, guint *n)
{
  *n = self->n_shapes - 2 - self->n_districts;
  return self->shape_list + 2 + self->n_districts;
}

const FoyerMapSettlement *
foyer_map_data_get_settlements (FoyerMapData *self, guint *n)
{
  *n = self->n_settlements;
  return self->settlement_list;
}

const FoyerMapShape *
foyer_map_data_find_district (FoyerMapData *self, const char *name)
{
  for (guint i = 0; name != NULL && i < self->n_districts; i++)
    if (g_ascii_strcasecmp (self->shape_list[2 + i].name, name) == 0)
      return self->shape_list + 2 + i;
  return NULL;
}

guint
foyer_map_data_count_lines (FoyerMapData *self)
{
  return self->n_arcs;
}

FoyerMapLine
foyer_map_data_get_line_kind (FoyerMapData *self, guint line)
{
  g_return_val_if_fail (line < self->n_arcs, FOYER_MAP_LINE_WARD);
  return self->arcs[(gsize)line * ARC_SIZE + 6];
}

/* is_first: of the first point given. The last point is left out where with_last is FALSE. */
static gboolean
walk_arc (FoyerMapData *self,
          guint ref,
          int level,
          gboolean with_last,
          gboolean is_first,
          FoyerMapPointFunc func,
          gpointer data)
{
  const guint8 *arc = self->arcs + (gsize)(ref / 2) * ARC_SIZE;
  const guint8 *points = self->points + (gsize)foyer_data_file_u32 (arc) * POINT_SIZE;
  guint count = foyer_data_file_u16 (arc + 4);

  for (guint i = 0; i < count - (with_last ? 0 : 1); i++)
    {
      const guint8 *p = points + (gsize)((ref & 1) != 0 ? count - 1 - i : i) * POINT_SIZE;
      FoyerMapPoint point;

      if (p[4] > level)
        continue;
      point = point_at (self, p);
      func (&point, is_first, data);
      is_first = FALSE;
    }
  return is_first;
}

void
foyer_map_data_walk_line (
  FoyerMapData *self, guint line, int level, FoyerMapPointFunc func, gpointer data)
{
  g_return_if_fail (line < self->n_arcs);
  walk_arc (self, 2 * line, level, TRUE, TRUE, func, data);
}

void
foyer_map_data_walk_ring (
  FoyerMapData *self, guint ring, int level, FoyerMapPointFunc func, gpointer data)
{
  const guint8 *p = self->rings + (gsize)ring * RING_SIZE;
  guint count;
  gboolean is_first = TRUE;

  g_return_if_fail (ring < self->n_rings);
  count = foyer_data_file_u16 (p + 4);
  for (guint i = 0; i < count; i++)
    is_first = walk_arc (
      self, foyer_data_file_u16 (self->refs + ((gsize)foyer_data_file_u32 (p) + i) * REF_SIZE),
      level, FALSE, is_first, func, data);
}

/* A ray to the east from (lat, lon): how often it crosses. */
typedef struct
{
  double lat, lon;
  FoyerMapPoint first, last;
  gboolean is_inside;
} Ray;

static void
cross (Ray *ray, const FoyerMapPoint *a, const FoyerMapPoint *b)
{
  if ((a->lat > ray->lat) != (b->lat > ray->lat)
      && ray->lon < a->lon + (ray->lat - a->lat) / (b->lat - a->lat) * (b->lon - a->lon))
    ray->is_inside = !ray->is_inside;
}

static void
ray_point_cb (const FoyerMapPoint *point, gboolean is_first, gpointer data)
{
  Ray *ray = data;

  if (is_first)
    ray->first = *point;
  else
    cross (ray, &ray->last, point);
  ray->last = *point;
}

gboolean
foyer_map_data_contains (FoyerMapData *self, const FoyerMapShape *shape, double lat, double lon)
{
  Ray ray = { .lat = lat, .lon = lon };

  for (guint i = 0; i < shape->n_rings; i++)
    {
      ray.first = ray.last = (FoyerMapPoint){ NAN, NAN };
      foyer_map_data_walk_ring (self, shape->first_ring + i, FOYER_MAP_LEVELS - 1, ray_point_cb,
                                &ray);
      cross (&ray, &ray.last, &ray.first);
    }
  return ray.is_inside;
}
