/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store-sqlite.h"

#include "centre/foyer-status-item.h"
#include "core/model/foyer-service.h"

/* Hours that came with a code, added up into its status, so that every kiosk can show them to who
 * has the code. The sum is made anew from the records that are there, inside the transaction that
 * stored the newest: what is posted twice is there once, and a restored centre counts what it was
 * sent again once. On the store's thread. */

static gboolean
add_up (FoyerDb *db, const char *code_hash, FoyerService *service, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db,
                        "SELECT header, seq FROM record WHERE code_hash = ?1"
                        " AND kind = '" FOYER_RECORD_KIND_HOURS "' AND is_variant = 0 ORDER BY seq",
                        error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, code_hash);
  for (;;)
    {
      g_autoptr (FoyerServiceEntry) entry = NULL;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      entry = foyer_service_entry_new_from_header (foyer_stmt_text (stmt, 0),
                                                   foyer_stmt_int64 (stmt, 1));
      if (entry != NULL)
        foyer_service_add (service, entry);
    }
}

gboolean
foyer_centre_sqlite_update_service (FoyerCentreStore *self,
                                    const char *code_hash,
                                    gint64 now_us,
                                    GError **error)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autofree char *before = foyer_centre_store_dup_item (self, FOYER_KIND_STATUSES, code_hash);
  g_autofree char *json = NULL;
  gboolean is_changed = FALSE;

  if (!add_up (foyer_centre_sqlite_get_db (self), code_hash, service, error))
    return FALSE;
  json = foyer_status_item_set_service (before, service, now_us);
  return json == NULL
         || foyer_centre_store_put_item (self, FOYER_KIND_STATUSES, code_hash, json,
                                         FOYER_ORIGIN_IMPORT, now_us, &is_changed, error);
}
