/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-browse-model.h"

#include <string.h>

#include "scratch-dir.h"

#define LAT 51.7343 /* the middle of Chelmsford */
#define LON 0.4691
#define MILE (1 / 69.09)                            /* degrees of latitude */
#define NOW_US G_GINT64_CONSTANT (1795348800000000) /* 22 November 2026 */

#define PROGRAMMES                                                                                 \
  "{\"format\":\"foyer-content-1\",\"kind\":\"programmes\",\"items\":["                            \
  "{\"id\":\"volunteering\",\"name\":\"Volunteer\",\"title\":\"Volunteering\",\"colour\":\"sea\"," \
  "\"browse\":\"listings\",\"order\":1,\"facets\":["                                               \
  "{\"id\":\"kind\",\"label\":\"What kind?\",\"options\":["                                        \
  "{\"tag\":\"outdoors\",\"label\":\"Outdoors\",\"tone\":\"marsh\"},"                              \
  "{\"tag\":\"digital\",\"label\":\"Digital\",\"tone\":\"plum\"},"                                 \
  "{\"tag\":\"heritage\",\"label\":\"History\",\"tone\":\"plum\"}]},"                              \
  "{\"id\":\"start\",\"label\":\"Getting started\",\"options\":["                                  \
  "{\"tag\":\"training\",\"label\":\"Training given\",\"tone\":\"sand\"}]}]},"                     \
  "{\"id\":\"retirement\",\"name\":\"Retirement\",\"title\":\"Retirement\",\"colour\":\"plum\","   \
  "\"browse\":\"listings\",\"order\":2,\"facets\":[]}]}"

static const struct
{
  const char *id, *title, *time, *tags;
  double miles; /* north of the middle; negative: anywhere in Essex */
} listings[] = {
  { "near", "Near path", "weekly", "\"outdoors\"", 0.5 },
  { "walk", "Second walk", "weekly", "\"outdoors\",\"training\"", 3 },
  { "web", "Web help", "monthly", "\"digital\"", 8 },
  { "far", "Far web", "flexible", "\"digital\",\"training\"", 20 },
  { "all", "All over", NULL, "\"digital\",\"like-this\"", -1 },
};

typedef struct
{
  ScratchDir *dir;
  FoyerStore *store;
  FoyerClock *clock;
  FoyerBrowseModel *model;
  guint asked;   /* searches so far */
  guint updated; /* times the model said so */
  gboolean fail;
} Fixture;

/* ---- the store ---- */

static void
apply (Fixture *f, FoyerKind kind, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_file_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->problems->len, ==, 0);
  foyer_store_apply_page (f->store, kind, page, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->problems->len, ==, 0);
}

static void
append_listing (GString *json,
                const char *id,
                const char *programme,
                const char *title,
                const char *time,
                const char *tags,
                double miles)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean is_county = miles < 0;

  g_ascii_dtostr (lat, sizeof lat, LAT + MAX (miles, 0) * MILE);
  g_string_append_printf (json,
                          "%s{\"id\":\"%s\",\"programme\":\"%s\",\"type\":\"opportunity\","
                          "\"title\":\"%s\",\"organisation\":\"Essex helpers\",\"tags\":[%s],",
                          g_str_has_suffix (json->str, "[") ? "" : ",", id, programme, title, tags);
  if (time != NULL)
    g_string_append_printf (json, "\"time\":\"%s\",", time);
  if (is_county)
    g_string_append (json, "\"precision\":\"county\"}");
  else
    g_string_append_printf (json, "\"precision\":\"postcode\",\"lat\":%s,\"lon\":%g}", lat, LON);
}

static void
fill_store (Fixture *f)
{
  g_autoptr (GString) json
    = g_string_new ("{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[");

  apply (f, FOYER_KIND_PROGRAMMES, PROGRAMMES);
  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    append_listing (json, listings[i].id, "volunteering", listings[i].title, listings[i].time,
                    listings[i].tags, listings[i].miles);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("group-%u", i);
      append_listing (json, id, "retirement", id, "weekly", "", 6 + i * 0.1);
    }
  g_string_append (json, "]}");
  apply (f, FOYER_KIND_LISTINGS, json->str);
  apply (f, FOYER_KIND_SESSIONS,
         "{\"format\":\"foyer-content-1\",\"kind\":\"sessions\",\"items\":["
         "{\"id\":\"web@2026-11-28T10:00\",\"listing\":\"web\",\"date\":\"2026-11-28\","
         "\"start\":\"2026-11-28T10:00:00+00:00\",\"end\":\"2026-11-28T12:30:00+00:00\"}]}");
}

/* ---- who answers ---- */

static void
search (gpointer owner,
        const FoyerSearchQuery *query,
        gboolean with_counts,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  Fixture *f = owner;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  FoyerSearchResult *result;

  f->asked++;
  if (f->fail)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk is on fire");
      return;
    }
  result = foyer_search_run (f->store, query, with_counts, NULL, &error);
  g_assert_no_error (error);
  g_task_return_pointer (task, result, (GDestroyNotify)foyer_search_result_free);
}

static FoyerSearchResult *
finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const FoyerBrowseSearcher searcher = { search, finish };

static void
updated_cb (FoyerBrowseModel *model, gpointer data)
{
  ((Fixture *)data)->updated++;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static FoyerProgramme *
get_programme (Fixture *f, const char *id)
{
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (f->store);

  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      if (g_str_equal (programme->id, id))
        return g_object_ref (programme);
    }
  g_assert_not_reached ();
}

static void
open_programme (Fixture *f, const char *id)
{
  g_autoptr (FoyerProgramme) programme = get_programme (f, id);

  foyer_browse_model_set_programme (f->model, programme);
  foyer_browse_model_set_origin (f->model, LAT, LON);
  foyer_browse_model_start (f->model);
  settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->dir = scratch_dir_new ();
  f->store = foyer_store_open (f->dir, &error);
  g_assert_no_error (error);
  f->clock = foyer_clock_new_fake (NOW_US);
  fill_store (f);
  f->model = foyer_browse_model_new (f->store, f->clock, &searcher, f);
  g_signal_connect (f->model, "updated", G_CALLBACK (updated_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->model);
  settle ();
  foyer_store_close (f->store);
  foyer_clock_unref (f->clock);
  scratch_dir_free (f->dir);
}

/* "near walk": the ids in order. (transfer full) */
static char *
ids (Fixture *f)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->model)); i++)
    {
      g_autoptr (FoyerBrowseRow) row = g_list_model_get_item (G_LIST_MODEL (f->model), i);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", row->listing->id);
    }
  return g_strdup (text->str);
}

#define assert_ids(f, expected)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = ids (f);                                                              \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* ---- tests ---- */

static void
test_not_before_start (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerProgramme) programme = get_programme (f, "volunteering");

  foyer_browse_model_set_programme (f->model, programme);
  foyer_browse_model_set_time (f->model, FOYER_TIME_WEEKLY);
  settle ();
  g_assert_cmpuint (f->asked, ==, 0);
  g_assert_false (foyer_browse_model_is_ready (f->model));
}

static void
test_first_look_narrow (Fixture *f, gconstpointer data)
{
  open_programme (f, "retirement"); /* nine within 10 miles, none within 5 */
  g_assert_cmpint (foyer_browse_model_get_within (f->model), ==, FOYER_WITHIN_10);
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 9);
  g_assert_cmpuint (foyer_browse_model_count_filters (f->model), ==, 0);
  g_assert_cmpuint (f->updated, ==, 1);
}

static void
test_first_look_wide (Fixture *f, gconstpointer data)
{
  open_programme (f, "volunteering"); /* only five in all */
  g_assert_cmpint (foyer_browse_model_get_within (f->model), ==, FOYER_WITHIN_ANYWHERE);
  g_assert_cmpint (foyer_browse_model_get_sort (f->model), ==, FOYER_SORT_NEAREST);
  assert_ids (f, "near walk web far all");
  g_assert_cmpuint (foyer_browse_model_get_near (f->model), ==, 4);
}

static void
test_no_origin (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerProgramme) programme = get_programme (f, "volunteering");

  foyer_browse_model_set_programme (f->model, programme);
  foyer_browse_model_start (f->model);
  settle ();
  g_assert_cmpint (foyer_browse_model_get_sort (f->model), ==, FOYER_SORT_TITLE);
  assert_ids (f, "all far near walk web");
  foyer_browse_model_set_within (f->model, FOYER_WITHIN_2);
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 5);
}

static void
test_facets (Fixture *f, gconstpointer data)
{
  open_programme (f, "volunteering");
  foyer_browse_model_set_tag (f->model, "outdoors", TRUE);
  settle ();
  assert_ids (f, "near walk");
  foyer_browse_model_set_tag (f->model, "digital", TRUE);
  settle ();
  assert_ids (f, "near walk web far all");
  foyer_browse_model_set_tag (f->model, "training", TRUE);
  settle ();
  assert_ids (f, "walk far");
  g_assert_cmpuint (foyer_browse_model_count_filters (f->model), ==, 3);
}

static void
test_counts (Fixture *f, gconstpointer data)
{
  open_programme (f, "volunteering");
  g_assert_true (foyer_browse_model_tag_occurs (f->model, "digital"));
  g_assert_false (foyer_browse_model_tag_occurs (f->model, "heritage"));
  g_assert_false (foyer_browse_model_time_occurs (f->model, FOYER_TIME_ONE_OFF));

  foyer_browse_model_set_tag (f->model, "outdoors", TRUE);
  settle ();
  /* the facet's own choice is left out of its counts: digital would be added, not crossed */
  g_assert_cmpuint (foyer_browse_model_count_tag (f->model, "outdoors"), ==, 2);
  g_assert_cmpuint (foyer_browse_model_count_tag (f->model, "digital"), ==, 3);
  g_assert_cmpuint (foyer_browse_model_count_tag (f->model, "training"), ==, 1);
  g_assert_cmpuint (foyer_browse_model_count_within (f->model, FOYER_WITHIN_2), ==, 1);
  g_assert_cmpuint (foyer_browse_model_count_within (f->model, FOYER_WITHIN_5), ==, 2);
  g_assert_cmpuint (foyer_browse_model_count_time (f->model, FOYER_TIME_WEEKLY), ==, 2);
  g_assert_cmpuint (foyer_browse_model_count_time (f->model, FOYER_TIME_MONTHLY), ==, 0);
  g_assert_true (foyer_browse_model_time_occurs (f->model, FOYER_TIME_MONTHLY));

  foyer_browse_model_set_time (f->model, FOYER_TIME_MONTHLY);
  settle ();
  g_assert_cmpuint (foyer_browse_model_count_tag (f->model, "outdoors"), ==, 0);
  g_assert_cmpuint (foyer_browse_model_count_tag (f->model, "digital"), ==, 1);
}

static void
test_latest_wins (Fixture *f, gconstpointer data)
{
  open_programme (f, "volunteering");
  f->updated = 0;
  foyer_browse_model_set_tag (f->model, "outdoors", TRUE);
  foyer_browse_model_set_tag (f->model, "outdoors", FALSE);
  foyer_browse_model_set_tag (f->model, "digital", TRUE);
  settle ();
  g_assert_cmpuint (f->updated, ==, 1);
  assert_ids (f, "web far all");
}

static void
test_ways_out (Fixture *f, gconstpointer data)
{
  const GArray *ways;
  FoyerRelax first;

  open_programme (f, "volunteering");
  g_assert_cmpuint (foyer_browse_model_get_relaxations (f->model)->len, ==, 0);
  foyer_browse_model_set_within (f->model, FOYER_WITHIN_2);
  foyer_browse_model_set_tag (f->model, "training", TRUE);
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 0);

  ways = foyer_browse_model_get_relaxations (f->model);
  g_assert_cmpuint (ways->len, ==, 3);
  first = g_array_index (ways, FoyerRelax, 0);
  g_assert_cmpint (first.kind, ==, FOYER_RELAX_WITHIN);
  g_assert_cmpint (first.within, ==, FOYER_WITHIN_5);
  g_assert_cmpuint (first.count, ==, 1);
  g_assert_cmpint (g_array_index (ways, FoyerRelax, 1).kind, ==, FOYER_RELAX_FACET);
  g_assert_cmpstr (g_array_index (ways, FoyerRelax, 1).facet->id, ==, "start");
  g_assert_cmpuint (g_array_index (ways, FoyerRelax, 1).count, ==, 2); /* near, all */
  g_assert_cmpint (g_array_index (ways, FoyerRelax, 2).kind, ==, FOYER_RELAX_ALL);
  g_assert_cmpuint (g_array_index (ways, FoyerRelax, 2).count, ==, 5);

  foyer_browse_model_relax (f->model, &first);
  settle ();
  assert_ids (f, "walk");
  g_assert_cmpuint (foyer_browse_model_get_relaxations (f->model)->len, ==, 0);
}

/* What every way out promises is what it then finds. */
static void
test_ways_out_keep_their_word (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      const GArray *ways;
      FoyerRelax way;

      open_programme (f, "volunteering");
      foyer_browse_model_clear_filters (f->model);
      foyer_browse_model_set_within (f->model, FOYER_WITHIN_5);
      foyer_browse_model_set_tag (f->model, "training", TRUE);
      foyer_browse_model_set_time (f->model, FOYER_TIME_FLEXIBLE);
      settle ();
      g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 0);
      ways = foyer_browse_model_get_relaxations (f->model);
      if (i == ways->len)
        {
          g_assert_cmpuint (i, >=, 2);
          return;
        }
      way = g_array_index (ways, FoyerRelax, i);
      foyer_browse_model_relax (f->model, &way);
      settle ();
      g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, way.count);
    }
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  open_programme (f, "volunteering");
  foyer_browse_model_set_within (f->model, FOYER_WITHIN_2);
  foyer_browse_model_set_time (f->model, FOYER_TIME_WEEKLY);
  foyer_browse_model_set_tag (f->model, "outdoors", TRUE);
  settle ();
  g_assert_cmpuint (foyer_browse_model_count_filters (f->model), ==, 3);
  foyer_browse_model_clear_filters (f->model);
  settle ();
  g_assert_cmpuint (foyer_browse_model_count_filters (f->model), ==, 0);
  assert_ids (f, "near walk web far all");
}

static void
test_like (Fixture *f, gconstpointer data)
{
  const char *const tags[] = { "like-this", "training", NULL };

  open_programme (f, "volunteering");
  foyer_browse_model_set_like (f->model, tags);
  settle ();
  assert_ids (f, "walk far all"); /* any of the tags */
  g_assert_cmpuint (foyer_browse_model_count_filters (f->model), ==, 1);
  foyer_browse_model_set_tag (f->model, "heritage", TRUE);
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 0);
  foyer_browse_model_set_tag (f->model, "heritage", FALSE);
  foyer_browse_model_set_like (f->model, NULL);
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 5);
}

static void
test_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerBrowseRow) row = NULL;
  g_autoptr (FoyerBrowseRow) again = NULL;

  open_programme (f, "volunteering");
  row = g_list_model_get_item (G_LIST_MODEL (f->model), 2);
  g_assert_cmpstr (row->listing->id, ==, "web");
  g_assert_cmpstr (row->next->id, ==, "web@2026-11-28T10:00");
  g_assert_cmpfloat_with_epsilon (row->miles, 8, 0.05);
  again = g_list_model_get_item (G_LIST_MODEL (f->model), 2);
  g_assert_true (row == again);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->model), 5));
}

static void
test_reload (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) json
    = g_string_new ("{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[");

  open_programme (f, "volunteering");
  append_listing (json, "new", "volunteering", "New walk", "weekly", "\"outdoors\"", 0.1);
  g_string_append (json, "]}");
  apply (f, FOYER_KIND_LISTINGS, json->str);
  foyer_browse_model_reload (f->model);
  settle ();
  assert_ids (f, "new near walk web far all");
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  f->fail = TRUE;
  g_test_expect_message ("foyer-browse", G_LOG_LEVEL_WARNING, "*the disk is on fire*");
  open_programme (f, "volunteering");
  g_test_assert_expected_messages ();
  g_assert_true (foyer_browse_model_has_failed (f->model));
  f->fail = FALSE;
  foyer_browse_model_reload (f->model);
  settle ();
  g_assert_false (foyer_browse_model_has_failed (f->model));
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 5);
}

static void
test_search_all (Fixture *f, gconstpointer data)
{
  foyer_browse_model_set_origin (f->model, LAT, LON);
  foyer_browse_model_start (f->model);
  settle ();
  g_assert_cmpuint (f->asked, ==, 0);
  foyer_browse_model_set_text (f->model, "  web ");
  settle ();
  g_assert_cmpstr (foyer_browse_model_get_text (f->model), ==, "web");
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 2);
  foyer_browse_model_set_text (f->model, "group");
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 9);
  foyer_browse_model_set_text (f->model, "");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->model)), ==, 0);
}

/* One programme of all, or what is free, and back: the counts say what each would leave. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  apply (f, FOYER_KIND_LISTINGS,
         "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":["
         "{\"id\":\"loom-a\",\"programme\":\"volunteering\",\"title\":\"Loom a\",\"free\":true},"
         "{\"id\":\"loom-b\",\"programme\":\"retirement\",\"title\":\"Loom b\",\"free\":true},"
         "{\"id\":\"loom-c\",\"programme\":\"retirement\",\"title\":\"Loom c\",\"free\":false}]}");
  foyer_browse_model_start (f->model);
  foyer_browse_model_set_text (f->model, "loom");
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 3);
  g_assert_cmpuint (foyer_browse_model_count_programme (f->model, "retirement"), ==, 2);
  g_assert_cmpuint (foyer_browse_model_count_programme (f->model, "youth"), ==, 0);
  g_assert_cmpuint (foyer_browse_model_count_free (f->model), ==, 2);
  foyer_browse_model_set_narrow (f->model, "retirement", FALSE);
  settle ();
  assert_ids (f, "loom-b loom-c");
  g_assert_cmpuint (foyer_browse_model_count_programme (f->model, "volunteering"), ==, 1);
  g_assert_cmpuint (foyer_browse_model_count_free (f->model), ==, 1);
  foyer_browse_model_set_narrow (f->model, foyer_browse_model_get_only (f->model), TRUE);
  settle ();
  g_assert_cmpstr (foyer_browse_model_get_only (f->model), ==, "retirement");
  assert_ids (f, "loom-b");
  foyer_browse_model_set_text (f->model, "web"); /* nothing there is in retirement */
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 0);
  g_assert_cmpuint (foyer_browse_model_count_whole (f->model), ==, 2);
  foyer_browse_model_set_narrow (f->model, NULL, FALSE);
  settle ();
  g_assert_cmpuint (foyer_browse_model_get_total (f->model), ==, 2);
}

static void
test_freed_under_way (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerProgramme) programme = get_programme (f, "volunteering");
  FoyerBrowseModel *model = foyer_browse_model_new (f->store, f->clock, &searcher, f);

  foyer_browse_model_set_programme (model, programme);
  foyer_browse_model_start (model);
  g_assert_finalize_object (model);
  settle ();
  g_assert_cmpuint (f->updated, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/browse-model/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing-is-searched-before-start", test_not_before_start);
  ADD ("a-first-look-takes-the-smallest-distance-with-enough", test_first_look_narrow);
  ADD ("a-first-look-with-little-near-looks-everywhere", test_first_look_wide);
  ADD ("without-an-origin-there-is-no-distance", test_no_origin);
  ADD ("choices-of-a-facet-are-or-ed-and-facets-and-ed", test_facets);
  ADD ("counts-leave-out-their-own-facets-choices", test_counts);
  ADD ("the-latest-change-wins", test_latest_wins);
  ADD ("an-empty-list-offers-ways-out", test_ways_out);
  ADD ("ways-out-find-what-they-promise", test_ways_out_keep_their_word);
  ADD ("clearing-brings-back-the-first-look", test_clear);
  ADD ("a-story-leads-to-what-is-like-it", test_like);
  ADD ("rows-are-read-when-asked-for", test_rows);
  ADD ("new-content-is-searched-again", test_reload);
  ADD ("a-failed-search-is-said-and-mended", test_failure);
  ADD ("search-over-all-needs-a-word", test_search_all);
  ADD ("a-search-over-all-can-be-narrowed", test_narrow);
  ADD ("a-model-may-go-while-a-search-is-under-way", test_freed_under_way);
#undef ADD
  return g_test_run ();
}
