/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* accept4 () */
#include "chaos-proxy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The bad line.
 *
 * One thread takes one connection after the other and passes its bytes on with poll (); a kiosk
 * has one connection at a time, and a new one ends the old. What is wrong is decided byte by byte
 * under the lock, so that "at byte 417" means that very byte whatever the pieces are that the
 * sockets give.
 */

/* ms a line lives on in silence after something went wrong with it: a kiosk must not have to wait
 * for its own time-out thousands of times. */
#define SILENCE_MS 15
/* Bytes passed on at once; on a dribbling line. */
#define PIECE 16384
#define DRIBBLE 7
/* Bytes of a reply that are kept to be played again. */
#define OLD_MAX (256 * 1024)

struct _ChaosProxy
{
  GThread *thread; /* owned */
  int listener;    /* owned */
  guint port, target_port;
  int wake[2]; /* owned: closing the first end ends the thread */

  GMutex lock; /* over all below */
  ChaosKind kind;
  gsize at, up, down;
  guint8 mask;
  gboolean is_done;
  GByteArray *reply, *old_reply; /* owned: of this arming and of the last whole one */
};

typedef struct
{
  int kiosk, centre; /* owned; -1: closed */
  gboolean is_doomed;
} Line;

static const char *const names[N_CHAOS]
  = { "none",      "cut-up",    "cut-down", "reset-down", "stall-up", "stall-down",  "flip-up",  "flip-down",
      "drop-down", "dribble", "refuse",   "portal",     "portal-json", "redirect", "old-reply" };

const char *
chaos_kind_name (ChaosKind kind)
{
  return names[kind];
}

static gboolean
send_all (int fd, const guint8 *data, gsize size, gsize piece)
{
  for (gsize sent = 0; sent < size;)
    {
      ssize_t n = send (fd, data + sent, MIN (piece, size - sent), MSG_NOSIGNAL);

      if (n < 0 && errno != EINTR)
        return FALSE;
      sent += n > 0 ? (gsize)n : 0;
    }
  return TRUE;
}

static void
close_line (Line *line, gboolean as_reset)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };

  if (line->kiosk >= 0)
    {
      if (as_reset)
        setsockopt (line->kiosk, SOL_SOCKET, SO_LINGER, &now, sizeof now);
      close (line->kiosk);
    }
  if (line->centre >= 0)
    close (line->centre);
  line->kiosk = line->centre = -1;
}

static int
dial (guint port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16)port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd >= 0 && connect (fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

/* ---- one piece of bytes, under the lock ---- */

static gboolean
is_at (const ChaosProxy *self, gsize before, gsize size)
{
  return !self->is_done && self->at >= before && self->at < before + size;
}

/* *size: how many of the bytes still pass. */
static void
meddle_up (ChaosProxy *self, Line *line, guint8 *data, gsize *size)
{
  gsize before = self->up;

  self->up += *size;
  if (!is_at (self, before, *size))
    return;
  if (self->kind == CHAOS_FLIP_UP)
    data[self->at - before] ^= self->mask;
  else if (self->kind == CHAOS_CUT_UP || self->kind == CHAOS_STALL_UP)
    *size = self->at - before;
  else
    return;
  self->is_done = line->is_doomed = TRUE;
}

static void
meddle_down (ChaosProxy *self, Line *line, guint8 *data, gsize *size)
{
  gsize before = self->down;

  self->down += *size;
  if (!is_at (self, before, *size))
    return;
  switch (self->kind)
    {
    case CHAOS_FLIP_DOWN:
      data[self->at - before] ^= self->mask;
      break;
    case CHAOS_DROP_DOWN:
      memmove (data + (self->at - before), data + (self->at - before) + 1,
               *size - (self->at - before) - 1);
      (*size)--;
      break;
    case CHAOS_CUT_DOWN:
    case CHAOS_RESET_DOWN:
    case CHAOS_STALL_DOWN:
      *size = self->at - before;
      break;
    default:
      return;
    }
  self->is_done = line->is_doomed = TRUE;
}

/* What answers in the centre's place; NULL: nobody. */
static const char *
impostor (ChaosKind kind)
{
  switch (kind)
    {
    case CHAOS_PORTAL:
      return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n"
             "<html>Log in first</html";
    case CHAOS_PORTAL_JSON:
      return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 75\r\n\r\n"
             "{\"epoch\":1,\"backed_up_to\":9007199254740991,\"results\":[],\"status\":\"stored\"} ";
    case CHAOS_REDIRECT:
      return "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    default:
      return NULL;
    }
}

/* ---- the line ---- */

/* FALSE when the line is over. */
static gboolean
pass_up (ChaosProxy *self, Line *line, guint8 *buffer)
{
  ssize_t n = recv (line->kiosk, buffer, PIECE, 0);
  gsize size = n > 0 ? (gsize)n : 0;
  g_autoptr (GByteArray) old = NULL;
  const char *answer = NULL;
  gboolean is_cut, is_dribbling;

  if (n <= 0)
    return FALSE;
  g_mutex_lock (&self->lock);
  answer = self->is_done ? NULL : impostor (self->kind);
  if (answer || (self->kind == CHAOS_OLD_REPLY && !self->is_done && self->old_reply->len > 0))
    self->is_done = line->is_doomed = TRUE;
  if (self->kind == CHAOS_OLD_REPLY && line->is_doomed)
    old = g_byte_array_ref (self->old_reply);
  meddle_up (self, line, buffer, &size);
  is_cut = line->is_doomed && self->kind == CHAOS_CUT_UP;
  is_dribbling = self->kind == CHAOS_DRIBBLE;
  g_mutex_unlock (&self->lock);
  if (answer)
    return send_all (line->kiosk, (const guint8 *)answer, strlen (answer), PIECE);
  if (old)
    return send_all (line->kiosk, old->data, old->len, PIECE);
  return send_all (line->centre, buffer, size, is_dribbling ? DRIBBLE : PIECE) && !is_cut;
}

static gboolean
pass_down (ChaosProxy *self, Line *line, guint8 *buffer, gboolean *as_reset)
{
  ssize_t n = recv (line->centre, buffer, PIECE, 0);
  gsize size = n > 0 ? (gsize)n : 0;
  gboolean is_over, is_dribbling;

  if (n <= 0)
    return FALSE;
  g_mutex_lock (&self->lock);
  if (self->reply->len + size <= OLD_MAX)
    g_byte_array_append (self->reply, buffer, (guint)size);
  meddle_down (self, line, buffer, &size);
  *as_reset = self->kind == CHAOS_RESET_DOWN;
  is_over = line->is_doomed && (self->kind == CHAOS_CUT_DOWN || self->kind == CHAOS_RESET_DOWN);
  if (line->is_doomed && self->kind == CHAOS_STALL_UP)
    size = 0;
  is_dribbling = self->kind == CHAOS_DRIBBLE;
  g_mutex_unlock (&self->lock);
  return send_all (line->kiosk, buffer, size, is_dribbling ? DRIBBLE : PIECE) && !is_over;
}

/* TRUE: look for the next connection; FALSE: the proxy ends. */
static gboolean
serve_line (ChaosProxy *self, Line *line)
{
  g_autofree guint8 *buffer = g_malloc (PIECE);
  gboolean as_reset = FALSE, goes_on = TRUE;

  while (goes_on)
    {
      struct pollfd fds[4] = { { .fd = line->kiosk, .events = POLLIN },
                               { .fd = line->centre, .events = POLLIN },
                               { .fd = self->listener, .events = POLLIN },
                               { .fd = self->wake[0], .events = POLLIN } };
      int n = poll (fds, 4, line->is_doomed ? SILENCE_MS : -1);

      if (fds[3].revents)
        {
          close_line (line, FALSE);
          return FALSE;
        }
      /* A new connection: the kiosk has left this one. */
      goes_on = n > 0 && !fds[2].revents;
      if (goes_on && fds[0].revents)
        goes_on = pass_up (self, line, buffer);
      if (goes_on && fds[1].revents)
        goes_on = pass_down (self, line, buffer, &as_reset);
    }
  close_line (line, as_reset);
  return TRUE;
}

static gpointer
proxy_thread (gpointer data)
{
  ChaosProxy *self = data;
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      struct pollfd fds[2] = { { .fd = self->listener, .events = POLLIN },
                               { .fd = self->wake[0], .events = POLLIN } };
      Line line = { -1, -1, FALSE };
      gboolean is_refused;

      poll (fds, 2, -1);
      if (fds[1].revents)
        return NULL;
      line.kiosk = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
      if (line.kiosk < 0)
        continue;
      g_mutex_lock (&self->lock);
      is_refused = self->kind == CHAOS_REFUSE && !self->is_done;
      self->is_done = self->is_done || is_refused;
      g_mutex_unlock (&self->lock);
      line.centre = is_refused ? -1 : dial (self->target_port);
      if (line.centre < 0)
        close_line (&line, FALSE);
      else
        goes_on = serve_line (self, &line);
    }
  return NULL;
}

ChaosProxy *
chaos_proxy_new (guint target_port)
{
  ChaosProxy *self = g_new0 (ChaosProxy, 1);
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_mutex_init (&self->lock);
  self->target_port = target_port;
  self->reply = g_byte_array_new ();
  self->old_reply = g_byte_array_new ();
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *)&address, size), ==, 0);
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *)&address, &size), ==, 0);
  self->port = ntohs (address.sin_port);
  g_assert_cmpint (pipe (self->wake), ==, 0);
  self->thread = g_thread_new ("chaos", proxy_thread, self);
  return self;
}

void
chaos_proxy_free (ChaosProxy *self)
{
  close (self->wake[1]); /* the other end reads its end */
  g_thread_join (self->thread);
  close (self->wake[0]);
  close (self->listener);
  g_byte_array_unref (self->reply);
  g_byte_array_unref (self->old_reply);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
chaos_proxy_get_port (ChaosProxy *self)
{
  return self->port;
}

void
chaos_proxy_arm (ChaosProxy *self, ChaosKind kind, gsize at, guint8 mask)
{
  g_mutex_lock (&self->lock);
  self->kind = kind;
  self->at = at;
  self->mask = mask;
  self->up = self->down = 0;
  self->is_done = FALSE;
  g_byte_array_set_size (self->reply, 0);
  g_mutex_unlock (&self->lock);
}

gboolean
chaos_proxy_disarm (ChaosProxy *self)
{
  gboolean was_done;

  g_mutex_lock (&self->lock);
  was_done = self->is_done;
  if (!was_done && self->reply->len > 0)
    {
      g_byte_array_set_size (self->old_reply, 0);
      g_byte_array_append (self->old_reply, self->reply->data, self->reply->len);
    }
  self->kind = CHAOS_NONE;
  g_mutex_unlock (&self->lock);
  return was_done;
}

static gsize
read_count (ChaosProxy *self, const gsize *count)
{
  gsize value;

  g_mutex_lock (&self->lock);
  value = *count;
  g_mutex_unlock (&self->lock);
  return value;
}

gsize
chaos_proxy_get_up (ChaosProxy *self)
{
  return read_count (self, &self->up);
}

gsize
chaos_proxy_get_down (ChaosProxy *self)
{
  return read_count (self, &self->down);
}
