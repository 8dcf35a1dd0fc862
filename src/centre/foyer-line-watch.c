/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"
#define _GNU_SOURCE /* POLLRDHUP */

#include "centre/foyer-line-watch.h"

#include <glib-unix.h>
#include <poll.h>

/* Connections that their other end has left.
 *
 * libsoup before 3.4 never lets go of a connection that is closed by the client between two
 * requests: it reads the end, stops looking, and keeps the file descriptor. A few hundred visits
 * and the centre has none left. So each connection that has brought a request is watched here, on
 * the centre's thread, for the other end's hanging up: idle, it is taken away from libsoup, before
 * that reads the end; busy, when it has answered. Owned by its socket.
 */

typedef struct
{
  SoupServerMessage *message; /* owned: the newest; what we hold the connection by */
  GSource *watch;             /* owned (nullable): waits for the other end to hang up */
  GSource *closing;           /* owned (nullable): the connection is about to be closed */
  gboolean is_busy;           /* message is not answered yet */
  gboolean is_left;           /* the other end has hung up */
} Line;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void finished_cb (SoupServerMessage *message, gpointer data);
static void disconnected_cb (SoupServerMessage *message, gpointer data);

static void
set_message (Line *self, SoupServerMessage *message)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_set_object (&self->message, message);
  if (message == NULL)
    return;
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (disconnected_cb), self);
}

static void
line_free (gpointer data)
{
  Line *self = data;

  clear_source (&self->watch);
  clear_source (&self->closing);
  set_message (self, NULL);
  g_free (self);
}

/* TRUE while somebody in this thread's loop waits for fd to bring something. */
static gboolean
is_waited_for (int fd)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  int timeout, n = g_main_context_query (context, G_MAXINT, &timeout, NULL, 0);
  g_autofree GPollFD *fds = g_new (GPollFD, MAX (n, 1));

  n = MIN (n, g_main_context_query (context, G_MAXINT, &timeout, fds, n));
  for (int i = 0; i < n; i++)
    if (fds[i].fd == fd && (fds[i].events & G_IO_IN))
      return TRUE;
  return FALSE;
}

/* The end arrived while the loop was asking one descriptor after another: libsoup's turn came after
 * ours and it has read the end first. It would fall over its own feet if asked for the connection
 * now, so that is closed under it; what it keeps for it is some memory. */
static void
close_socket (Line *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  set_message (self, NULL);
  if (socket != NULL)
    g_socket_close (socket, NULL);
}

static gboolean
close_cb (gpointer data)
{
  Line *self = data;
  g_autoptr (SoupServerMessage) message = g_object_ref (self->message);
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GIOStream) stream = NULL;

  g_clear_pointer (&self->closing, g_source_unref);
  if (socket != NULL && !is_waited_for (g_socket_get_fd (socket)))
    {
      close_socket (self);
      return G_SOURCE_REMOVE;
    }
  /* Its signal "disconnected" empties the line. */
  stream = soup_server_message_steal_connection (message);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Before anything of libsoup's for this connection, which stands at the default priority. */
static void
close_soon (Line *self)
{
  if (self->closing != NULL)
    return;
  self->closing = g_idle_source_new ();
  g_source_set_priority (self->closing, G_PRIORITY_HIGH);
  g_source_set_callback (self->closing, close_cb, self, NULL);
  g_source_attach (self->closing, g_main_context_get_thread_default ());
}

static gboolean
left_cb (int fd, GIOCondition condition, gpointer data)
{
  Line *self = data;

  g_clear_pointer (&self->watch, g_source_unref);
  self->is_left = TRUE;
  if (!self->is_busy)
    close_soon (self);
  return G_SOURCE_REMOVE;
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  Line *self = data;

  self->is_busy = FALSE;
  if (self->is_left)
    close_soon (self);
}

static void
disconnected_cb (SoupServerMessage *message, gpointer data)
{
  Line *self = data;

  clear_source (&self->watch);
  clear_source (&self->closing);
  set_message (self, NULL);
}

/* libsoup wants the addresses when it gives a connection away, and complains when the other end is
 * too far gone to have one: it remembers those it was asked for in time. */
static void
remember_addresses (SoupServerMessage *message, GSocket *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);

  if (remote == NULL)
    return;
  soup_server_message_get_remote_address (message);
  soup_server_message_get_local_address (message);
}

static void
start_watch (Line *self, GSocket *socket)
{
  self->watch = g_unix_fd_source_new (g_socket_get_fd (socket), (GIOCondition)POLLRDHUP);
  g_source_set_priority (self->watch, G_PRIORITY_HIGH);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (left_cb), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
}

void
foyer_line_watch (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Line *self = socket ? g_object_get_data (G_OBJECT (socket), "foyer-line") : NULL;

  if (socket == NULL)
    return;
  if (self == NULL)
    {
      self = g_new0 (Line, 1);
      g_object_set_data_full (G_OBJECT (socket), "foyer-line", self, line_free);
      remember_addresses (message, socket);
      start_watch (self, socket);
    }
  set_message (self, message);
  self->is_busy = TRUE;
  /* It hung up behind its last request, and this one was still under way. */
  clear_source (&self->closing);
}
