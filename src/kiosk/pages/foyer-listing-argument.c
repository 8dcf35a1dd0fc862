/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-page"

#include "kiosk/pages/foyer-listing-argument.h"

#include <string.h>

/* See the header. A search may name a place ("football Colchester") without moving the visit there,
 * so the place goes along with the listing. Ids have no spaces. Main thread. */

char *
foyer_listing_argument (const char *listing, const char *from)
{
  return from != NULL ? g_strdup_printf ("%s %s", listing, from) : g_strdup (listing);
}

char *
foyer_listing_argument_dup_listing (const char *argument)
{
  return g_strndup (argument, strcspn (argument, " "));
}

const char *
foyer_listing_argument_get_from (const char *argument)
{
  const char *space = strchr (argument, ' ');

  return space != NULL && space[1] != '\0' ? space + 1 : NULL;
}

const char *
foyer_listing_argument_get_origin (FoyerPage *page)
{
  const char *from = foyer_listing_argument_get_from (foyer_page_get_argument (page));

  if (g_strcmp0 (from, FOYER_FROM_HERE) == 0)
    return NULL;
  if (from != NULL
      && foyer_backend_find_origin (foyer_page_get_backend (page), from).match
           == FOYER_ORIGIN_FOUND)
    return from;
  return foyer_visit_get_origin (foyer_page_get_visit (page));
}
