/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net-fixture.h"

/* Content on its way from the centre to a kiosk: pages, deletions, cuts, and centres that are not
 * nice. */

/* Sends a request on with pages of 20 items asked for, so that a few dozen make several. */
static FoyerReply *
ask_for_small_pages (FoyerTransport *real,
                     const FoyerRequest *request,
                     gpointer data,
                     GError **error)
{
  FoyerRequest small = *request;
  g_autofree char *path
    = g_strdup_printf ("%s%climit=20", request->path, strchr (request->path, '?') ? '&' : '?');

  if (g_str_has_prefix (request->path, "/feeds/"))
    small.path = path;
  return foyer_transport_send (real, &small, NULL, error);
}

static void
content_comes_in_pages_and_is_all_there (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  net->fault = ask_for_small_pages;
  net_import_listings (net, 0, 90, "Sit with somebody");
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->updated, ==, 90);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 90);
  /* Five pages with listings, and the empty last one of each of twelve feeds. */
  g_assert_cmpuint (report->pages, ==, 17);
}

static void
a_quiet_round_is_one_request (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;

  net_import_listings (net, 0, 10, "Sit with somebody");
  first = net_sync (net, NULL);
  net->sent = 0;
  second = net_sync (net, NULL);
  g_assert_cmpuint (net->sent, ==, 1);
  g_assert_cmpuint (second->updated + second->deleted, ==, 0);
  g_assert_cmpuint (second->bytes_in, <, 4096);
}

static void
only_what_changed_comes_again_and_what_was_deleted_goes (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (FoyerListing) changed = NULL;

  net_import_listings (net, 0, 20, "Sit with somebody");
  first = net_sync (net, NULL);
  net_import_listings (net, 0, 20, "Sit with somebody");
  net_import_listings (net, 3, 2, "Walk a dog");
  foyer_test_centre_delete (net->centre, "listings", "l-0007");
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->updated, ==, 2);
  g_assert_cmpuint (second->deleted, ==, 1);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 19);
  changed = foyer_store_get_listing (net->store, "l-0003");
  g_assert_cmpstr (changed->title, ==, "Walk a dog");
}

/* A centre that does not say where its feeds stand: the kiosk asks each, and is told "nothing new".
 */
static void
without_a_hint_a_feed_is_asked_with_its_etag (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  FoyerFeedHint none = { 0 };
  g_autoptr (GError) error = NULL;
  guint pages = 0;

  net_import_listings (net, 0, 3, "Sit with somebody");
  foyer_pull_feed (net->line, net->store, FOYER_KIND_LISTINGS, &none, net->trust->sign_key, report,
                   NULL, &error);
  g_assert_no_error (error);
  pages = report->pages;
  net->sent = 0;
  foyer_pull_feed (net->line, net->store, FOYER_KIND_LISTINGS, &none, net->trust->sign_key, report,
                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (net->sent, ==, 1);
  g_assert_cmpuint (report->pages, ==, pages);
}

/* A feed that always has one more page. */
static FoyerReply *
never_end (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  const char *at = strstr (request->path, "afterChangeNumber=");
  guint64 after = at ? g_ascii_strtoull (strchr (at, '=') + 1, NULL, 10) : 1;
  g_autofree char *body = NULL;

  if (!g_str_has_prefix (request->path, "/feeds/listings"))
    return foyer_transport_send (real, request, NULL, error);
  body = g_strdup_printf ("{\"next\":\"%s/feeds/listings?afterChangeNumber=%" G_GUINT64_FORMAT
                          "\",\"items\":[{\"state\":\"deleted\",\"kind\":\"listings\",\"id\":"
                          "\"gone\",\"modified\":%" G_GUINT64_FORMAT "}],\"license\":\"x\"}",
                          foyer_test_centre_get_url (((Net *)data)->centre), after + 1, after + 1);
  return net_page_new (data, request->path, -1, body);
}

static void
a_feed_without_end_does_not_hold_up_the_rest (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  net_import_listings (net, 0, 1, "Sit with somebody");
  net->fault = never_end;
  net->fault_data = net;
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->pages, >=, FOYER_PULL_PAGES_MAX);
  g_assert_cmpuint (net->sent, <, FOYER_PULL_PAGES_MAX + 40);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_nonnull (strstr (report->problems->pdata[0], "no end"));
}

typedef struct
{
  const char *body; /* may name the address of the centre as %s */
  const char *url;
  Net *net;
} Page;

static FoyerReply *
give_page (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  const Page *page = data;
  g_auto (GStrv) parts = NULL;
  g_autofree char *body = NULL;

  if (strstr (request->path, "/feeds/listings") == NULL)
    return foyer_transport_send (real, request, NULL, error);
  parts = g_strsplit (page->body, "BASE", -1);
  body = g_strjoinv (page->url, parts);
  return net_page_new (page->net, request->path, -1, body);
}

/* Pages a broken or hostile centre might give; none may be believed, loop, or lead elsewhere. */
static void
a_next_that_leads_elsewhere_or_nowhere_is_refused (void)
{
#define ITEM "{\"state\":\"deleted\",\"kind\":\"listings\",\"id\":\"l-1\",\"modified\":5}"
  static const char *const bodies[] = {
    "{\"next\":\"http://127.0.0.1:1/feeds/listings?afterChangeNumber=5\",\"items\":[" ITEM
    "],\"license\":\"x\"}",
    "{\"next\":\"BASE/feeds/places?afterChangeNumber=5\",\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"next\":\"BASE/feeds/listings?afterChangeNumber=4\",\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"next\":\"BASE/feeds/listings\",\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"next\":\"BASE/feeds/listings?afterChangeNumber=-5\",\"items\":[" ITEM
    "],\"license\":\"x\"}",
    "{\"next\":\"BASE/feeds/listings?afterChangeNumber=99999999999999999999\",\"items\":[" ITEM
    "],\"license\":\"x\"}",
    "{\"next\":\"file:///etc/passwd\",\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"next\":\"\",\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"next\":17,\"items\":[" ITEM "],\"license\":\"x\"}",
    "{\"next\":\"BASE/feeds/listings?afterChangeNumber=5\",\"items\":17}",
    "[]",
    "{",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (Net) net = net_new ();
      Page page = { bodies[i], foyer_test_centre_get_url (net->centre), net };
      g_autoptr (FoyerSyncReport) report = NULL;

      net_import_listings (net, 0, 5, "Sit with somebody");
      net->fault = give_page;
      net->fault_data = &page;
      report = net_sync (net, NULL);
      g_assert_cmpuint (report->feeds_failed, ==, 1);
      g_assert_cmpuint (report->problems->len, ==, 1);
      g_assert_cmpuint (net->sent, <, 40);
      g_test_message ("page %u: %s", i, (const char *)report->problems->pdata[0]);
      /* And the kiosk recovers by itself. */
      net->fault = NULL;
      foyer_sync_report_free (g_steal_pointer (&report));
      report = net_sync (net, NULL);
      g_test_message ("%u pages, %u updated, %u deleted", report->pages, report->updated,
                      report->deleted);
      g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 5);
    }
}

static void
a_page_nested_without_end_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *deep = g_strnfill (100000, '[');
  Page page = { deep, "", net };
  g_autoptr (FoyerSyncReport) report = NULL;

  net_import_listings (net, 0, 1, "Sit with somebody");
  net->fault = give_page;
  net->fault_data = &page;
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->feeds_failed, ==, 1);
}

/* Listings come early among the feeds; stories come after them. */
static void
a_feed_that_cannot_be_used_does_not_stop_the_rest (void)
{
  g_autoptr (Net) net = net_new ();
  Page page = { "{\"nothing\":1}", "", net };
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autofree char *hash = foyer_test_centre_add_media (net->centre, "film", 4);
  g_autofree char *media = g_strdup_printf (
    "[{\"id\":\"film\",\"sha256\":\"%s\",\"bytes\":4,\"type\":\"video/webm\",\"title\":\"Film\"}]",
    hash);
  g_autofree char *version = NULL;

  net_import_listings (net, 0, 1, "Sit with somebody");
  foyer_test_centre_import (net->centre, "media", media);
  net->fault = give_page;
  net->fault_data = &page;
  report = net_sync (net, NULL);
  g_assert_cmpuint (report->feeds_failed, ==, 1);
  g_assert_nonnull (strstr (report->problems->pdata[0], "feed listings"));
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_MEDIA), ==, 1);
  g_assert_cmpuint (report->media_fetched, ==, 1);
  /* A record must not claim to be of content that never came. */
  version = foyer_store_dup_meta (net->store, FOYER_META_CONTENT_VERSION);
  g_assert_null (version);
}

typedef struct
{
  guint n, cut_at;
} Cut;

static FoyerReply *
cut_line (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  Cut *cut = data;

  if (cut->n++ != cut->cut_at)
    return ask_for_small_pages (real, request, NULL, error);
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE, "cut");
  return NULL;
}

/* The fault sweep: the line goes down at request n, for every n; the next round always completes.
 */
static void
a_cut_at_any_request_leaves_a_round_that_the_next_completes (void)
{
  g_autoptr (Net) net = net_new ();
  guint sent = G_MAXUINT;

  net_import_listings (net, 0, 50, "Sit with somebody");
  for (guint at = 0; at < sent; at++)
    {
      g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
      g_autoptr (FoyerStore) store = foyer_store_open (state, NULL);
      Cut cut = { 0, at };
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
      gboolean ok = FALSE;

      net->fault = cut_line;
      net->fault_data = &cut;
      ok = foyer_sync_run (net->line, net->trust, store, &net->port, state, net->clock, report,
                           NULL, &error);
      sent = ok ? 0 : sent;
      net->fault = NULL;
      g_clear_error (&error);
      foyer_sync_run (net->line, net->trust, store, &net->port, state, net->clock, report, NULL,
                      &error);
      g_assert_no_error (error);
      g_assert_cmpuint (foyer_store_count (store, FOYER_KIND_LISTINGS), ==, 50);
      foyer_store_close (g_steal_pointer (&store));
      foyer_test_remove_tree (state);
    }
}

static gboolean
forget (FoyerCentreStore *store, gpointer data, GError **error)
{
  guint forgotten = 0;

  return foyer_centre_store_forget_deleted (store, G_MAXINT64, &forgotten, error);
}

static void
a_kiosk_that_slept_longer_than_deletions_are_kept_reads_all_anew (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (FoyerSyncReport) third = NULL;

  net_import_listings (net, 0, 30, "Sit with somebody");
  first = net_sync (net, NULL);
  foyer_test_centre_delete (net->centre, "listings", "l-0007");
  foyer_test_centre_delete (net->centre, "listings", "l-0008");
  foyer_test_centre_write (net->centre, forget, NULL);
  net_import_listings (net, 30, 1, "Walk a dog");
  second = net_sync (net, NULL);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 29);
  net->sent = 0;
  third = net_sync (net, NULL);
  g_assert_cmpuint (net->sent, ==, 1);
}

/* What was changed last in a feed is forgotten: its end is before the number it counts up to. */
static void
a_feed_that_ends_early_is_read_once (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;

  net_import_listings (net, 0, 3, "Sit with somebody");
  foyer_test_centre_delete (net->centre, "listings", "l-0002");
  foyer_test_centre_write (net->centre, forget, NULL);
  first = net_sync (net, NULL);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 2);
  net->sent = 0;
  second = net_sync (net, NULL);
  g_assert_cmpuint (net->sent, ==, 1);
}

/* The last page of the listings, kept: signed by the centre, and played for ever. */
static FoyerReply *
play_last_page (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  FoyerReply *kept = data;
  FoyerReply *copy = NULL;

  if (!g_str_has_prefix (request->path, "/feeds/listings"))
    return foyer_transport_send (real, request, NULL, error);
  copy = net_reply_new (200, kept->content_type, "");
  g_bytes_unref (copy->body);
  copy->body = g_bytes_ref (kept->body);
  copy->signature = g_strdup (kept->signature);
  return copy;
}

/* The page of an empty feed would otherwise take down all that a kiosk shows. */
static void
an_old_last_page_played_back_is_refused (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) empty = net_get (net, "/feeds/listings");
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (FoyerSyncReport) third = NULL;

  net_import_listings (net, 0, 10, "Sit with somebody");
  first = net_sync (net, NULL);
  /* The kiosk reads all anew. */
  foyer_store_set_meta (net->store, FOYER_META_EPOCH, "1", NULL);
  net->fault = play_last_page;
  net->fault_data = empty;
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->feeds_failed, ==, 1);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 10);
  net->fault = NULL;
  third = net_sync (net, NULL);
  g_assert_cmpuint (third->feeds_failed, ==, 0);
}

static void
deletions_are_told_for_ninety_days (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) before = NULL;
  g_autoptr (FoyerReply) after = NULL;
  g_autoptr (FoyerReply) wake = NULL;
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;

  net_import_listings (net, 0, 2, "Sit with somebody");
  foyer_test_centre_delete (net->centre, "listings", "l-0001");
  foyer_clock_advance (net->clock, 89 * day);
  before = net_get (net, "/feeds/listings");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (before->body, NULL),
                                  (gssize)g_bytes_get_size (before->body), "\"deleted\""));
  foyer_clock_advance (net->clock, 2 * day);
  wake = net_get (net, "/");
  after = net_get (net, "/feeds/listings?limit=999");
  g_assert_null (g_strstr_len (g_bytes_get_data (after->body, NULL),
                               (gssize)g_bytes_get_size (after->body), "\"deleted\""));
}

static void
a_changed_epoch_makes_the_kiosk_read_all_anew (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;

  net_import_listings (net, 0, 10, "Sit with somebody");
  first = net_sync (net, NULL);
  foyer_store_set_meta (net->store, FOYER_META_EPOCH, "1", NULL);
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->pages, >=, 2);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_LISTINGS), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/feeds/" path, func)
  ADD ("content-comes-in-pages-and-is-all-there", content_comes_in_pages_and_is_all_there);
  ADD ("a-quiet-round-is-one-request", a_quiet_round_is_one_request);
  ADD ("only-what-changed-comes-again-and-what-was-deleted-goes",
       only_what_changed_comes_again_and_what_was_deleted_goes);
  ADD ("without-a-hint-a-feed-is-asked-with-its-etag",
       without_a_hint_a_feed_is_asked_with_its_etag);
  ADD ("a-feed-without-end-does-not-hold-up-the-rest",
       a_feed_without_end_does_not_hold_up_the_rest);
  ADD ("a-next-that-leads-elsewhere-or-nowhere-is-refused",
       a_next_that_leads_elsewhere_or_nowhere_is_refused);
  ADD ("a-feed-that-cannot-be-used-does-not-stop-the-rest",
       a_feed_that_cannot_be_used_does_not_stop_the_rest);
  ADD ("a-page-nested-without-end-is-refused", a_page_nested_without_end_is_refused);
  ADD ("a-cut-at-any-request-leaves-a-round-that-the-next-completes",
       a_cut_at_any_request_leaves_a_round_that_the_next_completes);
  ADD ("a-kiosk-that-slept-longer-than-deletions-are-kept-reads-all-anew",
       a_kiosk_that_slept_longer_than_deletions_are_kept_reads_all_anew);
  ADD ("a-feed-that-ends-early-is-read-once", a_feed_that_ends_early_is_read_once);
  ADD ("an-old-last-page-played-back-is-refused", an_old_last_page_played_back_is_refused);
  ADD ("deletions-are-told-for-ninety-days", deletions_are_told_for_ninety_days);
  ADD ("a-changed-epoch-makes-the-kiosk-read-all-anew",
       a_changed_epoch_makes_the_kiosk_read_all_anew);
  return g_test_run ();
}
