/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* One line a figure, as ./check --bench prints it: what Foyer took beside what the plainest program that
 * does the same work took in the same minute. Ratios, not times, can be compared between machines. */
static inline void
bench_print (const char *name, double value, const char *unit, double baseline)
{
  printf ("%s %.3f %s baseline %.3f ratio %.2f\n", name, value, unit, baseline,
          baseline > 0 ? value / baseline : 0.0);
  fflush (stdout);
}

static inline int
bench_compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The value below which a part (0 to 1) of the sorted values lies. Sorts. */
static inline double
bench_percentile (GArray *values, double part)
{
  guint index;

  if (values->len == 0)
    return 0;
  g_array_sort (values, bench_compare);
  index = (guint)(part * (values->len - 1) + 0.5);
  return g_array_index (values, double, index);
}

/* Of this process, in MB. */
static inline double
bench_read_pss (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPss:");
  return line != NULL ? g_ascii_strtod (line + strlen ("\nPss:"), NULL) / 1024 : 0;
}

static inline double
bench_now_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}
