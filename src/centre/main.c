/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "centre/foyer-centre.h"
#include "centre/foyer-exit.h"
#include "core/base/foyer-notify.h"
#include "foyer-config.h"

/* foyer-centre: reads the command line, opens the centre, listens, runs until it is told to stop.
 *
 * Everything else is in the library behind it. One thread here: the main context's.
 */

typedef struct
{
  char *data, *listen, *port_file, *database, *public_url; /* owned */
  gboolean wants_version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  g_free (options->listen);
  g_free (options->port_file);
  g_free (options->database);
  g_free (options->public_url);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static FoyerExit
complain (FoyerExit code, const char *message)
{
  g_printerr ("foyer-centre: %s\n", message);
  return code;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &options->data,
      "Directory of the centre (foyerctl centre init made it)", "DIR" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      "127.0.0.1:PORT (0: any free one; the default) or unix:PATH", "WHERE" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options->port_file,
      "Write the port here once listening", "FILE" },
    { "public-url", 0, 0, G_OPTION_ARG_STRING, &options->public_url,
      "How kiosks reach this centre through a proxy", "URL" },
    { "database", 0, 0, G_OPTION_ARG_STRING, &options->database,
      "PostgreSQL instead of DIR/centre.db (not in this version)", "URL" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->wants_version, "Print the version and exit",
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context,
                                "The central endpoint of Foyer: content out, sealed records in.");
  g_option_context_set_description (context, FOYER_EXIT_HELP "\n");
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
write_port (const Options *options, guint port, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u\n", port);

  return options->port_file == NULL || g_file_set_contents (options->port_file, text, -1, error);
}

static FoyerExit
exit_code (const GError *error)
{
  if (g_error_matches (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED))
    return FOYER_EXIT_USAGE;
  if (g_error_matches (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_IN_USE))
    return FOYER_EXIT_REFUSED;
  return FOYER_EXIT_FAILED;
}

static FoyerExit
run (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  const char *where = options->listen ? options->listen : "127.0.0.1:0";
  g_autoptr (FoyerCentre) centre
    = foyer_centre_new (options->data, options->public_url, foyer_clock_system (), &error);
  guint term, interrupt;

  if (centre == NULL || !foyer_centre_listen (centre, where, &error)
      || !write_port (options, foyer_centre_get_port (centre), &error))
    return complain (exit_code (error), error->message);
  if (foyer_centre_get_port (centre))
    g_message ("listening at http://127.0.0.1:%u", foyer_centre_get_port (centre));
  else
    g_message ("listening at %s", where);
  foyer_notify (FOYER_NOTIFY_READY);
  term = g_unix_signal_add (SIGTERM, stop_cb, loop);
  interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);
  g_main_loop_run (loop);
  foyer_notify (FOYER_NOTIFY_STOPPING);
  g_source_remove (term);
  g_source_remove (interrupt);
  if (options->port_file)
    g_unlink (options->port_file);
  return FOYER_EXIT_DONE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv, &error))
    return (int)complain (FOYER_EXIT_USAGE, error->message);
  if (options.wants_version)
    {
      g_print ("foyer-centre " FOYER_VERSION "\n");
      return FOYER_EXIT_DONE;
    }
  if (options.database)
    return (int)complain (FOYER_EXIT_NOT_IN_THIS,
                          "PostgreSQL is not in this version: leave --database out, and the centre"
                          " keeps its data in DIR/centre.db");
  if (argc > 1 || options.data == NULL)
    return (int)complain (FOYER_EXIT_USAGE,
                          "say where the centre's data is: foyer-centre --data DIR");
  return (int)run (&options);
}
