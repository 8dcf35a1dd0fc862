/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-when"

#include "core/model/foyer-when.h"

#include <string.h>

#include <glib/gi18n.h>

/* Dates the way Foyer says them, and the calendar entry.
 *
 * Times are those of Europe/London, whatever the machine is set to. "12 noon" and "midnight"
 * instead of 12pm and 12am, which people read both ways. Pure functions of their arguments and of
 * the language.
 */

/* Octets of a line without its CRLF (RFC 5545, 3.1). */
#define MAX_LINE 75
/* Characters: what a phone's calendar shows of them. */
#define SUMMARY_MAX 100
#define LOCATION_MAX 120

static const char *const weekdays[]
  = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
      N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };
static const char *const months[]
  = { N_ ("January"),   N_ ("February"), N_ ("March"),    N_ ("April"),
      N_ ("May"),       N_ ("June"),     N_ ("July"),     N_ ("August"),
      N_ ("September"), N_ ("October"),  N_ ("November"), N_ ("December") };
/* The same beside a day of the month, where many languages have another form. */
static const char *const months_of_day[]
  = { NC_ ("month after a day", "January"),   NC_ ("month after a day", "February"),
      NC_ ("month after a day", "March"),     NC_ ("month after a day", "April"),
      NC_ ("month after a day", "May"),       NC_ ("month after a day", "June"),
      NC_ ("month after a day", "July"),      NC_ ("month after a day", "August"),
      NC_ ("month after a day", "September"), NC_ ("month after a day", "October"),
      NC_ ("month after a day", "November"),  NC_ ("month after a day", "December") };
static const char *const short_weekdays[]
  = { NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
      NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
      NC_ ("short weekday", "Sun") };
static const char *const short_months[]
  = { NC_ ("short month", "Jan"), NC_ ("short month", "Feb"), NC_ ("short month", "Mar"),
      NC_ ("short month", "Apr"), NC_ ("short month", "May"), NC_ ("short month", "Jun"),
      NC_ ("short month", "Jul"), NC_ ("short month", "Aug"), NC_ ("short month", "Sep"),
      NC_ ("short month", "Oct"), NC_ ("short month", "Nov"), NC_ ("short month", "Dec") };

GTimeZone *
foyer_when_zone (void)
{
  static GTimeZone *zone;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *london = g_time_zone_new_identifier ("Europe/London");

      /* No zone files on this machine: the rule in force since 1996. */
      if (london == NULL)
        london = g_time_zone_new_identifier ("GMT0BST,M3.5.0/1,M10.5.0/2");
      g_once_init_leave (&zone, london);
    }
  return zone;
}

static GDateTime *
local_time (gint64 unix_s)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_s);

  return utc != NULL ? g_date_time_to_timezone (utc, foyer_when_zone ()) : NULL;
}

static const char *
say_month_of_day (int month)
{
  return g_dpgettext2 (NULL, "month after a day", months_of_day[month - 1]);
}

static char *
say_day (int weekday, int day, int month)
{
  /* Translators: a day: weekday, day of the month, month; "Saturday 28 November". */
  return g_strdup_printf (_ ("%1$s %2$d %3$s"), _ (weekdays[weekday - 1]), day,
                          say_month_of_day (month));
}

static char *
say_short_day (int weekday, int day, int month)
{
  /* Translators: a short day: weekday, day of the month, month; "Sat 28 Nov". */
  return g_strdup_printf (C_ ("short day", "%1$s %2$d %3$s"),
                          g_dpgettext2 (NULL, "short weekday", short_weekdays[weekday - 1]), day,
                          g_dpgettext2 (NULL, "short month", short_months[month - 1]));
}

char *
foyer_when_day (gint64 unix_s)
{
  g_autoptr (GDateTime) time = local_time (unix_s);

  g_return_val_if_fail (time != NULL, NULL);

  return say_day (g_date_time_get_day_of_week (time), g_date_time_get_day_of_month (time),
                  g_date_time_get_month (time));
}

char *
foyer_when_short_day (gint64 unix_s)
{
  g_autoptr (GDateTime) time = local_time (unix_s);

  g_return_val_if_fail (time != NULL, NULL);

  return say_short_day (g_date_time_get_day_of_week (time), g_date_time_get_day_of_month (time),
                        g_date_time_get_month (time));
}

static gboolean
has_24_hours (void)
{
  /* Translators: "24" if times are written as 10:00 and 14:30 in your language, "12" if as 10am and
   * 2:30pm. No other word. */
  return strcmp (C_ ("hours on the clock", "12"), "24") == 0;
}

static char *
say_time (gint64 unix_s)
{
  g_autoptr (GDateTime) time = local_time (unix_s);
  int hour, minute, clock_hour;

  g_return_val_if_fail (time != NULL, NULL);

  hour = g_date_time_get_hour (time);
  minute = g_date_time_get_minute (time);
  if (has_24_hours ())
    return g_strdup_printf ("%d:%02d", hour, minute);
  clock_hour = hour % 12 == 0 ? 12 : hour % 12;
  if (minute == 0 && hour == 0)
    return g_strdup (_ ("midnight"));
  if (minute == 0 && hour == 12)
    return g_strdup (_ ("12 noon"));
  if (minute == 0)
    /* Translators: a full hour in the morning, then in the afternoon: "10am", "2pm". */
    return g_strdup_printf (hour < 12 ? _ ("%dam") : _ ("%dpm"), clock_hour);
  /* Translators: hour and minutes in the morning, then in the afternoon: "10:15am", "2:15pm". */
  return g_strdup_printf (hour < 12 ? _ ("%1$d:%2$02dam") : _ ("%1$d:%2$02dpm"), clock_hour,
                          minute);
}

char *
foyer_when_time_range (gint64 start, gint64 end)
{
  g_autofree char *from = say_time (start);
  g_autofree char *to = NULL;

  if (end < 0)
    return g_steal_pointer (&from);
  to = say_time (end);
  /* Translators: from one time to another: "10am to 12:30pm". */
  return g_strdup_printf (_ ("%1$s to %2$s"), from, to);
}

static char *
say_date (const char *date, char *(*say) (int weekday, int day, int month))
{
  int year = atoi (date);
  int month = atoi (date + 5);
  int day = atoi (date + 8);
  GDate value;

  g_date_clear (&value, 1);
  g_date_set_dmy (&value, day, month, year);
  return say (g_date_get_weekday (&value), day, month);
}

static char *
say_session (FoyerSession *session, char *(*say) (int weekday, int day, int month))
{
  g_autofree char *day = NULL;
  g_autofree char *times = NULL;

  g_return_val_if_fail (FOYER_IS_SESSION (session), NULL);

  day = say_date (session->date, say);
  if (session->start < 0)
    return g_steal_pointer (&day);
  times = foyer_when_time_range (session->start, session->end);
  /* Translators: a day, then the time: "Saturday 28 November, 10am to 12:30pm". */
  return g_strdup_printf (_ ("%1$s, %2$s"), day, times);
}

char *
foyer_when_session_long (FoyerSession *session)
{
  return say_session (session, say_day);
}

char *
foyer_when_session_short (FoyerSession *session)
{
  return say_session (session, say_short_day);
}

char *
foyer_when_confirmed (const char *last_confirmed)
{
  gsize size = last_confirmed != NULL ? strlen (last_confirmed) : 0;
  int month;

  if (size < 7)
    return g_strdup (last_confirmed);
  month = CLAMP (atoi (last_confirmed + 5), 1, 12);
  if (size < 10)
    /* Translators: a month of a year: "May 2019". */
    return g_strdup_printf (_ ("%1$s %2$d"), _ (months[month - 1]), atoi (last_confirmed));
  /* Translators: a date: day, month, year; "6 June 2024". */
  return g_strdup_printf (_ ("%1$d %2$s %3$d"), atoi (last_confirmed + 8), say_month_of_day (month),
                          atoi (last_confirmed));
}

/* One content line: folded at 75 octets between characters, ended with CRLF. */
static void
append_line (GString *calendar, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, value, NULL);
  const char *p = line;
  gsize room = MAX_LINE;

  while (strlen (p) > room)
    {
      gsize size = room;

      while (size > 0 && (p[size] & 0xc0) == 0x80)
        size--;
      g_string_append_len (calendar, p, size);
      g_string_append (calendar, "\r\n ");
      p += size;
      room = MAX_LINE - 1; /* the space counts */
    }
  g_string_append (calendar, p);
  g_string_append (calendar, "\r\n");
}

/* A TEXT value, escaped (RFC 5545, 3.3.11). NULL: no line. */
static void
append_text (GString *calendar, const char *name, const char *text)
{
  g_autoptr (GString) value = g_string_new (NULL);

  if (text == NULL || *text == '\0')
    return;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (value, "\\n");
      else if (strchr ("\\;,", *p) != NULL)
        g_string_append_printf (value, "\\%c", *p);
      else if ((guchar)*p >= 0x20 && *p != 0x7f)
        g_string_append_c (value, *p);
    }
  append_line (calendar, name, value->str);
}

static void
append_utc (GString *calendar, const char *name, gint64 unix_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_s);
  g_autofree char *value = time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : NULL;

  if (value != NULL)
    append_line (calendar, name, value);
}

/* A time in UTC; a day alone as the local date, which has no zone. */
static void
append_when (GString *calendar, FoyerSession *session, gint64 remind_s)
{
  if (session != NULL && session->start >= 0)
    {
      append_utc (calendar, "DTSTART:", session->start);
      if (session->end > session->start)
        append_utc (calendar, "DTEND:", session->end);
    }
  else if (session != NULL)
    {
      g_autofree char *value
        = g_strdup_printf ("%.4s%.2s%.2s", session->date, session->date + 5, session->date + 8);

      append_line (calendar, "DTSTART;VALUE=DATE:", value);
    }
  else
    {
      g_autoptr (GDateTime) time = local_time (remind_s);
      g_autofree char *value = time != NULL ? g_date_time_format (time, "%Y%m%d") : NULL;

      if (value != NULL)
        append_line (calendar, "DTSTART;VALUE=DATE:", value);
    }
}

/* A QR code holds about two thousand bytes, and a phone reads a fifth of that with ease. */
static void
append_short_text (GString *calendar, const char *name, const char *text, glong longest)
{
  g_autofree char *cut = NULL;

  if (text != NULL && g_utf8_strlen (text, -1) > longest)
    {
      cut = g_utf8_substring (text, 0, longest - 1);
      text = cut;
    }
  append_text (calendar, name, text);
}

static char *
dup_location (FoyerListing *listing)
{
  const char *parts[] = { listing->venue, listing->address, listing->postcode };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_strdup (text->len > 0 ? text->str : listing->place_name);
}

char *
foyer_when_calendar (FoyerListing *listing,
                     FoyerSession *session,
                     gint64 remind_s,
                     const char *code,
                     const char *uid,
                     gint64 now_us)
{
  GString *calendar;
  g_autofree char *location = NULL;
  g_autofree char *reference = NULL;

  g_return_val_if_fail (FOYER_IS_LISTING (listing) && uid != NULL, NULL);

  location = dup_location (listing);
  if (code != NULL)
    /* Translators: what a visitor got after signing up: "Your code: HAZEL-OTTER-417238". */
    reference = g_strdup_printf (_ ("Your code: %s"), code);
  calendar = g_string_new (NULL);
  append_line (calendar, "BEGIN:VCALENDAR", "");
  append_line (calendar, "VERSION:2.0", "");
  append_line (calendar, "PRODID:-//Foyer//EN", "");
  append_line (calendar, "BEGIN:VEVENT", "");
  append_text (calendar, "UID:", uid);
  append_utc (calendar, "DTSTAMP:", now_us / G_USEC_PER_SEC);
  append_when (calendar, session, remind_s);
  append_short_text (calendar, "SUMMARY:", listing->title, SUMMARY_MAX);
  append_short_text (calendar, "LOCATION:", location, LOCATION_MAX);
  append_text (calendar, "DESCRIPTION:", reference);
  append_line (calendar, "END:VEVENT", "");
  append_line (calendar, "END:VCALENDAR", "");
  return g_string_free (calendar, FALSE);
}
