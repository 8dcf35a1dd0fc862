/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-wish.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* What a receipt says, out of what the sign-up page handed over; for the screen and for paper. */
typedef struct
{
  char *code;      /* owned, wiped */
  char *record_id; /* owned */
  gboolean is_teen;
  FoyerWish wish;
  char *way;             /* owned: phone, email, post, staff; "" not known */
  char *reply_by;        /* owned (nullable): YYYY-MM-DD, by when an answer is promised */
  FoyerListing *listing; /* owned (nullable) */
  FoyerSession *session; /* owned (nullable) */
} FoyerDoneWords;

/* argument: "CODE LISTING SESSION RECORD BAND WAY REPLY-BY WISH", "-" where there is none; what is
 * missing at its end is not known. (transfer full) */
FoyerDoneWords *foyer_done_words_new (FoyerBackend *backend, const char *argument);
void foyer_done_words_free (FoyerDoneWords *receipt);

const char *foyer_done_words_heading (const FoyerDoneWords *receipt);
/* The three lines of what happens next, in order. (transfer full) owned char *. */
GPtrArray *foyer_done_words_dup_next (const FoyerDoneWords *receipt, FoyerBackend *backend);
char *foyer_done_words_dup_when (const FoyerDoneWords *receipt);  /* (nullable) */
char *foyer_done_words_dup_where (const FoyerDoneWords *receipt); /* (nullable) */
/* The calendar entry for a phone; NULL when the listing has gone. (transfer full) */
char *foyer_done_words_dup_calendar (const FoyerDoneWords *receipt, FoyerBackend *backend);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDoneWords, foyer_done_words_free)

G_END_DECLS
