/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-browse"

#include "core/viewmodel/foyer-browse-private.h"

/* A search over all programmes, narrowed to one of them or to what costs nothing, and what each
 * would leave. Main thread. */

void
foyer_browse_model_set_narrow (FoyerBrowseModel *self, const char *programme, gboolean free_only)
{
  char *only = g_strdup (programme); /* programme may be what get_only () gave */

  if (g_strcmp0 (self->only, programme) == 0 && self->is_free_only == free_only)
    {
      g_free (only);
      return;
    }
  g_free (self->only);
  self->only = only;
  self->is_free_only = free_only;
  foyer_browse_round_begin (self);
}

const char *
foyer_browse_model_get_only (FoyerBrowseModel *self)
{
  return self->only;
}

gboolean
foyer_browse_model_is_free_only (FoyerBrowseModel *self)
{
  return self->is_free_only;
}

guint
foyer_browse_model_count_programme (FoyerBrowseModel *self, const char *programme)
{
  if (self->list == NULL || self->list->programme_counts == NULL)
    return 0;
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->list->programme_counts, programme));
}

guint
foyer_browse_model_count_free (FoyerBrowseModel *self)
{
  return self->list != NULL ? self->list->free_count : 0;
}

guint
foyer_browse_model_count_whole (FoyerBrowseModel *self)
{
  return self->list != NULL ? self->list->whole_count : 0;
}
