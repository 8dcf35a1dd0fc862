/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-feed-text.h"

/* An item as the world sees it, over the line and on a stick.
 *
 * A pure function; any thread.
 */

void
foyer_feed_append_item (GString *page,
                        const char *kind,
                        gboolean is_first,
                        const FoyerCentreItem *item)
{
  /* Ids are letters, digits and . _ @ : + -: nothing to escape. */
  g_string_append_printf (
    page, "%s{\"state\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\",\"modified\":%" G_GINT64_FORMAT,
    is_first ? "" : ",", item->json ? "updated" : "deleted", kind, item->id, item->change);
  if (item->json)
    g_string_append_printf (page, ",\"data\":%s", item->json);
  g_string_append_c (page, '}');
}
