/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"
#include "core/outbox/foyer-outbox.h"

G_BEGIN_DECLS

#define FOYER_CODE_ERROR (foyer_code_error_quark ())
GQuark foyer_code_error_quark (void);
typedef enum
{
  FOYER_CODE_ERROR_NOT_A_CODE, /* what was typed cannot be a reference code */
} FoyerCodeError;

/* How things stand, as a page tells it. */
typedef enum
{
  FOYER_CODE_NOT_FOUND, /* neither this kiosk nor what the centre told it knows the code (yet) */
  FOYER_CODE_WAITING,   /* here, and not yet at the centre */
  FOYER_CODE_RECEIVED,  /* the centre has it */
  FOYER_CODE_IN_TOUCH,  /* somebody has rung, written, or tried to */
  FOYER_CODE_PLACED,    /* it has begun */
  FOYER_CODE_CLOSED,    /* it ended without a place */
  FOYER_CODE_STUCK,     /* set aside: only a person can put this right */
  FOYER_CODE_WITHDRAWAL_WAITING, /* taken back here; the centre does not know yet */
  FOYER_CODE_WITHDRAWN,          /* taken back, and the centre knows */
  FOYER_N_CODE_STATES,
} FoyerCodeState;

typedef struct
{
  FoyerCodeState state;
  char *received; /* owned (nullable): YYYY-MM-DD, the day in London on which the centre had it */
  char *reply_by; /* owned (nullable): YYYY-MM-DD, by when an answer was promised */
  char *message;  /* owned (nullable): from the central team, plain text */
  gint64 created_us; /* when it was given here (or withdrawn here), microseconds; 0: not here */
  FoyerService *service; /* owned (nullable): hours given with the code, here and elsewhere */
  gint64 updated_s;  /* when the centre last changed it, Unix seconds; -1: it has not said */
} FoyerCodeAnswer;

/* The one rule by which what this kiosk knows and what the centre said (status: nullable) become
 * one answer. (transfer full) */
FoyerCodeAnswer *foyer_code_answer_new (const FoyerCodeFacts *facts, FoyerStatus *status);
void foyer_code_answer_free (FoyerCodeAnswer *answer);

/* "waiting", "in_touch", …: for the command line and logs, never for the screen. */
const char *foyer_code_state_to_string (FoyerCodeState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCodeAnswer, foyer_code_answer_free)

G_END_DECLS
