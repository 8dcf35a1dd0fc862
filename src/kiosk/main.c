/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-config.h"

#include <malloc.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#include "kiosk/foyer-application.h"
#include "kiosk/foyer-language.h"
#include "kiosk/media/foyer-media-plugins.h"
#include "kiosk/widgets/foyer-art.h"

/* Wires the kiosk: environment, options, application. */

/* GTK is told what suits this program before it looks at its environment: no GL (the pages are
 * flat; it halves the memory and a third of the start), software drawing, and no debugging door
 * from outside. */
static void
clean_environment (void)
{
  g_unsetenv ("GTK_DEBUG");
  g_unsetenv ("GTK_PATH");
  g_unsetenv ("GTK_IM_MODULE");
  g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_unsetenv ("GTK_THEME");
  foyer_media_plugins_clean_environment ();
}

/* Scenes and film frames are megabytes that come and go: they are to go back to the system at once,
 * and not to stay, in pieces, in a heap a thread. Bytes; heaps. */
static void
keep_memory_low (void)
{
  mallopt (M_MMAP_THRESHOLD, 256 * 1024);
  mallopt (M_ARENA_MAX, 2);
}

static gboolean
parse_size (const char *text, int *width, int *height)
{
  char *end;
  gint64 w = g_ascii_strtoll (text, &end, 10);
  gint64 h = *end == 'x' ? g_ascii_strtoll (end + 1, &end, 10) : 0;

  *width = (int)w;
  *height = (int)h;
  return *end == '\0' && w >= 320 && h >= 320 && w <= 16384 && h <= 16384;
}

static gboolean
parse_options (int *argc, char ***argv, FoyerOptions *options)
{
  g_autofree char *size = NULL;
  gboolean version = FALSE;
  const GOptionEntry entries[]
    = { { "state", 0, 0, G_OPTION_ARG_FILENAME, &options->state_dir,
          N_ ("Folder of this kiosk's databases and keys"), "DIR" },
        { "centre", 0, 0, G_OPTION_ARG_STRING, &options->centre_url,
          N_ ("Address of the centre, instead of the enrolled one"), "URL" },
        { "windowed", 0, 0, G_OPTION_ARG_NONE, &options->windowed,
          N_ ("Open in a window, not over the whole screen"), NULL },
        { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_ ("Size of the window, such as 1920x1080"),
          "WxH" },
        { "trace", 0, 0, G_OPTION_ARG_NONE, &options->trace,
          N_ ("Print what happens to standard output: pages, line, first frame"), NULL },
        { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
        { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("foyer: %s; see foyer --help\n", error->message);
      return FALSE;
    }
  if (version)
    {
      g_print ("foyer %s\n", FOYER_VERSION);
      exit (EXIT_SUCCESS);
    }
  if (size != NULL && !parse_size (size, &options->width, &options->height))
    {
      g_printerr ("foyer: --size wants WIDTHxHEIGHT, such as 1920x1080\n");
      return FALSE;
    }
  if (options->state_dir == NULL)
    options->state_dir = g_build_filename (g_get_user_data_dir (), "foyer", NULL);
  return TRUE;
}

int
main (int argc, char **argv)
{
  FoyerOptions options = { 0 };
  g_autoptr (FoyerApplication) application = NULL;
  int status;

  keep_memory_low ();
  clean_environment ();
  foyer_language_init ();
  if (!parse_options (&argc, &argv, &options))
    return 2;

  g_set_prgname ("foyer");
  application = foyer_application_new (&options);
  status = g_application_run (G_APPLICATION (application), 1, argv);
  g_free (options.state_dir);
  g_free (options.centre_url);
  return status;
}
