/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-notify"

#include "core/base/foyer-notify.h"

#include <glib/gstdio.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* One datagram to the service manager.
 *
 * Plain functions of the environment, any thread. Our own few lines, since two messages are no
 * reason to need libsystemd, and since a kiosk that is no service must not notice any of it.
 * WATCHDOG_PID is not looked at: it names cage, whose child the kiosk is (NotifyAccess=all).
 */

/* Microseconds. Nobody means more than a day; it also keeps what is made of it within an int of
 * milliseconds. */
#define WATCHDOG_MAX_US (24 * G_GUINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* A name beginning with @ stands in no folder (unix(7), abstract). 0: it cannot be one. */
static socklen_t
fill_address (const char *path, struct sockaddr_un *address)
{
  gsize length = strlen (path);

  if ((path[0] != '/' && path[0] != '@') || length < 2 || length >= sizeof address->sun_path)
    return 0;
  memset (address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  memcpy (address->sun_path, path, length);
  if (path[0] == '@')
    address->sun_path[0] = '\0';
  return (socklen_t)(offsetof (struct sockaddr_un, sun_path) + length + (path[0] == '/'));
}

gboolean
foyer_notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address;
  socklen_t size = path != NULL ? fill_address (path, &address) : 0;
  gssize sent = -1;
  int fd = size > 0 ? socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;

  if (fd < 0)
    return FALSE;
  sent = sendto (fd, state, strlen (state), MSG_NOSIGNAL, (const struct sockaddr *)&address, size);
  g_close (fd, NULL);
  return sent == (gssize)strlen (state);
}

guint64
foyer_notify_get_watchdog_us (void)
{
  const char *text = g_getenv ("WATCHDOG_USEC");
  guint64 us = 0;

  if (text == NULL || g_getenv ("NOTIFY_SOCKET") == NULL
      || !g_ascii_string_to_unsigned (text, 10, 1, WATCHDOG_MAX_US, &us, NULL))
    return 0;
  return us;
}
