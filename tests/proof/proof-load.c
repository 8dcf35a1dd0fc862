/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/proof.h"

#include <string.h>

#include "load/foyer-load-client.h"
#include "load/foyer-load-measure.h"
#include "load/foyer-load-server.h"
#include "support/foyer-test-centre.h"

/* 200 kiosks that were cut off for days come back at once, into the real foyer-centre.
 *
 * What may not happen is asserted: a post that fails, a record that is lost or there twice. How
 * long it took is told, since it is the machine's figure as much as the centre's. In a rush
 * everybody waits for everybody, so the 99th percentile is of kiosks that come in turn, 500
 * records a second between them. Server and load have a core each.
 */

#define KIOSKS 200
/* Records in a post: as many as a kiosk with a long queue sends. */
#define FULL_POST 50
/* A kiosk with ten records every 20 ms. */
#define STEADY_POST 10
#define STEADY_EVERY_US 20000
/* Everybody at once: a connection each, one record, and gone as soon as the answer is there. */
#define CROWD 5000
#define CROWD_FILES 8000
/* ms an answer of the slow server takes, and how many it gives. */
#define SLOW_MS 300
#define SLOW_ANSWERS 20

static char *folder; /* owned: of this program, removed at the end */

static FoyerLoadFigures
measure (const char *what, const FoyerLoadPlan *plan)
{
  g_autofree char *program
    = g_build_filename (g_getenv ("FOYER_BUILD_ROOT"), "src", "centre", "foyer-centre", NULL);
  FoyerLoadFigures figures;

  g_assert_true (foyer_load_measure_centre (folder, program, plan, proof_seed (), &figures));
  g_test_message ("%s: %.2f s, %.0f records/s, p50 %.1f ms, p99 %.1f ms, peak %.0f MB", what,
                  figures.seconds, figures.stored / figures.seconds, figures.p50_ms, figures.p99_ms,
                  figures.peak_mb);
  g_assert_cmpuint (figures.failed, ==, 0);
  g_assert_cmpuint (figures.stored, ==, plan->posts * plan->records);
  g_assert_cmpuint (figures.lost, ==, 0);
  g_assert_cmpuint (figures.doubled, ==, 0);
  return figures;
}

static void
kiosks_that_come_back_at_once_are_all_served (void)
{
  guint posts = (guint)proof_count (KIOSKS, KIOSKS * 10);
  guint steady_posts = (guint)proof_count (400, 3000);
  const FoyerLoadPlan rush = { KIOSKS, KIOSKS, posts, FULL_POST, 0 };
  const FoyerLoadPlan steady = { steady_posts, KIOSKS, steady_posts, STEADY_POST, STEADY_EVERY_US };
  FoyerLoadFigures all = measure ("all at once", &rush);
  FoyerLoadFigures turns = measure ("in turn", &steady);

  proof_figure ("load", "%.1fs-%.0fms-%.0fMB", all.seconds, turns.p99_ms,
                MAX (all.peak_mb, turns.peak_mb));
}

/* More connections than the loop can look at in one instant, each closed by its kiosk while libsoup
 * may be about to read on: the centre once fell over that. */
static void
a_crowd_that_leaves_at_once_is_answered (void)
{
  const FoyerLoadPlan crowd = { CROWD, CROWD, CROWD, 1, 0 };

  if (!foyer_load_allow_files (CROWD_FILES))
    {
      g_test_skip ("so many open files are not allowed here");
      return;
    }
  measure ("a crowd", &crowd);
}

/* ---- the generator itself must notice ---- */

typedef struct
{
  GSocketListener *listener; /* borrowed */
  const char *answer;        /* borrowed */
  gulong delay_us;
} Control;

/* Takes connections one after another and answers the first words of each. */
static gpointer
control_thread (gpointer data)
{
  Control *control = data;

  for (guint i = 0; i < SLOW_ANSWERS; i++)
    {
      g_autoptr (GSocketConnection) line
        = g_socket_listener_accept (control->listener, NULL, NULL, NULL);
      char buffer[4096];

      if (line == NULL)
        break;
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (line)), buffer, sizeof buffer,
                           NULL, NULL);
      g_usleep (control->delay_us);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line)),
                                 control->answer, strlen (control->answer), NULL, NULL, NULL);
    }
  return NULL;
}

static FoyerLoadResult *
load_control (const char *answer, gulong delay_us)
{
  static const char request[] = "POST /records HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) lines = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  Control control = { listener, answer, delay_us };
  GThread *thread = g_thread_new ("control", control_thread, &control);
  FoyerLoadResult *result;

  for (guint i = 0; i < SLOW_ANSWERS; i++)
    g_ptr_array_add (requests, g_bytes_new_static (request, strlen (request)));
  lines = foyer_load_deal (requests, SLOW_ANSWERS);
  result = foyer_load_run (port, lines, 0, 60);
  g_thread_join (thread);
  return result;
}

static void
a_slow_server_is_seen_to_be_slow (void)
{
  g_autoptr (FoyerLoadResult) result
    = load_control ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", SLOW_MS * 1000);

  g_assert_cmpuint (result->answered, ==, SLOW_ANSWERS);
  g_assert_cmpuint (result->stored, ==, 0);
  g_assert_cmpfloat (foyer_load_percentile (result->latencies_ms, 0.99), >, SLOW_MS);
  g_assert_cmpfloat (foyer_load_percentile (result->latencies_ms, 0.01), >=, SLOW_MS);
}

static void
a_refusal_counts_as_failed (void)
{
  g_autoptr (FoyerLoadResult) busy
    = load_control ("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", 0);
  g_autoptr (FoyerLoadResult) cut
    = load_control ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 0);

  g_assert_cmpuint (busy->failed, ==, SLOW_ANSWERS);
  g_assert_cmpuint (cut->failed, ==, SLOW_ANSWERS);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("foyer-load-XXXXXX", NULL);
  g_assert_nonnull (folder);
  if (!foyer_load_split_cores ())
    g_test_message ("server and load share the cores");
  g_test_add_func ("/load/kiosks-that-come-back-at-once-are-all-served",
                   kiosks_that_come_back_at_once_are_all_served);
  g_test_add_func ("/load/a-crowd-that-leaves-at-once-is-answered",
                   a_crowd_that_leaves_at_once_is_answered);
  g_test_add_func ("/load/a-slow-server-is-seen-to-be-slow", a_slow_server_is_seen_to_be_slow);
  g_test_add_func ("/load/a-refusal-or-a-cut-counts-as-failed", a_refusal_counts_as_failed);
  result = g_test_run ();
  foyer_test_remove_tree (folder);
  g_free (folder);
  return result;
}
