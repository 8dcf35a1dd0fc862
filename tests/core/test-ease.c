/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-visit.h"

static FoyerVisit *
visit_new (FoyerClock *clock)
{
  FoyerVisit *visit = foyer_visit_new (clock, 60 * G_USEC_PER_SEC, 30 * G_USEC_PER_SEC);

  foyer_visit_begin (visit);
  return visit;
}

static void
count_cb (FoyerEase *ease, int key, gpointer data)
{
  ((int *)data)[key]++;
}

static void
test_limits (void)
{
  g_autoptr (FoyerEase) ease = foyer_ease_new ();
  int told[FOYER_EASE_N_KEYS] = { 0 };

  g_signal_connect (ease, "changed", G_CALLBACK (count_cb), told);
  foyer_ease_set (ease, FOYER_EASE_VOICE_VOLUME, 9);
  foyer_ease_set (ease, FOYER_EASE_VOICE_VOLUME, 5);
  g_assert_cmpint (foyer_ease_get (ease, FOYER_EASE_VOICE_VOLUME), ==, 5);
  g_assert_cmpint (told[FOYER_EASE_VOICE_VOLUME], ==, 1);
  foyer_ease_set (ease, FOYER_EASE_COLOURS, -1);
  g_assert_cmpint (foyer_ease_get (ease, FOYER_EASE_COLOURS), ==, FOYER_COLOURS_USUAL);
  g_assert_false (foyer_ease_is_usual (ease));
}

static void
test_visit_resets (void)
{
  FoyerClock *clock = foyer_clock_new_fake (0);
  g_autoptr (FoyerVisit) visit = visit_new (clock);
  FoyerEase *ease = foyer_visit_get_ease (visit);

  for (guint key = 0; key < FOYER_EASE_N_KEYS; key++)
    {
      foyer_ease_set (ease, key, 1);
      foyer_ease_set (ease, key, 2);
    }
  foyer_visit_end (visit);
  g_assert_true (foyer_ease_is_usual (ease));
  g_assert_false (foyer_visit_get_contrast (visit));
  foyer_clock_unref (clock);
}

static void
test_contrast (void)
{
  FoyerClock *clock = foyer_clock_new_fake (0);
  g_autoptr (FoyerVisit) visit = visit_new (clock);
  FoyerEase *ease = foyer_visit_get_ease (visit);

  foyer_visit_set_contrast (visit, TRUE);
  g_assert_cmpint (foyer_ease_get (ease, FOYER_EASE_COLOURS), ==, FOYER_COLOURS_DARK);
  foyer_ease_set (ease, FOYER_EASE_COLOURS, FOYER_COLOURS_LIGHT);
  foyer_visit_set_contrast (visit, TRUE);
  g_assert_cmpint (foyer_ease_get (ease, FOYER_EASE_COLOURS), ==, FOYER_COLOURS_LIGHT);
  foyer_visit_set_contrast (visit, FALSE);
  g_assert_true (foyer_ease_is_usual (ease));
  foyer_clock_unref (clock);
}

static void
test_patience (void)
{
  FoyerClock *clock = foyer_clock_new_fake (0);
  g_autoptr (FoyerVisit) visit = visit_new (clock);

  foyer_ease_set (foyer_visit_get_ease (visit), FOYER_EASE_SCANNING, FOYER_SCANNING_ONE_SWITCH);
  foyer_visit_touched (visit);
  foyer_clock_advance (clock, 239 * G_USEC_PER_SEC);
  g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_ACTIVE);
  foyer_clock_advance (clock, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_WARNING);
  foyer_clock_unref (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ease/a-value-keeps-to-its-limits-and-tells-once", test_limits);
  g_test_add_func ("/ease/the-end-of-a-visit-sets-everything-back", test_visit_resets);
  g_test_add_func ("/ease/contrast-is-either-of-two-sets-of-colours", test_contrast);
  g_test_add_func ("/ease/who-scans-has-four-times-as-long", test_patience);
  return g_test_run ();
}
