/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-clock.h"
#include "core/store/foyer-search.h"

G_BEGIN_DECLS

/* One line of a list: what is read when it comes into view. Immutable. */
#define FOYER_TYPE_BROWSE_ROW (foyer_browse_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBrowseRow, foyer_browse_row, FOYER, BROWSE_ROW, GObject)
struct _FoyerBrowseRow
{
  GObject parent_instance;
  FoyerListing *listing; /* owned (nullable): it may have gone since the search */
  FoyerSession *next;    /* owned (nullable): the next dated session */
  double miles;          /* NAN when not known */
};

/* Who answers a search: the kiosk's worker, or a test. owner is handed back as it was given. */
typedef struct
{
  void (*search) (gpointer owner,
                  const FoyerSearchQuery *query,
                  gboolean with_counts,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
  FoyerSearchResult *(*finish) (GAsyncResult *result, GError **error);
} FoyerBrowseSearcher;

/* In the order of FoyerSearchResult.within_counts and .time_counts. */
typedef enum
{
  FOYER_WITHIN_2, /* miles */
  FOYER_WITHIN_5,
  FOYER_WITHIN_10,
  FOYER_WITHIN_ANYWHERE,
  FOYER_N_WITHIN,
} FoyerWithin;

typedef enum
{
  FOYER_TIME_ANY = -1,
  FOYER_TIME_ONE_OFF,
  FOYER_TIME_WEEKLY,
  FOYER_TIME_MONTHLY,
  FOYER_TIME_FLEXIBLE,
  FOYER_N_TIMES,
} FoyerTimeNeed;

/* When nothing matches: what to let go of, and how many would match then. */
typedef enum
{
  FOYER_RELAX_WITHIN, /* look as far as relax->within */
  FOYER_RELAX_TIME,   /* any amount of time */
  FOYER_RELAX_FACET,  /* without the choices of relax->facet */
  FOYER_RELAX_LIKE,   /* not only what is like the story */
  FOYER_RELAX_ALL,    /* everything let go */
} FoyerRelaxKind;

typedef struct
{
  FoyerRelaxKind kind;
  FoyerWithin within;
  const FoyerFacet *facet; /* borrowed from the programme */
  guint count;             /* never 0 */
} FoyerRelax;

/* A GListModel of FoyerBrowseRow over the hits of one search, with the filters a visitor set, the
 * counts beside every choice and the ways out of an empty list. Searches are asynchronous and the
 * latest wins: list, counts and ways out change together, then ::updated is emitted. Main thread.
 */
#define FOYER_TYPE_BROWSE_MODEL (foyer_browse_model_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBrowseModel, foyer_browse_model, FOYER, BROWSE_MODEL, GObject)

/* store and owner are borrowed and outlive the model; searcher is static. */
FoyerBrowseModel *foyer_browse_model_new (FoyerStore *store,
                                          FoyerClock *clock,
                                          const FoyerBrowseSearcher *searcher,
                                          gpointer owner);

/* Nothing is searched before start; after it every change searches. */
void foyer_browse_model_start (FoyerBrowseModel *self);
void foyer_browse_model_reload (FoyerBrowseModel *self); /* the store has something new */

void foyer_browse_model_set_programme (FoyerBrowseModel *self,
                                       FoyerProgramme *programme);         /* NULL: all */
FoyerProgramme *foyer_browse_model_get_programme (FoyerBrowseModel *self); /* borrowed (nullable) */
/* Without a programme and a text: all listings, where it would be none. Before start. */
void foyer_browse_model_set_everything (FoyerBrowseModel *self, gboolean is_everything);
/* Degrees; NAN: nowhere known, no distances. A distance the visitor did not choose is chosen again.
 */
void foyer_browse_model_set_origin (FoyerBrowseModel *self, double lat, double lon);
gboolean foyer_browse_model_has_origin (FoyerBrowseModel *self);
void foyer_browse_model_set_text (FoyerBrowseModel *self, const char *text);
const char *foyer_browse_model_get_text (FoyerBrowseModel *self); /* "" when none */
/* Listings with any of these tags only ("do something like this"); NULL or empty: all. */
void foyer_browse_model_set_like (FoyerBrowseModel *self, const char *const *tags);
gboolean foyer_browse_model_has_like (FoyerBrowseModel *self);
void foyer_browse_model_set_within (FoyerBrowseModel *self, FoyerWithin within);
FoyerWithin foyer_browse_model_get_within (FoyerBrowseModel *self);
void foyer_browse_model_set_time (FoyerBrowseModel *self, FoyerTimeNeed time);
FoyerTimeNeed foyer_browse_model_get_time (FoyerBrowseModel *self);
void foyer_browse_model_set_tag (FoyerBrowseModel *self, const char *tag, gboolean chosen);
gboolean foyer_browse_model_get_tag (FoyerBrowseModel *self, const char *tag);
/* Without a programme: only this one of them all (NULL: all), only what costs nothing; and how many
 * each would leave of what the text finds. */
void foyer_browse_model_set_narrow (FoyerBrowseModel *self,
                                    const char *programme,
                                    gboolean free_only);
const char *foyer_browse_model_get_only (FoyerBrowseModel *self); /* borrowed (nullable) */
gboolean foyer_browse_model_is_free_only (FoyerBrowseModel *self);
guint foyer_browse_model_count_programme (FoyerBrowseModel *self, const char *programme);
guint foyer_browse_model_count_free (FoyerBrowseModel *self);
guint foyer_browse_model_count_whole (FoyerBrowseModel *self); /* with neither */
/* FOYER_SORT_BEST: by rank of the text, or the nearest first, or by title where nothing is near. */
void foyer_browse_model_set_sort (FoyerBrowseModel *self, FoyerSort sort);
FoyerSort foyer_browse_model_get_sort (
  FoyerBrowseModel *self); /* as it is sorted, never BEST without text */

guint foyer_browse_model_count_filters (FoyerBrowseModel *self); /* chosen by the visitor */
void foyer_browse_model_clear_filters (FoyerBrowseModel *self);
/* What the visitor chose and typed in another model, here. */
void foyer_browse_model_take_choices (FoyerBrowseModel *self, FoyerBrowseModel *from);
void foyer_browse_model_relax (FoyerBrowseModel *self, const FoyerRelax *relax);

/* What the last finished search said; 0 before. */
gboolean foyer_browse_model_is_ready (FoyerBrowseModel *self);
gboolean foyer_browse_model_has_failed (FoyerBrowseModel *self);
guint foyer_browse_model_get_total (FoyerBrowseModel *self);
/* What was searched instead of the text, and the place it names; NULL: neither. Borrowed until
 * ::updated. */
const char *foyer_browse_model_get_corrected (FoyerBrowseModel *self);
const char *foyer_browse_model_get_place (FoyerBrowseModel *self);
guint foyer_browse_model_get_near (
  FoyerBrowseModel *self); /* within 10 miles with no filter, or all */
guint foyer_browse_model_count_within (FoyerBrowseModel *self, FoyerWithin within);
guint foyer_browse_model_count_time (FoyerBrowseModel *self, FoyerTimeNeed time);
guint foyer_browse_model_count_tag (FoyerBrowseModel *self, const char *tag);
/* Whether the choice can ever find something in this programme; the others are not shown. */
gboolean foyer_browse_model_time_occurs (FoyerBrowseModel *self, FoyerTimeNeed time);
gboolean foyer_browse_model_tag_occurs (FoyerBrowseModel *self, const char *tag);
/* FoyerRelax, the smallest change first; empty unless nothing matches. Borrowed until ::updated. */
const GArray *foyer_browse_model_get_relaxations (FoyerBrowseModel *self);

double foyer_within_miles (FoyerWithin within); /* INFINITY for ANYWHERE */

G_END_DECLS
