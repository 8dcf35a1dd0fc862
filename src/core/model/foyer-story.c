/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* A story of Celebrating Essex: words, a picture, perhaps a film or a told version.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerStory, foyer_story, G_TYPE_OBJECT)

static const char *const media_types[] = { "film", "narration", NULL };

static void
read_like (FoyerStory *self, FoyerJsonReader *reader)
{
  json_t *object = foyer_json_reader_get_object (reader, "like");
  json_t *outer = reader->object;

  reader->object = object;
  self->like_programme = foyer_json_reader_dup_id (reader, "programme");
  self->like_tags = foyer_json_reader_dup_texts (reader, "tags");
  reader->object = outer;
}

static void
read_media (FoyerStory *self, FoyerJsonReader *reader)
{
  json_t *object = foyer_json_reader_get_object (reader, "media");
  json_t *outer = reader->object;

  if (object == NULL)
    return;
  reader->object = object;
  self->media_type = foyer_json_reader_dup_choice (reader, "type", media_types);
  if (self->media_type == NULL)
    foyer_json_reader_fail (reader, "media", "has no type");
  self->media = foyer_json_reader_dup_required_id (reader, "media");
  self->captions = foyer_json_reader_dup_id (reader, "captions");
  self->made = foyer_json_reader_dup_text (reader, "made");
  reader->object = outer;
}

static void
foyer_story_finalize (GObject *object)
{
  FoyerStory *self = FOYER_STORY (object);

  g_free (self->id);
  g_free (self->language);
  g_free (self->title);
  g_free (self->standfirst);
  g_free (self->district);
  g_free (self->place_name);
  g_free (self->art);
  g_free (self->published);
  g_free (self->like_programme);
  g_free (self->media_type);
  g_free (self->media);
  g_free (self->captions);
  g_free (self->made);
  g_strfreev (self->themes);
  g_strfreev (self->body);
  g_strfreev (self->like_tags);
  g_ptr_array_unref (self->sources);

  G_OBJECT_CLASS (foyer_story_parent_class)->finalize (object);
}

static void
foyer_story_class_init (FoyerStoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_story_finalize;
}

static void
foyer_story_init (FoyerStory *self)
{
  self->sources = g_ptr_array_new ();
}

GObject *
foyer_story_build (FoyerJsonReader *reader)
{
  FoyerStory *self = g_object_new (FOYER_TYPE_STORY, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->language = foyer_json_reader_dup_id (reader, "language");
  self->title = foyer_json_reader_dup_title (reader, "title");
  self->standfirst = foyer_json_reader_dup_text (reader, "standfirst");
  self->district = foyer_json_reader_dup_text (reader, "district");
  self->place_name = foyer_json_reader_dup_text (reader, "place_name");
  self->art = foyer_json_reader_dup_id (reader, "art");
  self->published = foyer_json_reader_dup_date (reader, "published", FALSE);
  self->themes = foyer_json_reader_dup_texts (reader, "themes");
  self->body = foyer_json_reader_dup_texts (reader, "body");
  g_ptr_array_unref (self->sources);
  self->sources = foyer_content_read_sources (reader, "sources");
  self->is_demonstration = foyer_json_reader_get_bool (reader, "demonstration", FALSE);
  read_like (self, reader);
  read_media (self, reader);

  return G_OBJECT (self);
}

FoyerStory *
foyer_story_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_story_build, json, -1, error);
}
