/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-browse-state.h"

/* Nothing is searched: a model that was not started only remembers. */

static FoyerProgramme *
programme_new (void)
{
  g_autoptr (GError) error = NULL;
  FoyerProgramme *programme = foyer_programme_new_from_json (
    "{\"id\":\"volunteering\",\"name\":\"P\",\"title\":\"P\",\"facets\":[{\"id\":\"f\","
    "\"label\":\"F\",\"options\":[{\"tag\":\"outdoors\",\"label\":\"O\",\"tone\":\"marsh\"},"
    "{\"tag\":\"digital\",\"label\":\"D\",\"tone\":\"plum\"}]}]}",
    &error);

  g_assert_no_error (error);
  return programme;
}

static FoyerBrowseModel *
model_new (void)
{
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (0);
  g_autoptr (FoyerProgramme) programme = programme_new ();
  FoyerBrowseModel *model = foyer_browse_model_new (NULL, clock, NULL, NULL);

  foyer_browse_model_set_programme (model, programme);
  return model;
}

static void
assert_state (FoyerBrowseModel *model, const char *expected)
{
  g_autofree char *state = foyer_browse_state_save (model);

  g_assert_cmpstr (state, ==, expected);
}

static void
test_round (void)
{
  static const char *const like[] = { "mens-shed", "wood", NULL };
  g_autoptr (FoyerBrowseModel) model = model_new ();
  g_autoptr (FoyerBrowseModel) again = model_new ();

  assert_state (model, "volunteering");
  foyer_browse_model_set_within (model, FOYER_WITHIN_5);
  foyer_browse_model_set_time (model, FOYER_TIME_WEEKLY);
  foyer_browse_model_set_tag (model, "outdoors", TRUE);
  foyer_browse_model_set_tag (model, "digital", TRUE);
  foyer_browse_model_set_like (model, like);
  foyer_browse_model_set_sort (model, FOYER_SORT_SOONEST);
  foyer_browse_model_set_text (model, "grüße &=?");
  {
    g_autofree char *state = foyer_browse_state_save (model);
    g_autofree char *programme = foyer_browse_state_dup_programme (state);

    g_assert_cmpstr (programme, ==, "volunteering");
    g_assert_true (g_str_has_prefix (state,
                                     "volunteering?within=5&time=weekly&tags=digital,outdoors"
                                     "&like=mens-shed,wood&sort=soonest&text="));

    foyer_browse_state_restore (again, state);
    assert_state (again, state);
    g_assert_cmpstr (foyer_browse_model_get_text (again), ==, "grüße &=?");
    g_assert_true (foyer_browse_model_get_tag (again, "digital"));
    g_assert_cmpint (foyer_browse_model_get_within (again), ==, FOYER_WITHIN_5);
  }
}

static void
test_nonsense (void)
{
  static const char *const arguments[]
    = { "",          "volunteering",   "volunteering?", "volunteering?&&&", "volunteering?within=7",
        "?time=now", "x?tags=,,nope,", "x?text",        "x?text=%",         "x?text=%00",
        "x?sort=",   "x?=y",           "x?within" };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      g_autoptr (FoyerBrowseModel) model = model_new ();

      foyer_browse_state_restore (model, arguments[i]);
      assert_state (model, "volunteering");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/browse-state/another-page-has-the-same-filters", test_round);
  g_test_add_func ("/browse-state/nonsense-sets-nothing", test_nonsense);
  return g_test_run ();
}
