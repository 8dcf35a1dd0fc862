/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-transport.h"

#include <errno.h>
#include <fcntl.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#include "foyer-config.h"
#include "sync/foyer-sync-engine.h"

/* HTTP for the sync engine, by libsoup's blocking calls.
 *
 * Owned by whoever syncs and used from that one thread (the session is made at the first request,
 * so it belongs to that thread whoever made the transport). It talks to one origin, keeps no
 * cookies, follows no redirect, answers no log-in and believes no reply: sizes and times are capped
 * here, what the bytes mean is decided above.
 */

/* Bytes read at once. */
#define READ_SIZE (64 * 1024)
/* Times timeout_s. A reply that keeps dripping is cut off: nothing we ask for in memory is that
 * slow. */
#define REPLY_DEADLINE_FACTOR 4
/* s. A media file may take this long a round; the next round goes on where it stopped. */
#define FILE_DEADLINE_S 600
/* s. Whoever answers, a kiosk does not stay away for longer on their word. */
#define RETRY_AFTER_MAX_S 3600
/* How much larger than on the line a compressed reply may become (its own cap holds as well). */
#define READ_CHUNK_DECODED (64 * 1024)

#define FOYER_TYPE_SOUP_TRANSPORT (foyer_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSoupTransport, foyer_soup_transport, FOYER, SOUP_TRANSPORT, GObject)

struct _FoyerSoupTransport
{
  GObject parent_instance;
  GUri *base;           /* owned */
  guint timeout_s;      /* of one socket operation */
  SoupSession *session; /* owned (nullable): made at the first request */
};

static void foyer_soup_transport_iface_init (FoyerTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerSoupTransport,
                               foyer_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT,
                                                      foyer_soup_transport_iface_init))

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") || (address && g_inet_address_get_is_loopback (address));
}

static int
effective_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

static GUri *
resolve (FoyerSoupTransport *self, const char *path, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse_relative (self->base, path, SOUP_HTTP_URI_FLAGS, error);

  if (uri == NULL)
    return NULL;
  if (g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (self->base)) != 0
      || g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (self->base)) != 0
      || effective_port (uri) != effective_port (self->base) || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                           "an address on another machine than the centre's was refused");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static SoupSession *
ensure_session (FoyerSoupTransport *self)
{
  if (self->session == NULL)
    {
      self->session = soup_session_new_with_options ("timeout", self->timeout_s, "idle-timeout", 30,
                                                     "max-conns", 2, "max-conns-per-host", 2,
                                                     "user-agent", "foyer/" FOYER_VERSION, NULL);
      soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
      soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
    }
  return self->session;
}

static SoupMessage *
make_message (FoyerSoupTransport *self, const FoyerRequest *request, GError **error)
{
  g_autoptr (GUri) uri = resolve (self, request->path, error);
  SoupMessage *message = NULL;
  SoupMessageHeaders *headers = NULL;

  if (uri == NULL)
    return NULL;
  message = soup_message_new_from_uri (request->method, uri);
  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
#if SOUP_CHECK_VERSION(3, 4, 0)
  soup_message_set_force_http1 (message, TRUE);
#endif
  soup_message_headers_replace (headers, "Accept-Encoding", request->save_to ? "identity" : "gzip");
  if (request->if_none_match)
    soup_message_headers_replace (headers, "If-None-Match", request->if_none_match);
  if (request->range_from > 0)
    {
      soup_message_headers_set_range (headers, request->range_from, -1);
      if (request->if_range)
        soup_message_headers_replace (headers, "If-Range", request->if_range);
    }
  for (const char *const *at = request->headers; at && at[0] && at[1]; at += 2)
    soup_message_headers_replace (headers, at[0], at[1]);
  if (request->body)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  return message;
}

static gboolean
decode_gzip (GByteArray *body, gsize max_bytes, GError **error)
{
  g_autoptr (GConverter) converter
    = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (body->data, body->len, NULL);
  g_autoptr (GInputStream) decoded = g_converter_input_stream_new (raw, converter);
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (READ_CHUNK_DECODED);
  gssize n;

  while ((n = g_input_stream_read (decoded, buffer, READ_CHUNK_DECODED, NULL, NULL)) > 0)
    {
      if (plain->len + (gsize)n > max_bytes)
        {
          g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                               "a reply of the centre is larger than it may be");
          return FALSE;
        }
      g_byte_array_append (plain, buffer, (guint)n);
    }
  if (n < 0)
    {
      /* Of this reply, not of the line: another feed may be good. */
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                           "a reply of the centre cannot be unpacked");
      return FALSE;
    }
  g_byte_array_set_size (body, 0);
  g_byte_array_append (body, plain->data, plain->len);
  return TRUE;
}

/* Opens the file a body goes to: behind what is there for 206, from its beginning for 200. */
static int
open_target (const FoyerRequest *request, guint status, GError **error)
{
  int fd = open (request->save_to, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

  if (fd < 0 || ftruncate (fd, status == SOUP_STATUS_PARTIAL_CONTENT ? request->range_from : 0) != 0
      || lseek (fd, 0, SEEK_END) < 0)
    {
      int saved = errno;

      if (fd >= 0)
        close (fd);
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
                   "cannot write a media file: %s", g_strerror (saved));
      return -1;
    }
  return fd;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size, GError **error)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          int saved = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
                       "cannot write a media file: %s", g_strerror (saved));
          return FALSE;
        }
      data += n;
      size -= (gsize)n;
    }
  return TRUE;
}

/* Reads stream to its end into body or, when fd is not -1, into the file. */
static gboolean
read_body (FoyerSoupTransport *self,
           GInputStream *stream,
           const FoyerRequest *request,
           int fd,
           GByteArray *body,
           guint64 *wire_bytes,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  gint64 seconds = fd >= 0 ? FILE_DEADLINE_S : (gint64)self->timeout_s * REPLY_DEADLINE_FACTOR;
  gint64 deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, READ_SIZE, cancellable, error)) > 0)
    {
      *wire_bytes += (guint64)n;
      if (*wire_bytes > request->max_bytes)
        {
          g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                               "a reply of the centre is larger than it may be");
          return FALSE;
        }
      if (fd >= 0 && !write_all (fd, buffer, (gsize)n, error))
        return FALSE;
      if (fd < 0)
        g_byte_array_append (body, buffer, (guint)n);
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE,
                               "the line is too slow: gave up for now");
          return FALSE;
        }
    }
  return n == 0;
}

static gboolean
receive (FoyerSoupTransport *self,
         SoupMessage *message,
         GInputStream *stream,
         const FoyerRequest *request,
         FoyerReply *reply,
         GCancellable *cancellable,
         GError **error)
{
  const char *encoding = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Content-Encoding");
  gboolean to_file = request->save_to && (reply->status == 200 || reply->status == 206);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  int fd = -1;
  gboolean ok = FALSE;

  if (to_file && (fd = open_target (request, reply->status, error)) < 0)
    return FALSE;
  ok = read_body (self, stream, request, fd, body, &reply->wire_bytes, cancellable, error);
  if (fd >= 0 && close (fd) != 0 && ok)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
                   "cannot write a media file: %s", g_strerror (saved));
      ok = FALSE;
    }
  if (!ok || to_file)
    return ok;
  if (encoding && g_ascii_strcasecmp (encoding, "gzip") == 0)
    {
      if (!decode_gzip (body, request->max_bytes, error))
        return FALSE;
    }
  else if (encoding && g_ascii_strcasecmp (encoding, "identity") != 0)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                           "a reply came in an encoding that was not asked for");
      return FALSE;
    }
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&body));
  return TRUE;
}

/* Network trouble of any sort is OFFLINE to the caller; our own verdicts, a full disk and a cancel
 * stay. */
static void
translate_error (GError **error)
{
  g_autofree char *message = NULL;

  if (error == NULL || *error == NULL || (*error)->domain == FOYER_SYNC_ERROR
      || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return;
  message = g_strdup ((*error)->message);
  g_clear_error (error);
  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE, "the centre does not answer: %s",
               message);
}

/* TLS 1.0 and 1.1 have known holes; GnuTLS as Debian sets it up does not offer them, but another
 * back end might. */
static gboolean
tls_is_new_enough (SoupMessage *message)
{
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  return version == G_TLS_PROTOCOL_VERSION_UNKNOWN || version >= G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

/* Seconds; a date (RFC 9110 allows one) needs a right clock, which we may not have: 0. */
static guint
parse_retry_after (const char *text)
{
  guint64 seconds = 0;

  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL)
           ? (guint)MIN (seconds, RETRY_AFTER_MAX_S)
           : 0;
}

static FoyerReply *
foyer_soup_transport_send (FoyerTransport *transport,
                           const FoyerRequest *request,
                           GCancellable *cancellable,
                           GError **error)
{
  FoyerSoupTransport *self = FOYER_SOUP_TRANSPORT (transport);
  g_autoptr (GError) local = NULL;
  g_autoptr (SoupMessage) message = make_message (self, request, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (FoyerReply) reply = g_new0 (FoyerReply, 1);
  SoupMessageHeaders *headers = NULL;

  if (message == NULL)
    return NULL;
  stream = soup_session_send (ensure_session (self), message, cancellable, &local);
  if (stream && !tls_is_new_enough (message))
    g_set_error_literal (&local, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                         "the centre's line is not protected well enough (TLS below 1.2)");
  if (stream && local == NULL)
    {
      headers = soup_message_get_response_headers (message);
      reply->status = soup_message_get_status (message);
      reply->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
      reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
      reply->signature = g_strdup (soup_message_headers_get_one (headers, "Foyer-Signature"));
      reply->retry_after_s
        = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"));
      if (receive (self, message, stream, request, reply, cancellable, &local))
        return g_steal_pointer (&reply);
    }
  translate_error (&local);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
foyer_soup_transport_finalize (GObject *object)
{
  FoyerSoupTransport *self = FOYER_SOUP_TRANSPORT (object);

  if (self->session)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->base, g_uri_unref);
  G_OBJECT_CLASS (foyer_soup_transport_parent_class)->finalize (object);
}

static void
foyer_soup_transport_class_init (FoyerSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_soup_transport_finalize;
}

static void
foyer_soup_transport_init (FoyerSoupTransport *self)
{
}

static void
foyer_soup_transport_iface_init (FoyerTransportInterface *iface)
{
  iface->send = foyer_soup_transport_send;
}

FoyerTransport *
foyer_soup_transport_new (const char *base_url, guint timeout_s, GError **error)
{
  g_autoptr (GUri) base = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, error);
  FoyerSoupTransport *self = NULL;
  const char *scheme = NULL;

  if (base == NULL)
    return NULL;
  scheme = g_uri_get_scheme (base);
  if (g_uri_get_host (base) == NULL || *g_uri_get_host (base) == '\0' || g_uri_get_query (base)
      || g_uri_get_userinfo (base)
      || !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    {
      g_set_error (error, G_URI_ERROR, G_URI_ERROR_FAILED,
                   "“%s” is not the address of a centre; it looks like https://centre.example.org",
                   base_url);
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (g_uri_get_host (base)))
    {
      g_set_error_literal (
        error, G_URI_ERROR, G_URI_ERROR_FAILED,
        "a centre on another machine needs an address that begins with https://");
      return NULL;
    }
  self = g_object_new (FOYER_TYPE_SOUP_TRANSPORT, NULL);
  self->base = g_steal_pointer (&base);
  self->timeout_s = timeout_s;
  return FOYER_TRANSPORT (self);
}
