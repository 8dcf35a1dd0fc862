/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A server under load: a process of its own on a core of its own. */
typedef struct
{
  GPid pid;
  guint port;
} FoyerLoadServer;

/* Starts argv, which writes the port it listens at into port_file, and waits until it has. NULL:
 * it did not come up. */
FoyerLoadServer *foyer_load_server_start (const char *const *argv, const char *port_file);
/* Ends it (SIGTERM) and waits. FALSE: it did not end well. */
gboolean foyer_load_server_stop (FoyerLoadServer *self);

double foyer_load_server_get_peak_mb (FoyerLoadServer *self);     /* VmHWM */
double foyer_load_server_get_cpu_seconds (FoyerLoadServer *self); /* of all its threads, so far */

/* Keeps this process on the last core and the servers it starts on the first. FALSE: there is only
 * one, or the kernel said no. */
gboolean foyer_load_split_cores (void);

G_END_DECLS
