/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "net-fixture.h"

/* The second wall: what must never get as far as a route, said on a raw socket. */

/* libsoup 3.2 itself loses the path of a request whose Content-Length is no number: 9 bytes here.
 */
const char *__lsan_default_suppressions (void);
const char *
__lsan_default_suppressions (void)
{
  return "leak:soup_headers_parse_request\n";
}

#define POST "POST /records HTTP/1.1\r\nHost: 127.0.0.1\r\n"
#define JSON "Content-Type: application/json\r\n"

typedef struct
{
  const char *text;
  guint status; /* 0: no answer is fine too, as long as it is no success */
} Hostile;

static const Hostile hostile[] = {
  { POST JSON "\r\n", 411 },
  { POST JSON "Content-Length: 262145\r\n\r\n", 413 },
  { POST JSON "Content-Length: 1500000000\r\n\r\n", 413 },
  { POST JSON "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400 },
  { POST JSON "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400 },
  { POST JSON "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400 },
  { POST JSON "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400 },
  { POST JSON "Content-Length: 2\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n{}", 400 },
  { POST JSON "Content-Length: -1\r\n\r\n", 0 },
  { POST JSON "Content-Length: 2x\r\n\r\n{}", 0 },
  { POST "Content-Type: text/html\r\nContent-Length: 2\r\n\r\n{}", 415 },
  { POST "Content-Length: 2\r\n\r\n{}", 415 },
  { POST "Host: elsewhere\r\n" JSON "Content-Length: 2\r\n\r\n{}", 400 },
  { POST JSON "Content-Length: 2\r\n\r\n{}", 401 },
  { "POST / HTTP/1.1\r\nHost: a\r\n" JSON "Content-Length: 2\r\n\r\n{}", 405 },
  { "POST /feeds/listings HTTP/1.1\r\nHost: a\r\n" JSON "Content-Length: 2\r\n\r\n{}", 405 },
  { "POST /nothing HTTP/1.1\r\nHost: a\r\n" JSON "Content-Length: 2\r\n\r\n{}", 404 },
  { "PUT /records HTTP/1.1\r\nHost: a\r\n" JSON "Content-Length: 2\r\n\r\n{}", 405 },
  { "DELETE /records HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
  { "GET /records HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
  { "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
  { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 400 },
  { "GET / HTTP/1.1\r\nHost: a<script>\r\n\r\n", 400 },
  { "GET / HTTP/1.1\r\n\r\n", 400 },
  { "GET http:/// HTTP/1.0\r\n\r\n", 400 },
  { "GET http://elsewhere/metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
  { "GET http://127.0.0.10/metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
  { "GET http://a:b@127.0.0.1/metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
  { "GET /metrics#x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
  { "GET /media/..%2fcentre.db HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
  { "GET /media/../centre.db HTTP/1.1\r\nHost: a\r\n\r\n", 404 },
  { "GET //etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 404 },
  { "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 0 },
  { "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 0 },
  { "nonsense\r\n\r\n", 0 },
  { "\x16\x03\x01\x02\x00\x01", 0 },
};

static void
hostile_requests_are_refused_and_the_centre_goes_on (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *healthy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *answer = net_raw (net, hostile[i].text, -1);

      g_test_message ("%u: %.60s", i, hostile[i].text);
      if (hostile[i].status)
        g_assert_cmpuint (net_status (answer), ==, hostile[i].status);
      else
        g_assert_cmpuint (net_status (answer) / 100, !=, 2);
    }
  healthy = net_raw (net, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", -1);
  g_assert_cmpuint (net_status (healthy), ==, 200);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
}

static void
an_oversized_body_is_answered_before_it_has_come (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *answer
    = net_raw (net, POST JSON "Content-Length: 1400000000\r\n\r\n{\"records\":[", -1);

  g_assert_cmpuint (net_status (answer), ==, 413);
  g_assert_nonnull (strstr (answer, "application/problem+json"));
  g_assert_nonnull (strstr (answer, "Connection: close"));
}

static void
a_head_of_100_kib_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *padding = g_strnfill (200 * 1024, 'a');
  g_autofree char *text
    = g_strconcat ("GET / HTTP/1.1\r\nHost: a\r\nX: ", padding, "\r\n\r\n", NULL);
  g_autofree char *target
    = g_strdup_printf ("GET /media/%.*s HTTP/1.1\r\nHost: a\r\n\r\n", 2000, padding);
  g_autofree char *one = net_raw (net, text, -1);
  g_autofree char *two = net_raw (net, target, -1);

  g_assert_cmpuint (net_status (one) / 100, !=, 2);
  g_assert_cmpuint (net_status (two), ==, 414);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* One answer over a connection that would be kept, and goodbye; or, half closed, a wait for the
 * centre's. */
static void
visit_once (Net *net, const char *path, gboolean is_half)
{
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) line = g_socket_client_connect_to_host (
    client, "127.0.0.1", (guint16)foyer_test_centre_get_port (net->centre), NULL, &error);
  GInputStream *in = NULL;
  char buffer[4096];
  gssize n;

  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (line), 10);
  in = g_io_stream_get_input_stream (G_IO_STREAM (line));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  if (is_half)
    g_socket_shutdown (g_socket_connection_get_socket (line), FALSE, TRUE, NULL);
  n = g_input_stream_read (in, buffer, sizeof buffer, NULL, &error);
  g_assert_cmpint (n, >, 0);
  while (is_half && n > 0)
    n = g_input_stream_read (in, buffer, sizeof buffer, NULL, &error);
  g_assert_no_error (error);
}

static void
a_connection_is_let_go_of_when_its_other_end_has_left (void)
{
  g_autoptr (Net) net = net_new ();
  guint before = 0;
  gint64 end_us = 0;

  visit_once (net, "/healthz", TRUE);
  before = count_descriptors ();
  for (guint i = 0; i < 40; i++)
    visit_once (net, i % 4 < 2 ? "/healthz" : "/media/%00", i % 2);
  end_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (count_descriptors () > before + 2 && g_get_monotonic_time () < end_us)
    g_thread_yield ();
  g_assert_cmpuint (count_descriptors (), <=, before + 2);
}

/* A GET with n headers of size bytes each. (transfer full) */
static char *
get_with_headers (guint n, gsize size)
{
  g_autoptr (GString) text
    = g_string_new ("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
  g_autofree char *padding = g_strnfill (size, 'a');

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "X-%u: %s\r\n", i, padding);
  g_string_append (text, "\r\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
headers_are_few_and_short (void)
{
  static const struct
  {
    guint n;
    gsize size;
    guint status;
  } heads[] = { { 30, 100, 200 }, { 62, 1, 200 },    { 63, 1, 431 },
                { 500, 1, 431 },  { 1, 17000, 431 }, { 20, 900, 431 } };
  g_autoptr (Net) net = net_new ();

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *text = get_with_headers (heads[i].n, heads[i].size);
      g_autofree char *answer = net_raw (net, text, -1);

      g_test_message ("%u of %zu", heads[i].n, heads[i].size);
      g_assert_cmpuint (net_status (answer), ==, heads[i].status);
    }
}

static void
only_media_has_ranges (void)
{
  static const char *const paths[] = { "/", "/healthz", "/metrics", "/feeds/listings" };
  g_autoptr (Net) net = net_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                               "Range: bytes=0-0,0-,1-,2-,0-,1-,2-,3-\r\n\r\n",
                                               paths[i]);
      g_autofree char *answer = net_raw (net, text, -1);

      g_test_message ("%s", paths[i]);
      g_assert_cmpuint (net_status (answer), ==, 200);
      g_assert_null (strstr (answer, "multipart"));
    }
}

/* POSTs text to /records, signed by the kiosk. */
static FoyerReply *
post_signed (Net *net, const char *text, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (text, size);
  g_autofree char *nonce = NULL;
  g_autoptr (GError) error = NULL;
  FoyerReply *reply
    = foyer_signed_post (net->line, "/records", body, &net->trust->kiosk_key, net->trust->kiosk_id,
                         net->trust->sign_key, net->clock, 0, &nonce, NULL, &error);

  g_assert_no_error (error);
  return reply;
}

static void
signed_bodies_that_are_not_batches_are_problems (void)
{
  static const char *const bodies[] = {
    "",
    "{",
    "[]",
    "{}",
    "17",
    "null",
    "{\"records\":17}",
    "{\"records\":[]}",
    "{\"records\":{}}",
    "{\"records\":[],\"records\":[{}]}",
    "\xff\xfe",
    "{\"records\":[{}]} trailing",
  };
  g_autoptr (Net) net = net_new ();
  g_autofree char *deep = g_strnfill (250000, '[');
  g_autoptr (GString) many = g_string_new ("{\"records\":[{}");
  g_autoptr (FoyerReply) nested = NULL;
  g_autoptr (FoyerReply) crowd = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (FoyerReply) reply = post_signed (net, bodies[i], strlen (bodies[i]));

      g_test_message ("body %u", i);
      g_assert_cmpuint (reply->status, ==, 400);
    }
  nested = post_signed (net, deep, strlen (deep));
  g_assert_cmpuint (nested->status, ==, 400);
  for (guint i = 0; i < 50; i++)
    g_string_append (many, ",{}");
  g_string_append (many, "]}");
  crowd = post_signed (net, many->str, many->len);
  g_assert_cmpuint (crowd->status, ==, 400);
}

static void
items_that_are_not_records_are_refused_one_by_one (void)
{
  static const char body[]
    = "{\"records\":[{}, 17, null, {\"id\":\"x\"},"
      "{\"id\":\"00000000000000000000000000\",\"kind\":\"interest\",\"sealed\":\"!\"},"
      "{\"id\":\"00000000000000000000000000\",\"kind\":\"Interest\",\"sealed\":\"AAAA\"},"
      "{\"id\":\"00000000000000000000000000\",\"kind\":\"interest\",\"sealed\":\"AAAA\"},"
      "{\"id\":\"00000000000000000000000000\",\"kind\":\"interest\",\"sealed\":\"\"},"
      "{\"id\":\"00000000000000000000000000\",\"kind\":\"interest\",\"sealed\":\"Rk9ZUwECBAB7fQ=="
      "\"}]}";
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) reply = post_signed (net, body, sizeof body - 1);
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  guint refused = 0;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (foyer_reply_verify (reply, net->trust->sign_key, FOYER_CONTEXT_RECEIPT));
  for (const char *at = text; (at = g_strstr_len (at, (gssize)(text + size - at), "\"refused\""));
       at++)
    refused++;
  g_assert_cmpuint (refused, ==, 9);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
}

static void
codes_are_used_once_in_time_and_cannot_be_guessed (void)
{
  g_autoptr (Net) net = net_new ();
  const char *url = foyer_test_centre_get_url (net->centre);
  g_autofree char *state = g_dir_make_tmp ("foyer-second-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (net->centre, "lib-test");
  g_autofree char *late = foyer_test_centre_invite (net->centre, "lib-test");
  g_autoptr (GError) error = NULL;
  guint refused = 0;

  g_assert_true (foyer_sync_enrol (net->line, url, code, state, NULL, &error));
  g_assert_false (foyer_sync_enrol (net->line, url, code, state, NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  g_clear_error (&error);
  foyer_clock_advance (net->clock, 16 * 60 * (gint64)G_USEC_PER_SEC);
  g_assert_false (foyer_sync_enrol (net->line, url, late, state, NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (foyer_sync_enrol (net->line, url, "no code at all", state, NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  /* Guessing: after a few dozen the centre stops listening for a while. */
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *guess = foyer_code_new ();

      g_clear_error (&error);
      g_assert_false (foyer_sync_enrol (net->line, url, guess, state, NULL, &error));
      refused += g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
    }
  g_assert_cmpuint (refused, <=, 30);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  foyer_test_remove_tree (state);
}

/* Whoever asks pays a try before anything is remembered of the question. */
static void
questions_of_strangers_are_counted_before_they_are_looked_at (void)
{
  g_autoptr (Net) net = net_new ();
  guint unsigned_ones = 0, too_many = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *answer = net_raw (net,
                                         "POST /enrolments HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                         "Content-Type: application/json\r\n"
                                         "Content-Length: 2\r\n\r\n{}",
                                         -1);

      unsigned_ones += net_status (answer) == 401;
      too_many += net_status (answer) == 429;
    }
  g_assert_cmpuint (unsigned_ones, <=, 30);
  g_assert_cmpuint (unsigned_ones + too_many, ==, 40);
}

static FoyerReply *
lose_first (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  guint *n = data;
  g_autoptr (FoyerReply) reply = foyer_transport_send (real, request, NULL, error);

  /* The first answer is the centre's time; the second would have been the trust. */
  if (++*n != 2)
    return g_steal_pointer (&reply);
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE, "cut");
  return NULL;
}

static void
an_enrolment_whose_answer_got_lost_succeeds (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *state = g_dir_make_tmp ("foyer-second-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (net->centre, "lib-test");
  g_autoptr (GError) error = NULL;
  guint n = 0;

  net->fault = lose_first;
  net->fault_data = &n;
  g_assert_true (foyer_sync_enrol (net->line, foyer_test_centre_get_url (net->centre), code, state,
                                   NULL, &error));
  g_assert_no_error (error);
  foyer_test_remove_tree (state);
}

static void
a_kiosk_cannot_be_enrolled_over_an_open_line (void)
{
  static const char *const bad[] = { "http://centre.example.org",
                                     "ftp://127.0.0.1",
                                     "nonsense",
                                     "",
                                     "https://user:word@centre.example.org",
                                     "https://centre.example.org/?x=1" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_soup_transport_new (bad[i], 10, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/wall/" path, func)
  ADD ("hostile-requests-are-refused-and-the-centre-goes-on",
       hostile_requests_are_refused_and_the_centre_goes_on);
  ADD ("an-oversized-body-is-answered-before-it-has-come",
       an_oversized_body_is_answered_before_it_has_come);
  ADD ("a-head-of-100-kib-is-refused", a_head_of_100_kib_is_refused);
  ADD ("a-connection-is-let-go-of-when-its-other-end-has-left",
       a_connection_is_let_go_of_when_its_other_end_has_left);
  ADD ("headers-are-few-and-short", headers_are_few_and_short);
  ADD ("only-media-has-ranges", only_media_has_ranges);
  ADD ("signed-bodies-that-are-not-batches-are-problems",
       signed_bodies_that_are_not_batches_are_problems);
  ADD ("items-that-are-not-records-are-refused-one-by-one",
       items_that_are_not_records_are_refused_one_by_one);
  ADD ("codes-are-used-once-in-time-and-cannot-be-guessed",
       codes_are_used_once_in_time_and_cannot_be_guessed);
  ADD ("questions-of-strangers-are-counted-before-they-are-looked-at",
       questions_of_strangers_are_counted_before_they_are_looked_at);
  ADD ("an-enrolment-whose-answer-got-lost-succeeds", an_enrolment_whose_answer_got_lost_succeeds);
  ADD ("a-kiosk-cannot-be-enrolled-over-an-open-line",
       a_kiosk_cannot_be_enrolled_over_an_open_line);
  return g_test_run ();
}
