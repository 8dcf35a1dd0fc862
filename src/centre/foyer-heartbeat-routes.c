/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"

/* POST /heartbeats: what a kiosk says of itself: how much waits there, since when, what it runs.
 *
 * On the centre's thread, written by the writer's; only the last one of each kiosk is kept. When a
 * kiosk is stolen, its last heartbeat says how many people have to be contacted again.
 */

/* A count no kiosk can reach, and bytes of a version. */
#define COUNT_MAX 10000000
#define VERSION_MAX 96
/* s: a century; clocks without a battery begin in 1970. */
#define OFFSET_MAX_S (G_GINT64_CONSTANT (3200000000))

typedef struct
{
  FoyerCentre *centre;        /* borrowed; waits for us before it goes */
  SoupServerMessage *message; /* owned */
  char *kiosk, *nonce;        /* owned */
  json_t *root;               /* owned: heartbeat borrows from it */
  FoyerCentreHeartbeat heartbeat;
  gulong finished_id;
  gboolean is_gone;
} Post;

static void
post_free (Post *post)
{
  g_clear_object (&post->message);
  g_clear_pointer (&post->root, json_decref);
  g_free (post->kiosk);
  g_free (post->nonce);
  g_free (post);
}

static gboolean
read_int (const json_t *root, const char *key, gint64 min, gint64 max, gint64 *value)
{
  json_t *number = json_object_get (root, key);

  if (!json_is_integer (number))
    return FALSE;
  *value = json_integer_value (number);
  return *value >= min && *value <= max;
}

/* Missing and null are good. */
static gboolean
read_version (const json_t *root, const char *key, const char **value)
{
  json_t *text = json_object_get (root, key);

  *value = json_string_value (text);
  return text == NULL || json_is_null (text)
         || (*value && strlen (*value) <= VERSION_MAX
             && strspn (*value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "._@:+-")
                  == strlen (*value));
}

static gboolean
read_time (const json_t *root, const char *key, gint64 *time_us)
{
  json_t *text = json_object_get (root, key);
  g_autoptr (GDateTime) time = NULL;

  *time_us = 0;
  if (text == NULL || json_is_null (text))
    return TRUE;
  if (!json_is_string (text) || strlen (json_string_value (text)) > 40)
    return FALSE;
  time = g_date_time_new_from_iso8601 (json_string_value (text), NULL);
  if (time == NULL)
    return FALSE;
  *time_us = MAX (g_date_time_to_unix (time), 1) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
read_heartbeat (const json_t *root, FoyerCentreHeartbeat *beat)
{
  return json_is_object (root) && read_int (root, "waiting", 0, COUNT_MAX, &beat->waiting)
         && read_int (root, "received", 0, COUNT_MAX, &beat->received)
         && read_int (root, "quarantined", 0, COUNT_MAX, &beat->quarantined)
         && read_int (root, "clock_offset_s", -OFFSET_MAX_S, OFFSET_MAX_S, &beat->clock_offset_s)
         && read_time (root, "oldest_waiting", &beat->oldest_waiting_us)
         && read_version (root, "version", &beat->version)
         && read_version (root, "content_version", &beat->content_version);
}

static gboolean
write_heartbeat (FoyerCentreStore *store, gpointer data, GError **error)
{
  Post *post = data;

  return foyer_centre_store_set_heartbeat (store, post->kiosk, &post->heartbeat, error);
}

static void
send_answer (Post *post)
{
  FoyerCentre *self = post->centre;
  g_autofree char *time = foyer_reply_dup_time (self->clock);
  gint64 epoch = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0);
  g_autoptr (json_t) body = json_pack ("{s:s, s:s, s:I, s:s}", "kiosk", post->kiosk, "nonce",
                                       post->nonce, "epoch", (json_int_t)epoch, "time", time);

  self->metrics.heartbeats++;
  foyer_reply_json (self, post->message, 200, body, FOYER_CONTEXT_SERVICE);
}

static void
heartbeat_written (gpointer data, const GError *error)
{
  Post *post = data;
  gboolean is_gone = post->is_gone || post->centre->is_closing;

  g_signal_handler_disconnect (post->message, post->finished_id);
  if (error)
    g_warning ("a heartbeat could not be kept: %s", error->message);
  if (!is_gone)
    {
      if (error)
        foyer_reply_problem (post->message, 503, NULL, "the heartbeat could not be kept");
      else
        send_answer (post);
      soup_server_message_unpause (post->message);
    }
  post_free (post);
}

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  ((Post *)data)->is_gone = TRUE;
}

void
foyer_route_heartbeat (FoyerCentre *self,
                       SoupServerMessage *message,
                       const char *tail,
                       GHashTable *query)
{
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
  g_autofree char *kiosk = NULL;
  g_autofree char *nonce = NULL;
  FoyerCentreHeartbeat beat = { .time_us = foyer_clock_now_us (self->clock) };
  g_autoptr (json_t) root = NULL;
  const char *text = NULL;
  Post *post = NULL;
  gsize size = 0;

  if (!foyer_request_authenticate (self, message, "/heartbeats", FALSE, &kiosk, key, &nonce))
    return;
  text = g_bytes_get_data (foyer_router_get_body (message), &size);
  root = text ? foyer_json_parse (text, size, NULL) : NULL;
  if (!read_heartbeat (root, &beat))
    {
      foyer_reply_problem (message, 400, NULL,
                           "the body is {\"waiting\", \"received\", \"quarantined\","
                           " \"clock_offset_s\": whole numbers, \"oldest_waiting\": a time,"
                           " \"version\", \"content_version\": short texts}");
      return;
    }
  post = g_new0 (Post, 1);
  post->centre = self;
  post->message = g_object_ref (message);
  post->kiosk = g_steal_pointer (&kiosk);
  post->nonce = g_steal_pointer (&nonce);
  post->root = g_steal_pointer (&root);
  post->heartbeat = beat;
  post->finished_id = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), post);
  foyer_centre_hold (self, message);
  foyer_centre_writer_push (self->writer, write_heartbeat, heartbeat_written, post);
}
