/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-when.h"

#include <string.h>

/* 28 November 2026, 10:00 in London (winter: the same in UTC). */
#define WINTER G_GINT64_CONSTANT (1795860000)
/* 27 June 2026, 10:00 in London (summer: 09:00 UTC). */
#define SUMMER G_GINT64_CONSTANT (1782550800)
#define HOUR 3600

#define assert_says(call, wanted)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *said = call;                                                                  \
    g_assert_cmpstr (said, ==, wanted);                                                            \
  }                                                                                                \
  G_STMT_END

static FoyerSession *
make_session (const char *start, const char *end)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"a@2026-11-28\",\"listing\":\"a\",\"date\":\"2026-11-28\",\"start\":%s,"
    "\"end\":%s}",
    start, end);
  FoyerSession *session = foyer_session_new_from_json (json, &error);

  g_assert_no_error (error);
  return session;
}

static FoyerListing *
make_listing (const char *title, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"%s\"%s}", title, rest);
  FoyerListing *listing = foyer_listing_new_from_json (json, &error);

  g_assert_no_error (error);
  return listing;
}

static void
test_days (void)
{
  assert_says (foyer_when_day (WINTER), "Saturday 28 November");
  assert_says (foyer_when_short_day (WINTER), "Sat 28 Nov");
  assert_says (foyer_when_day (SUMMER), "Saturday 27 June");
  /* Half past eleven in the evening in UTC is the next day in summer. */
  assert_says (foyer_when_day (SUMMER + 14 * HOUR + HOUR / 2), "Sunday 28 June");
}

static void
test_times (void)
{
  assert_says (foyer_when_time_range (WINTER, WINTER + 2 * HOUR + HOUR / 2), "10am to 12:30pm");
  assert_says (foyer_when_time_range (SUMMER, -1), "10am");
  assert_says (foyer_when_time_range (WINTER, WINTER + 2 * HOUR), "10am to 12 noon");
  assert_says (foyer_when_time_range (WINTER + 9 * HOUR + HOUR / 4, WINTER + 14 * HOUR),
               "7:15pm to midnight");
  assert_says (foyer_when_time_range (WINTER - 10 * HOUR + 300, -1), "12:05am");
}

static void
test_sessions (void)
{
  g_autoptr (FoyerSession) both
    = make_session ("\"2026-11-28T10:00:00+00:00\"", "\"2026-11-28T12:30:00Z\"");
  g_autoptr (FoyerSession) start = make_session ("\"2026-11-28T11:00:00+01:00\"", "null");
  g_autoptr (FoyerSession) neither = make_session ("null", "null");

  assert_says (foyer_when_session_long (both), "Saturday 28 November, 10am to 12:30pm");
  assert_says (foyer_when_session_short (both), "Sat 28 Nov, 10am to 12:30pm");
  assert_says (foyer_when_session_long (start), "Saturday 28 November, 10am");
  assert_says (foyer_when_session_short (neither), "Sat 28 Nov");
}

static void
test_confirmed (void)
{
  assert_says (foyer_when_confirmed ("2019-05"), "May 2019");
  assert_says (foyer_when_confirmed ("2024-06-06"), "6 June 2024");
  assert_says (foyer_when_confirmed ("2022"), "2022");
  assert_says (foyer_when_confirmed (NULL), NULL);
}

static void
test_calendar (void)
{
  g_autoptr (FoyerListing) listing = make_listing (
    "Tea, cake; and a\\\\b\\nchat", ",\"venue\":\"Village Hall\",\"postcode\":\"CM1 1QH\"");
  g_autoptr (FoyerSession) session
    = make_session ("\"2026-11-28T10:00:00Z\"", "\"2026-11-28T12:30:00Z\"");
  g_autofree char *calendar = foyer_when_calendar (listing, session, 0, "HAZEL-OTTER-417238",
                                                   "rec-1", WINTER * G_USEC_PER_SEC);

  g_assert_cmpstr (calendar, ==,
                   "BEGIN:VCALENDAR\r\n"
                   "VERSION:2.0\r\n"
                   "PRODID:-//Foyer//EN\r\n"
                   "BEGIN:VEVENT\r\n"
                   "UID:rec-1\r\n"
                   "DTSTAMP:20261128T100000Z\r\n"
                   "DTSTART:20261128T100000Z\r\n"
                   "DTEND:20261128T123000Z\r\n"
                   "SUMMARY:Tea\\, cake\\; and a\\\\b\\nchat\r\n"
                   "LOCATION:Village Hall\\, CM1 1QH\r\n"
                   "DESCRIPTION:Your code: HAZEL-OTTER-417238\r\n"
                   "END:VEVENT\r\n"
                   "END:VCALENDAR\r\n");
}

static void
test_calendar_days (void)
{
  g_autoptr (FoyerListing) listing = make_listing ("Walk", ",\"place_name\":\"Anywhere in Essex\"");
  g_autoptr (FoyerSession) session = make_session ("null", "null");
  g_autofree char *dated = foyer_when_calendar (listing, session, 0, NULL, "rec-1", 0);
  /* Half past eleven in the evening in UTC: the next day in London, in summer. */
  g_autofree char *reminder
    = foyer_when_calendar (listing, NULL, SUMMER + 14 * HOUR + HOUR / 2, NULL, "rec-1", 0);

  g_assert_nonnull (strstr (dated, "\r\nDTSTART;VALUE=DATE:20261128\r\n"));
  g_assert_nonnull (strstr (dated, "\r\nLOCATION:Anywhere in Essex\r\n"));
  g_assert_null (strstr (dated, "DESCRIPTION"));
  g_assert_nonnull (strstr (reminder, "\r\nDTSTART;VALUE=DATE:20260628\r\n"));
}

static void
test_folding (void)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (FoyerListing) listing = NULL;
  g_autofree char *calendar = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) unfolded = g_string_new (NULL);

  for (guint i = 0; i < 90; i++)
    g_string_append (title, i % 3 == 0 ? "é" : i % 3 == 1 ? "🌳" : ",");
  listing = make_listing (title->str, "");
  calendar = foyer_when_calendar (listing, NULL, WINTER, NULL, "rec-1", 0);
  g_assert_true (g_str_has_suffix (calendar, "\r\n"));
  lines = g_strsplit (calendar, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strchr (lines[i], '\n'));
      if (lines[i][0] == ' ')
        g_string_append (unfolded, lines[i] + 1);
      else
        g_string_append_printf (unfolded, "\n%s", lines[i]);
    }
  g_string_replace (title, ",", "\\,", 0);
  g_assert_nonnull (strstr (unfolded->str, title->str));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/when/a-day-is-told-as-it-is-in-london", test_days);
  g_test_add_func ("/when/times-are-told-in-twelve-hours", test_times);
  g_test_add_func ("/when/a-session-is-told-as-far-as-it-is-known", test_sessions);
  g_test_add_func ("/when/confirmed-is-told-as-exactly-as-it-is-known", test_confirmed);
  g_test_add_func ("/when/a-calendar-entry-is-escaped-and-in-utc", test_calendar);
  g_test_add_func ("/when/without-a-time-the-entry-is-for-the-day", test_calendar_days);
  g_test_add_func ("/when/long-lines-are-folded-between-characters", test_folding);

  return g_test_run ();
}
