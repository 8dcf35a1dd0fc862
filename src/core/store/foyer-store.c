/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include "core/store/foyer-store.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "core/store/foyer-store-private.h"

/* content.db: the local cache of what the centre publishes.
 *
 * A FoyerStore is owned by whoever opened it and belongs to that thread. One writer a file (the
 * sync worker), any number of readers. Nothing in here is anybody's own, so a file that is damaged
 * is thrown away and fetched again; a connection that meets damage leaves a mark for the next
 * writer.
 */

/* Bytes. Up to this size a file is read through when it is opened (a few ms); a larger one would
 * hold up the start, and damage in it is noticed when it is met. */
#define MAX_CHECKED_SIZE (16 * 1024 * 1024)

static char *
dup_mark_path (const char *path)
{
  return g_strconcat (path, ".broken", NULL);
}

static void
remove_files (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".broken" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      if (g_unlink (file) != 0 && errno != ENOENT)
        g_message ("could not remove a file of the content: %s", g_strerror (errno));
    }
}

static gboolean
check_small (FoyerDb *db, const char *path, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = FALSE;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > MAX_CHECKED_SIZE)
    return TRUE;
  stmt = foyer_db_prepare (db, "PRAGMA quick_check(1)", error);
  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (foyer_stmt_text (stmt, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT, "the file is damaged");
  return FALSE;
}

static FoyerDb *
open_checked (const char *path, GError **error)
{
  g_autoptr (FoyerDb) db = foyer_db_open (path, FOYER_DB_CONTENT, foyer_store_schema, error);

  return db != NULL && check_small (db, path, error) ? g_steal_pointer (&db) : NULL;
}

static FoyerStore *
store_new (FoyerDb *db, const char *path)
{
  FoyerStore *store = g_new0 (FoyerStore, 1);

  store->db = db;
  store->path = g_strdup (path);
  store->clock = foyer_clock_ref (foyer_clock_system ());
  return store;
}

static FoyerStore *
open_writer (const char *path, GError **error)
{
  FoyerDb *db = open_checked (path, error);
  g_autoptr (FoyerStore) store = db != NULL ? store_new (db, path) : NULL;

  return store != NULL && foyer_store_refresh_index (store, error) ? g_steal_pointer (&store)
                                                                   : NULL;
}

FoyerStore *
foyer_store_open (const char *state_dir, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "content.db", NULL);
  g_autofree char *mark = dup_mark_path (path);
  g_autoptr (GError) open_error = NULL;
  FoyerStore *store;

  if (g_mkdir_with_parents (state_dir, 0700) != 0)
    {
      g_set_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_IO, "making the folder: %s",
                   g_strerror (errno));
      return NULL;
    }
  if (g_file_test (mark, G_FILE_TEST_EXISTS))
    remove_files (path);
  store = open_writer (path, &open_error);
  if (g_error_matches (open_error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT))
    {
      g_message ("the content is damaged (%s); it will be fetched again", open_error->message);
      remove_files (path);
      g_clear_error (&open_error);
      store = open_writer (path, &open_error);
    }
  if (store == NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&open_error), "content: ");
  return store;
}

FoyerStore *
foyer_store_open_reader (const char *state_dir, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "content.db", NULL);
  FoyerDb *db = foyer_db_open (path, FOYER_DB_READER, foyer_store_schema, error);

  if (db == NULL)
    {
      g_prefix_error (error, "content: ");
      return NULL;
    }
  return store_new (db, path);
}

void
foyer_store_close (FoyerStore *store)
{
  g_return_if_fail (store != NULL);

  if (foyer_db_is_broken (store->db))
    {
      g_autofree char *mark = dup_mark_path (store->path);

      g_file_set_contents (mark, "", 0, NULL);
    }
  g_clear_pointer (&store->places, foyer_search_places_free);
  g_clear_pointer (&store->cards, foyer_search_cards_free);
  g_clear_pointer (&store->guide, foyer_search_guide_free);
  foyer_store_forget_words (store);
  g_clear_pointer (&store->match_cards, foyer_match_cards_free);
  foyer_db_close (store->db);
  foyer_clock_unref (store->clock);
  g_free (store->path);
  g_free (store);
}

FoyerDb *
foyer_store_get_db (FoyerStore *store)
{
  return store->db;
}

void
foyer_store_set_clock (FoyerStore *store, FoyerClock *clock)
{
  foyer_clock_ref (clock);
  foyer_clock_unref (store->clock);
  store->clock = clock;
}

void
foyer_store_set_language (FoyerStore *store, const char *language)
{
  store->language = g_intern_string (language);
}

gboolean
foyer_store_get_position (
  FoyerStore *store, FoyerKind kind, char **next, char **etag, gint64 *full_us, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = FALSE;

  stmt
    = foyer_db_prepare (store->db, "SELECT next, etag, full_us FROM feed WHERE kind = ?1", error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (next != NULL)
    *next = has_row ? g_strdup (foyer_stmt_text (stmt, 0)) : NULL;
  if (etag != NULL)
    *etag = has_row ? g_strdup (foyer_stmt_text (stmt, 1)) : NULL;
  if (full_us != NULL)
    *full_us = has_row ? foyer_stmt_int64 (stmt, 2) : 0;
  return TRUE;
}

gboolean
foyer_store_reset_positions (FoyerStore *store, GError **error)
{
  return foyer_db_exec (store->db, "UPDATE feed SET next = NULL, etag = NULL", error);
}

char *
foyer_store_dup_meta (FoyerStore *store, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = FALSE;

  stmt = foyer_db_prepare (store->db, "SELECT value FROM meta WHERE key = ?1", &error);
  if (stmt != NULL)
    {
      foyer_stmt_bind_text (stmt, 1, key);
      if (foyer_stmt_step (stmt, &has_row, &error))
        return has_row ? g_strdup (foyer_stmt_text (stmt, 0)) : NULL;
    }
  g_message ("reading the content: %s", error->message);
  return NULL;
}

/* value NULL: forgotten. */
gboolean
foyer_store_set_meta (FoyerStore *store, const char *key, const char *value, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;

  stmt = foyer_db_prepare (store->db,
                           value != NULL ? "REPLACE INTO meta (key, value) VALUES (?1, ?2)"
                                         : "DELETE FROM meta WHERE key = ?1",
                           error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, key);
  if (value != NULL)
    foyer_stmt_bind_text (stmt, 2, value);
  return foyer_stmt_run (stmt, error);
}
