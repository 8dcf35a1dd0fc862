/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem, cpu_set_t */
#define G_LOG_DOMAIN "foyer-load"

#include "load/foyer-load-client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* The load generator: a bare epoll loop over requests made beforehand.
 *
 * For benches and the proof of load; one thread, the caller's. It signs nothing, parses as little
 * of an answer as it can and copies nothing twice, so that what is measured is the server.
 */

/* Events taken from the kernel at a time. */
#define EVENTS 512
/* Bytes of an answer: a receipt of 50 records has some 10 KiB. */
#define ANSWER_MAX (64 * 1024)

typedef struct
{
  int fd;              /* owned; -1: over */
  GPtrArray *requests; /* borrowed: GBytes */
  guint at;            /* which one is under way */
  gsize sent;          /* bytes of it */
  gint64 since_us;     /* when it began */
  GByteArray *answer;  /* owned: what came so far */
  guint32 watched;     /* epoll's events */
} Line;

typedef struct
{
  int epoll;   /* owned */
  Line *lines; /* owned */
  guint n_lines, n_begun, n_open;
  FoyerLoadResult *result; /* borrowed */
} Load;

void
foyer_load_result_free (FoyerLoadResult *result)
{
  g_array_unref (result->latencies_ms);
  g_free (result->complaint);
  g_free (result);
}

GPtrArray *
foyer_load_deal (GPtrArray *requests, guint n_lines)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < n_lines; i++)
    g_ptr_array_add (lines, g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref));
  for (guint i = 0; i < requests->len; i++)
    g_ptr_array_add (lines->pdata[i % n_lines], g_bytes_ref (requests->pdata[i]));
  return lines;
}

gboolean
foyer_load_allow_files (guint files)
{
  struct rlimit limit = { 0 };

  getrlimit (RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= files)
    return TRUE;
  limit.rlim_cur = files;
  limit.rlim_max = MAX (limit.rlim_max, files);
  return setrlimit (RLIMIT_NOFILE, &limit) == 0;
}

static void
end_line (Load *self, Line *line)
{
  if (line->answer)
    self->n_open--;
  if (line->fd >= 0)
    close (line->fd);
  line->fd = -1;
  g_clear_pointer (&line->answer, g_byte_array_unref);
}

/* Whatever was left to say on this line failed. */
static void
fail_line (Load *self, Line *line, const char *why)
{
  if (self->result->complaint == NULL)
    self->result->complaint = g_strdup (why);
  self->result->failed += line->requests->len - line->at;
  end_line (self, line);
}

static void
watch (Load *self, Line *line, int op, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = line };

  if (op == EPOLL_CTL_ADD || line->watched != events)
    epoll_ctl (self->epoll, op, line->fd, &event);
  line->watched = events;
}

static void
send_more (Load *self, Line *line)
{
  gsize size;
  const char *data = g_bytes_get_data (line->requests->pdata[line->at], &size);
  gssize n;

  while (line->sent < size)
    {
      n = send (line->fd, data + line->sent, size - line->sent, MSG_NOSIGNAL);
      if (n < 0 && (errno == EAGAIN || errno == EINTR || errno == ENOTCONN))
        {
          watch (self, line, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
          return;
        }
      if (n < 0)
        {
          fail_line (self, line, g_strerror (errno));
          return;
        }
      line->sent += (gsize)n;
    }
  watch (self, line, EPOLL_CTL_MOD, EPOLLIN);
}

static guint
count_stored (const char *body, gsize size)
{
  static const char wanted[] = "\"status\":\"stored\"";
  const char *at = body;
  guint n = 0;

  while ((at = memmem (at, size - (gsize)(at - body), wanted, sizeof wanted - 1)))
    {
      n++;
      at += sizeof wanted - 1;
    }
  return n;
}

/* Bytes of the whole answer, 0 while there is none yet; *body: where its body begins. */
static gsize
measure_answer (const GByteArray *answer, const char **body)
{
  const char *text = (const char *)answer->data;
  const char *end = answer->len ? memmem (text, answer->len, "\r\n\r\n", 4) : NULL;
  gsize length = 0;

  if (end == NULL)
    return 0;
  *body = end + 4;
  for (const char *at = text; at < end; at++)
    if (*at == '\n' && strncasecmp (at + 1, "content-length:", 15) == 0)
      length = g_ascii_strtoull (at + 16, NULL, 10);
  length += (gsize)(*body - text);
  return length <= answer->len ? length : 0;
}

/* An answer is whole: note it, and say the next thing. */
static void
take_answer (Load *self, Line *line, const char *body, gsize size)
{
  const char *text = (const char *)line->answer->data;
  double took_ms = (double)(g_get_monotonic_time () - line->since_us) / 1000.0;
  gboolean is_good = size > 12 && memcmp (text + 8, " 200", 4) == 0;

  g_array_append_val (self->result->latencies_ms, took_ms);
  if (is_good)
    {
      self->result->answered++;
      self->result->stored += count_stored (body, size - (gsize)(body - text));
    }
  else
    {
      self->result->failed++;
      if (self->result->complaint == NULL)
        self->result->complaint = g_strndup (text, MIN (size, 400));
    }
  g_byte_array_set_size (line->answer, 0);
  line->sent = 0;
  if (++line->at == line->requests->len)
    {
      end_line (self, line);
      return;
    }
  line->since_us = g_get_monotonic_time ();
  send_more (self, line);
}

static void
read_more (Load *self, Line *line)
{
  char buffer[16 * 1024];
  gssize n = recv (line->fd, buffer, sizeof buffer, 0);
  const char *body = NULL;
  gsize size;

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0 || line->answer->len + (gsize)n > ANSWER_MAX)
    {
      fail_line (self, line,
                 n == 0  ? "the line was closed"
                 : n < 0 ? g_strerror (errno)
                         : "too long an answer");
      return;
    }
  g_byte_array_append (line->answer, (const guint8 *)buffer, (guint)n);
  size = measure_answer (line->answer, &body);
  if (size > 0)
    take_answer (self, line, body, size);
}

static void
begin_line (Load *self, Line *line, guint port, gint64 due_us)
{
  struct sockaddr_in to = { .sin_family = AF_INET,
                            .sin_port = htons ((guint16)port),
                            .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int on = 1;

  line->answer = g_byte_array_new ();
  line->since_us = due_us;
  line->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  self->n_open++;
  if (line->fd < 0)
    {
      fail_line (self, line, g_strerror (errno));
      return;
    }
  setsockopt (line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  watch (self, line, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
  if (connect (line->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)
    fail_line (self, line, g_strerror (errno));
}

static void
handle_events (Load *self, int wait_ms)
{
  struct epoll_event events[EVENTS];
  int n = epoll_wait (self->epoll, events, EVENTS, wait_ms);

  for (int i = 0; i < n; i++)
    {
      Line *line = events[i].data.ptr;
      gboolean is_waiting
        = line->fd >= 0 && line->sent < g_bytes_get_size (line->requests->pdata[line->at]);

      if (is_waiting && (events[i].events & EPOLLOUT))
        send_more (self, line);
      if (line->fd >= 0 && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
        read_more (self, line);
    }
}

/* Begins every line that is due; TRUE while there are more to come. */
static gboolean
begin_due (Load *self, guint port, gint64 began_us, gint64 every_us)
{
  gint64 due_us = began_us + self->n_begun * every_us;

  while (self->n_begun < self->n_lines && due_us <= g_get_monotonic_time ())
    {
      begin_line (self, &self->lines[self->n_begun++], port, due_us);
      due_us += every_us;
    }
  return self->n_begun < self->n_lines;
}

FoyerLoadResult *
foyer_load_run (guint port, GPtrArray *lines, gint64 every_us, guint timeout_s)
{
  FoyerLoadResult *result = g_new0 (FoyerLoadResult, 1);
  gint64 began_us = g_get_monotonic_time ();
  gint64 until_us = began_us + (gint64)timeout_s * G_USEC_PER_SEC;
  Load self
    = { epoll_create1 (EPOLL_CLOEXEC), g_new0 (Line, lines->len), lines->len, 0, 0, result };
  gboolean is_more = TRUE;

  result->latencies_ms = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < lines->len; i++)
    {
      self.lines[i].fd = -1;
      self.lines[i].requests = lines->pdata[i];
    }
  while ((is_more || self.n_open > 0) && g_get_monotonic_time () < until_us)
    {
      is_more = begin_due (&self, port, began_us, every_us);
      handle_events (&self, is_more ? 1 : 100);
    }
  for (guint i = 0; i < lines->len; i++)
    if (self.lines[i].fd >= 0 || i >= self.n_begun)
      fail_line (&self, &self.lines[i], "no answer in time");
  result->seconds = (double)(g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  close (self.epoll);
  g_free (self.lines);
  return result;
}
