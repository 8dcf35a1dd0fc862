/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-store.h"

#include <string.h>

#include "core/base/foyer-paths.h"
#include "core/store/foyer-search.h"
#include "core/store/foyer-store-private.h"
#include "foyer-synth.h"
#include "scratch-dir.h"

/* Damaged files tried. */
#define N_TURNS 45
#define NEXT "https://centre.example/feeds/next"
/* 28 November 2026, 10:00 in London. */
#define NOW_S G_GINT64_CONSTANT (1795860000)

typedef struct
{
  ScratchDir *dir;
  FoyerStore *store;
} Fixture;

static void
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->store, foyer_store_close);
  f->store = foyer_store_open (f->dir, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new ();
  reopen (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->store, foyer_store_close);
  scratch_dir_free (f->dir);
}

/* items: RPDE items with commas between them. Returns what is in problems. */
static guint
apply (Fixture *f, FoyerKind kind, const char *items, FoyerStoreCounts *counts)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("{\"items\":[%s],\"next\":\"" NEXT "\"}", items);
  g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (kind, text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (foyer_store_apply_page (f->store, kind, page, "\"etag\"", counts, &error));
  g_assert_no_error (error);
  return page->problems->len;
}

static void
apply_one (Fixture *f, FoyerKind kind, gint64 modified, const char *id, const char *members)
{
  g_autofree char *item
    = g_strdup_printf ("{\"state\":\"updated\",\"id\":\"%s\",\"modified\":%" G_GINT64_FORMAT
                       ",\"data\":{\"id\":\"%s\",%s}}",
                       id, modified, id, members);

  g_assert_cmpuint (apply (f, kind, item, NULL), ==, 0);
}

static void
delete_one (Fixture *f, FoyerKind kind, gint64 modified, const char *id)
{
  g_autofree char *item = g_strdup_printf (
    "{\"state\":\"deleted\",\"id\":\"%s\",\"modified\":%" G_GINT64_FORMAT "}", id, modified);

  apply (f, kind, item, NULL);
}

static void
add_listing (Fixture *f, gint64 modified, const char *id, const char *title)
{
  g_autofree char *members = g_strdup_printf ("\"programme\":\"youth\",\"title\":\"%s\"", title);

  apply_one (f, FOYER_KIND_LISTINGS, modified, id, members);
}

static void
assert_title (Fixture *f, const char *id, const char *title)
{
  g_autoptr (FoyerListing) listing = foyer_store_get_listing (f->store, id);

  if (title == NULL)
    {
      g_assert_null (listing);
      return;
    }
  g_assert_nonnull (listing);
  g_assert_cmpstr (listing->title, ==, title);
}

static guint
count_hits (Fixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) result = NULL;

  query.text = text;
  result = foyer_search_run (f->store, &query, FALSE, NULL, &error);
  g_assert_no_error (error);
  return result->total;
}

static void
test_apply (Fixture *f, gconstpointer data)
{
  FoyerStoreCounts counts;
  g_autofree char *next = NULL;
  g_autofree char *etag = NULL;
  gint64 full_us = -1;
  g_autoptr (GError) error = NULL;

  add_listing (f, 1, "a", "Chess");
  add_listing (f, 2, "b", "Tennis");
  assert_title (f, "a", "Chess");
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_LISTINGS), ==, 2);
  apply (
    f, FOYER_KIND_LISTINGS,
    "{\"state\":\"updated\",\"id\":\"a\",\"modified\":1,\"data\":{\"id\":\"a\",\"programme\":\"x\","
    "\"title\":\"Other\"}},{\"state\":\"deleted\",\"id\":\"b\",\"modified\":5},"
    "{\"state\":\"updated\",\"id\":\"c\",\"modified\":6,\"data\":{\"id\":\"c\",\"programme\":\"x\","
    "\"title\":\"Golf\"}}",
    &counts);
  g_assert_cmpuint (counts.unchanged, ==, 1);
  g_assert_cmpuint (counts.deleted, ==, 1);
  g_assert_cmpuint (counts.updated, ==, 1);
  g_assert_cmpuint (counts.refused, ==, 0);
  assert_title (f, "a", "Chess");
  assert_title (f, "b", NULL);
  assert_title (f, "c", "Golf");
  g_assert_true (
    foyer_store_get_position (f->store, FOYER_KIND_LISTINGS, &next, &etag, &full_us, &error));
  g_assert_cmpstr (next, ==, NEXT);
  g_assert_cmpstr (etag, ==, "\"etag\"");
  g_assert_cmpint (full_us, ==, 0);
}

static void
test_older (Fixture *f, gconstpointer data)
{
  add_listing (f, 7, "a", "New");
  add_listing (f, 6, "a", "Old");
  assert_title (f, "a", "New");
  delete_one (f, FOYER_KIND_LISTINGS, 9, "a");
  add_listing (f, 8, "a", "Back from the dead");
  assert_title (f, "a", NULL);
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_LISTINGS), ==, 0);
  add_listing (f, 10, "a", "Rightly back");
  assert_title (f, "a", "Rightly back");
}

static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autofree char *text = foyer_synth_listings_page (3, 0, 50, NEXT);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerFeedPage) page
        = foyer_feed_page_parse (FOYER_KIND_LISTINGS, text, strlen (text), &error);
      FoyerStoreCounts counts;

      g_assert_true (
        foyer_store_apply_page (f->store, FOYER_KIND_LISTINGS, page, NULL, &counts, &error));
      g_assert_cmpuint (page->problems->len, ==, 0);
      g_assert_cmpuint (counts.updated, ==, i == 0 ? 50 : 0);
      g_assert_cmpuint (counts.unchanged, ==, i == 0 ? 0 : 50);
      g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_LISTINGS), ==, 50);
    }
}

static void
test_index_follows (Fixture *f, gconstpointer data)
{
  add_listing (f, 1, "a", "Beekeeping");
  g_assert_cmpuint (count_hits (f, "beekeeping"), ==, 1);
  add_listing (f, 2, "a", "Archery");
  g_assert_cmpuint (count_hits (f, "beekeeping"), ==, 0);
  g_assert_cmpuint (count_hits (f, "archery"), ==, 1);
  delete_one (f, FOYER_KIND_LISTINGS, 3, "a");
  g_assert_cmpuint (count_hits (f, "archery"), ==, 0);
  add_listing (f, 4, "b", "Archery");
  g_assert_cmpuint (count_hits (f, "archery"), ==, 1);
}

static void
test_bad_items (Fixture *f, gconstpointer data)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *ends = g_strnfill (100000, ']');
  g_autofree char *bad = g_strdup_printf (
    "{\"state\":\"updated\",\"id\":\"kept\",\"modified\":5,\"data\":{\"id\":\"kept\",\"title\":7}},"
    "{\"state\":\"updated\",\"id\":\"b\",\"modified\":6,\"data\":{\"id\":\"other\",\"programme\":"
    "\"x\",\"title\":\"T\"}},"
    "{\"state\":\"updated\",\"id\":\"c\",\"modified\":7,\"data\":{\"id\":\"c\",\"x\":%s%s}},"
    "{\"state\":\"updated\",\"id\":\"d\",\"modified\":8,\"data\":{\"id\":\"d\",\"programme\":\"x\","
    "\"title\":\"\xff\"}},"
    "{\"state\":\"updated\",\"id\":\"e\",\"modified\":9,\"data\":{\"id\":\"e\",\"id\":\"e\","
    "\"programme\":\"x\",\"title\":\"T\"}},"
    "{\"state\":\"updated\",\"id\":\"f\",\"modified\":10,\"data\":{\"id\":\"f\",\"programme\":"
    "\"x\",\"title\":\"T\",}},"
    "{\"state\":\"updated\",\"id\":\"good\",\"modified\":11,\"data\":{\"id\":\"good\","
    "\"programme\":\"x\",\"title\":\"Good\"}}",
    brackets, ends);
  FoyerStoreCounts counts;

  add_listing (f, 1, "kept", "Kept");
  g_assert_cmpuint (apply (f, FOYER_KIND_LISTINGS, bad, &counts), ==, 6);
  g_assert_cmpuint (counts.refused, ==, 6);
  g_assert_cmpuint (counts.updated, ==, 1);
  assert_title (f, "kept", "Kept");
  assert_title (f, "good", "Good");
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_LISTINGS), ==, 2);
  g_assert_cmpuint (count_hits (f, "kept"), ==, 1);
}

static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (NOW_S * G_USEC_PER_SEC);
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  gint64 full_us = 0;
  guint removed = 99;

  foyer_store_set_clock (f->store, clock);
  add_listing (f, 1, "stays", "Stays");
  add_listing (f, 2, "goes", "Goes");
  add_listing (f, 3, "worse", "Good");
  apply_one (f, FOYER_KIND_STORIES, 4, "story", "\"title\":\"Of another kind\"");
  g_assert_true (foyer_store_begin_full (f->store, FOYER_KIND_LISTINGS, &error));
  g_assert_true (foyer_store_is_full_open (f->store, FOYER_KIND_LISTINGS));
  g_assert_true (
    foyer_store_get_position (f->store, FOYER_KIND_LISTINGS, &next, NULL, NULL, &error));
  g_assert_null (next);
  reopen (f);
  foyer_store_set_clock (f->store, clock);
  g_assert_true (foyer_store_is_full_open (f->store, FOYER_KIND_LISTINGS));
  add_listing (f, 1, "stays", "Stays");
  apply (f, FOYER_KIND_LISTINGS,
         "{\"state\":\"updated\",\"id\":\"worse\",\"modified\":5,\"data\":{\"id\":\"worse\","
         "\"title\":1}}",
         NULL);
  g_assert_true (foyer_store_end_full (f->store, FOYER_KIND_LISTINGS, &removed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (removed, ==, 1);
  g_assert_false (foyer_store_is_full_open (f->store, FOYER_KIND_LISTINGS));
  assert_title (f, "stays", "Stays");
  assert_title (f, "goes", NULL);
  assert_title (f, "worse", "Good");
  g_assert_cmpuint (count_hits (f, "goes"), ==, 0);
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_STORIES), ==, 1);
  g_assert_true (
    foyer_store_get_position (f->store, FOYER_KIND_LISTINGS, NULL, NULL, &full_us, &error));
  g_assert_cmpint (full_us, ==, NOW_S * G_USEC_PER_SEC);
}

/* A centre restored from an old backup counts from a lower number again. */
static void
test_full_goes_back (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint removed;

  add_listing (f, 100, "a", "From the future");
  add_listing (f, 101, "b", "Same number, other words");
  g_assert_true (foyer_store_begin_full (f->store, FOYER_KIND_LISTINGS, &error));
  add_listing (f, 50, "a", "From the backup");
  add_listing (f, 101, "b", "Words from the backup");
  g_assert_true (foyer_store_end_full (f->store, FOYER_KIND_LISTINGS, &removed, &error));
  g_assert_cmpuint (removed, ==, 0);
  assert_title (f, "a", "From the backup");
  assert_title (f, "b", "Words from the backup");
  add_listing (f, 49, "a", "Older");
  assert_title (f, "a", "From the backup");
}

static void
test_positions (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *next = NULL;
  char *etag = NULL;

  g_assert_true (foyer_store_get_position (f->store, FOYER_KIND_MEDIA, &next, &etag, NULL, &error));
  g_assert_null (next);
  add_listing (f, 1, "a", "A");
  g_assert_true (foyer_store_reset_positions (f->store, &error));
  g_assert_true (
    foyer_store_get_position (f->store, FOYER_KIND_LISTINGS, &next, &etag, NULL, &error));
  g_assert_null (next);
  g_assert_null (etag);
  assert_title (f, "a", "A");
}

static void
test_meta (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_null (foyer_store_dup_meta (f->store, "epoch"));
  g_assert_true (foyer_store_set_meta (f->store, "epoch", "one", &error));
  g_assert_true (foyer_store_set_meta (f->store, "epoch", "two", &error));
  reopen (f);
  second = foyer_store_dup_meta (f->store, "epoch");
  g_assert_cmpstr (second, ==, "two");
  g_assert_true (foyer_store_set_meta (f->store, "epoch", NULL, &error));
  g_assert_null (foyer_store_dup_meta (f->store, "epoch"));
}

static void
test_reader (Fixture *f, gconstpointer data)
{
  g_autoptr (ScratchDir) empty = scratch_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) reader = NULL;

  g_assert_null (foyer_store_open_reader (empty, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO);
  g_clear_error (&error);
  reader = foyer_store_open_reader (f->dir, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_store_count (reader, FOYER_KIND_LISTINGS), ==, 0);
  add_listing (f, 1, "a", "A");
  g_assert_cmpuint (foyer_store_count (reader, FOYER_KIND_LISTINGS), ==, 1);
  g_assert_false (foyer_store_set_meta (reader, "k", "v", &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO);
}

static void
test_lists (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) programmes = NULL;
  g_autoptr (GPtrArray) stories = NULL;
  g_autoptr (GPtrArray) themed = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) pathways = NULL;
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (FoyerStory) story = NULL;
  g_autoptr (FoyerStatus) status = NULL;
  static const char code_hash[]
    = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  apply_one (f, FOYER_KIND_PROGRAMMES, 1, "youth", "\"name\":\"Youth\",\"order\":2");
  apply_one (f, FOYER_KIND_PROGRAMMES, 2, "volunteering", "\"name\":\"Volunteer\",\"order\":1");
  programmes = foyer_store_list_programmes (f->store);
  g_assert_cmpuint (programmes->len, ==, 2);
  g_assert_cmpstr (FOYER_PROGRAMME (g_ptr_array_index (programmes, 0))->id, ==, "volunteering");

  apply_one (f, FOYER_KIND_STORIES, 1, "old",
             "\"title\":\"Old\",\"published\":\"2026-01-01\",\"themes\":[\"sea\"]");
  apply_one (f, FOYER_KIND_STORIES, 2, "new",
             "\"title\":\"New\",\"published\":\"2026-02-01\",\"district\":\"Maldon\"");
  apply_one (f, FOYER_KIND_STORIES, 3, "undated", "\"title\":\"Undated\"");
  stories = foyer_store_list_stories (f->store, NULL, NULL);
  g_assert_cmpuint (stories->len, ==, 3);
  g_assert_cmpstr (FOYER_STORY (g_ptr_array_index (stories, 0))->id, ==, "new");
  g_assert_cmpstr (FOYER_STORY (g_ptr_array_index (stories, 2))->id, ==, "undated");
  themed = foyer_store_list_stories (f->store, NULL, "sea");
  g_assert_cmpuint (themed->len, ==, 1);
  story = foyer_store_get_story (f->store, "new");
  g_assert_cmpstr (story->district, ==, "Maldon");
  g_assert_null (foyer_store_get_story (f->store, NULL));

  apply_one (f, FOYER_KIND_PAGES, 1, "p", "\"title\":\"P\",\"programmes\":[\"youth\"]");
  apply_one (f, FOYER_KIND_PAGES, 2, "q", "\"title\":\"Q\",\"programmes\":[\"retirement\"]");
  pages = foyer_store_list_info_pages (f->store, "youth");
  g_assert_cmpuint (pages->len, ==, 1);

  apply_one (f, FOYER_KIND_PATHWAYS, 1, "all", "\"title\":\"All\",\"programmes\":[\"youth\"]");
  apply_one (f, FOYER_KIND_PATHWAYS, 2, "near",
             "\"title\":\"Near\",\"programmes\":[\"youth\"],\"district\":\"Maldon\"");
  apply_one (f, FOYER_KIND_PATHWAYS, 3, "far",
             "\"title\":\"Far\",\"programmes\":[\"youth\"],\"district\":\"Harlow\"");
  pathways = foyer_store_list_pathways (f->store, "youth", "Maldon");
  g_assert_cmpuint (pathways->len, ==, 2);
  g_assert_cmpstr (FOYER_PATHWAY (g_ptr_array_index (pathways, 0))->id, ==, "near");

  apply_one (f, FOYER_KIND_PLACES, 1, "lib-z", "\"name\":\"A Library\"");
  apply_one (f, FOYER_KIND_PLACES, 2, "lib-a", "\"name\":\"B Library\"");
  places = foyer_store_list_places (f->store);
  g_assert_cmpstr (FOYER_PLACE (g_ptr_array_index (places, 0))->id, ==, "lib-z");

  g_assert_null (foyer_store_get_status (f->store, code_hash));
  apply_one (f, FOYER_KIND_STATUSES, 1, code_hash,
             "\"state\":\"placed\",\"received\":\"2026-03-02\"");
  status = foyer_store_get_status (f->store, code_hash);
  g_assert_cmpint (status->state, ==, FOYER_STATUS_PLACED);
  g_assert_null (status->reply_by);
}

static void
add_session (Fixture *f, gint64 modified, const char *date, const char *start)
{
  g_autofree char *id = g_strdup_printf ("a@%s", date);
  g_autofree char *members
    = g_strdup_printf ("\"listing\":\"a\",\"date\":\"%s\",\"start\":%s", date, start);

  apply_one (f, FOYER_KIND_SESSIONS, modified, id, members);
}

static void
test_sessions (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) evening = NULL;

  add_session (f, 1, "2026-12-05", "\"2026-12-05T10:00:00Z\"");
  add_session (f, 2, "2026-11-28", "null");
  add_session (f, 3, "2026-11-27", "null");
  add_session (f, 4, "2026-11-29", "\"2026-11-29T10:00:00Z\"");
  add_session (f, 5, "2026-11-26", "\"2026-11-26T10:00:00Z\"");
  all = foyer_store_list_sessions (f->store, "a", NOW_S * G_USEC_PER_SEC, 0);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (FOYER_SESSION (g_ptr_array_index (all, 0))->date, ==, "2026-11-28");
  g_assert_cmpstr (FOYER_SESSION (g_ptr_array_index (all, 2))->date, ==, "2026-12-05");
  one = foyer_store_list_sessions (f->store, "a", NOW_S * G_USEC_PER_SEC, 1);
  g_assert_cmpuint (one->len, ==, 1);
  /* Without a time it counts until midnight. */
  evening = foyer_store_list_sessions (f->store, "a", (NOW_S + 14 * 3600 - 1) * G_USEC_PER_SEC, 1);
  g_assert_cmpstr (FOYER_SESSION (g_ptr_array_index (evening, 0))->date, ==, "2026-11-28");
  delete_one (f, FOYER_KIND_SESSIONS, 9, "a@2026-11-28");
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_SESSIONS), ==, 4);
}

/* Every reserved kind is carried as it is. */
static void
test_reserved (Fixture *f, gconstpointer data)
{
  apply_one (f, FOYER_KIND_PLANS, 1, "0a1b", "\"state\":\"seen\",\"message\":\"Hello\"");
  g_assert_cmpuint (foyer_store_count (f->store, FOYER_KIND_PLANS), ==, 1);
}

static void
test_not_a_database (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "content.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = NULL;

  g_assert_true (g_file_set_contents (path, "this was a database once, or so they say", -1, NULL));
  store = foyer_store_open (dir, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_store_count (store, FOYER_KIND_LISTINGS), ==, 0);
}

static void
test_newer (void)
{
  const char *steps[100] = { NULL }; /* more than Foyer ever had */
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "content.db", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i + 1 < G_N_ELEMENTS (steps); i++)
    steps[i] = "PRAGMA application_id";
  foyer_db_close (foyer_db_open (path, FOYER_DB_CONTENT, steps, NULL));
  g_assert_null (foyer_store_open (dir, &error));
  g_assert_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_NEWER_SCHEMA);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What a kiosk has from an older Foyer is there at once, and is searched as if it had come today:
 * it may have no line to fetch it again. */
static void
test_older_schema (void)
{
  const char *const first_step[] = { foyer_store_schema[0], NULL };
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "content.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDb *db = foyer_db_open (path, FOYER_DB_CONTENT, first_step, &error);
  Fixture fixture = { 0 };

  g_assert_no_error (error);
  foyer_db_exec (
    db,
    "INSERT INTO item (row, kind, id, modified, generation, json) VALUES"
    " (7, 3, 'a', 1, 1, '{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"Chess\"}'),"
    " (8, 3, 'b', 2, 1, NULL), (9, 3, 'c', 3, 1, 'no longer good');"
    "INSERT INTO listing VALUES (7, 'youth', 'chess ', '', '', NULL, NULL, NULL, -1, -1,"
    " -1);"
    "INSERT INTO listing_text (rowid, text) VALUES (7, 'Chess')",
    &error);
  g_assert_no_error (error);
  foyer_db_close (db);
  fixture.store = foyer_store_open (dir, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (&fixture, "chess"), ==, 1);
  g_assert_cmpuint (foyer_store_count_listings (fixture.store, "youth"), ==, 1);
  foyer_store_close (fixture.store);
  /* and once is enough */
  fixture.store = foyer_store_open_reader (dir, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (&fixture, "chess"), ==, 1);
  foyer_store_close (fixture.store);
}

static void
fill (const char *dir, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (dir, &error);
  g_autofree char *text = foyer_synth_listings_page (5, 0, count, NEXT);
  g_autoptr (FoyerFeedPage) page
    = foyer_feed_page_parse (FOYER_KIND_LISTINGS, text, strlen (text), &error);

  g_assert_true (foyer_store_apply_page (store, FOYER_KIND_LISTINGS, page, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* Uses everything there is; what comes back may be anything, it only must come back. */
static void
use (FoyerStore *store)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;

  query.text = "garden";
  for (guint n = 0; n < 20; n++)
    {
      g_autofree char *id = g_strdup_printf ("synth-%06u", n);
      g_autoptr (FoyerListing) listing = foyer_store_get_listing (store, id);
      g_autoptr (FoyerSearchResult) result = foyer_search_run (store, &query, TRUE, NULL, NULL);
    }
}

/* Bytes of a good file are turned over, here and there, many times: it opens every time, and after
 * damage was met a new file can be filled. */
static void
test_turned_bytes (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "content.db", NULL);
  g_autofree char *good = NULL;
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  gsize size;
  guint n_made_anew = 0;

  fill (dir, 25);
  g_assert_true (g_file_get_contents (path, &good, &size, NULL));
  for (guint round = 0; round < N_TURNS; round++)
    {
      g_autofree char *turned = g_memdup2 (good, size);
      g_autoptr (GError) error = NULL;
      FoyerStore *store;

      for (guint i = 0; i < 1 + round % 40; i++)
        turned[g_rand_int_range (dice, 0, round % 3 == 0 ? 4096 : size)] ^= 1 << (i % 8);
      g_assert_true (g_file_set_contents (path, turned, size, NULL));
      store = foyer_store_open (dir, &error);
      if (g_error_matches (error, FOYER_DB_ERROR, FOYER_DB_ERROR_NEWER_SCHEMA))
        continue; /* the number of the schema itself was turned */
      g_assert_no_error (error);
      n_made_anew += foyer_store_count (store, FOYER_KIND_LISTINGS) == 0;
      use (store);
      foyer_store_close (store);
      store = foyer_store_open (dir, &error);
      g_assert_no_error (error);
      foyer_store_close (store);
    }
  g_assert_cmpuint (n_made_anew, >, N_TURNS / 8);
  g_assert_true (g_file_set_contents (path, "broken", -1, NULL));
  fill (dir, 25);
}

static void
test_starter_content (Fixture *f, gconstpointer data)
{
  g_autofree char *path = foyer_paths_dup_data_file ("listings.json");
  g_autofree char *text = NULL;
  g_autoptr (FoyerFeedPage) page = NULL;
  g_autoptr (GError) error = NULL;
  FoyerStoreCounts counts;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL))
    {
      g_test_skip ("no listings.json in FOYER_DATADIR");
      return;
    }
  page = foyer_feed_file_parse (text, size, &error);
  g_assert_no_error (error);
  g_assert_true (
    foyer_store_apply_page (f->store, FOYER_KIND_LISTINGS, page, NULL, &counts, &error));
  g_assert_cmpuint (counts.updated, ==, page->items->len);
  g_assert_cmpuint (counts.refused, ==, 0);
  g_assert_cmpuint (count_hits (f, "library"), >, 0);
  g_assert_cmpuint (foyer_store_count_listings (f->store, "volunteering"), >, 0);
  g_assert_cmpuint (foyer_store_count_listings (f->store, NULL), ==, page->items->len);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/store/a-page-is-applied-with-its-position", test_apply);
  add ("/store/an-older-item-never-replaces-a-newer-one", test_older);
  add ("/store/a-page-applied-twice-changes-nothing", test_twice);
  add ("/store/the-index-follows-the-items", test_index_follows);
  add ("/store/bad-items-are-told-and-nothing-there-is-lost", test_bad_items);
  add ("/store/a-full-read-removes-what-is-gone-elsewhere", test_full);
  add ("/store/a-full-read-follows-a-centre-that-went-back", test_full_goes_back);
  add ("/store/positions-can-be-forgotten", test_positions);
  add ("/store/small-facts-are-kept", test_meta);
  add ("/store/a-reader-sees-what-the-writer-wrote", test_reader);
  add ("/store/lists-have-their-order", test_lists);
  add ("/store/sessions-come-from-now-on", test_sessions);
  add ("/store/reserved-kinds-are-carried", test_reserved);
  add ("/store/the-starter-content-goes-in", test_starter_content);
  g_test_add_func ("/store/a-file-that-is-no-database-is-made-anew", test_not_a_database);
  g_test_add_func ("/store/a-newer-file-is-left-alone", test_newer);
  g_test_add_func ("/store/what-an-older-foyer-left-is-searched-at-once", test_older_schema);
  g_test_add_func ("/store/a-file-with-turned-bytes-is-used-or-made-anew", test_turned_bytes);

  return g_test_run ();
}
