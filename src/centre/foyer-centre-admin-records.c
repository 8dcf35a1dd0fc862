/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-admin-private.h"
#include "centre/foyer-status-item.h"
#include "core/model/foyer-json.h"

/* Requests about records: how one stands, and that somebody is about to look into them.
 *
 * Plain functions inside a transaction of the caller, on the thread that owns the store. Records
 * are opened in foyerctl, never here; this only lets the audit log know before it happens.
 */

/* Bytes of an operator's note in the log: a reason, not a story. */
#define NOTE_MAX 200

static char *
find_code (FoyerCentreStore *store, json_t *request)
{
  const char *code_hash = foyer_json_get_string (request, "code_hash");
  const char *id = foyer_json_get_string (request, "id");

  return id ? foyer_centre_store_dup_record_code (store, id) : g_strdup (code_hash);
}

/* The status of a code as it is; made anew for a record whose status went with time. NULL: the code
 * is not known. */
static char *
dup_status (FoyerCentreStore *store, const char *code_hash, GError **error)
{
  char *item = foyer_centre_store_dup_item (store, FOYER_KIND_STATUSES, code_hash);
  gint64 received_us = item ? 0 : foyer_centre_store_get_arrival_us (store, code_hash);

  if (item)
    return item;
  if (received_us)
    return foyer_status_item_new (code_hash, received_us, NULL);
  foyer_centre_admin_refuse ("nothing with this code or id is here: look at it again, it may have a"
                             " slip, or not have come yet",
                             error);
  return NULL;
}

static gboolean
change_status (FoyerCentreStore *store,
               const char *code_hash,
               FoyerStatusState state,
               json_t *request,
               gint64 now_us,
               GError **error)
{
  g_autofree char *before = dup_status (store, code_hash, error);
  g_autoptr (FoyerStatus) status = before ? foyer_status_new_from_json (before, error) : NULL;
  g_autofree char *json = NULL;
  gboolean is_changed = FALSE;

  if (status == NULL)
    return FALSE;
  if (state == FOYER_STATUS_WITHDRAWN)
    return foyer_centre_store_add_tombstone (store, code_hash, now_us, error);
  if (status->state == FOYER_STATUS_WITHDRAWN)
    {
      foyer_centre_admin_refuse ("this was withdrawn, and stays so", error);
      return FALSE;
    }
  json = foyer_status_item_change (before, state, foyer_json_get_string (request, "message"),
                                   foyer_json_get_string (request, "reply_by"), now_us, error);
  return json
         && foyer_centre_store_put_item (store, FOYER_KIND_STATUSES, code_hash, json,
                                         FOYER_ORIGIN_IMPORT, now_us, &is_changed, error);
}

/* It is shown on every kiosk and in terminals. */
static gboolean
has_control (const char *text)
{
  for (const char *at = text; at && *at; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

json_t *
foyer_centre_admin_status (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  g_autofree char *code_hash = find_code (store, request);
  const char *name = foyer_json_get_string (request, "state");
  FoyerStatusState state = FOYER_STATUS_RECEIVED;

  if (!foyer_status_state_from_string (name, &state))
    return foyer_centre_admin_refuse (
      "a state is one of received, in_touch, placed, closed and withdrawn", error);
  if (code_hash == NULL)
    return foyer_centre_admin_refuse (
      "there is no record of this id that has a code: foyerctl records list shows them", error);
  if (has_control (foyer_json_get_string (request, "message")))
    return foyer_centre_admin_refuse (
      "a message is one line of plain text, without line breaks and control characters", error);
  if (!change_status (store, code_hash, state, request, now_us, error))
    return NULL;
  return json_pack ("{s:s, s:s}", "code_hash", code_hash, "state", name);
}

json_t *
foyer_centre_admin_look (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *note = foyer_json_get_string (request, "note");

  if (note && strlen (note) > NOTE_MAX)
    return foyer_centre_admin_refuse ("a note for the audit log has at most 200 bytes", error);
  return json_object ();
}
