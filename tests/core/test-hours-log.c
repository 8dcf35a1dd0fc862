/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-hours-log.h"

static FoyerHoursLog *
log_new (void)
{
  FoyerHoursLog *log = foyer_hours_log_new ();

  foyer_hours_log_set_date (log, "2026-11-27");
  foyer_hours_log_set_minutes (log, 75);
  return log;
}

static void
test_quarters (void)
{
  g_autoptr (FoyerHoursLog) log = log_new ();

  g_assert_cmpint (foyer_hours_log_get_minutes (log), ==, 75);
  foyer_hours_log_set_minutes (log, 0);
  g_assert_cmpint (foyer_hours_log_get_minutes (log), ==, FOYER_HOURS_STEP_MINUTES);
  foyer_hours_log_set_minutes (log, 100000);
  g_assert_cmpint (foyer_hours_log_get_minutes (log), ==, FOYER_HOURS_MOST_MINUTES);
}

/* Trying again is the same record; the next hours are another one, under the code they got. */
static void
test_kept (void)
{
  g_autoptr (FoyerHoursLog) log = log_new ();
  g_autofree char *first = g_strdup (foyer_answer_get_id (foyer_hours_log_get_answer (log)));

  g_assert_true (foyer_answer_check (foyer_hours_log_get_answer (log), NULL));
  g_assert_cmpstr (foyer_answer_get_id (foyer_hours_log_get_answer (log)), ==, first);
  foyer_hours_log_kept (log, "HAZEL-OTTER-417238");
  g_assert_cmpint (foyer_hours_log_get_added (log), ==, 75);
  g_assert_cmpstr (foyer_hours_log_get_code (log), ==, "HAZEL-OTTER-417238");
  foyer_hours_log_set_date (log, "2026-11-28");
  g_assert_cmpstr (foyer_answer_get_id (foyer_hours_log_get_answer (log)), !=, first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours-log/keeps to quarter hours of one day", test_quarters);
  g_test_add_func ("/hours-log/the same hours are one record, the next another", test_kept);
  return g_test_run ();
}
