/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-writer.h"

/* The writer thread and its queue.
 *
 * Owned by the centre, whose context it was made in; the store lives on the writer's thread only.
 * Under load jobs pile up while the disk flushes, and the next transaction takes them all:
 * measured, 22,000 posts a second with 32 clients against 2,500 with a commit each.
 */

/* Jobs in one transaction. Each may be 50 records of 5 KB: 64 keeps a transaction under 16 MiB and
 * the wait for the disk under 50 ms on a slow one. */
#define GROUP_MAX 64

struct _FoyerCentreWriter
{
  GThread *thread;         /* owned */
  GAsyncQueue *queue;      /* owned: borrowed Jobs, passed on */
  GMainContext *context;   /* owned: where done functions run */
  char *data_dir;          /* owned */
  FoyerCentreStore *store; /* owned by the thread */
  GError *open_error;      /* owned: handed over by foyer_centre_writer_new () */
  GAsyncQueue *opened;     /* owned: one message, when the store is open or is not */
  GMutex lock;             /* over commits */
  guint64 commits;         /* transactions since the start */
  gint *changes;           /* owned reference: of those, with more than records */
};

typedef struct
{
  FoyerCentreJobFunc func; /* NULL: stop */
  FoyerCentreDoneFunc done;
  gpointer data;    /* borrowed */
  GError *error;    /* owned: how it went */
  gboolean is_call; /* done runs on the writer's thread */
  gboolean is_records;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_error (&job->error);
  g_free (job);
}

/* Runs jobs in one transaction; FALSE when none of it was kept. */
static gboolean
run_group (FoyerCentreWriter *self, GPtrArray *jobs, GError **error)
{
  if (!foyer_centre_store_begin (self->store, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      if (!job->func (self->store, job->data, error))
        {
          foyer_centre_store_rollback (self->store);
          return FALSE;
        }
    }
  if (!foyer_centre_store_commit (self->store, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    if (!((Job *)jobs->pdata[i])->is_records)
      {
        g_atomic_int_inc (self->changes);
        break;
      }
  g_mutex_lock (&self->lock);
  self->commits++;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
run_alone (FoyerCentreWriter *self, Job *job)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, job);
  run_group (self, one, &job->error);
}

static gboolean
finish_jobs (gpointer data)
{
  GPtrArray *jobs = data;

  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      job->done (job->data, job->error);
    }
  return G_SOURCE_REMOVE;
}

static void
finish_group (FoyerCentreWriter *self, GPtrArray *jobs)
{
  g_autoptr (GPtrArray) later = g_ptr_array_new_with_free_func (job_free);

  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      if (job->is_call)
        {
          job->done (job->data, job->error);
          job_free (job);
        }
      else
        g_ptr_array_add (later, job);
    }
  if (later->len > 0)
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, finish_jobs,
                                g_ptr_array_ref (later), (GDestroyNotify)g_ptr_array_unref);
}

/* Waits for a job and takes those behind it. *is_last: somebody asked to stop. */
static GPtrArray *
take_group (FoyerCentreWriter *self, gboolean *is_last)
{
  GPtrArray *jobs = g_ptr_array_new ();
  Job *job = g_async_queue_pop (self->queue);

  while (job && job->func && jobs->len < GROUP_MAX)
    {
      g_ptr_array_add (jobs, job);
      job = jobs->len < GROUP_MAX ? g_async_queue_try_pop (self->queue) : NULL;
    }
  *is_last = job && job->func == NULL;
  if (*is_last)
    job_free (job);
  return jobs;
}

static gpointer
writer_thread (gpointer data)
{
  FoyerCentreWriter *self = data;
  gboolean is_last = FALSE;

  self->store = foyer_centre_store_open_sqlite (self->data_dir, TRUE, &self->open_error);
  g_async_queue_push (self->opened, self);
  while (self->store && !is_last)
    {
      g_autoptr (GPtrArray) jobs = take_group (self, &is_last);
      g_autoptr (GError) error = NULL;

      if (jobs->len > 0 && !run_group (self, jobs, &error))
        {
          if (jobs->len == 1)
            ((Job *)jobs->pdata[0])->error = g_steal_pointer (&error);
          else
            for (guint i = 0; i < jobs->len; i++)
              run_alone (self, jobs->pdata[i]);
        }
      finish_group (self, jobs);
    }
  g_clear_pointer (&self->store, foyer_centre_store_close);
  return NULL;
}

void
foyer_centre_writer_free (FoyerCentreWriter *self)
{
  if (self->thread)
    {
      g_async_queue_push (self->queue, g_new0 (Job, 1));
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->queue);
  g_async_queue_unref (self->opened);
  g_main_context_unref (self->context);
  g_clear_error (&self->open_error);
  g_atomic_rc_box_release (self->changes);
  g_mutex_clear (&self->lock);
  g_free (self->data_dir);
  g_free (self);
}

FoyerCentreWriter *
foyer_centre_writer_new (const char *data_dir, GError **error)
{
  g_autoptr (FoyerCentreWriter) self = g_new0 (FoyerCentreWriter, 1);

  g_mutex_init (&self->lock);
  self->changes = g_atomic_rc_box_new0 (gint);
  self->queue = g_async_queue_new_full (job_free);
  self->opened = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
  self->data_dir = g_strdup (data_dir);
  self->thread = g_thread_new ("foyer-writer", writer_thread, self);
  g_async_queue_pop (self->opened);
  if (self->open_error)
    {
      g_propagate_error (error, g_steal_pointer (&self->open_error));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
push (FoyerCentreWriter *self,
      FoyerCentreJobFunc func,
      FoyerCentreDoneFunc done,
      gpointer data,
      gboolean is_records)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->done = done;
  job->data = data;
  job->is_records = is_records;
  g_async_queue_push (self->queue, job);
}

void
foyer_centre_writer_push (FoyerCentreWriter *self,
                          FoyerCentreJobFunc func,
                          FoyerCentreDoneFunc done,
                          gpointer data)
{
  push (self, func, done, data, FALSE);
}

void
foyer_centre_writer_push_records (FoyerCentreWriter *self,
                                  FoyerCentreJobFunc func,
                                  FoyerCentreDoneFunc done,
                                  gpointer data)
{
  push (self, func, done, data, TRUE);
}

gint *
foyer_centre_writer_ref_changes (FoyerCentreWriter *self)
{
  return g_atomic_rc_box_acquire (self->changes);
}

typedef struct
{
  FoyerCentreJobFunc func;
  gpointer data;
  GAsyncQueue *finished; /* owned: one message */
  GError *error;         /* owned */
} Call;

static gboolean
call_run (FoyerCentreStore *store, gpointer data, GError **error)
{
  Call *call = data;

  return call->func (store, call->data, error);
}

static void
call_done (gpointer data, const GError *error)
{
  Call *call = data;

  call->error = error ? g_error_copy (error) : NULL;
  g_async_queue_push (call->finished, call);
}

gboolean
foyer_centre_writer_call (FoyerCentreWriter *self,
                          FoyerCentreJobFunc func,
                          gpointer data,
                          GError **error)
{
  Call call = { func, data, g_async_queue_new (), NULL };
  Job *job = g_new0 (Job, 1);

  g_return_val_if_fail (g_thread_self () != self->thread, FALSE);
  job->func = call_run;
  job->done = call_done;
  job->data = &call;
  job->is_call = TRUE;
  g_async_queue_push (self->queue, job);
  g_async_queue_pop (call.finished);
  g_async_queue_unref (call.finished);
  if (call.error == NULL)
    return TRUE;
  g_propagate_error (error, call.error);
  return FALSE;
}

guint64
foyer_centre_writer_get_commits (FoyerCentreWriter *self)
{
  guint64 commits;

  g_mutex_lock (&self->lock);
  commits = self->commits;
  g_mutex_unlock (&self->lock);
  return commits;
}

guint
foyer_centre_writer_get_waiting (FoyerCentreWriter *self)
{
  int length = g_async_queue_length (self->queue);

  /* Negative while the thread waits for a job. */
  return (guint)MAX (length, 0);
}
