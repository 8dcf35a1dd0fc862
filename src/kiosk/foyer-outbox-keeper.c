/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "kiosk/foyer-outbox-keeper.h"

#include <string.h>

/* The outbox's own thread, and everything that is done on it.
 *
 * Functions named …_job run on the worker; all others on the main thread, but for the port's, which
 * run wherever the rounds do and wait for the worker. Owned by the sync loop.
 */

struct _FoyerOutboxKeeper
{
  char *state_dir;                /* owned */
  const FoyerTrust *trust;        /* borrowed */
  FoyerClock *clock;              /* owned */
  FoyerWorker *worker;            /* owned */
  FoyerOutboxTold told;           /* only on the thread of the rounds */
  FoyerOutbox *outbox;            /* owned; only on the worker, as all below */
  FoyerSealedRecord *attempt;     /* owned (nullable): a keep that failed */
  char *attempt_id, *attempt_key; /* owned (nullable) */
};

#define YES GINT_TO_POINTER (TRUE)

/* ---- on the worker ---- */

typedef gpointer (*OutboxJob) (FoyerOutboxKeeper *self, gpointer data, GError **error);

static FoyerOutbox *
ensure_outbox (FoyerOutboxKeeper *self, GError **error)
{
  gboolean moved_aside = FALSE;

  if (self->outbox == NULL)
    self->outbox = foyer_outbox_open (self->state_dir, self->clock, &moved_aside, error);
  if (moved_aside)
    g_message ("the outbox could not be read: it was moved aside and a new one begun");
  return self->outbox;
}

/* A damaged outbox is closed: opening it again moves it aside and carries over what can be read. */
static gpointer
run_job (FoyerOutboxKeeper *self, OutboxJob job, gpointer data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer result;

  if (ensure_outbox (self, error) == NULL)
    return NULL;
  result = job (self, data, &local_error);
  if (result != NULL || local_error == NULL)
    return result;
  if (!g_error_matches (local_error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  g_clear_pointer (&self->outbox, foyer_outbox_close);
  return ensure_outbox (self, error) != NULL ? job (self, data, error) : NULL;
}

static void
forget_attempt (FoyerOutboxKeeper *self)
{
  g_clear_pointer (&self->attempt, foyer_sealed_record_free);
  g_clear_pointer (&self->attempt_id, g_free);
  g_clear_pointer (&self->attempt_key, g_free);
}

/* What makes two submits of one draft the same one: a digest, so that nothing typed is kept. */
static char *
interest_key (const FoyerInterest *interest)
{
  char *text = g_strdup_printf ("%s\n%s\n%s\n%d\n%s\n%s\n%d\n%s\n%d\n%d", interest->programme,
                                interest->listing, interest->session, interest->wish,
                                interest->question != NULL ? interest->question : "",
                                interest->name, interest->contact_kind, interest->contact,
                                interest->age_band, interest->consent_contact);
  char *key = foyer_seal_digest (text, strlen (text));

  foyer_secret_free (text);
  return key;
}

static gpointer
add_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const FoyerSealedRecord *record = self->attempt;
  g_autoptr (GError) local_error = NULL;

  if (foyer_outbox_add (self->outbox, record->id, record->kind, record->sealed, record->code_hash,
                        &local_error))
    return YES;
  if (g_error_matches (local_error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_CONFLICT))
    return foyer_outbox_replace_unsent (self->outbox, record->id, record->sealed, record->code_hash,
                                        error)
             ? YES
             : NULL;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct
{
  FoyerOutboxKeeper *self; /* borrowed: outlives its worker */
  FoyerInterest *interest; /* owned, wiped; or NULL: */
  FoyerAnswer *answer;     /* owned (nullable) */
  char *id;                /* owned */
} KeepJob;

static void
keep_job_free (gpointer data)
{
  KeepJob *job = data;

  foyer_interest_free (job->interest);
  g_clear_object (&job->answer);
  g_free (job->id);
  g_free (job);
}

static FoyerSealedRecord *
seal_what_is_kept (const KeepJob *job, GError **error)
{
  const FoyerOutboxKeeper *self = job->self;

  if (job->answer != NULL)
    return foyer_record_seal_answer (job->answer, self->trust, self->clock, error);
  return foyer_record_seal_interest (job->interest, job->id, self->trust, self->clock, error);
}

/* A commit that reports failure may be on disk all the same, so trying again sends the very same
 * bytes; an answer corrected in between takes the place of what nobody was sent yet. */
static gpointer
keep_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  KeepJob *job = data;
  FoyerOutboxKeeper *self = job->self;
  g_autofree char *key
    = job->answer != NULL ? foyer_answer_dup_key (job->answer) : interest_key (job->interest);
  FoyerSealedRecord *record;

  if (self->attempt == NULL || g_strcmp0 (self->attempt_id, job->id) != 0
      || g_strcmp0 (self->attempt_key, key) != 0)
    {
      forget_attempt (self);
      self->attempt = seal_what_is_kept (job, error);
      self->attempt_id = g_strdup (job->id);
      self->attempt_key = g_strdup (key);
    }
  if (self->attempt == NULL || run_job (self, add_job, NULL, error) == NULL)
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
close_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerOutboxKeeper *self = data;

  forget_attempt (self);
  g_clear_pointer (&self->outbox, foyer_outbox_close);
  return YES;
}

static gpointer
counts_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  return foyer_outbox_get_counts (self->outbox, data, error) ? data : NULL;
}

static gpointer
counts_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree FoyerOutboxCounts *counts = g_new0 (FoyerOutboxCounts, 1);

  return run_job (data, counts_job, counts, error) != NULL ? g_steal_pointer (&counts) : NULL;
}

static gpointer
all_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  return foyer_outbox_list_all (self->outbox, error);
}

static gpointer
all_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  return run_job (data, all_job, NULL, error);
}

/* ---- codes, on the worker: hashing one is slow on purpose ---- */

typedef struct
{
  FoyerOutboxKeeper *self; /* borrowed */
  char *code;              /* owned, wiped */
} CodeJob;

static void
code_job_free (gpointer data)
{
  CodeJob *job = data;

  foyer_secret_free (job->code);
  g_free (job);
}

void
foyer_code_lookup_free (FoyerCodeLookup *lookup)
{
  if (lookup == NULL)
    return;
  g_free (lookup->code_hash);
  foyer_code_facts_clear (&lookup->facts);
  g_free (lookup);
}

static gpointer
look_up_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  FoyerCodeLookup *lookup = data;

  return foyer_outbox_look_up_code (self->outbox, lookup->code_hash, &lookup->facts, error) ? data
                                                                                            : NULL;
}

static gpointer
look_up_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  CodeJob *job = data;
  g_autoptr (FoyerCodeLookup) lookup = g_new0 (FoyerCodeLookup, 1);

  lookup->code_hash = foyer_code_hash (job->code);
  if (lookup->code_hash == NULL)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED,
                   "no memory to work out a code");
      return NULL;
    }
  return run_job (job->self, look_up_job, lookup, error) != NULL ? g_steal_pointer (&lookup) : NULL;
}

static gpointer
withdraw_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const FoyerSealedRecord *record = data;

  return foyer_outbox_withdraw (self->outbox, record->id, record->sealed, record->code_hash, NULL,
                                error)
           ? YES
           : NULL;
}

static gpointer
withdraw_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  CodeJob *job = data;
  g_autoptr (FoyerSealedRecord) record
    = foyer_record_seal_withdrawal (job->code, job->self->trust, job->self->clock, error);

  return record != NULL ? run_job (job->self, withdraw_job, record, error) : NULL;
}

/* ---- the port, on the thread of the rounds ---- */

typedef struct
{
  FoyerOutboxKeeper *self;
  OutboxJob job;
  guint max_records, *acknowledged;
  gsize max_bytes;
  gint64 epoch, backed_up_to, server_us;
  const FoyerReceipt *receipt;
  FoyerOutboxCounts *counts;
  GPtrArray *sending;
  const GPtrArray *items;
  const char *reason;
} PortCall;

static gpointer
call_on_worker (gpointer data, GCancellable *cancellable, GError **error)
{
  PortCall *call = data;

  return run_job (call->self, call->job, call, error);
}

static gpointer
go_over (PortCall *call, GError **error)
{
  return foyer_worker_call (call->self->worker, call_on_worker, call, error);
}

static gpointer
list_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const PortCall *call = data;

  return foyer_outbox_list_waiting (self->outbox, call->max_records, call->max_bytes, error);
}

static GPtrArray *
port_list_waiting (gpointer data, guint max_records, gsize max_bytes, GError **error)
{
  PortCall call
    = { .self = data, .job = list_job, .max_records = max_records, .max_bytes = max_bytes };

  return go_over (&call, error);
}

static gpointer
receipt_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const PortCall *call = data;

  return foyer_outbox_apply_receipt (self->outbox, call->receipt, call->acknowledged, error) ? YES
                                                                                             : NULL;
}

static gboolean
port_apply_receipt (gpointer data, const FoyerReceipt *receipt, guint *acknowledged, GError **error)
{
  PortCall call
    = { .self = data, .job = receipt_job, .receipt = receipt, .acknowledged = acknowledged };

  return go_over (&call, error) != NULL;
}

static gpointer
sending_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const PortCall *call = data;

  return foyer_outbox_note_sending (self->outbox, call->sending, error) ? YES : NULL;
}

static gboolean
port_note_sending (gpointer data, GPtrArray *records, GError **error)
{
  PortCall call = { .self = data, .job = sending_job, .sending = records };

  return go_over (&call, error) != NULL;
}

static gpointer
failure_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const PortCall *call = data;

  return foyer_outbox_note_failure (self->outbox, call->items, call->reason, error) ? YES : NULL;
}

static gboolean
port_note_failure (gpointer data, const GPtrArray *records, const char *reason, GError **error)
{
  PortCall call = { .self = data, .job = failure_job, .items = records, .reason = reason };

  return go_over (&call, error) != NULL;
}

static gpointer
epoch_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const PortCall *call = data;

  return foyer_outbox_set_epoch (self->outbox, call->epoch, call->backed_up_to, call->server_us,
                                 error)
           ? YES
           : NULL;
}

static gboolean
port_set_epoch (gpointer data, gint64 epoch, gint64 backed_up_to, gint64 server_us, GError **error)
{
  PortCall call = { .self = data,
                    .job = epoch_job,
                    .epoch = epoch,
                    .backed_up_to = backed_up_to,
                    .server_us = server_us };

  return go_over (&call, error) != NULL;
}

static gpointer
port_counts_job (FoyerOutboxKeeper *self, gpointer data, GError **error)
{
  const PortCall *call = data;

  return counts_job (self, call->counts, error);
}

static gboolean
port_get_counts (gpointer data, FoyerOutboxCounts *counts, GError **error)
{
  PortCall call = { .self = data, .job = port_counts_job, .counts = counts };

  return go_over (&call, error) != NULL;
}

void
foyer_outbox_keeper_init_port (FoyerOutboxKeeper *self, FoyerOutboxPort *port)
{
  *port = (FoyerOutboxPort){ .list_waiting = port_list_waiting,
                             .apply_receipt = port_apply_receipt,
                             .note_sending = port_note_sending,
                             .note_failure = port_note_failure,
                             .set_epoch = port_set_epoch,
                             .get_counts = port_get_counts,
                             .data = self,
                             .told = &self->told };
}

/* ---- on the main thread ---- */

FoyerOutboxKeeper *
foyer_outbox_keeper_new (const char *state_dir, const FoyerTrust *trust, FoyerClock *clock)
{
  FoyerOutboxKeeper *self = g_new0 (FoyerOutboxKeeper, 1);

  self->state_dir = g_strdup (state_dir);
  self->trust = trust;
  self->clock = foyer_clock_ref (clock);
  self->worker = foyer_worker_new ("outbox");
  return self;
}

void
foyer_outbox_keeper_free (FoyerOutboxKeeper *self)
{
  foyer_worker_call (self->worker, close_on_worker, self, NULL);
  foyer_worker_free (self->worker);
  g_clear_pointer (&self->clock, foyer_clock_unref);
  g_free (self->state_dir);
  g_free (self);
}

/* A record once begun is finished, and so is a withdrawal: no cancelling between the button and the
 * disk. */
static void
run (FoyerOutboxKeeper *self,
     FoyerWorkerFunc func,
     gpointer data,
     GDestroyNotify data_free,
     GDestroyNotify result_free,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  foyer_worker_run (self->worker, func, data, data_free, result_free, NULL, NULL, callback,
                    user_data);
}

void
foyer_outbox_keeper_keep (FoyerOutboxKeeper *self,
                          FoyerInterest *interest,
                          const char *id,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  KeepJob *job = g_new0 (KeepJob, 1);

  job->self = self;
  job->interest = interest;
  job->id = g_strdup (id);
  run (self, keep_on_worker, job, keep_job_free, (GDestroyNotify)foyer_sealed_record_free, callback,
       user_data);
}

void
foyer_outbox_keeper_keep_answer (FoyerOutboxKeeper *self,
                                 FoyerAnswer *answer,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  KeepJob *job = g_new0 (KeepJob, 1);

  job->self = self;
  job->answer = g_object_ref (answer);
  job->id = g_strdup (foyer_answer_get_id (answer));
  run (self, keep_on_worker, job, keep_job_free, (GDestroyNotify)foyer_sealed_record_free, callback,
       user_data);
}

void
foyer_outbox_keeper_forget (FoyerOutboxKeeper *self,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  run (self, forget_on_worker, self, NULL, NULL, callback, user_data);
}

void
foyer_outbox_keeper_count (FoyerOutboxKeeper *self,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  run (self, counts_on_worker, self, NULL, g_free, callback, user_data);
}

void
foyer_outbox_keeper_list (FoyerOutboxKeeper *self,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  run (self, all_on_worker, self, NULL, (GDestroyNotify)g_ptr_array_unref, callback, user_data);
}

static CodeJob *
code_job_new (FoyerOutboxKeeper *self, const char *code)
{
  CodeJob *job = g_new0 (CodeJob, 1);

  job->self = self;
  job->code = g_strdup (code);
  return job;
}

void
foyer_outbox_keeper_look_up (FoyerOutboxKeeper *self,
                             const char *code,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  run (self, look_up_on_worker, code_job_new (self, code), code_job_free,
       (GDestroyNotify)foyer_code_lookup_free, callback, user_data);
}

void
foyer_outbox_keeper_withdraw (FoyerOutboxKeeper *self,
                              const char *code,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  run (self, withdraw_on_worker, code_job_new (self, code), code_job_free, NULL, callback,
       user_data);
}
