/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync-loop"

#include "kiosk/foyer-sync-loop.h"

#include <string.h>

/* When to speak to the centre, and the two threads it takes: the outbox has one to itself, so that
 * a visitor's "Send" never waits for the network; the round (push, pull, media) has the other, with
 * the one writing connection to content.db. Everything here but the functions marked "on the …
 * worker" runs on the main thread. No timer runs but the one to the next round. */

#define SUBMIT_DELAY_US (200 * 1000) /* lets "thank you" be drawn before the network begins */
#define SHORTEST_US                                                                                \
  G_USEC_PER_SEC             /* whatever the settings say: never a busy loop on the centre         \
                              */
#define REQUEST_TIMEOUT_S 15 /* a line slower than this is no line to a person waiting */

struct _FoyerSyncLoop
{
  GObject parent_instance;

  char *state_dir, *centre_url; /* owned */
  const FoyerTrust *trust;      /* borrowed */
  FoyerClock *clock;            /* owned */
  FoyerSyncTimes times;

  FoyerWorker *outbox_worker, *sync_worker; /* owned */
  FoyerOutbox *outbox;                      /* owned; only on the outbox worker */
  FoyerSealedRecord *attempt;     /* owned; only on the outbox worker: a submit that failed */
  char *attempt_id, *attempt_key; /* owned; only on the outbox worker */
  FoyerStore *store;              /* owned; only on the sync worker */
  FoyerTransport *transport;      /* owned; only on the sync worker */

  GCancellable *cancellable; /* owned: of the rounds */
  guint timer;
  gboolean running, again, known, online;
  guint failures, waiting;
  gint64 last_contact;
};

G_DEFINE_FINAL_TYPE (FoyerSyncLoop, foyer_sync_loop, G_TYPE_OBJECT)

enum
{
  SIGNAL_ROUND_DONE,
  SIGNAL_LINE_CHANGED,
  SIGNAL_COUNTS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define YES GINT_TO_POINTER (TRUE)

/* ---- on the outbox worker ---- */

static FoyerOutbox *
ensure_outbox (FoyerSyncLoop *self, GError **error)
{
  gboolean moved_aside = FALSE;

  if (self->outbox == NULL)
    self->outbox = foyer_outbox_open (self->state_dir, self->clock, &moved_aside, error);
  if (moved_aside)
    g_message ("the outbox could not be read: it was moved aside and a new one begun");
  return self->outbox;
}

typedef struct
{
  FoyerSyncLoop *self;     /* borrowed: outlives its workers */
  FoyerInterest *interest; /* owned, wiped */
  char *id;                /* owned */
} KeepJob;

static void
keep_job_free (gpointer data)
{
  KeepJob *job = data;

  foyer_interest_free (job->interest);
  g_free (job->id);
  g_free (job);
}

static void
forget_attempt (FoyerSyncLoop *self)
{
  g_clear_pointer (&self->attempt, foyer_sealed_record_free);
  g_clear_pointer (&self->attempt_id, g_free);
  g_clear_pointer (&self->attempt_key, g_free);
}

/* What makes two submits of one draft the same one: a digest, so that nothing typed is kept. */
static char *
interest_key (const FoyerInterest *interest)
{
  char *text
    = g_strdup_printf ("%s\n%s\n%s\n%s\n%d\n%s\n%d\n%d", interest->programme, interest->listing,
                       interest->session, interest->name, interest->contact_kind, interest->contact,
                       interest->age_band, interest->consent_contact);
  char *key = foyer_seal_digest (text, strlen (text));

  foyer_secret_free (text);
  return key;
}

/* A damaged outbox is closed: opening it again moves it aside and carries over what can be read. */
static gboolean
add_attempt (FoyerSyncLoop *self, GError **error)
{
  const FoyerSealedRecord *record = self->attempt;
  g_autoptr (GError) local_error = NULL;

  if (ensure_outbox (self, error) == NULL)
    return FALSE;
  if (foyer_outbox_add (self->outbox, record->id, record->kind, record->sealed, record->code_hash,
                        &local_error))
    return TRUE;
  if (g_error_matches (local_error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT))
    return foyer_outbox_replace_unsent (self->outbox, record->id, record->sealed, record->code_hash,
                                        error);
  if (g_error_matches (local_error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT))
    {
      g_clear_pointer (&self->outbox, foyer_outbox_close);
      return ensure_outbox (self, error) != NULL
             && foyer_outbox_add (self->outbox, record->id, record->kind, record->sealed,
                                  record->code_hash, error);
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A commit that reports failure may be on disk all the same, so trying again sends the very same
 * bytes; an answer corrected in between takes the place of what nobody was sent yet. */
static gpointer
keep_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  KeepJob *job = data;
  FoyerSyncLoop *self = job->self;
  g_autofree char *key = interest_key (job->interest);
  FoyerSealedRecord *record;

  if (self->attempt == NULL || g_strcmp0 (self->attempt_id, job->id) != 0
      || g_strcmp0 (self->attempt_key, key) != 0)
    {
      forget_attempt (self);
      self->attempt
        = foyer_record_seal_interest (job->interest, job->id, self->trust, self->clock, error);
      self->attempt_id = g_strdup (job->id);
      self->attempt_key = g_strdup (key);
    }
  if (self->attempt == NULL || !add_attempt (self, error))
    return NULL;
  record = g_steal_pointer (&self->attempt);
  forget_attempt (self);
  return record;
}

static gpointer
forget_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  forget_attempt (data);
  return YES;
}

static gpointer
counts_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;
  FoyerOutboxCounts *counts = g_new0 (FoyerOutboxCounts, 1);

  if (ensure_outbox (self, error) != NULL && foyer_outbox_get_counts (self->outbox, counts, error))
    return counts;
  g_free (counts);
  return NULL;
}

static gpointer
close_outbox_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;

  forget_attempt (self);
  g_clear_pointer (&self->outbox, foyer_outbox_close);
  return YES;
}

/* ---- the outbox as the sync worker sees it: each call goes over and waits ---- */

typedef struct
{
  FoyerSyncLoop *self;
  guint max_records, *acknowledged;
  gsize max_bytes;
  gint64 epoch, server_us;
  const FoyerReceipt *receipt;
  FoyerOutboxCounts *counts;
  const GPtrArray *items;
  const char *reason;
} PortCall;

static gpointer
list_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  PortCall *call = data;

  if (ensure_outbox (call->self, error) == NULL)
    return NULL;
  return foyer_outbox_list_waiting (call->self->outbox, call->max_records, call->max_bytes, error);
}

static GPtrArray *
port_list_waiting (gpointer data, guint max_records, gsize max_bytes, GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self, .max_records = max_records, .max_bytes = max_bytes };

  return foyer_worker_call (self->outbox_worker, list_on_worker, &call, error);
}

static gpointer
receipt_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  PortCall *call = data;

  return ensure_outbox (call->self, error) != NULL
             && foyer_outbox_apply_receipt (call->self->outbox, call->receipt, call->acknowledged,
                                            error)
           ? YES
           : NULL;
}

static gboolean
port_apply_receipt (gpointer data, const FoyerReceipt *receipt, guint *acknowledged, GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self, .receipt = receipt, .acknowledged = acknowledged };

  return foyer_worker_call (self->outbox_worker, receipt_on_worker, &call, error) != NULL;
}

static gpointer
failure_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  PortCall *call = data;

  return ensure_outbox (call->self, error) != NULL
             && foyer_outbox_note_failure (call->self->outbox, call->items, call->reason, error)
           ? YES
           : NULL;
}

static gboolean
port_note_failure (gpointer data, const GPtrArray *records, const char *reason, GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self, .items = records, .reason = reason };

  return foyer_worker_call (self->outbox_worker, failure_on_worker, &call, error) != NULL;
}

static gpointer
epoch_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  PortCall *call = data;

  return ensure_outbox (call->self, error) != NULL
             && foyer_outbox_set_epoch (call->self->outbox, call->epoch, call->server_us, error)
           ? YES
           : NULL;
}

static gboolean
port_set_epoch (gpointer data, gint64 epoch, gint64 server_us, GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self, .epoch = epoch, .server_us = server_us };

  return foyer_worker_call (self->outbox_worker, epoch_on_worker, &call, error) != NULL;
}

static gpointer
port_counts_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  PortCall *call = data;

  return ensure_outbox (call->self, error) != NULL
             && foyer_outbox_get_counts (call->self->outbox, call->counts, error)
           ? YES
           : NULL;
}

static gboolean
port_get_counts (gpointer data, FoyerOutboxCounts *counts, GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self, .counts = counts };

  return foyer_worker_call (self->outbox_worker, port_counts_on_worker, &call, error) != NULL;
}

/* ---- on the sync worker ---- */

/* What a round came to: also one that failed may have brought something. */
typedef struct
{
  FoyerSyncReport *report; /* owned */
  GError *error;           /* owned; NULL when all went well */
} Round;

static void
round_free (gpointer data)
{
  Round *finished = data;

  foyer_sync_report_free (finished->report);
  g_clear_error (&finished->error);
  g_free (finished);
}

/* What visitors gave goes out even when the content cannot be opened or kept. */
static gpointer
round_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;
  Round *finished = g_new0 (Round, 1);
  g_autoptr (GError) store_error = NULL;
  const FoyerOutboxPort port = { .list_waiting = port_list_waiting,
                                 .apply_receipt = port_apply_receipt,
                                 .note_failure = port_note_failure,
                                 .set_epoch = port_set_epoch,
                                 .get_counts = port_get_counts,
                                 .data = self };

  finished->report = foyer_sync_report_new ();
  if (self->store == NULL)
    self->store = foyer_store_open (self->state_dir, &store_error);
  if (self->transport == NULL)
    self->transport
      = foyer_soup_transport_new (self->centre_url, REQUEST_TIMEOUT_S, &finished->error);
  if (self->transport != NULL)
    foyer_sync_run (self->transport, self->trust, self->store, &port, self->state_dir, self->clock,
                    finished->report, cancellable, &finished->error);
  for (guint i = 0; i < finished->report->problems->len; i++)
    g_message ("sync: %s", (const char *)finished->report->problems->pdata[i]);
  if (store_error != NULL)
    g_message ("sync: content: %s", store_error->message);
  /* Damaged while open: the next round opens it anew, which mends it. */
  if (self->store != NULL && foyer_db_is_broken (foyer_store_get_db (self->store)))
    g_clear_pointer (&self->store, foyer_store_close);
  return finished;
}

static gpointer
close_store_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;

  g_clear_pointer (&self->store, foyer_store_close);
  g_clear_object (&self->transport);
  return YES;
}

/* ---- on the main thread ---- */

static void begin_round (FoyerSyncLoop *self);

static gboolean
timer_cb (gpointer data)
{
  FoyerSyncLoop *self = data;

  self->timer = 0;
  begin_round (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (FoyerSyncLoop *self, gint64 delay_us)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->sync_worker != NULL) /* stopped: a keep under way may still end here */
    self->timer = g_timeout_add ((guint)CLAMP (delay_us / 1000, 0, G_MAXINT), timer_cb, self);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncLoop) self = data;
  g_autofree FoyerOutboxCounts *counts = foyer_worker_finish (result, NULL);

  if (counts == NULL || counts->waiting == self->waiting)
    return;
  self->waiting = counts->waiting;
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

static void
count (FoyerSyncLoop *self)
{
  if (self->outbox_worker != NULL)
    foyer_worker_run (self->outbox_worker, counts_on_worker, self, NULL, g_free, NULL, NULL,
                      counted_cb, g_object_ref (self));
}

/* The centre answered by its own key, and what failed after that (a feed, the disk) is not the
 * line. */
static gboolean
has_reached (const Round *finished)
{
  return finished->report->server_time_us != 0
         && !g_error_matches (finished->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE)
         && !g_error_matches (finished->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
}

static void
schedule_next (FoyerSyncLoop *self)
{
  if (self->failures == 0)
    schedule (self, self->again ? 0 : self->times.interval_us);
  else
    schedule (self, self->times.retry_base_us / 2
                      + foyer_retry_delay_us (self->failures, self->times.retry_base_us,
                                              self->times.retry_cap_us, g_random_double ()));
  self->again = FALSE;
}

static void
round_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncLoop) self = data;
  Round *finished = foyer_worker_finish (result, NULL);
  gboolean was_known = self->known, was_online = self->online, changed;

  self->running = FALSE;
  if (finished == NULL || self->sync_worker == NULL)
    {
      g_clear_pointer (&finished, round_free);
      return; /* cancelled: the kiosk is closing */
    }
  if (finished->error != NULL
      && !g_error_matches (finished->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE))
    g_message ("sync: %s", finished->error->message);
  changed = finished->report->updated > 0 || finished->report->deleted > 0
            || finished->report->media_fetched > 0;
  self->known = TRUE;
  self->online = has_reached (finished);
  self->failures = finished->error == NULL ? 0 : self->failures + 1;
  if (self->online)
    self->last_contact = foyer_clock_now_us (self->clock);
  round_free (finished);

  schedule_next (self);
  count (self);
  if (was_known != self->known || was_online != self->online)
    g_signal_emit (self, signals[SIGNAL_LINE_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_ROUND_DONE], 0, changed);
}

static void
begin_round (FoyerSyncLoop *self)
{
  if (self->sync_worker == NULL)
    return;
  if (self->running)
    {
      self->again = TRUE;
      return;
    }
  self->running = TRUE;
  foyer_worker_run (self->sync_worker, round_on_worker, self, NULL, round_free, self->cancellable,
                    NULL, round_done_cb, g_object_ref (self));
}

static void
foyer_sync_loop_dispose (GObject *object)
{
  foyer_sync_loop_stop (FOYER_SYNC_LOOP (object));
  G_OBJECT_CLASS (foyer_sync_loop_parent_class)->dispose (object);
}

static void
foyer_sync_loop_finalize (GObject *object)
{
  FoyerSyncLoop *self = FOYER_SYNC_LOOP (object);

  g_free (self->state_dir);
  g_free (self->centre_url);
  g_clear_pointer (&self->clock, foyer_clock_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (foyer_sync_loop_parent_class)->finalize (object);
}

static void
foyer_sync_loop_class_init (FoyerSyncLoopClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sync_loop_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_sync_loop_finalize;
  signals[SIGNAL_ROUND_DONE] = g_signal_new ("round-done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_LINE_CHANGED]
    = g_signal_new ("line-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COUNTS_CHANGED]
    = g_signal_new ("counts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_sync_loop_init (FoyerSyncLoop *self)
{
  self->cancellable = g_cancellable_new ();
}

FoyerSyncLoop *
foyer_sync_loop_new (const char *state_dir,
                     const char *centre_url,
                     const FoyerTrust *trust,
                     FoyerClock *clock,
                     const FoyerSyncTimes *times)
{
  FoyerSyncLoop *self = g_object_new (FOYER_TYPE_SYNC_LOOP, NULL);

  self->state_dir = g_strdup (state_dir);
  self->centre_url = g_strdup (centre_url);
  self->trust = trust;
  self->clock = foyer_clock_ref (clock);
  self->times.interval_us = MAX (times->interval_us, SHORTEST_US);
  self->times.retry_base_us = MAX (times->retry_base_us, SHORTEST_US);
  self->times.retry_cap_us = MAX (times->retry_cap_us, self->times.retry_base_us);
  return self;
}

void
foyer_sync_loop_start (FoyerSyncLoop *self)
{
  g_return_if_fail (self->sync_worker == NULL);
  self->outbox_worker = foyer_worker_new ("outbox");
  self->sync_worker = foyer_worker_new ("sync");
  count (self);
  schedule (self, 0);
}

void
foyer_sync_loop_stop (FoyerSyncLoop *self)
{
  FoyerWorker *sync_worker = g_steal_pointer (&self->sync_worker);

  if (sync_worker == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  foyer_worker_call (sync_worker, close_store_on_worker, self,
                     NULL); /* waits for the round to end */
  foyer_worker_free (sync_worker);
  foyer_worker_call (self->outbox_worker, close_outbox_on_worker, self, NULL);
  g_clear_pointer (&self->outbox_worker, foyer_worker_free);
}

void
foyer_sync_loop_now (FoyerSyncLoop *self)
{
  if (self->sync_worker == NULL)
    return;
  if (self->running)
    self->again = TRUE;
  else
    schedule (self, 0);
}

gboolean
foyer_sync_loop_is_known (FoyerSyncLoop *self)
{
  return self->known;
}

gboolean
foyer_sync_loop_is_online (FoyerSyncLoop *self)
{
  return self->online;
}

gint64
foyer_sync_loop_get_last_contact (FoyerSyncLoop *self)
{
  return self->last_contact;
}

guint
foyer_sync_loop_get_waiting (FoyerSyncLoop *self)
{
  return self->waiting;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerSyncLoop *self = g_task_get_source_object (task);
  GError *error = NULL;
  FoyerSealedRecord *record = foyer_worker_finish (result, &error);

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  count (self);
  if (self->running)
    self->again = TRUE;
  else if (self->online || !self->known)
    schedule (self, SUBMIT_DELAY_US); /* without a line the next try is scheduled already */
  g_task_return_pointer (task, record, (GDestroyNotify)foyer_sealed_record_free);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_object_unref (data);
}

void
foyer_sync_loop_forget (FoyerSyncLoop *self)
{
  if (self->outbox_worker != NULL)
    foyer_worker_run (self->outbox_worker, forget_on_worker, self, NULL, NULL, NULL, NULL,
                      forgotten_cb, g_object_ref (self));
}

void
foyer_sync_loop_keep (FoyerSyncLoop *self,
                      FoyerInterest *interest,
                      const char *id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  KeepJob *job = g_new0 (KeepJob, 1);

  job->self = self;
  job->interest = interest;
  job->id = g_strdup (id);
  /* A record once begun is finished: no cancelling between "Send" and the disk. */
  foyer_worker_run (self->outbox_worker, keep_on_worker, job, keep_job_free,
                    (GDestroyNotify)foyer_sealed_record_free, NULL, NULL, kept_cb, task);
}

FoyerSealedRecord *
foyer_sync_loop_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
