/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* What Foyer says about a listing, in short plain words (translated). Everything is (transfer full)
 * and NULL where nothing is known: a page then shows nothing. Any thread. */

char *foyer_words_count (FoyerProgramme *programme,
                         guint n); /* "36 ways to help", "15 things to do" */
/* "0.8 miles", "about 3 miles" where the place is only roughly known, "Anywhere in Essex". miles
 * may be NAN. */
char *foyer_words_distance (FoyerListing *listing, double miles);
/* The same, and from where: "about 3 miles from here", "about 3 miles from Colchester". origin: NULL:
 * here. (transfer full) (nullable) */
char *foyer_words_distance_from (FoyerListing *listing, double miles, const char *origin);
char *foyer_words_time (const char *time); /* "weekly" → "Weekly"; for unknown ids NULL */
char *foyer_words_when (FoyerListing *listing,
                        FoyerSession *next); /* its own words, else the next date, else "Weekly" */
char *foyer_words_who_where (FoyerListing *listing); /* "Essex Libraries, Coggeshall" */
char *foyer_words_place (FoyerListing *listing); /* "Brotherhood Hall, Clacton-on-Sea, CO15 1AA" */
char *foyer_words_age (FoyerListing *listing);   /* "16 and over", "8 to 12", "Up to 24" */
char *foyer_words_cost (FoyerListing *listing);  /* "Free" first where known */
char *foyer_words_need (const char *need);       /* "step-free" → "Step-free" */
/* "Checked June 2024", or out of date: "Not checked since May 2019", or "Not checked yet". Never
 * NULL. */
char *foyer_words_checked (FoyerListing *listing, gint64 now_us);
/* The sentence beside it; NULL when it is up to date. */
char *foyer_words_please_ask (FoyerListing *listing, gint64 now_us);

/* At most longest characters, cut at a space where there is one, with "…". NULL for NULL. */
char *foyer_words_shorten (const char *words, guint longest);

typedef struct
{
  char *label; /* owned */
  char *tone;  /* owned (nullable): marsh sand sea plum amber coral */
} FoyerChip;
void foyer_chip_free (FoyerChip *chip);
/* The facet labels that fit the listing, in the programme's order, "Free" first where it is free.
 * programme may be NULL. limit 0: all. Owned FoyerChip; empty, never NULL. */
GPtrArray *foyer_words_chips (FoyerListing *listing, FoyerProgramme *programme, guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerChip, foyer_chip_free)

G_END_DECLS
