/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-rhythm"

#include <string.h>

#include "core/model/foyer-json-reader.h"
#include "core/model/foyer-when.h"

/* Turns "every Tuesday at 2pm, not in August" into dated sessions.
 *
 * Days are looked at one by one in the calendar of Europe/London, and each gets its times on its
 * own: two o'clock stays two o'clock when the clocks change. Pure functions, any thread.
 */

/* Days. A centre asks for 84; this only keeps a mistake from running for ever. */
#define MAX_DAYS 1000

typedef struct
{
  gboolean is_monthly;
  guint days;     /* bit 0 Monday … bit 6 Sunday */
  guint weeks;    /* bit n: the n-th such weekday of the month; bit 0: the last */
  guint months;   /* bit n: month n */
  int start, end; /* minutes after midnight, -1 not known */
} Rhythm;

static gboolean
invalid (GError **error, const char *what)
{
  g_set_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID, "rhythm: %s", what);
  return FALSE;
}

static gboolean
read_days (const json_t *object, guint *days, GError **error)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  const json_t *array = foyer_json_get_array (object, "days");
  gsize i;
  json_t *value;

  json_array_foreach (array, i, value)
    {
      gboolean is_known = FALSE;

      for (guint day = 0; day < G_N_ELEMENTS (names); day++)
        if (g_strcmp0 (json_string_value (value), names[day]) == 0)
          {
            *days |= 1u << day;
            is_known = TRUE;
          }
      if (!is_known)
        return invalid (error, "a day is not known");
    }
  return *days != 0 || invalid (error, "no days");
}

/* The members of a list of whole numbers as bits; last stands for bit 0. Missing or null: bits
 * stay. */
static gboolean
read_bits (
  const json_t *object, const char *key, int min, int max, int last, guint *bits, GError **error)
{
  const json_t *array = json_object_get (object, key);
  gsize i;
  json_t *value;

  if (array == NULL || json_is_null (array))
    return TRUE;
  if (!json_is_array (array))
    return invalid (error, "weeks or months are not a list");
  *bits = 0;
  json_array_foreach (array, i, value)
    {
      json_int_t number = json_integer_value (value);

      if (json_is_integer (value) && number == last)
        *bits |= 1u;
      else if (json_is_integer (value) && number >= min && number <= max)
        *bits |= 1u << number;
      else
        return invalid (error, "a week or month is not one");
    }
  return TRUE;
}

static gboolean
read_minutes (const json_t *object, const char *key, int *minutes, GError **error)
{
  const json_t *value = json_object_get (object, key);
  const char *text = json_string_value (value);
  int hour, minute;

  *minutes = -1;
  if (value == NULL || json_is_null (value))
    return TRUE;
  if (text == NULL || strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0])
      || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return invalid (error, "a time is not HH:MM");
  hour = atoi (text);
  minute = atoi (text + 3);
  if (hour > 23 || minute > 59)
    return invalid (error, "a time is not one of the day");
  *minutes = hour * 60 + minute;
  return TRUE;
}

static gboolean
read_rhythm (const json_t *object, Rhythm *rhythm, GError **error)
{
  const char *every = foyer_json_get_string (object, "every");
  const guint all_months = 0x1ffe;
  guint not_months = 0;

  *rhythm = (Rhythm){ .months = all_months };
  if (g_strcmp0 (every, "week") != 0 && g_strcmp0 (every, "month") != 0)
    return invalid (error, "every is neither week nor month");
  rhythm->is_monthly = g_str_equal (every, "month");
  if (!read_days (object, &rhythm->days, error)
      || !read_bits (object, "weeks", 1, 4, -1, &rhythm->weeks, error)
      || !read_bits (object, "months", 1, 12, -1000, &rhythm->months, error)
      || !read_bits (object, "not_months", 1, 12, -1000, &not_months, error)
      || !read_minutes (object, "start", &rhythm->start, error)
      || !read_minutes (object, "end", &rhythm->end, error))
    return FALSE;
  rhythm->months &= ~not_months;
  if (rhythm->is_monthly && rhythm->weeks == 0)
    return invalid (error, "no weeks of the month");
  if (rhythm->end >= 0 && rhythm->start < 0)
    return invalid (error, "an end without a start");
  return TRUE;
}

static gboolean
is_on (const Rhythm *rhythm, const GDate *date)
{
  guint day = g_date_get_day (date);
  guint days_in_month = g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date));
  guint week = (day - 1) / 7 + 1;
  guint week_bits = 1u << week | (day + 7 > days_in_month ? 1u : 0);

  return (rhythm->days & 1u << (g_date_get_weekday (date) - 1)) != 0
         && (rhythm->months & 1u << g_date_get_month (date)) != 0
         && (!rhythm->is_monthly || (rhythm->weeks & week_bits) != 0);
}

/* (transfer full); minutes may be those of the next day. */
static GDateTime *
time_on (const GDate *date, int minutes)
{
  GDate day = *date;

  if (minutes >= 24 * 60)
    g_date_add_days (&day, 1);
  minutes %= 24 * 60;
  return g_date_time_new (foyer_when_zone (), g_date_get_year (&day), g_date_get_month (&day),
                          g_date_get_day (&day), minutes / 60, minutes % 60, 0);
}

static json_t *
time_value (GDateTime *time)
{
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z") : NULL;

  return text != NULL ? json_string (text) : json_null ();
}

/* NULL when the session has begun before from. */
static char *
session_on (const char *listing_id, const Rhythm *rhythm, const GDate *date, gint64 from_us)
{
  g_autoptr (GDateTime) start = rhythm->start >= 0 ? time_on (date, rhythm->start) : NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (json_t) item = json_object ();
  g_autofree char *id = NULL;
  char day[11];

  if (start != NULL && g_date_time_to_unix (start) < from_us / G_USEC_PER_SEC)
    return NULL;
  if (rhythm->end >= 0)
    /* Not after the start: past midnight. */
    end = time_on (date, rhythm->end > rhythm->start ? rhythm->end : rhythm->end + 24 * 60);
  g_snprintf (day, sizeof day, "%04u-%02u-%02u", g_date_get_year (date) % 10000u,
              (guint)g_date_get_month (date) % 100u, g_date_get_day (date) % 100u);
  id = rhythm->start >= 0 ? g_strdup_printf ("%s@%sT%02d:%02d", listing_id, day, rhythm->start / 60,
                                             rhythm->start % 60)
                          : g_strdup_printf ("%s@%s", listing_id, day);
  json_object_set_new (item, "id", json_string (id));
  json_object_set_new (item, "listing", json_string (listing_id));
  json_object_set_new (item, "date", json_string (day));
  json_object_set_new (item, "start", time_value (start));
  json_object_set_new (item, "end", time_value (end));
  json_object_set_new (item, "places", json_null ());
  json_object_set_new (item, "places_left", json_null ());
  return foyer_json_dump (item);
}

GPtrArray *
foyer_rhythm_expand (
  const char *listing_id, const char *rhythm_json, gint64 from_us, guint days, GError **error)
{
  g_autoptr (json_t) object = NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (from_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_free);
  Rhythm rhythm;
  GDate date;

  g_return_val_if_fail (listing_id != NULL && rhythm_json != NULL && utc != NULL, NULL);

  if (strlen (listing_id) + strlen ("@YYYY-MM-DDTHH:MM") > 96)
    return invalid (error, "the id of the listing is too long for sessions"), NULL;
  object = foyer_json_parse (rhythm_json, strlen (rhythm_json), error);
  if (object == NULL || !read_rhythm (object, &rhythm, error))
    return NULL;
  local = g_date_time_to_timezone (utc, foyer_when_zone ());
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                  g_date_time_get_year (local));
  for (guint i = 0; i < MIN (days, MAX_DAYS); i++, g_date_add_days (&date, 1))
    {
      char *session
        = is_on (&rhythm, &date) ? session_on (listing_id, &rhythm, &date, from_us) : NULL;

      if (session != NULL)
        g_ptr_array_add (sessions, session);
    }
  return g_steal_pointer (&sessions);
}
