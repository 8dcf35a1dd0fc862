/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"
#include "sync/foyer-request-signature.h"

/* Who sent this: checks the signature of a kiosk's request, its time, how often it asks and that it
 * was not sent before.
 *
 * On the centre's thread, before anything in the body is looked at. A kiosk's clock may be wrong by
 * any amount: it is told the centre's time, signed, and signs again by it, so that its own clock
 * never has to be right. Seen nonces are forgotten once the time alone would refuse them, and with
 * the process: what was signed before its start is refused by its time as well. A kiosk that was
 * shut out hears it signed, once it has shown who it is: nobody else can lock it.
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

/* Within the second of our start: the first time that is good. */
static char *
dup_not_before (FoyerCentre *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (self->not_before_s);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000000Z");
}

static void
refuse_clock (FoyerCentre *self, SoupServerMessage *message)
{
  g_autofree char *now = foyer_reply_dup_time (self->clock);
  gboolean is_early = foyer_clock_now_us (self->clock) < self->not_before_s * G_USEC_PER_SEC;
  g_autofree char *time = is_early ? dup_not_before (self) : g_steal_pointer (&now);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:i, s:s, s:s, s:s}", "type", "about:blank", "title", "Unauthorized",
                 "status", 401, "code", "clock", "detail",
                 "the request is signed for another time: sign again by this one", "time", time);

  self->metrics.unauthorised++;
  foyer_reply_json (self, message, 401, body, FOYER_CONTEXT_SERVICE);
}

static gboolean
is_in_time (FoyerCentre *self, gint64 created, gint64 now_s)
{
  /* Our clock was set back: what it said at the start means nothing any more. */
  if (self->not_before_s > now_s + SKEW_S)
    self->not_before_s = now_s;
  return ABS (created - now_s) <= SKEW_S && created >= self->not_before_s;
}

/* TRUE unless this kiosk asks too often. Otherwise the problem was answered. */
static gboolean
take_turn (FoyerCentre *self, SoupServerMessage *message, const char *keyid)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *text = NULL;
  guint wait_s = 0;

  if (foyer_rate_limit_take (self->rate, keyid, foyer_clock_monotonic_us (self->clock), &wait_s))
    return TRUE;
  self->metrics.limited++;
  text = g_strdup_printf ("%u", wait_s);
  foyer_reply_problem (message, 429, NULL, "too many requests of this kiosk: wait a little");
  soup_message_headers_replace (headers, "Retry-After", text);
  return FALSE;
}

/* Signed, with the nonce of the request: the kiosk closes its sign-up on nothing less. */
static void
refuse_revoked (FoyerCentre *self,
                SoupServerMessage *message,
                const FoyerRequestSignature *signature)
{
  g_autofree char *time = foyer_reply_dup_time (self->clock);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:i, s:s, s:s, s:s, s:s, s:s}", "type", "about:blank", "title",
                 "Forbidden", "status", 403, "code", "revoked", "detail", "this kiosk was shut out",
                 "kiosk", signature->keyid, "nonce", signature->nonce, "time", time);

  self->metrics.locked++;
  foyer_reply_json (self, message, 403, body, FOYER_CONTEXT_SERVICE);
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

/* (transfer full) */
static char *
dup_nonce_key (const FoyerRequestSignature *signature)
{
  return g_strconcat (signature->keyid, " ", signature->nonce, NULL);
}

/* TRUE when it did not come before. Otherwise the problem was answered. Looked at before a turn is
 * taken: who plays back what a kiosk sent must not use up the turns of that kiosk. */
static gboolean
is_fresh (FoyerCentre *self, SoupServerMessage *message, const FoyerRequestSignature *signature)
{
  g_autofree char *key = dup_nonce_key (signature);

  if (!g_hash_table_contains (self->nonces, key))
    return TRUE;
  refuse (self, message, 401, "replay", "this very request came before");
  return FALSE;
}

/* FALSE when there is no room for another; then the problem was answered. */
static gboolean
remember_nonce (FoyerCentre *self,
                SoupServerMessage *message,
                const FoyerRequestSignature *signature,
                gint64 now_s)
{
  gint64 *until = NULL;

  if (!make_room (self, now_s))
    {
      foyer_reply_problem (message, 503, NULL, "too much at once: try again soon");
      return FALSE;
    }
  until = g_new (gint64, 1);
  *until = signature->created + SKEW_S;
  g_hash_table_insert (self->nonces, dup_nonce_key (signature), until);
  return TRUE;
}

static gboolean
find_key (FoyerCentre *self,
          SoupServerMessage *message,
          const char *keyid,
          gboolean is_new,
          gboolean *is_revoked,
          guint8 key[FOYER_SIGN_PUBLIC_BYTES])
{
  const FoyerCentreKiosk *kiosk = NULL;

  if (is_new)
    {
      if (foyer_unhex (keyid, key, FOYER_SIGN_PUBLIC_BYTES))
        return TRUE;
      refuse (self, message, 401, "signature", "keyid must be the new kiosk's public key");
      return FALSE;
    }
  kiosk = foyer_centre_facts_get_kiosk (self->facts, keyid);
  if (kiosk == NULL)
    {
      refuse (self, message, 401, "unknown-kiosk", "this kiosk is not known here: enrol it again");
      return FALSE;
    }
  memcpy (key, kiosk->key, FOYER_SIGN_PUBLIC_BYTES);
  *is_revoked = kiosk->is_revoked;
  return TRUE;
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
  gboolean is_revoked = FALSE;

  if (!input || !value || !digest || !foyer_request_signature_parse (&signature, input))
    {
      refuse (self, message, 401, "signature", "the request is not signed as a kiosk signs");
      return FALSE;
    }
  if (!find_key (self, message, signature.keyid, is_new, &is_revoked, key))
    return FALSE;
  if (!foyer_request_signature_verify (&signature, key, "POST", path,
                                       foyer_router_get_body (message), digest, value))
    {
      refuse (self, message, 401, "signature", "the signature does not fit the request");
      return FALSE;
    }
  if (!is_in_time (self, signature.created, now_s))
    {
      refuse_clock (self, message);
      return FALSE;
    }
  if (!is_fresh (self, message, &signature))
    return FALSE;
  /* Enrolment has a bucket of its own, over all who ask. */
  if (!is_new && !take_turn (self, message, signature.keyid))
    return FALSE;
  if (!remember_nonce (self, message, &signature, now_s))
    return FALSE;
  if (is_revoked)
    {
      refuse_revoked (self, message, &signature);
      return FALSE;
    }
  *keyid = g_steal_pointer (&signature.keyid);
  *nonce = g_steal_pointer (&signature.nonce);
  return TRUE;
}
