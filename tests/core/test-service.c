/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/model/foyer-service-json.h"
#include "core/viewmodel/foyer-code-answer.h"

#define HASH "00000000000000000000000000000000000000000000000000000000000000aa"

static FoyerServiceEntry *
entry (const char *month, int minutes, const char *programme, gint64 seq)
{
  g_autofree char *header
    = g_strdup_printf ("{\"kind\":\"hours_log\",\"minutes\":%d,\"month\":\"%s\"%s%s%s}", minutes,
                       month, programme != NULL ? ",\"programme\":\"" : "",
                       programme != NULL ? programme : "", programme != NULL ? "\"" : "");

  return foyer_service_entry_new_from_header (header, seq);
}

static void
add (FoyerService *service, const char *month, int minutes, const char *programme, gint64 seq)
{
  g_autoptr (FoyerServiceEntry) one = entry (month, minutes, programme, seq);

  g_assert_nonnull (one);
  foyer_service_add (service, one);
}

static void
test_sums (void)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autoptr (FoyerService) copy = NULL;

  add (service, "2026-11", 90, "volunteering", 7);
  add (service, "2026-09", 30, NULL, 3);
  add (service, "2026-11", 15, "youth", 9);
  copy = foyer_service_copy (service);
  g_assert_cmpuint (copy->minutes, ==, 135);
  g_assert_cmpuint (copy->entries, ==, 3);
  g_assert_cmpint (copy->seq, ==, 9);
  g_assert_cmpstr (copy->since, ==, "2026-09");
  g_assert_cmpstr (copy->until, ==, "2026-11");
  g_assert_cmpuint (copy->months->len, ==, 2);
  g_assert_cmpstr (((FoyerServiceSum *)copy->months->pdata[0])->key, ==, "2026-09");
  g_assert_cmpuint (((FoyerServiceSum *)copy->months->pdata[1])->minutes, ==, 105);
  g_assert_cmpuint (copy->programmes->len, ==, 2);
  g_assert_null (foyer_service_copy (NULL));
}

static void
test_only_the_newest_months_stand_alone (void)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autoptr (FoyerService) copy = NULL;

  for (int i = 0; i < 36; i++)
    {
      g_autofree char *month = g_strdup_printf ("%d-%02d", 2024 + i / 12, i % 12 + 1);

      add (service, month, 10, NULL, i + 1);
    }
  copy = foyer_service_copy (service);
  g_assert_cmpuint (copy->minutes, ==, 360);
  g_assert_cmpuint (copy->months->len, ==, 24);
  g_assert_cmpstr (((FoyerServiceSum *)copy->months->pdata[0])->key, ==, "2025-01");
  g_assert_cmpstr (copy->since, ==, "2024-01");
}

static void
test_headers_that_are_none_of_hours (void)
{
  static const char *const headers[] = {
    "",
    "[]",
    "{}",
    "{\"kind\":\"interest\",\"minutes\":60,\"month\":\"2026-11\"}",
    "{\"kind\":\"hours_log\",\"month\":\"2026-11\"}",
    "{\"kind\":\"hours_log\",\"minutes\":0,\"month\":\"2026-11\"}",
    "{\"kind\":\"hours_log\",\"minutes\":-60,\"month\":\"2026-11\"}",
    "{\"kind\":\"hours_log\",\"minutes\":1441,\"month\":\"2026-11\"}",
    "{\"kind\":\"hours_log\",\"minutes\":\"60\",\"month\":\"2026-11\"}",
    "{\"kind\":\"hours_log\",\"minutes\":60}",
    "{\"kind\":\"hours_log\",\"minutes\":60,\"month\":\"2026-13\"}",
    "{\"kind\":\"hours_log\",\"minutes\":60,\"month\":\"2026-1\"}",
    "{\"kind\":\"hours_log\",\"minutes\":60,\"month\":\"26-11-01\"}",
    "{\"kind\":\"hours_log\",\"minutes\":60,\"month\":202611}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_null (foyer_service_entry_new_from_header (headers[i], 1));
}

static void
test_what_a_feed_may_not_say (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"minutes\":-1,\"entries\":1}",
    "{\"minutes\":60}",
    "{\"minutes\":99999999999,\"entries\":1}",
    "{\"minutes\":60,\"entries\":1,\"since\":\"soon\"}",
    "{\"minutes\":60,\"entries\":1,\"months\":{\"2026-11\":-5}}",
    "{\"minutes\":60,\"entries\":1,\"months\":{\"2026-99\":5}}",
    "{\"minutes\":60,\"entries\":1,\"months\":{\"2026-11\":\"5\"}}",
    "{\"minutes\":60,\"entries\":1,\"programmes\":{\"\":5}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *item
        = g_strdup_printf ("{\"id\":\"" HASH "\",\"state\":\"received\",\"received\":"
                           "\"2026-11-28\",\"service\":%s}",
                           texts[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_status_new_from_json (item, &error));
      g_assert_nonnull (error);
    }
}

static FoyerStatus *
status_with (FoyerService *service)
{
  g_autoptr (json_t) json = foyer_service_to_json (service);
  g_autofree char *text = foyer_json_dump (json);
  g_autofree char *item
    = g_strdup_printf ("{\"id\":\"" HASH "\",\"state\":\"received\",\"received\":\"2026-11-28\","
                       "\"service\":%s}",
                       text);
  g_autoptr (GError) error = NULL;
  FoyerStatus *status = foyer_status_new_from_json (item, &error);

  g_assert_no_error (error);
  return status;
}

/* What the centre has not added up yet is added here, and nothing twice. */
static void
test_here_and_there (void)
{
  g_autoptr (FoyerService) there = foyer_service_new ();
  g_autoptr (FoyerStatus) status = NULL;
  g_autoptr (GPtrArray) hours
    = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_service_entry_free);
  FoyerCodeFacts facts = { .state = FOYER_CODE_FACTS_RECEIVED, .hours = hours };
  g_autoptr (FoyerCodeAnswer) answer = NULL, only_here = NULL, gone = NULL;

  add (there, "2026-10", 60, NULL, 4);
  add (there, "2026-11", 60, NULL, 8);
  status = status_with (there);
  g_ptr_array_add (hours, entry ("2026-11", 60, NULL, 8)); /* is in the sum */
  g_ptr_array_add (hours, entry ("2026-11", 15, NULL, 9)); /* received since */
  g_ptr_array_add (hours, entry ("2026-11", 30, NULL, 0)); /* still waits */
  answer = foyer_code_answer_new (&facts, status);
  g_assert_cmpuint (answer->service->minutes, ==, 165);
  g_assert_cmpuint (answer->service->entries, ==, 4);
  only_here = foyer_code_answer_new (&facts, NULL);
  g_assert_cmpuint (only_here->service->minutes, ==, 105);
  facts.state = FOYER_CODE_FACTS_WITHDRAWAL_WAITING;
  gone = foyer_code_answer_new (&facts, status);
  g_assert_null (gone->service);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/minutes-add-up-by-month-and-programme", test_sums);
  g_test_add_func ("/service/only-the-newest-months-stand-alone",
                   test_only_the_newest_months_stand_alone);
  g_test_add_func ("/service/headers-that-are-none-of-hours", test_headers_that_are_none_of_hours);
  g_test_add_func ("/service/what-a-feed-may-not-say", test_what_a_feed_may_not_say);
  g_test_add_func ("/service/nothing-is-added-twice-here-and-there", test_here_and_there);
  return g_test_run ();
}
