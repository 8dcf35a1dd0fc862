/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-baseline.h"

/* State of the page of two questions. Both can be answered, passed over, or left: what is not
 * answered is not in the form. Owned by the page; thread-confined. */

#define SURVEY "unpaid-help"
#define WAVE "kiosk-1" /* changes with the words of the questions */

struct _FoyerBaseline
{
  GObject parent_instance;

  FoyerBaselineStep step;
  const char *answers[FOYER_BASELINE_THANKS]; /* constants; nullable */
  FoyerAnswer *form;                          /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (FoyerBaseline, foyer_baseline, G_TYPE_OBJECT)

const char *const foyer_baseline_answers[] = { "month", "year", "no", "prefer-not-to-say", NULL };

static const char *const members[] = { "group", "informal" };

static void
foyer_baseline_finalize (GObject *object)
{
  g_clear_object (&FOYER_BASELINE (object)->form);
  G_OBJECT_CLASS (foyer_baseline_parent_class)->finalize (object);
}

static void
foyer_baseline_class_init (FoyerBaselineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_baseline_finalize;
}

static void
foyer_baseline_init (FoyerBaseline *self)
{
}

FoyerBaseline *
foyer_baseline_new (void)
{
  return g_object_new (FOYER_TYPE_BASELINE, NULL);
}

FoyerBaselineStep
foyer_baseline_get_step (FoyerBaseline *self)
{
  return self->step;
}

void
foyer_baseline_set_step (FoyerBaseline *self, FoyerBaselineStep step)
{
  g_return_if_fail (step <= FOYER_BASELINE_THANKS);
  self->step = step;
}

const char *
foyer_baseline_get_answer (FoyerBaseline *self, FoyerBaselineStep step)
{
  return step < FOYER_BASELINE_THANKS ? self->answers[step] : NULL;
}

void
foyer_baseline_set_answer (FoyerBaseline *self, FoyerBaselineStep step, const char *id)
{
  g_return_if_fail (step < FOYER_BASELINE_THANKS);
  self->answers[step] = NULL;
  for (guint i = 0; id != NULL && foyer_baseline_answers[i] != NULL; i++)
    if (g_str_equal (foyer_baseline_answers[i], id))
      self->answers[step] = foyer_baseline_answers[i];
}

FoyerAnswer *
foyer_baseline_get_form (FoyerBaseline *self)
{
  if (self->form == NULL)
    {
      self->form = foyer_answer_new (FOYER_ANSWER_SURVEY, NULL);
      foyer_answer_set_text (self->form, "survey", SURVEY);
      foyer_answer_set_text (self->form, "wave", WAVE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    foyer_answer_set_text (self->form, members[i], self->answers[i]);
  return self->form;
}
