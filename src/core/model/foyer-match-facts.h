/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The facts of a listing that "Help me choose" asks about, and the words they have in a native item
 * (`match` in data/content/FORMAT.md). Sets are bits, so that a hundred thousand listings can be
 * looked at while a finger is still on the glass. Pure functions; any thread. */

/* How much time it takes; a listing may suit several. */
typedef enum
{
  FOYER_MATCH_TEN_MINUTES,
  FOYER_MATCH_HOUR,    /* up to about two hours at a time */
  FOYER_MATCH_DAY,     /* half a day or a day */
  FOYER_MATCH_REGULAR, /* again and again */
  FOYER_MATCH_N_TIMES,
} FoyerMatchTime;

/* The parts of a day: until 13:00, until 18:00, later. */
typedef enum
{
  FOYER_MATCH_MORNING,
  FOYER_MATCH_AFTERNOON,
  FOYER_MATCH_EVENING,
  FOYER_MATCH_N_PARTS,
} FoyerMatchPart;

#define FOYER_MATCH_N_DAYS 7 /* 0 Monday … 6 Sunday */
#define FOYER_MATCH_SLOT(day, part) (1u << ((day)*FOYER_MATCH_N_PARTS + (part)))
#define FOYER_MATCH_ALL_SLOTS ((1u << (FOYER_MATCH_N_DAYS * FOYER_MATCH_N_PARTS)) - 1)

/* Why people help and take part: the six functions of the Volunteer Functions Inventory (Clary,
 * Snyder and others, Journal of Personality and Social Psychology 74, 1998). */
typedef enum
{
  FOYER_MATCH_VALUES,
  FOYER_MATCH_UNDERSTANDING,
  FOYER_MATCH_SOCIAL,
  FOYER_MATCH_CAREER,
  FOYER_MATCH_ENHANCEMENT,
  FOYER_MATCH_PROTECTIVE,
  FOYER_MATCH_N_MOTIVES,
} FoyerMatchMotive;

/* What has to be so for a person to be able to come. */
typedef enum
{
  FOYER_MATCH_SEATED,
  FOYER_MATCH_QUIET,
  FOYER_MATCH_LITTLE_READING,
  FOYER_MATCH_TRANSPORT, /* a bus or train near */
  FOYER_MATCH_CHILD,
  FOYER_MATCH_COMPANION,
  FOYER_MATCH_EXPENSES, /* are paid */
  FOYER_MATCH_NO_DBS,
  FOYER_MATCH_FROM_HOME,
  FOYER_MATCH_N_FITS,
} FoyerMatchFit;

/* What is not known stands in neither set: 0 times, 0 slots, a fit in neither fits nor misses. */
typedef struct
{
  guint32 slots;  /* FOYER_MATCH_SLOT bits */
  guint16 fits;   /* 1 << FoyerMatchFit: known to be so */
  guint16 misses; /* 1 << FoyerMatchFit: known not to be so */
  guint8 times;   /* 1 << FoyerMatchTime */
  guint8 motives; /* 1 << FoyerMatchMotive */
} FoyerMatchFacts;

/* The word of a fact ("tue-am", "social"); -1 and NULL for what there is not. */
const char *foyer_match_time_word (int time);
int foyer_match_time_of_word (const char *word);
const char *foyer_match_motive_word (int motive);
int foyer_match_motive_of_word (const char *word);
const char *foyer_match_fit_word (int fit);
int foyer_match_fit_of_word (const char *word);
/* "tue-am", "tue", "am" or "any"; 0 for no such word. */
guint32 foyer_match_slots_of_word (const char *word);
/* The words for a set, the shortest that say it: "any", "tue", "wed-am". (transfer full) */
GStrv foyer_match_dup_slot_words (guint32 slots);

G_END_DECLS
