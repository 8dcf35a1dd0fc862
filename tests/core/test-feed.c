/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/feed/foyer-feed.h"

#include <string.h>

#include "foyer-synth.h"

#define NEXT "\"next\":\"https://centre.example/feeds/listings?afterChangeNumber=3\""

static FoyerFeedPage *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerFeedPage *page = foyer_feed_page_parse (FOYER_KIND_LISTINGS, text, strlen (text), &error);

  g_assert_no_error (error);
  return page;
}

static const FoyerFeedItem *
item_at (FoyerFeedPage *page, guint index)
{
  g_assert_cmpuint (index, <, page->items->len);
  return g_ptr_array_index (page->items, index);
}

static void
test_page (void)
{
  g_autoptr (FoyerFeedPage) page = parse (
    "{ \"items\" : [ {\"state\":\"updated\",\"kind\":\"listings\",\"id\":\"a\",\"modified\":2,"
    "\"data\": { \"id\" : \"a\", \"title\" : \"two  words\" } },\n"
    "{\"modified\":\"3\",\"id\":42,\"state\":\"deleted\",\"kind\":\"listings\"} ],"
    "\"license\":\"https://example.org/\", " NEXT " }");

  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->problems->len, ==, 0);
  g_assert_cmpstr (page->next, ==, "https://centre.example/feeds/listings?afterChangeNumber=3");
  g_assert_cmpstr (item_at (page, 0)->id, ==, "a");
  g_assert_cmpint (item_at (page, 0)->modified, ==, 2);
  g_assert_cmpstr (item_at (page, 0)->json, ==, "{\"id\":\"a\",\"title\":\"two  words\"}");
  g_assert_false (item_at (page, 0)->deleted);
  g_assert_cmpstr (item_at (page, 1)->id, ==, "42");
  g_assert_cmpint (item_at (page, 1)->modified, ==, 3);
  g_assert_true (item_at (page, 1)->deleted);
  g_assert_null (item_at (page, 1)->json);
}

static void
test_last_page (void)
{
  g_autoptr (FoyerFeedPage) page = parse ("{" NEXT ",\"items\":[]}");

  g_assert_cmpuint (page->items->len, ==, 0);
}

static void
test_bad_items (void)
{
  static const char *const bad[] = {
    "7",
    "\"text\"",
    "[]",
    "{}",
    "null",
    "{\"state\":\"updated\",\"id\":\"b\",\"modified\":1}",
    "{\"state\":\"updated\",\"id\":\"b\",\"modified\":1,\"data\":\"x\"}",
    "{\"state\":\"updated\",\"id\":\"b\",\"modified\":1,\"data\":[]}",
    "{\"state\":\"gone\",\"id\":\"b\",\"modified\":1,\"data\":{}}",
    "{\"id\":\"b\",\"modified\":1,\"data\":{}}",
    "{\"state\":\"deleted\",\"modified\":1}",
    "{\"state\":\"deleted\",\"id\":\"B b\",\"modified\":1}",
    "{\"state\":\"deleted\",\"id\":\"\",\"modified\":1}",
    "{\"state\":\"deleted\",\"id\":-5,\"modified\":1}",
    "{\"state\":\"deleted\",\"id\":true,\"modified\":1}",
    "{\"state\":\"deleted\",\"id\":\"b\"}",
    "{\"state\":\"deleted\",\"id\":\"b\",\"modified\":-1}",
    "{\"state\":\"deleted\",\"id\":\"b\",\"modified\":1.5}",
    "{\"state\":\"deleted\",\"id\":\"b\",\"modified\":\"x\"}",
    "{\"state\":\"deleted\",\"id\":\"b\",\"modified\":99999999999999999999}",
    "{\"state\":\"deleted\",\"id\":\"b\",\"id\":\"c\",\"modified\":1}",
    "{\"state\":\"deleted\" \"id\":\"b\",\"modified\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text
        = g_strdup_printf ("{\"items\":[{\"state\":\"deleted\",\"id\":\"a\",\"modified\":1},%s,"
                           "{\"state\":\"deleted\",\"id\":\"z\",\"modified\":9}]," NEXT "}",
                           bad[i]);
      g_autoptr (FoyerFeedPage) page = parse (text);

      g_assert_cmpuint (page->problems->len, ==, 1);
      g_assert_cmpuint (page->items->len, ==, 2);
      g_assert_cmpstr (item_at (page, 1)->id, ==, "z");
      g_assert_nonnull (strstr (g_ptr_array_index (page->problems, 0), "item 2"));
    }
}

static void
test_bad_pages (void)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  const char *bad[] = {
    "",
    "null",
    "[]",
    "{}",
    "{\"items\":[]}",
    "{" NEXT "}",
    "{\"items\":{}," NEXT "}",
    "{\"items\":[],\"next\":\"\"}",
    "{\"items\":[],\"next\":7}",
    "{\"items\":[],\"items\":[]," NEXT "}",
    "{\"items\":[]," NEXT "} <html>",
    "<html><body>Please sign in to the network</body></html>",
    brackets,
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_feed_page_parse (FOYER_KIND_LISTINGS, bad[i], strlen (bad[i]), &error));
      g_assert_error (error, FOYER_FEED_ERROR, FOYER_FEED_ERROR_INVALID);
    }
}

/* A page cut at any byte cannot be used as a whole: nobody may take half a page for the last one.
 */
static void
test_cut (void)
{
  g_autofree char *text = foyer_synth_listings_page (1, 0, 2, "https://centre.example/next");
  gsize size = strlen (text);

  for (gsize n = 0; n < size; n += n < 200 || n > size - 200 ? 1 : 2)
    {
      g_autofree char *cut = g_memdup2 (text, MAX (n, 1));
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_feed_page_parse (FOYER_KIND_LISTINGS, cut, n, &error));
      g_assert_error (error, FOYER_FEED_ERROR, FOYER_FEED_ERROR_INVALID);
    }
}

/* Bytes of a page, each turned into another in turn: whatever comes out, memory is safe and counts
 * are sane. */
static void
test_turned (void)
{
  static const char turns[] = { '"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\0', '\xff', 'x' };
  g_autofree char *text = foyer_synth_listings_page (1, 0, 1, "https://centre.example/next");
  gsize size = strlen (text);

  for (gsize n = 0; n < size; n += n < 120 || n > size - 120 ? 1 : 3)
    for (guint t = 0; t < G_N_ELEMENTS (turns); t++)
      {
        g_autofree char *turned = g_memdup2 (text, size);
        g_autoptr (FoyerFeedPage) page = NULL;

        turned[n] = turns[t];
        page = foyer_feed_page_parse (FOYER_KIND_LISTINGS, turned, size, NULL);
        if (page != NULL)
          g_assert_cmpuint (page->items->len + page->problems->len, <=, 4);
      }
}

static void
test_deep_item (void)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *ends = g_strnfill (100000, ']');
  g_autofree char *text
    = g_strdup_printf ("{\"items\":[{\"state\":\"updated\",\"id\":\"deep\",\"modified\":1,\"data\":"
                       "{\"id\":\"deep\",\"x\":%s%s}},"
                       "{\"state\":\"deleted\",\"id\":\"z\",\"modified\":9}]," NEXT "}",
                       brackets, ends);
  g_autoptr (FoyerFeedPage) page = parse (text);
  g_autoptr (GError) error = NULL;
  const char *json = item_at (page, 0)->json;

  /* Cutting does not look inside; checking the item does. */
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_false (
    foyer_content_check_item (FOYER_KIND_LISTINGS, json, strlen (json), NULL, &error));
  g_assert_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID);
}

static void
test_huge (void)
{
  g_autofree char *filler = g_strnfill (256 * 1024, 'x');
  g_autofree char *item
    = g_strdup_printf ("{\"items\":[{\"state\":\"updated\",\"id\":\"huge\",\"modified\":1,\"data\":"
                       "{\"id\":\"huge\",\"x\":\"%s\"}}]," NEXT "}",
                       filler);
  g_autoptr (FoyerFeedPage) page = parse (item);
  g_autofree char *space = g_strnfill (33 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (page->items->len, ==, 0);
  g_assert_cmpuint (page->problems->len, ==, 1);
  g_assert_null (foyer_feed_page_parse (FOYER_KIND_LISTINGS, space, 33 * 1024 * 1024, &error));
  g_assert_error (error, FOYER_FEED_ERROR, FOYER_FEED_ERROR_INVALID);
}

static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  g_autoptr (FoyerFeedPage) page = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "7,");
  g_string_append (text, "7]," NEXT "}");
  page = parse (text->str);
  g_assert_cmpuint (page->problems->len, ==, 201);
  g_assert_cmpstr (g_ptr_array_index (page->problems, 200), ==, "and more");
}

static void
test_file (void)
{
  const char *text
    = "{\"format\":\"foyer-content-1\",\"kind\":\"stories\",\"items\":["
      "{\"id\":\"a\",\"title\":\"A\"},{\"title\":\"no id\"},{\"id\":\"b\",\"title\":\"B\"},7]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_file_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (page->kind, ==, FOYER_KIND_STORIES);
  g_assert_null (page->next);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->problems->len, ==, 2);
  g_assert_cmpint (item_at (page, 1)->kind, ==, FOYER_KIND_STORIES);
  g_assert_cmpstr (item_at (page, 1)->json, ==, "{\"id\":\"b\",\"title\":\"B\"}");
}

static void
test_bad_files (void)
{
  static const char *const bad[]
    = { "{\"kind\":\"stories\",\"items\":[]}",
        "{\"format\":\"foyer-content-2\",\"kind\":\"stories\",\"items\":[]}",
        "{\"format\":\"foyer-content-1\",\"kind\":\"recipes\",\"items\":[]}",
        "{\"format\":\"foyer-content-1\",\"items\":[]}",
        "{\"format\":\"foyer-content-1\",\"kind\":\"stories\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_feed_file_parse (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, FOYER_FEED_ERROR, FOYER_FEED_ERROR_INVALID);
    }
}

/* Every length of a page and a file, each in memory of just that size: nothing behind is read. */
static void
test_cut_anywhere (void)
{
  static const char *const texts[]
    = { "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":\"a\"}]}",
        "{\"next\":\"http://127.0.0.1/feeds/listings\",\"license\":\"x\",\"items\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize size = 1; size < strlen (texts[i]); size++)
      {
        g_autofree char *cut = g_memdup2 (texts[i], size);
        g_autoptr (FoyerFeedPage) file = foyer_feed_file_parse (cut, size, NULL);
        g_autoptr (FoyerFeedPage) page
          = foyer_feed_page_parse (FOYER_KIND_LISTINGS, cut, size, NULL);

        g_assert_null (file);
        g_assert_null (page);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/feed/a-page-gives-its-items-in-order", test_page);
  g_test_add_func ("/feed/the-last-page-has-no-items", test_last_page);
  g_test_add_func ("/feed/a-bad-item-is-one-line-and-the-rest-goes-in", test_bad_items);
  g_test_add_func ("/feed/a-page-that-is-none-is-refused", test_bad_pages);
  g_test_add_func ("/feed/a-page-cut-at-any-byte-is-refused", test_cut);
  g_test_add_func ("/feed/a-page-with-any-byte-changed-is-harmless", test_turned);
  g_test_add_func ("/feed/a-deep-item-spoils-only-itself", test_deep_item);
  g_test_add_func ("/feed/huge-items-and-pages-are-refused", test_huge);
  g_test_add_func ("/feed/a-thousand-problems-are-told-shortly", test_many_problems);
  g_test_add_func ("/feed/an-import-file-gives-its-items", test_file);
  g_test_add_func ("/feed/a-page-cut-anywhere-is-refused-and-nothing-behind-it-read",
                   test_cut_anywhere);
  g_test_add_func ("/feed/an-import-file-of-another-format-is-refused", test_bad_files);

  return g_test_run ();
}
