/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* One page of an RPDE 1.1 feed (change-number order), and the native import file; both tolerant: a
 * bad item becomes one line in problems and the rest goes in. */
typedef struct
{
  FoyerKind kind;
  gboolean deleted;
  char *id;        /* owned; content id */
  gint64 modified; /* change number; 0 in import files */
  char *json; /* owned; the native item, compact; NULL when deleted. Cut out, not looked into: it
               * may still be no JSON, or of another id; foyer_content_check_item () tells */
} FoyerFeedItem;

typedef struct
{
  FoyerKind kind;      /* of every item */
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

/* Limits: page 32 MiB, item 256 KiB. The page without its items is parsed strictly (nesting 32, a
 * key only once); items are only cut. */
FoyerFeedPage *foyer_feed_page_parse (FoyerKind kind, const char *data, gsize size, GError **error);
/* {"format":"foyer-content-1","kind":…,"items":[…]} */
FoyerFeedPage *foyer_feed_file_parse (const char *data, gsize size, GError **error);
void foyer_feed_page_free (FoyerFeedPage *page);
/* One line about an item, "ID: what is wrong"; after 200 the rest is left out. */
void foyer_feed_page_add_problem (FoyerFeedPage *page, const char *format, ...)
  G_GNUC_PRINTF (2, 3);
void foyer_feed_item_free (FoyerFeedItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFeedPage, foyer_feed_page_free)

G_END_DECLS
