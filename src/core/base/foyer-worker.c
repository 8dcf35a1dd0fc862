/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-worker"

#include "core/base/foyer-worker.h"

#include "core/crypto/foyer-crypto.h"

/* One thread with one GMainContext, for objects that belong to one thread.
 *
 * Whoever made the worker frees it, from any thread but the worker's own. A job goes to the worker
 * as a source of its context, in the order it was given, and comes back the same way to the context
 * it was asked from, so the GTask, its source object and its callback are only ever touched there.
 */

struct _FoyerWorker
{
  GThread *thread;       /* owned */
  GMainContext *context; /* owned */
  GMainLoop *loop;       /* owned */
  GMutex lock;
  GCond idle_cond;
  guint n_jobs; /* not yet on their way back; guarded by lock */
};

/* A call that somebody waits for; lives on the stack of the one who waits. */
typedef struct
{
  FoyerWorkerFunc func;
  gpointer data;   /* borrowed */
  GError **error;  /* borrowed */
  gpointer result; /* handed to the one who waits */
  GMutex lock;
  GCond done_cond;
  gboolean is_done; /* guarded by lock */
} Call;

/* A call that comes back by itself. */
typedef struct
{
  FoyerWorkerFunc func;
  gpointer data; /* owned until data_free */
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask *task;         /* owned; of the caller's context */
  FoyerWorker *worker; /* borrowed: outlives its context's sources */
  gpointer result;     /* owned until the task takes it */
  GError *error;       /* owned */
  gboolean has_run;
} Job;

static gpointer
thread_main (gpointer data)
{
  FoyerWorker *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
attach (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* Not g_main_context_invoke (): that may run func in the calling thread. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, notify);
  g_source_attach (source, context);
}

static gboolean
quit_cb (gpointer data)
{
  FoyerWorker *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
call_cb (gpointer data)
{
  Call *call = data;

  call->result = call->func (call->data, NULL, call->error);
  foyer_secret_wipe_stack ();
  g_mutex_lock (&call->lock);
  call->is_done = TRUE;
  g_cond_signal (&call->done_cond);
  g_mutex_unlock (&call->lock);
  return G_SOURCE_REMOVE;
}

/* In the caller's context. */
static gboolean
job_return_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);
  return G_SOURCE_REMOVE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

/* On the worker. */
static gboolean
job_run_cb (gpointer data)
{
  Job *job = data;
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  job->has_run = TRUE;
  if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    job->result = job->func (job->data, cancellable, &job->error);
  foyer_secret_wipe_stack ();
  return G_SOURCE_REMOVE;
}

/* On the worker after job_run_cb (), or wherever the context of a worker that is gone is destroyed.
 */
static void
job_leave_worker (gpointer data)
{
  Job *job = data;
  FoyerWorker *worker = job->worker;

  if (!job->has_run)
    g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the worker has ended");
  if (job->data_free != NULL)
    g_clear_pointer (&job->data, job->data_free);
  attach (g_task_get_context (job->task), job_return_cb, job, job_free);
  g_mutex_lock (&worker->lock);
  worker->n_jobs--;
  g_cond_broadcast (&worker->idle_cond);
  g_mutex_unlock (&worker->lock);
}

FoyerWorker *
foyer_worker_new (const char *name)
{
  FoyerWorker *self = g_new0 (FoyerWorker, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->idle_cond);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new (name, thread_main, self);
  return self;
}

/* Blocks until everything that was queued has run. */
void
foyer_worker_free (FoyerWorker *worker)
{
  g_return_if_fail (worker != NULL);
  g_return_if_fail (!foyer_worker_is_current (worker));

  attach (worker->context, quit_cb, worker, NULL);
  g_thread_join (worker->thread);
  g_main_loop_unref (worker->loop);
  g_main_context_unref (worker->context);
  g_mutex_clear (&worker->lock);
  g_cond_clear (&worker->idle_cond);
  g_free (worker);
}

gpointer
foyer_worker_call (FoyerWorker *worker, FoyerWorkerFunc func, gpointer data, GError **error)
{
  Call call = { .func = func, .data = data, .error = error };

  g_return_val_if_fail (worker != NULL && func != NULL, NULL);

  if (foyer_worker_is_current (worker))
    return func (data, NULL, error);
  g_mutex_init (&call.lock);
  g_cond_init (&call.done_cond);
  attach (worker->context, call_cb, &call, NULL);
  g_mutex_lock (&call.lock);
  while (!call.is_done)
    g_cond_wait (&call.done_cond, &call.lock);
  g_mutex_unlock (&call.lock);
  g_cond_clear (&call.done_cond);
  g_mutex_clear (&call.lock);
  return call.result;
}

void
foyer_worker_run (FoyerWorker *worker,
                  FoyerWorkerFunc func,
                  gpointer data,
                  GDestroyNotify data_free,
                  GDestroyNotify result_free,
                  GCancellable *cancellable,
                  gpointer source_object,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  Job *job;

  g_return_if_fail (worker != NULL && func != NULL);

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->worker = worker;
  job->task = g_task_new (source_object, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, foyer_worker_run);
  g_mutex_lock (&worker->lock);
  worker->n_jobs++;
  g_mutex_unlock (&worker->lock);
  attach (worker->context, job_run_cb, job, job_leave_worker);
}

gboolean
foyer_worker_wait (FoyerWorker *worker, gint64 most_us)
{
  gint64 end = g_get_monotonic_time () + most_us;
  gboolean is_idle = TRUE;

  g_return_val_if_fail (worker != NULL && !foyer_worker_is_current (worker), FALSE);

  g_mutex_lock (&worker->lock);
  while (worker->n_jobs > 0 && is_idle)
    is_idle = g_cond_wait_until (&worker->idle_cond, &worker->lock, end);
  is_idle = worker->n_jobs == 0;
  g_mutex_unlock (&worker->lock);
  return is_idle;
}

/* A cancelled job ends in G_IO_ERROR_CANCELLED even when func had already finished its work. */
gpointer
foyer_worker_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_worker_run), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
foyer_worker_is_current (FoyerWorker *worker)
{
  return worker->thread == g_thread_self ();
}
