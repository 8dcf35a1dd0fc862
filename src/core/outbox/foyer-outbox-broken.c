/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "core/outbox/foyer-outbox-private.h"

#include <errno.h>
#include <glib/gstdio.h>

/* The files outbox.db.broken-* that a rescue left beside the outbox: what is in them, and until
 * when they stay.
 *
 * They hold sealed records of people, so they neither go unseen nor stay for ever. A table knows
 * each one and the digests of what can be read in it; triggers note when such a record has left the
 * outbox. On the outbox's thread.
 */

#define PREFIX "outbox.db.broken-"
/* Microseconds such a file stays after the first contact at most: as long as a received copy. */
#define KEEP_BROKEN_US (30 * G_TIME_SPAN_DAY)

void
foyer_broken_file_free (FoyerBrokenFile *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_free (file);
}

static gboolean
run_with_name (FoyerDb *db, const char *sql, const char *name, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, name);
  return foyer_stmt_run (stmt, error);
}

/* (transfer full): the first column of what sql finds. time_us: bound to it; NULL: nothing is. */
static GPtrArray *
list_names (FoyerDb *db, const char *sql, const gint64 *time_us, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  if (time_us != NULL)
    foyer_stmt_bind_int64 (stmt, 1, *time_us);
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&names);
      g_ptr_array_add (names, g_strdup (foyer_stmt_text (stmt, 0)));
    }
  return NULL;
}

/* ---- getting to know them ---- */

typedef struct
{
  FoyerDb *db;
  const char *name;
} Reading;

static gboolean
note_record (const FoyerOutboxRecord *record, FoyerStmt *from, gpointer data, GError **error)
{
  const Reading *reading = data;
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    reading->db,
    /* Withdrawn here is done, whatever freed pages still hold. */
    "INSERT INTO broken_record (name, digest, is_done) VALUES (?1, ?2,"
    " ?3 <> '" FOYER_RECORD_KIND_WITHDRAWAL "' AND EXISTS (SELECT 1 FROM record"
    " WHERE code_hash = ?4 AND kind = '" FOYER_RECORD_KIND_WITHDRAWAL "')) ON CONFLICT DO NOTHING",
    error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, reading->name);
  foyer_stmt_bind_text (stmt, 2, record->digest);
  foyer_stmt_bind_text (stmt, 3, record->kind);
  foyer_stmt_bind_text (stmt, 4, record->code_hash);
  return foyer_stmt_run (stmt, error);
}

static gboolean
register_in_transaction (
  FoyerDb *db, const char *state_dir, const char *name, FoyerClock *clock, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, name, NULL);
  Reading reading = { db, name };

  return run_with_name (db, "INSERT INTO broken (name) VALUES (?1)", name, error)
         && foyer_outbox_read_broken (path, foyer_clock_now_us (clock), note_record, &reading,
                                      error);
}

static gboolean
register_one (
  FoyerDb *db, const char *state_dir, const char *name, FoyerClock *clock, GError **error)
{
  if (!foyer_db_begin (db, error))
    return FALSE;
  if (register_in_transaction (db, state_dir, name, clock, error))
    return foyer_db_commit (db, error);
  foyer_db_rollback (db);
  return FALSE;
}

static gboolean
contains (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* (transfer full): the names of the files that are there. */
static GPtrArray *
find_files (const char *state_dir, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (state_dir, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX) && !g_str_has_suffix (name, "-journal"))
      g_ptr_array_add (names, g_strdup (name));
  return g_steal_pointer (&names);
}

/* One that somebody took away by hand is forgotten. */
gboolean
foyer_outbox_broken_register (FoyerDb *db, const char *state_dir, FoyerClock *clock, GError **error)
{
  g_autoptr (GPtrArray) known = list_names (db, "SELECT name FROM broken", NULL, error);
  g_autoptr (GPtrArray) files = known != NULL ? find_files (state_dir, error) : NULL;

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    if (!contains (files, known->pdata[i])
        && !run_with_name (db, "DELETE FROM broken WHERE name = ?1", known->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!contains (known, files->pdata[i])
        && !register_one (db, state_dir, files->pdata[i], clock, error))
      return FALSE;
  return TRUE;
}

/* ---- letting them go ---- */

static gboolean
remove_file (const char *state_dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, name, NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (journal);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "removing %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

/* As with copies of records: a file seen while the centre's clock was ahead begins to age anew. */
static gboolean
note_time (FoyerDb *db, gint64 server_us, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db,
                        "UPDATE broken SET seen_server_us = ?1"
                        " WHERE seen_server_us IS NULL OR seen_server_us > ?1",
                        error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, server_us);
  return foyer_stmt_run (stmt, error);
}

gboolean
foyer_outbox_broken_prune (FoyerOutbox *outbox,
                           gint64 server_us,
                           gboolean is_late,
                           GError **error)
{
  g_autoptr (GPtrArray) known = list_names (outbox->db, "SELECT name FROM broken", NULL, error);
  g_autoptr (GPtrArray) old = NULL;
  gint64 before = server_us - KEEP_BROKEN_US;

  if (known == NULL)
    return FALSE;
  if (known->len == 0 || server_us <= 0)
    return TRUE;
  if (!is_late && !note_time (outbox->db, server_us, error))
    return FALSE;
  old = list_names (
    outbox->db,
    "SELECT name FROM broken WHERE seen_server_us < ?1"
    " OR (EXISTS (SELECT 1 FROM broken_record r WHERE r.name = broken.name)"
    " AND NOT EXISTS (SELECT 1 FROM broken_record r WHERE r.name = broken.name AND NOT is_done))",
    &before, error);
  if (old == NULL)
    return FALSE;
  for (guint i = 0; i < old->len; i++)
    {
      if (!remove_file (outbox->state_dir, old->pdata[i], error)
          || !run_with_name (outbox->db, "DELETE FROM broken WHERE name = ?1", old->pdata[i],
                             error))
        return FALSE;
      g_message ("%s is not needed any more and was removed", (const char *)old->pdata[i]);
    }
  return TRUE;
}

/* ---- showing them ---- */

GPtrArray *
foyer_outbox_list_broken (FoyerOutbox *outbox, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    outbox->db,
    "SELECT broken.name, count (r.digest), count (r.digest) FILTER (WHERE NOT r.is_done),"
    " count (r.digest) FILTER (WHERE NOT r.is_done AND NOT EXISTS"
    "  (SELECT 1 FROM record WHERE record.digest = r.digest))"
    " FROM broken LEFT JOIN broken_record r ON r.name = broken.name"
    " GROUP BY broken.name ORDER BY broken.name",
    error);
  g_autoptr (GPtrArray) files
    = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_broken_file_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      FoyerBrokenFile *file;
      g_autofree char *path = NULL;
      GStatBuf info;

      if (!has_row)
        return g_steal_pointer (&files);
      file = g_new0 (FoyerBrokenFile, 1);
      file->name = g_strdup (foyer_stmt_text (stmt, 0));
      file->records = (guint)foyer_stmt_int64 (stmt, 1);
      file->open = (guint)foyer_stmt_int64 (stmt, 2);
      file->missing = (guint)foyer_stmt_int64 (stmt, 3);
      path = g_build_filename (outbox->state_dir, file->name, NULL);
      file->bytes = g_stat (path, &info) == 0 ? (guint64)info.st_size : 0;
      g_ptr_array_add (files, file);
    }
  return NULL;
}
