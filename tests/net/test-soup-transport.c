/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "sync/foyer-sync-engine.h"
#include "sync/foyer-transport.h"

/* The real transport (foyer-soup-transport.c) against a server that misbehaves. */

typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  guint port;
  GMutex lock;
  GCond cond;
  guint requests, cookies; /* under lock */
} Server;

static GBytes *
gzip (gsize zeroes)
{
  g_autoptr (GConverter) converter
    = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);
  g_autofree char *data = g_malloc0 (zeroes);

  g_output_stream_write_all (stream, data, zeroes, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
handle (
  SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Server *server = data;
  SoupMessageHeaders *out = soup_server_message_get_response_headers (message);
  SoupMessageHeaders *in = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) bomb = NULL;

  g_mutex_lock (&server->lock);
  server->requests++;
  server->cookies += soup_message_headers_get_one (in, "Cookie") != NULL;
  g_mutex_unlock (&server->lock);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (out, "Set-Cookie", "who=you; Path=/");
  if (g_str_equal (path, "/redirect"))
    soup_server_message_set_redirect (message, 302, "/small");
  else if (g_str_equal (path, "/log-in"))
    {
      soup_server_message_set_status (message, 401, NULL);
      soup_message_headers_replace (out, "WWW-Authenticate", "Basic realm=\"x\"");
    }
  else if (g_str_equal (path, "/bomb"))
    {
      bomb = gzip (8 * 1024 * 1024);
      soup_message_headers_replace (out, "Content-Encoding", "gzip");
      soup_message_body_append_bytes (soup_server_message_get_response_body (message), bomb);
    }
  else if (g_str_equal (path, "/odd"))
    {
      soup_message_headers_replace (out, "Content-Encoding", "br");
      soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "abc", 3);
    }
  else if (g_str_equal (path, "/silent"))
    soup_server_message_pause (message);
  else
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "0123456789", 10);
}

static gpointer
server_thread (gpointer data)
{
  Server *server = data;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  GSList *uris = NULL;

  g_main_context_push_thread_default (server->context);
  server->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->server, "/", handle, server, NULL);
  g_assert_true (soup_server_listen (server->server, address, 0, NULL));
  uris = soup_server_get_uris (server->server);
  g_mutex_lock (&server->lock);
  server->port = (guint)g_uri_get_port (uris->data);
  g_cond_signal (&server->cond);
  g_mutex_unlock (&server->lock);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  g_main_loop_run (server->loop);
  soup_server_disconnect (server->server);
  g_object_unref (server->server);
  while (g_main_context_iteration (server->context, FALSE))
    ;
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

static Server *
server_new (void)
{
  Server *server = g_new0 (Server, 1);

  g_mutex_init (&server->lock);
  g_cond_init (&server->cond);
  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->thread = g_thread_new ("server", server_thread, server);
  g_mutex_lock (&server->lock);
  while (server->port == 0)
    g_cond_wait (&server->cond, &server->lock);
  g_mutex_unlock (&server->lock);
  return server;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
server_free (Server *server)
{
  g_main_context_invoke (server->context, quit_cb, server->loop);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_mutex_clear (&server->lock);
  g_cond_clear (&server->cond);
  g_free (server);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static FoyerTransport *
connect_to (Server *server, guint timeout_s)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (GError) error = NULL;
  FoyerTransport *transport = foyer_soup_transport_new (url, timeout_s, &error);

  g_assert_no_error (error);
  return transport;
}

static FoyerReply *
get (FoyerTransport *transport, const char *path, gsize max_bytes, GError **error)
{
  FoyerRequest request = { .method = "GET", .path = path, .max_bytes = max_bytes };

  return foyer_transport_send (transport, &request, NULL, error);
}

static void
a_reply_is_taken_up_to_its_cap (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (FoyerTransport) transport = connect_to (server, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReply) fits = get (transport, "/small", 10, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (fits->body), ==, 10);
  g_assert_cmpstr (fits->content_type, ==, "text/plain");
  g_assert_null (get (transport, "/small", 9, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY);
}

static void
what_unpacks_beyond_the_cap_is_refused (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (FoyerTransport) transport = connect_to (server, 5);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (transport, "/bomb", 1024 * 1024, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY);
}

static void
no_redirect_no_log_in_no_cookie_no_odd_encoding (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (FoyerTransport) transport = connect_to (server, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReply) redirect = get (transport, "/redirect", 1000, &error);
  g_autoptr (FoyerReply) log_in = get (transport, "/log-in", 1000, &error);
  g_autoptr (FoyerReply) small = get (transport, "/small", 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (redirect->status, ==, 302);
  g_assert_cmpuint (log_in->status, ==, 401);
  g_assert_cmpuint (small->status, ==, 200);
  g_assert_null (get (transport, "/odd", 1000, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY);
  g_assert_cmpuint (server->requests, ==, 4);
  g_assert_cmpuint (server->cookies, ==, 0);
}

static void
addresses_elsewhere_are_refused_without_asking (void)
{
  static const char *const elsewhere[]
    = { "http://127.0.0.1:1/small", "http://localhost/small", "https://127.0.0.1/small",
        "//example.org/small",      "file:///etc/passwd",     "http://a@127.0.0.1/small" };
  g_autoptr (Server) server = server_new ();
  g_autoptr (FoyerTransport) transport = connect_to (server, 5);

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get (transport, elsewhere[i], 1000, &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (server->requests, ==, 0);
}

static void
silence_and_nobody_are_offline (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (FoyerTransport) transport = connect_to (server, 1);
  g_autoptr (FoyerTransport) nobody = foyer_soup_transport_new ("http://127.0.0.1:1", 1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (transport, "/silent", 1000, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_null (get (nobody, "/", 1000, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
}

static void
a_cancel_is_told_as_one (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (FoyerTransport) transport = connect_to (server, 5);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoyerRequest request = { .method = "GET", .path = "/small", .max_bytes = 100 };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_transport_send (transport, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/transport/" path, func)
  ADD ("a-reply-is-taken-up-to-its-cap", a_reply_is_taken_up_to_its_cap);
  ADD ("what-unpacks-beyond-the-cap-is-refused", what_unpacks_beyond_the_cap_is_refused);
  ADD ("no-redirect-no-log-in-no-cookie-no-odd-encoding",
       no_redirect_no_log_in_no_cookie_no_odd_encoding);
  ADD ("addresses-elsewhere-are-refused-without-asking",
       addresses_elsewhere_are_refused_without_asking);
  ADD ("silence-and-nobody-are-offline", silence_and_nobody_are_offline);
  ADD ("a-cancel-is-told-as-one", a_cancel_is_told_as_one);
  return g_test_run ();
}
