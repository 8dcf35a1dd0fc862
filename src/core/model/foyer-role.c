/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

/* What a listing tells of the part somebody would play in it: the member `role`.
 *
 * A short sentence each, or not known; a page says which are not known, so that people know what to
 * ask. Owned by its listing. Members and their meaning: data/content/FORMAT.md.
 */

/* In the order of FoyerRoleFact. */
static const char *const members[FOYER_N_ROLE_FACTS]
  = { "meet", "first_day", "expenses", "access", "dbs", "training", "taster" };

void
foyer_role_read (FoyerJsonReader *reader, char **role)
{
  json_t *object = foyer_json_reader_get_object (reader, "role");
  json_t *outer = reader->object;

  if (object == NULL)
    return;
  reader->object = object;
  for (guint i = 0; i < FOYER_N_ROLE_FACTS; i++)
    role[i] = foyer_json_reader_dup_text (reader, members[i]);
  reader->object = outer;
}

void
foyer_role_clear (char **role)
{
  for (guint i = 0; i < FOYER_N_ROLE_FACTS; i++)
    g_clear_pointer (&role[i], g_free);
}
