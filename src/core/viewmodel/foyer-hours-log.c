/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-hours-log.h"

#include "core/crypto/foyer-crypto.h"

/* State of the page of hours. Owned by the page; thread-confined. */

#define FIRST_MINUTES 60

struct _FoyerHoursLog
{
  GObject parent_instance;

  FoyerHoursView view;
  char *code, *group;               /* owned, wiped; nullable */
  char *date, *listing, *programme; /* owned, nullable */
  int minutes, added;
  gboolean has_new_code;
  FoyerService *service;  /* owned, nullable */
  FoyerAnswer *answer;    /* owned, nullable: on its way */
  char *answer_programme; /* owned, nullable: what it was made for */
};

G_DEFINE_FINAL_TYPE (FoyerHoursLog, foyer_hours_log, G_TYPE_OBJECT)

static void
forget_answer (FoyerHoursLog *self)
{
  g_clear_object (&self->answer);
  g_clear_pointer (&self->answer_programme, g_free);
}

static void
foyer_hours_log_finalize (GObject *object)
{
  FoyerHoursLog *self = FOYER_HOURS_LOG (object);

  foyer_secret_free (self->code);
  foyer_secret_free (self->group);
  g_free (self->date);
  g_free (self->listing);
  g_free (self->programme);
  foyer_service_free (self->service);
  forget_answer (self);
  G_OBJECT_CLASS (foyer_hours_log_parent_class)->finalize (object);
}

static void
foyer_hours_log_class_init (FoyerHoursLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_hours_log_finalize;
}

static void
foyer_hours_log_init (FoyerHoursLog *self)
{
  self->minutes = FIRST_MINUTES;
}

FoyerHoursLog *
foyer_hours_log_new (void)
{
  return g_object_new (FOYER_TYPE_HOURS_LOG, NULL);
}

FoyerHoursView
foyer_hours_log_get_view (FoyerHoursLog *self)
{
  return self->view;
}

void
foyer_hours_log_set_view (FoyerHoursLog *self, FoyerHoursView view)
{
  self->view = view;
}

static void
replace (char **text, const char *with)
{
  char *copy = with != NULL && *with != '\0' ? g_strdup (with) : NULL;

  foyer_secret_free (*text);
  *text = copy;
}

void
foyer_hours_log_set_code (FoyerHoursLog *self, const char *code)
{
  replace (&self->code, code);
}

const char *
foyer_hours_log_get_code (FoyerHoursLog *self)
{
  return self->code;
}

void
foyer_hours_log_set_date (FoyerHoursLog *self, const char *date)
{
  replace (&self->date, date);
}

const char *
foyer_hours_log_get_date (FoyerHoursLog *self)
{
  return self->date;
}

void
foyer_hours_log_set_minutes (FoyerHoursLog *self, int minutes)
{
  minutes -= minutes % FOYER_HOURS_STEP_MINUTES;
  self->minutes = CLAMP (minutes, FOYER_HOURS_STEP_MINUTES, FOYER_HOURS_MOST_MINUTES);
}

int
foyer_hours_log_get_minutes (FoyerHoursLog *self)
{
  return self->minutes;
}

void
foyer_hours_log_set_listing (FoyerHoursLog *self, const char *listing, const char *programme)
{
  replace (&self->listing, listing);
  replace (&self->programme, programme);
}

const char *
foyer_hours_log_get_listing (FoyerHoursLog *self)
{
  return self->listing;
}

void
foyer_hours_log_set_group (FoyerHoursLog *self, const char *typed)
{
  replace (&self->group, typed);
}

const char *
foyer_hours_log_get_group (FoyerHoursLog *self)
{
  return self->group;
}

void
foyer_hours_log_set_service (FoyerHoursLog *self, const FoyerService *service)
{
  FoyerService *copy = foyer_service_copy (service);

  foyer_service_free (self->service);
  self->service = copy;
}

const FoyerService *
foyer_hours_log_get_service (FoyerHoursLog *self)
{
  return self->service;
}

FoyerAnswer *
foyer_hours_log_get_answer (FoyerHoursLog *self)
{
  if (self->answer != NULL && g_strcmp0 (self->answer_programme, self->programme) != 0)
    forget_answer (self);
  if (self->answer == NULL)
    {
      self->answer = foyer_answer_new (FOYER_ANSWER_HOURS, self->programme);
      self->answer_programme = g_strdup (self->programme);
    }
  foyer_answer_set_text (self->answer, "code", self->code);
  foyer_answer_set_text (self->answer, "date", self->date);
  foyer_answer_set_number (self->answer, "minutes", self->minutes);
  foyer_answer_set_text (self->answer, "listing", self->listing);
  foyer_answer_set_text (self->answer, "group", self->listing == NULL ? self->group : NULL);
  return self->answer;
}

void
foyer_hours_log_kept (FoyerHoursLog *self, const char *new_code)
{
  if (new_code != NULL)
    {
      replace (&self->code, new_code);
      self->has_new_code = TRUE;
    }
  self->added = self->minutes;
  self->minutes = FIRST_MINUTES;
  replace (&self->date, NULL);
  replace (&self->group, NULL);
  foyer_hours_log_set_listing (self, NULL, NULL);
  forget_answer (self);
}

gboolean
foyer_hours_log_has_new_code (FoyerHoursLog *self)
{
  return self->has_new_code;
}

int
foyer_hours_log_get_added (FoyerHoursLog *self)
{
  return self->added;
}
