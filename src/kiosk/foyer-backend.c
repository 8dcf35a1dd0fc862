/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include "kiosk/foyer-backend.h"

#include "core/base/foyer-paths.h"
#include "core/base/foyer-worker.h"
#include "core/viewmodel/foyer-direction-words.h"
#include "core/viewmodel/foyer-promise.h"
#include "kiosk/foyer-backend-private.h"
#include "kiosk/foyer-backend-staff.h"

#include <glib/gstdio.h>

/* Everything below the pages, as the pages see it. Reads on the main thread are point lookups on
 * its own read-only connection (tens of microseconds); searches go to a worker with another; the
 * sync loop has the writer and the outbox. Owned by the application. Main thread. */

#define HALF_A_FRAME_US 8000
#define SYNC_INTERVAL_S 60 /* content changes a few times a day; a minute is soon enough */
#define RETRY_BASE_S 5     /* first try again within seconds: most breaks are short */
#define RETRY_CAP_S 300    /* never give up asking for longer than five minutes */

struct _FoyerBackend
{
  GObject parent_instance;

  char *state_dir;            /* owned */
  FoyerClock *clock;          /* owned */
  GKeyFile *settings;         /* owned */
  char *name, *help_phone;    /* owned */
  char *help_phone_words;     /* owned (nullable): as it stands in a sentence */
  FoyerTrust *trust;          /* owned (nullable): not enrolled */
  FoyerStore *store;          /* owned (nullable): main thread's reader */
  guint64 store_file;         /* inode it has open; 0: none */
  GPtrArray *retired;         /* owned FoyerStore: of replaced files; a page may still hold one */
  FoyerPlace *place;          /* owned (nullable) */
  const char *language;       /* interned (nullable): what the content is read in */
  FoyerSyncLoop *loop;        /* owned (nullable) */
  FoyerWorker *search_worker; /* owned (nullable) */
  FoyerStore *search_store;   /* owned; only on the search worker */
  guint64 search_file;        /* inode it has open; only on the search worker */
  gint64 started_us;          /* monotonic */
  FoyerBackendOrigins origins;
  FoyerBackendDoor door; /* pin: owned, made when it is first asked for */
};

G_DEFINE_FINAL_TYPE (FoyerBackend, foyer_backend, G_TYPE_OBJECT)

enum
{
  SIGNAL_CONTENT_CHANGED,
  SIGNAL_LINE_CHANGED,
  SIGNAL_RECORD_ADDED,
  SIGNAL_ROUND_DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
load_settings (FoyerBackend *self)
{
  g_autofree char *path = g_build_filename (self->state_dir, "kiosk.conf", NULL);
  g_autoptr (GError) error = NULL;

  self->settings = g_key_file_new ();
  if (!g_key_file_load_from_file (self->settings, path, G_KEY_FILE_NONE, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_message ("settings: %s", error->message);
  self->name = g_key_file_get_string (self->settings, "look", "name", NULL);
  if (self->name == NULL)
    self->name = g_strdup ("Caring Essex");
  self->help_phone = g_key_file_get_string (self->settings, "look", "help-phone", NULL);
  self->help_phone_words = foyer_words_isolate_number (self->help_phone);
}

/* Which file content.db is now: a damaged one is replaced by another, and a reader must follow. */
static guint64
content_file (const char *state_dir)
{
  g_autofree char *path = g_build_filename (state_dir, "content.db", NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (guint64)info.st_ino : 0;
}

/* Where it stands today, if the staff said so and there is such a place; else where it was
 * enrolled. */
static void
find_place (FoyerBackend *self)
{
  g_autofree char *today = g_key_file_get_string (self->settings, FOYER_SETTING_PLACE_GROUP,
                                                  FOYER_SETTING_PLACE_TODAY, NULL);

  g_clear_object (&self->place);
  if (today != NULL)
    self->place = foyer_store_get_place (self->store, today);
  if (self->place == NULL)
    self->place = foyer_store_get_place (self->store, self->trust->place_id);
}

/* Opens the reader once a writer has made the file, and finds where this kiosk stands. */
static void
refresh_store (FoyerBackend *self)
{
  guint64 file = content_file (self->state_dir);

  if (self->store != NULL && file != 0 && file != self->store_file)
    g_ptr_array_add (self->retired, g_steal_pointer (&self->store));
  if (self->store == NULL)
    {
      self->store = foyer_store_open_reader (self->state_dir, NULL);
      self->store_file = file;
    }
  if (self->store != NULL)
    foyer_store_set_language (self->store, self->language);
  if (self->store == NULL || self->trust == NULL || self->trust->place_id == NULL)
    return;
  find_place (self);
}

static void
round_done_cb (FoyerSyncLoop *loop, gboolean content_changed, gpointer data)
{
  FoyerBackend *self = data;

  if (self->store == NULL || content_changed)
    {
      refresh_store (self);
      g_signal_emit (self, signals[SIGNAL_CONTENT_CHANGED], 0);
    }
  g_signal_emit (self, signals[SIGNAL_ROUND_DONE], 0);
}

static void
line_changed_cb (FoyerSyncLoop *loop, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_LINE_CHANGED], 0);
}

static gpointer
close_search_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerBackend *self = data;

  g_clear_pointer (&self->search_store, foyer_store_close);
  return GINT_TO_POINTER (TRUE);
}

static void
foyer_backend_dispose (GObject *object)
{
  foyer_backend_stop (FOYER_BACKEND (object));
  G_OBJECT_CLASS (foyer_backend_parent_class)->dispose (object);
}

static void
foyer_backend_finalize (GObject *object)
{
  FoyerBackend *self = FOYER_BACKEND (object);

  g_clear_object (&self->place);
  g_clear_pointer (&self->door.pin, foyer_pin_free);
  g_clear_pointer (&self->store, foyer_store_close);
  g_clear_pointer (&self->retired, g_ptr_array_unref);
  foyer_backend_clear_origins (self);
  g_clear_pointer (&self->trust, foyer_trust_free);
  g_clear_pointer (&self->settings, g_key_file_unref);
  g_clear_pointer (&self->clock, foyer_clock_unref);
  g_free (self->state_dir);
  g_free (self->name);
  g_free (self->help_phone);
  g_free (self->help_phone_words);
  G_OBJECT_CLASS (foyer_backend_parent_class)->finalize (object);
}

static void
foyer_backend_class_init (FoyerBackendClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_backend_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_backend_finalize;
  signals[SIGNAL_CONTENT_CHANGED] = g_signal_new ("content-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LINE_CHANGED]
    = g_signal_new ("line-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ROUND_DONE]
    = g_signal_new ("round-done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORD_ADDED]
    = g_signal_new ("record-added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_backend_init (FoyerBackend *self)
{
  self->retired = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_store_close);
}

FoyerBackend *
foyer_backend_new (const char *state_dir, const char *centre_url, FoyerClock *clock)
{
  FoyerBackend *self = g_object_new (FOYER_TYPE_BACKEND, NULL);
  g_autoptr (GError) error = NULL;

  foyer_crypto_init ();
  self->state_dir = g_strdup (state_dir);
  self->clock = foyer_clock_ref (clock);
  self->started_us = foyer_clock_monotonic_us (clock);
  load_settings (self);
  self->trust = foyer_trust_load (state_dir, &error);
  if (self->trust == NULL)
    g_message ("not enrolled: %s", error->message);
  refresh_store (self);
  if (self->trust != NULL)
    {
      const FoyerSyncTimes times = {
        .interval_us = foyer_backend_get_setting (self, "sync", "interval-seconds", SYNC_INTERVAL_S)
                       * G_USEC_PER_SEC,
        .retry_base_us
        = foyer_backend_get_setting (self, "sync", "retry-base-seconds", RETRY_BASE_S)
          * G_USEC_PER_SEC,
        .retry_cap_us = foyer_backend_get_setting (self, "sync", "retry-cap-seconds", RETRY_CAP_S)
                        * G_USEC_PER_SEC,
      };

      self->loop
        = foyer_sync_loop_new (state_dir, centre_url != NULL ? centre_url : self->trust->centre_url,
                               self->trust, clock, &times);
      g_signal_connect_object (self->loop, "round-done", G_CALLBACK (round_done_cb), self, 0);
      g_signal_connect_object (self->loop, "line-changed", G_CALLBACK (line_changed_cb), self, 0);
      g_signal_connect_object (self->loop, "counts-changed", G_CALLBACK (line_changed_cb), self, 0);
    }
  return self;
}

void
foyer_backend_start (FoyerBackend *self)
{
  if (self->search_worker != NULL)
    return;
  self->search_worker = foyer_worker_new ("search");
  if (self->loop != NULL)
    foyer_sync_loop_start (self->loop);
}

void
foyer_backend_stop (FoyerBackend *self)
{
  FoyerWorker *search_worker = g_steal_pointer (&self->search_worker);

  if (search_worker != NULL)
    {
      foyer_worker_call (search_worker, close_search_on_worker, self, NULL);
      foyer_worker_free (search_worker);
    }
  if (self->loop != NULL)
    foyer_sync_loop_stop (self->loop);
  g_clear_object (&self->loop);
}

FoyerStore *
foyer_backend_get_store (FoyerBackend *self)
{
  return self->store;
}

FoyerSyncLoop *
foyer_backend_get_loop (FoyerBackend *self)
{
  return self->loop;
}

FoyerBackendDoor *
foyer_backend_get_door (FoyerBackend *self)
{
  if (self->door.pin == NULL)
    self->door.pin = foyer_pin_new (self->state_dir, self->clock);
  return &self->door;
}

GKeyFile *
foyer_backend_get_settings (FoyerBackend *self)
{
  return self->settings;
}

void
foyer_backend_find_place (FoyerBackend *self)
{
  if (self->store == NULL || self->trust == NULL || self->trust->place_id == NULL)
    return;
  find_place (self);
  g_signal_emit (self, signals[SIGNAL_CONTENT_CHANGED], 0);
}

gint64
foyer_backend_get_uptime_us (FoyerBackend *self)
{
  return foyer_clock_monotonic_us (self->clock) - self->started_us;
}

const char *
foyer_backend_get_enrolled_place (FoyerBackend *self)
{
  return self->trust != NULL ? self->trust->place_id : NULL;
}

FoyerClock *
foyer_backend_get_clock (FoyerBackend *self)
{
  return self->clock;
}

FoyerBackendOrigins *
foyer_backend_get_origins (FoyerBackend *self)
{
  return &self->origins;
}

FoyerPlace *
foyer_backend_get_place (FoyerBackend *self)
{
  return self->place;
}

const char *
foyer_backend_get_name (FoyerBackend *self)
{
  return self->name;
}

const char *
foyer_backend_get_help_phone (FoyerBackend *self)
{
  return self->help_phone_words;
}

const char *
foyer_backend_get_state_dir (FoyerBackend *self)
{
  return self->state_dir;
}

gint64
foyer_backend_get_setting (FoyerBackend *self, const char *group, const char *key, gint64 fallback)
{
  g_autoptr (GError) error = NULL;
  gint64 value = g_key_file_get_int64 (self->settings, group, key, &error);

  return error == NULL ? value : fallback;
}

char *
foyer_backend_dup_text_setting (FoyerBackend *self, const char *group, const char *key)
{
  return g_key_file_get_string (self->settings, group, key, NULL);
}

char *
foyer_backend_dup_content_version (FoyerBackend *self)
{
  return self->store != NULL ? foyer_store_dup_meta (self->store, FOYER_META_CONTENT_VERSION)
                             : NULL;
}

void
foyer_backend_set_language (FoyerBackend *self, const char *code)
{
  g_free (self->help_phone_words);
  self->help_phone_words = foyer_words_isolate_number (self->help_phone);
  self->language = g_strcmp0 (code, "en") != 0 ? g_intern_string (code) : NULL;
  if (self->store != NULL)
    refresh_store (self);
}

void
foyer_backend_forget (FoyerBackend *self)
{
  if (self->loop != NULL)
    foyer_sync_loop_forget (self->loop);
}

gboolean
foyer_backend_is_enrolled (FoyerBackend *self)
{
  return self->trust != NULL;
}

gboolean
foyer_backend_is_locked (FoyerBackend *self)
{
  return self->loop != NULL && foyer_sync_loop_is_locked (self->loop);
}

FoyerLine
foyer_backend_get_line (FoyerBackend *self)
{
  if (self->loop == NULL || !foyer_sync_loop_is_known (self->loop))
    return FOYER_LINE_UNKNOWN;
  return foyer_sync_loop_is_online (self->loop) ? FOYER_LINE_ONLINE : FOYER_LINE_OFFLINE;
}

guint
foyer_backend_get_waiting (FoyerBackend *self)
{
  return self->loop != NULL ? foyer_sync_loop_get_waiting (self->loop) : 0;
}

gint64
foyer_backend_get_last_contact (FoyerBackend *self)
{
  return self->loop != NULL ? foyer_sync_loop_get_last_contact (self->loop) : 0;
}

void
foyer_backend_sync_now (FoyerBackend *self)
{
  if (self->loop != NULL)
    foyer_sync_loop_now (self->loop);
}

/* ---- reading off the main thread ---- */

/* The search worker's own reader; file: what the main thread's has open. NULL with error. */
static FoyerStore *
open_on_worker (FoyerBackend *self, guint64 file, GError **error)
{
  if (self->search_file != file)
    g_clear_pointer (&self->search_store, foyer_store_close);
  self->search_file = file;
  if (self->search_store == NULL)
    self->search_store = foyer_store_open_reader (self->state_dir, error);
  return self->search_store;
}

typedef struct
{
  FoyerBackend *self; /* borrowed: outlives its worker */
  FoyerBackendRead read;
  gpointer data; /* owned */
  GDestroyNotify data_free;
  guint64 file;
} ReadJob;

static void
read_job_free (gpointer data)
{
  ReadJob *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job);
}

static gpointer
read_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;
  FoyerStore *store = open_on_worker (job->self, job->file, error);

  return store != NULL ? job->read (store, job->data, cancellable, error) : NULL;
}

void
foyer_backend_read (FoyerBackend *self,
                    FoyerBackendRead read,
                    gpointer data,
                    GDestroyNotify data_free,
                    GDestroyNotify result_free,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  foyer_backend_start (self);
  refresh_store (self);
  *job = (ReadJob){
    .self = self, .read = read, .data = data, .data_free = data_free, .file = self->store_file
  };
  foyer_worker_run (self->search_worker, read_on_worker, job, read_job_free, result_free,
                    cancellable, self, callback, user_data);
}

void
foyer_backend_wait_for_search (FoyerBackend *self)
{
  if (self->search_worker != NULL)
    foyer_worker_wait (self->search_worker, HALF_A_FRAME_US);
}

/* ---- sign-up ---- */

gboolean
foyer_backend_is_ready (FoyerBackend *self, GTask *task)
{
  if (self->loop == NULL)
    {
      g_task_return_new_error (task, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_KEY,
                               "this kiosk is not enrolled with a centre yet");
      return FALSE;
    }
  foyer_backend_start (self);
  return TRUE;
}

char *
foyer_backend_dup_reply_by (FoyerBackend *self, const char *listing_id)
{
  gint64 days = foyer_backend_get_setting (self, "promise", "reply-days", FOYER_PROMISE_DAYS);

  if (self->store == NULL || listing_id == NULL)
    return NULL;
  return foyer_promise_for_listing (self->store, listing_id, days,
                                    foyer_clock_now_us (self->clock));
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  FoyerSealedRecord *record = foyer_sync_loop_keep_finish (result, &error);

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit (g_task_get_source_object (task), signals[SIGNAL_RECORD_ADDED], 0);
  g_task_return_pointer (task, record, (GDestroyNotify)foyer_sealed_record_free);
}

/* FALSE: the task has been answered. */
static gboolean
may_keep (FoyerBackend *self, GTask *task)
{
  if (!foyer_backend_is_ready (self, task))
    return FALSE;
  if (foyer_backend_is_locked (self))
    g_task_return_new_error (task, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED,
                             "the centre has revoked this kiosk");
  return !foyer_backend_is_locked (self);
}

void
foyer_backend_submit (FoyerBackend *self,
                      FoyerDraft *draft,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!may_keep (self, task))
    return;
  if (foyer_draft_get_reply_by (draft) == NULL)
    {
      g_autofree char *reply_by
        = foyer_backend_dup_reply_by (self, foyer_draft_get_listing (draft));

      foyer_draft_set_reply_by (draft, reply_by);
    }
  foyer_sync_loop_keep (self->loop, foyer_draft_dup_interest (draft), foyer_draft_get_id (draft),
                        cancellable, submitted_cb, g_object_ref (task));
}

FoyerSealedRecord *
foyer_backend_submit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
foyer_backend_keep_answer (FoyerBackend *self,
                           FoyerAnswer *answer,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *version = foyer_backend_dup_content_version (self);

  if (!may_keep (self, task))
    return;
  foyer_answer_set_content_version (answer, version);
  foyer_sync_loop_keep_answer (self->loop, answer, cancellable, submitted_cb, g_object_ref (task));
}

FoyerSealedRecord *
foyer_backend_keep_answer_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
