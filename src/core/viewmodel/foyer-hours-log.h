/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-answer.h"
#include "core/model/foyer-service.h"

G_BEGIN_DECLS

/* Where somebody stands with logging hours: which view, what was chosen, and the code with its sum.
 * No widgets, no translated words. What was typed is wiped with it. */
#define FOYER_TYPE_HOURS_LOG (foyer_hours_log_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHoursLog, foyer_hours_log, FOYER, HOURS_LOG, GObject)

typedef enum
{
  FOYER_HOURS_START,  /* the first time, or with a code */
  FOYER_HOURS_CODE,   /* which code */
  FOYER_HOURS_WHEN,   /* which day */
  FOYER_HOURS_LONG,   /* how long */
  FOYER_HOURS_WITH,   /* with whom */
  FOYER_HOURS_RECORD, /* the sum */
} FoyerHoursView;

#define FOYER_HOURS_STEP_MINUTES 15
#define FOYER_HOURS_MOST_MINUTES (12 * 60) /* of one day */

FoyerHoursLog *foyer_hours_log_new (void);
FoyerHoursView foyer_hours_log_get_view (FoyerHoursLog *self);
void foyer_hours_log_set_view (FoyerHoursLog *self, FoyerHoursView view);
void foyer_hours_log_set_code (FoyerHoursLog *self, const char *code); /* NULL: none yet */
const char *foyer_hours_log_get_code (FoyerHoursLog *self);
/* YYYY-MM-DD, in London. */
void foyer_hours_log_set_date (FoyerHoursLog *self, const char *date);
const char *foyer_hours_log_get_date (FoyerHoursLog *self);
/* Kept to quarter hours between one quarter and the most. */
void foyer_hours_log_set_minutes (FoyerHoursLog *self, int minutes);
int foyer_hours_log_get_minutes (FoyerHoursLog *self);
/* A listing (with its programme), or what was typed; both NULL: not said. */
void foyer_hours_log_set_listing (FoyerHoursLog *self, const char *listing, const char *programme);
const char *foyer_hours_log_get_listing (FoyerHoursLog *self);
void foyer_hours_log_set_group (FoyerHoursLog *self, const char *typed);
const char *foyer_hours_log_get_group (FoyerHoursLog *self);
/* The sum of the code, copied (nullable). */
void foyer_hours_log_set_service (FoyerHoursLog *self, const FoyerService *service);
const FoyerService *foyer_hours_log_get_service (FoyerHoursLog *self);

/* What is to be kept; the same answer, so the same record, until it is kept. (transfer none) */
FoyerAnswer *foyer_hours_log_get_answer (FoyerHoursLog *self);
/* It is kept, under this code: makes room for more. */
void foyer_hours_log_kept (FoyerHoursLog *self, const char *new_code); /* NULL: the one it has */
gboolean foyer_hours_log_has_new_code (FoyerHoursLog *self);           /* made in this visit */
int foyer_hours_log_get_added (FoyerHoursLog *self); /* minutes of the last one kept; 0 none */

G_END_DECLS
