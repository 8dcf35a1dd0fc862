/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choice"

#include "core/viewmodel/foyer-choice.h"

#include <stdlib.h>
#include <string.h>

/* The answers of "Help me choose". Owned by the page that asks or shows results; handed from one to
 * the other as the text of a page's argument, so that a page can always be made again from it. */

/* Miles; larger numbers in a text are a mistake. */
#define MAX_MILES 100

struct _FoyerChoice
{
  GObject parent_instance;

  char *programme;                       /* owned */
  int step;                              /* FoyerChoiceStep */
  int time;                              /* FoyerMatchTime, ANY_TIME or UNANSWERED */
  guint32 slots;                         /* FOYER_MATCH_SLOT bits */
  int motives[FOYER_CHOICE_MAX_MOTIVES]; /* FoyerMatchMotive in the order of choosing, -1 none */
  guint fits;                            /* 1 << FoyerMatchFit */
  FoyerChoiceWhere where;
  double miles;
  gboolean is_counted;
  gboolean is_single;
};

G_DEFINE_FINAL_TYPE (FoyerChoice, foyer_choice, G_TYPE_OBJECT)

static guint changed_signal;

static const char *const where_words[] = { "", "here", "place", "anywhere", "home" };

static void
changed (FoyerChoice *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
foyer_choice_finalize (GObject *object)
{
  FoyerChoice *self = FOYER_CHOICE (object);

  g_free (self->programme);
  G_OBJECT_CLASS (foyer_choice_parent_class)->finalize (object);
}

static void
foyer_choice_class_init (FoyerChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_choice_finalize;
  changed_signal = g_signal_new ("changed", FOYER_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
foyer_choice_init (FoyerChoice *self)
{
  self->programme = g_strdup ("");
  self->time = FOYER_CHOICE_UNANSWERED;
  self->motives[0] = self->motives[1] = -1;
  self->miles = FOYER_CHOICE_MILES;
}

FoyerChoice *
foyer_choice_new (const char *programme)
{
  FoyerChoice *self = g_object_new (FOYER_TYPE_CHOICE, NULL);

  g_free (self->programme);
  self->programme = g_strdup (programme != NULL ? programme : "");
  return self;
}

/* ---- as text ---- */

static void
read_pair (FoyerChoice *self, const char *key, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ".", -1);

  if (strcmp (key, "step") == 0)
    self->step = CLAMP (atoi (value), 0, FOYER_CHOICE_N_STEPS - 1);
  else if (strcmp (key, "time") == 0)
    self->time
      = strcmp (value, "any") == 0 ? FOYER_CHOICE_ANY_TIME : foyer_match_time_of_word (value);
  else if (strcmp (key, "miles") == 0)
    foyer_choice_set_miles (self, strcmp (value, "any") == 0 ? INFINITY : atoi (value));
  else if (strcmp (key, "counted") == 0)
    self->is_counted = TRUE;
  else if (strcmp (key, "single") == 0)
    self->is_single = TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (key, "when") == 0)
      self->slots |= foyer_match_slots_of_word (words[i]);
    else if (strcmp (key, "why") == 0 && foyer_match_motive_of_word (words[i]) >= 0)
      foyer_choice_set_motive (self, foyer_match_motive_of_word (words[i]), TRUE);
    else if (strcmp (key, "fits") == 0 && foyer_match_fit_of_word (words[i]) >= 0)
      self->fits |= 1u << foyer_match_fit_of_word (words[i]);
    else if (strcmp (key, "where") == 0)
      for (guint w = 1; w < G_N_ELEMENTS (where_words); w++)
        if (strcmp (where_words[w], words[i]) == 0)
          self->where = w;
}

FoyerChoice *
foyer_choice_new_from_text (const char *text)
{
  g_auto (GStrv) halves = g_strsplit (text != NULL ? text : "", "?", 2);
  FoyerChoice *self = foyer_choice_new (halves[0]);
  g_auto (GStrv) pairs = NULL;

  if (halves[0] == NULL || halves[1] == NULL)
    return self;
  pairs = g_strsplit (halves[1], "&", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      read_pair (self, pairs[i], equals + 1);
      if (self->time == -1 && strcmp (pairs[i], "time") == 0 && strcmp (equals + 1, "any") != 0)
        self->time = FOYER_CHOICE_UNANSWERED; /* a word of a later version */
    }
  return self;
}

static void
add_pair (GString *text, const char *key, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (text, "%c%s=%s", strchr (text->str, '?') == NULL ? '?' : '&', key, value);
}

static void
add_set (GString *text, const char *key, guint set, const char *(*word_of) (int))
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (int bit = 0; set >> bit != 0; bit++)
    if ((set & 1u << bit) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? "." : "", word_of (bit));
  add_pair (text, key, words->str);
}

char *
foyer_choice_dup_text (FoyerChoice *self)
{
  GString *text = g_string_new (self->programme);
  g_auto (GStrv) slots = foyer_match_dup_slot_words (self->slots);
  g_autofree char *when = g_strjoinv (".", slots);
  g_autofree char *miles
    = isinf (self->miles) ? g_strdup ("any") : g_strdup_printf ("%d", (int)self->miles);
  g_autofree char *step = g_strdup_printf ("%d", self->step);

  add_pair (text, "time",
            self->time == FOYER_CHOICE_ANY_TIME ? "any" : foyer_match_time_word (self->time));
  add_pair (text, "when", when);
  for (guint i = 0; i < FOYER_CHOICE_MAX_MOTIVES; i++)
    add_pair (text, "why", foyer_match_motive_word (self->motives[i]));
  add_set (text, "fits", self->fits, foyer_match_fit_word);
  add_pair (text, "where", where_words[self->where]);
  add_pair (text, "miles", miles);
  add_pair (text, "step", step);
  add_pair (text, "counted", self->is_counted ? "1" : NULL);
  add_pair (text, "single", self->is_single ? "1" : NULL);
  return g_string_free (text, FALSE);
}

/* ---- answers ---- */

const char *
foyer_choice_get_programme (FoyerChoice *self)
{
  return self->programme;
}

int
foyer_choice_get_step (FoyerChoice *self)
{
  return self->step;
}

void
foyer_choice_set_step (FoyerChoice *self, int step)
{
  g_return_if_fail (step >= 0 && step < FOYER_CHOICE_N_STEPS);

  self->step = step;
}

gboolean
foyer_choice_is_single (FoyerChoice *self)
{
  return self->is_single;
}

void
foyer_choice_set_single (FoyerChoice *self, gboolean is_single)
{
  self->is_single = is_single;
}

int
foyer_choice_get_time (FoyerChoice *self)
{
  return self->time;
}

void
foyer_choice_set_time (FoyerChoice *self, int time)
{
  g_return_if_fail (time >= FOYER_CHOICE_UNANSWERED && time < FOYER_MATCH_N_TIMES);

  self->time = time;
  changed (self);
}

guint32
foyer_choice_get_slots (FoyerChoice *self)
{
  return self->slots;
}

void
foyer_choice_set_slots (FoyerChoice *self, guint32 slots)
{
  self->slots = slots & FOYER_MATCH_ALL_SLOTS;
  changed (self);
}

guint
foyer_choice_get_motives (FoyerChoice *self)
{
  guint motives = 0;

  for (guint i = 0; i < FOYER_CHOICE_MAX_MOTIVES; i++)
    if (self->motives[i] >= 0)
      motives |= 1u << self->motives[i];
  return motives;
}

void
foyer_choice_set_motive (FoyerChoice *self, int motive, gboolean chosen)
{
  gboolean is_chosen = (foyer_choice_get_motives (self) & 1u << motive) != 0;

  g_return_if_fail (motive >= 0 && motive < FOYER_MATCH_N_MOTIVES);

  if (chosen == is_chosen)
    return;
  if (!chosen && self->motives[1] == motive)
    self->motives[1] = -1;
  else if (!chosen || self->motives[1] >= 0)
    {
      self->motives[0] = self->motives[1];
      self->motives[1] = chosen ? motive : -1;
    }
  else
    self->motives[self->motives[0] >= 0 ? 1 : 0] = motive;
  changed (self);
}

guint
foyer_choice_get_fits (FoyerChoice *self)
{
  return self->fits;
}

void
foyer_choice_set_fit (FoyerChoice *self, int fit, gboolean chosen)
{
  g_return_if_fail (fit >= 0 && fit < FOYER_MATCH_N_FITS);

  if (chosen)
    self->fits |= 1u << fit;
  else
    self->fits &= ~(1u << fit);
  changed (self);
}

FoyerChoiceWhere
foyer_choice_get_where (FoyerChoice *self)
{
  return self->where;
}

void
foyer_choice_set_where (FoyerChoice *self, FoyerChoiceWhere where)
{
  self->where = where;
  changed (self);
}

double
foyer_choice_get_miles (FoyerChoice *self)
{
  return self->miles;
}

void
foyer_choice_set_miles (FoyerChoice *self, double miles)
{
  self->miles = miles > MAX_MILES || isinf (miles) ? INFINITY : MAX (miles, 1);
  changed (self);
}

void
foyer_choice_skip (FoyerChoice *self, FoyerChoiceStep step)
{
  switch (step)
    {
    case FOYER_CHOICE_STEP_TIME:
      self->time = FOYER_CHOICE_UNANSWERED;
      break;
    case FOYER_CHOICE_STEP_WHEN:
      self->slots = 0;
      break;
    case FOYER_CHOICE_STEP_WHY:
      self->motives[0] = self->motives[1] = -1;
      break;
    case FOYER_CHOICE_STEP_FITS:
      self->fits = 0;
      break;
    case FOYER_CHOICE_STEP_WHERE:
    default:
      self->where = FOYER_CHOICE_WHERE_UNANSWERED;
      break;
    }
  changed (self);
}

gboolean
foyer_choice_is_answered (FoyerChoice *self, FoyerChoiceStep step)
{
  switch (step)
    {
    case FOYER_CHOICE_STEP_TIME:
      return self->time != FOYER_CHOICE_UNANSWERED;
    case FOYER_CHOICE_STEP_WHEN:
      return self->slots != 0;
    case FOYER_CHOICE_STEP_WHY:
      return self->motives[0] >= 0;
    case FOYER_CHOICE_STEP_FITS:
      return self->fits != 0;
    case FOYER_CHOICE_STEP_WHERE:
    default:
      return self->where != FOYER_CHOICE_WHERE_UNANSWERED;
    }
}

void
foyer_choice_relax (FoyerChoice *self, const FoyerMatchRelax *relax)
{
  switch (relax->kind)
    {
    case FOYER_MATCH_RELAX_TIME:
      self->time = FOYER_CHOICE_ANY_TIME;
      break;
    case FOYER_MATCH_RELAX_PART:
    case FOYER_MATCH_RELAX_DAYS:
    case FOYER_MATCH_RELAX_SLOTS:
      self->slots = relax->slots;
      break;
    case FOYER_MATCH_RELAX_MILES:
      self->miles = relax->miles;
      if (isinf (relax->miles))
        self->where = FOYER_CHOICE_WHERE_ANYWHERE;
      break;
    case FOYER_MATCH_RELAX_GO_OUT:
      self->where = FOYER_CHOICE_WHERE_ANYWHERE;
      break;
    case FOYER_MATCH_RELAX_FIT:
    default:
      self->fits &= ~(1u << relax->fit);
      break;
    }
  changed (self);
}

void
foyer_choice_fill_ask (FoyerChoice *self, double lat, double lon, FoyerMatchAsk *ask)
{
  *ask = (FoyerMatchAsk)FOYER_MATCH_ASK_INIT;
  ask->programme = *self->programme != '\0' ? self->programme : NULL;
  ask->time = MAX (self->time, -1);
  ask->slots = self->slots == FOYER_MATCH_ALL_SLOTS ? 0 : self->slots;
  ask->motives = foyer_choice_get_motives (self);
  ask->fits = self->fits;
  ask->lat = lat;
  ask->lon = lon;
  if (self->where == FOYER_CHOICE_WHERE_HOME)
    {
      ask->where = FOYER_MATCH_AT_HOME;
      ask->fits &= ~(1u << FOYER_MATCH_FROM_HOME); /* one answer, not two */
    }
  else if (self->where == FOYER_CHOICE_WHERE_HERE || self->where == FOYER_CHOICE_WHERE_PLACE)
    {
      ask->where = FOYER_MATCH_NEAR;
      ask->miles = self->miles;
    }
}

gboolean
foyer_choice_is_counted (FoyerChoice *self)
{
  return self->is_counted;
}

void
foyer_choice_set_counted (FoyerChoice *self)
{
  self->is_counted = TRUE;
}
