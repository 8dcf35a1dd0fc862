/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/model/foyer-record.h"

G_BEGIN_DECLS

/* The sign-up form: state and rules, no widgets. Owned by the visit; freed (and wiped) with it. */
#define FOYER_TYPE_DRAFT (foyer_draft_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDraft, foyer_draft, FOYER, DRAFT, GObject)

typedef enum
{
  FOYER_STEP_AGE,      /* under 13 · 13 to 17 · 18 or over */
  FOYER_STEP_QUESTION, /* only for a question: what it is */
  FOYER_STEP_NAME,
  FOYER_STEP_CONTACT, /* one way is enough */
  FOYER_STEP_CHECK,
  FOYER_N_STEPS,
} FoyerDraftStep;

/* What is wrong, if anything; pages turn it into a sentence. */
typedef enum
{
  FOYER_PROBLEM_NONE,
  FOYER_PROBLEM_AGE_MISSING,
  FOYER_PROBLEM_AGE_UNDER_13, /* not an error: no details are taken */
  FOYER_PROBLEM_QUESTION_MISSING,
  FOYER_PROBLEM_QUESTION_TOO_LONG, /* over FOYER_QUESTION_MAX */
  FOYER_PROBLEM_NAME_MISSING,
  FOYER_PROBLEM_NAME_TOO_LONG,   /* over 80 characters */
  FOYER_PROBLEM_NAME_NOT_A_NAME, /* no letter in it, or a link */
  FOYER_PROBLEM_CONTACT_MISSING,
  FOYER_PROBLEM_PHONE_LETTERS,
  FOYER_PROBLEM_PHONE_TOO_SHORT,
  FOYER_PROBLEM_PHONE_TOO_LONG,
  FOYER_PROBLEM_PHONE_START, /* must begin with 0, or +44 */
  FOYER_PROBLEM_EMAIL_NO_AT,
  FOYER_PROBLEM_EMAIL_NO_DOT, /* nothing like .uk or .com after the @ */
  FOYER_PROBLEM_EMAIL_SPACE,
  FOYER_PROBLEM_EMAIL_INVALID,
  FOYER_PROBLEM_POST_MISSING,
  FOYER_PROBLEM_POSTCODE_INVALID, /* the address has no UK postcode */
  FOYER_PROBLEM_CONSENT_MISSING,
} FoyerProblem;

FoyerDraft *foyer_draft_new (const char *listing,
                             const char *session,
                             const char *programme,
                             const char *content_version); /* makes the record's id now */
const char *foyer_draft_get_id (FoyerDraft *self);

/* What is wanted; FOYER_WISH_JOIN until set. Only a question has the step of that name. */
void foyer_draft_set_wish (FoyerDraft *self, FoyerWish wish);
FoyerWish foyer_draft_get_wish (FoyerDraft *self);
gboolean foyer_draft_has_step (FoyerDraft *self, FoyerDraftStep step);
/* The step as counted for the visitor, from 1; and how many there are. */
guint foyer_draft_count_to (FoyerDraft *self, FoyerDraftStep step);
guint foyer_draft_count_steps (FoyerDraft *self);

void foyer_draft_set_age_band (FoyerDraft *self, FoyerAgeBand band);
void foyer_draft_set_question (FoyerDraft *self, const char *typed);
const char *foyer_draft_get_question (FoyerDraft *self); /* trimmed */
void foyer_draft_set_name (FoyerDraft *self, const char *typed);
void foyer_draft_set_contact (FoyerDraft *self, FoyerContactKind kind, const char *typed);
void foyer_draft_set_consent (FoyerDraft *self, gboolean ticked);
FoyerAgeBand foyer_draft_get_age_band (FoyerDraft *self);
const char *foyer_draft_get_name (FoyerDraft *self); /* trimmed */
FoyerContactKind foyer_draft_get_contact_kind (FoyerDraft *self);
const char *foyer_draft_get_contact (FoyerDraft *self); /* as typed */
char *foyer_draft_dup_contact_shown (FoyerDraft *self); /* in the usual grouping: "07700 900123" */
gboolean foyer_draft_get_consent (FoyerDraft *self);

/* By when an answer is promised (foyer_promise_reply_by ()): YYYY-MM-DD, or NULL. */
void foyer_draft_set_reply_by (FoyerDraft *self, const char *reply_by);
const char *foyer_draft_get_reply_by (FoyerDraft *self);
const char *foyer_draft_get_listing (FoyerDraft *self);

FoyerProblem foyer_draft_check (FoyerDraft *self, FoyerDraftStep step);
/* The first step that has a problem, or FOYER_N_STEPS. */
FoyerDraftStep foyer_draft_first_problem (FoyerDraft *self, FoyerProblem *problem);
FoyerInterest *foyer_draft_dup_interest (FoyerDraft *self); /* normalised; (transfer full) */

/* UK rules: normalised forms, (transfer full), freed with foyer_secret_free (); or NULL with
 * *problem (nullable). Phone: 11 digits from 0 (01 and 08: 10 or 11), or +44 / 0044 then with or
 * without the 0; spaces, dots, hyphens and brackets are let through. */
char *foyer_phone_normalise (const char *typed, FoyerProblem *problem); /* "07700900123" */
char *foyer_phone_group (const char *normalised); /* "07700 900123", "01632 960123" */
char *foyer_email_normalise (const char *typed, FoyerProblem *problem);

G_END_DECLS
