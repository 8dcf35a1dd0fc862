/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net-ctl.h"

/* Runs foyerctl from the build: see net-ctl.h. */

void
net_result_clear (NetResult *result)
{
  g_clear_pointer (&result->out, g_free);
  g_clear_pointer (&result->err, g_free);
}

NetResult
net_ctl (const char *input, const char *format, ...)
{
  NetResult result = { 0 };
  g_autofree char *line = NULL;
  g_autofree char *program
    = g_build_filename (g_getenv ("FOYER_BUILD_ROOT"), "src", "tools", "foyerctl", NULL);
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  words = g_strsplit (line, "|", -1);
  g_ptr_array_add (argv, program);
  for (char **word = words; *word; word++)
    g_ptr_array_add (argv, *word);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                 | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input ? input : "", NULL, &result.out, &result.err,
                                 &error);
  g_assert_no_error (error);
  result.code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  g_test_message ("foyerctl %s → %d %s", words[0], result.code, result.err);
  return result;
}
