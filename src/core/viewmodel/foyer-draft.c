/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-draft.h"

#include <string.h>

#include "core/viewmodel/foyer-contact-rules.h"

/* The sign-up form: what has been typed so far, and what is wrong with it.
 *
 * Made when the form opens, with the record's id, which is its name for ever; owned by the visit
 * and gone with it. Holds a person's words in clear, in memory only: every copy is wiped. Pages
 * bind to it and hold no rules of their own. Main thread.
 */

struct _FoyerDraft
{
  GObject parent_instance;
  char *id;                                              /* owned */
  char *listing, *session, *programme, *content_version; /* owned (nullable) */
  FoyerWish wish;
  FoyerAgeBand age_band;
  char *question; /* owned, wiped; trimmed, never NULL */
  char *name;     /* owned, wiped; trimmed, never NULL */
  FoyerContactKind contact_kind;
  char *contact; /* owned, wiped; as typed, never NULL */
  gboolean has_consent;
  char *reply_by; /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerDraft, foyer_draft, G_TYPE_OBJECT)

static void
replace_secret (char **place, char *text)
{
  char *old = *place;

  *place = text;
  foyer_secret_free (old);
}

static void
foyer_draft_finalize (GObject *object)
{
  FoyerDraft *self = FOYER_DRAFT (object);

  g_free (self->id);
  /* What somebody signed up for is theirs as well. */
  foyer_secret_free (self->listing);
  foyer_secret_free (self->session);
  foyer_secret_free (self->programme);
  g_free (self->content_version);
  g_free (self->reply_by);
  foyer_secret_free (self->question);
  foyer_secret_free (self->name);
  foyer_secret_free (self->contact);
  G_OBJECT_CLASS (foyer_draft_parent_class)->finalize (object);
}

static void
foyer_draft_init (FoyerDraft *self)
{
  self->id = foyer_id_new ();
  self->question = g_strdup ("");
  self->name = g_strdup ("");
  self->contact = g_strdup ("");
}

static void
foyer_draft_class_init (FoyerDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_draft_finalize;
}

FoyerDraft *
foyer_draft_new (const char *listing,
                 const char *session,
                 const char *programme,
                 const char *content_version)
{
  FoyerDraft *self = g_object_new (FOYER_TYPE_DRAFT, NULL);

  self->listing = g_strdup (listing);
  self->session = g_strdup (session);
  self->programme = g_strdup (programme);
  self->content_version = g_strdup (content_version);
  return self;
}

const char *
foyer_draft_get_id (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  return self->id;
}

/* ---- what is wanted ---- */

void
foyer_draft_set_wish (FoyerDraft *self, FoyerWish wish)
{
  g_return_if_fail (FOYER_IS_DRAFT (self));
  g_return_if_fail ((guint)wish < FOYER_N_WISHES);

  self->wish = wish;
}

FoyerWish
foyer_draft_get_wish (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), FOYER_WISH_JOIN);

  return self->wish;
}

gboolean
foyer_draft_has_step (FoyerDraft *self, FoyerDraftStep step)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), FALSE);

  return step != FOYER_STEP_QUESTION || self->wish == FOYER_WISH_QUESTION;
}

guint
foyer_draft_count_to (FoyerDraft *self, FoyerDraftStep step)
{
  guint n = 0;

  for (FoyerDraftStep i = FOYER_STEP_AGE; i <= step && i < FOYER_N_STEPS; i++)
    n += foyer_draft_has_step (self, i) ? 1 : 0;
  return n;
}

guint
foyer_draft_count_steps (FoyerDraft *self)
{
  return foyer_draft_count_to (self, FOYER_N_STEPS);
}

/* ---- what is typed ---- */

/* Under 13, nothing of the child's stays. Between 13–17 and adult, whose contact it is changes, and
 * with it what was agreed to: a young person's own number must not pass for a parent's. */
void
foyer_draft_set_age_band (FoyerDraft *self, FoyerAgeBand band)
{
  FoyerAgeBand before;

  g_return_if_fail (FOYER_IS_DRAFT (self));

  before = self->age_band;
  self->age_band = band;
  if (band == before)
    return;
  if (band == FOYER_AGE_UNDER_13)
    {
      replace_secret (&self->name, g_strdup (""));
      replace_secret (&self->question, g_strdup (""));
    }
  if (band == FOYER_AGE_UNDER_13 || before != FOYER_AGE_UNKNOWN)
    {
      foyer_draft_set_contact (self, FOYER_CONTACT_NONE, "");
      self->has_consent = FALSE;
    }
}

void
foyer_draft_set_question (FoyerDraft *self, const char *typed)
{
  g_return_if_fail (FOYER_IS_DRAFT (self));

  replace_secret (&self->question,
                  self->age_band == FOYER_AGE_UNDER_13 ? g_strdup ("") : foyer_text_trim (typed));
}

void
foyer_draft_set_name (FoyerDraft *self, const char *typed)
{
  g_return_if_fail (FOYER_IS_DRAFT (self));

  replace_secret (&self->name,
                  self->age_band == FOYER_AGE_UNDER_13 ? g_strdup ("") : foyer_text_trim (typed));
}

void
foyer_draft_set_contact (FoyerDraft *self, FoyerContactKind kind, const char *typed)
{
  gboolean keeps_text;

  g_return_if_fail (FOYER_IS_DRAFT (self));

  if (self->age_band == FOYER_AGE_UNDER_13)
    kind = FOYER_CONTACT_NONE;
  keeps_text = kind != FOYER_CONTACT_NONE && kind != FOYER_CONTACT_STAFF && typed != NULL;
  self->contact_kind = kind;
  replace_secret (&self->contact, keeps_text ? g_utf8_make_valid (typed, -1) : g_strdup (""));
}

void
foyer_draft_set_consent (FoyerDraft *self, gboolean ticked)
{
  g_return_if_fail (FOYER_IS_DRAFT (self));

  self->has_consent = ticked && self->age_band != FOYER_AGE_UNDER_13;
}

FoyerAgeBand
foyer_draft_get_age_band (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), FOYER_AGE_UNKNOWN);

  return self->age_band;
}

const char *
foyer_draft_get_question (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  return self->question;
}

const char *
foyer_draft_get_name (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  return self->name;
}

FoyerContactKind
foyer_draft_get_contact_kind (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), FOYER_CONTACT_NONE);

  return self->contact_kind;
}

const char *
foyer_draft_get_contact (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  return self->contact;
}

gboolean
foyer_draft_get_consent (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), FALSE);

  return self->has_consent;
}

/* ---- the promise ---- */

void
foyer_draft_set_reply_by (FoyerDraft *self, const char *reply_by)
{
  g_return_if_fail (FOYER_IS_DRAFT (self));

  g_free (self->reply_by);
  self->reply_by = g_strdup (reply_by);
}

const char *
foyer_draft_get_reply_by (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  return self->reply_by;
}

const char *
foyer_draft_get_listing (FoyerDraft *self)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  return self->listing;
}

/* ---- rules ---- */

static FoyerProblem
check_question (FoyerDraft *self)
{
  if (!foyer_draft_has_step (self, FOYER_STEP_QUESTION))
    return FOYER_PROBLEM_NONE;
  if (*self->question == '\0')
    return FOYER_PROBLEM_QUESTION_MISSING;
  return g_utf8_strlen (self->question, -1) > FOYER_QUESTION_MAX ? FOYER_PROBLEM_QUESTION_TOO_LONG
                                                                 : FOYER_PROBLEM_NONE;
}

/* NULL with *problem, or (also without a problem) when there is nothing to normalise. */
static char *
dup_contact (FoyerDraft *self, FoyerProblem *problem)
{
  *problem = FOYER_PROBLEM_NONE;
  switch (self->contact_kind)
    {
    case FOYER_CONTACT_PHONE:
      return foyer_phone_normalise (self->contact, problem);
    case FOYER_CONTACT_EMAIL:
      return foyer_email_normalise (self->contact, problem);
    case FOYER_CONTACT_POST:
      return foyer_post_normalise (self->contact, problem);
    case FOYER_CONTACT_STAFF:
      return NULL;
    case FOYER_CONTACT_NONE:
    default:
      *problem = FOYER_PROBLEM_CONTACT_MISSING;
      return NULL;
    }
}

/* As it is shown for checking; what cannot be read comes back as typed. */
char *
foyer_draft_dup_contact_shown (FoyerDraft *self)
{
  FoyerProblem problem;
  char *normalised, *shown;

  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  normalised = dup_contact (self, &problem);
  if (normalised == NULL)
    return g_strdup (self->contact);
  if (self->contact_kind != FOYER_CONTACT_PHONE)
    return normalised;
  shown = foyer_phone_group (normalised);
  foyer_secret_free (normalised);
  return shown;
}

FoyerProblem
foyer_draft_check (FoyerDraft *self, FoyerDraftStep step)
{
  FoyerProblem problem = FOYER_PROBLEM_NONE;

  g_return_val_if_fail (FOYER_IS_DRAFT (self), FOYER_PROBLEM_NONE);

  switch (step)
    {
    case FOYER_STEP_AGE:
      if (self->age_band == FOYER_AGE_UNDER_13)
        return FOYER_PROBLEM_AGE_UNDER_13;
      return self->age_band == FOYER_AGE_UNKNOWN ? FOYER_PROBLEM_AGE_MISSING : FOYER_PROBLEM_NONE;
    case FOYER_STEP_QUESTION:
      return check_question (self);
    case FOYER_STEP_NAME:
      return foyer_name_check (self->name);
    case FOYER_STEP_CONTACT:
      foyer_secret_free (dup_contact (self, &problem));
      return problem;
    case FOYER_STEP_CHECK:
      return self->has_consent ? FOYER_PROBLEM_NONE : FOYER_PROBLEM_CONSENT_MISSING;
    case FOYER_N_STEPS:
    default:
      g_return_val_if_reached (FOYER_PROBLEM_NONE);
    }
}

FoyerDraftStep
foyer_draft_first_problem (FoyerDraft *self, FoyerProblem *problem)
{
  g_return_val_if_fail (FOYER_IS_DRAFT (self), FOYER_STEP_AGE);

  for (FoyerDraftStep step = FOYER_STEP_AGE; step < FOYER_N_STEPS; step++)
    {
      FoyerProblem found = foyer_draft_check (self, step);

      if (problem != NULL)
        *problem = found;
      if (found != FOYER_PROBLEM_NONE)
        return step;
    }
  return FOYER_N_STEPS;
}

FoyerInterest *
foyer_draft_dup_interest (FoyerDraft *self)
{
  FoyerInterest *interest;
  FoyerProblem problem;

  g_return_val_if_fail (FOYER_IS_DRAFT (self), NULL);

  if (foyer_draft_first_problem (self, NULL) != FOYER_N_STEPS)
    return NULL;
  interest = foyer_interest_new ();
  interest->listing = g_strdup (self->listing);
  interest->session = g_strdup (self->session);
  interest->programme = g_strdup (self->programme);
  interest->content_version = g_strdup (self->content_version);
  interest->wish = self->wish;
  if (self->wish == FOYER_WISH_QUESTION)
    interest->question = g_strdup (self->question);
  interest->name = g_strdup (self->name);
  interest->contact_kind = self->contact_kind;
  interest->contact = dup_contact (self, &problem);
  interest->age_band = self->age_band;
  interest->consent_contact = self->has_consent;
  interest->reply_by = g_strdup (self->reply_by);
  return interest;
}
