/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-watchdog"

#include "kiosk/foyer-watchdog.h"

#include "core/base/foyer-notify.h"

/* Signs of life for systemd.
 *
 * On the main thread, of whose loop it speaks: a page that never returns, a lock that is never let
 * go, and the signs stop; the service manager then ends the kiosk and begins a new one. A thread of
 * its own would go on saying that all is well.
 */

/* Signs within the time allowed: two may be late. */
#define SIGNS 3

static gboolean
sign_cb (gpointer data)
{
  foyer_notify (FOYER_NOTIFY_ALIVE);
  return G_SOURCE_CONTINUE;
}

guint
foyer_watchdog_start (void)
{
  guint64 allowed_us = foyer_notify_get_watchdog_us ();
  guint interval_ms = (guint)MAX (allowed_us / SIGNS / 1000, 1);

  foyer_notify (FOYER_NOTIFY_READY);
  if (allowed_us == 0)
    return 0;
  foyer_notify (FOYER_NOTIFY_ALIVE);
  return g_timeout_add (interval_ms, sign_cb, NULL);
}
