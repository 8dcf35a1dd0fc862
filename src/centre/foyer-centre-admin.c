/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-admin-private.h"

#include <string.h>

#include "centre/foyer-centre-audit.h"
#include "centre/foyer-centre-bundle.h"
#include "centre/foyer-session-maker.h"
#include "core/model/foyer-json.h"

/* What an operator may do to a centre, as requests that run the same in foyerctl and in a running
 * centre.
 *
 * Plain functions inside a transaction of the caller, on the thread that owns the store. Items are
 * checked here once more, whoever sent them: what is in the store can go out to every kiosk.
 */

static gboolean
import_item (FoyerCentreStore *store,
             FoyerKind kind,
             json_t *item,
             gint64 now_us,
             guint counts[3],
             json_t *problems,
             GError **error)
{
  const char *id = foyer_json_get_string (item, "id");
  const char *json = foyer_json_get_string (item, "json");
  g_autofree char *checked_id = NULL;
  g_autoptr (GError) bad = NULL;
  gboolean is_changed = FALSE;

  if (id && foyer_json_get_bool (item, "deleted", FALSE))
    {
      if (!foyer_centre_store_delete_item (store, kind, id, now_us, &is_changed, error))
        return FALSE;
      counts[2] += is_changed;
      return TRUE;
    }
  if (json == NULL || !foyer_content_check_item (kind, json, strlen (json), &checked_id, &bad))
    {
      g_autofree char *line = g_strdup_printf ("%s: %s", id ? id : "an item without id",
                                               bad ? bad->message : "no content");

      json_array_append_new (problems, json_string_nocheck (line));
      return TRUE;
    }
  if (!foyer_centre_store_put_item (store, kind, checked_id, json, FOYER_ORIGIN_IMPORT, now_us,
                                    &is_changed, error))
    return FALSE;
  counts[is_changed ? 0 : 1]++;
  return TRUE;
}

static json_t *
run_import (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *name = foyer_json_get_string (request, "kind");
  g_autoptr (json_t) problems = json_array ();
  guint counts[3] = { 0 };
  FoyerKind kind;
  json_t *item = NULL;
  size_t i;

  if (name == NULL || !foyer_kind_from_string (name, &kind))
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "an import names no kind of content that Foyer knows");
      return NULL;
    }
  json_array_foreach (foyer_json_get_array (request, "items"), i, item)
    if (!import_item (store, kind, item, now_us, counts, problems, error))
      return NULL;
  return json_pack ("{s:i, s:i, s:i, s:O}", "changed", counts[0], "unchanged", counts[1], "deleted",
                    counts[2], "problems", problems);
}

static json_t *
run_sessions (FoyerCentreStore *store, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  FoyerSessionCounts counts = { .problems = lines };
  g_autoptr (json_t) problems = json_array ();

  if (!foyer_sessions_make (store, now_us, &counts, error))
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    json_array_append_new (problems, json_string_nocheck (lines->pdata[i]));
  return json_pack ("{s:i, s:i, s:O}", "changed", counts.changed, "deleted", counts.deleted,
                    "problems", problems);
}

json_t *
foyer_centre_admin_refuse (const char *message, GError **error)
{
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED, message);
  return NULL;
}

static json_t *
run (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *op = foyer_json_get_string (request, "op");

  if (g_strcmp0 (op, "import") == 0)
    return run_import (store, request, now_us, error);
  if (g_strcmp0 (op, "sessions") == 0)
    return run_sessions (store, now_us, error);
  if (g_strcmp0 (op, "invite") == 0)
    return foyer_centre_admin_invite (store, request, now_us, error);
  if (g_strcmp0 (op, "revoke") == 0)
    return foyer_centre_admin_revoke (store, request, now_us, error);
  if (g_strcmp0 (op, "readmit") == 0)
    return foyer_centre_admin_readmit (store, request, now_us, error);
  if (g_strcmp0 (op, "status") == 0)
    return foyer_centre_admin_status (store, request, now_us, error);
  if (g_strcmp0 (op, "open") == 0 || g_strcmp0 (op, "export") == 0)
    return foyer_centre_admin_look (store, request, now_us, error);
  if (g_strcmp0 (op, "backed-up") == 0)
    return foyer_centre_admin_backed_up (store, request, now_us, error);
  if (g_strcmp0 (op, "new-epoch") == 0)
    return foyer_centre_admin_new_epoch (store, request, now_us, error);
  if (op && g_str_has_prefix (op, "bundle-"))
    return foyer_centre_bundle_run (store, request, now_us, error);
  return foyer_centre_admin_refuse (
    "the running centre does not know this request: is it another version", error);
}

json_t *
foyer_centre_admin_run (FoyerCentreStore *store, json_t *request, FoyerClock *clock, GError **error)
{
  gint64 now_us = foyer_clock_now_us (clock);
  const char *by = foyer_json_get_string (request, "by");
  g_autoptr (json_t) reply = run (store, request, now_us, error);
  g_autoptr (json_t) detail = NULL;
  const char *what = NULL;

  if (reply == NULL)
    return NULL;
  what = foyer_centre_audit_describe (request, reply, &detail);
  if (what
      && !foyer_centre_audit_append (store, now_us, what, by ? by : "not known", detail, error))
    return NULL;
  return g_steal_pointer (&reply);
}
