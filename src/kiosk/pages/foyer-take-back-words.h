/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/pages/foyer-status-words.h"

G_BEGIN_DECLS

/* What is said while somebody takes back what they gave, in the order in which it is met. */
typedef enum
{
  FOYER_TAKE_BACK_OFFER, /* on the button, in the visitor's own voice */
  FOYER_TAKE_BACK_HEADING,
  FOYER_TAKE_BACK_WHERE, /* from where it goes, and when */
  FOYER_TAKE_BACK_YES,
  FOYER_TAKE_BACK_NO,
  FOYER_TAKE_BACK_SORRY, /* it could not be done */
  FOYER_TAKE_BACK_GONE,
  FOYER_TAKE_BACK_GONE_WHERE,
  FOYER_TAKE_BACK_GONE_HERE, /* alone: for a kiosk that cannot tell the team */
  FOYER_TAKE_BACK_AGAIN,
  FOYER_TAKE_BACK_N_WORDS
} FoyerTakeBackWord;

const char *foyer_take_back_words_get (FoyerGiven given, FoyerTakeBackWord word);
/* What it means for a sign-up; NULL where there cannot be one. */
const char *foyer_take_back_words_get_meaning (FoyerGiven given);
/* That hours go too, or which; NULL where there are none. (transfer full) (nullable) */
char *foyer_take_back_words_dup_hours (const FoyerStatusWords *words);

G_END_DECLS
