/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search-postings.h"

G_BEGIN_DECLS

/* What filters, counts and orders need of every listing, in memory; for foyer-search only. About
 * 200 bytes a listing of 60 words. */

/* In the order of FoyerSearchResult.time_counts. */
#define FOYER_SEARCH_N_TIMES 4

typedef struct
{
  gint64 row;
  double x, y, z;     /* on the unit sphere; NAN: no position */
  guint32 title_rank; /* place in the order of titles */
  guint32 first_tag;  /* into tags */
  guint16 programme;  /* into programmes */
  guint16 n_tags;
  gint32 confirmed;        /* day since 1970, -1 never */
  guint32 place;           /* into places, G_MAXUINT32 none */
  guint32 district;        /* likewise */
  gint16 age_min, age_max; /* years, -1 not known */
  gint8 is_free;           /* 1, 0, -1 not known */
  gint8 time;              /* 0 … 3, -1 not known */
} FoyerSearchCard;

/* What the order needs of a card, close together: a search may look at all of them. */
typedef struct
{
  float x, y, z;    /* as the card's */
  gint32 confirmed; /* likewise */
} FoyerSearchSpot;

typedef struct
{
  gint64 version;                /* of the listings they were made from */
  GArray *spots;                 /* owned FoyerSearchSpot, by row */
  GArray *kinds;                 /* owned guint32, by row: FOYER_SEARCH_KIND */
  GArray *cards;                 /* owned FoyerSearchCard, by row */
  FoyerSearchPostings *postings; /* owned */
  GArray *tags;                  /* owned guint16: index into tag_names */
  GPtrArray *tag_names;          /* borrowed from text */
  GPtrArray *programmes;         /* borrowed from text: ids */
  GPtrArray *places;             /* borrowed from text: names of places and districts */
  GStringChunk *text;            /* owned: the three above */
  gint64 *next_starts;           /* owned (nullable): next session of each card, G_MAXINT64 none */
  gint64 next_starts_version, next_starts_from; /* what they were made from; Unix seconds */
} FoyerSearchCards;

/* Reads the listings, inside the caller's transaction. (transfer full) */
FoyerSearchCards *foyer_search_cards_load (FoyerDb *db,
                                           gint64 version,
                                           GCancellable *cancellable,
                                           GError **error);
void foyer_search_cards_free (FoyerSearchCards *cards);

/* Fills next_starts for now_s unless they still hold. version: of the sessions. */
gboolean foyer_search_cards_load_starts (
  FoyerSearchCards *cards, FoyerDb *db, gint64 version, gint64 now_s, GError **error);

/* Index into the list, or -1. */
int foyer_search_cards_find (GPtrArray *names, const char *name);
/* "one-off" 0 … "flexible" 3, else -1. */
int foyer_search_time_index (const char *time);

/* The squared straight line through the unit sphere that belongs to a way over its surface, and
 * back. */
double foyer_search_chord_of_miles (double miles);
double foyer_search_miles_of_chord (double chord);
/* Where a point lies on the unit sphere. */
void foyer_search_unit_vector (double lat, double lon, double *x, double *y, double *z);
/* The same of what a row says, latitude at column and longitude behind it; NAN: it says nothing. */
void foyer_search_read_unit_vector (FoyerStmt *stmt, int column, double *x, double *y, double *z);
/* Tells of every listing that has a session to come its row and when the next begins. */
gboolean foyer_search_read_starts (FoyerDb *db,
                                   gint64 now_s,
                                   void (*found) (gint64 row, gint64 start, gpointer data),
                                   gpointer data,
                                   GError **error);

G_END_DECLS
