/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "fuzz-content.h"
#include "fuzz.h"
#include "tools/foyerctl-import-file.h"

/* What an operator gives to foyerctl content import: a file of our own, or (odd first byte) a page
 * of another centre's feed.
 */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean is_rpde = fuzz_take_mode (&data, &size) & 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page
    = foyerctl_import_parse ((const char *)data, size, is_rpde, &error);

  g_assert_true ((page == NULL) == (error != NULL));
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    {
      const FoyerFeedItem *item = page->items->pdata[i];
      g_autoptr (GError) refusal = NULL;

      if (item->deleted)
        continue;
      g_assert_true (foyerctl_import_check (page->kind, item, &refusal) == (refusal == NULL));
      fuzz_check_content (page->kind, item->json);
    }
  return 0;
}
