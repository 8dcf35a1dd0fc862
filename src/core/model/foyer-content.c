/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* The kinds of content and what their types share.
 *
 * Every kind has one function that reads its members; it is used for checking and for building, so
 * the two cannot differ. Pure functions, any thread.
 */

/* Bytes; data/content/FORMAT.md. */
#define MAX_ITEM_SIZE (256 * 1024)

static const struct
{
  const char *name;
  FoyerContentBuild build; /* NULL: carried as it is, only the id is looked at */
} kinds[FOYER_N_KINDS] = {
  [FOYER_KIND_PROGRAMMES] = { "programmes", foyer_programme_build },
  [FOYER_KIND_PLACES] = { "places", foyer_place_build },
  [FOYER_KIND_MEDIA] = { "media", foyer_media_build },
  [FOYER_KIND_LISTINGS] = { "listings", foyer_listing_build },
  [FOYER_KIND_SESSIONS] = { "sessions", foyer_session_build },
  [FOYER_KIND_STORIES] = { "stories", foyer_story_build },
  [FOYER_KIND_PAGES] = { "pages", foyer_info_page_build },
  [FOYER_KIND_PATHWAYS] = { "pathways", foyer_pathway_build },
  [FOYER_KIND_COHORTS] = { "cohorts", NULL },
  [FOYER_KIND_QUESTIONS] = { "questions", NULL },
  [FOYER_KIND_PLANS] = { "plans", NULL },
  [FOYER_KIND_STATUSES] = { "statuses", foyer_status_build },
};

G_DEFINE_QUARK (foyer - content - error - quark, foyer_content_error)

const char *
foyer_kind_to_string (FoyerKind kind)
{
  g_return_val_if_fail ((guint)kind < FOYER_N_KINDS, NULL);

  return kinds[kind].name;
}

gboolean
foyer_kind_from_string (const char *text, FoyerKind *kind)
{
  for (guint i = 0; text != NULL && i < FOYER_N_KINDS; i++)
    if (g_str_equal (text, kinds[i].name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* build NULL: only the id is looked at. object and id_out may be NULL. */
static gboolean
read_item (FoyerContentBuild build,
           const char *json,
           gssize size,
           GObject **object_out,
           char **id_out,
           GError **error)
{
  FoyerJsonReader reader;
  g_autoptr (GObject) object = NULL;
  gboolean is_good;

  foyer_json_reader_open (&reader, json, size);
  if (build != NULL)
    object = build (&reader);
  is_good = foyer_json_reader_finish (&reader, error);
  if (is_good && object_out != NULL)
    *object_out = g_steal_pointer (&object);
  if (is_good && id_out != NULL)
    *id_out = g_strdup (reader.id);
  foyer_json_reader_clear (&reader);
  return is_good;
}

gpointer
foyer_content_build (FoyerContentBuild build, const char *json, gssize size, GError **error)
{
  GObject *object = NULL;

  return read_item (build, json, size, &object, NULL, error) ? object : NULL;
}

gboolean
foyer_content_check_item (
  FoyerKind kind, const char *json, gsize size, char **id_out, GError **error)
{
  g_return_val_if_fail ((guint)kind < FOYER_N_KINDS, FALSE);

  if (size > MAX_ITEM_SIZE)
    {
      g_set_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID,
                   "item: larger than %d bytes", MAX_ITEM_SIZE);
      return FALSE;
    }
  return read_item (kinds[kind].build, json, size, NULL, id_out, error);
}

void
foyer_content_read_source (FoyerJsonReader *reader, const char *key, FoyerSource *source)
{
  json_t *object = foyer_json_reader_get_object (reader, key);
  json_t *outer = reader->object;

  if (object == NULL)
    return;
  reader->object = object;
  source->title = foyer_json_reader_dup_text (reader, "title");
  source->url = foyer_json_reader_dup_url (reader, "url");
  reader->object = outer;
}

void
foyer_content_clear_source (FoyerSource *source)
{
  g_clear_pointer (&source->title, g_free);
  g_clear_pointer (&source->url, g_free);
}

GPtrArray *
foyer_content_read_list (FoyerJsonReader *reader,
                         const char *key,
                         gpointer (*read_one) (FoyerJsonReader *reader),
                         GDestroyNotify free_one)
{
  json_t *array = foyer_json_reader_get_array (reader, key);
  json_t *outer = reader->object;
  GPtrArray *list = g_ptr_array_new_with_free_func (free_one);
  gsize i;
  json_t *value;

  json_array_foreach (array, i, value)
    {
      if (!json_is_object (value))
        {
          foyer_json_reader_fail (reader, key, "holds something that is not an object");
          break;
        }
      reader->object = value;
      g_ptr_array_add (list, read_one (reader));
    }
  reader->object = outer;
  return list;
}

static gpointer
read_one_source (FoyerJsonReader *reader)
{
  FoyerSource *source = g_new0 (FoyerSource, 1);

  source->title = foyer_json_reader_dup_text (reader, "title");
  source->url = foyer_json_reader_dup_url (reader, "url");
  return source;
}

static void
free_one_source (gpointer data)
{
  foyer_content_clear_source (data);
  g_free (data);
}

GPtrArray *
foyer_content_read_sources (FoyerJsonReader *reader, const char *key)
{
  return foyer_content_read_list (reader, key, read_one_source, free_one_source);
}

void
foyer_content_read_position (FoyerJsonReader *reader, double *lat, double *lon)
{
  *lat = foyer_json_reader_get_number (reader, "lat", -90, 90);
  *lon = foyer_json_reader_get_number (reader, "lon", -180, 180);
  if (isnan (*lat) || isnan (*lon))
    *lat = *lon = NAN;
}
