/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* A page of advice with headed sections.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerInfoPage, foyer_info_page, G_TYPE_OBJECT)

static void
section_free (gpointer data)
{
  FoyerInfoSection *section = data;

  g_free (section->heading);
  g_strfreev (section->paragraphs);
  g_free (section);
}

static gpointer
read_section (FoyerJsonReader *reader)
{
  FoyerInfoSection *section = g_new0 (FoyerInfoSection, 1);

  section->heading = foyer_json_reader_dup_text (reader, "heading");
  section->paragraphs = foyer_json_reader_dup_texts (reader, "paragraphs");
  return section;
}

static void
foyer_info_page_finalize (GObject *object)
{
  FoyerInfoPage *self = FOYER_INFO_PAGE (object);

  g_free (self->id);
  g_free (self->language);
  g_free (self->title);
  g_free (self->standfirst);
  g_free (self->art);
  g_free (self->last_confirmed);
  g_strfreev (self->programmes);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->sources);

  G_OBJECT_CLASS (foyer_info_page_parent_class)->finalize (object);
}

static void
foyer_info_page_class_init (FoyerInfoPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_info_page_finalize;
}

static void
foyer_info_page_init (FoyerInfoPage *self)
{
  self->sections = g_ptr_array_new ();
  self->sources = g_ptr_array_new ();
}

GObject *
foyer_info_page_build (FoyerJsonReader *reader)
{
  FoyerInfoPage *self = g_object_new (FOYER_TYPE_INFO_PAGE, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->language = foyer_json_reader_dup_id (reader, "language");
  self->title = foyer_json_reader_dup_title (reader, "title");
  self->standfirst = foyer_json_reader_dup_text (reader, "standfirst");
  self->art = foyer_json_reader_dup_id (reader, "art");
  self->last_confirmed = foyer_json_reader_dup_date (reader, "last_confirmed", TRUE);
  self->programmes = foyer_json_reader_dup_texts (reader, "programmes");
  self->order = foyer_json_reader_get_int (reader, "order", G_MININT, G_MAXINT, 0);
  g_ptr_array_unref (self->sections);
  self->sections = foyer_content_read_list (reader, "sections", read_section, section_free);
  g_ptr_array_unref (self->sources);
  self->sources = foyer_content_read_sources (reader, "sources");

  return G_OBJECT (self);
}

FoyerInfoPage *
foyer_info_page_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_info_page_build, json, -1, error);
}
