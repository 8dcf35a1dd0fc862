/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* One dated meeting of a listing.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerSession, foyer_session, G_TYPE_OBJECT)

/* RFC 3339 with its offset → Unix seconds, -1 when missing. */
static gint64
read_time (FoyerJsonReader *reader, const char *key)
{
  g_autofree char *text = foyer_json_reader_dup_text (reader, key);
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL)
    return -1;
  /* No default zone: a time without its offset is not taken. */
  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time != NULL && g_date_time_to_unix (time) >= 0)
    return g_date_time_to_unix (time);
  foyer_json_reader_fail (reader, key, "is not a time with its offset");
  return -1;
}

static void
foyer_session_finalize (GObject *object)
{
  FoyerSession *self = FOYER_SESSION (object);

  g_free (self->id);
  g_free (self->listing);
  g_free (self->date);

  G_OBJECT_CLASS (foyer_session_parent_class)->finalize (object);
}

static void
foyer_session_class_init (FoyerSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_session_finalize;
}

static void
foyer_session_init (FoyerSession *self)
{
  self->start = self->end = -1;
  self->places = self->places_left = -1;
}

GObject *
foyer_session_build (FoyerJsonReader *reader)
{
  FoyerSession *self = g_object_new (FOYER_TYPE_SESSION, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->listing = foyer_json_reader_dup_required_id (reader, "listing");
  self->date = foyer_json_reader_dup_date (reader, "date", FALSE);
  if (self->date == NULL)
    foyer_json_reader_fail (reader, "date", "is missing");
  self->start = read_time (reader, "start");
  self->end = read_time (reader, "end");
  if (self->end >= 0 && (self->start < 0 || self->end < self->start))
    foyer_json_reader_fail (reader, "end", "is before the start");
  self->places = foyer_json_reader_get_int (reader, "places", 0, G_MAXINT, -1);
  self->places_left = foyer_json_reader_get_int (reader, "places_left", 0, G_MAXINT, -1);

  return G_OBJECT (self);
}

FoyerSession *
foyer_session_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_session_build, json, -1, error);
}
