/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-when.h"

#include <string.h>

/* Midnight in London at the beginning of 1 January 2026. */
#define NEW_YEAR G_GINT64_CONSTANT (1767225600)
#define DAY 86400

static GPtrArray *
expand (const char *rhythm, gint64 from_s, guint days)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *sessions
    = foyer_rhythm_expand ("ess-001", rhythm, from_s * G_USEC_PER_SEC, days, &error);

  g_assert_no_error (error);
  return sessions;
}

/* "2026-01-06 2026-01-13 …" */
static char *
dates (const char *rhythm, gint64 from_s, guint days)
{
  g_autoptr (GPtrArray) sessions = expand (rhythm, from_s, days);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sessions->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSession) session
        = foyer_session_new_from_json (g_ptr_array_index (sessions, i), &error);

      g_assert_no_error (error);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", session->date);
    }
  return g_string_free (text, FALSE);
}

#define assert_dates(rhythm, from, days, wanted)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *got = dates (rhythm, from, days);                                             \
    g_assert_cmpstr (got, ==, wanted);                                                             \
  }                                                                                                \
  G_STMT_END

static void
test_weekly (void)
{
  assert_dates ("{\"every\":\"week\",\"days\":[\"tue\",\"fri\"],\"start\":\"10:00\"}", NEW_YEAR, 14,
                "2026-01-02 2026-01-06 2026-01-09 2026-01-13");
}

static void
test_items (void)
{
  g_autoptr (GPtrArray) timed = expand (
    "{\"every\":\"week\",\"days\":[\"sat\"],\"start\":\"10:00\",\"end\":\"12:30\"}", NEW_YEAR, 7);
  g_autoptr (GPtrArray) untimed = expand (
    "{\"every\":\"week\",\"days\":[\"sat\"],\"start\":null,\"months\":null}", NEW_YEAR, 7);

  g_assert_cmpuint (timed->len, ==, 1);
  g_assert_cmpstr (
    g_ptr_array_index (timed, 0), ==,
    "{\"id\":\"ess-001@2026-01-03T10:00\",\"listing\":\"ess-001\",\"date\":\"2026-01-03\","
    "\"start\":\"2026-01-03T10:00:00+00:00\",\"end\":\"2026-01-03T12:30:00+00:00\","
    "\"places\":null,\"places_left\":null}");
  g_assert_cmpstr (g_ptr_array_index (untimed, 0), ==,
                   "{\"id\":\"ess-001@2026-01-03\",\"listing\":\"ess-001\",\"date\":\"2026-01-03\","
                   "\"start\":null,\"end\":null,\"places\":null,\"places_left\":null}");
}

static void
test_monthly (void)
{
  assert_dates ("{\"every\":\"month\",\"days\":[\"wed\"],\"weeks\":[3]}", NEW_YEAR, 90,
                "2026-01-21 2026-02-18 2026-03-18");
  assert_dates ("{\"every\":\"month\",\"days\":[\"fri\"],\"weeks\":[1,-1]}", NEW_YEAR, 59,
                "2026-01-02 2026-01-30 2026-02-06 2026-02-27");
  /* A fourth that is the last as well comes once. */
  assert_dates ("{\"every\":\"month\",\"days\":[\"sat\"],\"weeks\":[4,-1]}", NEW_YEAR + 31 * DAY,
                28, "2026-02-28");
}

static void
test_months (void)
{
  const gint64 july_25 = NEW_YEAR + 205 * DAY - 3600;

  assert_dates ("{\"every\":\"week\",\"days\":[\"tue\"],\"not_months\":[8]}", july_25, 48,
                "2026-07-28 2026-09-01 2026-09-08");
  assert_dates ("{\"every\":\"week\",\"days\":[\"tue\"],\"months\":[8]}", july_25, 20,
                "2026-08-04 2026-08-11");
  assert_dates ("{\"every\":\"week\",\"days\":[\"tue\"],\"months\":[8],\"not_months\":[8]}",
                july_25, 60, "");
}

static gint64
start_of (const char *rhythm, gint64 from_s, guint index)
{
  g_autoptr (GPtrArray) sessions = expand (rhythm, from_s, 15);
  g_autoptr (FoyerSession) session
    = foyer_session_new_from_json (g_ptr_array_index (sessions, index), NULL);

  return session->start;
}

/* Clocks go forward on 29 March and back on 25 October 2026. */
static void
test_clock_changes (void)
{
  const char *rhythm = "{\"every\":\"week\",\"days\":[\"sun\"],\"start\":\"14:00\"}";
  const gint64 march_22 = NEW_YEAR + 80 * DAY;
  const gint64 october_18 = NEW_YEAR + 290 * DAY - 3600;

  g_assert_cmpint (start_of (rhythm, march_22, 0), ==, march_22 + 14 * 3600);
  g_assert_cmpint (start_of (rhythm, march_22, 1), ==, march_22 + 7 * DAY + 13 * 3600);
  g_assert_cmpint (start_of (rhythm, october_18, 0), ==, october_18 + 14 * 3600);
  g_assert_cmpint (start_of (rhythm, october_18, 1), ==, october_18 + 7 * DAY + 15 * 3600);
}

static void
test_over_midnight (void)
{
  g_autoptr (GPtrArray) sessions = expand (
    "{\"every\":\"week\",\"days\":[\"sat\"],\"start\":\"22:00\",\"end\":\"01:00\"}", NEW_YEAR, 7);
  g_autoptr (FoyerSession) session
    = foyer_session_new_from_json (g_ptr_array_index (sessions, 0), NULL);

  g_assert_cmpint (session->end - session->start, ==, 3 * 3600);
}

static void
test_from_now (void)
{
  const char *timed = "{\"every\":\"week\",\"days\":[\"thu\"],\"start\":\"10:00\"}";
  const char *untimed = "{\"every\":\"week\",\"days\":[\"thu\"]}";

  assert_dates (timed, NEW_YEAR + 10 * 3600, 7, "2026-01-01");
  assert_dates (timed, NEW_YEAR + 10 * 3600 + 1, 8, "2026-01-08");
  assert_dates (untimed, NEW_YEAR + 20 * 3600, 7, "2026-01-01");
  assert_dates (timed, NEW_YEAR, 0, "");
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "{}",
    "[]",
    "not json",
    "{\"every\":\"day\",\"days\":[\"mon\"]}",
    "{\"every\":\"week\",\"days\":[]}",
    "{\"every\":\"week\",\"days\":[\"someday\"]}",
    "{\"every\":\"week\",\"days\":[1]}",
    "{\"every\":\"week\",\"days\":\"mon\"}",
    "{\"every\":\"month\",\"days\":[\"mon\"]}",
    "{\"every\":\"month\",\"days\":[\"mon\"],\"weeks\":[]}",
    "{\"every\":\"month\",\"days\":[\"mon\"],\"weeks\":[0]}",
    "{\"every\":\"month\",\"days\":[\"mon\"],\"weeks\":[40]}",
    "{\"every\":\"month\",\"days\":[\"mon\"],\"weeks\":[\"1\"]}",
    "{\"every\":\"week\",\"days\":[\"mon\"],\"months\":[13]}",
    "{\"every\":\"week\",\"days\":[\"mon\"],\"months\":8}",
    "{\"every\":\"week\",\"days\":[\"mon\"],\"start\":\"24:00\"}",
    "{\"every\":\"week\",\"days\":[\"mon\"],\"start\":\"9:00\"}",
    "{\"every\":\"week\",\"days\":[\"mon\"],\"start\":900}",
    "{\"every\":\"week\",\"days\":[\"mon\"],\"end\":\"10:00\"}",
  };
  g_autofree char *long_id = g_strnfill (90, 'a');
  g_autoptr (GError) id_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_rhythm_expand ("ess-001", bad[i], 0, 10, &error));
      g_assert_nonnull (error);
    }
  g_assert_null (
    foyer_rhythm_expand (long_id, "{\"every\":\"week\",\"days\":[\"mon\"]}", 0, 10, &id_error));
  g_assert_error (id_error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rhythm/a-week-has-its-days", test_weekly);
  g_test_add_func ("/rhythm/dates-are-native-sessions", test_items);
  g_test_add_func ("/rhythm/a-month-has-its-weeks-and-a-last-one", test_monthly);
  g_test_add_func ("/rhythm/months-can-be-left-out", test_months);
  g_test_add_func ("/rhythm/two-o-clock-stays-two-o-clock-when-clocks-change", test_clock_changes);
  g_test_add_func ("/rhythm/an-end-before-the-start-is-the-next-morning", test_over_midnight);
  g_test_add_func ("/rhythm/what-has-begun-is-not-offered", test_from_now);
  g_test_add_func ("/rhythm/a-wrong-rhythm-is-refused", test_bad);

  return g_test_run ();
}
