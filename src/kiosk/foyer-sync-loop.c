/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync-loop"

#include "kiosk/foyer-sync-loop.h"

#include "kiosk/foyer-outbox-keeper.h"

/* When to speak to the centre. The outbox has a thread to itself (its keeper's); the round (push,
 * pull, media) has another, with the one writing connection to content.db. Everything here but the
 * functions marked "on the sync worker" runs on the main thread. No timer runs but the one to the
 * next round. Owned by the backend. */

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

  FoyerOutboxKeeper *keeper; /* owned (nullable): while started */
  FoyerWorker *sync_worker;  /* owned (nullable): while started */
  FoyerStore *store;         /* owned; only on the sync worker */
  FoyerTransport *transport; /* owned; only on the sync worker */
  FoyerSyncRound *round;     /* owned (nullable); only on the sync worker, as the next two */
  FoyerSyncReport *report;   /* owned (nullable): of the round */
  guint n_told;              /* lines of it that are in the log */

  GCancellable *cancellable; /* owned: of the rounds */
  guint timer;
  gboolean running, again, known, online, locked;
  guint failures, waiting;
  gint64 last_contact;
  gint64 began_us; /* monotonic: the round under way */
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

/* ---- on the sync worker ---- */

/* What one turn on the worker came to: a round, or one media file of it. Also one that failed may
 * have brought something. */
typedef struct
{
  gboolean is_round;    /* else a media file */
  gboolean has_changed; /* content that pages show */
  gboolean has_more;    /* media wait for their turn */
  gboolean is_reached;  /* the centre answered by its own key */
  guint retry_after_s;  /* how long it asked us to stay away */
  GError *error;        /* owned; NULL when all went well */
} Turn;

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  g_clear_error (&turn->error);
  g_free (turn);
}

static void
drop_round (FoyerSyncLoop *self)
{
  g_clear_pointer (&self->round, foyer_sync_round_free);
  g_clear_pointer (&self->report, foyer_sync_report_free);
  self->n_told = 0;
}

/* Lines of the report that are new since the last turn. */
static void
log_problems (FoyerSyncLoop *self)
{
  for (; self->n_told < self->report->problems->len; self->n_told++)
    g_message ("sync: %s", (const char *)self->report->problems->pdata[self->n_told]);
}

/* What visitors gave goes out even when the content cannot be opened or kept. */
static void
run_round (FoyerSyncLoop *self, Turn *turn, GCancellable *cancellable)
{
  FoyerOutboxPort port;
  g_autoptr (GError) store_error = NULL;

  foyer_outbox_keeper_init_port (self->keeper, &port);
  self->round = foyer_sync_push_round (self->transport, self->trust, &port, self->clock,
                                       self->report, cancellable, &turn->error);
  if (self->round == NULL)
    return;
  if (self->store == NULL)
    self->store = foyer_store_open (self->state_dir, &store_error);
  if (store_error != NULL)
    g_message ("sync: content: %s", store_error->message);
  foyer_sync_pull_round (self->round, self->store, &turn->error);
  turn->has_changed = self->report->updated > 0 || self->report->deleted > 0;
}

/* Damaged while open: the next round opens it anew, which mends it. */
static void
look_after_store (FoyerSyncLoop *self)
{
  if (self->store != NULL && foyer_db_is_broken (foyer_store_get_db (self->store)))
    g_clear_pointer (&self->store, foyer_store_close);
}

/* What failed after the centre answered (a feed, the disk) is not the line. */
static gboolean
has_reached (const FoyerSyncReport *report, const GError *error)
{
  return report->server_time_us != 0
         && !g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE)
         && !g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
}

static gpointer
round_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;
  Turn *turn = g_new0 (Turn, 1);

  turn->is_round = TRUE;
  drop_round (self);
  self->report = foyer_sync_report_new ();
  if (self->transport == NULL)
    self->transport = foyer_soup_transport_new (self->centre_url, REQUEST_TIMEOUT_S, &turn->error);
  if (self->transport != NULL)
    run_round (self, turn, cancellable);
  log_problems (self);
  look_after_store (self);
  turn->is_reached = has_reached (self->report, turn->error);
  turn->has_more = turn->is_reached && self->round != NULL && self->store != NULL;
  turn->retry_after_s = self->report->retry_after_s;
  return turn;
}

/* One file; what has come to wait meanwhile goes out before it. */
static gpointer
media_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;
  Turn *turn = g_new0 (Turn, 1);
  guint n_before = self->report->media_fetched;

  foyer_sync_media_round (self->round, self->store, self->state_dir, &turn->has_more, &turn->error);
  turn->has_changed = self->report->media_fetched > n_before;
  log_problems (self);
  look_after_store (self);
  turn->has_more = turn->has_more && self->store != NULL;
  turn->is_reached = has_reached (self->report, turn->error);
  turn->retry_after_s = self->report->retry_after_s;
  return turn;
}

static gpointer
close_store_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLoop *self = data;

  drop_round (self);
  g_clear_pointer (&self->store, foyer_store_close);
  g_clear_object (&self->transport);
  return YES;
}

/* ---- on the main thread ---- */

static void begin_round (FoyerSyncLoop *self);
static void run_turn (FoyerSyncLoop *self, FoyerWorkerFunc func);

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
  if (self->keeper != NULL)
    foyer_outbox_keeper_count (self->keeper, counted_cb, g_object_ref (self));
}

/* However the dice fall, not before the centre wants to hear from us. */
static void
schedule_next (FoyerSyncLoop *self, guint retry_after_s)
{
  gint64 delay_us = self->again ? 0 : self->times.interval_us;

  if (self->failures > 0)
    delay_us = self->times.retry_base_us / 2
               + foyer_retry_delay_us (self->failures, self->times.retry_base_us,
                                       self->times.retry_cap_us, g_random_double ());
  schedule (self, MAX (delay_us, retry_after_s * G_USEC_PER_SEC));
  self->again = FALSE;
}

static void
note_turn (FoyerSyncLoop *self, const Turn *turn)
{
  gboolean was_known = self->known, was_online = self->online, was_locked = self->locked;

  if (turn->error != NULL
      && !g_error_matches (turn->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE))
    g_message ("sync: %s", turn->error->message);
  self->known = TRUE;
  self->online = turn->is_reached;
  self->locked = foyer_trust_is_locked (self->trust);
  if (turn->error != NULL)
    self->failures++;
  else if (turn->is_round)
    self->failures = 0;
  if (self->online)
    self->last_contact = foyer_clock_now_us (self->clock);
  if (was_known != self->known || was_online != self->online || was_locked != self->locked)
    g_signal_emit (self, signals[SIGNAL_LINE_CHANGED], 0);
}

/* A sign-up or the next round's time comes before the next film. */
static gboolean
goes_on_with_media (FoyerSyncLoop *self, const Turn *turn)
{
  return turn->has_more && turn->is_reached && !self->again
         && foyer_clock_monotonic_us (self->clock) - self->began_us < self->times.interval_us;
}

static void
turn_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncLoop) self = data;
  Turn *turn = foyer_worker_finish (result, NULL);

  self->running = FALSE;
  if (turn == NULL || self->sync_worker == NULL)
    {
      g_clear_pointer (&turn, turn_free);
      return; /* cancelled: the kiosk is closing */
    }
  note_turn (self, turn);
  count (self);
  if (goes_on_with_media (self, turn))
    run_turn (self, media_on_worker);
  else
    {
      self->again = self->again || turn->has_more;
      schedule_next (self, turn->retry_after_s);
    }
  if (turn->is_round || turn->has_changed)
    g_signal_emit (self, signals[SIGNAL_ROUND_DONE], 0, turn->has_changed);
  turn_free (turn);
}

static void
run_turn (FoyerSyncLoop *self, FoyerWorkerFunc func)
{
  self->running = TRUE;
  foyer_worker_run (self->sync_worker, func, self, NULL, turn_free, self->cancellable, NULL,
                    turn_done_cb, g_object_ref (self));
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
  self->began_us = foyer_clock_monotonic_us (self->clock);
  run_turn (self, round_on_worker);
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
  self->locked = foyer_trust_is_locked (trust);
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
  self->keeper = foyer_outbox_keeper_new (self->state_dir, self->trust, self->clock);
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
  g_clear_pointer (&self->keeper, foyer_outbox_keeper_free);
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

gboolean
foyer_sync_loop_is_locked (FoyerSyncLoop *self)
{
  return self->locked;
}

/* Something new waits. */
static void
send_soon (FoyerSyncLoop *self)
{
  count (self);
  if (self->running)
    self->again = TRUE;
  else if (self->online || !self->known)
    schedule (self, SUBMIT_DELAY_US); /* without a line the next try is scheduled already */
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
  send_soon (self);
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
  if (self->keeper != NULL)
    foyer_outbox_keeper_forget (self->keeper, forgotten_cb, g_object_ref (self));
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

  foyer_outbox_keeper_keep (self->keeper, interest, id, kept_cb, task);
}

void
foyer_sync_loop_keep_answer (FoyerSyncLoop *self,
                             FoyerAnswer *answer,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  foyer_outbox_keeper_keep_answer (self->keeper, answer, kept_cb, task);
}

FoyerSealedRecord *
foyer_sync_loop_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  FoyerCodeLookup *lookup = foyer_worker_finish (result, &error);

  if (lookup != NULL)
    g_task_return_pointer (task, lookup, (GDestroyNotify)foyer_code_lookup_free);
  else
    g_task_return_error (task, error);
}

void
foyer_sync_loop_look_up (FoyerSyncLoop *self,
                         const char *code,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  foyer_outbox_keeper_look_up (self->keeper, code, looked_up_cb, task);
}

FoyerCodeLookup *
foyer_sync_loop_look_up_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (foyer_worker_finish (result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  send_soon (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

void
foyer_sync_loop_withdraw (FoyerSyncLoop *self,
                          const char *code,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  /* On the disk it is done, whoever has gone away meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  foyer_outbox_keeper_withdraw (self->keeper, code, withdrawn_cb, task);
}

gboolean
foyer_sync_loop_withdraw_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
foyer_sync_loop_list (FoyerSyncLoop *self, GAsyncReadyCallback callback, gpointer user_data)
{
  foyer_outbox_keeper_list (self->keeper, callback, user_data);
}

GPtrArray *
foyer_sync_loop_list_finish (GAsyncResult *result, GError **error)
{
  return foyer_worker_finish (result, error);
}
