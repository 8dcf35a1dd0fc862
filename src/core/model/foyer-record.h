/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-clock.h"
#include "core/crypto/foyer-trust.h"
#include "core/model/foyer-wish.h"

G_BEGIN_DECLS

/* What a visitor gives, in clear, in memory only; wiped when freed (sodium_memzero). */
typedef enum
{
  FOYER_CONTACT_NONE,
  FOYER_CONTACT_PHONE,
  FOYER_CONTACT_EMAIL,
  FOYER_CONTACT_POST,
  FOYER_CONTACT_STAFF, /* leave word with library staff */
} FoyerContactKind;

typedef enum
{
  FOYER_AGE_UNKNOWN,
  FOYER_AGE_UNDER_13,
  FOYER_AGE_13_17,
  FOYER_AGE_ADULT,
} FoyerAgeBand;

/* Characters of a question. */
#define FOYER_QUESTION_MAX 500

typedef struct
{
  char *listing, *session, *programme, *content_version;
  FoyerWish wish;
  char *question; /* with FOYER_WISH_QUESTION, else NULL */
  char *name;
  FoyerContactKind contact_kind;
  char *contact; /* normalised; of the parent or carer when age band is 13–17 */
  FoyerAgeBand age_band;
  gboolean consent_contact; /* ticked by the visitor */
  char *reply_by;           /* (nullable) YYYY-MM-DD: by when an answer was promised, in London */
} FoyerInterest;
FoyerInterest *foyer_interest_new (void);
void foyer_interest_free (FoyerInterest *interest);

/* A record ready for the outbox: sealed to both recipients of trust. */
typedef struct
{
  char *id, *kind;
  GBytes *sealed;
  char *code; /* shown to the visitor, never stored; wiped when freed */
  char *code_hash;
  char *reply_by; /* (nullable) the promise in the header */
} FoyerSealedRecord;
void foyer_sealed_record_free (FoyerSealedRecord *record);

#define FOYER_RECORD_ERROR (foyer_record_error_quark ())
GQuark foyer_record_error_quark (void);
typedef enum
{
  FOYER_RECORD_ERROR_INVALID, /* nothing may be kept of this: not agreed to, under 13, or not whole
                               */
} FoyerRecordError;

/* id: from foyer_id_new () when the form opened (the idempotency key for ever). Header: {v, id,
 * kind, programme, form, notice, content_version, kiosk, place, time, code_hash} and, when an
 * answer was promised, reply_by; payload: the rest. The time in the header is whole seconds since
 * 1970 UTC. Refused (FOYER_RECORD_ERROR_INVALID) without consent, for an age band that is not known
 * or under 13, and without a contact, name, listing or programme. content_version is of all
 * content, never of the one listing: the header would tell it. */
FoyerSealedRecord *foyer_record_seal_interest (const FoyerInterest *interest,
                                               const char *id,
                                               const FoyerTrust *trust,
                                               FoyerClock *clock,
                                               GError **error);

/* Takes back what has this code (as foyer_code_normalise () gives it). Header: {v, id, kind
 * "withdrawal", kiosk, place, time, code_hash}; payload: {}. The id is a new one. code in the
 * result is NULL. Slow as foyer_code_hash () is. */
FoyerSealedRecord *foyer_record_seal_withdrawal (const char *code,
                                                 const FoyerTrust *trust,
                                                 FoyerClock *clock,
                                                 GError **error);

/* The payload of an opened record, one JSON object: {age_band, awaiting_parent, consent {contact,
 * notice}, contact {kind, of, value}, listing, name, question, session, v, wish}. (transfer full)
 * text, freed with foyer_secret_free (). header_json: (out) (nullable). For the console session and
 * foyerctl: where the secret key is. */
char *foyer_record_open (GBytes *sealed,
                         const FoyerBoxKey *key,
                         char **header_json,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerInterest, foyer_interest_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSealedRecord, foyer_sealed_record_free)

G_END_DECLS
