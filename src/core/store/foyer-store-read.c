/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include <string.h>

#include "core/model/foyer-translation.h"
#include "core/store/foyer-store-private.h"

/* What pages read out of the content.
 *
 * Objects are made from the stored items each time and belong to the caller. When the database
 * fails, there is nothing to show and a line in the log; the next writer makes the file anew. On
 * the thread of the store.
 */

typedef gpointer (*NewFromJson) (const char *json, GError **error);
/* FALSE: left out of a list. */
typedef gboolean (*Filter) (gpointer object, const char *a, const char *b);

static void
tell (const GError *error)
{
  g_message ("reading the content: %s", error->message);
}

/* Steps; an error is told and ends the reading like the last row. */
static gboolean
next_row (FoyerStmt *stmt)
{
  g_autoptr (GError) error = NULL;
  gboolean has_row = FALSE;

  if (!foyer_stmt_step (stmt, &has_row, &error))
    tell (error);
  return has_row;
}

static FoyerStmt *
prepare (FoyerStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  FoyerStmt *stmt = foyer_db_prepare (store->db, sql, &error);

  if (stmt == NULL)
    tell (error);
  return stmt;
}

/* NULL when the item of the current row cannot be read; it was checked when it came. */
static gpointer
object_from_row (FoyerStore *store, FoyerStmt *stmt, NewFromJson new_from_json)
{
  g_autoptr (GError) error = NULL;
  const char *json = foyer_stmt_text (stmt, 0);
  g_autofree char *translated = json != NULL && store->language != NULL
                                  ? foyer_translation_apply (json, store->language)
                                  : NULL;
  gpointer object = translated != NULL ? new_from_json (translated, NULL) : NULL;

  if (object == NULL && json != NULL) /* a translation that does not fit is as good as none */
    object = new_from_json (json, &error);
  if (error != NULL)
    tell (error);
  return object;
}

static gpointer
get_item (FoyerStore *store, FoyerKind kind, const char *id, NewFromJson new_from_json)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  if (id == NULL)
    return NULL;
  stmt = prepare (store, "SELECT json FROM item WHERE kind = ?1 AND id = ?2 AND json IS NOT NULL");
  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  foyer_stmt_bind_text (stmt, 2, id);
  return next_row (stmt) ? object_from_row (store, stmt, new_from_json) : NULL;
}

static gint64
count (FoyerStmt *stmt)
{
  return next_row (stmt) ? foyer_stmt_int64 (stmt, 0) : 0;
}

guint
foyer_store_count (FoyerStore *store, FoyerKind kind)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  g_return_val_if_fail ((guint)kind < FOYER_N_KINDS, 0);

  /* The small tables where there are many. */
  if (kind == FOYER_KIND_LISTINGS)
    stmt = prepare (store, "SELECT count(*) FROM listing");
  else if (kind == FOYER_KIND_SESSIONS)
    stmt = prepare (store, "SELECT count(*) FROM session");
  else
    stmt = prepare (store, "SELECT count(*) FROM item WHERE kind = ?1 AND json IS NOT NULL");
  if (stmt == NULL)
    return 0;
  if (kind != FOYER_KIND_LISTINGS && kind != FOYER_KIND_SESSIONS)
    foyer_stmt_bind_int64 (stmt, 1, kind);
  return count (stmt);
}

/* programme NULL: all. */
guint
foyer_store_count_listings (FoyerStore *store, const char *programme)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  if (programme == NULL)
    return foyer_store_count (store, FOYER_KIND_LISTINGS);
  stmt = prepare (store, "SELECT count(*) FROM listing WHERE programme = ?1");
  if (stmt == NULL)
    return 0;
  foyer_stmt_bind_text (stmt, 1, programme);
  return count (stmt);
}

static gpointer
new_listing (const char *json, GError **error)
{
  return foyer_listing_new_from_json (json, error);
}

static gpointer
new_place (const char *json, GError **error)
{
  return foyer_place_new_from_json (json, error);
}

static gpointer
new_story (const char *json, GError **error)
{
  return foyer_story_new_from_json (json, error);
}

static gpointer
new_media (const char *json, GError **error)
{
  return foyer_media_new_from_json (json, error);
}

static gpointer
new_status (const char *json, GError **error)
{
  return foyer_status_new_from_json (json, error);
}

static gpointer
new_info_page (const char *json, GError **error)
{
  return foyer_info_page_new_from_json (json, error);
}

static gpointer
new_programme (const char *json, GError **error)
{
  return foyer_programme_new_from_json (json, error);
}

static gpointer
new_pathway (const char *json, GError **error)
{
  return foyer_pathway_new_from_json (json, error);
}

static gpointer
new_session (const char *json, GError **error)
{
  return foyer_session_new_from_json (json, error);
}

FoyerListing *
foyer_store_get_listing (FoyerStore *store, const char *id)
{
  return get_item (store, FOYER_KIND_LISTINGS, id, new_listing);
}

FoyerListing *
foyer_store_get_listing_by_row (FoyerStore *store, gint64 row)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = prepare (store, "SELECT json FROM item WHERE row = ?1 AND kind = ?2 AND json IS NOT NULL");
  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_int64 (stmt, 1, row);
  foyer_stmt_bind_int64 (stmt, 2, FOYER_KIND_LISTINGS);
  return next_row (stmt) ? object_from_row (store, stmt, new_listing) : NULL;
}

FoyerPlace *
foyer_store_get_place (FoyerStore *store, const char *id)
{
  return get_item (store, FOYER_KIND_PLACES, id, new_place);
}

FoyerStory *
foyer_store_get_story (FoyerStore *store, const char *id)
{
  return get_item (store, FOYER_KIND_STORIES, id, new_story);
}

FoyerMedia *
foyer_store_get_media (FoyerStore *store, const char *id)
{
  return get_item (store, FOYER_KIND_MEDIA, id, new_media);
}

FoyerInfoPage *
foyer_store_get_info_page (FoyerStore *store, const char *id)
{
  return get_item (store, FOYER_KIND_PAGES, id, new_info_page);
}

FoyerStatus *
foyer_store_get_status (FoyerStore *store, const char *code_hash)
{
  return get_item (store, FOYER_KIND_STATUSES, code_hash, new_status);
}

/* Every item of a kind that filter lets through, by id. */
static GPtrArray *
list_items (FoyerStore *store,
            FoyerKind kind,
            NewFromJson new_from_json,
            Filter filter,
            const char *a,
            const char *b)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = prepare (store, "SELECT json FROM item WHERE kind = ?1 AND json IS NOT NULL ORDER BY id");
  if (stmt == NULL)
    return list;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  while (next_row (stmt))
    {
      g_autoptr (GObject) object = object_from_row (store, stmt, new_from_json);

      if (object != NULL && (filter == NULL || filter (object, a, b)))
        g_ptr_array_add (list, g_steal_pointer (&object));
    }
  return list;
}

static gint
compare_programmes (gconstpointer a, gconstpointer b)
{
  const FoyerProgramme *left = *(FoyerProgramme *const *)a;
  const FoyerProgramme *right = *(FoyerProgramme *const *)b;

  return (left->order > right->order) - (left->order < right->order);
}

GPtrArray *
foyer_store_list_programmes (FoyerStore *store)
{
  GPtrArray *list = list_items (store, FOYER_KIND_PROGRAMMES, new_programme, NULL, NULL, NULL);

  g_ptr_array_sort (list, compare_programmes);
  return list;
}

static gboolean
story_matches (gpointer object, const char *district, const char *theme)
{
  FoyerStory *story = object;

  return (district == NULL || g_strcmp0 (story->district, district) == 0)
         && (theme == NULL || g_strv_contains ((const char *const *)story->themes, theme));
}

static gint
compare_stories (gconstpointer a, gconstpointer b)
{
  const FoyerStory *left = *(FoyerStory *const *)a;
  const FoyerStory *right = *(FoyerStory *const *)b;
  int newer = g_strcmp0 (right->published, left->published);

  return newer != 0 ? newer : strcmp (left->id, right->id);
}

/* district, theme NULL: all. Newest first; those without a date last. */
GPtrArray *
foyer_store_list_stories (FoyerStore *store, const char *district, const char *theme)
{
  GPtrArray *list
    = list_items (store, FOYER_KIND_STORIES, new_story, story_matches, district, theme);

  g_ptr_array_sort (list, compare_stories);
  return list;
}

static gboolean
info_page_matches (gpointer object, const char *programme, const char *unused)
{
  FoyerInfoPage *page = object;

  return programme == NULL || g_strv_contains ((const char *const *)page->programmes, programme);
}

static gint
compare_info_pages (gconstpointer a, gconstpointer b)
{
  const FoyerInfoPage *left = *(FoyerInfoPage *const *)a;
  const FoyerInfoPage *right = *(FoyerInfoPage *const *)b;

  if (left->order != right->order)
    return left->order > right->order ? 1 : -1;
  return strcmp (left->id, right->id);
}

/* programme NULL: all. By order. */
GPtrArray *
foyer_store_list_info_pages (FoyerStore *store, const char *programme)
{
  GPtrArray *list
    = list_items (store, FOYER_KIND_PAGES, new_info_page, info_page_matches, programme, NULL);

  g_ptr_array_sort (list, compare_info_pages);
  return list;
}

/* One without a district serves all of Essex. */
static gboolean
pathway_matches (gpointer object, const char *programme, const char *district)
{
  FoyerPathway *pathway = object;

  return (programme == NULL
          || g_strv_contains ((const char *const *)pathway->programmes, programme))
         && (district == NULL || pathway->district == NULL
             || g_str_equal (pathway->district, district));
}

static gint
compare_pathways (gconstpointer a, gconstpointer b)
{
  const FoyerPathway *left = *(FoyerPathway *const *)a;
  const FoyerPathway *right = *(FoyerPathway *const *)b;

  /* The near ones before those for all of Essex. */
  if ((left->district == NULL) != (right->district == NULL))
    return left->district == NULL ? 1 : -1;
  return g_utf8_collate (left->title, right->title);
}

/* programme, district NULL: all. */
GPtrArray *
foyer_store_list_pathways (FoyerStore *store, const char *programme, const char *district)
{
  GPtrArray *list
    = list_items (store, FOYER_KIND_PATHWAYS, new_pathway, pathway_matches, programme, district);

  g_ptr_array_sort (list, compare_pathways);
  return list;
}

GPtrArray *
foyer_store_list_media (FoyerStore *store)
{
  return list_items (store, FOYER_KIND_MEDIA, new_media, NULL, NULL, NULL);
}

GHashTable *
foyer_store_list_media_hashes (FoyerStore *store, GError **error)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    store->db, "SELECT json FROM item WHERE kind = ?1 AND json IS NOT NULL", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_int64 (stmt, 1, FOYER_KIND_MEDIA);
  while (TRUE)
    {
      g_autoptr (FoyerMedia) media = NULL;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&hashes);
      media = foyer_media_new_from_json (foyer_stmt_text (stmt, 0), error);
      if (media == NULL)
        return NULL;
      g_hash_table_add (hashes, g_strdup (media->sha256));
    }
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const FoyerPlace *left = *(FoyerPlace *const *)a;
  const FoyerPlace *right = *(FoyerPlace *const *)b;

  return g_utf8_collate (left->name, right->name);
}

/* By name. */
GPtrArray *
foyer_store_list_places (FoyerStore *store)
{
  GPtrArray *list = list_items (store, FOYER_KIND_PLACES, new_place, NULL, NULL, NULL);

  g_ptr_array_sort (list, compare_places);
  return list;
}

/* One whose time is not known counts until its day is over. limit 0: all. */
GPtrArray *
foyer_store_list_sessions (FoyerStore *store, const char *listing, gint64 now_us, guint limit)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = prepare (store, "SELECT item.json FROM session JOIN item ON item.row = session.row"
                         " WHERE session.listing = ?1 AND session.until >= ?2"
                         " ORDER BY session.starts, item.id LIMIT ?3");
  if (stmt == NULL)
    return list;
  foyer_stmt_bind_text (stmt, 1, listing);
  foyer_stmt_bind_int64 (stmt, 2, now_us / G_USEC_PER_SEC);
  foyer_stmt_bind_int64 (stmt, 3, limit > 0 ? (gint64)limit : -1);
  while (next_row (stmt))
    {
      gpointer session = object_from_row (store, stmt, new_session);

      if (session != NULL)
        g_ptr_array_add (list, session);
    }
  return list;
}
