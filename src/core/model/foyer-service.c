/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-service-json.h"

#include <string.h>

/* Sums of minutes by month and by programme. The centre adds up what records say, a kiosk adds what
 * has not got there: the same rule for both. Plain values; the caller owns them; any thread. What
 * is read was written by others: every number has its limit. */

#define MONTHS_MAX 24
#define PROGRAMMES_MAX 8
#define ENTRY_MINUTES_MAX (24 * 60)       /* of one record: a day */
#define MINUTES_MAX (100 * 366 * 24 * 60) /* of a life */
#define ENTRIES_MAX 1000000
#define MONTH_CHARS 7
#define KEY_MAX 96

static void
sum_free (gpointer data)
{
  FoyerServiceSum *sum = data;

  g_free (sum->key);
  g_free (sum);
}

void
foyer_service_entry_free (FoyerServiceEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->month);
  g_free (entry->programme);
  g_free (entry);
}

static gboolean
is_month (const char *text)
{
  int month;

  if (text == NULL || strlen (text) != MONTH_CHARS || text[4] != '-'
      || strspn (text, "0123456789") != 4 || strspn (text + 5, "0123456789") != 2)
    return FALSE;
  month = (text[5] - '0') * 10 + text[6] - '0';
  return month >= 1 && month <= 12;
}

FoyerServiceEntry *
foyer_service_entry_new_from_header (const char *header, gint64 seq)
{
  g_autoptr (json_t) root = foyer_json_parse (header, strlen (header), NULL);
  const char *month = foyer_json_get_string (root, "month");
  const char *programme = foyer_json_get_string (root, "programme");
  gint64 minutes = foyer_json_get_int (root, "minutes", 0);
  FoyerServiceEntry *entry;

  if (g_strcmp0 (foyer_json_get_string (root, "kind"), FOYER_RECORD_KIND_HOURS) != 0
      || !is_month (month) || minutes < 1 || minutes > ENTRY_MINUTES_MAX)
    return NULL;
  entry = g_new0 (FoyerServiceEntry, 1);
  entry->month = g_strdup (month);
  if (programme != NULL && *programme != '\0' && strlen (programme) <= KEY_MAX)
    entry->programme = g_strdup (programme);
  entry->minutes = (guint)minutes;
  entry->seq = seq;
  return entry;
}

FoyerService *
foyer_service_new (void)
{
  FoyerService *service = g_new0 (FoyerService, 1);

  service->months = g_ptr_array_new_with_free_func (sum_free);
  service->programmes = g_ptr_array_new_with_free_func (sum_free);
  return service;
}

void
foyer_service_free (FoyerService *service)
{
  if (service == NULL)
    return;
  g_ptr_array_unref (service->months);
  g_ptr_array_unref (service->programmes);
  g_free (service->since);
  g_free (service->until);
  g_free (service);
}

/* Adds to the sum of key, in order; drops the first when there are more than max. */
static void
add_sum (GPtrArray *sums, const char *key, guint minutes, guint max)
{
  guint at = 0;
  FoyerServiceSum *sum;

  while (at < sums->len && strcmp (((FoyerServiceSum *)sums->pdata[at])->key, key) < 0)
    at++;
  if (at < sums->len && g_str_equal (((FoyerServiceSum *)sums->pdata[at])->key, key))
    {
      ((FoyerServiceSum *)sums->pdata[at])->minutes += minutes;
      return;
    }
  sum = g_new0 (FoyerServiceSum, 1);
  sum->key = g_strdup (key);
  sum->minutes = minutes;
  g_ptr_array_insert (sums, (int)at, sum);
  if (sums->len > max)
    g_ptr_array_remove_index (sums, 0);
}

void
foyer_service_add (FoyerService *service, const FoyerServiceEntry *entry)
{
  service->minutes = MIN (service->minutes + entry->minutes, MINUTES_MAX);
  service->entries++;
  service->seq = MAX (service->seq, entry->seq);
  add_sum (service->months, entry->month, entry->minutes, MONTHS_MAX);
  if (entry->programme != NULL)
    add_sum (service->programmes, entry->programme, entry->minutes, PROGRAMMES_MAX);
  if (service->since == NULL || strcmp (entry->month, service->since) < 0)
    {
      g_free (service->since);
      service->since = g_strdup (entry->month);
    }
  if (service->until == NULL || strcmp (entry->month, service->until) > 0)
    {
      g_free (service->until);
      service->until = g_strdup (entry->month);
    }
}

static json_t *
sums_to_json (GPtrArray *sums)
{
  json_t *object = json_object ();

  for (guint i = 0; i < sums->len; i++)
    {
      const FoyerServiceSum *sum = g_ptr_array_index (sums, i);

      json_object_set_new (object, sum->key, json_integer (sum->minutes));
    }
  return object;
}

json_t *
foyer_service_to_json (const FoyerService *service)
{
  return json_pack ("{s:I, s:I, s:o, s:o, s:I, s:s*, s:s*}", "minutes",
                    (json_int_t)service->minutes, "entries", (json_int_t)service->entries, "months",
                    sums_to_json (service->months), "programmes",
                    sums_to_json (service->programmes), "seq", (json_int_t)service->seq, "since",
                    service->since, "until", service->until);
}

static gboolean
read_sums (const json_t *json, GPtrArray *sums, guint max, gboolean by_month)
{
  const char *key;
  json_t *value;

  json_object_foreach ((json_t *)json, key, value)
    {
      json_int_t minutes = json_is_integer (value) ? json_integer_value (value) : -1;

      if (minutes < 0 || minutes > MINUTES_MAX || (by_month && !is_month (key)) || *key == '\0'
          || strlen (key) > KEY_MAX || sums->len >= max)
        return FALSE;
      add_sum (sums, key, (guint)minutes, max);
    }
  return TRUE;
}

FoyerService *
foyer_service_new_from_json (const json_t *json)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  gint64 minutes = foyer_json_get_int (json, "minutes", -1);
  gint64 entries = foyer_json_get_int (json, "entries", -1);
  const char *since = foyer_json_get_string (json, "since");
  const char *until = foyer_json_get_string (json, "until");

  if (!json_is_object (json) || minutes < 0 || minutes > MINUTES_MAX || entries < 0
      || entries > ENTRIES_MAX || (since != NULL && !is_month (since))
      || (until != NULL && !is_month (until))
      || !read_sums (foyer_json_get_object (json, "months"), service->months, MONTHS_MAX, TRUE)
      || !read_sums (foyer_json_get_object (json, "programmes"), service->programmes,
                     PROGRAMMES_MAX, FALSE))
    return NULL;
  service->minutes = (guint)minutes;
  service->entries = (guint)entries;
  service->seq = foyer_json_get_int (json, "seq", 0);
  service->since = g_strdup (since);
  service->until = g_strdup (until);
  return g_steal_pointer (&service);
}

FoyerService *
foyer_service_copy (const FoyerService *service)
{
  g_autoptr (json_t) json = service != NULL ? foyer_service_to_json (service) : NULL;

  return json != NULL ? foyer_service_new_from_json (json) : NULL;
}
