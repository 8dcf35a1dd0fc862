/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-choice.h"

#include "core/viewmodel/foyer-choice-words.h"
#include "core/viewmodel/foyer-unmet-need.h"

#include <string.h>

#define BIT(n) (1u << (n))
#define SLOT FOYER_MATCH_SLOT

static FoyerChoice *
full_choice (void)
{
  FoyerChoice *choice = foyer_choice_new ("volunteering");

  foyer_choice_set_time (choice, FOYER_MATCH_HOUR);
  foyer_choice_set_slots (choice, SLOT (1, 0) | SLOT (3, 0));
  foyer_choice_set_motive (choice, FOYER_MATCH_SOCIAL, TRUE);
  foyer_choice_set_fit (choice, FOYER_MATCH_SEATED, TRUE);
  foyer_choice_set_where (choice, FOYER_CHOICE_WHERE_PLACE);
  foyer_choice_set_miles (choice, 10);
  foyer_choice_set_step (choice, 3);
  return choice;
}

static void
test_text (void)
{
  g_autoptr (FoyerChoice) choice = full_choice ();
  g_autofree char *text = foyer_choice_dup_text (choice);
  g_autoptr (FoyerChoice) again = foyer_choice_new_from_text (text);
  g_autofree char *same = foyer_choice_dup_text (again);

  g_assert_cmpstr (text, ==,
                   "volunteering?time=hour&when=tue-am.thu-am&why=social&fits=seated&where=place"
                   "&miles=10&step=3");
  g_assert_cmpstr (same, ==, text);
}

static void
test_bad_text (void)
{
  const char *const texts[] = { NULL,
                                "",
                                "?",
                                "youth",
                                "youth?",
                                "youth?time",
                                "?time=never&why=&=",
                                "?miles=-3&step=99&when=noon.tue-am&fits=x&where=moon",
                                "a?b?c=d" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FoyerChoice) choice = foyer_choice_new_from_text (texts[i]);

      g_assert_cmpint (foyer_choice_get_time (choice), ==, FOYER_CHOICE_UNANSWERED);
      g_assert_cmpint (foyer_choice_get_step (choice), <, FOYER_CHOICE_N_STEPS);
      g_assert_cmpfloat (foyer_choice_get_miles (choice), >=, 1);
      g_assert_cmpint (foyer_choice_get_where (choice), ==, FOYER_CHOICE_WHERE_UNANSWERED);
    }
}

static void
test_two_reasons (void)
{
  g_autoptr (FoyerChoice) choice = foyer_choice_new ("");

  foyer_choice_set_motive (choice, 0, TRUE);
  foyer_choice_set_motive (choice, 1, TRUE);
  foyer_choice_set_motive (choice, 2, TRUE);
  g_assert_cmphex (foyer_choice_get_motives (choice), ==, BIT (1) | BIT (2));
  foyer_choice_set_motive (choice, 1, FALSE);
  g_assert_cmphex (foyer_choice_get_motives (choice), ==, BIT (2));
  foyer_choice_set_motive (choice, 4, TRUE);
  foyer_choice_set_motive (choice, 4, FALSE);
  foyer_choice_set_motive (choice, 2, FALSE);
  g_assert_false (foyer_choice_is_answered (choice, FOYER_CHOICE_STEP_WHY));
}

static void
test_skip (void)
{
  g_autoptr (FoyerChoice) choice = full_choice ();

  for (int step = 0; step < FOYER_CHOICE_N_STEPS; step++)
    {
      g_assert_true (foyer_choice_is_answered (choice, step));
      foyer_choice_skip (choice, step);
      g_assert_false (foyer_choice_is_answered (choice, step));
    }
}

static void
test_ask (void)
{
  g_autoptr (FoyerChoice) choice = full_choice ();
  FoyerMatchAsk ask;

  foyer_choice_fill_ask (choice, 51.7, 0.5, &ask);
  g_assert_cmpint (ask.where, ==, FOYER_MATCH_NEAR);
  g_assert_cmpfloat (ask.miles, ==, 10);
  g_assert_cmpstr (ask.programme, ==, "volunteering");
  foyer_choice_set_fit (choice, FOYER_MATCH_FROM_HOME, TRUE);
  foyer_choice_set_where (choice, FOYER_CHOICE_WHERE_HOME);
  foyer_choice_fill_ask (choice, 51.7, 0.5, &ask);
  g_assert_cmpint (ask.where, ==, FOYER_MATCH_AT_HOME);
  g_assert_cmphex (ask.fits, ==, BIT (FOYER_MATCH_SEATED));
  foyer_choice_set_slots (choice, FOYER_MATCH_ALL_SLOTS);
  foyer_choice_fill_ask (choice, 51.7, 0.5, &ask);
  g_assert_cmphex (ask.slots, ==, 0);
}

static void
test_relax (void)
{
  g_autoptr (FoyerChoice) choice = full_choice ();
  FoyerMatchRelax miles = { .kind = FOYER_MATCH_RELAX_MILES, .miles = INFINITY };
  FoyerMatchRelax fit = { .kind = FOYER_MATCH_RELAX_FIT, .fit = FOYER_MATCH_SEATED };
  FoyerMatchRelax time = { .kind = FOYER_MATCH_RELAX_TIME };
  FoyerMatchAsk ask;

  foyer_choice_relax (choice, &miles);
  foyer_choice_relax (choice, &fit);
  foyer_choice_relax (choice, &time);
  foyer_choice_fill_ask (choice, 51.7, 0.5, &ask);
  g_assert_cmpint (ask.where, ==, FOYER_MATCH_ANYWHERE);
  g_assert_cmpuint (ask.fits, ==, 0);
  g_assert_cmpint (ask.time, ==, -1);
}

static void
test_summary (void)
{
  g_autoptr (FoyerChoice) choice = full_choice ();
  g_autoptr (FoyerChoice) empty = foyer_choice_new ("");
  static const char *const answers[FOYER_CHOICE_N_STEPS]
    = { "About an hour", "Tuesday mornings or Thursday mornings", "To meet people", "Sitting down",
        "Within 10 miles of Maldon Library" };

  for (int step = 0; step < FOYER_CHOICE_N_STEPS; step++)
    {
      g_autofree char *words = foyer_choice_dup_answer (choice, step, "Maldon Library");
      g_autofree char *nothing = foyer_choice_dup_answer (empty, step, "Maldon Library");

      g_assert_cmpstr (words, ==, answers[step]);
      g_assert_null (nothing);
    }
}

/* Each way to answer a question has words of its own: "I don't mind" is an answer too. */
static void
test_answer_words (void)
{
  static const struct
  {
    const char *text;
    FoyerChoiceStep step;
    const char *words;
  } answers[] = { { "?time=any", FOYER_CHOICE_STEP_TIME, "Any amount of time" },
                  { "?why=social&why=understanding", FOYER_CHOICE_STEP_WHY,
                    "To learn something, to meet people" },
                  { "?fits=seated.quiet", FOYER_CHOICE_STEP_FITS, "Sitting down, quiet" },
                  { "?where=anywhere", FOYER_CHOICE_STEP_WHERE, "Anywhere in Essex" },
                  { "?where=home", FOYER_CHOICE_STEP_WHERE, "From home" },
                  { "?where=here&miles=any", FOYER_CHOICE_STEP_WHERE, "From Maldon Library" } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (FoyerChoice) choice = foyer_choice_new_from_text (answers[i].text);
      g_autofree char *words = foyer_choice_dup_answer (choice, answers[i].step, "Maldon Library");

      g_assert_cmpstr (words, ==, answers[i].words);
    }
}

static void
test_single (void)
{
  g_autoptr (FoyerChoice) choice = foyer_choice_new_from_text ("youth?time=hour&step=2&single=1");
  g_autofree char *text = foyer_choice_dup_text (choice);
  g_autofree char *without = NULL;

  g_assert_true (foyer_choice_is_single (choice));
  g_assert_nonnull (strstr (text, "&single=1"));
  foyer_choice_set_single (choice, FALSE);
  without = foyer_choice_dup_text (choice);
  g_assert_null (strstr (without, "single"));
}

static void
test_slot_words (void)
{
  g_autofree char *mornings = foyer_choice_slot_words (foyer_match_slots_of_word ("am"), TRUE, 3);
  g_autofree char *mixed
    = foyer_choice_slot_words (foyer_match_slots_of_word ("tue") | SLOT (5, 1), FALSE, 3);
  g_autofree char *many
    = foyer_choice_slot_words (SLOT (0, 0) | SLOT (1, 0) | SLOT (2, 0), TRUE, 2);

  g_assert_cmpstr (mornings, ==, "mornings");
  g_assert_cmpstr (mixed, ==, "Tuesdays and Saturday afternoons");
  g_assert_null (many);
}

static void
test_unmet_need (void)
{
  g_autoptr (FoyerUnmetNeed) need = foyer_unmet_need_new ();
  g_auto (GStrv) none = foyer_unmet_need_dup_reasons (need);
  g_auto (GStrv) two = NULL;

  g_assert_null (none[0]);
  foyer_unmet_need_set_reason (need, FOYER_UNMET_OTHER, TRUE);
  foyer_unmet_need_set_reason (need, FOYER_UNMET_FAR, TRUE);
  foyer_unmet_need_set_reason (need, FOYER_UNMET_TIME, TRUE);
  foyer_unmet_need_set_reason (need, FOYER_UNMET_TIME, FALSE);
  two = foyer_unmet_need_dup_reasons (need);
  g_assert_cmpstr (two[0], ==, "far");
  g_assert_cmpstr (two[1], ==, "other");
  g_assert_null (two[2]);
  foyer_unmet_need_set_words (need, "a choir for beginners");
  g_assert_cmpstr (foyer_unmet_need_get_words (need), ==, "a choir for beginners");
  foyer_unmet_need_set_sent (need);
  g_assert_cmpstr (foyer_unmet_need_get_words (need), ==, "");
  g_assert_true (foyer_unmet_need_is_sent (need));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choice/goes-from-page-to-page-as-text", test_text);
  g_test_add_func ("/choice/what-cannot-be-read-is-not-answered", test_bad_text);
  g_test_add_func ("/choice/a-third-reason-takes-the-place-of-the-first", test_two_reasons);
  g_test_add_func ("/choice/every-question-can-be-skipped", test_skip);
  g_test_add_func ("/choice/asks-what-was-answered", test_ask);
  g_test_add_func ("/choice/lets-go-of-one-answer", test_relax);
  g_test_add_func ("/choice/says-all-that-was-answered", test_summary);
  g_test_add_func ("/choice/every-answer-has-words", test_answer_words);
  g_test_add_func ("/choice/one-question-may-be-asked-alone", test_single);
  g_test_add_func ("/choice/says-the-week-in-few-words", test_slot_words);
  g_test_add_func ("/choice/why-nothing-suits-is-kept-until-it-is-sent", test_unmet_need);
  return g_test_run ();
}
