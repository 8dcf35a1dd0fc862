/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-session-maker.h"

#include <jansson.h>
#include <string.h>

#include "centre/foyer-retention.h"
#include "core/model/foyer-json.h"
#include "core/model/foyer-when.h"

/* From rhythms to dates: "every Tuesday, 10am" becomes sessions a kiosk can show.
 *
 * Plain functions, run inside a transaction on the thread that owns the store. The same day with
 * the same listings changes nothing, so it may run at every start and after every import.
 */

/* Days of sessions ahead: 12 weeks, as data/content/FORMAT.md promises. */
#define DAYS_AHEAD 84

static GDateTime *
london_midnight (gint64 now_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                          g_date_time_get_day_of_month (local), 0, 0, 0);
}

gint64
foyer_london_next_midnight_us (gint64 now_us)
{
  g_autoptr (GDateTime) midnight = london_midnight (now_us);
  g_autoptr (GDateTime) next = g_date_time_add_days (midnight, 1);

  return g_date_time_to_unix (next) * G_USEC_PER_SEC;
}

typedef struct
{
  GHashTable *wanted; /* owned id → owned JSON */
  GHashTable *kept;   /* owned id set: imported sessions, not to be overwritten */
  GPtrArray *gone;    /* owned ids */
  GPtrArray *problems;
  char *today; /* owned YYYY-MM-DD */
  gint64 from_us;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_clear_pointer (&plan->wanted, g_hash_table_unref);
  g_clear_pointer (&plan->kept, g_hash_table_unref);
  g_clear_pointer (&plan->gone, g_ptr_array_unref);
  g_clear_pointer (&plan->today, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static void
want_session (Plan *plan, const char *json)
{
  g_autoptr (json_t) session = foyer_json_parse (json, strlen (json), NULL);
  const char *id = foyer_json_get_string (session, "id");

  if (id)
    g_hash_table_insert (plan->wanted, g_strdup (id), g_strdup (json));
}

static gboolean
expand_listing (const FoyerCentreItem *item, gpointer data)
{
  Plan *plan = data;
  g_autoptr (json_t) listing = NULL;
  json_t *rhythm = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;

  if (item->json == NULL
      || (listing = foyer_json_parse (item->json, strlen (item->json), NULL)) == NULL
      || (rhythm = foyer_json_get_object (listing, "rhythm")) == NULL)
    return TRUE;
  text = foyer_json_dump (rhythm);
  sessions = foyer_rhythm_expand (item->id, text, plan->from_us, DAYS_AHEAD, &error);
  if (sessions == NULL)
    {
      if (plan->problems)
        g_ptr_array_add (plan->problems, g_strdup_printf ("%s: %s", item->id, error->message));
      return TRUE;
    }
  for (guint i = 0; i < sessions->len; i++)
    want_session (plan, sessions->pdata[i]);
  return TRUE;
}

static gboolean
look_at_session (const FoyerCentreItem *item, gpointer data)
{
  Plan *plan = data;
  g_autoptr (json_t) session = NULL;
  const char *date = NULL;

  if (item->json == NULL)
    return TRUE;
  session = foyer_json_parse (item->json, strlen (item->json), NULL);
  date = foyer_json_get_string (session, "date");
  if (date == NULL || strcmp (date, plan->today) < 0
      || (item->origin == FOYER_ORIGIN_RHYTHM && !g_hash_table_contains (plan->wanted, item->id)))
    g_ptr_array_add (plan->gone, g_strdup (item->id));
  else if (item->origin == FOYER_ORIGIN_IMPORT)
    g_hash_table_add (plan->kept, g_strdup (item->id));
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static gboolean
apply_plan (
  FoyerCentreStore *store, Plan *plan, gint64 now_us, FoyerSessionCounts *counts, GError **error)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (plan->wanted);
  gboolean is_changed = FALSE;

  /* In order of id, so that the same content makes the same feed. */
  ids = g_list_sort (ids, compare_ids);
  for (GList *at = ids; at; at = at->next)
    {
      const char *id = at->data;

      if (g_hash_table_contains (plan->kept, id))
        continue;
      if (!foyer_centre_store_put_item (store, FOYER_KIND_SESSIONS, id,
                                        g_hash_table_lookup (plan->wanted, id), FOYER_ORIGIN_RHYTHM,
                                        now_us, &is_changed, error))
        return FALSE;
      counts->changed += is_changed;
    }
  for (guint i = 0; i < plan->gone->len; i++)
    {
      if (!foyer_centre_store_delete_item (store, FOYER_KIND_SESSIONS, plan->gone->pdata[i], now_us,
                                           &is_changed, error))
        return FALSE;
      counts->deleted += is_changed;
    }
  return TRUE;
}

gboolean
foyer_sessions_make (FoyerCentreStore *store,
                     gint64 now_us,
                     FoyerSessionCounts *counts,
                     GError **error)
{
  g_autoptr (GDateTime) midnight = london_midnight (now_us);
  g_auto (Plan) plan = {
    .wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .gone = g_ptr_array_new_with_free_func (g_free),
    .problems = counts->problems,
    .today = g_date_time_format (midnight, "%Y-%m-%d"),
    .from_us = g_date_time_to_unix (midnight) * G_USEC_PER_SEC,
  };

  return foyer_centre_store_each_item (store, FOYER_KIND_LISTINGS, 0, 0, expand_listing, &plan,
                                       error)
         && foyer_centre_store_each_item (store, FOYER_KIND_SESSIONS, 0, 0, look_at_session, &plan,
                                          error)
         && apply_plan (store, &plan, now_us, counts, error)
         && foyer_retention_apply (store, now_us, error);
}
