/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/foyer-test-centre.h"

#include <glib/gstdio.h>
#include <string.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-init.h"
#include "core/model/foyer-json.h"
#include "core/store/foyer-media-cache.h"

/* A centre for tests.
 *
 * Owned by the test. The centre itself lives on the thread made here; the functions below go
 * through its writer or its files, so they may be called from the test's thread at any time.
 */

struct _FoyerTestCentre
{
  char *dir, *url;       /* owned */
  FoyerClock *clock;     /* owned */
  GThread *thread;       /* owned */
  GMainContext *context; /* owned */
  GMainLoop *loop;       /* owned */
  FoyerCentre *centre;   /* owned by the thread */
  guint port;
  GMutex lock;
  GCond cond; /* port was set */
};

static gpointer
centre_thread (gpointer data)
{
  FoyerTestCentre *self = data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->centre = foyer_centre_new (self->dir, NULL, self->clock, &error);
  g_assert_no_error (error);
  foyer_centre_set_rate (self->centre, 0, 0);
  foyer_centre_listen (self->centre, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  g_mutex_lock (&self->lock);
  self->port = foyer_centre_get_port (self->centre);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->centre, foyer_centre_free);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
start (FoyerTestCentre *self)
{
  self->port = 0;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("test-centre", centre_thread, self);
  g_mutex_lock (&self->lock);
  while (self->port == 0)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
stop (FoyerTestCentre *self)
{
  if (self->thread == NULL)
    return;
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

FoyerTestCentre *
foyer_test_centre_new (FoyerClock *clock)
{
  FoyerTestCentre *self = g_new0 (FoyerTestCentre, 1);
  g_autofree char *root = g_dir_make_tmp ("foyer-centre-XXXXXX", NULL);
  g_autofree char *recovery = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->clock = foyer_clock_ref (clock ? clock : foyer_clock_system ());
  self->dir = g_steal_pointer (&root);
  recovery = foyer_centre_init (self->dir, "Test centre", FOYER_TEST_PASSPHRASE,
                                FOYER_TEST_PASSPHRASE, &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
  start (self);
  return self;
}

void
foyer_test_centre_free (FoyerTestCentre *self)
{
  stop (self);
  foyer_test_remove_tree (self->dir);
  foyer_clock_unref (self->clock);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self->dir);
  g_free (self->url);
  g_free (self);
}

void
foyer_test_centre_restart (FoyerTestCentre *self)
{
  stop (self);
  start (self);
}

void
foyer_test_centre_stop (FoyerTestCentre *self)
{
  stop (self);
}

void
foyer_test_centre_start (FoyerTestCentre *self)
{
  start (self);
}

typedef struct
{
  FoyerTestCentre *centre;
  guint burst, per_second;
  gboolean is_done;
} Rate;

static gboolean
set_rate_cb (gpointer data)
{
  Rate *rate = data;
  FoyerTestCentre *self = rate->centre;

  foyer_centre_set_rate (self->centre, rate->burst, rate->per_second);
  g_mutex_lock (&self->lock);
  rate->is_done = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

void
foyer_test_centre_set_rate (FoyerTestCentre *self, guint burst, guint per_second)
{
  Rate rate = { self, burst, per_second, FALSE };

  g_main_context_invoke (self->context, set_rate_cb, &rate);
  g_mutex_lock (&self->lock);
  while (!rate.is_done)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
}

const char *
foyer_test_centre_get_url (FoyerTestCentre *self)
{
  return self->url;
}

const char *
foyer_test_centre_get_dir (FoyerTestCentre *self)
{
  return self->dir;
}

guint
foyer_test_centre_get_port (FoyerTestCentre *self)
{
  return self->port;
}

void
foyer_test_centre_write (FoyerTestCentre *self, FoyerCentreJobFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  foyer_centre_writer_call (foyer_centre_get_writer (self->centre), func, data, &error);
  g_assert_no_error (error);
}

typedef struct
{
  json_t *request, *reply;
  FoyerClock *clock;
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
operate (FoyerTestCentre *self, json_t *request)
{
  Operation operation = { request, NULL, self->clock };

  foyer_test_centre_write (self, run_operation, &operation);
  json_decref (request);
  return operation.reply;
}

json_t *
foyer_test_centre_ask (FoyerTestCentre *self, json_t *request)
{
  Operation operation = { request, NULL, self->clock };

  foyer_centre_writer_call (foyer_centre_get_writer (self->centre), run_operation, &operation,
                            NULL);
  json_decref (request);
  return operation.reply;
}

void
foyer_test_centre_import (FoyerTestCentre *self, const char *kind, const char *items)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) array = foyer_json_parse (items, strlen (items), &error);
  g_autoptr (json_t) reply = NULL;
  g_autoptr (json_t) sessions = NULL;
  json_t *list = json_array (), *item = NULL;
  size_t i;

  g_assert_no_error (error);
  json_array_foreach (array, i, item)
    {
      g_autofree char *json = foyer_json_dump (item);

      json_array_append_new (
        list, json_pack ("{s:s, s:s}", "id", foyer_json_get_string (item, "id"), "json", json));
    }
  reply
    = operate (self, json_pack ("{s:s, s:s, s:o}", "op", "import", "kind", kind, "items", list));
  if (json_array_size (foyer_json_get_array (reply, "problems")) > 0)
    g_error ("%s",
             json_string_value (json_array_get (foyer_json_get_array (reply, "problems"), 0)));
  sessions = operate (self, json_pack ("{s:s}", "op", "sessions"));
}

void
foyer_test_centre_delete (FoyerTestCentre *self, const char *kind, const char *id)
{
  g_autoptr (json_t) reply
    = operate (self, json_pack ("{s:s, s:s, s:[{s:s, s:b}]}", "op", "import", "kind", kind, "items",
                                "id", id, "deleted", 1));

  g_assert_cmpint (foyer_json_get_int (reply, "deleted", 0), ==, 1);
}

char *
foyer_test_centre_invite (FoyerTestCentre *self, const char *place)
{
  g_autoptr (json_t) reply
    = operate (self, json_pack ("{s:s, s:s}", "op", "invite", "place", place));

  return g_strdup (foyer_json_get_string (reply, "code"));
}

char *
foyer_test_centre_add_media (FoyerTestCentre *self, gconstpointer data, gsize size)
{
  char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);
  g_autofree char *part = foyer_media_cache_dup_part_path (self->dir, hash);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (part, data, (gssize)size, &error);
  g_assert_no_error (error);
  foyer_media_cache_commit (self->dir, part, hash, (gint64)size, &error);
  g_assert_no_error (error);
  return hash;
}

void
foyer_test_centre_load_box_key (FoyerTestCentre *self, FoyerBoxKey *key)
{
  g_autofree char *path = foyer_centre_dup_box_key_path (self->dir);
  g_autoptr (GError) error = NULL;

  foyer_key_file_load (path, FOYER_TEST_PASSPHRASE, key, &error);
  g_assert_no_error (error);
}

gint64
foyer_test_centre_count_records (FoyerTestCentre *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (self->dir, FALSE, &error);

  g_assert_no_error (error);
  return foyer_centre_store_count_records (store);
}

void
foyer_test_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        foyer_test_remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}
