/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * picture-pages: draws every screen of the kiosk in every look into a PNG, from the program's own
 * widgets.
 *
 *   picture-pages --out DIR [--only SCREEN]… [--look NAME]…
 *
 * Only looks of the screen's own orientation. Prints a line a picture.
 * tests/support/contact_sheet.py runs it and puts the pictures together.
 */
#include "screens.h"

#include <stdlib.h>

#include "kiosk/foyer-language.h"
#include "window-picture.h"

#define LOAD_MS 250 /* the pictures in a page are read and scaled by then */

typedef struct
{
  char *out;
  GStrv only, looks;
} Options;

static gboolean
is_wanted (const char *const *list, const char *name)
{
  return list == NULL || g_strv_contains (list, name);
}

static void
wait_ms (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * (G_USEC_PER_SEC / 1000);

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
save_picture (PageFixture *f, const char *path)
{
  g_autoptr (GdkTexture) texture = window_picture_take (GTK_WIDGET (f->window));

  if (!gdk_texture_save_to_png (texture, path))
    {
      g_printerr ("picture-pages: %s could not be written\n", path);
      exit (EXIT_FAILURE);
    }
  g_print ("%s\n", path);
}

static void
picture_look (PageFixture *f, const Look *look, const Options *options)
{
  g_autofree char *name = look_dup_name (look);

  if (!look_is_possible (look) || !is_wanted ((const char *const *)options->looks, name))
    return;
  screens_look (f, look);
  for (const Screen *screen = screens; screen->name != NULL; screen++)
    {
      g_autofree char *file = g_strdup_printf ("%s.%s.png", screen->name, name);
      g_autofree char *path = g_build_filename (options->out, file, NULL);

      if (!is_wanted ((const char *const *)options->only, screen->name)
          || !screen_has_look (screen, look))
        continue;
      screens_open (f, screen);
      wait_ms (LOAD_MS);
      save_picture (f, path);
      screens_leave (f);
    }
}

static gboolean
parse (int *argc, char ***argv, Options *options)
{
  const GOptionEntry entries[]
    = { { "out", 0, 0, G_OPTION_ARG_FILENAME, &options->out, "Where to", "DIR" },
        { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->only, "This screen only", "NAME" },
        { "look", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->looks, "This look only", "NAME" },
        { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error) || options->out == NULL)
    {
      g_printerr ("picture-pages: %s\n", error != NULL ? error->message : "see --help");
      return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = { 0 };
  PageFixture fixture = { 0 };
  Look look;

  if (!parse (&argc, &argv, &options))
    return 2;
  foyer_language_init ();
  page_fixture_init (&argc, &argv);
  page_fixture_set_up (&fixture, NULL);
  for (guint i = 0; look_get (i, &look); i++)
    picture_look (&fixture, &look, &options);
  page_fixture_tear_down (&fixture, NULL);
  page_fixture_clean ();
  g_free (options.out);
  g_strfreev (options.only);
  g_strfreev (options.looks);
  return EXIT_SUCCESS;
}
