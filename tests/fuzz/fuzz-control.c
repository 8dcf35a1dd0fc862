/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include <unistd.h>

#include "fuzz.h"

/* A target with mistakes in it, never part of Foyer: whoever drives it must find the one that
 * FOYER_FUZZ_PLANT names within seconds, or is no driver. Without it the target is sound.
 */

static void *volatile lost;
static volatile int seen; /* so that no compiler leaves the mistake out */

/* It trusts a length that it reads. */
static int
overflow (const uint8_t *data, size_t size)
{
  char copy[16];
  guint n = data[4];

  if (size - 5 < n)
    return 0;
  memcpy (copy, data + 5, n);
  return copy[0] == 'x';
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *plant = g_getenv ("FOYER_FUZZ_PLANT");
  volatile guint forever = 1;

  if (plant == NULL || size < 6 || memcmp (data, "FOYS", 4) != 0)
    return 0;
  if (g_str_equal (plant, "overflow"))
    seen = overflow (data, size);
  else if (g_str_equal (plant, "leak") && data[4] > 0x80)
    {
      lost = g_malloc (100);
      lost = NULL;
    }
  else if (g_str_equal (plant, "assert"))
    g_assert_cmpuint (data[5], <, 0xc0);
  else if (g_str_equal (plant, "hang") && data[4] > 0x80)
    while (forever)
      ;
  return 0;
}
