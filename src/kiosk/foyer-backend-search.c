/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include "core/base/foyer-worker.h"
#include "kiosk/foyer-backend-private.h"

/* Searches as the pages ask for them: on the worker that reads, so that typing never waits for
 * the store. Main thread. */

typedef struct
{
  FoyerSearchQuery query;
  char *text, *programme, *time; /* owned: what query points to */
  GStrv tag_groups;              /* owned */
  gboolean with_counts;
} SearchJob;

static void
search_job_free (gpointer data)
{
  SearchJob *job = data;

  g_free (job->text);
  g_free (job->programme);
  g_free (job->time);
  g_strfreev (job->tag_groups);
  g_free (job);
}

static gpointer
search_on_worker (FoyerStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  SearchJob *job = data;

  return foyer_search_run (store, &job->query, job->with_counts, cancellable, error);
}

void
foyer_backend_search (FoyerBackend *self,
                      const FoyerSearchQuery *query,
                      gboolean with_counts,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  SearchJob *job = g_new0 (SearchJob, 1);

  job->query = *query;
  job->query.text = job->text = g_strdup (query->text);
  job->query.programme = job->programme = g_strdup (query->programme);
  job->query.time = job->time = g_strdup (query->time);
  job->tag_groups = g_strdupv ((GStrv)query->tag_groups);
  job->query.tag_groups = (const char *const *)job->tag_groups;
  job->with_counts = with_counts;
  foyer_backend_read (self, search_on_worker, job, search_job_free,
                      (GDestroyNotify)foyer_search_result_free, cancellable, callback, user_data);
}

FoyerSearchResult *
foyer_backend_search_finish (GAsyncResult *result, GError **error)
{
  return foyer_worker_finish (result, error);
}

void
foyer_backend_prepare_search (FoyerBackend *self)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;

  query.text = "a"; /* any word */
  query.limit = 1;
  foyer_backend_search (self, &query, FALSE, NULL, NULL, NULL);
}
