/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-load FOLDER CENTRE [PEERS]: sign-ups by the ten thousand into a fresh foyer-centre, and
 * into the peer of tests/bench/peers (Fastify on better-sqlite3) when PEERS says where it is. The
 * server has one core and the load the other. What the centre does beyond the peer (a signature to
 * check and one to make a post, what a record is sealed to, codes) is in its figures; the check
 * alone stands in a line of its own.
 */
#include "bench-figure.h"

#include <stdlib.h>
#include <string.h>

#include "load/foyer-load-client.h"
#include "load/foyer-load-measure.h"
#include "load/foyer-load-server.h"

#define LINES 64
/* Each kiosk stays well under its own limit. */
#define KIOSKS 1000
#define FILES 15000
#define SEED 1

static const FoyerLoadPlan single_plan = { LINES, KIOSKS, 20000, 1, 0 };
static const FoyerLoadPlan slow_plan = { LINES, KIOSKS, 4000, 1, 0 }; /* a disk flush each */
static const FoyerLoadPlan batch_plan = { LINES, KIOSKS, 2000, 50, 0 };
/* 500 records a second, a kiosk every 20 ms. */
static const FoyerLoadPlan steady_plan = { 500, 200, 500, 10, 20000 };
static const FoyerLoadPlan queued_plan = { 200, 200, 2000, 50, 0 };
static const FoyerLoadPlan crowd_plan = { 10000, 10000, 10000, 3, 0 };

static const char *folder, *centre, *peers; /* borrowed; peers NULL: there is none */

static void
describe (const char *who, const FoyerLoadFigures *it)
{
  fprintf (stderr,
           "# %s: %.2f s, %.0f records/s, p50 %.1f ms, p99 %.1f ms, peak %.0f MB, server %.1f us "
           "of a core a "
           "record, %u failed, %u lost, %u doubled\n",
           who, it->seconds, it->stored / it->seconds, it->p50_ms, it->p99_ms, it->peak_mb,
           it->cpu_seconds * 1e6 / MAX (it->stored, 1), it->failed, it->lost, it->doubled);
}

static FoyerLoadFigures
measure_centre (const char *what, const FoyerLoadPlan *plan)
{
  FoyerLoadFigures figures;
  g_autofree char *name = g_strdup_printf ("%s, foyer-centre", what);

  if (!foyer_load_measure_centre (folder, centre, plan, SEED, &figures))
    exit (1);
  describe (name, &figures);
  return figures;
}

/* All 0 without a peer. */
static FoyerLoadFigures
measure_peer (const char *what, const char *commit, gboolean is_batch, const FoyerLoadPlan *plan)
{
  FoyerLoadFigures figures = { 0 };
  g_autofree char *name
    = g_strdup_printf ("%s, fastify commit-%s%s", what, commit, is_batch ? " in batches" : "");

  if (peers == NULL)
    return figures;
  if (!foyer_load_measure_peer (folder, peers, commit, is_batch, plan, SEED, &figures))
    exit (1);
  describe (name, &figures);
  return figures;
}

static double
rate (const FoyerLoadFigures *figures)
{
  return figures->seconds > 0 ? figures->stored / figures->seconds : 0;
}

/* What a busy machine changes least: µs of a core that a record took of the server. */
static void
print_core (const char *name, const FoyerLoadFigures *ours, const FoyerLoadFigures *peer)
{
  bench_print (name, ours->cpu_seconds * 1e6 / MAX (ours->stored, 1), "us-a-record",
               peer->cpu_seconds * 1e6 / MAX (peer->stored, 1));
}

static void
bench_posts (void)
{
  FoyerLoadFigures ours = measure_centre ("single posts", &single_plan);
  FoyerLoadFigures tuned = measure_peer ("single posts", "group", FALSE, &single_plan);
  FoyerLoadFigures each = measure_peer ("single posts", "each", FALSE, &slow_plan);
  FoyerLoadFigures batches = measure_centre ("50 a post", &batch_plan);
  FoyerLoadFigures peer_batches = measure_peer ("50 a post", "group", TRUE, &batch_plan);

  bench_print ("load-single-posts", rate (&ours), "posts/s", rate (&tuned));
  bench_print ("load-single-p99", ours.p99_ms, "ms", tuned.p99_ms);
  bench_print ("load-single-beside-commit-each", rate (&ours), "posts/s", rate (&each));
  bench_print ("load-batched-records", rate (&batches), "records/s", rate (&tuned));
  print_core ("load-single-core", &ours, &tuned);
  print_core ("load-batched-core", &batches, &tuned);
  bench_print ("load-batched-beside-batched", rate (&batches), "records/s", rate (&peer_batches));
}

static void
bench_kiosks (void)
{
  FoyerLoadFigures queued = measure_centre ("200 kiosks with 500 queued", &queued_plan);
  FoyerLoadFigures peer_queued
    = measure_peer ("200 kiosks with 500 queued", "group", FALSE, &queued_plan);
  FoyerLoadFigures steady = measure_centre ("500 records a second", &steady_plan);
  FoyerLoadFigures peer_steady = measure_peer ("500 records a second", "group", TRUE, &steady_plan);
  FoyerLoadFigures crowd = measure_centre ("10,000 kiosks with 3 each", &crowd_plan);
  FoyerLoadFigures peer_crowd
    = measure_peer ("10,000 kiosks with 3 each", "group", FALSE, &crowd_plan);
  FoyerLoadFigures peer_batch
    = measure_peer ("10,000 kiosks with 3 each", "group", TRUE, &crowd_plan);

  bench_print ("load-queued-time", queued.seconds, "s", peer_queued.seconds);
  bench_print ("load-steady-p99", steady.p99_ms, "ms", peer_steady.p99_ms);
  bench_print ("load-queued-memory", queued.peak_mb, "MB", peer_queued.peak_mb);
  bench_print ("load-crowd-time", crowd.seconds, "s", peer_crowd.seconds);
  bench_print ("load-crowd-beside-batched", crowd.seconds, "s", peer_batch.seconds);
  print_core ("load-crowd-core", &crowd, &peer_crowd);
  bench_print ("load-crowd-failed", crowd.failed, "posts", peer_crowd.failed);
}

int
main (int argc, char **argv)
{
  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-load FOLDER CENTRE [PEERS]\n");
      return 2;
    }
  folder = argv[1];
  centre = argv[2];
  peers = argc > 3 ? argv[3] : NULL;
  if (!foyer_load_allow_files (FILES))
    fprintf (stderr, "# the kernel does not allow %d open files: some kiosks will fail\n", FILES);
  fprintf (stderr, "# %s\n",
           foyer_load_split_cores () ? "the server has one core, the load the other"
                                     : "server and load share the cores");
  if (peers == NULL)
    fprintf (stderr, "# no peer beside it: baselines are 0\n");
  bench_print ("load-signature-verify", foyer_load_time_verify (folder, SEED), "us-a-request", 0);
  bench_posts ();
  bench_kiosks ();
  return 0;
}
