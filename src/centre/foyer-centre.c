/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "centre/foyer-backup-files.h"
#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre-private.h"
#include "centre/foyer-session-maker.h"
#include "foyer-config.h"

/* The centre: wires server, routes, store, writer and control socket together.
 *
 * Owned by main (or a test) and confined to the thread and main context it was made in; only the
 * writer and the control socket have threads of their own. When it is freed it closes its
 * connections and lets the writer finish; a kiosk whose answer was cut off sends again and hears
 * "duplicate".
 */

/* Connections that may wait to be taken: SoupServer's own 10 lose kiosks that all wake at once. */
#define BACKLOG 4096
/* Requests a kiosk may make at once: 15,000 records in batches, which no kiosk has ever had
 * waiting; and each second after those: a kiosk that works asks twice a minute. */
#define RATE_BURST 300
#define RATE_PER_SECOND 5
/* How long the end waits for answers under way to be taken. */
#define DRAIN_US (2 * G_TIME_SPAN_SECOND)

static gboolean
read_public_key (FoyerCentre *self, const char *meta, guint8 key_id[FOYER_KEY_ID_BYTES])
{
  g_autofree char *hex = foyer_centre_store_dup_meta (self->reader, meta);
  guint8 key[FOYER_BOX_PUBLIC_BYTES];

  if (hex == NULL || !foyer_unhex (hex, key, sizeof key))
    return FALSE;
  foyer_key_id (key, key_id);
  return TRUE;
}

static gboolean
load_keys (FoyerCentre *self, GError **error)
{
  g_autofree char *path = foyer_centre_dup_sign_key_path (self->data_dir);
  g_autofree char *known = foyer_centre_store_dup_meta (self->reader, FOYER_CENTRE_META_SIGN_KEY);
  g_autofree char *found = NULL;

  if (!read_public_key (self, FOYER_CENTRE_META_BOX_KEY, self->box_ids[0])
      || !read_public_key (self, FOYER_CENTRE_META_RECOVERY_KEY, self->box_ids[1])
      || foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0) <= 0)
    {
      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE,
                   "the centre in %s was never finished: remove it and run foyerctl centre init",
                   self->data_dir);
      return FALSE;
    }
  if (!foyer_sign_key_load (path, &self->sign, error))
    return FALSE;
  found = foyer_hex (self->sign.public_key, sizeof self->sign.public_key);
  if (g_strcmp0 (found, known) == 0)
    return TRUE;
  g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED,
               "%s is not the key of this database: put the right one back", path);
  return FALSE;
}

static gboolean
make_sessions (FoyerCentreStore *store, gpointer data, GError **error)
{
  FoyerSessionCounts counts = { 0 };

  return foyer_sessions_make (store, *(gint64 *)data, &counts, error);
}

static gboolean
open_all (FoyerCentre *self, GError **error)
{
  g_autofree char *db = g_build_filename (self->data_dir, "centre.db", NULL);
  gint64 now_us = foyer_clock_now_us (self->clock);

  if (!g_file_test (db, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE,
                   "there is no centre in %s: make one with foyerctl centre init", self->data_dir);
      return FALSE;
    }
  if (!foyer_backup_check_unmarked (self->data_dir, error)
      || (self->writer = foyer_centre_writer_new (self->data_dir, error)) == NULL
      || (self->reader = foyer_centre_store_open_sqlite (self->data_dir, FALSE, error)) == NULL
      || !load_keys (self, error)
      || !foyer_centre_writer_call (self->writer, make_sessions, &now_us, error))
    return FALSE;
  self->facts = foyer_centre_facts_new (self->reader, self->writer);
  self->next_midnight_us = foyer_london_next_midnight_us (now_us);
  self->control = foyer_centre_control_new (self->data_dir, self->writer, self->clock, error);
  return self->control != NULL;
}

FoyerCentre *
foyer_centre_new (const char *data_dir, const char *public_url, FoyerClock *clock, GError **error)
{
  g_autoptr (FoyerCentre) self = g_new0 (FoyerCentre, 1);

  foyer_crypto_init ();
  self->data_dir = g_strdup (data_dir);
  self->public_url = g_strdup (public_url);
  self->clock = foyer_clock_ref (clock);
  foyer_feed_pages_init (self);
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Rounded up: a request signed within the second of our start may have come before it. */
  self->not_before_s = (foyer_clock_now_us (clock) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  self->rate = foyer_rate_limit_new (RATE_BURST, RATE_PER_SECOND);
  if (!open_all (self, error))
    return NULL;
  self->server = soup_server_new ("server-header", "foyer-centre", NULL);
  foyer_router_attach (self);
  return g_steal_pointer (&self);
}

static void
released_cb (SoupServerMessage *message, gpointer data)
{
  ((FoyerCentre *)data)->held--;
}

void
foyer_centre_hold (FoyerCentre *self, SoupServerMessage *message)
{
  self->held++;
  g_signal_connect (message, "finished", G_CALLBACK (released_cb), self);
  soup_server_message_pause (message);
}

/* Lets the writer finish and the answers that hang on it go out; what comes in meanwhile hears 503.
 */
static void
drain (FoyerCentre *self)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gint64 deadline = g_get_monotonic_time () + DRAIN_US;

  self->is_draining = TRUE;
  g_clear_pointer (&self->writer, foyer_centre_writer_free);
  while (self->held > 0 && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (context, FALSE))
      g_usleep (1000);
  self->is_closing = TRUE;
  if (self->server)
    soup_server_disconnect (self->server);
  while (g_main_context_iteration (context, FALSE))
    ;
}

void
foyer_centre_free (FoyerCentre *self)
{
  g_clear_pointer (&self->control, foyer_centre_control_free);
  drain (self);
  g_clear_object (&self->server);
  g_clear_pointer (&self->facts, foyer_centre_facts_free);
  g_clear_pointer (&self->reader, foyer_centre_store_close);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->nonces, g_hash_table_unref);
  g_clear_pointer (&self->rate, foyer_rate_limit_free);
  if (self->socket_path)
    g_unlink (self->socket_path);
  sodium_memzero (&self->sign, sizeof self->sign);
  foyer_clock_unref (self->clock);
  g_free (self->socket_path);
  g_free (self->public_url);
  g_free (self->data_dir);
  g_free (self);
}

static GSocketAddress *
parse_inet (const char *where, GError **error)
{
  const char *colon = strrchr (where, ':');
  guint64 port = 0;
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (colon && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      gboolean is_bracketed = where[0] == '[' && colon > where + 1 && colon[-1] == ']';

      host = g_strndup (where + is_bracketed, (gsize)(colon - where) - 2u * is_bracketed);
      address = g_inet_address_new_from_string (host);
    }
  if (address == NULL || !g_inet_address_get_is_loopback (address))
    {
      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                   "cannot listen at “%s”: it must be 127.0.0.1:PORT or unix:PATH; the public is"
                   " served by nginx in front",
                   where);
      return NULL;
    }
  return g_inet_socket_address_new (address, (guint16)port);
}

static GSocketAddress *
parse_where (FoyerCentre *self, const char *where, GError **error)
{
  GStatBuf info;

  if (!g_str_has_prefix (where, "unix:"))
    return parse_inet (where, error);
  where += strlen ("unix:");
  if (*where == '\0' || strlen (where) > 107)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "the path of a unix socket has 1 to 107 bytes");
      return NULL;
    }
  /* Left over from a centre that was killed; we hold the lock of the data, so it is nobody's. */
  if (g_lstat (where, &info) == 0 && S_ISSOCK (info.st_mode))
    g_unlink (where);
  self->socket_path = g_strdup (where);
  return g_unix_socket_address_new (where);
}

gboolean
foyer_centre_listen (FoyerCentre *self, const char *where, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_where (self, where, error);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    return FALSE;
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_DEFAULT, error);
  if (socket == NULL)
    return FALSE;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error)
      || !soup_server_listen_socket (self->server, socket, 0, error)
      || (bound = g_socket_get_local_address (socket, error)) == NULL)
    return FALSE;
  if (G_IS_INET_SOCKET_ADDRESS (bound))
    self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  /* nginx runs as somebody else, in the group the socket is given to. */
  else if (g_chmod (self->socket_path, 0660) != 0)
    {
      int saved = errno;

      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED,
                   "cannot set the mode of %s: %s", self->socket_path, g_strerror (saved));
      return FALSE;
    }
  return TRUE;
}

void
foyer_centre_set_rate (FoyerCentre *self, guint burst, guint per_second)
{
  foyer_rate_limit_set (self->rate, burst, per_second);
}

guint
foyer_centre_get_port (FoyerCentre *self)
{
  return self->port;
}

FoyerCentreWriter *
foyer_centre_get_writer (FoyerCentre *self)
{
  return self->writer;
}
