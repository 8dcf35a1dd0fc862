/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-match-facts.h"

#include <string.h>

/* The vocabulary of "Help me choose": words in content, in answers and in records ↔ bits. A word
 * that is not known here is one of a later version, and passed over by whoever reads it. */

static const char *const time_words[FOYER_MATCH_N_TIMES]
  = { "ten-minutes", "hour", "day", "regular" };
static const char *const motive_words[FOYER_MATCH_N_MOTIVES]
  = { "values", "understanding", "social", "career", "enhancement", "protective" };
static const char *const fit_words[FOYER_MATCH_N_FITS]
  = { "seated",    "quiet",    "little-reading", "transport", "child",
      "companion", "expenses", "no-dbs",         "from-home" };
static const char *const day_words[FOYER_MATCH_N_DAYS]
  = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
static const char *const part_words[FOYER_MATCH_N_PARTS] = { "am", "pm", "eve" };

static int
find (const char *const *words, int n, const char *word)
{
  for (int i = 0; word != NULL && i < n; i++)
    if (strcmp (words[i], word) == 0)
      return i;
  return -1;
}

const char *
foyer_match_time_word (int time)
{
  return time >= 0 && time < FOYER_MATCH_N_TIMES ? time_words[time] : NULL;
}

int
foyer_match_time_of_word (const char *word)
{
  return find (time_words, FOYER_MATCH_N_TIMES, word);
}

const char *
foyer_match_motive_word (int motive)
{
  return motive >= 0 && motive < FOYER_MATCH_N_MOTIVES ? motive_words[motive] : NULL;
}

int
foyer_match_motive_of_word (const char *word)
{
  return find (motive_words, FOYER_MATCH_N_MOTIVES, word);
}

const char *
foyer_match_fit_word (int fit)
{
  return fit >= 0 && fit < FOYER_MATCH_N_FITS ? fit_words[fit] : NULL;
}

int
foyer_match_fit_of_word (const char *word)
{
  return find (fit_words, FOYER_MATCH_N_FITS, word);
}

static guint32
slots_of (int day, int part)
{
  guint32 slots = 0;

  for (int d = 0; d < FOYER_MATCH_N_DAYS; d++)
    for (int p = 0; p < FOYER_MATCH_N_PARTS; p++)
      if ((day < 0 || d == day) && (part < 0 || p == part))
        slots |= FOYER_MATCH_SLOT (d, p);
  return slots;
}

guint32
foyer_match_slots_of_word (const char *word)
{
  g_auto (GStrv) halves = NULL;
  int day, part;

  if (g_strcmp0 (word, "any") == 0)
    return FOYER_MATCH_ALL_SLOTS;
  if (word == NULL)
    return 0;
  halves = g_strsplit (word, "-", 2);
  if (halves[0] == NULL)
    return 0;
  day = find (day_words, FOYER_MATCH_N_DAYS, halves[0]);
  part = find (part_words, FOYER_MATCH_N_PARTS, halves[1] != NULL ? halves[1] : halves[0]);
  if (halves[1] != NULL ? day < 0 || part < 0 : day < 0 && part < 0)
    return 0;
  return slots_of (day, part);
}

GStrv
foyer_match_dup_slot_words (guint32 slots)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (slots == FOYER_MATCH_ALL_SLOTS)
    g_strv_builder_add (words, "any");
  for (int day = 0; day < FOYER_MATCH_N_DAYS && slots != FOYER_MATCH_ALL_SLOTS; day++)
    {
      guint32 whole = slots_of (day, -1);

      if ((slots & whole) == whole)
        {
          g_strv_builder_add (words, day_words[day]);
          continue;
        }
      for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
        if ((slots & FOYER_MATCH_SLOT (day, part)) != 0)
          {
            g_autofree char *word = g_strdup_printf ("%s-%s", day_words[day], part_words[part]);

            g_strv_builder_add (words, word);
          }
    }
  return g_strv_builder_end (words);
}
