/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include "kiosk/foyer-backend-private.h"

#include "core/base/foyer-paths.h"

/* Where distances start. The places come with the content and are read anew when it has changed.
 * Main thread. */

FoyerPostcodes *
foyer_backend_get_postcodes (FoyerBackend *self)
{
  FoyerBackendOrigins *all = foyer_backend_get_origins (self);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (all->postcodes_tried)
    return all->postcodes;
  all->postcodes_tried = TRUE;
  path = foyer_paths_dup_data_file ("postcodes.bin");
  all->postcodes = foyer_postcodes_load (path, &error);
  if (all->postcodes == NULL)
    g_message ("postcodes: %s", error->message);
  return all->postcodes;
}

void
foyer_backend_clear_origins (FoyerBackend *self)
{
  FoyerBackendOrigins *all = foyer_backend_get_origins (self);

  g_clear_pointer (&all->origins, foyer_origins_free);
  g_clear_pointer (&all->postcodes, foyer_postcodes_unref);
  g_clear_pointer (&all->version, g_free);
}

FoyerOriginResult
foyer_backend_find_origin (FoyerBackend *self, const char *typed)
{
  FoyerBackendOrigins *all = foyer_backend_get_origins (self);
  g_autofree char *version = foyer_backend_dup_content_version (self);

  if (all->origins != NULL && g_strcmp0 (all->version, version) != 0)
    g_clear_pointer (&all->origins, foyer_origins_free);
  if (all->origins == NULL)
    {
      all->origins
        = foyer_origins_new (foyer_backend_get_store (self), foyer_backend_get_postcodes (self));
      g_free (all->version);
      all->version = g_steal_pointer (&version);
    }
  return foyer_origins_find (all->origins, typed);
}

gboolean
foyer_backend_locate (FoyerBackend *self, const char *origin, double *lat, double *lon)
{
  FoyerPlace *place = foyer_backend_get_place (self);

  if (origin != NULL)
    {
      FoyerOriginResult found = foyer_backend_find_origin (self, origin);

      if (found.match == FOYER_ORIGIN_FOUND)
        {
          *lat = found.lat;
          *lon = found.lon;
          return TRUE;
        }
    }
  if (place == NULL || isnan (place->lat))
    return FALSE;
  *lat = place->lat;
  *lon = place->lon;
  return TRUE;
}
