/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-draft.h"

#include <string.h>

static FoyerDraft *
new_draft (void)
{
  return foyer_draft_new ("hedge-care", NULL, "volunteering", "1.204");
}

/* Every answer given, and right. */
static FoyerDraft *
filled_draft (void)
{
  FoyerDraft *draft = new_draft ();

  foyer_draft_set_age_band (draft, FOYER_AGE_ADULT);
  foyer_draft_set_name (draft, "  Zo\xc3\xab ");
  foyer_draft_set_contact (draft, FOYER_CONTACT_PHONE, "07700 900 123");
  foyer_draft_set_consent (draft, TRUE);
  return draft;
}

static void
assert_first_problem (FoyerDraft *draft, FoyerDraftStep step, FoyerProblem problem)
{
  FoyerProblem found = 99;

  g_assert_cmpint (foyer_draft_first_problem (draft, &found), ==, step);
  g_assert_cmpint (found, ==, problem);
}

static void
test_id (void)
{
  g_autoptr (FoyerDraft) draft = new_draft ();
  g_autoptr (FoyerDraft) other = new_draft ();
  g_autofree char *before = g_strdup (foyer_draft_get_id (draft));

  g_assert_true (foyer_id_is_valid (before));
  foyer_draft_set_name (draft, "Al");
  g_assert_cmpstr (foyer_draft_get_id (draft), ==, before);
  g_assert_cmpstr (foyer_draft_get_id (other), !=, before);
}

static void
test_step_by_step (void)
{
  g_autoptr (FoyerDraft) draft = new_draft ();

  assert_first_problem (draft, FOYER_STEP_AGE, FOYER_PROBLEM_AGE_MISSING);
  foyer_draft_set_age_band (draft, FOYER_AGE_ADULT);
  assert_first_problem (draft, FOYER_STEP_NAME, FOYER_PROBLEM_NAME_MISSING);
  foyer_draft_set_name (draft, "Al");
  assert_first_problem (draft, FOYER_STEP_CONTACT, FOYER_PROBLEM_CONTACT_MISSING);
  foyer_draft_set_contact (draft, FOYER_CONTACT_EMAIL, "al@example.org");
  assert_first_problem (draft, FOYER_STEP_CHECK, FOYER_PROBLEM_CONSENT_MISSING);
  g_assert_null (foyer_draft_dup_interest (draft));
  foyer_draft_set_consent (draft, TRUE);
  assert_first_problem (draft, FOYER_N_STEPS, FOYER_PROBLEM_NONE);
}

static void
test_interest (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();
  g_autoptr (FoyerInterest) interest = foyer_draft_dup_interest (draft);

  g_assert_cmpstr (interest->listing, ==, "hedge-care");
  g_assert_null (interest->session);
  g_assert_cmpstr (interest->programme, ==, "volunteering");
  g_assert_cmpstr (interest->content_version, ==, "1.204");
  g_assert_cmpstr (interest->name, ==, "Zo\xc3\xab");
  g_assert_cmpint (interest->contact_kind, ==, FOYER_CONTACT_PHONE);
  g_assert_cmpstr (interest->contact, ==, "07700900123");
  g_assert_cmpint (interest->age_band, ==, FOYER_AGE_ADULT);
  g_assert_true (interest->consent_contact);
}

static void
test_question (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();
  g_autofree char *long_question = g_strnfill (FOYER_QUESTION_MAX + 1, 'a');
  g_autoptr (FoyerInterest) interest = NULL;

  g_assert_false (foyer_draft_has_step (draft, FOYER_STEP_QUESTION));
  g_assert_cmpuint (foyer_draft_count_steps (draft), ==, 4);
  g_assert_cmpuint (foyer_draft_count_to (draft, FOYER_STEP_NAME), ==, 2);
  foyer_draft_set_wish (draft, FOYER_WISH_QUESTION);
  g_assert_cmpuint (foyer_draft_count_steps (draft), ==, 5);
  g_assert_cmpuint (foyer_draft_count_to (draft, FOYER_STEP_NAME), ==, 3);
  assert_first_problem (draft, FOYER_STEP_QUESTION, FOYER_PROBLEM_QUESTION_MISSING);
  foyer_draft_set_question (draft, long_question);
  assert_first_problem (draft, FOYER_STEP_QUESTION, FOYER_PROBLEM_QUESTION_TOO_LONG);
  foyer_draft_set_question (draft, "  Is it quiet?\n");
  assert_first_problem (draft, FOYER_N_STEPS, FOYER_PROBLEM_NONE);
  interest = foyer_draft_dup_interest (draft);
  g_assert_cmpint (interest->wish, ==, FOYER_WISH_QUESTION);
  g_assert_cmpstr (interest->question, ==, "Is it quiet?");
}

/* Who does not ask any more has not asked; of a child nothing is kept. */
static void
test_question_gone (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();
  g_autoptr (FoyerInterest) interest = NULL;

  foyer_draft_set_wish (draft, FOYER_WISH_QUESTION);
  foyer_draft_set_question (draft, "Is it quiet?");
  foyer_draft_set_wish (draft, FOYER_WISH_TRY_ONCE);
  interest = foyer_draft_dup_interest (draft);
  g_assert_cmpint (interest->wish, ==, FOYER_WISH_TRY_ONCE);
  g_assert_null (interest->question);
  foyer_draft_set_age_band (draft, FOYER_AGE_UNDER_13);
  g_assert_cmpstr (foyer_draft_get_question (draft), ==, "");
}

static void
test_under_13 (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();

  foyer_draft_set_age_band (draft, FOYER_AGE_UNDER_13);
  foyer_draft_set_name (draft, "Al");
  foyer_draft_set_contact (draft, FOYER_CONTACT_PHONE, "07700 900123");
  foyer_draft_set_consent (draft, TRUE);
  g_assert_cmpstr (foyer_draft_get_name (draft), ==, "");
  g_assert_cmpstr (foyer_draft_get_contact (draft), ==, "");
  g_assert_cmpint (foyer_draft_get_contact_kind (draft), ==, FOYER_CONTACT_NONE);
  g_assert_false (foyer_draft_get_consent (draft));
  assert_first_problem (draft, FOYER_STEP_AGE, FOYER_PROBLEM_AGE_UNDER_13);
  g_assert_null (foyer_draft_dup_interest (draft));
}

/* One's own number must not become "my parent's" by going back a step. */
static void
test_age_changed (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();

  foyer_draft_set_age_band (draft, FOYER_AGE_ADULT);
  g_assert_cmpint (foyer_draft_get_contact_kind (draft), ==, FOYER_CONTACT_PHONE);
  foyer_draft_set_age_band (draft, FOYER_AGE_13_17);
  g_assert_cmpstr (foyer_draft_get_name (draft), ==, "Zo\xc3\xab");
  g_assert_cmpstr (foyer_draft_get_contact (draft), ==, "");
  g_assert_false (foyer_draft_get_consent (draft));
  assert_first_problem (draft, FOYER_STEP_CONTACT, FOYER_PROBLEM_CONTACT_MISSING);
}

static void
test_contact_kinds (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();
  const struct
  {
    FoyerContactKind kind;
    const char *typed, *shown, *kept;
  } cases[] = {
    { FOYER_CONTACT_PHONE, "+44 (0)7700 900123", "07700 900123", "07700900123" },
    { FOYER_CONTACT_EMAIL, " Al@EXAMPLE.org", "Al@example.org", "Al@example.org" },
    { FOYER_CONTACT_POST, "1 High Street\ncm1 1qh", "1 High Street, CM1 1QH",
      "1 High Street, CM1 1QH" },
    { FOYER_CONTACT_STAFF, "", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerInterest) interest = NULL;
      g_autofree char *shown = NULL;

      foyer_draft_set_contact (draft, cases[i].kind, cases[i].typed);
      g_assert_cmpstr (foyer_draft_get_contact (draft), ==, cases[i].typed);
      shown = foyer_draft_dup_contact_shown (draft);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      interest = foyer_draft_dup_interest (draft);
      g_assert_nonnull (interest);
      g_assert_cmpint (interest->contact_kind, ==, cases[i].kind);
      g_assert_cmpstr (interest->contact, ==, cases[i].kept);
    }
}

static void
test_wrong_contact (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();
  g_autofree char *shown = NULL;

  foyer_draft_set_contact (draft, FOYER_CONTACT_PHONE, "07700 90012");
  assert_first_problem (draft, FOYER_STEP_CONTACT, FOYER_PROBLEM_PHONE_TOO_SHORT);
  shown = foyer_draft_dup_contact_shown (draft);
  g_assert_cmpstr (shown, ==, "07700 90012");
  g_assert_cmpstr (foyer_draft_get_contact (draft), ==, "07700 90012");
  g_assert_null (foyer_draft_dup_interest (draft));
  foyer_draft_set_contact (draft, FOYER_CONTACT_POST, "");
  assert_first_problem (draft, FOYER_STEP_CONTACT, FOYER_PROBLEM_POST_MISSING);
  foyer_draft_set_contact (draft, FOYER_CONTACT_NONE, "07700 900123");
  g_assert_cmpstr (foyer_draft_get_contact (draft), ==, "");
  assert_first_problem (draft, FOYER_STEP_CONTACT, FOYER_PROBLEM_CONTACT_MISSING);
}

/* Everything the rules let through can be sealed. */
static void
test_can_be_sealed (void)
{
  g_autoptr (FoyerDraft) draft = filled_draft ();
  g_autoptr (FoyerInterest) interest = foyer_draft_dup_interest (draft);
  g_autoptr (FoyerTrust) trust = g_new0 (FoyerTrust, 1);
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  FoyerBoxKey key;

  foyer_box_key_generate (&key);
  trust->kiosk_id = g_strdup ("k-7");
  for (guint i = 0; i < 2; i++)
    memcpy (trust->box_keys[i], key.public_key, FOYER_BOX_PUBLIC_BYTES);
  record = foyer_record_seal_interest (interest, foyer_draft_get_id (draft), trust,
                                       foyer_clock_system (), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (record->id, ==, foyer_draft_get_id (draft));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/the-id-is-made-once-when-the-form-opens", test_id);
  g_test_add_func ("/draft/the-first-problem-is-the-step-to-go-to", test_step_by_step);
  g_test_add_func ("/draft/what-is-right-becomes-a-sign-up", test_interest);
  g_test_add_func ("/draft/a-question-has-a-step-of-its-own", test_question);
  g_test_add_func ("/draft/a-question-taken-back-is-gone", test_question_gone);
  g_test_add_func ("/draft/under-13-nothing-is-kept", test_under_13);
  g_test_add_func ("/draft/another-age-asks-for-the-contact-again", test_age_changed);
  g_test_add_func ("/draft/each-way-of-answering-is-kept-in-its-usual-form", test_contact_kinds);
  g_test_add_func ("/draft/what-is-wrong-stays-as-it-was-typed", test_wrong_contact);
  g_test_add_func ("/draft/a-finished-form-can-be-sealed", test_can_be_sealed);
  return g_test_run ();
}
