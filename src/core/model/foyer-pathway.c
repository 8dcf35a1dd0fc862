/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* An organisation that helps people find their way into a programme.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerPathway, foyer_pathway, G_TYPE_OBJECT)

static void
foyer_pathway_finalize (GObject *object)
{
  FoyerPathway *self = FOYER_PATHWAY (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->organisation);
  g_free (self->summary);
  g_free (self->place_name);
  g_free (self->district);
  g_free (self->contact_text);
  g_free (self->contact_phone);
  g_free (self->last_confirmed);
  g_strfreev (self->programmes);
  foyer_content_clear_source (&self->source);

  G_OBJECT_CLASS (foyer_pathway_parent_class)->finalize (object);
}

static void
foyer_pathway_class_init (FoyerPathwayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_pathway_finalize;
}

static void
foyer_pathway_init (FoyerPathway *self)
{
}

GObject *
foyer_pathway_build (FoyerJsonReader *reader)
{
  FoyerPathway *self = g_object_new (FOYER_TYPE_PATHWAY, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->title = foyer_json_reader_dup_title (reader, "title");
  self->organisation = foyer_json_reader_dup_text (reader, "organisation");
  self->summary = foyer_json_reader_dup_text (reader, "summary");
  self->place_name = foyer_json_reader_dup_text (reader, "place_name");
  self->district = foyer_json_reader_dup_text (reader, "district");
  self->contact_text = foyer_json_reader_dup_text (reader, "contact_text");
  self->contact_phone = foyer_json_reader_dup_text (reader, "contact_phone");
  self->last_confirmed = foyer_json_reader_dup_date (reader, "last_confirmed", TRUE);
  self->programmes = foyer_json_reader_dup_texts (reader, "programmes");
  foyer_content_read_source (reader, "source", &self->source);

  return G_OBJECT (self);
}

FoyerPathway *
foyer_pathway_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_pathway_build, json, -1, error);
}
