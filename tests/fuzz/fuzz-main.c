/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "fuzz-mutate.h"
#define FUZZ_IS_DRIVER
#include "fuzz.h"

/* Our own driver of a target, for where clang and its libFuzzer are not.
 *
 *   fuzz-NAME CORPUS        replays every file in it, then changes them for so many seconds: TAP
 *   fuzz-NAME --replay CORPUS    the first half only
 *   fuzz-NAME --one FILE…   single inputs, to look at one that was found
 *
 * One thread. The same seed tries the same inputs in the same order; how far it comes is up to the
 * machine. What ended the program is kept beside it as NAME.crash. FOYER_FUZZ_SECONDS,
 * FOYER_LONG=1, FOYER_SEED.
 */

/* s of changing inputs: in every check, and in the long run. */
#define SECONDS_DEFAULT 10
#define SECONDS_LONG (30 * 60)
#define SEED_DEFAULT 20261128
/* ms between two looks at whether the target still moves, and how many of them an input may take: 1
 * s of the processor's time, or 20 s in which it did nothing at all. */
#define TICK_MS 100
#define BUSY_TICKS_MAX 10
#define IDLE_TICKS_MAX 200
/* Inputs between two looks at the clock. */
#define RUNS_A_LOOK 16

extern int LLVMFuzzerInitialize (int *argc, char ***argv) __attribute__ ((weak));

static const char *target_name;
static const guint8 *current;
static gsize current_size;
static volatile guint64 runs;
static guint n_tap;

static void
say (const char *text)
{
  G_GNUC_UNUSED ssize_t n = write (STDOUT_FILENO, text, strlen (text));
}

/* The program is about to end: nothing here may allocate. */
static void
keep_input (void)
{
  char path[256];
  int fd;

  g_snprintf (path, sizeof path, "%s.crash", target_name);
  fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      G_GNUC_UNUSED ssize_t n = write (fd, current, current_size);
      close (fd);
    }
  say ("\nnot ok ");
  say (n_tap == 0 ? "1" : "2");
  say (" - ");
  say (target_name);
  say (" bears every input\n# the input is kept as ");
  say (path);
  say ("\n");
}

static void
ended_cb (int number)
{
  keep_input ();
  signal (number, SIG_DFL);
  raise (number);
}

static void
tick_cb (int number)
{
  static guint64 last[2];
  static guint same[2];
  guint i = number == SIGPROF ? 0 : 1;

  same[i] = runs == last[i] && current != NULL ? same[i] + 1 : 0;
  last[i] = runs;
  if (same[i] <= (i == 0 ? BUSY_TICKS_MAX : IDLE_TICKS_MAX))
    return;
  keep_input ();
  say ("# this input takes too long\n");
  _exit (1);
}

static void
watch (void)
{
  const struct itimerval every = { { 0, TICK_MS * 1000 }, { 0, TICK_MS * 1000 } };
  struct sigaction action = { .sa_handler = tick_cb, .sa_flags = SA_RESTART };

  __sanitizer_set_death_callback (keep_input);
  signal (SIGABRT, ended_cb);
  signal (SIGTRAP, ended_cb);
  sigaction (SIGPROF, &action, NULL);
  sigaction (SIGALRM, &action, NULL);
  setitimer (ITIMER_PROF, &every, NULL);
  setitimer (ITIMER_REAL, &every, NULL);
}

/* In memory of exactly its size: what reads one byte on is seen. */
static void
run_one (const guint8 *data, gsize size)
{
  guint8 *exact = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (exact, data, size);
  current = exact;
  current_size = size;
  LLVMFuzzerTestOneInput (exact, size);
  runs++;
  current = NULL;
  g_free (exact);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* By name, so that a seed means the same everywhere. */
static GPtrArray *
load_corpus (const char *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  for (guint i = 0; i < paths->len; i++)
    {
      char *data = NULL;
      gsize size;

      if (g_file_get_contents (paths->pdata[i], &data, &size, NULL))
        g_ptr_array_add (inputs, g_bytes_new_take (data, size));
    }
  return inputs;
}

static guint
get_seconds (void)
{
  const char *own = g_getenv ("FOYER_FUZZ_SECONDS");

  if (own != NULL)
    return (guint)g_ascii_strtoull (own, NULL, 10);
  return g_strcmp0 (g_getenv ("FOYER_LONG"), "1") == 0 ? SECONDS_LONG : SECONDS_DEFAULT;
}

static void
replay (const GPtrArray *inputs)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (inputs->pdata[i], &size);

      run_one (data, size);
    }
  run_one (NULL, 0);
  g_print ("ok %u - %s bears its %u inputs\n", ++n_tap, target_name, inputs->len);
}

static void
change_for (guint seconds, guint64 seed, const GPtrArray *inputs)
{
  FuzzDice dice = { (seed ^ g_str_hash (target_name)) * 0x9E3779B97F4A7C15 | 1 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gint64 start_us = g_get_monotonic_time ();
  guint64 runs_before = runs;

  while (g_get_monotonic_time () - start_us < seconds * G_USEC_PER_SEC)
    for (guint i = 0; i < RUNS_A_LOOK; i++)
      {
        gsize size;
        const guint8 *data
          = g_bytes_get_data (inputs->pdata[fuzz_dice_below (&dice, inputs->len)], &size);

        g_byte_array_set_size (bytes, 0);
        g_byte_array_append (bytes, data, (guint)MIN (size, FUZZ_MAX_SIZE));
        fuzz_mutate (&dice, inputs, bytes);
        run_one (bytes->data, bytes->len);
      }
  g_print ("ok %u - %s bears what they change into\n", ++n_tap, target_name);
  g_print ("# fuzz %s %" G_GUINT64_FORMAT " runs %u s 0 crashes\n", target_name, runs - runs_before,
           seconds);
}

static int
run_files (int n, char **paths)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (paths[i], &data, &size, NULL))
        return 1;
      run_one ((const guint8 *)data, size);
      g_print ("# %s: %s\n", paths[i], __lsan_do_recoverable_leak_check () ? "leaks" : "is borne");
    }
  return 0;
}

int
main (int argc, char **argv)
{
  const char *text = g_getenv ("FOYER_SEED");
  guint64 seed = text ? g_ascii_strtoull (text, NULL, 10) : SEED_DEFAULT;
  gboolean is_replay = argc > 2 && g_str_equal (argv[1], "--replay");
  g_autoptr (GPtrArray) inputs = NULL;

  if (argc < 2)
    return 2;
  /* Never freed: what ends the program says it. */
  target_name = strrchr (argv[0], '/') ? strrchr (argv[0], '/') + 1 : argv[0];
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (LLVMFuzzerInitialize)
    LLVMFuzzerInitialize (&argc, &argv);
  watch ();
  if (g_str_equal (argv[1], "--one"))
    return run_files (argc - 2, argv + 2);
  inputs = load_corpus (argv[is_replay ? 2 : 1]);
  if (inputs->len == 0)
    {
      g_print ("1..1\nnot ok 1 - %s has inputs to begin with\n", target_name);
      return 1;
    }
  g_print ("1..%u\n# seed %" G_GUINT64_FORMAT "\n", is_replay ? 2 : 3, seed);
  replay (inputs);
  if (!is_replay)
    change_for (get_seconds (), seed, inputs);
  if (__lsan_do_recoverable_leak_check () != 0)
    {
      g_print ("not ok %u - %s leaks nothing\n", ++n_tap, target_name);
      return 1;
    }
  g_print ("ok %u - %s leaks nothing\n", ++n_tap, target_name);
  return 0;
}
