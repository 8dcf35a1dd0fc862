/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-visit.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define IDLE (90 * SECOND)
#define WARNING (30 * SECOND)

typedef struct
{
  FoyerClock *clock;
  FoyerVisit *visit;
  guint n_changes; /* times ::state-changed */
} Fixture;

static void
state_changed_cb (FoyerVisit *visit, gpointer data)
{
  Fixture *f = data;

  f->n_changes++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->clock = foyer_clock_new_fake (1000 * SECOND);
  f->visit = foyer_visit_new (f->clock, IDLE, WARNING);
  f->n_changes = 0;
  g_signal_connect (f->visit, "state-changed", G_CALLBACK (state_changed_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->visit);
  foyer_clock_unref (f->clock);
}

static void
assert_state (Fixture *f, FoyerVisitState state, guint n_changes)
{
  g_assert_cmpint (foyer_visit_update (f->visit), ==, state);
  g_assert_cmpuint (f->n_changes, ==, n_changes);
}

static void
go_to_warning (Fixture *f)
{
  foyer_visit_begin (f->visit);
  foyer_clock_advance (f->clock, IDLE);
  assert_state (f, FOYER_VISIT_WARNING, 2);
}

static void
test_nobody (Fixture *f, gconstpointer data)
{
  assert_state (f, FOYER_VISIT_NONE, 0);
  g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, -1);
  foyer_visit_touched (f->visit);
  foyer_visit_more_time (f->visit);
  foyer_visit_end (f->visit);
  foyer_clock_advance (f->clock, 1000 * IDLE);
  assert_state (f, FOYER_VISIT_NONE, 0);
}

static void
test_idle (Fixture *f, gconstpointer data)
{
  foyer_visit_begin (f->visit);
  assert_state (f, FOYER_VISIT_ACTIVE, 1);
  foyer_clock_advance (f->clock, IDLE - 1);
  assert_state (f, FOYER_VISIT_ACTIVE, 1);
  foyer_clock_advance (f->clock, 1);
  assert_state (f, FOYER_VISIT_WARNING, 2);
  foyer_clock_advance (f->clock, WARNING - 1);
  assert_state (f, FOYER_VISIT_WARNING, 2);
  foyer_clock_advance (f->clock, 1);
  assert_state (f, FOYER_VISIT_ENDED, 3);
  g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, -1);
  foyer_visit_touched (f->visit);
  foyer_visit_more_time (f->visit);
  assert_state (f, FOYER_VISIT_ENDED, 3);
}

static void
test_touch (Fixture *f, gconstpointer data)
{
  foyer_visit_begin (f->visit);
  for (guint i = 0; i < 100; i++)
    {
      foyer_clock_advance (f->clock, IDLE - 1);
      foyer_visit_touched (f->visit);
    }
  assert_state (f, FOYER_VISIT_ACTIVE, 1);
  foyer_clock_advance (f->clock, IDLE - 1);
  assert_state (f, FOYER_VISIT_ACTIVE, 1);
}

/* The next visitor's first touch must not open the last one's form. */
static void
test_touch_in_warning (Fixture *f, gconstpointer data)
{
  go_to_warning (f);
  foyer_clock_advance (f->clock, WARNING - 1);
  foyer_visit_touched (f->visit);
  assert_state (f, FOYER_VISIT_WARNING, 2);
  foyer_clock_advance (f->clock, 1);
  assert_state (f, FOYER_VISIT_ENDED, 3);
}

/* Nobody had looked at the clock when it came. */
static void
test_late_touch (Fixture *f, gconstpointer data)
{
  foyer_visit_begin (f->visit);
  foyer_clock_advance (f->clock, IDLE);
  foyer_visit_touched (f->visit);
  g_assert_cmpuint (f->n_changes, ==, 2);
  assert_state (f, FOYER_VISIT_WARNING, 2);
}

static void
test_more_time (Fixture *f, gconstpointer data)
{
  foyer_visit_begin (f->visit);
  for (guint i = 0; i < 1000; i++)
    {
      foyer_clock_advance (f->clock, IDLE);
      assert_state (f, FOYER_VISIT_WARNING, 2 + 2 * i);
      foyer_clock_advance (f->clock, WARNING - 1);
      foyer_visit_more_time (f->visit);
      assert_state (f, FOYER_VISIT_ACTIVE, 3 + 2 * i);
      g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, IDLE);
    }
}

/* The press and the end of the time come in one go: who pressed is here. */
static void
test_more_time_at_the_last_moment (Fixture *f, gconstpointer data)
{
  go_to_warning (f);
  foyer_clock_advance (f->clock, WARNING);
  foyer_visit_more_time (f->visit);
  assert_state (f, FOYER_VISIT_ACTIVE, 3);
}

static void
test_warning_in_full (Fixture *f, gconstpointer data)
{
  foyer_visit_begin (f->visit);
  foyer_clock_advance (f->clock, 1000 * IDLE);
  assert_state (f, FOYER_VISIT_WARNING, 2);
  g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, 30);
}

static void
test_warning_never_short (Fixture *f, gconstpointer data)
{
  const gint64 asked[]
    = { G_MININT64, -1, 0, 1, 19 * SECOND, 20 * SECOND, 21 * SECOND, G_MAXINT64 };
  const int shown[] = { 20, 20, 20, 20, 20, 20, 21, 24 * 60 * 60 };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (FoyerVisit) visit = foyer_visit_new (f->clock, 0, asked[i]);

      foyer_visit_begin (visit);
      g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_WARNING);
      g_assert_cmpint (foyer_visit_seconds_left (visit), ==, shown[i]);
    }
}

/* From the first touch to the end, the clock is looked at once for the warning and once for every
 * second of the count-down, and every look finds something new. */
static void
test_no_polling (Fixture *f, gconstpointer data)
{
  guint n_wakes = 0;
  int before = 31;

  foyer_visit_begin (f->visit);
  g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, IDLE);
  foyer_clock_advance (f->clock, IDLE / 2);
  g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, IDLE / 2);
  for (gint64 wait; (wait = foyer_visit_until_next_us (f->visit)) >= 0; n_wakes++)
    {
      g_assert_cmpint (wait, >, 0);
      foyer_clock_advance (f->clock, wait);
      if (foyer_visit_update (f->visit) == FOYER_VISIT_ENDED)
        continue;
      g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, before - 1);
      before = foyer_visit_seconds_left (f->visit);
    }
  assert_state (f, FOYER_VISIT_ENDED, 3);
  g_assert_cmpuint (n_wakes, ==, 31);
}

static void
test_count_down (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, 0);
  go_to_warning (f);
  g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, 30);
  foyer_clock_advance (f->clock, 1);
  g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, 30);
  /* Looked at between two seconds, it still wakes on the whole one. */
  foyer_clock_advance (f->clock, SECOND / 2 - 1);
  g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, SECOND / 2);
  foyer_clock_advance (f->clock, SECOND / 2);
  g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, 29);
  foyer_clock_advance (f->clock, WARNING);
  g_assert_cmpint (foyer_visit_seconds_left (f->visit), ==, 0);
  g_assert_cmpint (foyer_visit_until_next_us (f->visit), ==, 0);
}

static void
notify_cb (FoyerVisit *visit, GParamSpec *spec, gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  guint n_notified = 0;
  const int percents[][2] = { { 150, 150 }, { 200, 200 }, { 9999, 200 }, { 199, 150 }, { 1, 100 } };

  g_signal_connect (f->visit, "notify", G_CALLBACK (notify_cb), &n_notified);
  foyer_visit_begin (f->visit);
  g_assert_cmpuint (n_notified, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      foyer_visit_set_text_percent (f->visit, percents[i][0]);
      g_assert_cmpint (foyer_visit_get_text_percent (f->visit), ==, percents[i][1]);
    }
  g_assert_cmpuint (n_notified, ==, 4);
  g_object_set (f->visit, "contrast", TRUE, "origin-postcode", "CM1 1QH", NULL);
  foyer_visit_set_contrast (f->visit, 7);
  foyer_visit_set_origin (f->visit, foyer_visit_get_origin (f->visit));
  g_assert_cmpuint (n_notified, ==, 6);
  g_assert_true (foyer_visit_get_contrast (f->visit));
  g_assert_cmpstr (foyer_visit_get_origin (f->visit), ==, "CM1 1QH");
}

static void
assert_default_choices (Fixture *f)
{
  g_assert_cmpint (foyer_visit_get_text_percent (f->visit), ==, 100);
  g_assert_false (foyer_visit_get_contrast (f->visit));
  g_assert_null (foyer_visit_get_origin (f->visit));
  g_assert_null (foyer_visit_get_guided_to (f->visit));
  g_assert_false (foyer_visit_get_asked (f->visit));
}

static void
make_choices (Fixture *f)
{
  foyer_visit_set_text_percent (f->visit, 200);
  foyer_visit_set_contrast (f->visit, TRUE);
  foyer_visit_set_origin (f->visit, "CM1 1QH");
  foyer_visit_set_guided_to (f->visit, "ess-034");
  foyer_visit_set_asked (f->visit, TRUE);
}

static void
test_everything_goes (Fixture *f, gconstpointer data)
{
  go_to_warning (f);
  make_choices (f);
  foyer_clock_advance (f->clock, WARNING);
  assert_state (f, FOYER_VISIT_ENDED, 3);
  assert_default_choices (f);
  /* What was set on the attract screen is not the next visitor's either. */
  make_choices (f);
  foyer_visit_begin (f->visit);
  assert_state (f, FOYER_VISIT_ACTIVE, 4);
  assert_default_choices (f);
  make_choices (f);
  foyer_visit_end (f->visit);
  assert_state (f, FOYER_VISIT_ENDED, 5);
  assert_default_choices (f);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/visit/with-nobody-here-it-sleeps", test_nobody);
  ADD ("/visit/left-alone-it-warns-and-then-ends", test_idle);
  ADD ("/visit/a-touch-keeps-it-going", test_touch);
  ADD ("/visit/a-touch-does-not-dismiss-the-warning", test_touch_in_warning);
  ADD ("/visit/a-touch-that-comes-too-late-meets-the-warning", test_late_touch);
  ADD ("/visit/more-time-is-given-as-often-as-wanted", test_more_time);
  ADD ("/visit/more-time-counts-at-the-last-moment", test_more_time_at_the_last_moment);
  ADD ("/visit/the-warning-is-shown-in-full-however-late", test_warning_in_full);
  ADD ("/visit/the-warning-is-never-under-20-seconds", test_warning_never_short);
  ADD ("/visit/it-wakes-only-when-something-changes", test_no_polling);
  ADD ("/visit/the-count-down-is-rounded-up", test_count_down);
  ADD ("/visit/a-choice-is-told-once", test_choices);
  ADD ("/visit/at-the-end-every-choice-goes", test_everything_goes);
  return g_test_run ();
}
