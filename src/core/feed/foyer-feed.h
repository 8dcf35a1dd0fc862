/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* One page of an RPDE 1.1 feed (change-number order), and the native import file; both tolerant: a bad
 * item becomes one line in problems and the rest goes in. */
typedef struct
{
  FoyerKind kind;    /* meaningful in import files only */
  gboolean deleted;
  char *id;          /* owned; content id */
  gint64 modified;   /* change number; 0 in import files */
  char *json;        /* owned; the native item, compact; NULL when deleted */
} FoyerFeedItem;

typedef struct
{
  GPtrArray *items;    /* owned FoyerFeedItem, page order */
  char *next;          /* owned; absolute URL as given, NULL in import files */
  GPtrArray *problems; /* owned char *: one line each, naming the item */
} FoyerFeedPage;

#define FOYER_FEED_ERROR (foyer_feed_error_quark ())
GQuark foyer_feed_error_quark (void);
typedef enum
{
  FOYER_FEED_ERROR_INVALID, /* the page as a whole cannot be used */
} FoyerFeedError;

/* Limits: page 32 MiB, item 256 KiB, nesting 32, duplicate keys refused (jansson). Deep nesting is
 * refused by a scan before the parser sees it. */
FoyerFeedPage *foyer_feed_page_parse (FoyerKind kind, const char *data, gsize size, GError **error);
/* {"format":"foyer-content-1","kind":…,"items":[…]} */
FoyerFeedPage *foyer_feed_file_parse (const char *data, gsize size, GError **error);
void foyer_feed_page_free (FoyerFeedPage *page);
void foyer_feed_item_free (FoyerFeedItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFeedPage, foyer_feed_page_free)

G_END_DECLS
