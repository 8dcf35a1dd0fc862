/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"
#include "foyer-config.h"

/* What the centre says about itself: the signed service document, its health, its counters.
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
  const char *nonce = query ? g_hash_table_lookup (query, "nonce") : NULL;
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:s, s:I, s:s, s:o, s:o}", "name", name, "software", "foyer-centre",
                 "version", FOYER_VERSION, "epoch", (json_int_t)epoch, "time", time, "keys",
                 make_keys (self), "feeds", make_feeds (self, base));

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

static void
add_counter (GString *text, const char *name, const char *help, guint64 value)
{
  g_string_append_printf (
    text, "# HELP foyer_%s %s\n# TYPE foyer_%s counter\nfoyer_%s %" G_GUINT64_FORMAT "\n", name,
    help, name, name, value);
}

static void
add_labelled (GString *text, const char *name, const char *label, const char *value, guint64 count)
{
  g_string_append_printf (text, "foyer_%s{%s=\"%s\"} %" G_GUINT64_FORMAT "\n", name, label, value,
                          count);
}

void
foyer_route_metrics (FoyerCentre *self,
                     SoupServerMessage *message,
                     const char *tail,
                     GHashTable *query)
{
  const FoyerMetrics *m = &self->metrics;
  g_autoptr (GString) text = g_string_new ("# HELP foyer_requests_total Requests answered, by class"
                                           " of status.\n# TYPE foyer_requests_total counter\n");
  static const char *const classes[] = { NULL, "1xx", "2xx", "3xx", "4xx", "5xx" };

  for (guint i = 1; i < G_N_ELEMENTS (classes); i++)
    add_labelled (text, "requests_total", "class", classes[i], m->requests[i]);
  g_string_append (text, "# HELP foyer_records_total Records taken in, by what became of them.\n"
                         "# TYPE foyer_records_total counter\n");
  add_labelled (text, "records_total", "status", "stored", m->stored);
  add_labelled (text, "records_total", "status", "duplicate", m->duplicate);
  add_labelled (text, "records_total", "status", "variant", m->variant);
  add_labelled (text, "records_total", "status", "erased", m->erased);
  add_labelled (text, "records_total", "status", "refused", m->refused);
  add_counter (text, "pages_total", "Feed pages sent.", m->pages);
  add_counter (text, "not_modified_total", "Feed pages a reader had already.", m->not_modified);
  add_counter (text, "media_total", "Media files sent, whole or in part.", m->media);
  add_counter (text, "body_bytes_total", "Bytes of request bodies.", m->body_bytes);
  add_counter (text, "unauthorised_total", "Requests without a valid signature.", m->unauthorised);
  add_counter (text, "walled_total", "Requests refused before their body was read.", m->walled);
  add_counter (text, "limited_total", "Requests of kiosks that asked too often.", m->limited);
  add_counter (text, "locked_total", "Requests of kiosks that were shut out.", m->locked);
  add_counter (text, "heartbeats_total", "Heartbeats taken in.", m->heartbeats);
  add_counter (text, "enrolled_total", "Kiosks enrolled.", m->enrolled);
  add_counter (text, "commits_total", "Transactions of the writer.",
               foyer_centre_writer_get_commits (self->writer));
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain; version=0.0.4", SOUP_MEMORY_COPY,
                                    text->str, text->len);
}
