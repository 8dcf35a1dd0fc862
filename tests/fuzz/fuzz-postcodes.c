/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include <math.h>

#include "core/base/foyer-geo.h"
#include "fuzz.h"

/* The postcode file, and somebody who asks it: the first byte is the length of what is typed, the
 * file follows behind.
 */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint8 wanted = fuzz_take_mode (&data, &size);
  size_t n = MIN (wanted, size);
  g_autofree char *typed = fuzz_dup_text (data, n);
  g_autoptr (GBytes) file = g_bytes_new (data ? data + n : NULL, size - n);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPostcodes) postcodes = foyer_postcodes_new_from_bytes (file, &error);
  FoyerPostcodeResult result;

  g_assert_true ((postcodes == NULL) == (error != NULL));
  if (postcodes == NULL)
    return 0;
  result = foyer_postcodes_lookup (postcodes, typed);
  g_assert_cmpuint (strlen (result.normalised), <, sizeof result.normalised);
  if (result.match == FOYER_POSTCODE_UNIT || result.match == FOYER_POSTCODE_DISTRICT)
    {
      g_assert_true (result.district != NULL && g_utf8_validate (result.district, -1, NULL));
      g_assert_true (isfinite (result.lat) && isfinite (result.lon));
    }
  else
    g_assert_true (isnan (result.lat) && isnan (result.lon));
  return 0;
}
