/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-status-words"

#include "kiosk/pages/foyer-status-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-direction-words.h"
#include "kiosk/pages/foyer-hours-words.h"

/* Words only: how things stand is the backend's to say. Each state is told in two short sentences
 * and says what the visitor can do. Functions without state; main thread. */

#define MESSAGE_MAX                                                                                \
  400                  /* letters: what is still read standing up, and fits at the largest text    \
                        */
#define DATE_LENGTH 10 /* "2026-11-27" */
#define NOON 12        /* hour: no change of the clock moves it into another day */

/* (transfer full) (nullable) */
static GDateTime *
parse_day (const char *date)
{
  int year, month, day;

  if (date == NULL || strlen (date) != DATE_LENGTH
      || sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  return g_date_time_new (foyer_when_zone (), year, month, day, NOON, 0, 0);
}

gint64
foyer_status_words_day_s (const char *date)
{
  g_autoptr (GDateTime) day = parse_day (date);

  return day != NULL ? g_date_time_to_unix (day) : -1;
}

char *
foyer_status_words_dup_day (const char *date)
{
  gint64 day = foyer_status_words_day_s (date);

  return day >= 0 ? foyer_when_day (day) : NULL;
}

/* Is it a later day than this one, where the visitor stands? */
static gboolean
has_passed (const char *date, gint64 now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (now, foyer_when_zone ());
  g_autofree char *today = g_date_time_format (here, "%Y-%m-%d");

  return g_strcmp0 (today, date) > 0;
}

char *
foyer_status_words_dup_help (const char *help_phone)
{
  if (help_phone == NULL)
    return g_strdup (_ ("Please ask the staff here."));
  return g_strdup_printf (_ ("Call %s, or ask the staff here."), help_phone);
}

/* What shows as a letter or a space. Direction characters would turn our own words round; the
 * joiners are part of how some languages are written. */
static gboolean
may_be_shown (gunichar c)
{
  const gunichar non_joiner = 0x200C, joiner = 0x200D;

  if (c == non_joiner || c == joiner)
    return TRUE;
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
      return FALSE;
    default:
      return TRUE;
    }
}

char *
foyer_status_words_dup_message (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message != NULL ? message : "", -1);
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean has_gap = FALSE;
  guint n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        has_gap = shown->len > 0;
      else if (may_be_shown (c))
        {
          if (n++ >= MESSAGE_MAX)
            {
              g_string_append_unichar (shown, 0x2026); /* … */
              break;
            }
          if (has_gap)
            g_string_append_c (shown, ' ');
          has_gap = FALSE;
          g_string_append_unichar (shown, c);
        }
    }
  return shown->len > 0 ? g_strdup (shown->str) : NULL;
}

/* ---- the states ---- */

static void
say (FoyerStatusWords *words, const char *icon, const char *heading, const char *what)
{
  words->icon = icon;
  words->heading = g_strdup (heading);
  words->what = g_strdup (what);
}

static void
say_arrived (FoyerStatusWords *words, const char *received)
{
  g_autofree char *day = foyer_status_words_dup_day (received);
  g_autofree char *what
    = day != NULL ? g_strdup_printf (_ ("It reached the team on %s. They are reading it."), day)
                  : g_strdup (_ ("The team has it. They are reading it."));

  say (words, "foyer-check-symbolic", _ ("It has arrived."), what);
}

static void
say_unknown (FoyerStatusWords *words, const char *help_phone)
{
  g_autofree char *help = help_phone != NULL
                            ? g_strdup_printf (_ ("Or call %s, or ask the staff here."), help_phone)
                            : g_strdup (_ ("Or ask the staff here."));
  g_autofree char *what
    = g_strdup_printf (_ ("Is it typed right? Touch Back to check. If you signed up somewhere else "
                          "today, try again tomorrow. %s"),
                       help);

  say (words, "foyer-search-symbolic", _ ("We do not know this code on this kiosk yet."), what);
}

static void
say_stuck (FoyerStatusWords *words, const char *help_phone)
{
  g_autofree char *help = foyer_status_words_dup_help (help_phone);
  g_autofree char *what
    = g_strdup_printf (_ ("It is safe, but it cannot go on by itself. %s Say your code."), help);

  say (words, "foyer-hand-help-symbolic", _ ("Somebody has to look at this."), what);
}

/* A code with hours and nothing that waits for an answer. */
static void
say_hours (FoyerStatusWords *words)
{
  g_autofree char *what
    = g_strdup_printf (_ ("%s all together. To add more or print your record, touch “Show my "
                          "hours”."),
                       words->hours);

  say (words, "foyer-star-symbolic", _ ("Your hours are counted."), what);
}

static gboolean
is_withdrawn (const FoyerCodeAnswer *answer)
{
  return answer->state == FOYER_CODE_WITHDRAWN || answer->state == FOYER_CODE_WITHDRAWAL_WAITING;
}

static void
say_state (FoyerStatusWords *words, const FoyerCodeAnswer *answer, const char *help_phone)
{
  switch (answer->state)
    {
    case FOYER_CODE_WAITING:
      say (words, "foyer-lock-symbolic", _ ("It is safe on this kiosk."),
           _ ("It is not sent yet. It goes to the team as soon as there is a line."));
      break;
    case FOYER_CODE_RECEIVED:
      say_arrived (words, answer->received);
      break;
    case FOYER_CODE_IN_TOUCH:
      say (
        words, "foyer-phone-symbolic", _ ("Someone is in touch."),
        _ ("Please look at your phone, your email or your post. If you asked for word to be left "
           "here, ask the staff."));
      break;
    case FOYER_CODE_PLACED:
      say (words, "foyer-star-symbolic", _ ("You have a place."),
           _ ("The organiser tells you when and where to come."));
      break;
    case FOYER_CODE_CLOSED:
      say (words, "foyer-check-circle-symbolic", _ ("This is finished."),
           _ ("There was no place this time. You are welcome to sign up for something else."));
      break;
    case FOYER_CODE_STUCK:
      say_stuck (words, help_phone);
      break;
    case FOYER_CODE_WITHDRAWAL_WAITING:
      say (words, "foyer-close-symbolic", _ ("This code has been taken back."),
           _ ("What you gave is gone from this kiosk. The team removes it too, when this kiosk is "
              "next in touch with them."));
      break;
    case FOYER_CODE_WITHDRAWN:
      say (words, "foyer-close-symbolic", _ ("This code has been taken back."),
           _ ("Nobody gets in touch about it, and it has no hours. You can begin again at any "
              "time."));
      break;
    case FOYER_CODE_NOT_FOUND:
    default:
      say_unknown (words, help_phone);
      break;
    }
}

static void
add_promise (FoyerStatusWords *words,
             const FoyerCodeAnswer *answer,
             gint64 now_us,
             const char *help_phone)
{
  g_autofree char *day = foyer_status_words_dup_day (answer->reply_by);
  g_autofree char *help = foyer_status_words_dup_help (help_phone);

  if (day == NULL || (answer->state != FOYER_CODE_WAITING && answer->state != FOYER_CODE_RECEIVED))
    return;
  words->is_late = has_passed (answer->reply_by, now_us);
  words->promise
    = words->is_late
        ? g_strdup_printf (_ ("You should have heard by %s. We are sorry. %s"), day, help)
        : g_strdup_printf (_ ("You should hear by %s."), day);
}

/* To hours nobody promises an answer. What is set aside may be either. */
static FoyerGiven
get_given (const FoyerCodeAnswer *answer)
{
  if (answer->state == FOYER_CODE_NOT_FOUND || answer->state == FOYER_CODE_STUCK)
    return FOYER_GIVEN_EITHER;
  if (answer->service != NULL && answer->reply_by == NULL && answer->state <= FOYER_CODE_RECEIVED)
    return FOYER_GIVEN_HOURS;
  return FOYER_GIVEN_NAME;
}

FoyerStatusWords *
foyer_status_words_new (const FoyerCodeAnswer *answer, gint64 now_us, const char *help_phone)
{
  FoyerStatusWords *words = g_new0 (FoyerStatusWords, 1);

  words->given = get_given (answer);
  if (answer->service != NULL)
    words->hours = foyer_hours_words_duration (answer->service->minutes);
  if (words->given == FOYER_GIVEN_HOURS)
    say_hours (words);
  else
    say_state (words, answer, help_phone);
  add_promise (words, answer, now_us, help_phone);
  if (!is_withdrawn (answer))
    {
      g_autofree char *message = foyer_status_words_dup_message (answer->message);

      words->message = foyer_words_keep_numbers (message);
    }
  words->can_withdraw = !is_withdrawn (answer);
  words->is_unknown = answer->state == FOYER_CODE_NOT_FOUND;
  return words;
}

void
foyer_status_words_free (FoyerStatusWords *words)
{
  g_free (words->heading);
  g_free (words->what);
  g_free (words->promise);
  g_free (words->message);
  g_free (words->hours);
  g_free (words);
}
