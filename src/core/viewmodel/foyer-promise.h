/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* Days within which an answer is promised where nothing says otherwise. */
#define FOYER_PROMISE_DAYS 7

/* By when an answer is promised: "2026-12-05", the date in London that many days from now_us; NULL:
 * no promise. days: the listing's own, else its programme's (both nullable), else fallback_days
 * (0 or less, or over a year: none). (transfer full) */
char *foyer_promise_reply_by (FoyerListing *listing,
                              FoyerProgramme *programme,
                              gint64 fallback_days,
                              gint64 now_us);
/* The same for a listing of the store; NULL also when it is not there. (transfer full) */
char *foyer_promise_for_listing (FoyerStore *store,
                                 const char *listing_id,
                                 gint64 fallback_days,
                                 gint64 now_us);

G_END_DECLS
