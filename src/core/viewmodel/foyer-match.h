/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* How well a listing fits what a visitor said: a pure function of the answers, the facts of the
 * listing, the way there and its next date. Three things may come of an answer: the listing fits
 * it, misses it, or does not say. What is not said is never a miss (but see FROM_HOME below) and
 * earns nothing. Times of the week may be said in part ("afternoons", of no day in particular):
 * they fit, and are to be asked about all the same. foyer_match_compare () is the order. Any
 * thread. */

typedef enum
{
  FOYER_MATCH_ANYWHERE, /* or not answered */
  FOYER_MATCH_NEAR,     /* within miles of lat, lon */
  FOYER_MATCH_AT_HOME,
} FoyerMatchWhere;

/* The answers. */
typedef struct
{
  const char *programme; /* NULL: all */
  int time;              /* FoyerMatchTime, -1: any */
  guint32 slots;         /* FOYER_MATCH_SLOT bits, 0: any */
  guint motives;         /* 1 << FoyerMatchMotive, 0: any */
  guint fits;            /* 1 << FoyerMatchFit that are needed */
  FoyerMatchWhere where;
  double miles;    /* of NEAR; INFINITY: any distance */
  double lat, lon; /* where distances are from; NAN: nowhere known */
} FoyerMatchAsk;

#define FOYER_MATCH_ASK_INIT                                                                       \
  {                                                                                                \
    .time = -1, .miles = INFINITY, .lat = NAN, .lon = NAN                                          \
  }

/* What is known of a listing besides its own facts. */
typedef struct
{
  double miles;           /* NAN: not known, or anywhere in the county */
  gint64 seconds_to_next; /* to the next dated session; -1: none known */
  gboolean is_fresh;      /* confirmed within the last year */
} FoyerMatchAround;

/* A bit for each answer. */
#define FOYER_MATCH_ANSWER_TIME (1u << 0)
#define FOYER_MATCH_ANSWER_SLOTS (1u << 1)
#define FOYER_MATCH_ANSWER_WHERE (1u << 2)
#define FOYER_MATCH_ANSWER_MOTIVES (1u << 3) /* never a miss: see the weights */
#define FOYER_MATCH_ANSWER_FIT(fit) (1u << (4 + (fit)))

typedef struct
{
  guint32 fits, misses, unsaid; /* sets of answers; what was not asked is in none */
  gboolean is_elsewhere;        /* done from home, for a place beyond the miles that were said */
  guint tier;                   /* foyer_match_get_tier (): smaller is better */
  int score;                    /* larger is better, among those of one tier */
} FoyerMatchLook;

FoyerMatchLook foyer_match_look (const FoyerMatchAsk *ask,
                                 const FoyerMatchFacts *facts,
                                 const FoyerMatchAround *around);

/* What is known to fit, then what does not say, then what is known not to. In turn:
 *
 *   1. fewest answers missed;
 *   2. what is in reach, or anywhere in the county, before what is done from home for another
 * place: who named a place did not ask for it;
 *   3. who tapped times in the week sees what is known to be then before what only says "ask about
 *      the times", however well that suits otherwise: it is within the miles they said;
 *   4. fewest needs to ask about: a person who must sit down cannot take a chance on it.
 *
 * Of fits, misses, unsaid and is_elsewhere; foyer_match_look () keeps it in tier, since it is
 * compared far more often. */
guint foyer_match_get_tier (const FoyerMatchLook *look);

/* < 0: a comes before b: the smaller tier, then the larger score. */
int foyer_match_compare (const FoyerMatchLook *a, const FoyerMatchLook *b);

/* Whether nothing that was asked is missed or has to be asked about first. Why people come is
 * judged, not known, and does not count. */
gboolean foyer_match_is_sure (const FoyerMatchLook *look);

/* Whether a listing may be shown to who asks at all. A visitor nobody knows anything about is not
 * sent to things for children or teenagers; who opened them through the door for young people, or
 * wants to bring a child, is. Ages in years, -1 not known. */
gboolean foyer_match_is_for (const FoyerMatchAsk *ask,
                             const char *programme,
                             int age_min,
                             int age_max);

/* The points of the score, and why as many; the table is the documentation. */
typedef enum
{
  FOYER_MATCH_WEIGHT_MOTIVE,
  FOYER_MATCH_WEIGHT_SECOND_MOTIVE,
  FOYER_MATCH_WEIGHT_NO_MOTIVE,
  FOYER_MATCH_WEIGHT_SLOTS,
  FOYER_MATCH_WEIGHT_SLOTS_IN_PART,
  FOYER_MATCH_WEIGHT_TIME,
  FOYER_MATCH_WEIGHT_SHORTER,
  FOYER_MATCH_WEIGHT_FIT,
  FOYER_MATCH_WEIGHT_UNSAID,
  FOYER_MATCH_WEIGHT_NEAR,
  FOYER_MATCH_WEIGHT_TOO_FAR,
  FOYER_MATCH_WEIGHT_THIS_WEEK,
  FOYER_MATCH_WEIGHT_THIS_MONTH,
  FOYER_MATCH_WEIGHT_FRESH,
  FOYER_MATCH_N_WEIGHTS,
} FoyerMatchWeight;

typedef struct
{
  int points;
  const char *what, *why; /* for who reads or tunes it; not shown on screen */
} FoyerMatchWeightInfo;

const FoyerMatchWeightInfo *foyer_match_get_weight (FoyerMatchWeight weight);

G_END_DECLS
