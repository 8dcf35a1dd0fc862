/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-answer.h"

G_BEGIN_DECLS

/* The two questions about unpaid help, and what was answered. No widgets, no words. */
#define FOYER_TYPE_BASELINE (foyer_baseline_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBaseline, foyer_baseline, FOYER, BASELINE, GObject)

typedef enum
{
  FOYER_BASELINE_GROUP,    /* unpaid help to a group, a club or an organisation */
  FOYER_BASELINE_INFORMAL, /* unpaid help to somebody who is no relative */
  FOYER_BASELINE_THANKS,   /* it is kept */
} FoyerBaselineStep;

/* The answers to either question, in the order shown; NULL-terminated ids. */
extern const char *const foyer_baseline_answers[];

FoyerBaseline *foyer_baseline_new (void);
FoyerBaselineStep foyer_baseline_get_step (FoyerBaseline *self);
void foyer_baseline_set_step (FoyerBaseline *self, FoyerBaselineStep step);
/* To the question of that step; NULL: not answered. */
const char *foyer_baseline_get_answer (FoyerBaseline *self, FoyerBaselineStep step);
void foyer_baseline_set_answer (FoyerBaseline *self, FoyerBaselineStep step, const char *id);
/* What is to be kept, the same one each time. (transfer none) */
FoyerAnswer *foyer_baseline_get_form (FoyerBaseline *self);

G_END_DECLS
