/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/foyer-search.h"

#include <jansson.h>
#include <string.h>

#include "scratch-dir.h"

/* A store to search in, shared by the tests of search. */

/* 28 November 2026, 10:00 in London. */
#define NOW_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

#define NEXT "https://centre.example/feeds/next"

/* A store of its own for each test. */
typedef struct
{
  ScratchDir *dir;
  FoyerStore *store;
  gint64 modified;
} Fixture;

static inline void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->dir = scratch_dir_new ();
  f->store = foyer_store_open (f->dir, &error);
  g_assert_no_error (error);
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  foyer_store_close (f->store);
  scratch_dir_free (f->dir);
}

static inline void
apply_text (Fixture *f, FoyerKind kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (kind, text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (foyer_store_apply_page (f->store, kind, page, NULL, NULL, &error));
  g_assert_cmpuint (page->problems->len, ==, 0);
}

static inline void
add_item (Fixture *f, FoyerKind kind, const char *id, const char *members)
{
  g_autofree char *text = g_strdup_printf (
    "{\"items\":[{\"state\":\"updated\",\"id\":\"%s\",\"modified\":%" G_GINT64_FORMAT
    ",\"data\":{\"id\":\"%s\",%s}}],\"next\":\"" NEXT "\"}",
    id, ++f->modified, id, members);

  apply_text (f, kind, text);
}

static inline void
add (Fixture *f, const char *id, const char *title, const char *rest)
{
  g_autofree char *members = g_strdup_printf ("\"programme\":\"youth\",\"title\":\"%s\"%s%s", title,
                                              *rest ? "," : "", rest);

  add_item (f, FOYER_KIND_LISTINGS, id, members);
}

/* The listings that come along. */
static inline void
fill_starter (Fixture *f)
{
  g_autofree char *path
    = g_build_filename (g_getenv ("FOYER_SOURCE_ROOT"), "data/content/listings.json", NULL);
  json_t *file = json_load_file (path, 0, NULL);
  json_t *items = json_array ();
  json_t *page, *item;
  size_t i;
  char *text;

  g_assert_nonnull (file);
  json_array_foreach (json_object_get (file, "items"), i, item)
    json_array_append_new (items, json_pack ("{s:s, s:O, s:i, s:O}", "state", "updated", "id",
                                             json_object_get (item, "id"), "modified", (int)i + 1,
                                             "data", item));
  page = json_pack ("{s:o, s:s}", "items", items, "next", NEXT);
  text = json_dumps (page, JSON_COMPACT);
  apply_text (f, FOYER_KIND_LISTINGS, text);
  free (text);
  json_decref (page);
  json_decref (file);
}

static inline FoyerSearchResult *
run (Fixture *f, const FoyerSearchQuery *query, gboolean with_counts)
{
  g_autoptr (GError) error = NULL;
  FoyerSearchResult *result = foyer_search_run (f->store, query, with_counts, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* "id id id", in the order of the hits. */
static inline char *
ids (Fixture *f, const FoyerSearchQuery *query)
{
  g_autoptr (FoyerSearchResult) result = run (f, query, FALSE);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->hits->len; i++)
    {
      gint64 row = g_array_index (result->hits, FoyerSearchHit, i).row;
      g_autoptr (FoyerListing) listing = foyer_store_get_listing_by_row (f->store, row);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", listing->id);
    }
  return g_string_free (text, FALSE);
}

static inline void
assert_found (Fixture *f, const char *text, const char *wanted)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *got = NULL;

  query.text = text;
  got = ids (f, &query);
  g_assert_cmpstr (got, ==, wanted);
}
