/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-admin-private.h"
#include "core/model/foyer-json.h"

/* Requests about kiosks: letting one in, shutting one out, letting it in again.
 *
 * Plain functions inside a transaction of the caller, on the thread that owns the store. A kiosk
 * that is shut out hears so, signed, with its next request; nothing of it is deleted anywhere.
 */

/* Minutes an invitation is good for: long enough to walk to the kiosk. */
#define INVITE_MINUTES 15

typedef struct
{
  const char *id;
  gboolean is_there;
} Search;

static gboolean
find_item (const FoyerCentreItem *item, gpointer data)
{
  Search *search = data;

  search->is_there = item->json && g_str_equal (item->id, search->id);
  return !search->is_there;
}

static gboolean
is_place_id (const char *id)
{
  gsize n = strlen (id);

  return n >= 1 && n <= 96 && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789._@:+-") == n
         && g_ascii_isalnum (id[0]);
}

json_t *
foyer_centre_admin_invite (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *place = foyer_json_get_string (request, "place");
  Search search = { place, FALSE };
  g_autofree char *code = foyer_code_new ();
  g_autofree char *normalised = foyer_code_normalise (code);
  g_autofree char *hash = foyer_invite_hash (normalised);
  gint64 expires_us = now_us + INVITE_MINUTES * G_TIME_SPAN_MINUTE;

  if (place == NULL || !is_place_id (place))
    return foyer_centre_admin_refuse (
      "a place id is small letters, digits and hyphens, like lib-chelmsford", error);
  if (!foyer_centre_store_each_item (store, FOYER_KIND_PLACES, 0, 0, find_item, &search, error)
      || !foyer_centre_store_add_invite (store, hash, place, expires_us, error))
    return NULL;
  return json_pack ("{s:s, s:I, s:b}", "code", code, "expires_us", (json_int_t)expires_us,
                    "is_known", search.is_there);
}

static json_t *
set_revoked (FoyerCentreStore *store, json_t *request, gint64 revoked_us, GError **error)
{
  const char *kiosk = foyer_json_get_string (request, "kiosk");
  gboolean is_known = FALSE;

  if (kiosk && !foyer_centre_store_set_revoked (store, kiosk, revoked_us, &is_known, error))
    return NULL;
  if (!is_known)
    return foyer_centre_admin_refuse (
      "there is no kiosk of this id: foyerctl kiosk list shows them", error);
  return json_pack ("{s:s, s:b}", "kiosk", kiosk, "revoked", revoked_us != 0);
}

json_t *
foyer_centre_admin_revoke (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  return set_revoked (store, request, now_us, error);
}

json_t *
foyer_centre_admin_readmit (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  return set_revoked (store, request, 0, error);
}
