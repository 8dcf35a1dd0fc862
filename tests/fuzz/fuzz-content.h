/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"
#include "core/model/foyer-json.h"

G_BEGIN_DECLS

/* One item that may be anything: what the check lets through can be made an object, and what can be
 * made an object was let through. */
static inline void
fuzz_check_content (FoyerKind kind, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GObject) object = NULL;
  gboolean is_good = foyer_content_check_item (kind, json, strlen (json), &id, &error);

  g_assert_true (is_good == (error == NULL));
  g_assert_true (is_good == (id != NULL));
  switch (kind)
    {
    case FOYER_KIND_PROGRAMMES:
      object = (GObject *)foyer_programme_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_PLACES:
      object = (GObject *)foyer_place_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_MEDIA:
      object = (GObject *)foyer_media_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_LISTINGS:
      object = (GObject *)foyer_listing_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_SESSIONS:
      object = (GObject *)foyer_session_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_STORIES:
      object = (GObject *)foyer_story_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_PAGES:
      object = (GObject *)foyer_info_page_new_from_json (json, &refusal);
      break;
    case FOYER_KIND_PATHWAYS:
      object = (GObject *)foyer_pathway_new_from_json (json, &refusal);
      break;
    default:
      return;
    }
  g_assert_true ((object != NULL) == is_good);
}

G_END_DECLS
