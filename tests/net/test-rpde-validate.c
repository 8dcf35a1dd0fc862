/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "core/model/foyer-content.h"
#include "support/foyer-test-centre.h"

/* Our feeds against the standard's own validator (npm @openactive/rpde-validator), installed into
 * the build directory. Skips, saying why, where there is no node, or no way to fetch it. */

static int
skip (const char *why)
{
  g_print ("1..0 # SKIP %s\n", why);
  return 0; /* a TAP plan of none says it; another exit code would be an error */
}

/* Runs argv in dir with what it says on standard error and output; its exit status, -1: could not
 * start. */
static int
run (const char *dir, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  g_subprocess_launcher_set_cwd (launcher, dir);
  /* The programs of others are not built with our sanitizers. */
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL))
    return -1;
  lines = g_strsplit (g_strchomp (output), "\n", -1);
  for (char **line = lines; *line; line++)
    g_print ("%s%s\n", (*line)[0] == '#' ? "" : "# ", *line);
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
}

/* The validator, installed once per build directory. */
static gboolean
install (const char *dir, const char *source)
{
  g_autofree char *from = g_build_filename (source, "tests", "net", "rpde", "package.json", NULL);
  g_autofree char *to = g_build_filename (dir, "package.json", NULL);
  g_autofree char *module
    = g_build_filename (dir, "node_modules", "@openactive", "rpde-validator", "package.json", NULL);
  g_autofree char *text = NULL;
  const char *const npm[] = { "npm",
                              "install",
                              "--no-audit",
                              "--no-fund",
                              "--no-package-lock",
                              "--ignore-scripts",
                              "--loglevel=error",
                              NULL };

  if (g_file_test (module, G_FILE_TEST_EXISTS))
    return TRUE;
  return g_mkdir_with_parents (dir, 0755) == 0 && g_file_get_contents (from, &text, NULL, NULL)
         && g_file_set_contents (to, text, -1, NULL) && run (dir, npm) == 0
         && g_file_test (module, G_FILE_TEST_EXISTS);
}

static const char *const listing
  = "[{\"id\":\"choir\",\"programme\":\"retirement\",\"type\":\"group\",\"title\":\"Choir\","
    "\"organisation\":\"A society\",\"summary\":\"Sing.\",\"precision\":\"county\","
    "\"rhythm\":{\"every\":\"week\",\"days\":[\"tue\",\"fri\"],\"start\":\"10:00\",\"end\":\"11:"
    "30\"}}]";

/* Every feed has items, and a deleted one besides: the validator has nothing to say about empty
 * feeds but that it could not check them. */
static void
fill (FoyerTestCentre *centre)
{
  static const char *const kinds[] = { "cohorts", "questions", "plans",   "programmes", "places",
                                       "pages",   "pathways",  "stories", NULL };
  g_autoptr (GString) many = g_string_new ("[");

  foyer_test_centre_import (centre, "listings", listing);
  for (guint i = 0; i < 600; i++)
    g_string_append_printf (
      many,
      "%s{\"id\":\"l-%u\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
      "\"title\":\"Caf\303\251 \\\"helper\\\"\",\"organisation\":\"A society\","
      "\"summary\":\"Help.\",\"precision\":\"county\"}",
      i ? "," : "", i);
  g_string_append_c (many, ']');
  foyer_test_centre_import (centre, "listings", many->str);
  foyer_test_centre_delete (centre, "listings", "l-5");
  for (guint i = 0; kinds[i]; i++)
    {
      static const char *const items
        = "[{\"id\":\"one\",\"name\":\"One\",\"title\":\"One\",\"type\":\"library\","
          "\"organisation\":\"A\","
          "\"summary\":\"S.\",\"order\":1,\"colour\":\"sea\",\"browse\":\"listings\"},"
          "{\"id\":\"two\",\"name\":\"Two\",\"title\":\"Two\",\"type\":\"library\","
          "\"organisation\":\"A\","
          "\"summary\":\"S.\",\"order\":2,\"colour\":\"sea\",\"browse\":\"listings\"}]";

      foyer_test_centre_import (centre, kinds[i], items);
      foyer_test_centre_delete (centre, kinds[i], "two");
    }
  foyer_test_centre_import (
    centre, "statuses",
    "[{\"id\":\"00000000000000000000000000000000000000000000000000000000000000aa\",\"state\":"
    "\"in_touch\",\"received\":\"2026-03-02\",\"message\":\"Read\"}]");
  foyer_test_centre_import (
    centre, "media",
    "[{\"id\":\"film\",\"sha256\":"
    "\"00000000000000000000000000000000000000000000000000000000000000aa\",\"bytes\":1,"
    "\"type\":\"video/webm\",\"title\":\"Film\"}]");
}

int
main (int argc, char **argv)
{
  const char *build = g_getenv ("FOYER_BUILD_ROOT");
  const char *source = g_getenv ("FOYER_SOURCE_ROOT");
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *npm = g_find_program_in_path ("npm");
  g_autofree char *dir = NULL;
  g_autofree char *script = NULL;
  g_autoptr (FoyerTestCentre) centre = NULL;
  g_autoptr (GPtrArray) command = g_ptr_array_new_with_free_func (g_free);
  int status;

  if (build == NULL || source == NULL)
    return skip ("FOYER_BUILD_ROOT and FOYER_SOURCE_ROOT are not set");
  if (node == NULL || npm == NULL)
    return skip ("node and npm are not installed");
  dir = g_build_filename (build, "rpde-validator", NULL);
  if (!install (dir, source))
    return skip ("the validator could not be fetched from its registry");
  centre = foyer_test_centre_new (NULL);
  fill (centre);
  script = g_build_filename (source, "tests", "net", "rpde", "validate.js", NULL);
  g_ptr_array_add (command, g_strdup (node));
  g_ptr_array_add (command, g_strdup (script));
  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    g_ptr_array_add (command, g_strdup_printf ("%s/feeds/%s", foyer_test_centre_get_url (centre),
                                               foyer_kind_to_string (kind)));
  g_ptr_array_add (command, NULL);
  status = run (dir, (const char *const *)command->pdata);
  g_print ("%s 1 - every feed passes the validator of its standard\n1..1\n",
           status == 0 ? "ok" : "not ok");
  return status == 0 ? 0 : 1;
}
