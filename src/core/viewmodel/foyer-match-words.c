/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words"

#include "core/viewmodel/foyer-match-words.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-choice-words.h"
#include "core/viewmodel/foyer-listing-words.h"

/* The reason of a result, and what would give more. Each part is a whole phrase that stands for one
 * fact the listing has, and is said only because it was asked for. Pure functions, no state. */

#define REASON_PARTS 4 /* one line on the card */
#define REASON_SLOTS 2
#define MISS_SLOTS 2
/* Miles and seconds: what may be said of a result when nothing was asked. */
#define CLOSE_MILES 2

static const char *const motives[FOYER_MATCH_N_MOTIVES] = { N_ ("to help others"),
                                                            N_ ("to learn something"),
                                                            N_ ("to meet people"),
                                                            N_ ("to help you find work"),
                                                            N_ ("to feel good about yourself"),
                                                            N_ ("to take your mind off things") };
static const char *const fits[FOYER_MATCH_N_FITS] = { N_ ("sitting down"),
                                                      N_ ("quiet"),
                                                      N_ ("not much reading"),
                                                      N_ ("a bus or train is near"),
                                                      N_ ("you can bring a child"),
                                                      N_ ("you can bring someone"),
                                                      N_ ("expenses are paid"),
                                                      N_ ("no DBS check"),
                                                      N_ ("from home") };
static const char *const not_fits[FOYER_MATCH_N_FITS]
  = { N_ ("mostly standing or moving"), N_ ("it can be loud"),        N_ ("reading is part of it"),
      N_ ("no bus or train is near"),   N_ ("not with a child"),      N_ ("not with a companion"),
      N_ ("expenses are not paid"),     N_ ("a DBS check is needed"), N_ ("not from home") };

typedef struct
{
  GString *text; /* owned */
  guint n, max;
} Line;

static void
add (Line *line, const char *words)
{
  if (words == NULL || line->n >= line->max)
    return;
  /* Translators: between the members of a list. */
  g_string_append_printf (line->text, "%s%s", line->n > 0 ? _ (", ") : "", words);
  line->n++;
}

/* With a large letter in front. (transfer full) (nullable) */
static char *
end_line (Line *line)
{
  char *words = line->n > 0 ? foyer_choice_upper (line->text->str) : NULL;

  g_string_free (line->text, TRUE);
  return words;
}

/* Of a listing that only says the day, the part is not claimed, and the other way round. */
static guint32
widen (guint32 known, guint32 asked)
{
  guint32 said = 0;

  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
      {
        guint32 whole_day = 0, whole_part = 0;

        if ((known & asked & FOYER_MATCH_SLOT (day, part)) == 0)
          continue;
        for (int other = 0; other < FOYER_MATCH_N_PARTS; other++)
          whole_day |= FOYER_MATCH_SLOT (day, other);
        for (int other = 0; other < FOYER_MATCH_N_DAYS; other++)
          whole_part |= FOYER_MATCH_SLOT (other, part);
        if ((known & whole_day) == whole_day)
          said |= whole_day;
        else if ((known & whole_part) == whole_part)
          said |= whole_part;
        else
          said |= FOYER_MATCH_SLOT (day, part);
      }
  return said;
}

static void
add_slots (Line *line, FoyerListing *listing, guint32 asked)
{
  g_autofree char *words = NULL, *monthly = NULL;

  if (listing->match.slots == FOYER_MATCH_ALL_SLOTS)
    {
      add (line, _ ("when you choose"));
      return;
    }
  words = foyer_choice_slot_words (widen (listing->match.slots, asked), FALSE, REASON_SLOTS);
  if (words == NULL)
    add (line, _ ("on days you chose"));
  else if (g_strcmp0 (listing->time, "monthly") == 0)
    {
      /* Translators: "Wednesday afternoons once a month". */
      monthly = g_strdup_printf (_ ("%s once a month"), words);
      add (line, monthly);
    }
  else
    add (line, words);
}

static void
add_time (Line *line, FoyerListing *listing, int asked)
{
  if ((listing->match.times & 1u << asked) == 0)
    return; /* it takes less than there is: nothing to praise */
  switch (asked)
    {
    case FOYER_MATCH_TEN_MINUTES:
      add (line, _ ("takes ten minutes"));
      break;
    case FOYER_MATCH_HOUR:
      add (line, _ ("an hour or two"));
      break;
    case FOYER_MATCH_DAY:
      add (line, _ ("half a day or a day"));
      break;
    default:
      if (g_strcmp0 (listing->time, "weekly") == 0)
        add (line, _ ("every week"));
      else if (g_strcmp0 (listing->time, "monthly") == 0)
        add (line, _ ("every month"));
      break;
    }
}

/* When nothing was asked, or nothing asked for is known: what speaks for it all the same. */
static void
add_other (Line *line, FoyerListing *listing, double miles)
{
  if (!isnan (miles) && miles <= CLOSE_MILES)
    add (line, _ ("close by"));
  for (int i = 0; line->n < 2 && i < FOYER_MATCH_N_MOTIVES; i++)
    if ((listing->match.motives & 1u << i) != 0)
      add (line, _ (motives[i]));
}

gboolean
foyer_match_words_is_from_home (FoyerListing *listing, const FoyerMatchLook *look)
{
  return ((look->fits & FOYER_MATCH_ANSWER_WHERE) != 0 || look->is_elsewhere)
         && (listing->match.fits & 1u << FOYER_MATCH_FROM_HOME) != 0;
}

char *
foyer_match_words_reason (const FoyerMatchAsk *ask,
                          FoyerListing *listing,
                          const FoyerMatchLook *look,
                          double miles)
{
  Line line = { .text = g_string_new (NULL), .max = REASON_PARTS };
  guint met = ask->motives & listing->match.motives;

  if (foyer_match_words_is_from_home (listing, look))
    add (&line, _ ("from home"));
  if ((look->fits & FOYER_MATCH_ANSWER_SLOTS) != 0)
    add_slots (&line, listing, ask->slots);
  if ((look->fits & FOYER_MATCH_ANSWER_TIME) != 0)
    add_time (&line, listing, ask->time);
  for (int i = 0; i < FOYER_MATCH_N_MOTIVES; i++)
    if ((met & 1u << i) != 0)
      add (&line, _ (motives[i]));
  for (int i = 0; i < FOYER_MATCH_N_FITS; i++)
    if ((look->fits & FOYER_MATCH_ANSWER_FIT (i)) != 0
        && (i != FOYER_MATCH_FROM_HOME || !foyer_match_words_is_from_home (listing, look)))
      add (&line, _ (fits[i]));
  if (line.n == 0)
    add_other (&line, listing, miles);
  return end_line (&line);
}

/* ---- what does not fit ---- */

static void
add_time_miss (Line *line, int asked)
{
  if (asked == FOYER_MATCH_TEN_MINUTES)
    add (line, _ ("it takes more than ten minutes"));
  else if (asked == FOYER_MATCH_HOUR)
    add (line, _ ("it takes half a day or longer"));
  else
    add (line, _ ("it is only now and then"));
}

static void
add_slots_miss (Line *line, FoyerListing *listing)
{
  g_autofree char *words = foyer_choice_slot_words (listing->match.slots, FALSE, MISS_SLOTS);
  g_autofree char *phrase = NULL;

  if (words != NULL)
    /* Translators: when something is that was wanted at another time: "it is on Friday evenings".
     */
    phrase = g_strdup_printf (_ ("it is on %s"), words);
  add (line, phrase != NULL ? phrase : _ ("it is on other days"));
}

static void
add_where_miss (Line *line, const FoyerMatchAsk *ask, FoyerListing *listing, double miles)
{
  g_autofree char *distance = foyer_words_distance (listing, miles);
  g_autofree char *phrase = NULL;

  if (ask->where == FOYER_MATCH_AT_HOME)
    {
      add (line, _ ("not from home"));
      return;
    }
  if (distance != NULL)
    /* Translators: "about 12 miles away". */
    phrase = g_strdup_printf (_ ("%s away"), distance);
  add (line, phrase);
}

char *
foyer_match_words_misses (const FoyerMatchAsk *ask,
                          FoyerListing *listing,
                          const FoyerMatchLook *look,
                          double miles)
{
  Line line = { .text = g_string_new (NULL), .max = G_MAXUINT };

  if ((look->misses & FOYER_MATCH_ANSWER_TIME) != 0)
    add_time_miss (&line, ask->time);
  if ((look->misses & FOYER_MATCH_ANSWER_SLOTS) != 0)
    add_slots_miss (&line, listing);
  for (int i = 0; i < FOYER_MATCH_N_FITS; i++)
    if ((look->misses & FOYER_MATCH_ANSWER_FIT (i)) != 0)
      add (&line, _ (not_fits[i]));
  if ((look->misses & FOYER_MATCH_ANSWER_WHERE) != 0)
    add_where_miss (&line, ask, listing, miles);
  return end_line (&line);
}

char *
foyer_match_words_unsaid (const FoyerMatchLook *look)
{
  guint32 needs = look->unsaid
                  & ~(FOYER_MATCH_ANSWER_TIME | FOYER_MATCH_ANSWER_SLOTS | FOYER_MATCH_ANSWER_WHERE
                      | FOYER_MATCH_ANSWER_MOTIVES);

  if ((look->unsaid & (FOYER_MATCH_ANSWER_SLOTS | FOYER_MATCH_ANSWER_TIME)) != 0)
    return g_strdup (_ ("ask about the times"));
  for (int i = 0; i < FOYER_MATCH_N_FITS; i++)
    if ((needs & FOYER_MATCH_ANSWER_FIT (i)) != 0)
      {
        /* Translators: of a thing that was wanted and is not known: "ask about: Sitting down". */
        return g_strdup_printf (_ ("ask about: %s"), foyer_choice_fit_label (i));
      }
  return NULL;
}

/* ---- what would give more ---- */

static char *
relax_part_words (int part, guint n)
{
  switch (part)
    {
    case FOYER_MATCH_MORNING:
      return g_strdup_printf (ngettext ("%u more if you can also come in the morning",
                                        "%u more if you can also come in the morning", n),
                              n);
    case FOYER_MATCH_AFTERNOON:
      return g_strdup_printf (ngettext ("%u more if you can also come in the afternoon",
                                        "%u more if you can also come in the afternoon", n),
                              n);
    default:
      return g_strdup_printf (ngettext ("%u more if you can also come in the evening",
                                        "%u more if you can also come in the evening", n),
                              n);
    }
}

static char *
relax_miles_words (double miles, guint n)
{
  if (isinf (miles))
    return g_strdup_printf (
      ngettext ("%u more in the rest of Essex", "%u more in the rest of Essex", n), n);
  return g_strdup_printf (ngettext ("%u more within %d miles", "%u more within %d miles", n), n,
                          (int)miles);
}

char *
foyer_match_words_relax (const FoyerMatchRelax *relax)
{
  guint n = relax->count;

  switch (relax->kind)
    {
    case FOYER_MATCH_RELAX_TIME:
      return g_strdup_printf (ngettext ("%u more that takes another amount of time",
                                        "%u more that take another amount of time", n),
                              n);
    case FOYER_MATCH_RELAX_PART:
      return relax_part_words (relax->part, n);
    case FOYER_MATCH_RELAX_DAYS:
      return g_strdup_printf (ngettext ("%u more if you can come on other days",
                                        "%u more if you can come on other days", n),
                              n);
    case FOYER_MATCH_RELAX_SLOTS:
      return g_strdup_printf (
        ngettext ("%u more at other times of the week", "%u more at other times of the week", n),
        n);
    case FOYER_MATCH_RELAX_MILES:
      return relax_miles_words (relax->miles, n);
    case FOYER_MATCH_RELAX_GO_OUT:
      return g_strdup_printf (
        ngettext ("%u more if you can go out", "%u more if you can go out", n), n);
    case FOYER_MATCH_RELAX_FIT:
    default:
      return g_strdup_printf (ngettext ("%u more without “%s”", "%u more without “%s”", n), n,
                              foyer_choice_fit_label (relax->fit));
    }
}

char *
foyer_match_words_relax_button (const FoyerMatchRelax *relax)
{
  switch (relax->kind)
    {
    case FOYER_MATCH_RELAX_TIME:
      return g_strdup (_ ("Any amount of time"));
    case FOYER_MATCH_RELAX_PART:
      return g_strdup (relax->part == FOYER_MATCH_MORNING     ? _ ("Add mornings")
                       : relax->part == FOYER_MATCH_AFTERNOON ? _ ("Add afternoons")
                                                              : _ ("Add evenings"));
    case FOYER_MATCH_RELAX_DAYS:
      return g_strdup (_ ("Any day"));
    case FOYER_MATCH_RELAX_SLOTS:
      return g_strdup (_ ("Any time"));
    case FOYER_MATCH_RELAX_MILES:
      return g_strdup (_ ("Look further"));
    case FOYER_MATCH_RELAX_GO_OUT:
      return g_strdup (_ ("Not only from home"));
    case FOYER_MATCH_RELAX_FIT:
    default:
      return g_strdup (_ ("Leave it out"));
    }
}
