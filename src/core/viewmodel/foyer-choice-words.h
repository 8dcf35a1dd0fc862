/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-choice.h"

G_BEGIN_DECLS

/* The answers of "Help me choose" in words (translated each time; nothing is kept). Constants are
 * borrowed, the rest (transfer full). Any thread. */

const char *foyer_choice_time_label (int time); /* "About an hour"; ANY_TIME: "I don’t mind" */
const char *foyer_choice_time_hint (int time);  /* (nullable) */
const char *foyer_choice_motive_label (int motive); /* "To meet people" */
const char *foyer_choice_motive_hint (int motive);
const char *foyer_choice_fit_label (int fit);   /* "Sitting down" */
const char *foyer_choice_fit_hint (int fit);    /* (nullable) */
const char *foyer_choice_day_label (int day);   /* "Mon" */
const char *foyer_choice_day_name (int day);    /* "Monday" */
const char *foyer_choice_part_label (int part); /* "Morning" */
const char *foyer_choice_part_hours (int part); /* "8 to 1" */

/* "Tuesday mornings", "Tuesdays", "mornings", "any time": at most max of them, joined by comma and
 * and (or or); NULL when there are none or more. */
char *foyer_choice_slot_words (guint32 slots, gboolean is_or, guint max);
/* "Tuesday morning": one field of the week, as it is spoken. */
char *foyer_choice_slot_name (int day, int part);

/* What was answered to one question: "About an hour", "To meet people, to learn something". near
 * (nullable): the name of the place that distances are from. NULL when it was not answered. */
char *foyer_choice_dup_answer (FoyerChoice *choice, FoyerChoiceStep step, const char *near);

/* The same with its first letter small, or large, where the language has such. */
char *foyer_choice_lower (const char *words);
char *foyer_choice_upper (const char *words);

G_END_DECLS
