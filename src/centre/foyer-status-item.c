/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-status-item.h"

#include <string.h>

#include "core/model/foyer-json.h"
#include "core/model/foyer-service-json.h"

/* How things stand with a sign-up, as the centre writes it into the feed of statuses.
 *
 * Pure functions of text and time; any thread. The feed goes to every kiosk, so there is nothing in
 * an item but the hash of the code, days, a state and what the central team wrote for the visitor.
 */

/* Read once and kept: GLib forgets a zone with its last reference, and reading its 240 changes of
 * the clock again takes ten times as long as all else that is done for a record. (nullable) */
static GTimeZone *
get_london (void)
{
  static GTimeZone *zone;
  static gsize is_read;

  if (g_once_init_enter (&is_read))
    {
      zone = g_time_zone_new_identifier ("Europe/London");
      g_once_init_leave (&is_read, 1);
    }
  return zone;
}

static char *
london_date (gint64 now_us)
{
  GTimeZone *zone = get_london ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);

  return g_date_time_format (local, "%Y-%m-%d");
}

static char *
utc_time (gint64 now_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);

  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

/* By hand: one for every record that comes in, of parts that need no escape. */
char *
foyer_status_item_new (const char *code_hash, gint64 now_us, const char *reply_by)
{
  g_autofree char *date = london_date (now_us);
  g_autofree char *time = utc_time (now_us);

  return g_strdup_printf ("{\"id\":\"%s\",\"received\":\"%s\",%s%s%s\"state\":\"received\","
                          "\"updated\":\"%s\"}",
                          code_hash, date, reply_by ? "\"reply_by\":\"" : "",
                          reply_by ? reply_by : "", reply_by ? "\"," : "", time);
}

static void
set_state (json_t *item, FoyerStatusState state, gint64 now_us)
{
  g_autofree char *time = utc_time (now_us);

  json_object_set_new (item, "state", json_string (foyer_status_state_to_string (state)));
  json_object_set_new (item, "updated", json_string (time));
}

char *
foyer_status_item_withdraw (const char *before, const char *code_hash, gint64 now_us)
{
  g_autoptr (json_t) item = before ? foyer_json_parse (before, strlen (before), NULL) : NULL;
  const char *state = foyer_json_get_string (item, "state");
  g_autofree char *date = london_date (now_us);

  if (g_strcmp0 (state, foyer_status_state_to_string (FOYER_STATUS_WITHDRAWN)) == 0)
    return NULL;
  if (item == NULL)
    item = json_pack ("{s:s, s:s}", "id", code_hash, "received", date);
  json_object_del (item, "message");
  json_object_del (item, "reply_by");
  json_object_del (item, "service");
  set_state (item, FOYER_STATUS_WITHDRAWN, now_us);
  return foyer_json_dump_canonical (item);
}

char *
foyer_status_item_set_service (const char *before, const FoyerService *service, gint64 now_us)
{
  g_autoptr (json_t) item = before ? foyer_json_parse (before, strlen (before), NULL) : NULL;
  g_autofree char *time = utc_time (now_us);

  if (item == NULL || service->entries == 0)
    return NULL;
  json_object_set_new (item, "service", foyer_service_to_json (service));
  json_object_set_new (item, "updated", json_string (time));
  return foyer_json_dump_canonical (item);
}

/* NULL keeps, "" takes away. */
static void
set_text (json_t *item, const char *key, const char *text)
{
  if (text && *text)
    json_object_set_new (item, key, json_string (text));
  else if (text)
    json_object_del (item, key);
}

char *
foyer_status_item_change (const char *before,
                          FoyerStatusState state,
                          const char *message,
                          const char *reply_by,
                          gint64 now_us,
                          GError **error)
{
  g_autoptr (json_t) item = foyer_json_parse (before, strlen (before), error);
  g_autofree char *json = NULL;
  g_autofree char *id = NULL;
  const char *was = NULL;

  if (item == NULL)
    return NULL;
  /* What was said of another state ("come on Saturday") may be wrong now. */
  was = foyer_json_get_string (item, "state");
  if (message == NULL && g_strcmp0 (was, foyer_status_state_to_string (state)) != 0)
    json_object_del (item, "message");
  set_text (item, "message", message);
  set_text (item, "reply_by", reply_by);
  set_state (item, state, now_us);
  json = foyer_json_dump_canonical (item);
  return foyer_content_check_item (FOYER_KIND_STATUSES, json, strlen (json), &id, error)
           ? g_steal_pointer (&json)
           : NULL;
}
