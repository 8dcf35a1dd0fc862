/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-store.h"
#include "core/viewmodel/foyer-match.h"

G_BEGIN_DECLS

/* The listings of a store in the order in which they fit, and what one changed answer would add. */

/* Listings shown before the visitor asks for all. */
#define FOYER_MATCH_BEST 3

typedef struct
{
  gint64 row;
  double miles; /* NAN when not known */
  FoyerMatchLook look;
} FoyerMatchHit;

typedef enum
{
  FOYER_MATCH_RELAX_TIME,   /* any amount of time */
  FOYER_MATCH_RELAX_PART,   /* also in that part of the days chosen: slots */
  FOYER_MATCH_RELAX_DAYS,   /* the same parts on any day: slots */
  FOYER_MATCH_RELAX_SLOTS,  /* at any time of the week */
  FOYER_MATCH_RELAX_MILES,  /* as far as miles */
  FOYER_MATCH_RELAX_GO_OUT, /* not only from home */
  FOYER_MATCH_RELAX_FIT,    /* without that need */
} FoyerMatchRelaxKind;

typedef struct
{
  FoyerMatchRelaxKind kind;
  int part;      /* FoyerMatchPart */
  int fit;       /* FoyerMatchFit */
  guint32 slots; /* all that would be chosen then */
  double miles;  /* INFINITY: anywhere */
  guint count;   /* how many would fit besides; never 0 */
} FoyerMatchRelax;

typedef struct
{
  GArray *hits;  /* FoyerMatchHit: those that miss nothing, best first; then, where these are fewer
                  * than FOYER_MATCH_BEST, the nearest misses */
  guint n_fit;   /* that miss nothing, without the limit */
  guint n_asked; /* that were looked at */
  GArray *relaxations; /* FoyerMatchRelax, most first: one for each answer at most */
} FoyerMatchResult;

/* limit: hits wanted at most; 0 only counts. On the store's thread. Among the best three no title
 * stands twice as long as there is another that fits. */
FoyerMatchResult *foyer_match_run (FoyerStore *store,
                                   const FoyerMatchAsk *ask,
                                   guint limit,
                                   gint64 now_us,
                                   GCancellable *cancellable,
                                   GError **error);
void foyer_match_result_free (FoyerMatchResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerMatchResult, foyer_match_result_free)

G_END_DECLS
