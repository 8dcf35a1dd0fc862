/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem, cpu_set_t */
#define G_LOG_DOMAIN "foyer-load"

#include "load/foyer-load-server.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Starts, watches and ends the server that is measured.
 *
 * Owned by a bench or proof, on its thread. What it used is read from /proc, where the kernel keeps
 * it for any program, ours or the peer.
 */

/* s a server has to come up and to end. */
#define READY_S 60
#define LOOK_EVERY_US 5000

static int server_core = -1; /* -1: anywhere */

gboolean
foyer_load_split_cores (void)
{
  int n = (int)sysconf (_SC_NPROCESSORS_ONLN);
  cpu_set_t set;

  if (n < 2)
    return FALSE;
  CPU_ZERO (&set);
  CPU_SET (n - 1, &set);
  if (sched_setaffinity (0, sizeof set, &set) != 0)
    return FALSE;
  server_core = 0;
  return TRUE;
}

/* In the child, between fork and exec. */
static void
pin_child (gpointer data)
{
  cpu_set_t set;

  if (server_core < 0)
    return;
  CPU_ZERO (&set);
  CPU_SET (server_core, &set);
  sched_setaffinity (0, sizeof set, &set);
}

static guint
read_port (const char *port_file)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (port_file, &text, NULL, NULL)
           ? (guint)g_ascii_strtoull (text, NULL, 10)
           : 0;
}

FoyerLoadServer *
foyer_load_server_start (const char *const *argv, const char *port_file)
{
  FoyerLoadServer *self = g_new0 (FoyerLoadServer, 1);
  gint64 until_us = g_get_monotonic_time () + READY_S * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  int status;

  g_unlink (port_file);
  if (!g_spawn_async (NULL, (char **)argv, NULL,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                      pin_child, NULL, &self->pid, &error))
    {
      g_printerr ("# %s\n", error->message);
      g_free (self);
      return NULL;
    }
  while ((self->port = read_port (port_file)) == 0)
    {
      if (waitpid (self->pid, &status, WNOHANG) != 0 || g_get_monotonic_time () > until_us)
        {
          g_printerr ("# %s did not come up\n", argv[0]);
          kill (self->pid, SIGKILL);
          g_free (self);
          return NULL;
        }
      g_usleep (LOOK_EVERY_US);
    }
  return self;
}

gboolean
foyer_load_server_stop (FoyerLoadServer *self)
{
  gint64 until_us = g_get_monotonic_time () + READY_S * G_USEC_PER_SEC;
  int status = 0;
  gboolean is_well;

  kill (self->pid, SIGTERM);
  while (waitpid (self->pid, &status, WNOHANG) == 0)
    {
      if (g_get_monotonic_time () > until_us)
        kill (self->pid, SIGKILL);
      g_usleep (LOOK_EVERY_US);
    }
  is_well = WIFEXITED (status) && WEXITSTATUS (status) == 0;
  g_free (self);
  return is_well;
}

static FILE *
open_proc (FoyerLoadServer *self, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int)self->pid, name);

  return fopen (path, "re");
}

double
foyer_load_server_get_peak_mb (FoyerLoadServer *self)
{
  FILE *file = open_proc (self, "status");
  char line[256];
  unsigned long kib = 0;

  while (file && fgets (line, sizeof line, file) && sscanf (line, "VmHWM: %lu", &kib) != 1)
    ;
  if (file)
    fclose (file);
  return (double)kib / 1024.0;
}

double
foyer_load_server_get_cpu_seconds (FoyerLoadServer *self)
{
  FILE *file = open_proc (self, "stat");
  unsigned long user = 0, system = 0;

  /* The program's name, in brackets, has no bracket in it: ours and node's. */
  if (file == NULL
      || fscanf (file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
                 &system)
           != 2)
    user = system = 0;
  if (file)
    fclose (file);
  return (double)(user + system) / (double)sysconf (_SC_CLK_TCK);
}
