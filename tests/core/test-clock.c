/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-clock.h"

#include "scratch-dir.h"

#define DAY_US G_TIME_SPAN_DAY
#define HOUR_US G_TIME_SPAN_HOUR
/* A morning in November 2026, and 19 January 2038. */
#define TRUE_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)
#define LATE_US (G_GINT64_CONSTANT (2147483647) * G_USEC_PER_SEC)

typedef struct
{
  ScratchDir *dir;
  FoyerClock *base, *clock;
} Fixture;

/* As after a start of the machine with its own clock at base_us. */
static void
start_at (Fixture *f, gint64 base_us)
{
  g_clear_pointer (&f->clock, foyer_clock_unref);
  g_clear_pointer (&f->base, foyer_clock_unref);
  f->base = foyer_clock_new_fake (base_us);
  f->clock = foyer_clock_new_corrected (f->base, f->dir);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new ();
  start_at (f, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  foyer_clock_unref (f->clock);
  foyer_clock_unref (f->base);
  scratch_dir_free (f->dir);
}

static void
test_corrected (Fixture *f, gconstpointer data)
{
  const gint64 wrong[] = { 0, TRUE_US - 3600, LATE_US };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      start_at (f, wrong[i]);
      foyer_clock_correct (f->clock, TRUE_US);
      g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US);
      g_assert_cmpint (foyer_clock_get_base_error_us (f->clock), ==, wrong[i] - TRUE_US);
      foyer_clock_advance (f->base, 5 * HOUR_US);
      g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US + 5 * HOUR_US);
    }
}

/* A time server that sets the machine's clock years back (or on) moves nothing here. */
static void
test_jumps (Fixture *f, gconstpointer data)
{
  start_at (f, TRUE_US);
  foyer_clock_correct (f->clock, TRUE_US);
  foyer_clock_advance (f->base, -TRUE_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US);
}

static void
test_floor (Fixture *f, gconstpointer data)
{
  foyer_clock_correct (f->clock, TRUE_US);
  start_at (f, 0);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US);
  foyer_clock_advance (f->base, HOUR_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US + HOUR_US);
  start_at (f, TRUE_US + DAY_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US + DAY_US);
}

static void
test_no_floor (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, 0);
  start_at (f, LATE_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, LATE_US);
}

static char *
read_file (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "time-floor", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

static void
test_written_by_the_hour (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *same = NULL;
  g_autofree char *next = NULL;

  foyer_clock_correct (f->clock, TRUE_US);
  first = read_file (f);
  g_assert_nonnull (first);
  foyer_clock_correct (f->clock, TRUE_US + HOUR_US - 1);
  same = read_file (f);
  g_assert_cmpstr (same, ==, first);
  foyer_clock_correct (f->clock, TRUE_US + HOUR_US);
  next = read_file (f);
  g_assert_cmpstr (next, !=, first);
}

/* Every changed byte makes a floor none, and the next contact puts a good one in its place. */
static void
test_garbage (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "time-floor", NULL);
  g_autofree char *good = NULL;

  foyer_clock_correct (f->clock, TRUE_US);
  good = read_file (f);
  for (gsize i = 0; i + 1 < strlen (good); i++)
    {
      g_autofree char *bad = g_strdup (good);

      bad[i] = bad[i] == '7' ? '8' : '7';
      g_assert_true (g_file_set_contents (path, bad, -1, NULL));
      start_at (f, 0);
      g_assert_cmpint (foyer_clock_now_us (f->clock), ==, 0);
    }
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  start_at (f, 0);
  foyer_clock_correct (f->clock, TRUE_US);
  start_at (f, 0);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US);
}

/* A centre that was years ahead for a day does not leave its kiosks there. */
static void
test_centre_was_ahead (Fixture *f, gconstpointer data)
{
  foyer_clock_correct (f->clock, LATE_US);
  start_at (f, TRUE_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, LATE_US);
  foyer_clock_correct (f->clock, TRUE_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US);
  start_at (f, TRUE_US);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, TRUE_US);
}

static void
test_other_clocks (Fixture *f, gconstpointer data)
{
  foyer_clock_correct (f->base, TRUE_US);
  g_assert_cmpint (foyer_clock_now_us (f->base), ==, 0);
  foyer_clock_correct (foyer_clock_system (), 1);
  g_assert_cmpint (foyer_clock_now_us (foyer_clock_system ()), >, DAY_US);
  foyer_clock_correct (f->clock, -1);
  g_assert_cmpint (foyer_clock_now_us (f->clock), ==, 0);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/clock/the-centres-time-puts-any-clock-right", test_corrected);
  ADD ("/clock/a-clock-that-jumps-afterwards-does-not-matter", test_jumps);
  ADD ("/clock/at-1970-the-last-good-time-is-shown", test_floor);
  ADD ("/clock/without-a-floor-the-machine-is-believed", test_no_floor);
  ADD ("/clock/the-floor-is-written-once-an-hour", test_written_by_the_hour);
  ADD ("/clock/garbage-is-no-floor-and-is-replaced", test_garbage);
  ADD ("/clock/a-centre-that-was-ahead-leaves-no-kiosk-there", test_centre_was_ahead);
  ADD ("/clock/other-clocks-are-not-corrected", test_other_clocks);
  return g_test_run ();
}
