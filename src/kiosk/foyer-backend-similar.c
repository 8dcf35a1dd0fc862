/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include <math.h>

#include "core/base/foyer-worker.h"
#include "core/viewmodel/foyer-similar.h"
#include "kiosk/foyer-backend-private.h"

/* "See others like this", as the pages ask it: a walk over all listings, so on the search worker.
 */

typedef struct
{
  char *listing; /* owned */
  double lat, lon; /* NAN: not known */
  guint limit;
} SimilarJob;

static void
similar_job_free (gpointer data)
{
  SimilarJob *job = data;

  g_free (job->listing);
  g_free (job);
}

static gpointer
find_similar (FoyerStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const SimilarJob *job = data;

  return foyer_similar_find (store, job->listing, job->lat, job->lon, job->limit, cancellable, error);
}

void
foyer_backend_find_similar (FoyerBackend *self,
                            const char *listing_id,
                            const char *origin,
                            guint limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SimilarJob *job = g_new0 (SimilarJob, 1);

  job->listing = g_strdup (listing_id);
  if (!foyer_backend_locate (self, origin, &job->lat, &job->lon))
    job->lat = job->lon = NAN;
  job->limit = limit;
  foyer_backend_read (self, find_similar, job, similar_job_free, (GDestroyNotify)g_ptr_array_unref,
                      cancellable, callback, user_data);
}

GPtrArray *
foyer_backend_find_similar_finish (GAsyncResult *result, GError **error)
{
  return foyer_worker_finish (result, error);
}
