/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/pages/foyer-detail-page.h"

G_BEGIN_DECLS

/* What the detail page's layout (foyer-detail-page.c), its words (foyer-detail-reading.c) and its
 * cards (foyer-detail-cards.c) share. */

struct _FoyerDetailPage
{
  FoyerPage parent_instance;

  FoyerListing *listing;     /* owned (nullable): it may have gone */
  FoyerProgramme *programme; /* owned (nullable) */

  guint layout_id;    /* 0: none waits */
  GtkWidget *cards;   /* owned: when and where; it moves between layouts */
  GtkWidget *ways[2]; /* borrowed: what else one may do, under the cards and under the words */
  GtkWidget *sessions, *action; /* borrowed (nullable) */
  GtkWidget *checked;           /* borrowed (nullable): in the bottom bar */
  GtkWidget *facts;             /* borrowed (nullable): rows that turn with the layout */

  /* template children, borrowed */
  GtkWidget *content, *reading, *column, *picture, *title, *who, *chips, *please_ask, *sections,
    *foot, *side, *side_scroll, *side_box;
};

/* Fill what they are named after. Each is called once, with a listing. */
void foyer_detail_fill_reading (FoyerDetailPage *self, gint64 now_us, gboolean has_dates);
/* TRUE: there are dated sessions. */
gboolean foyer_detail_fill_cards (FoyerDetailPage *self, gint64 now_us);
void foyer_detail_fill_ways (FoyerDetailPage *self);

/* Fact rows and buttons beside or below each other. */
void foyer_detail_set_narrow (FoyerDetailPage *self, gboolean is_narrow);

/* "Phone 01632 960123". (transfer full) (nullable) */
char *foyer_detail_dup_contact (FoyerListing *listing);

G_END_DECLS
