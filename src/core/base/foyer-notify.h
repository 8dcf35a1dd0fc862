/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a program says to the service manager that started it (sd_notify(3)): over a datagram to the
 * socket named by NOTIFY_SOCKET. */
#define FOYER_NOTIFY_READY "READY=1"
#define FOYER_NOTIFY_STOPPING "STOPPING=1"
#define FOYER_NOTIFY_ALIVE "WATCHDOG=1"

/* TRUE when state was handed over. FALSE when nobody waits for it, or who does cannot be reached:
 * nothing to be done about it, so no error. Never blocks. Any thread. */
gboolean foyer_notify (const char *state);

/* Microseconds within which FOYER_NOTIFY_ALIVE must come, again and again; 0: nobody waits. Read
 * from WATCHDOG_USEC. */
guint64 foyer_notify_get_watchdog_us (void);

G_END_DECLS
