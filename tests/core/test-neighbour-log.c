/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-neighbour-log.h"

static void
test_ready (void)
{
  g_autoptr (FoyerNeighbourLog) log = foyer_neighbour_log_new ();

  g_assert_false (foyer_neighbour_log_is_ready (log));
  foyer_neighbour_log_set_help (log, "shopping", TRUE);
  g_assert_true (foyer_neighbour_log_is_ready (log));
  foyer_neighbour_log_set_help (log, "shopping", FALSE);
  g_assert_false (foyer_neighbour_log_is_ready (log));
}

static void
test_kept (void)
{
  g_autoptr (FoyerNeighbourLog) log = foyer_neighbour_log_new ();
  g_autofree char *first = NULL;

  foyer_neighbour_log_set_help (log, "pets", TRUE);
  foyer_neighbour_log_set_whom (log, "friend", TRUE);
  foyer_neighbour_log_set_times (log, 2);
  g_assert_true (foyer_answer_check (foyer_neighbour_log_get_answer (log, "2026-11"), NULL));
  first = g_strdup (foyer_answer_get_id (foyer_neighbour_log_get_answer (log, "2026-11")));
  g_assert_cmpstr (foyer_answer_get_id (foyer_neighbour_log_get_answer (log, "2026-11")), ==,
                   first);
  foyer_neighbour_log_kept (log);
  g_assert_cmpuint (foyer_neighbour_log_get_told (log), ==, 2);
  g_assert_false (foyer_neighbour_log_has_help (log, "pets"));
  foyer_neighbour_log_set_help (log, "meal", TRUE);
  g_assert_cmpstr (foyer_answer_get_id (foyer_neighbour_log_get_answer (log, "2026-11")), !=,
                   first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/neighbour-log/needs to know what it was", test_ready);
  g_test_add_func ("/neighbour-log/counts what was told, and begins anew", test_kept);
  return g_test_run ();
}
