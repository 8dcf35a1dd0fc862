/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"
#include "foyer-config.h"

/* What the centre says about itself: the signed service document, and its health.
 *
 * On the centre's thread, from the reading connection. The service document repeats the nonce of
 * who asks, so that nobody can play an old one back to a kiosk.
 */

#define NONCE_MAX 64

static json_t *
make_feeds (FoyerCentre *self, const char *base)
{
  json_t *feeds = json_array ();

  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    {
      const char *name = foyer_kind_to_string (kind);
      g_autofree char *url = g_strdup_printf ("%s/feeds/%s", base, name);
      FoyerFeedState state = { .last = 1 };

      if (!foyer_centre_store_get_feed (self->reader, kind, &state, NULL))
        continue;
      json_array_append_new (feeds, json_pack ("{s:s, s:s, s:I, s:I, s:I}", "kind", name, "url",
                                               url, "items", (json_int_t)state.items, "last",
                                               (json_int_t)state.last, "purged_through",
                                               (json_int_t)state.purged_through));
    }
  return feeds;
}

static json_t *
make_keys (FoyerCentre *self)
{
  g_autofree char *sign = foyer_centre_store_dup_meta (self->reader, FOYER_CENTRE_META_SIGN_KEY);
  g_autofree char *box = foyer_centre_store_dup_meta (self->reader, FOYER_CENTRE_META_BOX_KEY);
  g_autofree char *recovery
    = foyer_centre_store_dup_meta (self->reader, FOYER_CENTRE_META_RECOVERY_KEY);

  return json_pack ("{s:s, s:[s, s]}", "sign", sign, "box", box, recovery);
}

void
foyer_route_service (FoyerCentre *self,
                     SoupServerMessage *message,
                     const char *tail,
                     GHashTable *query)
{
  g_autofree char *base = foyer_reply_dup_base_url (self, message);
  g_autofree char *name = foyer_centre_store_dup_meta (self->reader, FOYER_CENTRE_META_NAME);
  g_autofree char *time = foyer_reply_dup_time (self->clock);
  gint64 epoch = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0);
  gint64 backed_up_to
    = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_BACKED_UP_TO, 0);
  const char *nonce = query ? g_hash_table_lookup (query, "nonce") : NULL;
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:s, s:I, s:I, s:s, s:o, s:o}", "name", name, "software",
                 "foyer-centre", "version", FOYER_VERSION, "epoch", (json_int_t)epoch,
                 "backed_up_to", (json_int_t)backed_up_to, "time", time, "keys", make_keys (self),
                 "feeds", make_feeds (self, base));

  if (nonce && strlen (nonce) <= NONCE_MAX)
    json_object_set_new (body, "nonce", json_string (nonce));
  foyer_reply_json (self, message, 200, body, FOYER_CONTEXT_SERVICE);
}

void
foyer_route_health (FoyerCentre *self,
                    SoupServerMessage *message,
                    const char *tail,
                    GHashTable *query)
{
  if (foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0) <= 0)
    {
      foyer_reply_problem (message, 503, NULL, "the database does not answer");
      return;
    }
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "ok\n", 3);
}
