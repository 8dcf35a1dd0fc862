/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"
#include "sync/foyer-request-signature.h"

/* Who sent this: checks the signature of a kiosk's request, its time and that it was not sent
 * before.
 *
 * On the centre's thread, before anything in the body is looked at. A kiosk's clock may be wrong by
 * any amount: it is told the centre's time, signed, and signs again by it, so that its own clock
 * never has to be right. Seen nonces are forgotten once the time alone would refuse them.
 */

/* s a signature may be old or early. */
#define SKEW_S 300
/* Nonces kept: ten minutes of 200 requests a second, some 20 MB. Then the old ones are looked for,
 * and not oftener than every so many seconds: it costs a walk through all. */
#define NONCES_MAX 120000
#define SWEEP_EVERY_S 10

static void
refuse (
  FoyerCentre *self, SoupServerMessage *message, guint status, const char *code, const char *detail)
{
  self->metrics.unauthorised++;
  foyer_reply_problem (message, status, code, detail);
}

static const char *
get_single (SoupServerMessage *message, const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *one = soup_message_headers_get_one (headers, name);
  const char *all = soup_message_headers_get_list (headers, name);

  return one && all && g_str_equal (one, all) ? one : NULL;
}

static void
refuse_clock (FoyerCentre *self, SoupServerMessage *message)
{
  g_autofree char *time = foyer_reply_dup_time (self->clock);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:i, s:s, s:s, s:s}", "type", "about:blank", "title", "Unauthorized",
                 "status", 401, "code", "clock", "detail",
                 "the request is signed for another time: sign again by this one", "time", time);

  self->metrics.unauthorised++;
  foyer_reply_json (self, message, 401, body, FOYER_CONTEXT_SERVICE);
}

static gboolean
is_forgotten (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *)value < *(gint64 *)data;
}

/* FALSE while as many are remembered as we can. */
static gboolean
make_room (FoyerCentre *self, gint64 now_s)
{
  if (g_hash_table_size (self->nonces) < NONCES_MAX)
    return TRUE;
  if (ABS (now_s - self->nonces_swept_s) < SWEEP_EVERY_S)
    return FALSE;
  self->nonces_swept_s = now_s;
  g_hash_table_foreach_remove (self->nonces, is_forgotten, &now_s);
  return g_hash_table_size (self->nonces) < NONCES_MAX;
}

/* TRUE the first time. Otherwise the problem was answered. */
static gboolean
remember_nonce (FoyerCentre *self,
                SoupServerMessage *message,
                const FoyerRequestSignature *signature,
                gint64 now_s)
{
  g_autofree char *key = g_strconcat (signature->keyid, " ", signature->nonce, NULL);
  gint64 *until = NULL;

  if (g_hash_table_contains (self->nonces, key))
    {
      refuse (self, message, 401, "replay", "this very request came before");
      return FALSE;
    }
  if (!make_room (self, now_s))
    {
      foyer_reply_problem (message, 503, NULL, "too much at once: try again soon");
      return FALSE;
    }
  until = g_new (gint64, 1);
  *until = signature->created + SKEW_S;
  g_hash_table_insert (self->nonces, g_steal_pointer (&key), until);
  return TRUE;
}

static gboolean
find_key (FoyerCentre *self,
          SoupServerMessage *message,
          const char *keyid,
          gboolean is_new,
          guint8 key[FOYER_SIGN_PUBLIC_BYTES])
{
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;

  if (is_new)
    {
      if (foyer_unhex (keyid, key, FOYER_SIGN_PUBLIC_BYTES))
        return TRUE;
      refuse (self, message, 401, "signature", "keyid must be the new kiosk's public key");
      return FALSE;
    }
  kiosk = foyer_centre_store_get_kiosk (self->reader, keyid);
  if (kiosk == NULL)
    refuse (self, message, 401, "unknown-kiosk", "this kiosk is not known here: enrol it again");
  else if (kiosk->is_revoked)
    refuse (self, message, 403, "revoked", "this kiosk was shut out");
  else
    {
      memcpy (key, kiosk->key, FOYER_SIGN_PUBLIC_BYTES);
      return TRUE;
    }
  return FALSE;
}

gboolean
foyer_request_authenticate (FoyerCentre *self,
                            SoupServerMessage *message,
                            const char *path,
                            gboolean is_new,
                            char **keyid,
                            guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                            char **nonce)
{
  const char *input = get_single (message, "Signature-Input");
  const char *value = get_single (message, "Signature");
  const char *digest = get_single (message, "Content-Digest");
  gint64 now_s = foyer_clock_now_us (self->clock) / G_USEC_PER_SEC;
  g_auto (FoyerRequestSignature) signature = { 0 };

  if (!input || !value || !digest || !foyer_request_signature_parse (&signature, input))
    {
      refuse (self, message, 401, "signature", "the request is not signed as a kiosk signs");
      return FALSE;
    }
  if (!find_key (self, message, signature.keyid, is_new, key))
    return FALSE;
  if (!foyer_request_signature_verify (&signature, key, "POST", path,
                                       foyer_router_get_body (message), digest, value))
    {
      refuse (self, message, 401, "signature", "the signature does not fit the request");
      return FALSE;
    }
  if (ABS (signature.created - now_s) > SKEW_S)
    {
      refuse_clock (self, message);
      return FALSE;
    }
  if (!remember_nonce (self, message, &signature, now_s))
    return FALSE;
  *keyid = g_steal_pointer (&signature.keyid);
  *nonce = g_steal_pointer (&signature.nonce);
  return TRUE;
}
