/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-baseline.h"

static void
test_answers (void)
{
  g_autoptr (FoyerBaseline) baseline = foyer_baseline_new ();
  g_autofree char *id = NULL;

  g_assert_null (foyer_baseline_get_answer (baseline, FOYER_BASELINE_GROUP));
  foyer_baseline_set_answer (baseline, FOYER_BASELINE_GROUP, foyer_baseline_answers[1]);
  foyer_baseline_set_answer (baseline, FOYER_BASELINE_INFORMAL, foyer_baseline_answers[0]);
  g_assert_cmpstr (foyer_baseline_get_answer (baseline, FOYER_BASELINE_GROUP), ==,
                   foyer_baseline_answers[1]);
  g_assert_cmpstr (foyer_baseline_get_answer (baseline, FOYER_BASELINE_INFORMAL), ==,
                   foyer_baseline_answers[0]);
  g_assert_true (foyer_answer_check (foyer_baseline_get_form (baseline), NULL));
  id = g_strdup (foyer_answer_get_id (foyer_baseline_get_form (baseline)));
  g_assert_cmpstr (foyer_answer_get_id (foyer_baseline_get_form (baseline)), ==, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baseline/answers make one form, the same each time", test_answers);
  return g_test_run ();
}
