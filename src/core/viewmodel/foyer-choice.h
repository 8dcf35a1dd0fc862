/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-match-run.h"

G_BEGIN_DECLS

/* What a visitor answered to "Help me choose", and at which question they are. Holds no words, so
 * that it outlives a change of language, and nothing by which a person could be known: where
 * they start from stays with the visit. Emits ::changed. Main thread. */
#define FOYER_TYPE_CHOICE (foyer_choice_get_type ())
G_DECLARE_FINAL_TYPE (FoyerChoice, foyer_choice, FOYER, CHOICE, GObject)

typedef enum
{
  FOYER_CHOICE_STEP_TIME,
  FOYER_CHOICE_STEP_WHEN,
  FOYER_CHOICE_STEP_WHY,
  FOYER_CHOICE_STEP_FITS,
  FOYER_CHOICE_STEP_WHERE,
  FOYER_CHOICE_N_STEPS,
} FoyerChoiceStep;

#define FOYER_CHOICE_UNANSWERED (-2)
#define FOYER_CHOICE_ANY_TIME (-1)
/* Reasons one may give; more would be none. */
#define FOYER_CHOICE_MAX_MOTIVES 2
/* Miles looked at first: the next town, in most of Essex. */
#define FOYER_CHOICE_MILES 5

typedef enum
{
  FOYER_CHOICE_WHERE_UNANSWERED,
  FOYER_CHOICE_WHERE_HERE,  /* near this kiosk */
  FOYER_CHOICE_WHERE_PLACE, /* near the visit's postcode or town */
  FOYER_CHOICE_WHERE_ANYWHERE,
  FOYER_CHOICE_WHERE_HOME,
} FoyerChoiceWhere;

FoyerChoice *foyer_choice_new (const char *programme); /* "": all */
/* From and to the argument of a page: "volunteering?time=hour&when=tue-am". What cannot be read is
 * not answered. (transfer full) */
FoyerChoice *foyer_choice_new_from_text (const char *text);
char *foyer_choice_dup_text (FoyerChoice *self);

const char *foyer_choice_get_programme (FoyerChoice *self); /* "": all */
int foyer_choice_get_step (FoyerChoice *self);
void foyer_choice_set_step (FoyerChoice *self, int step);
/* Only this question is asked: from the results, to mend one answer, and back to them. */
gboolean foyer_choice_is_single (FoyerChoice *self);
void foyer_choice_set_single (FoyerChoice *self, gboolean is_single);

int foyer_choice_get_time (FoyerChoice *self); /* FoyerMatchTime, ANY_TIME or UNANSWERED */
void foyer_choice_set_time (FoyerChoice *self, int time);
guint32 foyer_choice_get_slots (FoyerChoice *self); /* 0: any */
void foyer_choice_set_slots (FoyerChoice *self, guint32 slots);
guint foyer_choice_get_motives (FoyerChoice *self);
/* A third one takes the place of the first. */
void foyer_choice_set_motive (FoyerChoice *self, int motive, gboolean chosen);
guint foyer_choice_get_fits (FoyerChoice *self);
void foyer_choice_set_fit (FoyerChoice *self, int fit, gboolean chosen);
FoyerChoiceWhere foyer_choice_get_where (FoyerChoice *self);
void foyer_choice_set_where (FoyerChoice *self, FoyerChoiceWhere where);
double foyer_choice_get_miles (FoyerChoice *self); /* INFINITY: any distance */
void foyer_choice_set_miles (FoyerChoice *self, double miles);

/* Takes the answer of the question back. */
void foyer_choice_skip (FoyerChoice *self, FoyerChoiceStep step);
gboolean foyer_choice_is_answered (FoyerChoice *self, FoyerChoiceStep step);
void foyer_choice_relax (FoyerChoice *self, const FoyerMatchRelax *relax);

/* The answers as the match wants them; lat and lon: where distances are from, NAN: nowhere.
 * ask->programme is borrowed from self. */
void foyer_choice_fill_ask (FoyerChoice *self, double lat, double lon, FoyerMatchAsk *ask);

/* The anonymous count of this flow has been kept: once is enough. */
gboolean foyer_choice_is_counted (FoyerChoice *self);
void foyer_choice_set_counted (FoyerChoice *self);

G_END_DECLS
