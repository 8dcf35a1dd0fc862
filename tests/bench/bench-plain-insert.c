/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-plain-insert FOLDER fts|plain FILE…: reads native import files, parses, and puts every item into
 * SQLite, as plainly as it can be done. Prints the number of items and the seconds.
 */
#include "bench-figure.h"
#include "bench-rows.h"

#include <stdlib.h>
#include <string.h>

static guint
add_file (BenchRows *rows, const char *path, guint first)
{
  json_t *root = json_load_file (path, JSON_REJECT_DUPLICATES, NULL);
  json_t *items = json_object_get (root, "items");
  json_t *item;
  size_t i;

  json_array_foreach (items, i, item)
    {
      char *json = json_dumps (item, JSON_COMPACT);

      bench_rows_add (rows, first + (guint)i, item, json);
      free (json);
    }
  i = json_array_size (items);
  json_decref (root);
  return (guint)i;
}

int
main (int argc, char **argv)
{
  BenchRows rows = { 0 };
  guint count = 0;
  double started = bench_now_ms ();

  if (argc < 4)
    {
      g_printerr ("usage: bench-plain-insert FOLDER fts|plain FILE…\n");
      return 2;
    }
  g_autofree char *path = g_build_filename (argv[1], "plain.db", NULL);
  bench_rows_open (&rows, path, strcmp (argv[2], "fts") == 0);
  for (int i = 3; i < argc; i++)
    count += add_file (&rows, argv[i], count + 1);
  bench_rows_commit (&rows);
  bench_rows_close (&rows);
  printf ("%u %.3f\n", count, (bench_now_ms () - started) / 1000);
  return 0;
}
