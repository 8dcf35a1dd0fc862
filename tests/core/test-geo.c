/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-geo.h"

#include <math.h>
#include <string.h>

#include "core/base/foyer-paths.h"

static void
put_u16 (GByteArray *bytes, guint value)
{
  guint8 out[2] = { value, value >> 8 };

  g_byte_array_append (bytes, out, 2);
}

static void
put_u32 (GByteArray *bytes, guint32 value)
{
  put_u16 (bytes, value & 0xffff);
  put_u16 (bytes, value >> 16);
}

static void
put_text (GByteArray *bytes, const char *text, gsize size, guint8 fill)
{
  g_byte_array_append (bytes, (const guint8 *)text, strlen (text));
  for (gsize i = strlen (text); i < size; i++)
    g_byte_array_append (bytes, &fill, 1);
}

static void
put_unit (GByteArray *bytes, const char *inward, int lat, int lon, guint8 district)
{
  put_u16 (bytes, (inward[0] - '0') * 676 + (inward[1] - 'A') * 26 + (inward[2] - 'A'));
  put_u16 (bytes, (guint16)lat);
  put_u16 (bytes, (guint16)lon);
  g_byte_array_append (bytes, &district, 1);
}

static void
put_outward (
  GByteArray *bytes, const char *code, guint first, guint count, int lat, int lon, guint8 district)
{
  guint8 tail[4] = { district, 0, 0, 0 };

  put_text (bytes, code, 4, ' ');
  put_u32 (bytes, first);
  put_u32 (bytes, count);
  put_u32 (bytes, lat);
  put_u32 (bytes, lon);
  g_byte_array_append (bytes, tail, 4);
}

/* Two districts; CM1 with two postcodes and CO15 with one. */
static GBytes *
make_file (void)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)"FOYERPC1", 8);
  put_u16 (bytes, 2);
  put_u16 (bytes, 2);
  put_u32 (bytes, 3);
  put_text (bytes, "Chelmsford", 24, '\0');
  put_u32 (bytes, 5173560);
  put_u32 (bytes, 46850);
  put_text (bytes, "Tendring", 24, '\0');
  put_u32 (bytes, 5179000);
  put_u32 (bytes, 115000);
  put_outward (bytes, "CM1", 0, 2, 5174000, 47000, 0);
  put_outward (bytes, "CO15", 2, 1, 5179000, 115000, 1);
  put_unit (bytes, "1QH", -427, 132, 0);
  put_unit (bytes, "2AA", 300, -300, 1);
  put_unit (bytes, "1AB", 10, 20, 1);
  return g_byte_array_free_to_bytes (bytes);
}

static FoyerPostcodes *
load (void)
{
  g_autoptr (GBytes) bytes = make_file ();
  g_autoptr (GError) error = NULL;
  FoyerPostcodes *postcodes = foyer_postcodes_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return postcodes;
}

static void
test_lookup (void)
{
  static const char *const ways[] = { "CM1 1QH", "cm11qh", " Cm1 1 qH ", "c m 1 1 q h" };
  g_autoptr (FoyerPostcodes) postcodes = load ();
  FoyerPostcodeResult result;

  g_assert_cmpuint (foyer_postcodes_count (postcodes), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      result = foyer_postcodes_lookup (postcodes, ways[i]);
      g_assert_cmpint (result.match, ==, FOYER_POSTCODE_UNIT);
      g_assert_cmpstr (result.normalised, ==, "CM1 1QH");
      g_assert_cmpfloat_with_epsilon (result.lat, 51.73573, 1e-9);
      g_assert_cmpfloat_with_epsilon (result.lon, 0.47132, 1e-9);
      g_assert_cmpstr (result.district, ==, "Chelmsford");
    }
  result = foyer_postcodes_lookup (postcodes, "CM1 2AA");
  g_assert_cmpstr (result.district, ==, "Tendring");
}

static void
test_first_half (void)
{
  g_autoptr (FoyerPostcodes) postcodes = load ();
  FoyerPostcodeResult result = foyer_postcodes_lookup (postcodes, "co15");

  g_assert_cmpint (result.match, ==, FOYER_POSTCODE_DISTRICT);
  g_assert_cmpstr (result.normalised, ==, "CO15");
  g_assert_cmpfloat_with_epsilon (result.lat, 51.79, 1e-9);
  g_assert_cmpstr (result.district, ==, "Tendring");
  /* A full one that is not listed is as good as its first half. */
  result = foyer_postcodes_lookup (postcodes, "CO15 9ZZ");
  g_assert_cmpint (result.match, ==, FOYER_POSTCODE_DISTRICT);
  g_assert_cmpstr (result.normalised, ==, "CO15 9ZZ");
}

static void
test_elsewhere (void)
{
  g_autoptr (FoyerPostcodes) postcodes = load ();
  FoyerPostcodeResult result = foyer_postcodes_lookup (postcodes, "SW1A 1AA");

  g_assert_cmpint (result.match, ==, FOYER_POSTCODE_OUTSIDE);
  g_assert_cmpstr (result.normalised, ==, "SW1A 1AA");
  g_assert_true (isnan (result.lat) && isnan (result.lon));
  g_assert_null (result.district);
  result = foyer_postcodes_lookup (postcodes, "Chelmsford");
  g_assert_cmpint (result.match, ==, FOYER_POSTCODE_NONE);
  g_assert_cmpstr (result.normalised, ==, "");
  g_assert_true (isnan (result.lat));
}

static void
test_normalise (void)
{
  static const struct
  {
    const char *typed, *wanted; /* NULL: not a postcode */
    gboolean is_full;
  } cases[] = {
    { "m1 1ae", "M1 1AE", TRUE },
    { "B338TH", "B33 8TH", TRUE },
    { "CR2 6XH", "CR2 6XH", TRUE },
    { "DN55 1PT", "DN55 1PT", TRUE },
    { "W1A0AX", "W1A 0AX", TRUE },
    { "EC1A 1BB", "EC1A 1BB", TRUE },
    { "rm15", "RM15", FALSE },
    { "e1", "E1", FALSE },
    { "EC1A", "EC1A", FALSE },
    { "", NULL, FALSE },
    { NULL, NULL, FALSE },
    { "1CM 1QH", NULL, FALSE },
    { "CM", NULL, FALSE },
    { "CM1 1QC", NULL, FALSE },
    { "QM1 1QH", NULL, FALSE },
    { "CI1 1QH", NULL, FALSE },
    { "CM1-1QH", NULL, FALSE },
    { "CM1 1QHX", NULL, FALSE },
    { "CM1 1Q\xc3\x89", NULL, FALSE },
    { "CM1 1QH; DROP TABLE", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char out[10];
      gboolean is_full = FALSE;
      gboolean is_good = foyer_postcode_normalise (cases[i].typed, out, &is_full);

      g_assert_cmpint (is_good, ==, cases[i].wanted != NULL);
      g_assert_cmpstr (out, ==, cases[i].wanted != NULL ? cases[i].wanted : "");
      if (is_good)
        g_assert_cmpint (is_full, ==, cases[i].is_full);
    }
}

/* Every file that is cut short is refused, and no byte turned over is read out of bounds. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) bytes = make_file ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize n = 0; n < size; n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, n);
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_postcodes_new_from_bytes (cut, &error));
      g_assert_error (error, FOYER_POSTCODES_ERROR, 0);
    }
  for (gsize n = 0; n < size * 8; n++)
    {
      guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) turned = NULL;
      g_autoptr (FoyerPostcodes) postcodes = NULL;

      copy[n / 8] ^= 1 << n % 8;
      turned = g_bytes_new_take (copy, size);
      postcodes = foyer_postcodes_new_from_bytes (turned, NULL);
      if (postcodes != NULL)
        {
          foyer_postcodes_lookup (postcodes, "CM1 1QH");
          foyer_postcodes_lookup (postcodes, "CO15 1AB");
        }
    }
}

static void
test_distance (void)
{
  /* Chelmsford to Colchester, as a map says; the poles: half the way round. */
  g_assert_cmpfloat_with_epsilon (foyer_geo_distance_miles (51.7361, 0.4798, 51.8892, 0.9042), 21.0,
                                  0.3);
  g_assert_cmpfloat_with_epsilon (foyer_geo_distance_miles (90, 0, -90, 0),
                                  G_PI * FOYER_GEO_EARTH_RADIUS_MILES, 1e-6);
  g_assert_cmpfloat (foyer_geo_distance_miles (51.7, 0.4, 51.7, 0.4), ==, 0);
  g_assert_true (isnan (foyer_geo_distance_miles (NAN, 0, 51.7, 0.4)));
}

static void
test_real_file (void)
{
  g_autofree char *path = foyer_paths_dup_data_file ("postcodes.bin");
  g_autoptr (FoyerPostcodes) postcodes = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPostcodeResult result;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no postcodes.bin in FOYER_DATADIR");
      return;
    }
  postcodes = foyer_postcodes_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_postcodes_count (postcodes), >, 10000);
  result = foyer_postcodes_lookup (postcodes, "cm1 1qh"); /* County Hall */
  g_assert_cmpint (result.match, ==, FOYER_POSTCODE_UNIT);
  g_assert_cmpstr (result.district, ==, "Chelmsford");
  g_assert_cmpfloat (foyer_geo_distance_miles (result.lat, result.lon, 51.7356, 0.4685), <, 1);
  g_assert_cmpint (foyer_postcodes_lookup (postcodes, "SW1A 1AA").match, ==,
                   FOYER_POSTCODE_OUTSIDE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geo/a-postcode-is-found-however-it-is-typed", test_lookup);
  g_test_add_func ("/geo/the-first-half-gives-the-middle-of-its-district", test_first_half);
  g_test_add_func ("/geo/a-postcode-from-elsewhere-has-no-position", test_elsewhere);
  g_test_add_func ("/geo/only-what-can-be-a-postcode-is-one", test_normalise);
  g_test_add_func ("/geo/a-damaged-file-is-refused-or-harmless", test_damaged);
  g_test_add_func ("/geo/distances-are-great-circles", test_distance);
  g_test_add_func ("/geo/the-installed-file-knows-county-hall", test_real_file);

  return g_test_run ();
}
