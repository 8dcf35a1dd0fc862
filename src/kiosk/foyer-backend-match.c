/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include "core/base/foyer-worker.h"
#include "kiosk/foyer-backend-private.h"

/* "Help me choose" as the pages ask it: on the worker that searches, with its store, so that a
 * question never holds up the screen. Main thread. */

typedef struct
{
  FoyerMatchAsk ask;
  char *programme; /* owned: what ask points to */
  guint limit;
  gint64 now_us;
} MatchJob;

static void
match_job_free (gpointer data)
{
  MatchJob *job = data;

  g_free (job->programme);
  g_free (job);
}

static gpointer
match_on_worker (FoyerStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  MatchJob *job = data;

  return foyer_match_run (store, &job->ask, job->limit, job->now_us, cancellable, error);
}

void
foyer_backend_match (FoyerBackend *self,
                     const FoyerMatchAsk *ask,
                     guint limit,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  MatchJob *job = g_new0 (MatchJob, 1);

  job->ask = *ask;
  job->ask.programme = job->programme = g_strdup (ask->programme);
  job->limit = limit;
  job->now_us = foyer_clock_now_us (foyer_backend_get_clock (self));
  foyer_backend_read (self, match_on_worker, job, match_job_free,
                      (GDestroyNotify)foyer_match_result_free, cancellable, callback, user_data);
}

FoyerMatchResult *
foyer_backend_match_finish (GAsyncResult *result, GError **error)
{
  return foyer_worker_finish (result, error);
}
