/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thread with one GMainContext: the asynchronous rim around a thread-confined core. Objects
 * that belong to a worker are only touched from functions run on it. */
typedef struct _FoyerWorker FoyerWorker;

/* Runs on the worker thread. Returns a result (freed with the GDestroyNotify given) or NULL with
 * error. */
typedef gpointer (*FoyerWorkerFunc) (gpointer data, GCancellable *cancellable, GError **error);

FoyerWorker *foyer_worker_new (const char *name); /* starts the thread */
void foyer_worker_free (
  FoyerWorker *worker); /* runs what is queued, joins the thread; not from it */

/* Runs func and waits for it; called on the worker itself, runs it straight away. */
gpointer foyer_worker_call (FoyerWorker *worker,
                            FoyerWorkerFunc func,
                            gpointer data,
                            GError **error);

/* Runs func later; callback is called in the caller's thread-default context. data is freed with
 * data_free after func has run (or was cancelled before it began). Results are freed with
 * result_free when nobody takes them. */
void foyer_worker_run (FoyerWorker *worker,
                       FoyerWorkerFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       gpointer source_object,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gpointer foyer_worker_finish (GAsyncResult *result, GError **error); /* (transfer full) */

/* Blocks until every job given so far is on its way back, but no longer than most_us microseconds.
 * TRUE: it is, and its callback comes before anything of a lower priority than G_PRIORITY_DEFAULT
 * in the caller's context, such as the next frame. Not from the worker. */
gboolean foyer_worker_wait (FoyerWorker *worker, gint64 most_us);

gboolean foyer_worker_is_current (FoyerWorker *worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWorker, foyer_worker_free)

G_END_DECLS
