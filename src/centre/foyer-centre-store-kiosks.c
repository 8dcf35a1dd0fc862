/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store-sqlite.h"

#include <string.h>

/* The SQLite store's side that knows kiosks: invitations, keys, who is shut out, what each last
 * said of itself.
 *
 * On the store's thread; what writes stands inside a transaction of the caller. A kiosk's row is
 * never removed: its records name it.
 */

gboolean
foyer_centre_sqlite_add_invite (FoyerCentreStore *self,
                                const char *code_hash,
                                const char *place,
                                gint64 expires_us,
                                GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "INSERT INTO invite (code_hash, place, expires_us) VALUES (?1, ?2, ?3)", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  foyer_stmt_bind_text (stmt, 2, place);
  foyer_stmt_bind_int64 (stmt, 3, expires_us);
  return foyer_stmt_run (stmt, error);
}

/* The place an invitation is for and the kiosk that used it, if any; REFUSED when it cannot be
 * used. */
static gboolean
look_at_invite (
  FoyerDb *db, const char *code_hash, gint64 now_us, char **place, char **kiosk, GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db, "SELECT place, kiosk FROM invite WHERE code_hash = ?1 AND expires_us >= ?2", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  foyer_stmt_bind_int64 (stmt, 2, now_us);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "this code is not valid, or older than 15 minutes: ask for a new one");
      return FALSE;
    }
  *place = g_strdup (foyer_stmt_text (stmt, 0));
  *kiosk = g_strdup (foyer_stmt_text (stmt, 1));
  return TRUE;
}

FoyerCentreKiosk *
foyer_centre_sqlite_get_kiosk (FoyerCentreStore *self, const char *id)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT place, key, revoked_us IS NOT NULL FROM kiosk WHERE id = ?1", NULL);
  FoyerCentreKiosk *kiosk = NULL;
  gboolean has_row = FALSE;
  gsize size = 0;
  gconstpointer key = NULL;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_text (stmt, 1, id);
  if (!foyer_stmt_step (stmt, &has_row, NULL) || !has_row)
    return NULL;
  key = foyer_stmt_blob (stmt, 1, &size);
  if (size != FOYER_SIGN_PUBLIC_BYTES)
    return NULL;
  kiosk = g_new0 (FoyerCentreKiosk, 1);
  kiosk->id = g_strdup (id);
  kiosk->place = g_strdup (foyer_stmt_text (stmt, 0));
  memcpy (kiosk->key, key, size);
  kiosk->is_revoked = foyer_stmt_int64 (stmt, 2) != 0;
  return kiosk;
}

static gboolean
add_kiosk (
  FoyerDb *db, const FoyerCentreKiosk *kiosk, const char *code_hash, gint64 now_us, GError **error)
{
  g_autoptr (FoyerStmt) add = foyer_db_prepare (
    db, "INSERT INTO kiosk (id, key, place, enrolled_us) VALUES (?1, ?2, ?3, ?4)", error);
  g_autoptr (FoyerStmt) use
    = foyer_db_prepare (db, "UPDATE invite SET kiosk = ?2 WHERE code_hash = ?1", error);

  if (add == NULL || use == NULL)
    return FALSE;
  foyer_stmt_bind_text (add, 1, kiosk->id);
  foyer_stmt_bind_blob (add, 2, kiosk->key, sizeof kiosk->key);
  foyer_stmt_bind_text (add, 3, kiosk->place);
  foyer_stmt_bind_int64 (add, 4, now_us);
  foyer_stmt_bind_text (use, 1, code_hash);
  foyer_stmt_bind_text (use, 2, kiosk->id);
  return foyer_stmt_run (add, error) && foyer_stmt_run (use, error);
}

/* Characters of the random part of a kiosk's id: 40 bits, and the primary key on top. */
#define KIOSK_ID_CHARS 8

FoyerCentreKiosk *
foyer_centre_sqlite_enrol (FoyerCentreStore *self,
                           const char *code_hash,
                           const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                           gint64 now_us,
                           GError **error)
{
  g_autofree char *place = NULL;
  g_autofree char *used_by = NULL;
  g_autofree char *random = NULL;
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;

  if (!look_at_invite (foyer_centre_sqlite_get_db (self), code_hash, now_us, &place, &used_by,
                       error))
    return NULL;
  if (used_by)
    {
      kiosk = foyer_centre_sqlite_get_kiosk (self, used_by);
      if (kiosk && memcmp (kiosk->key, key, sizeof kiosk->key) == 0)
        return g_steal_pointer (&kiosk);
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "this code was used already: ask for a new one");
      return NULL;
    }
  random = foyer_id_new ();
  kiosk = g_new0 (FoyerCentreKiosk, 1);
  kiosk->id = g_strdup_printf ("kiosk-%.*s", KIOSK_ID_CHARS, random);
  kiosk->place = g_steal_pointer (&place);
  memcpy (kiosk->key, key, sizeof kiosk->key);
  return add_kiosk (foyer_centre_sqlite_get_db (self), kiosk, code_hash, now_us, error)
           ? g_steal_pointer (&kiosk)
           : NULL;
}

gboolean
foyer_centre_sqlite_set_revoked (
  FoyerCentreStore *self, const char *kiosk, gint64 revoked_us, gboolean *is_known, GError **error)
{
  FoyerDb *db = foyer_centre_sqlite_get_db (self);
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db, "UPDATE kiosk SET revoked_us = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, kiosk);
  if (revoked_us)
    foyer_stmt_bind_int64 (stmt, 2, revoked_us);
  else
    foyer_stmt_bind_null (stmt, 2);
  if (!foyer_stmt_run (stmt, error))
    return FALSE;
  *is_known = foyer_db_changes (db) > 0;
  return TRUE;
}

gboolean
foyer_centre_sqlite_set_heartbeat (FoyerCentreStore *self,
                                   const char *kiosk,
                                   const FoyerCentreHeartbeat *heartbeat,
                                   GError **error)
{
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "INSERT INTO heartbeat (kiosk, time_us, waiting, received, quarantined, oldest_waiting_us,"
    " version, content_version, clock_offset_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (kiosk) DO UPDATE SET time_us = excluded.time_us, waiting = excluded.waiting,"
    " received = excluded.received, quarantined = excluded.quarantined,"
    " oldest_waiting_us = excluded.oldest_waiting_us, version = excluded.version,"
    " content_version = excluded.content_version, clock_offset_s = excluded.clock_offset_s",
    error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, kiosk);
  foyer_stmt_bind_int64 (stmt, 2, heartbeat->time_us);
  foyer_stmt_bind_int64 (stmt, 3, heartbeat->waiting);
  foyer_stmt_bind_int64 (stmt, 4, heartbeat->received);
  foyer_stmt_bind_int64 (stmt, 5, heartbeat->quarantined);
  if (heartbeat->oldest_waiting_us)
    foyer_stmt_bind_int64 (stmt, 6, heartbeat->oldest_waiting_us);
  else
    foyer_stmt_bind_null (stmt, 6);
  foyer_stmt_bind_text (stmt, 7, heartbeat->version);
  foyer_stmt_bind_text (stmt, 8, heartbeat->content_version);
  foyer_stmt_bind_int64 (stmt, 9, heartbeat->clock_offset_s);
  return foyer_stmt_run (stmt, error);
}

static FoyerCentreKioskState
read_kiosk (FoyerStmt *stmt)
{
  return (FoyerCentreKioskState){
    .id = foyer_stmt_text (stmt, 0),
    .place = foyer_stmt_text (stmt, 1),
    .enrolled_us = foyer_stmt_int64 (stmt, 2),
    .revoked_us = foyer_stmt_int64 (stmt, 3),
    .heartbeat = { .time_us = foyer_stmt_int64 (stmt, 4),
                   .waiting = foyer_stmt_int64 (stmt, 5),
                   .received = foyer_stmt_int64 (stmt, 6),
                   .quarantined = foyer_stmt_int64 (stmt, 7),
                   .oldest_waiting_us = foyer_stmt_int64 (stmt, 8),
                   .version = foyer_stmt_text (stmt, 9),
                   .content_version = foyer_stmt_text (stmt, 10),
                   .clock_offset_s = foyer_stmt_int64 (stmt, 11) },
  };
}

gboolean
foyer_centre_sqlite_each_kiosk (FoyerCentreStore *self,
                                FoyerCentreKioskFunc func,
                                gpointer data,
                                GError **error)
{
  /* What is NULL reads as 0. */
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    foyer_centre_sqlite_get_db (self),
    "SELECT id, place, enrolled_us, revoked_us, time_us, waiting, received, quarantined,"
    " oldest_waiting_us, version, content_version, clock_offset_s"
    " FROM kiosk LEFT JOIN heartbeat ON heartbeat.kiosk = kiosk.id ORDER BY place, id",
    error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      FoyerCentreKioskState kiosk;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      kiosk = read_kiosk (stmt);
      if (!func (&kiosk, data))
        return TRUE;
    }
}
