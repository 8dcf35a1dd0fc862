/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words"

#include "core/viewmodel/foyer-choice-words.h"

#include <glib/gi18n.h>

/* What the five questions of "Help me choose" offer, and what was answered, in short plain words.
 * The motives are the six functions of the Volunteer Functions Inventory, said as people say them.
 * Whole phrases are translated, never put together from a day and a part: no two languages agree on
 * how. Pure functions, no state. */

#define SUMMARY_SLOTS 3 /* more are a number */

static const char *const times[FOYER_MATCH_N_TIMES]
  = { N_ ("10 minutes"), N_ ("About an hour"), N_ ("Half a day or a day"), N_ ("Regularly") };
static const char *const time_hints[FOYER_MATCH_N_TIMES]
  = { N_ ("Something small, now and then"), N_ ("At a time that suits"), N_ ("Now and then"),
      N_ ("Every week or every month") };

static const char *const motives[FOYER_MATCH_N_MOTIVES] = {
  N_ ("To help others"),       N_ ("To learn something"),        N_ ("To meet people"),
  N_ ("To help me find work"), N_ ("To feel good about myself"), N_ ("To take my mind off things")
};
static const char *const motive_hints[FOYER_MATCH_N_MOTIVES]
  = { N_ ("People, animals or places I care about"),
      N_ ("New skills, new ideas"),
      N_ ("Company, and new friends"),
      N_ ("Experience for a job or a course"),
      N_ ("To be useful, to grow in confidence"),
      N_ ("When life is hard, or too quiet") };

static const char *const fits[FOYER_MATCH_N_FITS]
  = { N_ ("Sitting down"),        N_ ("Quiet"),         N_ ("Not much reading"),
      N_ ("Near a bus or train"), N_ ("Bring a child"), N_ ("Bring a companion"),
      N_ ("Expenses paid"),       N_ ("No DBS check"),  N_ ("From home") };
static const char *const fit_hints[FOYER_MATCH_N_FITS] = { NULL,
                                                           NULL,
                                                           NULL,
                                                           NULL,
                                                           NULL,
                                                           N_ ("Someone who helps me"),
                                                           N_ ("Travel and other costs"),
                                                           N_ ("No check for a criminal record"),
                                                           NULL };

static const char *const days[FOYER_MATCH_N_DAYS]
  = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
      N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };
static const char *const short_days[FOYER_MATCH_N_DAYS]
  = { NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
      NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
      NC_ ("short weekday", "Sun") };
static const char *const parts[FOYER_MATCH_N_PARTS]
  = { N_ ("Morning"), N_ ("Afternoon"), N_ ("Evening") };
static const char *const part_hours[FOYER_MATCH_N_PARTS]
  = { N_ ("8 to 1"), N_ ("1 to 6"), N_ ("6 to 11") };

static const char *const every_day[FOYER_MATCH_N_DAYS]
  = { N_ ("Mondays"), N_ ("Tuesdays"),  N_ ("Wednesdays"), N_ ("Thursdays"),
      N_ ("Fridays"), N_ ("Saturdays"), N_ ("Sundays") };
static const char *const every_part[FOYER_MATCH_N_PARTS]
  = { N_ ("mornings"), N_ ("afternoons"), N_ ("evenings") };
static const char *const every_slot[FOYER_MATCH_N_DAYS][FOYER_MATCH_N_PARTS] = {
  { N_ ("Monday mornings"), N_ ("Monday afternoons"), N_ ("Monday evenings") },
  { N_ ("Tuesday mornings"), N_ ("Tuesday afternoons"), N_ ("Tuesday evenings") },
  { N_ ("Wednesday mornings"), N_ ("Wednesday afternoons"), N_ ("Wednesday evenings") },
  { N_ ("Thursday mornings"), N_ ("Thursday afternoons"), N_ ("Thursday evenings") },
  { N_ ("Friday mornings"), N_ ("Friday afternoons"), N_ ("Friday evenings") },
  { N_ ("Saturday mornings"), N_ ("Saturday afternoons"), N_ ("Saturday evenings") },
  { N_ ("Sunday mornings"), N_ ("Sunday afternoons"), N_ ("Sunday evenings") },
};

static const char *
translate (const char *words)
{
  return words != NULL ? _ (words) : NULL;
}

const char *
foyer_choice_time_label (int time)
{
  return time >= 0 ? _ (times[time]) : _ ("I don’t mind");
}

const char *
foyer_choice_time_hint (int time)
{
  return time >= 0 ? _ (time_hints[time]) : NULL;
}

const char *
foyer_choice_motive_label (int motive)
{
  return _ (motives[motive]);
}

const char *
foyer_choice_motive_hint (int motive)
{
  return _ (motive_hints[motive]);
}

const char *
foyer_choice_fit_label (int fit)
{
  return _ (fits[fit]);
}

const char *
foyer_choice_fit_hint (int fit)
{
  return translate (fit_hints[fit]);
}

const char *
foyer_choice_day_label (int day)
{
  return g_dpgettext2 (NULL, "short weekday", short_days[day]);
}

const char *
foyer_choice_day_name (int day)
{
  return _ (days[day]);
}

const char *
foyer_choice_part_label (int part)
{
  return _ (parts[part]);
}

const char *
foyer_choice_part_hours (int part)
{
  return _ (part_hours[part]);
}

char *
foyer_choice_slot_name (int day, int part)
{
  g_autofree char *small = foyer_choice_lower (_ (parts[part]));

  /* Translators: a weekday and a part of the day: "Tuesday morning". */
  return g_strdup_printf (_ ("%1$s %2$s"), _ (days[day]), small);
}

/* ---- the first letter ---- */

static char *
change_first (const char *words, gunichar (*change) (gunichar))
{
  char letter[7] = "";

  letter[g_unichar_to_utf8 (change (g_utf8_get_char (words)), letter)] = '\0';
  return g_strconcat (letter, *words != '\0' ? g_utf8_next_char (words) : "", NULL);
}

char *
foyer_choice_lower (const char *words)
{
  /* a name of letters only ("DBS") is not at the beginning of any of ours */
  return change_first (words, g_unichar_tolower);
}

char *
foyer_choice_upper (const char *words)
{
  return change_first (words, g_unichar_toupper);
}

/* ---- times of the week ---- */

static guint32
whole (int day, int part)
{
  guint32 slots = 0;

  for (int d = 0; d < FOYER_MATCH_N_DAYS; d++)
    for (int p = 0; p < FOYER_MATCH_N_PARTS; p++)
      if ((day < 0 || day == d) && (part < 0 || part == p))
        slots |= FOYER_MATCH_SLOT (d, p);
  return slots;
}

/* Whole rows and columns of the week first, then what is left over. Borrowed words. */
static GPtrArray *
list_slots (guint32 slots)
{
  GPtrArray *words = g_ptr_array_new ();
  guint32 said = 0;

  for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
    if ((slots & whole (-1, part)) == whole (-1, part))
      {
        g_ptr_array_add (words, (gpointer)_ (every_part[part]));
        said |= whole (-1, part);
      }
  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    {
      if ((slots & ~said & whole (day, -1)) == 0)
        continue;
      if ((slots & whole (day, -1)) == whole (day, -1))
        {
          g_ptr_array_add (words, (gpointer)_ (every_day[day]));
          continue;
        }
      for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
        if ((slots & ~said & FOYER_MATCH_SLOT (day, part)) != 0)
          g_ptr_array_add (words, (gpointer)_ (every_slot[day][part]));
    }
  return words;
}

char *
foyer_choice_slot_words (guint32 slots, gboolean is_or, guint max)
{
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GString) before = g_string_new (NULL);

  if (slots == FOYER_MATCH_ALL_SLOTS)
    return g_strdup (_ ("any time"));
  words = list_slots (slots);
  if (words->len == 0 || words->len > max)
    return NULL;
  if (words->len == 1)
    return g_strdup (words->pdata[0]);
  for (guint i = 0; i + 1 < words->len; i++)
    /* Translators: between the members of a list. */
    g_string_append_printf (before, "%s%s", i > 0 ? _ (", ") : "", (char *)words->pdata[i]);
  /* Translators: a list and its last member. */
  return g_strdup_printf (is_or ? _ ("%1$s or %2$s") : _ ("%1$s and %2$s"), before->str,
                          (char *)words->pdata[words->len - 1]);
}

/* ---- all answers ---- */

static guint
count_slots (guint32 slots)
{
  guint n = 0;

  for (; slots != 0; slots &= slots - 1)
    n++;
  return n;
}

/* (transfer full) */
static char *
dup_slots (guint32 slots)
{
  char *words = foyer_choice_slot_words (slots, TRUE, SUMMARY_SLOTS);
  guint n = count_slots (slots);

  return words != NULL
           ? words
           : g_strdup_printf (ngettext ("%u time in the week", "%u times in the week", n), n);
}

/* "To meet people, to learn something". (transfer full) */
static char *
dup_set (guint set, int n, const char *(*label_of) (int))
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    if ((set & 1u << i) != 0)
      {
        g_autofree char *words
          = text->len > 0 ? foyer_choice_lower (label_of (i)) : foyer_choice_upper (label_of (i));

        g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", words);
      }
  return g_string_free (text, FALSE);
}

/* "Within 5 miles of Chelmsford Library". (transfer full) (nullable) */
static char *
dup_near (FoyerChoice *choice, const char *near)
{
  int miles = isinf (foyer_choice_get_miles (choice)) ? 0 : (int)foyer_choice_get_miles (choice);
  g_autofree char *words = NULL;

  if (miles == 0)
    return near != NULL ? g_strdup_printf (_ ("From %s"), near) : NULL;
  if (near != NULL)
    /* Translators: "within 5 miles of Chelmsford Library". */
    words = g_strdup_printf (
      ngettext ("within %1$d mile of %2$s", "within %1$d miles of %2$s", miles), miles, near);
  else
    words = g_strdup_printf (ngettext ("within %d mile", "within %d miles", miles), miles);
  return foyer_choice_upper (words);
}

/* (transfer full) (nullable) */
static char *
dup_where (FoyerChoice *choice, const char *near)
{
  switch (foyer_choice_get_where (choice))
    {
    case FOYER_CHOICE_WHERE_HOME:
      return g_strdup (_ ("From home"));
    case FOYER_CHOICE_WHERE_ANYWHERE:
      return g_strdup (_ ("Anywhere in Essex"));
    case FOYER_CHOICE_WHERE_HERE:
    case FOYER_CHOICE_WHERE_PLACE:
      return dup_near (choice, near);
    case FOYER_CHOICE_WHERE_UNANSWERED:
    default:
      return NULL;
    }
}

char *
foyer_choice_dup_answer (FoyerChoice *choice, FoyerChoiceStep step, const char *near)
{
  int time = foyer_choice_get_time (choice);

  if (!foyer_choice_is_answered (choice, step))
    return NULL;
  switch (step)
    {
    case FOYER_CHOICE_STEP_TIME:
      return g_strdup (time >= 0 ? foyer_choice_time_label (time) : _ ("Any amount of time"));
    case FOYER_CHOICE_STEP_WHEN:
      return dup_slots (foyer_choice_get_slots (choice));
    case FOYER_CHOICE_STEP_WHY:
      return dup_set (foyer_choice_get_motives (choice), FOYER_MATCH_N_MOTIVES,
                      foyer_choice_motive_label);
    case FOYER_CHOICE_STEP_FITS:
      return dup_set (foyer_choice_get_fits (choice), FOYER_MATCH_N_FITS, foyer_choice_fit_label);
    case FOYER_CHOICE_STEP_WHERE:
    case FOYER_CHOICE_N_STEPS:
    default:
      return dup_where (choice, near);
    }
}
