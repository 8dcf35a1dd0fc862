/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store-sqlite.h"

/* The SQLite store's side that keeps the audit log; foyer-centre-audit.c makes its chain.
 *
 * On the store's thread; what writes stands inside a transaction of the caller. Rows are only ever
 * added.
 */

gboolean
foyer_centre_sqlite_add_audit (FoyerCentreStore *self,
                               const FoyerCentreAudit *audit,
                               GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "INSERT INTO audit (n, time_us, what, by, detail, previous, hash)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, audit->n);
  foyer_stmt_bind_int64 (stmt, 2, audit->time_us);
  foyer_stmt_bind_text (stmt, 3, audit->what);
  foyer_stmt_bind_text (stmt, 4, audit->by);
  foyer_stmt_bind_text (stmt, 5, audit->detail);
  foyer_stmt_bind_text (stmt, 6, audit->previous);
  foyer_stmt_bind_text (stmt, 7, audit->hash);
  return foyer_stmt_run (stmt, error);
}

gboolean
foyer_centre_sqlite_each_audit (FoyerCentreStore *self,
                                gboolean only_last,
                                FoyerCentreAuditFunc func,
                                gpointer data,
                                GError **error)
{
  static const char all[] = "SELECT n, time_us, what, by, detail, previous, hash FROM audit"
                            " ORDER BY n";
  static const char last[] = "SELECT n, time_us, what, by, detail, previous, hash FROM audit"
                             " ORDER BY n DESC LIMIT 1";
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self), only_last ? last : all, error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      FoyerCentreAudit audit;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      audit = (FoyerCentreAudit){
        .n = foyer_stmt_int64 (stmt, 0),
        .time_us = foyer_stmt_int64 (stmt, 1),
        .what = foyer_stmt_text (stmt, 2),
        .by = foyer_stmt_text (stmt, 3),
        .detail = foyer_stmt_text (stmt, 4),
        .previous = foyer_stmt_text (stmt, 5),
        .hash = foyer_stmt_text (stmt, 6),
      };
      if (!func (&audit, data))
        return TRUE;
    }
}

/* SQLite keeps it for AUTOINCREMENT, whatever becomes of the rows. */
gboolean
foyer_centre_sqlite_get_audit_end (FoyerCentreStore *self, gint64 *n, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (foyer_centre_sqlite_get_db (self),
                        "SELECT max (seq) FROM sqlite_sequence WHERE name = 'audit'", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *n = has_row ? foyer_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}
