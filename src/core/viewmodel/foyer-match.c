/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-match"

#include "core/viewmodel/foyer-match.h"

/* The ranking behind "Help me choose".
 *
 * Time, days, distance and what a person needs decide whether a listing fits; why they come and all
 * the rest only decide the order. Pure functions, no state, so every rule here is a line in
 * tests/core/test-match.c. */

#define WEEK_S (7 * 24 * 3600)
#define MONTH_S (4 * WEEK_S)
/* Miles. Beyond this nearness earns nothing: most people asked how far they would go to volunteer
 * or join a club name their own town and the next. */
#define NEAR_MILES 10.0
/* Years. Who is older is a grown-up. */
#define CHILDHOOD_ENDS 18
/* The answers to what has to be so for a person to be able to come. */
#define NEEDS                                                                                      \
  (FOYER_MATCH_ANSWER_FIT (FOYER_MATCH_N_FITS) - FOYER_MATCH_ANSWER_FIT (FOYER_MATCH_SEATED))
/* The first day, and the first part of every day, of the times of the week. */
#define WHOLE_DAY (FOYER_MATCH_SLOT (1, 0) - 1)
#define WHOLE_PART (FOYER_MATCH_ALL_SLOTS / WHOLE_DAY)

static const FoyerMatchWeightInfo weights[FOYER_MATCH_N_WEIGHTS] = {
  [FOYER_MATCH_WEIGHT_MOTIVE]
  = { 30, "gives one of the reasons the visitor named",
      "people whose reason is met are more content and stay longer (Clary and others 1998)" },
  [FOYER_MATCH_WEIGHT_SECOND_MOTIVE]
  = { 12, "gives the second reason too", "one reason met is most of it" },
  [FOYER_MATCH_WEIGHT_NO_MOTIVE]
  = { -20, "gives none of the reasons named",
      "our tags on why are a judgement: they order, they never rule out" },
  [FOYER_MATCH_WEIGHT_SLOTS]
  = { 26, "is at a time that was tapped in the week",
      "a known time that suits is the surest sign that somebody can come" },
  [FOYER_MATCH_WEIGHT_SLOTS_IN_PART]
  = { 14, "is on that day, or in that part of a day; the other is not said",
      "half of a time is better than none, and to be asked about" },
  [FOYER_MATCH_WEIGHT_TIME]
  = { 18, "takes the time the visitor has", "commitment is what people fear most" },
  [FOYER_MATCH_WEIGHT_SHORTER]
  = { 10, "takes less time than the visitor has", "they can, but wanted more" },
  [FOYER_MATCH_WEIGHT_FIT]
  = { 16, "is known to have one thing that is needed", "each need stands for itself" },
  [FOYER_MATCH_WEIGHT_UNSAID]
  = { -4, "does not say whether it fits an answer",
      "it may fit; who says so comes first, and listings are moved to say so" },
  [FOYER_MATCH_WEIGHT_NEAR]
  = { 20, "is next door; less with each mile, nothing from ten on",
      "less than a matching reason: a mile more for the right thing is worth it" },
  [FOYER_MATCH_WEIGHT_TOO_FAR]
  = { -1, "for each mile beyond those the visitor would go",
      "what comes close is a bus stop too far, not the other end of the county" },
  [FOYER_MATCH_WEIGHT_THIS_WEEK]
  = { 8, "can be begun within a week", "an intention cools within days" },
  [FOYER_MATCH_WEIGHT_THIS_MONTH] = { 4, "can be begun within four weeks", "the same, weaker" },
  [FOYER_MATCH_WEIGHT_FRESH]
  = { 6, "was confirmed within a year", "what nobody confirmed may have ended" },
};

typedef enum
{
  FITS,
  FITS_WITH_LESS, /* takes less time than there is */
  FITS_IN_PART,   /* as far as it says */
  MISSES,
  UNSAID,
} Outcome;

static int
points (FoyerMatchWeight weight)
{
  return weights[weight].points;
}

const FoyerMatchWeightInfo *
foyer_match_get_weight (FoyerMatchWeight weight)
{
  g_return_val_if_fail (weight < FOYER_MATCH_N_WEIGHTS, NULL);

  return &weights[weight];
}

/* A standing role of which only "regular" is known may come in hours: that is not said, not missed.
 * Who has a day can also give an hour. */
static Outcome
look_at_time (int time, guint times)
{
  gboolean is_short = (times & (1u << FOYER_MATCH_TEN_MINUTES | 1u << FOYER_MATCH_HOUR)) != 0;

  if (times == 0)
    return UNSAID;
  if ((times & 1u << time) != 0)
    return FITS;
  switch (time)
    {
    case FOYER_MATCH_HOUR:
      return is_short ? FITS_WITH_LESS : (times & 1u << FOYER_MATCH_DAY) != 0 ? MISSES : UNSAID;
    case FOYER_MATCH_DAY:
      return is_short ? FITS_WITH_LESS : UNSAID;
    default:
      return MISSES; /* ten minutes, or regularly */
    }
}

/* Unsaid is no here alone: nobody who can be helped from home leaves that out. */
static gboolean
is_from_home (const FoyerMatchFacts *facts)
{
  return (facts->fits & 1u << FOYER_MATCH_FROM_HOME) != 0;
}

static gboolean
wants_home (const FoyerMatchAsk *ask)
{
  return ask->where == FOYER_MATCH_AT_HOME || (ask->fits & 1u << FOYER_MATCH_FROM_HOME) != 0;
}

/* Who helps by telephone, for people of a place that is too far to go to: it may be possible, and
 * is not what was asked for. */
static gboolean
is_elsewhere (const FoyerMatchAsk *ask, const FoyerMatchFacts *facts, double miles)
{
  return is_from_home (facts) && !wants_home (ask) && ask->where == FOYER_MATCH_NEAR
         && miles > ask->miles;
}

/* The slots of listings are whole days or parts where the other is not said: "Tuesdays" may well be
 * in the evening, "afternoons" on any one day. */
static Outcome
look_at_slots (guint32 asked, guint32 known)
{
  gboolean is_said = known == FOYER_MATCH_ALL_SLOTS;

  if (known == 0)
    return UNSAID;
  if ((known & asked) == 0)
    return MISSES;
  for (guint32 both = known & asked; both != 0 && !is_said; both &= both - 1)
    {
      int slot = g_bit_nth_lsf (both, -1);
      guint32 whole_day = WHOLE_DAY << slot / FOYER_MATCH_N_PARTS * FOYER_MATCH_N_PARTS;
      guint32 whole_part = WHOLE_PART << slot % FOYER_MATCH_N_PARTS;

      is_said = ((known & whole_day) != whole_day || (asked & whole_day) == whole_day)
                && ((known & whole_part) != whole_part || (asked & whole_part) == whole_part);
    }
  return is_said ? FITS : FITS_IN_PART;
}

static Outcome
look_at_where (const FoyerMatchAsk *ask, const FoyerMatchFacts *facts, double miles)
{
  if (is_elsewhere (ask, facts, miles))
    return UNSAID;
  if (is_from_home (facts))
    return FITS;
  if (ask->where == FOYER_MATCH_AT_HOME)
    return MISSES;
  if (isnan (miles))
    return UNSAID;
  return miles <= ask->miles ? FITS : MISSES;
}

static Outcome
look_at_fit (int fit, const FoyerMatchFacts *facts)
{
  if ((facts->fits & 1u << fit) != 0)
    return FITS;
  if ((facts->misses & 1u << fit) != 0 || fit == FOYER_MATCH_FROM_HOME)
    return MISSES;
  return UNSAID;
}

static void
note (FoyerMatchLook *look, guint32 answer, Outcome outcome, FoyerMatchWeight weight)
{
  switch (outcome)
    {
    case FITS:
      look->fits |= answer;
      look->score += points (weight);
      break;
    case FITS_WITH_LESS:
      look->fits |= answer;
      look->score += points (FOYER_MATCH_WEIGHT_SHORTER);
      break;
    case FITS_IN_PART:
      look->fits |= answer;
      look->unsaid |= answer;
      look->score += points (FOYER_MATCH_WEIGHT_SLOTS_IN_PART);
      break;
    case MISSES:
      look->misses |= answer;
      break;
    case UNSAID:
    default:
      look->unsaid |= answer;
      look->score += points (FOYER_MATCH_WEIGHT_UNSAID);
      break;
    }
}

static void
look_at_motives (FoyerMatchLook *look, guint asked, guint given)
{
  guint met = asked & given;

  if (asked == 0)
    return;
  if (given == 0)
    note (look, FOYER_MATCH_ANSWER_MOTIVES, UNSAID, FOYER_MATCH_WEIGHT_MOTIVE);
  else if (met == 0)
    look->score += points (FOYER_MATCH_WEIGHT_NO_MOTIVE);
  else
    note (look, FOYER_MATCH_ANSWER_MOTIVES, FITS, FOYER_MATCH_WEIGHT_MOTIVE);
  if ((met & (met - 1)) != 0)
    look->score += points (FOYER_MATCH_WEIGHT_SECOND_MOTIVE);
}

static int
points_around (const FoyerMatchAsk *ask,
               const FoyerMatchFacts *facts,
               const FoyerMatchAround *around)
{
  int near = points (FOYER_MATCH_WEIGHT_NEAR), sum = 0;

  if (is_from_home (facts) && wants_home (ask))
    sum += near; /* nothing is nearer than home */
  else if (is_elsewhere (ask, facts, around->miles))
    sum += 0;
  else if (is_from_home (facts) || isnan (around->miles))
    sum += near / 2; /* somewhere in the county; who named a place means to go there */
  else
    sum += (int)lround (near * MAX (0, 1 - around->miles / NEAR_MILES));
  if (around->seconds_to_next >= 0 && around->seconds_to_next <= WEEK_S)
    sum += points (FOYER_MATCH_WEIGHT_THIS_WEEK);
  else if (around->seconds_to_next >= 0 && around->seconds_to_next <= MONTH_S)
    sum += points (FOYER_MATCH_WEIGHT_THIS_MONTH);
  return sum + (around->is_fresh ? points (FOYER_MATCH_WEIGHT_FRESH) : 0);
}

static int
points_too_far (const FoyerMatchAsk *ask, double miles)
{
  if (ask->where != FOYER_MATCH_NEAR)
    return 0;
  return (int)lround (points (FOYER_MATCH_WEIGHT_TOO_FAR) * (miles - ask->miles));
}

static guint
count_bits (guint32 set)
{
  guint n = 0;

  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

guint
foyer_match_get_tier (const FoyerMatchLook *look)
{
  gboolean is_when_unknown = (look->unsaid & ~look->fits & FOYER_MATCH_ANSWER_SLOTS) != 0;
  guint n_asks = count_bits (look->unsaid & NEEDS);

  return count_bits (look->misses) << 10 | (look->is_elsewhere ? 1 << 9 : 0)
         | (is_when_unknown ? 1 << 8 : 0) | n_asks;
}

FoyerMatchLook
foyer_match_look (const FoyerMatchAsk *ask,
                  const FoyerMatchFacts *facts,
                  const FoyerMatchAround *around)
{
  FoyerMatchLook look = { 0 };

  if (ask->time >= 0)
    note (&look, FOYER_MATCH_ANSWER_TIME, look_at_time (ask->time, facts->times),
          FOYER_MATCH_WEIGHT_TIME);
  if (ask->slots != 0)
    note (&look, FOYER_MATCH_ANSWER_SLOTS, look_at_slots (ask->slots, facts->slots),
          FOYER_MATCH_WEIGHT_SLOTS);
  for (int fit = 0; ask->fits != 0 && fit < FOYER_MATCH_N_FITS; fit++)
    if ((ask->fits & 1u << fit) != 0)
      note (&look, FOYER_MATCH_ANSWER_FIT (fit), look_at_fit (fit, facts), FOYER_MATCH_WEIGHT_FIT);
  if (ask->where != FOYER_MATCH_ANYWHERE)
    switch (look_at_where (ask, facts, around->miles))
      {
      case FITS:
        look.fits |= FOYER_MATCH_ANSWER_WHERE; /* its points are those of nearness */
        break;
      case MISSES:
        look.misses |= FOYER_MATCH_ANSWER_WHERE;
        look.score += points_too_far (ask, around->miles);
        break;
      default:
        look.unsaid |= FOYER_MATCH_ANSWER_WHERE;
        break;
      }
  look.is_elsewhere = is_elsewhere (ask, facts, around->miles);
  look_at_motives (&look, ask->motives, facts->motives);
  look.score += points_around (ask, facts, around);
  look.tier = foyer_match_get_tier (&look);
  return look;
}

int
foyer_match_compare (const FoyerMatchLook *a, const FoyerMatchLook *b)
{
  if (a->tier != b->tier)
    return a->tier < b->tier ? -1 : 1;
  return (a->score < b->score) - (a->score > b->score);
}

gboolean
foyer_match_is_sure (const FoyerMatchLook *look)
{
  return look->misses == 0 && (look->unsaid & ~FOYER_MATCH_ANSWER_MOTIVES) == 0;
}

gboolean
foyer_match_is_for (const FoyerMatchAsk *ask, const char *programme, int age_min, int age_max)
{
  gboolean wants_child = (ask->fits & 1u << FOYER_MATCH_CHILD) != 0;

  if (ask->programme != NULL && g_strcmp0 (ask->programme, programme) != 0)
    return FALSE;
  if (g_strcmp0 (ask->programme, "youth") == 0 || wants_child)
    return TRUE;
  if (ask->programme == NULL && g_strcmp0 (programme, "youth") == 0)
    return FALSE;
  return age_max < 0 || age_max > CHILDHOOD_ENDS;
}
