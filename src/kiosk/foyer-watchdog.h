/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells the service manager that the first picture is on the screen, and from then on, where it
 * watches (WatchdogSec=), that the main loop still turns. Where nobody watches there is no timer,
 * so that an idle kiosk sleeps. Returns the id of a source of the default context, 0: there is
 * none. */
guint foyer_watchdog_start (void);

G_END_DECLS
