/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "core/store/foyer-media-cache.h"
#include "net-fixture.h"

/* Media files over lines that are cut: through a relay that closes after so many bytes. */

#define FILE_BYTES (700 * 1000)

/* Passes bytes both ways between a client and the centre, and closes both ends once budget bytes
 * have come from the centre. One connection after the other, on its own thread. */
typedef struct
{
  GSocketListener *listener; /* owned */
  GThread *thread;           /* owned */
  GCancellable *stop;        /* owned */
  guint16 port, target;
  gint budget; /* atomic; -1: no limit */
  gint passed; /* atomic: bytes from the centre */
} Relay;

static gboolean
pump (Relay *relay, GSocket *from, GSocket *to, gboolean is_counted)
{
  char buffer[8192];
  gssize n = g_socket_receive_with_blocking (from, buffer, sizeof buffer, FALSE, NULL, NULL);
  gssize done = 0;

  if (n <= 0)
    return FALSE;
  if (is_counted)
    {
      gint budget = g_atomic_int_get (&relay->budget);

      if (budget >= 0 && n > budget)
        n = budget;
      if (budget >= 0)
        g_atomic_int_set (&relay->budget, budget - (gint)n);
      g_atomic_int_add (&relay->passed, (gint)n);
    }
  while (done < n)
    {
      gssize sent
        = g_socket_send_with_blocking (to, buffer + done, (gsize)(n - done), TRUE, NULL, NULL);

      if (sent < 0)
        return FALSE;
      done += sent;
    }
  return !is_counted || g_atomic_int_get (&relay->budget) != 0;
}

static void
relay_connection (Relay *relay, GSocket *client)
{
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
    = g_socket_client_connect_to_host (connector, "127.0.0.1", relay->target, NULL, NULL);
  GSocket *server = g_socket_connection_get_socket (connection);
  GPollFD fds[2]
    = { { g_socket_get_fd (client), G_IO_IN, 0 }, { g_socket_get_fd (server), G_IO_IN, 0 } };

  while (!g_cancellable_is_cancelled (relay->stop))
    {
      if (g_poll (fds, 2, 20) < 0)
        return;
      if (fds[0].revents && !pump (relay, client, server, FALSE))
        return;
      if (fds[1].revents && !pump (relay, server, client, TRUE))
        return;
    }
}

static gpointer
relay_thread (gpointer data)
{
  Relay *relay = data;

  while (!g_cancellable_is_cancelled (relay->stop))
    {
      g_autoptr (GSocketConnection) connection
        = g_socket_listener_accept (relay->listener, NULL, relay->stop, NULL);

      if (connection)
        relay_connection (relay, g_socket_connection_get_socket (connection));
    }
  return NULL;
}

static Relay *
relay_new (Net *net)
{
  Relay *relay = g_new0 (Relay, 1);
  g_autoptr (GError) error = NULL;

  relay->listener = g_socket_listener_new ();
  relay->stop = g_cancellable_new ();
  relay->budget = -1;
  relay->target = (guint16)foyer_test_centre_get_port (net->centre);
  relay->port = g_socket_listener_add_any_inet_port (relay->listener, NULL, &error);
  g_assert_no_error (error);
  relay->thread = g_thread_new ("relay", relay_thread, relay);
  return relay;
}

static void
relay_free (Relay *relay)
{
  g_cancellable_cancel (relay->stop);
  g_thread_join (relay->thread);
  g_object_unref (relay->stop);
  g_object_unref (relay->listener);
  g_free (relay);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

/* A film of made-up bytes at the centre, named by a media item. Returns its hash. */
static char *
add_film (Net *net)
{
  g_autofree guint8 *data = g_malloc (FILE_BYTES);
  g_autofree char *item = NULL;
  char *hash = NULL;
  guint32 noise = 1;

  for (guint i = 0; i < FILE_BYTES; i++)
    data[i] = (guint8)((noise = noise * 1664525u + 1013904223u) >> 24);
  hash = foyer_test_centre_add_media (net->centre, data, FILE_BYTES);
  item = g_strdup_printf (
    "[{\"id\":\"film\",\"sha256\":\"%s\",\"bytes\":%d,\"type\":\"video/webm\",\"title\":\"Film\"}]",
    hash, FILE_BYTES);
  foyer_test_centre_import (net->centre, "media", item);
  return hash;
}

static gboolean
sync_through (Net *net, Relay *relay, FoyerSyncReport *report, GError **error)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", relay->port);
  g_autoptr (FoyerTransport) line = foyer_soup_transport_new (url, 5, NULL);

  return foyer_sync_run (line, net->trust, net->store, &net->port, net->state, net->clock, report,
                         NULL, error);
}

static void
a_film_that_is_cut_off_goes_on_where_it_stopped (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (Relay) relay = relay_new (net);
  /* What the relay passes on below is not to count the heartbeat of a first contact. */
  g_autoptr (FoyerSyncReport) contact = net_sync (net, NULL);
  g_autofree char *hash = add_film (net);
  g_autofree char *here = NULL;
  guint rounds = 0;

  while (here == NULL)
    {
      g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
      g_autoptr (GError) error = NULL;

      g_atomic_int_set (&relay->budget, 200 * 1000);
      if (!sync_through (net, relay, report, &error))
        g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
      here = foyer_media_cache_dup_path (net->state, hash);
      g_assert_cmpuint (++rounds, <, 12);
    }
  g_assert_cmpuint (rounds, >=, 4);
  /* Nothing came twice: the film, and what a round costs besides. */
  g_assert_cmpint (g_atomic_int_get (&relay->passed), <, FILE_BYTES + (gint)rounds * 20 * 1000);
}

static void
a_part_of_something_else_does_not_spoil_the_file (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autofree char *part = foyer_media_cache_dup_part_path (net->state, hash);
  g_autofree char *wrong = g_strnfill (1000, 'x');
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autofree char *here = NULL;

  g_file_set_contents (part, wrong, 1000, NULL);
  first = net_sync (net, NULL);
  g_assert_cmpuint (first->media_fetched, ==, 0);
  g_assert_cmpuint (first->problems->len, ==, 1);
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->media_fetched, ==, 1);
  here = foyer_media_cache_dup_path (net->state, hash);
  g_assert_nonnull (here);
}

static void
a_file_the_centre_lacks_is_named_and_the_rest_comes (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autofree char *none = g_strnfill (64, 'a');
  g_autofree char *item = g_strdup_printf ("[{\"id\":\"a-lost-film\",\"sha256\":\"%s\",\"bytes\":"
                                           "10,\"type\":\"video/webm\",\"title\":\"Film\"}]",
                                           none);
  g_autoptr (FoyerSyncReport) report = NULL;

  foyer_test_centre_import (net->centre, "media", item);
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->media_fetched, ==, 1);
  g_assert_cmpuint (report->problems->len, ==, 1);
}

static void
a_file_no_item_names_any_more_is_removed (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autoptr (FoyerSyncReport) first = net_sync (net, NULL);
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autofree char *here = NULL;

  foyer_test_centre_delete (net->centre, "media", "film");
  second = net_sync (net, NULL);
  here = foyer_media_cache_dup_path (net->state, hash);
  g_assert_null (here);
}

static void
a_list_that_cannot_be_read_costs_no_film (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autoptr (FoyerSyncReport) first = net_sync (net, NULL);
  g_autoptr (FoyerSyncReport) second = foyer_sync_report_new ();
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *here = NULL;
  gboolean has_more = TRUE;

  g_assert_cmpuint (first->media_fetched, ==, 1);
  g_assert_true (foyer_db_exec (foyer_store_get_db (net->store),
                                "UPDATE item SET json = 'broken' WHERE json LIKE '%sha256%'",
                                NULL));
  g_assert_true (foyer_pull_media_step (net->line, net->store, net->state, tried, second, &has_more,
                                        NULL, NULL));
  g_assert_false (has_more);
  here = foyer_media_cache_dup_path (net->state, hash);
  g_assert_nonnull (here);
  g_assert_cmpuint (second->problems->len, ==, 1);
}

static gint64
a_nearly_full_disk (const char *dir)
{
  return FOYER_MEDIA_RESERVE_BYTES + FILE_BYTES - 1;
}

static void
a_film_that_would_fill_the_disk_is_not_begun (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autofree char *part = foyer_media_cache_dup_part_path (net->state, hash);
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;

  foyer_pull_set_free_bytes_func (a_nearly_full_disk);
  first = net_sync (net, NULL);
  foyer_pull_set_free_bytes_func (NULL);
  g_assert_cmpuint (first->media_fetched, ==, 0);
  g_assert_cmpuint (first->problems->len, ==, 1);
  g_assert_nonnull (strstr (first->problems->pdata[0], "room"));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->media_fetched, ==, 1);
}

/* As a disk does that fills up on the way. */
static FoyerReply *
fill_up (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  if (!g_str_has_prefix (request->path, "/media/"))
    return foyer_transport_send (real, request, NULL, error);
  g_assert_nonnull (request->save_to);
  g_assert_true (g_file_set_contents (request->save_to, "some", 4, NULL));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
  return NULL;
}

static void
what_filled_the_disk_is_removed_and_told (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autofree char *part = foyer_media_cache_dup_part_path (net->state, hash);
  g_autoptr (FoyerSyncReport) report = NULL;

  net->fault = fill_up;
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
without_a_folder_no_film_is_fetched (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autofree char *folder = g_build_filename (net->state, "media", NULL);
  g_autoptr (FoyerSyncReport) report = NULL;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->media_fetched, ==, 0);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_cmpuint (report->bytes_in, <, FILE_BYTES);
}

static FoyerReply *
get_range (Net *net, const char *hash, const char *range, const char *if_range)
{
  g_autofree char *path = g_strconcat ("/media/sha256-", hash, NULL);
  const char *headers[] = { "Range", range, if_range ? "If-Range" : NULL, if_range, NULL };
  FoyerRequest request
    = { .method = "GET", .path = path, .max_bytes = 1 << 20, .headers = headers };
  g_autoptr (GError) error = NULL;
  FoyerReply *reply = foyer_transport_send (net->line, &request, NULL, &error);

  g_assert_no_error (error);
  return reply;
}

static void
ranges_are_answered_only_for_the_file_they_are_of (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *hash = add_film (net);
  g_autofree char *etag = g_strdup_printf ("\"sha256-%s\"", hash);
  g_autoptr (FoyerReply) rest = get_range (net, hash, "bytes=699990-", etag);
  g_autoptr (FoyerReply) other = get_range (net, hash, "bytes=699990-", "\"another\"");
  g_autoptr (FoyerReply) beyond = get_range (net, hash, "bytes=700000-", NULL);
  g_autoptr (FoyerReply) odd = get_range (net, hash, "bytes=5-2,7-9", NULL);

  g_assert_cmpuint (rest->status, ==, 206);
  g_assert_cmpuint (g_bytes_get_size (rest->body), ==, 10);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (other->body), ==, FILE_BYTES);
  g_assert_cmpuint (beyond->status, ==, 416);
  g_assert_cmpuint (odd->status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/media/" path, func)
  ADD ("a-film-that-is-cut-off-goes-on-where-it-stopped",
       a_film_that_is_cut_off_goes_on_where_it_stopped);
  ADD ("a-part-of-something-else-does-not-spoil-the-file",
       a_part_of_something_else_does_not_spoil_the_file);
  ADD ("a-file-the-centre-lacks-is-named-and-the-rest-comes",
       a_file_the_centre_lacks_is_named_and_the_rest_comes);
  ADD ("a-file-no-item-names-any-more-is-removed", a_file_no_item_names_any_more_is_removed);
  ADD ("a-list-that-cannot-be-read-costs-no-film", a_list_that_cannot_be_read_costs_no_film);
  ADD ("a-film-that-would-fill-the-disk-is-not-begun",
       a_film_that_would_fill_the_disk_is_not_begun);
  ADD ("what-filled-the-disk-is-removed-and-told", what_filled_the_disk_is_removed_and_told);
  ADD ("without-a-folder-no-film-is-fetched", without_a_folder_no_film_is_fetched);
  ADD ("ranges-are-answered-only-for-the-file-they-are-of",
       ranges_are_answered_only_for_the_file_they_are_of);
  return g_test_run ();
}
