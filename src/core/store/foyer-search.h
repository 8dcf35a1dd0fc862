/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* The one small interface behind browse and search (how it is answered may change without its
 * callers knowing). */
typedef enum
{
  FOYER_SORT_BEST, /* text rank; without text: nearest */
  FOYER_SORT_NEAREST,
  FOYER_SORT_SOONEST, /* next dated session first, undated last */
  FOYER_SORT_TITLE,
} FoyerSort;

typedef struct
{
  const char *text;      /* what was typed, any characters; NULL or "" for none. A place or postcode
                          * in it is where distances are from */
  const char *programme; /* NULL: all */
  double lat, lon;       /* where from; NAN: no distances */
  double within_miles;   /* INFINITY: anywhere. County-wide listings and listings without a position
                          * always match (distance NAN) */
  const char *time;      /* one-off weekly monthly flexible, or NULL */
  const char *const
    *tag_groups; /* NULL-terminated; each "a|b|c": any of these; groups are AND-ed. NULL: none */
  gboolean free_only;
  int age; /* years, -1: any */
  FoyerSort sort;
  guint limit;          /* 0: no limit */
  gboolean count_kinds; /* also fill programme_counts, free_count and whole_count */
  gint64 now_us;        /* for "soonest" */
} FoyerSearchQuery;

#define FOYER_SEARCH_QUERY_INIT                                                                    \
  {                                                                                                \
    .lat = NAN, .lon = NAN, .within_miles = INFINITY, .age = -1                                    \
  }

typedef struct
{
  gint64 row;
  double miles; /* NAN when not known */
  double score; /* larger is better; 0 without text */
} FoyerSearchHit;

typedef struct
{
  GArray *hits;           /* FoyerSearchHit, in order, at most limit */
  guint total;            /* matches without the limit */
  GHashTable *tag_counts; /* owned char * tag → GUINT: how many would match if this tag were added
                           * to the other groups (its own group ignored); NULL unless asked for */
  guint within_counts[4]; /* matches within 2, 5, 10 miles, anywhere, ignoring within_miles */
  guint time_counts[4];   /* one-off weekly monthly flexible, ignoring time */
  /* With count_kinds; of what text finds, other filters are not looked at: */
  GHashTable *programme_counts; /* owned char * id → GUINT: with this programme, and free_only */
  guint free_count;             /* what costs nothing, of the query's programme */
  guint whole_count;            /* neither programme nor free_only */
  char *corrected; /* owned (nullable): the text with its mistakes mended, when it had some */
  char *near;      /* owned (nullable): the place its text names: "Colchester", "CM2" */
  double lat, lon; /* of that place; NAN */
} FoyerSearchResult;

/* with_counts: also fill tag_counts, within_counts, time_counts. tags of interest: every tag in
 * use. */
FoyerSearchResult *foyer_search_run (FoyerStore *store,
                                     const FoyerSearchQuery *query,
                                     gboolean with_counts,
                                     GCancellable *cancellable,
                                     GError **error);
void foyer_search_result_free (FoyerSearchResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSearchResult, foyer_search_result_free)

G_END_DECLS
