/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* One of the four programmes: its words on the home screen and the facets its browse page offers.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerProgramme, foyer_programme, G_TYPE_OBJECT)

static const char *const browse_choices[] = { "listings", "stories", NULL };

static void
option_free (gpointer data)
{
  FoyerFacetOption *option = data;

  g_free (option->tag);
  g_free (option->label);
  g_free (option->tone);
  g_free (option);
}

static void
facet_free (gpointer data)
{
  FoyerFacet *facet = data;

  g_free (facet->id);
  g_free (facet->label);
  g_ptr_array_unref (facet->options);
  g_free (facet);
}

static gpointer
read_option (FoyerJsonReader *reader)
{
  FoyerFacetOption *option = g_new0 (FoyerFacetOption, 1);

  option->tag = foyer_json_reader_dup_required_text (reader, "tag");
  option->label = foyer_json_reader_dup_required_text (reader, "label");
  option->tone = foyer_json_reader_dup_text (reader, "tone");
  return option;
}

static gpointer
read_facet (FoyerJsonReader *reader)
{
  FoyerFacet *facet = g_new0 (FoyerFacet, 1);

  facet->id = foyer_json_reader_dup_required_text (reader, "id");
  facet->label = foyer_json_reader_dup_text (reader, "label");
  facet->options = foyer_content_read_list (reader, "options", read_option, option_free);
  return facet;
}

static void
foyer_programme_finalize (GObject *object)
{
  FoyerProgramme *self = FOYER_PROGRAMME (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->title);
  g_free (self->tagline);
  g_free (self->colour);
  g_free (self->art);
  g_free (self->browse);
  g_free (self->action);
  g_strfreev (self->about);
  foyer_content_clear_source (&self->source);
  g_ptr_array_unref (self->facets);

  G_OBJECT_CLASS (foyer_programme_parent_class)->finalize (object);
}

static void
foyer_programme_class_init (FoyerProgrammeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_programme_finalize;
}

static void
foyer_programme_init (FoyerProgramme *self)
{
  self->facets = g_ptr_array_new ();
}

GObject *
foyer_programme_build (FoyerJsonReader *reader)
{
  FoyerProgramme *self = g_object_new (FOYER_TYPE_PROGRAMME, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->name = foyer_json_reader_dup_required_text (reader, "name");
  self->title = foyer_json_reader_dup_text (reader, "title");
  self->tagline = foyer_json_reader_dup_text (reader, "tagline");
  self->colour = foyer_json_reader_dup_text (reader, "colour");
  self->art = foyer_json_reader_dup_id (reader, "art");
  self->browse = foyer_json_reader_dup_choice (reader, "browse", browse_choices);
  self->action = foyer_json_reader_dup_text (reader, "action");
  self->about = foyer_json_reader_dup_texts (reader, "about");
  self->order = foyer_json_reader_get_int (reader, "order", G_MININT, G_MAXINT, 0);
  self->reply_days
    = (int)foyer_json_reader_get_int (reader, "reply_days", 0, FOYER_MAX_REPLY_DAYS, -1);
  foyer_content_read_source (reader, "source", &self->source);
  g_ptr_array_unref (self->facets);
  self->facets = foyer_content_read_list (reader, "facets", read_facet, facet_free);

  return G_OBJECT (self);
}

FoyerProgramme *
foyer_programme_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_programme_build, json, -1, error);
}

const FoyerFacetOption *
foyer_programme_find_option (FoyerProgramme *programme, const char *tag)
{
  g_return_val_if_fail (FOYER_IS_PROGRAMME (programme), NULL);

  for (guint i = 0; tag != NULL && i < programme->facets->len; i++)
    {
      const FoyerFacet *facet = g_ptr_array_index (programme->facets, i);

      for (guint j = 0; j < facet->options->len; j++)
        {
          const FoyerFacetOption *option = g_ptr_array_index (facet->options, j);

          if (g_str_equal (option->tag, tag))
            return option;
        }
    }
  return NULL;
}
