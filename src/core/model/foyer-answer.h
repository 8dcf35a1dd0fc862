/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/model/foyer-record.h"

G_BEGIN_DECLS

/* What a visitor leaves beside a sign-up: nameless answers, and hours against a code. Each form has
 * the members of the table in foyer-answer.c and no others. */
typedef enum
{
  FOYER_ANSWER_UNMET_NEED,      /* nothing fitted, and why */
  FOYER_ANSWER_LISTING_PROBLEM, /* "something is wrong here" */
  FOYER_ANSWER_INFORMAL_HELP,   /* help given as a neighbour */
  FOYER_ANSWER_HOURS,           /* hours volunteered, against a code */
  FOYER_ANSWER_SURVEY,          /* the two questions */
  FOYER_ANSWER_TALLY,           /* what was asked of a guided choice, once a visit */
  FOYER_N_ANSWER_FORMS,
} FoyerAnswerForm;

const char *foyer_answer_form_to_kind (FoyerAnswerForm form); /* "unmet_need", … */

/* One filled-in form, in clear, in memory only; wiped when it goes. Its record's id is made with
 * it, so that trying again never doubles it. Thread-confined, but may be handed over. */
#define FOYER_TYPE_ANSWER (foyer_answer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAnswer, foyer_answer, FOYER, ANSWER, GObject)

/* programme: (nullable) what it is about. */
FoyerAnswer *foyer_answer_new (FoyerAnswerForm form, const char *programme);
FoyerAnswerForm foyer_answer_get_form (FoyerAnswer *self);
const char *foyer_answer_get_id (FoyerAnswer *self);
void foyer_answer_set_content_version (FoyerAnswer *self, const char *version); /* nullable */

/* member: one of the form's, of that type; a programming error otherwise. NULL, or an empty list,
 * takes it out. Texts are trimmed; what is too long, or not UTF-8, is found when it is sealed. */
void foyer_answer_set_text (FoyerAnswer *self, const char *member, const char *value);
void foyer_answer_set_number (FoyerAnswer *self, const char *member, gint64 value);
void foyer_answer_set_list (FoyerAnswer *self, const char *member, const char *const *values);

/* Whether all that the form needs is there and nothing is too long (FOYER_RECORD_ERROR_INVALID). */
gboolean foyer_answer_check (FoyerAnswer *self, GError **error);
/* A digest of everything in it: two answers with the same id and key are the same. (transfer full)
 */
char *foyer_answer_dup_key (FoyerAnswer *self);

/* Ready for the outbox. Header: {v, id, kind, form, notice, programme, content_version, kiosk,
 * place, time}; for nameless forms the time is the start of its day in UTC, so that nobody who
 * stood here at that minute can be found by it. Hours add {code_hash, minutes, month}: the member
 * "code" (as foyer_code_normalise () gives it) is hashed and left out of the payload; without it a
 * new code is made and is in the result. Slow where there is a code. */
FoyerSealedRecord *foyer_record_seal_answer (FoyerAnswer *answer,
                                             const FoyerTrust *trust,
                                             FoyerClock *clock,
                                             GError **error);

G_END_DECLS
