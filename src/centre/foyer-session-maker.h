/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

typedef struct
{
  guint changed, deleted;
  GPtrArray *problems; /* owned char *: listings whose rhythm cannot be read */
} FoyerSessionCounts;

/* Brings the sessions feed up to date for the day of now_us (Europe/London): dated sessions of the
 * next 12 weeks from every listing's rhythm, only what changed; sessions of days gone by are
 * deleted, and deletions older than 90 days forgotten. Sessions that were imported are left as they
 * are until their day is over. Inside a transaction. */
gboolean foyer_sessions_make (FoyerCentreStore *store,
                              gint64 now_us,
                              FoyerSessionCounts *counts,
                              GError **error);

/* When the day that now_us is in ends in Europe/London. */
gint64 foyer_london_next_midnight_us (gint64 now_us);

G_END_DECLS
