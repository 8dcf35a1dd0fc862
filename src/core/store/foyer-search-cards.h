/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-db.h"

G_BEGIN_DECLS

/* What filters, counts and orders need of every listing, in memory; for foyer-search only. About
 * 120 bytes a listing. */

/* In the order of FoyerSearchResult.time_counts. */
#define FOYER_SEARCH_N_TIMES 4

typedef struct
{
  gint64 row;
  double x, y, z;     /* on the unit sphere; NAN: no position */
  guint32 title_rank; /* place in the order of titles */
  guint32 first_word; /* into words: those of the title, then those of the names */
  guint32 first_tag;  /* into tags */
  guint16 programme;  /* into programmes */
  guint16 n_tags;
  guint16 n_title_words, n_words; /* n_words: with those of the title */
  gint16 age_min, age_max;        /* years, -1 not known */
  gint8 is_free;                  /* 1, 0, -1 not known */
  gint8 time;                     /* 0 … 3, -1 not known */
} FoyerSearchCard;

typedef struct
{
  gint64 version;        /* of the listings they were made from */
  GArray *cards;         /* owned FoyerSearchCard, by row */
  GArray *words;         /* owned guint32: index into vocabulary */
  GPtrArray *vocabulary; /* borrowed from text: folded words in byte order */
  GArray *tags;          /* owned guint16: index into tag_names */
  GPtrArray *tag_names;  /* borrowed from text */
  GPtrArray *programmes; /* borrowed from text: ids */
  GStringChunk *text;    /* owned: the three above */
  gint64 *next_starts;   /* owned (nullable): next session of each card, G_MAXINT64 none */
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

/* The words of the vocabulary that begin with prefix: *from ≤ index < *to. */
void foyer_search_cards_prefix_range (FoyerSearchCards *cards,
                                      const char *prefix,
                                      guint32 *from,
                                      guint32 *to);
/* Index into the list, or -1. */
int foyer_search_cards_find (GPtrArray *names, const char *name);
/* "one-off" 0 … "flexible" 3, else -1. */
int foyer_search_time_index (const char *time);

/* Where a point lies on the unit sphere. */
void foyer_search_unit_vector (double lat, double lon, double *x, double *y, double *z);

G_END_DECLS
