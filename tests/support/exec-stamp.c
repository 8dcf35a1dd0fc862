/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * exec-stamp: says when a program began, then becomes it.
 *
 *   exec-stamp [--after FILE] PROGRAM ARGUMENT…
 *
 * Prints "trace: exec PID MICROSECONDS" (CLOCK_MONOTONIC) and executes PROGRAM in the same process, so
 * that whoever started it through a compositor knows its process id and can tell the time to its first
 * frame. With --after it first waits until FILE exists: for the screen to have its final size.
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY_MS 10
#define GIVE_UP_MS 30000 /* a screen that is not ready by then will never be */

static int
wait_for (const char *path)
{
  const struct timespec pause = { .tv_nsec = LOOK_EVERY_MS * 1000000L };

  for (int ms = 0; ms < GIVE_UP_MS; ms += LOOK_EVERY_MS)
    {
      if (access (path, F_OK) == 0)
        return 0;
      nanosleep (&pause, NULL);
    }
  return -1;
}

int
main (int argc, char **argv)
{
  struct timespec now;
  int first = 1;

  if (argc > 2 && strcmp (argv[1], "--after") == 0)
    {
      if (wait_for (argv[2]) != 0)
        {
          fprintf (stderr, "exec-stamp: %s did not appear\n", argv[2]);
          return 1;
        }
      first = 3;
    }
  if (first >= argc)
    {
      fprintf (stderr, "usage: exec-stamp [--after FILE] PROGRAM ARGUMENT…\n");
      return 2;
    }
  clock_gettime (CLOCK_MONOTONIC, &now);
  printf ("trace: exec %ld %lld\n", (long) getpid (),
          (long long) now.tv_sec * 1000000 + now.tv_nsec / 1000);
  fflush (stdout);
  execvp (argv[first], argv + first);
  fprintf (stderr, "exec-stamp: %s: %s\n", argv[first], strerror (errno));
  return 127;
}
