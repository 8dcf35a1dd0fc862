/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* What a code stands for. A name with hours is a name. */
typedef enum
{
  FOYER_GIVEN_NAME,
  FOYER_GIVEN_HOURS,
  FOYER_GIVEN_EITHER, /* nothing here says which */
} FoyerGiven;

/* What a visitor who typed a code is told, in sentences. Nothing of it names anybody. */
typedef struct
{
  char *heading; /* owned: what happened */
  char *what;    /* owned: more of it */
  char *promise; /* owned (nullable): by when to hear, or that this has passed and what to do */
  char *message; /* owned (nullable): the team's own words, plain and not too long */
  char *hours;   /* owned (nullable): how long all hours logged with the code are */
  const char *icon;
  FoyerGiven given;
  gboolean is_late; /* the promised day has passed */
  gboolean can_withdraw;
  gboolean is_unknown; /* nothing here has this code: it may be typed wrongly */
} FoyerStatusWords;

/* help_phone: nullable. */
FoyerStatusWords *foyer_status_words_new (const FoyerCodeAnswer *answer,
                                          gint64 now_us,
                                          const char *help_phone);
void foyer_status_words_free (FoyerStatusWords *words);

/* Noon of "2026-11-27", here, in Unix seconds; -1 of anything else. */
gint64 foyer_status_words_day_s (const char *date);

/* "Friday 27 November" of "2026-11-27"; NULL of anything else. (transfer full) (nullable) */
char *foyer_status_words_dup_day (const char *date);

/* "call 01632 960100, or ask staff here", or the staff alone. (transfer full) */
char *foyer_status_words_dup_help (const char *help_phone);

/* Words from the centre as they may be shown: one paragraph, no control or direction characters,
 * cut where it is too long. NULL when nothing is left. (transfer full) (nullable) */
char *foyer_status_words_dup_message (const char *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStatusWords, foyer_status_words_free)

G_END_DECLS
