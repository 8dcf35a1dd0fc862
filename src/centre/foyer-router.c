/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "centre/foyer-line-watch.h"
#include "centre/foyer-session-maker.h"

/* The router and the second wall.
 *
 * Runs on the centre's thread for every request, twice: when its headers are read, to refuse what
 * is not ours before a byte of its body is taken in, and when it is whole. The first wall is the
 * proxy in front (SoupServer was not made for strangers); this one keeps what slips through, or a
 * centre without a proxy, to known paths, known methods and small counted bodies.
 */

typedef struct
{
  const char *method, *path;
  gboolean has_tail; /* path is a prefix, what follows it is passed on */
  FoyerRouteFunc func;
} Route;

static const Route routes[] = {
  { "GET", "/", FALSE, foyer_route_service },
  { "GET", "/feeds/", TRUE, foyer_route_feed },
  { "GET", "/media/", TRUE, foyer_route_media },
  { "GET", "/healthz", FALSE, foyer_route_health },
  { "GET", "/metrics", FALSE, foyer_route_metrics },
  { "POST", "/records", FALSE, foyer_route_records },
  { "POST", "/heartbeats", FALSE, foyer_route_heartbeat },
  { "POST", "/enrolments", FALSE, foyer_route_enrolment },
};

/* Bytes of a request's path and query: the longest we make is a media address of 80. */
#define TARGET_MAX 512
/* Lines and bytes of a request's headers; a kiosk sends ten lines and 900 bytes, a browser some 30
 * and 4 KiB. libsoup alone stops at 64 KiB. */
#define HEADER_LINES_MAX 64
#define HEADER_BYTES_MAX (16 * 1024)
/* Bytes we still take in from a refused client, so that it reads our answer before the line closes,
 * and seconds we give it. */
#define LINGER_BYTES (1024 * 1024)
#define LINGER_S 2
/* Microseconds the next midnight can be away, on the day the clocks go back: when it is farther,
 * our clock was wrong and has been put right. */
#define DAY_MAX_US (25 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
/* Microseconds until the day's sessions are tried again after a failure. */
#define DAY_RETRY_US (60 * G_GINT64_CONSTANT (1000000))

typedef struct
{
  GByteArray *bytes; /* owned */
  gboolean is_over;
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_byte_array_unref (body->bytes);
  g_free (body);
}

static const Route *
find_route (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (routes[i].has_tail ? g_str_has_prefix (path, routes[i].path)
                           : g_str_equal (path, routes[i].path))
      return &routes[i];
  return NULL;
}

static gboolean
method_fits (const Route *route, const char *method)
{
  return g_str_equal (method, route->method)
         || (g_str_equal (method, "HEAD") && g_str_equal (route->method, "GET"));
}

static guint
count_header (SoupMessageHeaders *headers, const char *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL, *value = NULL;
  guint n = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    n += g_ascii_strcasecmp (name, wanted) == 0;
  return n;
}

typedef struct
{
  guint status; /* 0: welcome */
  const char *detail;
} Verdict;

/* A request for an absolute address names its host twice. */
static gboolean
host_fits (SoupServerMessage *message, const char *host)
{
  const char *header
    = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  gsize length = strlen (host);
  gboolean is_v6 = strchr (host, ':') != NULL;

  if (header == NULL)
    return FALSE;
  header += is_v6 && *header == '[';
  if (g_ascii_strncasecmp (header, host, length) != 0)
    return FALSE;
  header += length;
  header += is_v6 && *header == ']';
  return *header == '\0' || *header == ':';
}

static Verdict
judge_target (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *host = g_uri_get_host (uri);
  const char *query = g_uri_get_query (uri);

  if (strlen (g_uri_get_path (uri)) + (query ? strlen (query) : 0) > TARGET_MAX)
    return (Verdict){ 414, "the address is too long" };
  if (host == NULL || *host == '\0' || strlen (host) > 253
      || strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-")
           != strlen (host))
    return (Verdict){ 400, "the Host header is not a host name" };
  if (!host_fits (message, host) || g_uri_get_fragment (uri) || g_uri_get_userinfo (uri))
    return (Verdict){ 400, "the address is a path at the host that Host names" };
  return (Verdict){ 0, NULL };
}

static Verdict
judge_size (SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL, *value = NULL;
  gsize lines = 0, bytes = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      lines++;
      bytes += strlen (name) + strlen (value);
    }
  if (lines > HEADER_LINES_MAX || bytes > HEADER_BYTES_MAX)
    return (Verdict){ 431, "the headers are too many or too long" };
  return (Verdict){ 0, NULL };
}

static Verdict
judge_body (SoupServerMessage *message, gboolean is_post)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  guint lengths = count_header (headers, "Content-Length");
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  guint64 length = 0;

  if (count_header (headers, "Transfer-Encoding") || count_header (headers, "Upgrade"))
    return (Verdict){ 400, "Transfer-Encoding and Upgrade are not taken here" };
  if (lengths > 1
      || (lengths == 1
          && !g_ascii_string_to_unsigned (soup_message_headers_get_one (headers, "Content-Length"),
                                          10, 0, G_MAXINT64, &length, NULL)))
    return (Verdict){ 400, "there must be one Content-Length, a number" };
  if (!is_post)
    return length ? (Verdict){ 400, "this request takes no body" } : (Verdict){ 0, NULL };
  if (lengths == 0)
    return (Verdict){ 411, "a Content-Length is needed" };
  if (length > FOYER_BODY_MAX)
    return (Verdict){ 413, "at most 256 KiB and 50 records at a time" };
  if (g_strcmp0 (type, "application/json") != 0)
    return (Verdict){ 415, "the body must be application/json" };
  return (Verdict){ 0, NULL };
}

static Verdict
judge (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);
  const Route *route = find_route (g_uri_get_path (soup_server_message_get_uri (message)));
  Verdict verdict = judge_target (message);

  if (verdict.status == 0)
    verdict = judge_size (headers);
  if (verdict.status)
    return verdict;
  if (count_header (headers, "Host") > 1)
    return (Verdict){ 400, "there must be one Host" };
  if (route == NULL)
    return (Verdict){ 404, "there is nothing at this address" };
  if (!method_fits (route, method))
    return (Verdict){ 405, "this address does not take this method" };
  return judge_body (message, g_str_equal (route->method, "POST"));
}

static void
linger_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GIOStream) stream = data;

  g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);
  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static void
refusal_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GIOStream) stream = data;
  GSocket *socket = g_object_get_data (G_OBJECT (stream), "foyer-socket");

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  if (socket)
    {
      g_socket_shutdown (socket, FALSE, TRUE, NULL);
      g_socket_set_timeout (socket, LINGER_S);
    }
  g_input_stream_skip_async (g_io_stream_get_input_stream (stream), LINGER_BYTES,
                             G_PRIORITY_DEFAULT, NULL, linger_done, g_object_ref (stream));
}

/* Answers by hand and closes, without reading the body libsoup would otherwise wait for. */
static void
refuse_now (SoupServerMessage *message, Verdict verdict)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GSocket) kept = socket ? g_object_ref (socket) : NULL;
  g_autofree char *body = NULL;
  char *reply = NULL;
  GIOStream *stream = NULL;

  body = g_strdup_printf (
    "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"detail\":\"%s\"}",
    soup_status_get_phrase (verdict.status), verdict.status, verdict.detail);
  reply = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/problem+json\r\n"
                           "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                           verdict.status, soup_status_get_phrase (verdict.status), strlen (body),
                           body);
  stream = soup_server_message_steal_connection (message);
  if (stream == NULL)
    {
      g_free (reply);
      return;
    }
  g_object_set_data_full (G_OBJECT (stream), "foyer-reply", reply, g_free);
  g_object_set_data_full (G_OBJECT (stream), "foyer-socket", g_steal_pointer (&kept),
                          g_object_unref);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), reply, strlen (reply),
                                   G_PRIORITY_DEFAULT, NULL, refusal_written, stream);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Body *body = g_object_get_data (G_OBJECT (message), "foyer-body");
  gsize size;
  const guint8 *bytes = g_bytes_get_data (chunk, &size);

  if (body->bytes->len + size > FOYER_BODY_MAX)
    body->is_over = TRUE;
  else if (!body->is_over)
    g_byte_array_append (body->bytes, bytes, (guint)size);
}

static void
early_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  FoyerCentre *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Verdict verdict = judge (message);
  Body *body = NULL;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  /* Only the media route answers ranges; libsoup would cut any 200 into as many pieces as asked. */
  if (!g_str_has_prefix (path, "/media/"))
    soup_message_headers_remove (headers, "Range");
  if (verdict.status)
    {
      self->metrics.walled++;
      self->metrics.requests[4]++;
      if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_NONE)
        foyer_reply_problem (message, verdict.status, NULL, verdict.detail);
      else
        refuse_now (message, verdict);
      return;
    }
  body = g_new0 (Body, 1);
  body->bytes = g_byte_array_new ();
  g_object_set_data_full (G_OBJECT (message), "foyer-body", body, body_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

GBytes *
foyer_router_get_body (SoupServerMessage *message)
{
  GBytes *bytes = g_object_get_data (G_OBJECT (message), "foyer-bytes");
  Body *body = g_object_get_data (G_OBJECT (message), "foyer-body");

  if (bytes == NULL)
    {
      bytes = g_bytes_new (body->bytes->data, body->bytes->len);
      g_object_set_data_full (G_OBJECT (message), "foyer-bytes", bytes,
                              (GDestroyNotify)g_bytes_unref);
    }
  return bytes;
}

void
foyer_router_drop_body (SoupServerMessage *message)
{
  Body *body = g_object_get_data (G_OBJECT (message), "foyer-body");

  g_object_set_data (G_OBJECT (message), "foyer-bytes", NULL);
  g_byte_array_unref (body->bytes);
  body->bytes = g_byte_array_new ();
}

static gboolean
make_sessions (FoyerCentreStore *store, gpointer data, GError **error)
{
  FoyerSessionCounts counts = { 0 };

  return foyer_sessions_make (store, *(gint64 *)data, &counts, error);
}

/* The first request of a new day waits while the day's sessions are made. */
static void
follow_the_day (FoyerCentre *self)
{
  gint64 now_us = foyer_clock_now_us (self->clock);
  g_autoptr (GError) error = NULL;

  if (now_us < self->next_midnight_us && self->next_midnight_us - now_us <= DAY_MAX_US)
    return;
  if (foyer_centre_writer_call (self->writer, make_sessions, &now_us, &error))
    {
      self->next_midnight_us = foyer_london_next_midnight_us (now_us);
      return;
    }
  self->next_midnight_us = now_us + DAY_RETRY_US;
  g_warning ("the day's sessions could not be made: %s", error->message);
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  FoyerCentre *self = data;
  guint status = soup_server_message_get_status (message);

  if (status >= 100 && status < 600)
    self->metrics.requests[status / 100]++;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  FoyerCentre *self = data;
  const Route *route = find_route (path);
  Body *body = g_object_get_data (G_OBJECT (message), "foyer-body");

  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  if (route == NULL || body == NULL)
    {
      foyer_reply_problem (message, 404, NULL, "there is nothing at this address");
      return;
    }
  if (self->is_draining)
    {
      foyer_reply_problem (message, 503, NULL, "the centre is closing: try again soon");
      return;
    }
  if (body->is_over)
    {
      foyer_reply_problem (message, 413, NULL, "at most 256 KiB and 50 records at a time");
      return;
    }
  self->metrics.body_bytes += body->bytes->len;
  follow_the_day (self);
  route->func (self, message, route->has_tail ? path + strlen (route->path) : "", query);
}

/* Also for those that libsoup itself refuses. */
static void
started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  foyer_line_watch (message);
}

void
foyer_router_attach (FoyerCentre *self)
{
  g_signal_connect (self->server, "request-started", G_CALLBACK (started_cb), NULL);
  soup_server_add_early_handler (self->server, "/", early_cb, self, NULL);
  soup_server_add_handler (self->server, "/", request_cb, self, NULL);
}
