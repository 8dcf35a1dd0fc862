/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-load"

#include "load/foyer-load-measure.h"

#include <glib/gstdio.h>

#include "load/foyer-load-client.h"
#include "load/foyer-load-server.h"

/* One load against one fresh server, ours or the peer.
 *
 * For benches and the proof of load, on their thread. All requests are made and signed before the
 * first is sent; the centre's store is counted after it ended.
 */

/* s for all answers. */
#define TIMEOUT_S 280

static char *
make_folder (const char *folder)
{
  char *made = g_build_filename (folder, "load-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (made));
  return made;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

double
foyer_load_percentile (GArray *values, double part)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare);
  return g_array_index (values, double, (guint)(part * (values->len - 1) + 0.5));
}

typedef enum
{
  POST_SIGNED,
  POST_PLAIN,
  POST_PLAIN_SINGLY,
} PostKind;

static GPtrArray *
make_requests (FoyerLoadFleet *fleet, const FoyerLoadPlan *plan, PostKind kind)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  guint posts = kind == POST_PLAIN_SINGLY ? plan->posts * plan->records : plan->posts;

  for (guint i = 0; i < posts; i++)
    g_ptr_array_add (requests, kind == POST_SIGNED ? foyer_load_fleet_post (fleet, i, plan->records)
                                                   : foyer_load_fleet_plain_post (
                                                     fleet, plan->records, kind == POST_PLAIN));
  return requests;
}

static void
note_result (FoyerLoadResult *result, FoyerLoadFigures *figures)
{
  figures->seconds = result->seconds;
  figures->p50_ms = foyer_load_percentile (result->latencies_ms, 0.5);
  figures->p99_ms = foyer_load_percentile (result->latencies_ms, 0.99);
  figures->failed = result->failed;
  figures->stored = result->stored;
  if (result->complaint)
    g_printerr ("# %s\n", result->complaint);
}

/* Starts, loads and ends argv. */
static gboolean
run (const char *const *argv,
     const char *port_file,
     FoyerLoadFleet *fleet,
     const FoyerLoadPlan *plan,
     PostKind kind,
     FoyerLoadFigures *figures)
{
  FoyerLoadServer *server = foyer_load_server_start (argv, port_file);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (FoyerLoadResult) result = NULL;
  double before;

  *figures = (FoyerLoadFigures){ 0 };
  if (server == NULL)
    return FALSE;
  /* Not earlier: a centre takes nothing that was signed before it started. */
  requests = make_requests (fleet, plan, kind);
  lines = foyer_load_deal (requests, MIN (plan->lines, requests->len));
  before = foyer_load_server_get_cpu_seconds (server);
  result = foyer_load_run (server->port, lines, plan->every_us, TIMEOUT_S);
  note_result (result, figures);
  figures->peak_mb = foyer_load_server_get_peak_mb (server);
  figures->cpu_seconds = foyer_load_server_get_cpu_seconds (server) - before;
  return foyer_load_server_stop (server);
}

gboolean
foyer_load_measure_centre (const char *folder,
                           const char *program,
                           const FoyerLoadPlan *plan,
                           guint64 seed,
                           FoyerLoadFigures *figures)
{
  g_autofree char *own = make_folder (folder);
  g_autofree char *data = g_build_filename (own, "centre", NULL);
  g_autofree char *port_file = g_build_filename (own, "port", NULL);
  const char *argv[] = { program, "--data", data, "--port-file", port_file, NULL };
  g_autoptr (FoyerLoadFleet) fleet = foyer_load_fleet_new (data, plan->kiosks, seed);
  gint64 kept;

  if (!run (argv, port_file, fleet, plan, POST_SIGNED, figures))
    return FALSE;
  kept = foyer_load_fleet_count (fleet, &figures->doubled);
  figures->lost = (guint)MAX (0, (gint64)figures->stored - kept);
  return TRUE;
}

gboolean
foyer_load_measure_peer (const char *folder,
                         const char *peers,
                         const char *commit,
                         gboolean is_batch,
                         const FoyerLoadPlan *plan,
                         guint64 seed,
                         FoyerLoadFigures *figures)
{
  g_autofree char *own = make_folder (folder);
  g_autofree char *data = g_build_filename (own, "centre", NULL);
  g_autofree char *db = g_build_filename (own, "peer.db", NULL);
  g_autofree char *port_file = g_build_filename (own, "port", NULL);
  g_autofree char *script = g_build_filename (peers, "fastify.js", NULL);
  const char *argv[]
    = { "node", script, "--db", db, "--port-file", port_file, "--commit", commit, NULL };
  g_autoptr (FoyerLoadFleet) fleet = foyer_load_fleet_new (data, 1, seed);

  return run (argv, port_file, fleet, plan, is_batch ? POST_PLAIN : POST_PLAIN_SINGLY, figures);
}

double
foyer_load_time_verify (const char *folder, guint64 seed)
{
  g_autofree char *own = make_folder (folder);
  g_autofree char *data = g_build_filename (own, "centre", NULL);
  g_autoptr (FoyerLoadFleet) fleet = foyer_load_fleet_new (data, 1, seed);

  return foyer_load_fleet_time_verify (fleet);
}
