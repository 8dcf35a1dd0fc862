/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-match-facts.h"
#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* What "Help me choose" needs of every listing, in memory; for foyer-match-run only. About 80 bytes
 * a listing. */
typedef struct
{
  gint64 row;
  double x, y, z;    /* on the unit sphere; NAN: no position */
  gint64 next_start; /* Unix seconds; G_MAXINT64: no dated session to come */
  FoyerMatchFacts facts;
  guint32 title;           /* of its words: the same for listings of one title */
  guint32 fresh_until;     /* Julian day, 0 never confirmed */
  gint16 age_min, age_max; /* years, -1 not known */
  guint16 programme;       /* into programmes */
} FoyerMatchCard;

typedef struct
{
  gint64 version;        /* of the listings they were made from */
  GArray *cards;         /* owned FoyerMatchCard, by row */
  GPtrArray *programmes; /* owned char * */
  gint64 starts_version; /* of the sessions that next_start was made from; -1 none */
  gint64 starts_from;    /* Unix seconds */
} FoyerMatchCards;

/* The cards of the content as it is now, made when they are not there. Borrowed from the store,
 * until this is called again. On the store's thread; NULL with error. */
const FoyerMatchCards *foyer_store_get_match_cards (FoyerStore *store,
                                                    gint64 now_s,
                                                    GCancellable *cancellable,
                                                    GError **error);
void foyer_match_cards_free (FoyerMatchCards *cards);

G_END_DECLS
