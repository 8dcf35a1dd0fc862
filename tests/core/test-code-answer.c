/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-code-answer.h"

#define HASH "00000000000000000000000000000000000000000000000000000000000000aa"

/* (transfer full): what the centre says; NULL: nothing. */
static FoyerStatus *
status_new (const char *state)
{
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"" HASH "\",\"state\":\"%s\",\"received\":\"2026-11-28\","
                       "\"reply_by\":\"2026-12-05\",\"message\":\"Come in on Monday.\","
                       "\"updated\":\"2026-11-28T10:00:00+00:00\"}",
                       state);
  g_autoptr (GError) error = NULL;
  FoyerStatus *status = state != NULL ? foyer_status_new_from_json (json, &error) : NULL;

  g_assert_no_error (error);
  return status;
}

/* Every pair of what is known here and there: the columns are what the centre says (nothing,
 * received, in touch, placed, closed, withdrawn). */
static void
test_every_pair (void)
{
  static const char *const said[]
    = { NULL, "received", "in_touch", "placed", "closed", "withdrawn" };
  static const char *const expected[][6] = {
    [FOYER_CODE_FACTS_UNKNOWN]
    = { "not_found", "received", "in_touch", "placed", "closed", "withdrawn" },
    [FOYER_CODE_FACTS_WAITING]
    = { "waiting", "received", "in_touch", "placed", "closed", "withdrawn" },
    [FOYER_CODE_FACTS_RECEIVED]
    = { "received", "received", "in_touch", "placed", "closed", "withdrawn" },
    [FOYER_CODE_FACTS_QUARANTINED] = { "stuck", "stuck", "stuck", "stuck", "stuck", "withdrawn" },
    [FOYER_CODE_FACTS_WITHDRAWAL_WAITING]
    = { "withdrawal_waiting", "withdrawal_waiting", "withdrawal_waiting", "withdrawal_waiting",
        "withdrawal_waiting", "withdrawn" },
    [FOYER_CODE_FACTS_WITHDRAWN]
    = { "withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn" },
  };

  for (guint here = 0; here < G_N_ELEMENTS (expected); here++)
    for (guint there = 0; there < G_N_ELEMENTS (said); there++)
      {
        g_autoptr (FoyerStatus) status = status_new (said[there]);
        const FoyerCodeFacts facts = { .state = here };
        g_autoptr (FoyerCodeAnswer) answer = foyer_code_answer_new (&facts, status);

        g_assert_cmpstr (foyer_code_state_to_string (answer->state), ==, expected[here][there]);
      }
}

static void
test_what_the_centre_says (void)
{
  g_autoptr (FoyerStatus) status = status_new ("in_touch");
  const FoyerCodeFacts facts = { FOYER_CODE_FACTS_RECEIVED, 42, (char *)"2026-12-01" };
  g_autoptr (FoyerCodeAnswer) answer = foyer_code_answer_new (&facts, status);

  g_assert_cmpstr (answer->received, ==, "2026-11-28");
  g_assert_cmpstr (answer->reply_by, ==, "2026-12-05");
  g_assert_cmpstr (answer->message, ==, "Come in on Monday.");
  g_assert_cmpint (answer->created_us, ==, 42);
  g_assert_cmpint (answer->updated_s, ==, 1795860000);
}

static void
test_promise_before_contact (void)
{
  const FoyerCodeFacts facts = { FOYER_CODE_FACTS_WAITING, 42, (char *)"2026-12-01" };
  g_autoptr (FoyerCodeAnswer) answer = foyer_code_answer_new (&facts, NULL);

  g_assert_cmpstr (answer->reply_by, ==, "2026-12-01");
  g_assert_null (answer->received);
  g_assert_null (answer->message);
  g_assert_cmpint (answer->updated_s, ==, -1);
}

static void
test_nothing_promised_once_withdrawn (void)
{
  g_autoptr (FoyerStatus) status = status_new ("in_touch");
  const FoyerCodeFacts facts = { FOYER_CODE_FACTS_WITHDRAWAL_WAITING, 42, (char *)"2026-12-01" };
  g_autoptr (FoyerCodeAnswer) answer = foyer_code_answer_new (&facts, status);

  g_assert_null (answer->reply_by);
  g_assert_null (answer->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-answer/withdrawn-wins-then-what-was-done-here-then-the-centre",
                   test_every_pair);
  g_test_add_func ("/code-answer/the-centres-words-are-handed-on", test_what_the_centre_says);
  g_test_add_func ("/code-answer/the-promise-is-known-before-the-first-contact",
                   test_promise_before_contact);
  g_test_add_func ("/code-answer/nobody-waits-for-an-answer-to-what-was-taken-back",
                   test_nothing_promised_once_withdrawn);
  return g_test_run ();
}
