/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/feed/foyer-feed.h"

G_BEGIN_DECLS

/* An import file of our own, or a page of a Foyer centre's feed, as items that are cut out and not
 * yet looked into. (transfer full), NULL with error. */
FoyerFeedPage *foyerctl_import_parse (const char *text,
                                      gsize size,
                                      gboolean is_rpde,
                                      GError **error);
/* TRUE when item, which is not deleted, can be taken in as it is. */
gboolean foyerctl_import_check (FoyerKind kind, const FoyerFeedItem *item, GError **error);

G_END_DECLS
