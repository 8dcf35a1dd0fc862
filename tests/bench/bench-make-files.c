/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-make-files FOLDER SEED FIRST COUNT: writes made-up listings FIRST … FIRST + COUNT - 1 as native
 * import files of at most 5,000 items and prints their paths, one a line.
 */
#include "foyer-synth.h"

#include <stdio.h>
#include <stdlib.h>

#define ITEMS_A_FILE 5000 /* about 6 MB */

int
main (int argc, char **argv)
{
  guint64 seed;
  guint first, end;

  if (argc != 5)
    {
      g_printerr ("usage: bench-make-files FOLDER SEED FIRST COUNT\n");
      return 2;
    }
  seed = g_ascii_strtoull (argv[2], NULL, 10);
  first = (guint)g_ascii_strtoull (argv[3], NULL, 10);
  end = first + (guint)g_ascii_strtoull (argv[4], NULL, 10);
  for (guint from = first; from < end; from += ITEMS_A_FILE)
    {
      g_autofree char *name = g_strdup_printf ("synth-%" G_GUINT64_FORMAT "-%06u.json", seed, from);
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autoptr (GString) text = g_string_new ("{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[");
      g_autoptr (GError) error = NULL;

      for (guint n = from; n < MIN (end, from + ITEMS_A_FILE); n++)
        {
          g_autofree char *item = foyer_synth_listing (seed, n);

          if (n > from)
            g_string_append_c (text, ',');
          g_string_append (text, item);
        }
      g_string_append (text, "]}");
      if (!g_file_set_contents (path, text->str, (gssize)text->len, &error))
        {
          g_printerr ("bench-make-files: %s\n", error->message);
          return 1;
        }
      puts (path);
    }
  return 0;
}
