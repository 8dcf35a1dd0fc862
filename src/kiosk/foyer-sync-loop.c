/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync-loop"

#include "kiosk/foyer-sync-loop.h"

#include <string.h>

/* When to speak to the centre, and the two threads it takes: the outbox has one to itself, so that
 * a visitor's "Send" never waits for the network; the round (push, pull, media) has the other, with
 * the one writing connection to content.db. Everything here but the functions marked "on the …
 * worker" runs on the main thread. No timer runs but the one to the next round. */

#define SUBMIT_DELAY_US (200 * 1000) /* lets "thank you" be drawn before the network begins */
#define REQUEST_TIMEOUT_S 15         /* a line slower than this is no line to a person waiting */

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
  if (self->attempt_key != NULL)
    explicit_bzero (self->attempt_key, strlen (self->attempt_key));
  g_clear_pointer (&self->attempt_key, g_free);
}

/* What makes two submits of one draft the same one. */
static char *
interest_key (const FoyerInterest *interest)
{
  return g_strdup_printf ("%s\n%s\n%d\n%s\n%d\n%d", interest->listing, interest->name,
                          interest->contact_kind, interest->contact, interest->age_band,
                          interest->consent_contact);
}

/* A commit that reports failure may be on disk all the same, so trying again sends the very same
 * bytes. */
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
  explicit_bzero (key, strlen (key));
  if (self->attempt == NULL || ensure_outbox (self, error) == NULL)
    return NULL;
  if (!foyer_outbox_add (self->outbox, self->attempt->id, self->attempt->kind,
                         self->attempt->sealed, self->attempt->code_hash, error))
    return NULL;
  record = g_steal_pointer (&self->attempt);
  forget_attempt (self);
  return record;
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
  gint64 epoch, backed_up_to;
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
             && foyer_outbox_apply_receipt (call->self->outbox, call->epoch, call->backed_up_to,
                                            call->items, call->acknowledged, error)
           ? YES
           : NULL;
}

static gboolean
port_apply_receipt (gpointer data,
                    gint64 epoch,
                    gint64 backed_up_to,
                    const GPtrArray *entries,
                    guint *acknowledged,
                    GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self,
                    .epoch = epoch,
                    .backed_up_to = backed_up_to,
                    .items = entries,
                    .acknowledged = acknowledged };

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
             && foyer_outbox_set_epoch (call->self->outbox, call->epoch, error)
           ? YES
           : NULL;
}

static gboolean
port_set_epoch (gpointer data, gint64 epoch, GError **error)
{
  FoyerSyncLoop *self = data;
  PortCall call = { .self = self, .epoch = epoch };

  return foyer_worker_call (self->outbox_worker, epoch_on_worker, &call, error) != NULL;
}

/* ---- on the sync worker ---- */

static gpointer
round_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  const FoyerOutboxPort port = { .list_waiting = port_list_waiting,
                                 .apply_receipt = port_apply_receipt,
                                 .note_failure = port_note_failure,
                                 .set_epoch = port_set_epoch,
                                 .data = self };

  if (self->store == NULL)
    self->store = foyer_store_open (self->state_dir, error);
  if (self->store == NULL)
    return NULL;
  if (self->transport == NULL)
    self->transport = foyer_soup_transport_new (self->centre_url, REQUEST_TIMEOUT_S, error);
  if (self->transport == NULL)
    return NULL;
  if (!foyer_sync_run (self->transport, self->trust, self->store, &port, self->state_dir,
                       self->clock, report, cancellable, error))
    return NULL;
  for (guint i = 0; i < report->problems->len; i++)
    g_message ("sync: %s", (const char *)report->problems->pdata[i]);
  return g_steal_pointer (&report);
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
  self->timer = g_timeout_add ((guint)MAX (0, delay_us / 1000), timer_cb, self);
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

static void
round_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncLoop) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_worker_finish (result, &error);
  gboolean was_known = self->known, was_online = self->online;
  gboolean changed
    = report != NULL && (report->updated > 0 || report->deleted > 0 || report->media_fetched > 0);

  self->running = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->sync_worker == NULL)
    return;
  if (error != NULL && !g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE))
    g_message ("sync: %s", error->message);
  self->known = TRUE;
  self->online = report != NULL;
  self->failures = report != NULL ? 0 : self->failures + 1;
  if (report != NULL)
    self->last_contact = foyer_clock_now_us (self->clock);

  if (report != NULL)
    schedule (self, self->again ? 0 : self->times.interval_us);
  else
    schedule (self, self->times.retry_base_us / 2
                      + foyer_retry_delay_us (self->failures, self->times.retry_base_us,
                                              self->times.retry_cap_us, g_random_double ()));
  self->again = FALSE;
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
  foyer_worker_run (self->sync_worker, round_on_worker, self, NULL,
                    (GDestroyNotify)foyer_sync_report_free, self->cancellable, NULL, round_done_cb,
                    g_object_ref (self));
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
  self->times = *times;
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
