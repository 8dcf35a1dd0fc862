/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The first rows of a list, and one more each frame while the end of them is near to sight. A
 * GtkListView keeps up to 200 rows alive whatever is seen of them, and sets and measures each anew
 * when its list is exchanged: with cards that is more than a second for every letter typed. */
#define FOYER_TYPE_GROWING_ROWS (foyer_growing_rows_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGrowingRows, foyer_growing_rows, FOYER, GROWING_ROWS, GObject)

/* rows: (transfer none). Begins anew with the first rows when rows change. */
FoyerGrowingRows *foyer_growing_rows_new (GListModel *rows);
/* Grows as scrolled is scrolled, for as long as both live. */
void foyer_growing_rows_follow (FoyerGrowingRows *self, GtkScrolledWindow *scrolled);

/* A scrolled list view of rows that grows, made by factory (transfer full). name: as it is spoken.
 */
GtkWidget *foyer_growing_list_new (GListModel *rows, GtkListItemFactory *factory, const char *name);

G_END_DECLS
