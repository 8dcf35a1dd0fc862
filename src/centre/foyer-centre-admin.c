/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-admin.h"

#include <string.h>

#include "centre/foyer-session-maker.h"
#include "core/model/foyer-json.h"

/* What an operator may do to a centre, as requests that run the same in foyerctl and in a running
 * centre.
 *
 * Plain functions inside a transaction of the caller, on the thread that owns the store. Items are
 * checked here once more, whoever sent them: what is in the store can go out to every kiosk.
 */

/* Minutes an invitation is good for: long enough to walk to the kiosk. */
#define INVITE_MINUTES 15

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
  json_array_foreach (
    foyer_json_get_array (request, "items"), i,
    item) if (!import_item (store, kind, item, now_us, counts, problems, error)) return NULL;
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

typedef struct
{
  const char *id;
  gboolean is_there;
} Search;

static gboolean
find_item (const FoyerCentreItem *item, gpointer data)
{
  Search *search = data;

  search->is_there = item->json && g_str_equal (item->id, search->id);
  return !search->is_there;
}

static gboolean
is_place_id (const char *id)
{
  gsize n = strlen (id);

  return n >= 1 && n <= 96 && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789._@:+-") == n
         && g_ascii_isalnum (id[0]);
}

static json_t *
run_invite (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *place = foyer_json_get_string (request, "place");
  Search search = { place, FALSE };
  g_autofree char *code = foyer_code_new ();
  g_autofree char *normalised = foyer_code_normalise (code);
  g_autofree char *hash = foyer_invite_hash (normalised);
  gint64 expires_us = now_us + INVITE_MINUTES * G_TIME_SPAN_MINUTE;

  if (place == NULL || !is_place_id (place))
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "a place id is small letters, digits and hyphens, like lib-chelmsford");
      return NULL;
    }
  if (!foyer_centre_store_each_item (store, FOYER_KIND_PLACES, 0, 0, find_item, &search, error)
      || !foyer_centre_store_add_invite (store, hash, place, expires_us, error))
    return NULL;
  return json_pack ("{s:s, s:I, s:b}", "code", code, "expires_us", (json_int_t)expires_us,
                    "is_known", search.is_there);
}

static json_t *
run_new_epoch (FoyerCentreStore *store, gint64 now_us, GError **error)
{
  gint64 old = foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0);
  gint64 epoch = MAX (old + 1, now_us / G_USEC_PER_SEC);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, epoch);

  if (!foyer_centre_store_set_meta (store, FOYER_CENTRE_META_EPOCH, text, error)
      || !foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_TO, "0", error))
    return NULL;
  return json_pack ("{s:I}", "epoch", (json_int_t)epoch);
}

json_t *
foyer_centre_admin_run (FoyerCentreStore *store, json_t *request, FoyerClock *clock, GError **error)
{
  const char *op = foyer_json_get_string (request, "op");
  gint64 now_us = foyer_clock_now_us (clock);

  if (g_strcmp0 (op, "import") == 0)
    return run_import (store, request, now_us, error);
  if (g_strcmp0 (op, "sessions") == 0)
    return run_sessions (store, now_us, error);
  if (g_strcmp0 (op, "invite") == 0)
    return run_invite (store, request, now_us, error);
  if (g_strcmp0 (op, "new-epoch") == 0)
    return run_new_epoch (store, now_us, error);
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                       "the running centre does not know this request: is it another version");
  return NULL;
}
