/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "core/feed/foyer-feed.h"
#include "core/store/foyer-search-text.h"
#include "core/store/foyer-search.h"
#include "fuzz-scratch.h"
#include "fuzz.h"

/* What is typed into search, over a handful of listings. The first byte turns filters on; the text
 * goes in as it is, broken or not.
 */

#define NEXT "https://centre.example/feeds/next"

static const char *const titles[]
  = { "Café run",          "Chess in the library", "Knit and natter",      "Walk & talk",
      "The Tuesday table", "Łódź cinema",          "Boxing for beginners", "O'Reilly's garden" };

static FoyerStore *store;

static void
close_store (void)
{
  g_clear_pointer (&store, foyer_store_close);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  g_autoptr (FoyerFeedPage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_string_append_printf (
      text,
      "%s{\"state\":\"updated\",\"id\":\"l%u\",\"modified\":%u,\"data\":{\"id\":\"l%u\","
      "\"programme\":\"youth\",\"title\":\"%s\",\"summary\":\"Come and see\",\"tags\":[\"a\","
      "\"t%u\"],\"lat\":51.7,\"lon\":0.%u}}",
      i ? "," : "", i, i + 1, i, titles[i], i % 3, i + 1);
  g_string_append (text, "],\"next\":\"" NEXT "\"}");
  store = foyer_store_open (fuzz_scratch_get (), &error);
  g_assert_no_error (error);
  page = foyer_feed_page_parse (FOYER_KIND_LISTINGS, text->str, text->len, &error);
  g_assert_no_error (error);
  foyer_store_apply_page (store, FOYER_KIND_LISTINGS, page, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_store_count (store, FOYER_KIND_LISTINGS), ==, G_N_ELEMENTS (titles));
  atexit (close_store);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint8 mode = fuzz_take_mode (&data, &size);
  g_autofree char *typed = fuzz_dup_text (data, size);
  const char *groups[] = { typed, "a|t1", NULL };
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;
  g_autoptr (GPtrArray) words = foyer_search_words (typed);
  g_autofree char *title = foyer_search_sort_title (typed);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (words->len, <=, 12);
  g_assert_nonnull (title);
  query.text = typed;
  query.sort = mode % 4;
  query.free_only = (mode & 4) != 0;
  query.programme = mode & 8 ? typed : NULL;
  query.tag_groups = mode & 16 ? groups : NULL;
  query.time = mode & 32 ? typed : NULL;
  query.lat = mode & 64 ? 51.7 : NAN;
  query.lon = query.lat;
  query.now_us = FUZZ_NOW_US;
  result = foyer_search_run (store, &query, (mode & 128) != 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->total, <=, G_N_ELEMENTS (titles));
  return 0;
}
