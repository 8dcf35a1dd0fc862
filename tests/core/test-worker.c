/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-clock.h"
#include "core/base/foyer-worker.h"

typedef struct
{
  FoyerWorker *worker;
  GThread *ran_on;
  GMainContext *context;
  int order[8];
  int n_run, n_freed, n_results_freed;
} Seen;

typedef struct
{
  Seen *seen;
  int number;
} Task;

static void
result_free (gpointer data)
{
  Task *task = data;

  g_atomic_int_inc (&task->seen->n_results_freed);
}

static void
data_free (gpointer data)
{
  Task *task = data;

  g_atomic_int_inc (&task->seen->n_freed);
}

static gpointer
note (gpointer data, GCancellable *cancellable, GError **error)
{
  Task *task = data;

  task->seen->ran_on = g_thread_self ();
  task->seen->context = g_main_context_get_thread_default ();
  task->seen->order[task->seen->n_run++] = task->number;
  return task;
}

static gpointer
fail (gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return NULL;
}

static gpointer
call_again (gpointer data, GCancellable *cancellable, GError **error)
{
  Task *task = data;

  g_assert_true (foyer_worker_is_current (task->seen->worker));
  return foyer_worker_call (task->seen->worker, note, data, error);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **kept)
{
  while (*kept == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *kept;
}

static void
test_call (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("test");
  g_autoptr (GError) error = NULL;
  Seen seen = { .worker = worker };
  Task task = { &seen, 1 };

  g_assert_false (foyer_worker_is_current (worker));
  g_assert_true (foyer_worker_call (worker, note, &task, &error) == &task);
  g_assert_no_error (error);
  g_assert_true (seen.ran_on != g_thread_self ());
  g_assert_nonnull (seen.context);
  g_assert_true (foyer_worker_call (worker, call_again, &task, &error) == &task);
  g_assert_null (foyer_worker_call (worker, fail, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_run (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("test");
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GObject) source = g_object_new (G_TYPE_OBJECT, NULL);
  Seen seen = { .worker = worker };
  Task task = { &seen, 1 };

  foyer_worker_run (worker, note, &task, data_free, result_free, NULL, source, keep_result_cb,
                    &kept);
  wait_for (&kept);
  g_assert_true (foyer_worker_finish (kept, &error) == &task);
  g_assert_no_error (error);
  g_assert_cmpint (seen.n_freed, ==, 1);
  g_assert_cmpint (seen.n_results_freed, ==, 0);
  g_clear_object (&kept);
  g_assert_cmpint (G_OBJECT (source)->ref_count, ==, 1);
  foyer_worker_run (worker, fail, NULL, NULL, NULL, NULL, NULL, keep_result_cb, &kept);
  wait_for (&kept);
  g_assert_null (foyer_worker_finish (kept, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_result_nobody_takes (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("test");
  Seen seen = { .worker = worker };
  Task task = { &seen, 1 };

  foyer_worker_run (worker, note, &task, data_free, result_free, NULL, NULL, NULL, NULL);
  while (g_atomic_int_get (&seen.n_results_freed) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (seen.n_freed, ==, 1);
  g_assert_cmpint (seen.n_results_freed, ==, 1);
}

static gpointer
wait_for_word (gpointer data, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);
  return NULL;
}

static void
test_cancelled_before (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("test");
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) kept = NULL;
  Seen seen = { .worker = worker };
  Task task = { &seen, 1 };
  GMutex mutex;

  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);
  foyer_worker_run (worker, wait_for_word, &mutex, NULL, NULL, NULL, NULL, NULL, NULL);
  foyer_worker_run (worker, note, &task, data_free, result_free, cancellable, NULL, keep_result_cb,
                    &kept);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&mutex);
  wait_for (&kept);
  g_assert_null (foyer_worker_finish (kept, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (seen.n_run, ==, 0);
  g_assert_cmpint (seen.n_freed, ==, 1);
  g_mutex_clear (&mutex);
}

static void
test_free_runs_what_is_queued (void)
{
  FoyerWorker *worker = foyer_worker_new ("test");
  Seen seen = { .worker = worker };
  Task tasks[5];
  GAsyncResult *kept[5] = { NULL };

  for (int i = 0; i < 5; i++)
    {
      tasks[i] = (Task){ &seen, i };
      foyer_worker_run (worker, note, &tasks[i], data_free, result_free, NULL, NULL, keep_result_cb,
                        &kept[i]);
    }
  foyer_worker_free (worker);
  g_assert_cmpint (seen.n_run, ==, 5);
  g_assert_cmpint (seen.n_freed, ==, 5);
  for (int i = 0; i < 5; i++)
    {
      g_assert_cmpint (seen.order[i], ==, i);
      wait_for (&kept[i]);
      g_assert_true (foyer_worker_finish (kept[i], NULL) == &tasks[i]);
      g_object_unref (kept[i]);
    }
}

static gboolean
later_cb (gpointer data)
{
  gboolean *is_drawn = data;

  *is_drawn = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_wait (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("test");
  g_autoptr (GAsyncResult) kept = NULL;
  gboolean is_drawn = FALSE;
  Seen seen = { .worker = worker };
  Task task = { &seen, 1 };
  GMutex mutex;

  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);
  g_assert_true (foyer_worker_wait (worker, 0));
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, later_cb, &is_drawn, NULL);
  foyer_worker_run (worker, wait_for_word, &mutex, NULL, NULL, NULL, NULL, NULL, NULL);
  foyer_worker_run (worker, note, &task, data_free, result_free, NULL, NULL, keep_result_cb, &kept);
  g_assert_false (foyer_worker_wait (worker, 1000));
  g_mutex_unlock (&mutex);
  g_assert_true (foyer_worker_wait (worker, 10 * G_USEC_PER_SEC));
  g_assert_null (kept); /* callbacks come from the main loop alone */
  while (!is_drawn)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (kept); /* and before what has less priority */
  g_mutex_clear (&mutex);
}

static void
test_callback_context (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("test");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) kept = NULL;
  Seen seen = { .worker = worker };
  Task task = { &seen, 1 };

  g_main_context_push_thread_default (context);
  foyer_worker_run (worker, note, &task, NULL, NULL, NULL, NULL, keep_result_cb, &kept);
  g_main_context_pop_thread_default (context);
  while (kept == NULL)
    {
      g_assert_false (g_main_context_pending (NULL));
      g_main_context_iteration (context, TRUE);
    }
  g_assert_true (foyer_worker_finish (kept, NULL) == &task);
  /* What belongs to the caller is let go in the caller's context as well. */
  while (g_main_context_iteration (context, FALSE))
    ;
}

static void
test_fake_clock (void)
{
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (1000);
  gint64 before = foyer_clock_monotonic_us (clock);

  foyer_clock_advance (clock, 500);
  g_assert_cmpint (foyer_clock_now_us (clock), ==, 1500);
  g_assert_cmpint (foyer_clock_monotonic_us (clock) - before, ==, 500);
  foyer_clock_advance (clock, -900);
  g_assert_cmpint (foyer_clock_now_us (clock), ==, 600);
  g_assert_cmpint (foyer_clock_monotonic_us (clock) - before, ==, 500);
}

static void
test_system_clock (void)
{
  FoyerClock *clock = foyer_clock_ref (foyer_clock_system ());
  gint64 first = foyer_clock_monotonic_us (clock);

  g_assert_cmpint (foyer_clock_now_us (clock), >, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpint (foyer_clock_monotonic_us (clock), >=, first);
  foyer_clock_unref (clock);
  g_assert_true (foyer_clock_system () == clock);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worker/a-call-runs-on-the-worker-and-waits", test_call);
  g_test_add_func ("/worker/a-run-comes-back-with-its-result", test_run);
  g_test_add_func ("/worker/a-result-nobody-takes-is-freed", test_result_nobody_takes);
  g_test_add_func ("/worker/what-is-cancelled-before-it-begins-does-not-run",
                   test_cancelled_before);
  g_test_add_func ("/worker/freeing-runs-what-is-queued-in-order", test_free_runs_what_is_queued);
  g_test_add_func ("/worker/the-callback-comes-in-the-callers-context", test_callback_context);
  g_test_add_func ("/worker/a-wait-ends-with-the-jobs-or-its-time", test_wait);
  g_test_add_func ("/clock/a-fake-goes-back-but-its-monotonic-time-does-not", test_fake_clock);
  g_test_add_func ("/clock/there-is-one-real-clock", test_system_clock);

  return g_test_run ();
}
