/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

#include <string.h>

/* A library or hub: where it is and when it is open.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerPlace, foyer_place, G_TYPE_OBJECT)

static const char *const types[] = { "library", "hub", NULL };
static const char *const runners[] = { "council", "community", NULL };
static const char *const statuses[] = { "open", "closed", NULL };

/* "HH:MM" → minutes after midnight (24:00 is the end of the day), or -1. */
static int
parse_minutes (const json_t *value)
{
  const char *text = json_string_value (value);
  int hour, minute;

  if (text == NULL || strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0])
      || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return -1;
  hour = atoi (text);
  minute = atoi (text + 3);
  return minute < 60 && hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : -1;
}

static gint
compare_openings (gconstpointer a, gconstpointer b)
{
  const FoyerOpening *left = a, *right = b;

  if (left->weekday != right->weekday)
    return left->weekday - right->weekday;
  return left->open - right->open;
}

static void
read_day (FoyerPlace *self, FoyerJsonReader *reader, int weekday, const json_t *ranges)
{
  if (!json_is_array (ranges))
    foyer_json_reader_fail (reader, "hours", "does not hold a list for each day");
  for (gsize i = 0; i < json_array_size (ranges); i++)
    {
      const json_t *range = json_array_get (ranges, i);
      FoyerOpening opening = { .weekday = weekday,
                               .open = parse_minutes (json_array_get (range, 0)),
                               .shut = parse_minutes (json_array_get (range, 1)) };

      if (json_array_size (range) != 2 || opening.open < 0 || opening.shut <= opening.open)
        foyer_json_reader_fail (reader, "hours", "holds something that is not a time from and to");
      else
        g_array_append_val (self->hours, opening);
    }
}

static void
read_hours (FoyerPlace *self, FoyerJsonReader *reader)
{
  const json_t *days = foyer_json_reader_get_array (reader, "hours");

  if (days == NULL)
    return;
  if (json_array_size (days) != 7)
    foyer_json_reader_fail (reader, "hours", "does not hold seven days");
  for (gsize i = 0; i < json_array_size (days) && i < 7; i++)
    read_day (self, reader, i, json_array_get (days, i));
  g_array_sort (self->hours, compare_openings);
  self->has_hours = TRUE;
}

static void
foyer_place_finalize (GObject *object)
{
  FoyerPlace *self = FOYER_PLACE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->run_by);
  g_free (self->authority);
  g_free (self->address);
  g_free (self->postcode);
  g_free (self->district);
  g_free (self->email);
  g_free (self->url);
  foyer_content_clear_source (&self->source);
  g_array_unref (self->hours);

  G_OBJECT_CLASS (foyer_place_parent_class)->finalize (object);
}

static void
foyer_place_class_init (FoyerPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_place_finalize;
}

static void
foyer_place_init (FoyerPlace *self)
{
  self->lat = self->lon = NAN;
  self->hours = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
}

GObject *
foyer_place_build (FoyerJsonReader *reader)
{
  FoyerPlace *self = g_object_new (FOYER_TYPE_PLACE, NULL);
  g_autofree char *status = NULL;

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->name = foyer_json_reader_dup_required_text (reader, "name");
  self->type = foyer_json_reader_dup_choice (reader, "type", types);
  self->run_by = foyer_json_reader_dup_choice (reader, "run_by", runners);
  self->authority = foyer_json_reader_dup_text (reader, "authority");
  self->address = foyer_json_reader_dup_text (reader, "address");
  self->postcode = foyer_json_reader_dup_text (reader, "postcode");
  self->district = foyer_json_reader_dup_text (reader, "district");
  self->email = foyer_json_reader_dup_text (reader, "email");
  self->url = foyer_json_reader_dup_url (reader, "url");
  foyer_content_read_position (reader, &self->lat, &self->lon);
  status = foyer_json_reader_dup_choice (reader, "status", statuses);
  self->is_closed = g_strcmp0 (status, "closed") == 0;
  foyer_content_read_source (reader, "source", &self->source);
  read_hours (self, reader);

  return G_OBJECT (self);
}

FoyerPlace *
foyer_place_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_place_build, json, -1, error);
}
