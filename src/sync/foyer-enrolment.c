/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "core/model/foyer-json.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-pusher.h"
#include "sync/foyer-sync-engine.h"

/* How a kiosk joins: a one-time code and its new key go in, what it may trust comes back.
 *
 * One function, once in a kiosk's life, on the thread of whoever enrols it. The request is signed
 * with the new key (so nobody can enrol a key they do not hold) and the answer with the key it
 * announces, over our nonce; that the announcer is the right centre rests on TLS and on the code.
 */

/* Bytes of a service document. */
#define SERVICE_MAX_BYTES (64 * 1024)
/* Another try when the reply got lost: the centre answers the same key and code the same again. */
#define ATTEMPTS 2

static gboolean
parse_keys (json_t *keys, FoyerTrust *trust)
{
  const char *sign = json_string_value (json_object_get (keys, "sign"));
  json_t *boxes = json_object_get (keys, "box");

  if (sign == NULL || !foyer_unhex (sign, trust->sign_key, sizeof trust->sign_key)
      || json_array_size (boxes) != G_N_ELEMENTS (trust->box_keys))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (trust->box_keys); i++)
    {
      const char *hex = json_string_value (json_array_get (boxes, i));

      if (hex == NULL || !foyer_unhex (hex, trust->box_keys[i], sizeof trust->box_keys[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_trust (const FoyerReply *reply, const char *nonce, FoyerTrust *trust, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (reply->body, &size);
  json_t *root = foyer_json_parse (data, size, NULL);
  gboolean ok = FALSE;

  if (root)
    {
      trust->centre_name = g_strdup (json_string_value (json_object_get (root, "name")));
      trust->kiosk_id = g_strdup (json_string_value (json_object_get (root, "kiosk")));
      trust->place_id = g_strdup (json_string_value (json_object_get (root, "place")));
      trust->epoch = json_integer_value (json_object_get (root, "epoch"));
      ok = trust->centre_name && trust->kiosk_id && trust->place_id && trust->epoch > 0
           && parse_keys (json_object_get (root, "keys"), trust)
           && g_strcmp0 (json_string_value (json_object_get (root, "nonce")), nonce) == 0
           && foyer_reply_verify (reply, trust->sign_key, FOYER_CONTEXT_ENROLMENT);
    }
  json_decref (root);
  if (!ok)
    g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                         "the answer to the enrolment is not one of a Foyer centre");
  return ok;
}

/* The centre's clock minus ours, as it says without proof (its key is not known yet): good enough
 * to sign by, and a first try that is signed for another time would be one of the few there are. 0
 * when it does not say. */
static gint64
ask_offset (FoyerTransport *transport, FoyerClock *clock, GCancellable *cancellable)
{
  FoyerRequest request = { .method = "GET", .path = "/", .max_bytes = SERVICE_MAX_BYTES };
  g_autoptr (FoyerReply) reply = foyer_transport_send (transport, &request, cancellable, NULL);
  json_t *root = NULL;
  const char *data;
  gsize size = 0;
  gint64 time_us = -1;

  if (reply == NULL || reply->status != 200 || !foyer_reply_is_json (reply) || reply->body == NULL)
    return 0;
  data = g_bytes_get_data (reply->body, &size);
  root = foyer_json_parse (data, size, NULL);
  time_us = foyer_time_parse (json_string_value (json_object_get (root, "time")));
  json_decref (root);
  return time_us > 0 ? time_us - foyer_clock_now_us (clock) : 0;
}

static FoyerReply *
send_enrolment (FoyerTransport *transport,
                GBytes *body,
                const FoyerSignKey *key,
                FoyerClock *clock,
                char **nonce,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *keyid = foyer_hex (key->public_key, sizeof key->public_key);
  gint64 offset_us = ask_offset (transport, clock, cancellable);
  FoyerReply *reply = NULL;

  for (guint attempt = 1; reply == NULL; attempt++)
    {
      g_autoptr (GError) local = NULL;

      reply = foyer_signed_post (transport, "/enrolments", body, key, keyid, NULL, clock, offset_us,
                                 nonce, cancellable, &local);
      if (reply == NULL && attempt == ATTEMPTS)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return reply;
}

/* What waits in state_dir is sealed to the centre it was enrolled at: any other would refuse it. */
static gboolean
is_same_centre (const FoyerTrust *trust, const char *state_dir, GError **error)
{
  g_autoptr (FoyerTrust) before = foyer_trust_load (state_dir, NULL);

  if (before == NULL
      || (memcmp (before->sign_key, trust->sign_key, sizeof trust->sign_key) == 0
          && memcmp (before->box_keys, trust->box_keys, sizeof trust->box_keys) == 0))
    return TRUE;
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED,
                       "this kiosk belongs to another centre, and what waits is sealed to that:"
                       " choose another directory");
  return FALSE;
}

gboolean
foyer_sync_enrol (FoyerTransport *transport,
                  const char *centre_url,
                  const char *code,
                  const char *state_dir,
                  GCancellable *cancellable,
                  GError **error)
{
  return foyer_sync_enrol_full (transport, centre_url, code, state_dir, foyer_clock_system (),
                                cancellable, error);
}

gboolean
foyer_sync_enrol_full (FoyerTransport *transport,
                       const char *centre_url,
                       const char *code,
                       const char *state_dir,
                       FoyerClock *clock,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (FoyerTrust) trust = g_new0 (FoyerTrust, 1);
  g_autofree char *normalised = foyer_code_normalise (code);
  g_autofree char *text = NULL;
  g_autofree char *nonce = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (FoyerReply) reply = NULL;

  if (normalised == NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED,
                           "that is not a code; it looks like HAZEL-TERN-417238");
      return FALSE;
    }
  foyer_sign_key_generate (&trust->kiosk_key);
  trust->centre_url = g_strdup (centre_url);
  text = g_strdup_printf ("{\"code\":\"%s\"}", normalised);
  body = g_bytes_new (text, strlen (text));
  reply = send_enrolment (transport, body, &trust->kiosk_key, clock, &nonce, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->status != 201)
    {
      foyer_reply_set_error (reply, "enrolment", error);
      return FALSE;
    }
  return parse_trust (reply, nonce, trust, error) && is_same_centre (trust, state_dir, error)
         && foyer_trust_save (trust, state_dir, error);
}
