/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

#include <string.h>

/* A film, a recording, captions or a picture, known by its hash.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerMedia, foyer_media, G_TYPE_OBJECT)

static const char *const types[]
  = { "video/webm", "audio/webm", "text/vtt", "image/svg+xml", "image/png", NULL };

static gboolean
is_sha256 (const char *text)
{
  gsize size = strspn (text, "0123456789abcdef");

  return size == 64 && text[size] == '\0';
}

static void
foyer_media_finalize (GObject *object)
{
  FoyerMedia *self = FOYER_MEDIA (object);

  g_free (self->id);
  g_free (self->sha256);
  g_free (self->type);
  g_free (self->title);

  G_OBJECT_CLASS (foyer_media_parent_class)->finalize (object);
}

static void
foyer_media_class_init (FoyerMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_media_finalize;
}

static void
foyer_media_init (FoyerMedia *self)
{
  self->bytes = -1;
  self->seconds = NAN;
}

GObject *
foyer_media_build (FoyerJsonReader *reader)
{
  FoyerMedia *self = g_object_new (FOYER_TYPE_MEDIA, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->type = foyer_json_reader_dup_choice (reader, "type", types);
  self->title = foyer_json_reader_dup_text (reader, "title");
  self->sha256 = foyer_json_reader_dup_required_text (reader, "sha256");
  if (self->sha256 != NULL && !is_sha256 (self->sha256))
    foyer_json_reader_fail (reader, "sha256", "is not 64 lower-case hex digits");
  self->bytes = foyer_json_reader_get_int (reader, "bytes", 1, G_MAXINT64, -1);
  if (self->type == NULL || self->bytes < 0)
    foyer_json_reader_fail (reader, "type or bytes", "is missing");
  self->seconds = foyer_json_reader_get_number (reader, "seconds", 0, G_MAXINT);

  return G_OBJECT (self);
}

FoyerMedia *
foyer_media_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_media_build, json, -1, error);
}
