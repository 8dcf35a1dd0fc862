/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-notify.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "kiosk/foyer-watchdog.h"
#include "scratch-dir.h"

/* A service manager made of one socket: what the programs tell it, and when the kiosk falls silent.
 */

typedef struct
{
  ScratchDir *dir; /* owned */
  int fd;
} Manager;

/* name: NULL for a socket in a folder, or "@NAME". */
static Manager *
manager_new (const char *name)
{
  Manager *manager = g_new0 (Manager, 1);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  g_autofree char *path = NULL;
  gsize length;

  manager->dir = scratch_dir_new ();
  path = name ? g_strdup (name) : g_build_filename (manager->dir, "notify", NULL);
  length = strlen (path);
  g_assert_cmpuint (length, <, sizeof address.sun_path);
  memcpy (address.sun_path, path, length);
  if (name)
    address.sun_path[0] = '\0';
  manager->fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (manager->fd, (struct sockaddr *)&address,
                         (socklen_t)(offsetof (struct sockaddr_un, sun_path) + length + !name)),
                   ==, 0);
  g_setenv ("NOTIFY_SOCKET", path, TRUE);
  return manager;
}

static void
manager_free (Manager *manager)
{
  g_unsetenv ("NOTIFY_SOCKET");
  g_unsetenv ("WATCHDOG_USEC");
  g_close (manager->fd, NULL);
  g_clear_pointer (&manager->dir, scratch_dir_free);
  g_free (manager);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Manager, manager_free)

/* What came next; NULL: nothing. (transfer full) */
static char *
hear (Manager *manager)
{
  char buffer[64];
  gssize n = recv (manager->fd, buffer, sizeof buffer, 0);

  return n < 0 ? NULL : g_strndup (buffer, (gsize)n);
}

static void
assert_hears (Manager *manager, const char *wanted)
{
  g_autofree char *heard = hear (manager);

  g_assert_cmpstr (heard, ==, wanted);
}

/* Turns the default loop until n signs of life have come. */
static void
assert_lives (Manager *manager, guint n)
{
  while (n > 0)
    {
      g_autofree char *heard = NULL;

      g_main_context_iteration (NULL, TRUE);
      heard = hear (manager);
      if (heard == NULL)
        continue;
      g_assert_cmpstr (heard, ==, FOYER_NOTIFY_ALIVE);
      n--;
    }
}

static void
a_message_arrives_whole (void)
{
  g_autoptr (Manager) manager = manager_new (NULL);

  g_assert_true (foyer_notify (FOYER_NOTIFY_READY));
  assert_hears (manager, "READY=1");
  assert_hears (manager, NULL);
}

static void
a_socket_in_no_folder_is_reached (void)
{
  g_autofree char *name = g_strdup_printf ("@foyer-test-notify-%u", g_random_int ());
  g_autoptr (Manager) manager = manager_new (name);

  g_assert_true (foyer_notify (FOYER_NOTIFY_STOPPING));
  assert_hears (manager, "STOPPING=1");
}

static void
who_cannot_be_reached_is_no_trouble (void)
{
  g_autofree char *long_path = g_strdup_printf ("/%0200d", 0);
  const char *const paths[] = { "", "@", "/", "relative", "/nowhere/at/all", long_path };

  g_unsetenv ("NOTIFY_SOCKET");
  g_assert_false (foyer_notify (FOYER_NOTIFY_READY));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_setenv ("NOTIFY_SOCKET", paths[i], TRUE);
      g_assert_false (foyer_notify (FOYER_NOTIFY_READY));
    }
  g_unsetenv ("NOTIFY_SOCKET");
}

static void
a_full_socket_does_not_hold_anybody_up (void)
{
  g_autoptr (Manager) manager = manager_new (NULL);
  guint sent = 0;

  while (sent < 100000 && foyer_notify (FOYER_NOTIFY_ALIVE))
    sent++;
  g_assert_cmpuint (sent, >, 0);
  g_assert_cmpuint (sent, <, 100000);
}

static void
only_a_number_of_microseconds_is_a_watchdog (void)
{
  g_autoptr (Manager) manager = manager_new (NULL);
  static const char *const none[] = { "", "0", "-1", "3s", "99999999999999999999" };

  g_assert_cmpuint (foyer_notify_get_watchdog_us (), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_setenv ("WATCHDOG_USEC", none[i], TRUE);
      g_assert_cmpuint (foyer_notify_get_watchdog_us (), ==, 0);
    }
  g_setenv ("WATCHDOG_USEC", "3000000", TRUE);
  g_assert_cmpuint (foyer_notify_get_watchdog_us (), ==, 3000000);
  g_unsetenv ("NOTIFY_SOCKET");
  g_assert_cmpuint (foyer_notify_get_watchdog_us (), ==, 0);
}

static void
a_kiosk_nobody_watches_has_no_timer (void)
{
  g_autoptr (Manager) manager = manager_new (NULL);

  g_assert_cmpuint (foyer_watchdog_start (), ==, 0);
  assert_hears (manager, FOYER_NOTIFY_READY);
  g_assert_false (g_main_context_pending (NULL));
}

/* The hang is as long as the manager waits, on the very loop; a sign afterwards shows that it was
 * the hang that stopped them. */
static void
a_loop_that_hangs_gives_no_sign (void)
{
  g_autoptr (Manager) manager = manager_new (NULL);
  guint64 allowed_us = 60 * 1000;
  gint64 until_us;
  guint id;

  g_setenv ("WATCHDOG_USEC", "60000", TRUE);
  id = foyer_watchdog_start ();
  g_assert_cmpuint (id, !=, 0);
  assert_hears (manager, FOYER_NOTIFY_READY);
  assert_hears (manager, FOYER_NOTIFY_ALIVE);
  assert_lives (manager, 5);
  until_us = g_get_monotonic_time () + 2 * (gint64)allowed_us;
  while (g_get_monotonic_time () < until_us)
    assert_hears (manager, NULL);
  assert_lives (manager, 1);
  g_source_remove (id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/notify/" path, func)
  ADD ("a-message-arrives-whole", a_message_arrives_whole);
  ADD ("a-socket-in-no-folder-is-reached", a_socket_in_no_folder_is_reached);
  ADD ("who-cannot-be-reached-is-no-trouble", who_cannot_be_reached_is_no_trouble);
  ADD ("a-full-socket-does-not-hold-anybody-up", a_full_socket_does_not_hold_anybody_up);
  ADD ("only-a-number-of-microseconds-is-a-watchdog", only_a_number_of_microseconds_is_a_watchdog);
  ADD ("a-kiosk-nobody-watches-has-no-timer", a_kiosk_nobody_watches_has_no_timer);
  ADD ("a-loop-that-hangs-gives-no-sign", a_loop_that_hangs_gives_no_sign);
  return g_test_run ();
}
