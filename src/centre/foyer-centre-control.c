/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "centre/foyer-backup-files.h"
#include "centre/foyer-centre-admin.h"
#include "core/model/foyer-json.h"

/* DIR/control.sock: how foyerctl changes a centre that is running.
 *
 * Owned by the centre; a thread of its own takes one connection after the other, reads one request
 * to its end, lets the writer run it, answers and closes. Only the centre's own user and root get
 * an answer. The other end, the door, is foyerctl's: without a running centre it opens the store
 * and runs the request itself.
 */

/* Bytes of one request: foyerctl sends at most 4 MiB of items at a time. */
#define REQUEST_MAX_BYTES (32 * 1024 * 1024)
/* s. Nobody keeps a connection longer without a word. */
#define CONTROL_TIMEOUT_S 60

struct _FoyerCentreControl
{
  GThread *thread;           /* owned */
  GSocketListener *listener; /* owned */
  GCancellable *cancellable; /* owned: set when the centre closes */
  FoyerCentreWriter *writer; /* borrowed; outlives us */
  FoyerClock *clock;         /* owned */
  char *path;                /* owned */
};

/* A socket's path may have 107 bytes; DIR may be longer, so it is reached through its descriptor.
 */
static GSocketAddress *
control_address (const char *data_dir, int *directory, GError **error)
{
  g_autofree char *path = NULL;

  *directory = open (data_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (*directory < 0)
    {
      int saved = errno;

      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED, "cannot open %s: %s",
                   data_dir, g_strerror (saved));
      return NULL;
    }
  path = g_strdup_printf ("/proc/self/fd/%d/control.sock", *directory);
  return g_unix_socket_address_new (path);
}

static char *
read_to_end (GInputStream *input, gsize *size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autofree char *buffer = g_malloc (65536);
  gssize n;

  while ((n = g_input_stream_read (input, buffer, 65536, cancellable, error)) > 0)
    {
      if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) + (gsize)n
          > REQUEST_MAX_BYTES)
        {
          g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                               "the request is larger than 32 MiB");
          return NULL;
        }
      if (!g_output_stream_write_all (memory, buffer, (gsize)n, NULL, NULL, error))
        return NULL;
    }
  if (n < 0 || !g_output_stream_close (memory, NULL, error))
    return NULL;
  *size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
}

/* -1: not known. */
static uid_t
peer_uid (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GCredentials) peer = g_socket_get_credentials (socket, NULL);

  return peer ? g_credentials_get_unix_user (peer, NULL) : (uid_t)-1;
}

static gboolean
is_trusted (uid_t uid)
{
  return uid == 0 || uid == geteuid ();
}

static gboolean
is_user_name (const char *text)
{
  gsize n = strlen (text);

  return n >= 1 && n <= 32 && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n;
}

/* Whom the audit log shall name: the user the process runs as, which the kernel tells us, and
 * behind sudo whom it was for, which the process itself tells. */
static char *
dup_by (uid_t uid, const char *behind)
{
  struct passwd entry, *user = NULL;
  char buffer[4096];
  g_autofree char *number = g_strdup_printf ("uid %u", (guint)uid);
  gboolean is_behind = behind && is_user_name (behind);

  if (getpwuid_r (uid, &entry, buffer, sizeof buffer, &user) != 0)
    user = NULL;
  return g_strdup_printf ("%s%s%s", user && is_user_name (user->pw_name) ? user->pw_name : number,
                          is_behind ? " for " : "", is_behind ? behind : "");
}

static void
set_by (json_t *request, uid_t uid)
{
  g_autofree char *by = dup_by (uid, foyer_json_get_string (request, "for"));

  json_object_set_new (request, "by", json_string (by));
}

char *
foyer_centre_door_dup_by (void)
{
  return dup_by (getuid (), g_getenv ("SUDO_USER"));
}

typedef struct
{
  json_t *request;   /* borrowed */
  json_t *reply;     /* owned (nullable) */
  FoyerClock *clock; /* borrowed */
} Operation;

static gboolean
run_operation (FoyerCentreStore *store, gpointer data, GError **error)
{
  Operation *operation = data;

  g_clear_pointer (&operation->reply, json_decref);
  operation->reply = foyer_centre_admin_run (store, operation->request, operation->clock, error);
  return operation->reply != NULL;
}

static json_t *
serve (FoyerCentreControl *self, const char *text, gsize size, uid_t uid, GError **error)
{
  g_autoptr (json_t) request = foyer_json_parse (text, size, error);
  Operation operation = { .request = request, .clock = self->clock };

  if (request == NULL)
    return NULL;
  set_by (request, uid);
  if (foyer_centre_writer_call (self->writer, run_operation, &operation, error))
    return operation.reply;
  g_clear_pointer (&operation.reply, json_decref);
  return NULL;
}

static void
serve_connection (FoyerCentreControl *self, GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (json_t) reply = NULL;
  gsize size = 0;
  uid_t uid = peer_uid (connection);

  if (!is_trusted (uid))
    return;
  g_socket_set_timeout (g_socket_connection_get_socket (connection), CONTROL_TIMEOUT_S);
  text = read_to_end (input, &size, self->cancellable, &error);
  reply = text ? serve (self, text, size, uid, &error) : NULL;
  if (reply == NULL)
    reply = json_pack ("{s:s}", "error", error ? error->message : "failed");
  answer = foyer_json_dump (reply);
  if (answer)
    g_output_stream_write_all (output, answer, strlen (answer), NULL, self->cancellable, NULL);
}

static gpointer
control_thread (gpointer data)
{
  FoyerCentreControl *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GSocketConnection) connection
        = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);

      if (connection)
        serve_connection (self, connection);
    }
  return NULL;
}

FoyerCentreControl *
foyer_centre_control_new (const char *data_dir,
                          FoyerCentreWriter *writer,
                          FoyerClock *clock,
                          GError **error)
{
  int directory = -1;
  g_autoptr (GSocketAddress) address = control_address (data_dir, &directory, error);
  g_autoptr (FoyerCentreControl) self = g_new0 (FoyerCentreControl, 1);
  gboolean ok = FALSE;

  self->writer = writer;
  self->clock = foyer_clock_ref (clock);
  self->path = g_build_filename (data_dir, "control.sock", NULL);
  if (address == NULL)
    return NULL;
  /* We hold the directory's lock, so a socket that is there belongs to nobody any more. */
  g_unlink (self->path);
  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  ok = g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error);
  close (directory);
  if (!ok)
    return NULL;
  if (g_chmod (self->path, 0600) != 0)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED,
                           "cannot close control.sock to others");
      return NULL;
    }
  self->thread = g_thread_new ("foyer-control", control_thread, self);
  return g_steal_pointer (&self);
}

void
foyer_centre_control_free (FoyerCentreControl *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->listener)
    {
      g_socket_listener_close (self->listener);
      g_unlink (self->path);
    }
  g_clear_object (&self->listener);
  g_clear_object (&self->cancellable);
  foyer_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}

struct _FoyerCentreDoor
{
  char *data_dir;          /* owned */
  FoyerCentreStore *store; /* owned; NULL: a centre runs, ask it */
};

FoyerCentreDoor *
foyer_centre_door_open (const char *data_dir, GError **error)
{
  g_autoptr (FoyerCentreDoor) self = g_new0 (FoyerCentreDoor, 1);
  g_autofree char *db = g_build_filename (data_dir, "centre.db", NULL);
  g_autofree char *epoch = NULL;
  g_autoptr (GError) local = NULL;

  self->data_dir = g_strdup (data_dir);
  if (!g_file_test (db, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE,
                   "there is no centre in %s: make one with foyerctl centre init", data_dir);
      return NULL;
    }
  if (!foyer_backup_check_unmarked (data_dir, error))
    return NULL;
  self->store = foyer_centre_store_open_sqlite (data_dir, TRUE, &local);
  if (self->store == NULL
      && !g_error_matches (local, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_IN_USE))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->store)
    {
      epoch = foyer_centre_store_dup_meta (self->store, FOYER_CENTRE_META_EPOCH);
      if (epoch == NULL)
        {
          g_set_error (
            error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE,
            "the centre in %s was never finished: remove it and run foyerctl centre init",
            data_dir);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

void
foyer_centre_door_close (FoyerCentreDoor *self)
{
  g_clear_pointer (&self->store, foyer_centre_store_close);
  g_free (self->data_dir);
  g_free (self);
}

static json_t *
call_store (FoyerCentreDoor *self, json_t *request, GError **error)
{
  g_autoptr (json_t) reply = NULL;

  if (!foyer_centre_store_begin (self->store, error))
    return NULL;
  reply = foyer_centre_admin_run (self->store, request, foyer_clock_system (), error);
  if (reply == NULL)
    {
      foyer_centre_store_rollback (self->store);
      return NULL;
    }
  return foyer_centre_store_commit (self->store, error) ? g_steal_pointer (&reply) : NULL;
}

static char *
exchange (FoyerCentreDoor *self, const char *text, gsize *size, GError **error)
{
  int directory = -1;
  g_autoptr (GSocketAddress) address = control_address (self->data_dir, &directory, error);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  char *answer = NULL;

  g_socket_client_set_timeout (client, CONTROL_TIMEOUT_S);
  if (address)
    connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);
  if (connection
      && g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                    strlen (text), NULL, NULL, error)
      && g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, error))
    answer
      = read_to_end (g_io_stream_get_input_stream (G_IO_STREAM (connection)), size, NULL, error);
  if (directory >= 0)
    close (directory);
  return answer;
}

static json_t *
call_centre (FoyerCentreDoor *self, json_t *request, GError **error)
{
  g_autofree char *text = foyer_json_dump (request);
  g_autofree char *answer = NULL;
  g_autoptr (json_t) reply = NULL;
  const char *message = NULL;
  gsize size = 0;

  answer = exchange (self, text, &size, error);
  if (answer == NULL)
    {
      g_prefix_error (error, "the centre that runs in %s does not answer: ", self->data_dir);
      return NULL;
    }
  reply = foyer_json_parse (answer, size, error);
  message = foyer_json_get_string (reply, "error");
  if (message)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED, message);
      return NULL;
    }
  return g_steal_pointer (&reply);
}

json_t *
foyer_centre_door_call (FoyerCentreDoor *self, json_t *request, GError **error)
{
  g_autoptr (json_t) named = json_copy (request);
  const char *behind = g_getenv ("SUDO_USER");

  if (behind && g_utf8_validate (behind, -1, NULL))
    json_object_set_new (named, "for", json_string (behind));
  if (self->store == NULL)
    return call_centre (self, named, error);
  set_by (named, getuid ());
  return call_store (self, named, error);
}
