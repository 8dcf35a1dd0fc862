/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"
#include "core/model/foyer-json-reader.h"

G_BEGIN_DECLS

/* What the types of the model share; for src/core/model only. */

/* Makes an object out of the members of an item. What is wrong stays in reader; the object may then
 * be half filled and is thrown away. (transfer full) */
typedef GObject *(*FoyerContentBuild) (FoyerJsonReader *reader);

/* size -1: json ends with NUL. (transfer full), NULL with error. */
gpointer foyer_content_build (FoyerContentBuild build,
                              const char *json,
                              gssize size,
                              GError **error);

void foyer_content_read_source (FoyerJsonReader *reader, const char *key, FoyerSource *source);
void foyer_content_clear_source (FoyerSource *source);
/* A list of sources: owned FoyerSource. (transfer full), never NULL */
GPtrArray *foyer_content_read_sources (FoyerJsonReader *reader, const char *key);
/* One entry for each object of a list, made by read_one while reader looks into that object.
 * (transfer full), never NULL */
GPtrArray *foyer_content_read_list (FoyerJsonReader *reader,
                                    const char *key,
                                    gpointer (*read_one) (FoyerJsonReader *reader),
                                    GDestroyNotify free_one);
/* lat and lon, both or neither (NAN). */
void foyer_content_read_position (FoyerJsonReader *reader, double *lat, double *lon);
/* The member `role` of a listing: FOYER_N_ROLE_FACTS owned texts. */
void foyer_role_read (FoyerJsonReader *reader, char **role);
void foyer_role_clear (char **role);

GObject *foyer_programme_build (FoyerJsonReader *reader);
GObject *foyer_place_build (FoyerJsonReader *reader);
GObject *foyer_listing_build (FoyerJsonReader *reader);
GObject *foyer_session_build (FoyerJsonReader *reader);
GObject *foyer_story_build (FoyerJsonReader *reader);
GObject *foyer_info_page_build (FoyerJsonReader *reader);
GObject *foyer_pathway_build (FoyerJsonReader *reader);
GObject *foyer_media_build (FoyerJsonReader *reader);
GObject *foyer_status_build (FoyerJsonReader *reader);

G_END_DECLS
