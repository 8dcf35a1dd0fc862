/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/base/foyer-clock.h"
#include "core/viewmodel/foyer-ease.h"

G_BEGIN_DECLS

/* One visitor: how long they have been away from the screen, and what they changed for themselves.
 */
#define FOYER_TYPE_VISIT (foyer_visit_get_type ())
G_DECLARE_FINAL_TYPE (FoyerVisit, foyer_visit, FOYER, VISIT, GObject)

typedef enum
{
  FOYER_VISIT_NONE, /* nobody here: attract */
  FOYER_VISIT_ACTIVE,
  FOYER_VISIT_WARNING, /* "Are you still there?" with a count-down */
  FOYER_VISIT_ENDED,   /* everything must go */
} FoyerVisitState;

/* Both in microseconds; the warning is never shorter than 20 s (WCAG 2.2.1). */
FoyerVisit *foyer_visit_new (FoyerClock *clock, gint64 idle_us, gint64 warning_us);
void foyer_visit_begin (FoyerVisit *self);
/* Any touch or key. During the warning a touch does not dismiss it: only foyer_visit_more_time ()
 * does. */
void foyer_visit_touched (FoyerVisit *self);
void foyer_visit_more_time (FoyerVisit *self); /* as often as wanted */
void foyer_visit_end (FoyerVisit *self);
FoyerVisitState foyer_visit_update (
  FoyerVisit *self); /* looks at the clock; emits ::state-changed on change */
gint64 foyer_visit_until_next_us (FoyerVisit *self); /* when to call update again; -1: never */
int foyer_visit_seconds_left (FoyerVisit *self);     /* in the warning: rounded up */

int foyer_visit_get_text_percent (FoyerVisit *self); /* 100 150 200; property "text-percent" */
void foyer_visit_set_text_percent (FoyerVisit *self, int percent);
FoyerEase *foyer_visit_get_ease (FoyerVisit *self); /* borrowed; reset with the visit */
/* One of the two sets of colours of high contrast; property "contrast". Setting it asks for the
 * dark. */
gboolean foyer_visit_get_contrast (FoyerVisit *self);
void foyer_visit_set_contrast (FoyerVisit *self, gboolean contrast);
/* What is read in, as a code such as "pl"; NULL: the kiosk's own; property "language". */
const char *foyer_visit_get_language (FoyerVisit *self);
void foyer_visit_set_language (FoyerVisit *self, const char *code);
/* Where distances are from, a postcode or a town (foyer-origins.h): NULL = the kiosk's own place;
 * property "origin-postcode". */
const char *foyer_visit_get_origin (FoyerVisit *self);
void foyer_visit_set_origin (FoyerVisit *self, const char *postcode);
/* The listing that "Help me choose" led to last; NULL: none. */
const char *foyer_visit_get_guided_to (FoyerVisit *self);
void foyer_visit_set_guided_to (FoyerVisit *self, const char *listing);
/* The two short questions were offered or seen: nobody is asked twice. */
gboolean foyer_visit_get_asked (FoyerVisit *self);
void foyer_visit_set_asked (FoyerVisit *self, gboolean asked);

G_END_DECLS
