/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"

/* How the centre answers: JSON, signed where it must be believed, and problems.
 *
 * Plain functions on the centre's thread. A problem never repeats what was sent: it goes to whoever
 * asked, and into logs on the way.
 */

static void
set_body (SoupServerMessage *message, const char *type, char *text)
{
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, text, strlen (text));
}

void
foyer_reply_problem (SoupServerMessage *message, guint status, const char *code, const char *detail)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:i, s:s}", "type", "about:blank", "title",
                 soup_status_get_phrase (status), "status", (int)status, "detail", detail);

  if (code)
    json_object_set_new (body, "code", json_string (code));
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
  set_body (message, "application/problem+json", foyer_json_dump (body));
}

void
foyer_reply_json (
  FoyerCentre *self, SoupServerMessage *message, guint status, json_t *body, const char *context)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  char *text = foyer_json_dump (body);
  guint8 signature[FOYER_SIGNATURE_BYTES];
  g_autofree char *encoded = NULL;

  foyer_sign (&self->sign, context, text, strlen (text), signature);
  encoded = g_base64_encode (signature, sizeof signature);
  soup_message_headers_replace (headers, "Foyer-Signature", encoded);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
  if (status >= 400)
    soup_message_headers_replace (headers, "Connection", "close");
  set_body (message, status >= 400 ? "application/problem+json" : "application/json", text);
}

char *
foyer_reply_dup_base_url (FoyerCentre *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *proto = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "X-Forwarded-Proto");
  gboolean is_https = g_strcmp0 (proto, "https") == 0;
  const char *host = g_uri_get_host (uri);
  gboolean is_v6 = strchr (host, ':') != NULL;
  int port = g_uri_get_port (uri);

  if (self->public_url)
    return g_strdup (self->public_url);
  if (port <= 0 || port == (is_https ? 443 : 80))
    return g_strdup_printf ("%s://%s%s%s", is_https ? "https" : "http", is_v6 ? "[" : "", host,
                            is_v6 ? "]" : "");
  return g_strdup_printf ("%s://%s%s%s:%d", is_https ? "https" : "http", is_v6 ? "[" : "", host,
                          is_v6 ? "]" : "", port);
}

char *
foyer_reply_dup_time (FoyerClock *clock)
{
  gint64 now_us = foyer_clock_now_us (clock);
  g_autoptr (GDateTime) whole = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (whole, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", text, (int)(now_us % G_USEC_PER_SEC));
}
