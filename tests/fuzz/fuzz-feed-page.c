/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "core/feed/foyer-feed.h"
#include "fuzz-content.h"
#include "fuzz.h"

/* A page of a feed, as a kiosk takes it in: cut into items, each checked, each made an object. The
 * first byte is the kind.
 */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FoyerKind kind = fuzz_take_mode (&data, &size) % FOYER_N_KINDS;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (kind, (const char *)data, size, &error);

  g_assert_true ((page == NULL) == (error != NULL));
  if (page == NULL)
    return 0;
  g_assert_nonnull (page->next);
  for (guint i = 0; i < page->items->len; i++)
    {
      const FoyerFeedItem *item = page->items->pdata[i];

      g_assert_nonnull (item->id);
      g_assert_true (item->deleted == (item->json == NULL));
      if (item->json != NULL)
        fuzz_check_content (kind, item->json);
    }
  return 0;
}
