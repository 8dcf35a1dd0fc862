/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-json.h"
#include "net-fixture.h"

/* The pages of a feed as anybody may ask for them, one by one: RPDE, their size, their signature.
 */

static void
pages_are_rpde_in_order_of_change (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) reply = NULL;
  g_autoptr (FoyerReply) last = NULL;
  g_autoptr (json_t) page = NULL;
  g_autoptr (json_t) end = NULL;
  const char *next = NULL;
  gint64 before = 0;
  json_t *item = NULL;
  size_t i;

  net_import_listings (net, 0, 12, "Sit with somebody");
  net_import_listings (net, 2, 1, "Walk a dog");
  reply = net_get (net, "/feeds/listings?limit=20");
  page = net_parse (reply);
  g_assert_cmpuint (json_array_size (json_object_get (page, "items")), ==, 12);
  json_array_foreach (json_object_get (page, "items"), i, item)
    {
      g_assert_cmpint (foyer_json_get_int (item, "modified", 0), >, before);
      before = foyer_json_get_int (item, "modified", 0);
    }
  g_assert_cmpstr (foyer_json_get_string (item, "id"), ==, "l-0002");
  next = foyer_json_get_string (page, "next");
  g_assert_true (g_str_has_prefix (next, foyer_test_centre_get_url (net->centre)));
  g_assert_nonnull (strstr (next, "limit=20"));
  last = net_get (net, next);
  end = net_parse (last);
  g_assert_cmpuint (json_array_size (json_object_get (end, "items")), ==, 0);
  g_assert_cmpstr (foyer_json_get_string (end, "next"), ==, next);
  g_assert_nonnull (foyer_json_get_string (end, "license"));
}

static void
a_known_page_is_304_until_something_changes (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) first = NULL;
  g_autoptr (FoyerReply) same = NULL;
  g_autoptr (FoyerReply) other = NULL;

  net_import_listings (net, 0, 3, "Sit with somebody");
  first = net_get (net, "/feeds/listings");
  same = net_get_with (net, "/feeds/listings", first->etag, NULL);
  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpuint (same->wire_bytes, ==, 0);
  net_import_listings (net, 3, 1, "Sit with somebody");
  other = net_get_with (net, "/feeds/listings", first->etag, NULL);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_cmpstr (other->etag, !=, first->etag);
}

static gboolean
is_signed_as (Net *net, const FoyerReply *reply, const char *what)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gsize size, n = 0;
  const guint8 *body = g_bytes_get_data (reply->body, &size);
  g_autofree guint8 *signature = reply->signature ? g_base64_decode (reply->signature, &n) : NULL;

  g_byte_array_append (text, (const guint8 *)what, (guint)strlen (what));
  g_byte_array_append (text, body, (guint)size);
  return n == FOYER_SIGNATURE_BYTES
         && foyer_sign_verify (net->trust->sign_key, FOYER_CONTEXT_FEED, text->data, text->len,
                               signature);
}

/* A page is signed for its feed and the place in it that was asked for, however it is sent. */
static void
every_page_is_signed_for_what_was_asked (void)
{
  g_autoptr (Net) net = net_new ();
  static const char *const plain[] = { "Accept-Encoding", "identity", NULL };
  g_autoptr (FoyerReply) first = NULL, same = NULL, large = NULL, next = NULL, other = NULL;

  net_import_listings (net, 0, 30, "Sit with somebody");
  first = net_get (net, "/feeds/listings?limit=20");
  same = net_get (net, "/feeds/listings?limit=20");
  large = net_get_with (net, "/feeds/listings?limit=20", NULL, plain);
  next = net_get (net, "/feeds/listings?afterChangeNumber=7");
  other = net_get (net, "/feeds/places");
  g_assert_true (is_signed_as (net, first, "listings\n0\n"));
  g_assert_true (is_signed_as (net, same, "listings\n0\n"));
  g_assert_true (is_signed_as (net, large, "listings\n0\n"));
  g_assert_true (is_signed_as (net, next, "listings\n7\n"));
  g_assert_true (is_signed_as (net, other, "places\n0\n"));
  /* Controls: what a page was not asked for as, it is not signed as. */
  g_assert_false (is_signed_as (net, first, "places\n0\n"));
  g_assert_false (is_signed_as (net, next, "listings\n0\n"));
  g_assert_false (is_signed_as (net, next, "listings\n8\n"));
  net_import_listings (net, 3, 1, "Walk a dog");
  g_clear_pointer (&same, foyer_reply_free);
  same = net_get (net, "/feeds/listings?limit=20");
  g_assert_cmpstr (same->signature, !=, first->signature);
  g_assert_true (is_signed_as (net, same, "listings\n0\n"));
}

static void
pages_are_compressed_on_the_line (void)
{
  g_autoptr (Net) net = net_new ();
  static const char *const plain[] = { "Accept-Encoding", "identity", NULL };
  g_autoptr (FoyerReply) small = NULL;
  g_autoptr (FoyerReply) large = NULL;

  net_import_listings (net, 0, 200, "Sit with somebody");
  small = net_get (net, "/feeds/listings");
  large = net_get_with (net, "/feeds/listings", NULL, plain);
  g_assert_true (g_bytes_equal (small->body, large->body));
  g_assert_cmpuint (large->wire_bytes, ==, g_bytes_get_size (large->body));
  g_assert_cmpuint (small->wire_bytes * 4, <, large->wire_bytes);
}

static gboolean
put_large_items (FoyerCentreStore *store, gpointer data, GError **error)
{
  g_autofree char *words = g_strnfill (250 * 1024, 'x');

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("large-%u", i);
      g_autofree char *json = g_strdup_printf ("{\"id\":\"%s\",\"words\":\"%s\"}", id, words);
      gboolean is_changed = FALSE;

      if (!foyer_centre_store_put_item (store, FOYER_KIND_PLANS, id, json, FOYER_ORIGIN_IMPORT, 1,
                                        &is_changed, error))
        return FALSE;
    }
  return TRUE;
}

/* 10 MiB of items in one page would still pass; 500 as large as they may be would not. */
static void
a_page_ends_before_it_is_too_large_for_a_kiosk (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) page = NULL;
  g_autoptr (FoyerSyncReport) report = NULL;

  foyer_test_centre_write (net->centre, put_large_items, NULL);
  page = net_get (net, "/feeds/plans");
  g_assert_cmpuint (page->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (page->body), >, 7 * 1024 * 1024);
  g_assert_cmpuint (g_bytes_get_size (page->body), <, 9 * 1024 * 1024);
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_PLANS), ==, 40);
}

static void
questions_that_make_no_sense_are_problems (void)
{
  static const struct
  {
    const char *path;
    guint status;
  } cases[] = {
    { "/feeds/", 404 },
    { "/feeds/secrets", 404 },
    { "/feeds/listings/", 404 },
    { "/feeds/listings?afterChangeNumber=-1", 400 },
    { "/feeds/listings?afterChangeNumber=x", 400 },
    { "/feeds/listings?afterChangeNumber=99999999999999999999", 400 },
    { "/feeds/listings?limit=0", 400 },
    { "/feeds/listings?limit=1001", 400 },
    { "/media/sha256-00", 404 },
    { "/nothing", 404 },
  };

  g_autoptr (Net) net = net_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerReply) reply = net_get (net, cases[i].path);
      g_autoptr (json_t) problem = NULL;

      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpstr (reply->content_type, ==, "application/problem+json");
      problem = net_parse (reply);
      g_assert_cmpint (foyer_json_get_int (problem, "status", 0), ==, cases[i].status);
      g_assert_nonnull (foyer_json_get_string (problem, "detail"));
    }
}

static void
health_and_metrics_are_plain_text (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) health = net_get (net, "/healthz");
  g_autoptr (FoyerReply) metrics = net_get (net, "/metrics");

  g_assert_cmpuint (health->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (health->body, NULL), g_bytes_get_size (health->body), "ok\n",
                   3);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (metrics->body, NULL),
                                  (gssize)g_bytes_get_size (metrics->body),
                                  "foyer_enrolled_total 1\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/feed-pages/" path, func)
  ADD ("pages-are-rpde-in-order-of-change", pages_are_rpde_in_order_of_change);
  ADD ("a-known-page-is-304-until-something-changes", a_known_page_is_304_until_something_changes);
  ADD ("every-page-is-signed-for-what-was-asked", every_page_is_signed_for_what_was_asked);
  ADD ("pages-are-compressed-on-the-line", pages_are_compressed_on_the_line);
  ADD ("a-page-ends-before-it-is-too-large-for-a-kiosk",
       a_page_ends_before_it_is_too_large_for_a_kiosk);
  ADD ("questions-that-make-no-sense-are-problems", questions_that_make_no_sense_are_problems);
  ADD ("health-and-metrics-are-plain-text", health_and_metrics_are_plain_text);
  return g_test_run ();
}
