/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-store.h"

G_BEGIN_DECLS

/* A first, quick choice out of all listings: the rows most like listing, best first, at most limit,
 * without itself. By shared tags (half), shared words of the title (three tenths) and how near they
 * are to each other (a fifth); a tag or word that few listings have counts more. On the store's
 * thread; gint64 rows, (transfer full), NULL with error. */
GArray *foyer_store_list_alike_rows (
  FoyerStore *store, FoyerListing *listing, guint limit, GCancellable *cancellable, GError **error);

G_END_DECLS
