/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-geo"

#include "core/base/foyer-geo.h"

#include <math.h>
#include <string.h>

#include "core/base/foyer-data-file.h"

/* The postcodes of Essex in memory, and distances.
 *
 * The file is mapped and checked whole when it is loaded; afterwards a lookup is two binary
 * searches over bytes that never change. Refcounted, immutable, any thread.
 */

/* Layout of postcodes.bin: data/content/FORMAT.md. All numbers little-endian. */
#define MAGIC "FOYERPC1"
#define HEADER_SIZE 16
#define DISTRICT_SIZE 32
#define DISTRICT_NAME_SIZE 24
#define OUTWARD_SIZE 24
#define UNIT_SIZE 7
#define N_INWARD (10 * 26 * 26)
/* Degrees per step of a stored coordinate. */
#define STEP 1e-5
/* Characters a person may type around a postcode of 7, with spaces. */
#define MAX_TYPED 32

struct _FoyerPostcodes
{
  gatomicrefcount ref_count;
  GBytes *bytes;           /* owned */
  const guint8 *districts; /* borrowed from bytes, as the rest */
  const guint8 *outwards;
  const guint8 *units;
  guint n_districts, n_outwards, n_units;
};

G_DEFINE_QUARK (foyer - postcodes - error - quark, foyer_postcodes_error)

static double
get_degrees (const guint8 *p)
{
  return (gint32)foyer_data_file_u32 (p) * STEP;
}

static gboolean
invalid (GError **error, const char *what)
{
  g_set_error (error, FOYER_POSTCODES_ERROR, 0, "postcode file: %s", what);
  return FALSE;
}

static const guint8 *
district_at (FoyerPostcodes *self, guint index)
{
  return self->districts + (gsize)index * DISTRICT_SIZE;
}

static const guint8 *
outward_at (FoyerPostcodes *self, guint index)
{
  return self->outwards + (gsize)index * OUTWARD_SIZE;
}

static const guint8 *
unit_at (FoyerPostcodes *self, guint index)
{
  return self->units + (gsize)index * UNIT_SIZE;
}

static gboolean
is_on_earth (const guint8 *p)
{
  return fabs (get_degrees (p)) <= 90 && fabs (get_degrees (p + 4)) <= 180;
}

static gboolean
check_districts (FoyerPostcodes *self, GError **error)
{
  for (guint i = 0; i < self->n_districts; i++)
    {
      const guint8 *district = district_at (self, i);

      if (district[0] == '\0' || district[DISTRICT_NAME_SIZE - 1] != '\0'
          || !g_utf8_validate ((const char *)district, -1, NULL)
          || !is_on_earth (district + DISTRICT_NAME_SIZE))
        return invalid (error, "a district is wrong");
    }
  return TRUE;
}

static gboolean
check_units (FoyerPostcodes *self, guint first, guint count, GError **error)
{
  for (guint i = first; i < first + count; i++)
    {
      const guint8 *unit = unit_at (self, i);

      if (foyer_data_file_u16 (unit) >= N_INWARD || unit[6] >= self->n_districts
          || (i > first && foyer_data_file_u16 (unit) <= foyer_data_file_u16 (unit - UNIT_SIZE)))
        return invalid (error, "a postcode is wrong or out of order");
    }
  return TRUE;
}

static gboolean
check_outwards (FoyerPostcodes *self, GError **error)
{
  guint next = 0;

  for (guint i = 0; i < self->n_outwards; i++)
    {
      const guint8 *outward = outward_at (self, i);
      guint count = foyer_data_file_u32 (outward + 8);

      if (foyer_data_file_u32 (outward + 4) != next || count > self->n_units - next
          || outward[20] >= self->n_districts || !is_on_earth (outward + 12)
          || (i > 0 && memcmp (outward - OUTWARD_SIZE, outward, 4) >= 0))
        return invalid (error, "a postcode district is wrong or out of order");
      if (!check_units (self, next, count, error))
        return FALSE;
      next += count;
    }
  return next == self->n_units || invalid (error, "postcodes that belong nowhere");
}

static gboolean
check (FoyerPostcodes *self, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (size < HEADER_SIZE || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    return invalid (error, "not one");
  self->n_districts = foyer_data_file_u16 (data + 8);
  self->n_outwards = foyer_data_file_u16 (data + 10);
  self->n_units = foyer_data_file_u32 (data + 12);
  if (size
      != HEADER_SIZE + (guint64)self->n_districts * DISTRICT_SIZE
           + (guint64)self->n_outwards * OUTWARD_SIZE + (guint64)self->n_units * UNIT_SIZE)
    return invalid (error, "cut off, or too long");
  self->districts = data + HEADER_SIZE;
  self->outwards = self->districts + (gsize)self->n_districts * DISTRICT_SIZE;
  self->units = self->outwards + (gsize)self->n_outwards * OUTWARD_SIZE;
  return check_districts (self, error) && check_outwards (self, error);
}

FoyerPostcodes *
foyer_postcodes_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (FoyerPostcodes) self = g_new0 (FoyerPostcodes, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

FoyerPostcodes *
foyer_postcodes_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = foyer_data_file_map (path, error);

  return bytes != NULL ? foyer_postcodes_new_from_bytes (bytes, error) : NULL;
}

FoyerPostcodes *
foyer_postcodes_ref (FoyerPostcodes *postcodes)
{
  g_atomic_ref_count_inc (&postcodes->ref_count);
  return postcodes;
}

void
foyer_postcodes_unref (FoyerPostcodes *postcodes)
{
  if (!g_atomic_ref_count_dec (&postcodes->ref_count))
    return;
  g_bytes_unref (postcodes->bytes);
  g_free (postcodes);
}

guint
foyer_postcodes_count (FoyerPostcodes *postcodes)
{
  return postcodes->n_units;
}

/* Borrowed; NULL when that outward code has no postcodes here. */
static const guint8 *
find_outward (FoyerPostcodes *self, const char *outward)
{
  guint from = 0, to = self->n_outwards;
  char code[5];

  g_snprintf (code, sizeof code, "%-4s", outward);
  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      int order = memcmp (outward_at (self, middle), code, 4);

      if (order == 0)
        return outward_at (self, middle);
      if (order < 0)
        from = middle + 1;
      else
        to = middle;
    }
  return NULL;
}

/* inward: "1QH". Borrowed (nullable) */
static const guint8 *
find_unit (FoyerPostcodes *self, const guint8 *outward, const char *inward)
{
  guint wanted = (inward[0] - '0') * 676 + (inward[1] - 'A') * 26 + (inward[2] - 'A');
  guint from = foyer_data_file_u32 (outward + 4), to = from + foyer_data_file_u32 (outward + 8);

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      const guint8 *unit = unit_at (self, middle);

      if (foyer_data_file_u16 (unit) == wanted)
        return unit;
      if (foyer_data_file_u16 (unit) < wanted)
        from = middle + 1;
      else
        to = middle;
    }
  return NULL;
}

FoyerPostcodeResult
foyer_postcodes_lookup (FoyerPostcodes *postcodes, const char *typed)
{
  FoyerPostcodeResult result = { .match = FOYER_POSTCODE_NONE, .lat = NAN, .lon = NAN };
  g_auto (GStrv) halves = NULL;
  const guint8 *outward, *unit = NULL;
  gboolean is_full;

  if (!foyer_postcode_normalise (typed, result.normalised, &is_full))
    return result;
  halves = g_strsplit (result.normalised, " ", 2);
  outward = find_outward (postcodes, halves[0]);
  if (outward != NULL && is_full)
    unit = find_unit (postcodes, outward, halves[1]);
  result.match = outward == NULL ? FOYER_POSTCODE_OUTSIDE
                 : unit != NULL  ? FOYER_POSTCODE_UNIT
                                 : FOYER_POSTCODE_DISTRICT;
  if (outward == NULL)
    return result;
  result.lat = get_degrees (outward + 12);
  result.lon = get_degrees (outward + 16);
  result.district = (const char *)district_at (postcodes, outward[20]);
  if (unit != NULL)
    {
      result.lat += (gint16)foyer_data_file_u16 (unit + 2) * STEP;
      result.lon += (gint16)foyer_data_file_u16 (unit + 4) * STEP;
      result.district = (const char *)district_at (postcodes, unit[6]);
    }
  return result;
}

/* A9 A99 AA9 AA99 A9A AA9A, with the letters that each place allows (BS 7666; the regular
 * expression in gov.uk's bulk data transfer form, additional validation). */
static gboolean
is_outward (const char *code, gsize size)
{
  const char *p = code;
  gsize n_letters = strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  gsize n_after;

  if (size < 2 || size > 4 || n_letters < 1 || n_letters > 2 || strchr ("QVX", p[0]) != NULL
      || (n_letters == 2 && strchr ("IJZ", p[1]) != NULL) || !g_ascii_isdigit (p[n_letters]))
    return FALSE;
  n_after = size - n_letters - 1;
  p += n_letters + 1;
  if (n_after == 0 || (n_after == 1 && g_ascii_isdigit (*p)))
    return TRUE;
  return n_after == 1 && strchr (n_letters == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY", *p) != NULL;
}

static gboolean
is_inward (const char *code)
{
  static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ"; /* not C I K M O V */

  return g_ascii_isdigit (code[0]) && strchr (letters, code[1]) != NULL
         && strchr (letters, code[2]) != NULL;
}

gboolean
foyer_postcode_normalise (const char *text, char out[10], gboolean *is_full)
{
  char code[8] = "";
  gsize size = 0;
  gboolean has_inward;

  out[0] = '\0';
  if (text == NULL || strlen (text) > MAX_TYPED)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p))
        continue;
      if (size >= 7 || !g_ascii_isalnum (*p))
        return FALSE;
      code[size++] = g_ascii_toupper (*p);
    }
  code[size] = '\0';
  has_inward = size >= 5 && is_inward (code + size - 3);
  if (has_inward)
    {
      g_autofree char *outward = g_strndup (code, size - 3);

      if (!is_outward (outward, size - 3))
        return FALSE;
      g_snprintf (out, 10, "%s %s", outward, code + size - 3);
    }
  else if (is_outward (code, size))
    g_snprintf (out, 10, "%s", code);
  else
    return FALSE;
  if (is_full != NULL)
    *is_full = has_inward;
  return TRUE;
}

double
foyer_geo_distance_miles (double lat1, double lon1, double lat2, double lon2)
{
  double phi1 = lat1 * (G_PI / 180), phi2 = lat2 * (G_PI / 180);
  double a = sin ((phi2 - phi1) / 2), b = sin ((lon2 - lon1) * (G_PI / 360));

  /* Haversine: exact enough also for points a few yards apart. */
  return 2 * FOYER_GEO_EARTH_RADIUS_MILES
         * asin (MIN (1, sqrt (a * a + cos (phi1) * cos (phi2) * b * b)));
}
