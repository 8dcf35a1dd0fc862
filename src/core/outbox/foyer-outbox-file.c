/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "core/outbox/foyer-outbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/crypto/foyer-crypto.h"

/* The file outbox.db: opening it, and what is done when it is broken.
 *
 * A broken file stays where it is until all that can be read of it is in a new one beside it; only
 * then is it moved aside and the new one put in its place. Whenever the power goes, the next start
 * finds either the broken file, and begins again, or the finished new one. Nothing is ever deleted
 * but an unfinished new file. On the outbox's thread.
 */

/* Names to try for a broken file within one second. */
#define MAX_BROKEN_NAMES 100

static gboolean
check_pages (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, "PRAGMA quick_check (1)", error);
  gboolean has_row;

  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (foyer_stmt_text (stmt, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT, "outbox.db is damaged");
  return FALSE;
}

/* SQLite keeps no sums of its pages: a flipped bit inside a record is only seen by its digest. Such
 * a record can never be opened; sent, it would only be refused over and over. (transfer full) */
static GArray *
find_damaged (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db, "SELECT row, sealed, digest FROM record WHERE state = 0", error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      gsize size;
      gconstpointer sealed;
      g_autofree char *digest = NULL;
      gint64 row;

      if (!has_row)
        return g_steal_pointer (&rows);
      sealed = foyer_stmt_blob (stmt, 1, &size);
      digest = foyer_seal_digest (sealed, size);
      row = foyer_stmt_int64 (stmt, 0);
      if (g_strcmp0 (digest, foyer_stmt_text (stmt, 2)) != 0)
        g_array_append_val (rows, row);
    }
  return NULL;
}

static gboolean
quarantine_damaged (FoyerDb *db, GError **error)
{
  g_autoptr (GArray) rows = find_damaged (db, error);
  g_autoptr (FoyerStmt) stmt = NULL;

  if (rows == NULL)
    return FALSE;
  stmt = foyer_db_prepare (
    db, "UPDATE record SET state = 2, reason = 'damaged on this disk' WHERE row = ?1", error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      foyer_stmt_bind_int64 (stmt, 1, g_array_index (rows, gint64, i));
      if (!foyer_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) */
static FoyerDb *
open_checked (const char *path, GError **error)
{
  g_autoptr (FoyerDb) db = foyer_db_open (path, FOYER_DB_OUTBOX, foyer_outbox_schema, error);

  if (db == NULL || !check_pages (db, error) || !quarantine_damaged (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* FAILED: the pages are whole, but it is not our table in them. */
static gboolean
is_file_broken (const GError *error)
{
  return g_error_matches (error, FOYER_DB_ERROR, FOYER_DB_ERROR_CORRUPT)
         || g_error_matches (error, FOYER_DB_ERROR, FOYER_DB_ERROR_FAILED);
}

/* (transfer full): a name nothing has yet. */
static char *
dup_broken_name (const char *path, FoyerClock *clock)
{
  g_autoptr (GDateTime) now
    = g_date_time_new_from_unix_utc (foyer_clock_now_us (clock) / G_USEC_PER_SEC);
  g_autofree char *stamp
    = now != NULL ? g_date_time_format (now, "%Y%m%dT%H%M%SZ") : g_strdup ("unknown");

  for (guint i = 1; i < MAX_BROKEN_NAMES; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.broken-%s", path, stamp)
                                     : g_strdup_printf ("%s.broken-%s-%u", path, stamp, i);

      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
  return NULL;
}

static gboolean
rename_synced (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int fd;

  if (rename (from, to) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "moving %s: %s", from,
                   g_strerror (errno));
      return FALSE;
    }
  fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

/* The journal goes along: it may be what makes the rows of the broken file readable. (transfer
 * full) */
static char *
move_aside (const char *path, FoyerClock *clock, GError **error)
{
  g_autofree char *broken = dup_broken_name (path, clock);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *broken_journal = NULL;

  if (broken == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "too many broken files beside %s",
                   path);
      return NULL;
    }
  broken_journal = g_strconcat (broken, "-journal", NULL);
  if (g_file_test (journal, G_FILE_TEST_EXISTS) && !rename_synced (journal, broken_journal, error))
    return NULL;
  return rename_synced (path, broken, error) ? g_steal_pointer (&broken) : NULL;
}

static void
remove_unfinished (const char *new_path)
{
  g_autofree char *journal = g_strconcat (new_path, "-journal", NULL);

  g_unlink (new_path);
  g_unlink (journal);
}

/* Makes new_path with all that can be read of path. */
static gboolean
make_new_file (
  const char *path, const char *new_path, FoyerClock *clock, guint *n_rescued, GError **error)
{
  g_autofree char *journal = g_strconcat (new_path, "-journal", NULL);
  g_autoptr (FoyerDb) db = NULL;

  remove_unfinished (new_path);
  db = foyer_db_open (new_path, FOYER_DB_OUTBOX, foyer_outbox_schema, error);
  if (db == NULL || !foyer_outbox_rescue (db, path, clock, n_rescued, error))
    return FALSE;
  g_clear_pointer (&db, foyer_db_close);
  g_unlink (journal); /* empty */
  return TRUE;
}

/* What lies beside the outbox is not worth keeping it shut for. (transfer full) */
static FoyerDb *
with_broken_known (FoyerDb *db, const char *state_dir, FoyerClock *clock)
{
  g_autoptr (GError) error = NULL;

  if (db != NULL && !foyer_outbox_broken_register (db, state_dir, clock, &error))
    g_message ("the files moved aside could not be looked at: %s", error->message);
  return db;
}

static gboolean
put_right (const char *path, const char *new_path, FoyerClock *clock, GError **error)
{
  g_autofree char *broken = NULL;
  guint n_rescued = 0;

  if (!make_new_file (path, new_path, clock, &n_rescued, error))
    return FALSE;
  broken = move_aside (path, clock, error);
  if (broken == NULL || !rename_synced (new_path, path, error))
    return FALSE;
  g_message ("outbox.db was damaged: kept as %s, %u records carried over", broken, n_rescued);
  return TRUE;
}

FoyerDb *
foyer_outbox_file_open (const char *state_dir,
                        FoyerClock *clock,
                        gboolean *moved_aside,
                        GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "outbox.db", NULL);
  g_autofree char *new_path = g_strconcat (path, ".new", NULL);
  g_autoptr (GError) local_error = NULL;
  FoyerDb *db;
  gboolean is_broken;

  /* The power went after the broken file was moved aside: the new one was finished before that. */
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (new_path, G_FILE_TEST_EXISTS)
      && !rename_synced (new_path, path, error))
    return NULL;
  db = open_checked (path, &local_error);
  is_broken = db == NULL && is_file_broken (local_error);
  if (moved_aside != NULL)
    *moved_aside = is_broken;
  if (is_broken)
    db = put_right (path, new_path, clock, error) ? open_checked (path, error) : NULL;
  else if (db != NULL)
    remove_unfinished (new_path); /* older than what outbox.db has taken in since */
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return with_broken_known (db, state_dir, clock);
}
