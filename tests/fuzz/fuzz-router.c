/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre.h"
#include "fuzz-scratch.h"
#include "fuzz.h"
#include "sync/foyer-request-signature.h"

/* A whole centre on a Unix socket in this process, and a stranger: the bytes of a connection as
 * they are (first byte even), or (odd) a path and, behind a line end, the body of a POST to it,
 * signed here by an enrolled kiosk. The centre must answer or close, and live.
 */

/* s in which a connection that was shut from our side must be over. */
#define ANSWER_S 5
/* µs by which the centre's clock goes on with each connection: no rate limit is in the way. */
#define STEP_US (2 * G_USEC_PER_SEC)

/* libsoup 3.2 itself loses the path of a request whose Content-Length is no number. */
const char *__lsan_default_suppressions (void);
const char *
__lsan_default_suppressions (void)
{
  return "leak:soup_headers_parse_request\nleak:parse_headers\n";
}

static FoyerCentre *centre;
static FoyerClock *clock_turned;
static struct sockaddr_un address;
static FoyerSignKey kiosk_key;
static char *kiosk_id;

static void
close_centre (void)
{
  g_clear_pointer (&centre, foyer_centre_free);
  g_clear_pointer (&clock_turned, foyer_clock_unref);
  g_clear_pointer (&kiosk_id, g_free);
}

/* One kiosk that is known here. */
static gboolean
enrol (FoyerCentreStore *store, gpointer data, GError **error)
{
  static const char hash[] = "00000000000000000000000000000000000000000000000000000000000000aa";
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;

  if (!foyer_centre_store_add_invite (store, hash, "lib-chelmsford", G_MAXINT64, error))
    return FALSE;
  kiosk = foyer_centre_store_enrol (store, hash, kiosk_key.public_key, FUZZ_NOW_US, error);
  if (kiosk == NULL)
    return FALSE;
  g_free (kiosk_id);
  kiosk_id = g_strdup (kiosk->id);
  return TRUE;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *passphrase = "correct horse battery staple";
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "s", NULL);
  g_autofree char *where = g_strconcat ("unix:", path, NULL);
  g_autoptr (GError) error = NULL;
  char *recovery = NULL;

  /* libsoup 3.2 complains of an address when HTTP/1.0 comes without a Host over a Unix socket, and
   * answers for a host of no name, which the second wall refuses. */
  fuzz_tolerated = "g_inet_";
  fuzz_fixed_sign_key (2, &kiosk_key);
  recovery = foyer_centre_init (fuzz_scratch_get (), "Fuzzed centre", passphrase, passphrase,
                                &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
  foyer_secret_free (recovery);
  /* Ours all the time, as while a main loop runs: the writer answers here, and only here. */
  g_assert_true (g_main_context_acquire (NULL));
  clock_turned = foyer_clock_new_fake (FUZZ_NOW_US);
  centre = foyer_centre_new (fuzz_scratch_get (), NULL, clock_turned, &error);
  g_assert_no_error (error);
  foyer_centre_listen (centre, where, &error);
  g_assert_no_error (error);
  foyer_centre_writer_call (foyer_centre_get_writer (centre), enrol, NULL, &error);
  g_assert_no_error (error);
  address.sun_family = AF_UNIX;
  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  atexit (close_centre);
  return 0;
}

static GBytes *
make_signed (const uint8_t *data, size_t size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;
  g_autofree char *path = fuzz_dup_text (data, end ? (size_t)(end - data) : size);
  g_autoptr (GBytes) body
    = end ? g_bytes_new (end + 1, (size_t)(data + size - end - 1)) : g_bytes_new_static ("", 0);
  g_autofree char *nonce = foyer_request_nonce_new ();
  gint64 now_s = foyer_clock_now_us (clock_turned) / G_USEC_PER_SEC;
  gboolean is_new = g_str_equal (path, "/enrolments");
  g_autofree char *keyid
    = is_new ? foyer_hex (kiosk_key.public_key, sizeof kiosk_key.public_key) : g_strdup (kiosk_id);
  g_auto (GStrv) headers = foyer_request_sign (&kiosk_key, keyid, "POST", path, body, now_s, nonce);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "POST %s HTTP/1.1\r\nHost: centre\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n",
                          path, g_bytes_get_size (body));
  for (guint i = 0; headers[i] != NULL; i += 2)
    g_string_append_printf (text, "%s: %s\r\n", headers[i], headers[i + 1]);
  g_string_append (text, "\r\n");
  g_string_append_len (text, g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body));
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* Reads what is there. TRUE when the other side has closed. */
static gboolean
drain (int fd)
{
  char buffer[4096];
  ssize_t n;

  while ((n = recv (fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0)
    ;
  return n == 0 || (errno != EAGAIN && errno != EINTR);
}

static void
visit (const uint8_t *data, size_t size)
{
  gint64 end_us = g_get_monotonic_time () + ANSWER_S * G_USEC_PER_SEC;
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean is_over = FALSE;
  size_t sent = 0;

  g_assert_cmpint (connect (fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  while (!is_over)
    {
      if (sent < size)
        {
          ssize_t n = send (fd, data + sent, size - sent, MSG_DONTWAIT | MSG_NOSIGNAL);

          if (n > 0)
            sent += (size_t)n;
          else if (n < 0 && errno != EAGAIN && errno != EINTR)
            sent = size;
        }
      if (sent == size)
        shutdown (fd, SHUT_WR);
      if (!g_main_context_iteration (NULL, FALSE))
        {
          struct pollfd wait = { .fd = fd, .events = POLLIN };

          poll (&wait, 1, 1);
        }
      is_over = drain (fd);
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
    }
  close (fd);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean is_signed = fuzz_take_mode (&data, &size) & 1;
  g_autoptr (GBytes) request = is_signed ? make_signed (data, size) : g_bytes_new (data, size);

  foyer_clock_advance (clock_turned, STEP_US);
  visit (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  return 0;
}
