/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/model/foyer-json.h"

/* POST /enrolments: a one-time code and a new kiosk's key become a kiosk.
 *
 * On the centre's thread, written by the writer's. The code has 31 bits and lives 15 minutes; what
 * keeps it from being guessed is the bucket here, over all who ask: one try in two seconds on
 * average means 450 guesses at 2,600 million codes.
 */

/* Microseconds of the bucket a try costs, and what the bucket holds: 30 tries at once. */
#define TRY_COST_US (2 * G_USEC_PER_SEC)
#define BUCKET_US (30 * TRY_COST_US)

typedef struct
{
  FoyerCentre *centre;        /* borrowed; waits for us before it goes */
  SoupServerMessage *message; /* owned */
  char *code_hash, *nonce;    /* owned */
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
  gint64 now_us;
  FoyerCentreKiosk *kiosk; /* owned (nullable) */
  char *refusal;           /* owned (nullable) */
  gulong finished_id;
  gboolean is_gone;
} Enrolment;

static void
enrolment_free (Enrolment *self)
{
  g_clear_object (&self->message);
  g_free (self->code_hash);
  g_free (self->nonce);
  g_free (self->refusal);
  g_clear_pointer (&self->kiosk, foyer_centre_kiosk_free);
  g_free (self);
}

/* enrolment_tokens_us is when the bucket would be full again: each try moves it on by its cost. */
static gboolean
take_try (FoyerCentre *self)
{
  gint64 now_us = foyer_clock_monotonic_us (self->clock);

  self->enrolment_tokens_us = MAX (self->enrolment_tokens_us, now_us) + TRY_COST_US;
  if (self->enrolment_tokens_us - now_us <= BUCKET_US)
    return TRUE;
  self->enrolment_tokens_us -= TRY_COST_US;
  return FALSE;
}

static gboolean
write_enrolment (FoyerCentreStore *store, gpointer data, GError **error)
{
  Enrolment *self = data;
  g_autoptr (GError) local = NULL;

  g_clear_pointer (&self->kiosk, foyer_centre_kiosk_free);
  g_clear_pointer (&self->refusal, g_free);
  self->kiosk = foyer_centre_store_enrol (store, self->code_hash, self->key, self->now_us, &local);
  if (self->kiosk)
    return TRUE;
  /* A no is an answer, not a failure of the transaction. */
  if (g_error_matches (local, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED))
    {
      self->refusal = g_strdup (local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
send_trust (Enrolment *self)
{
  FoyerCentre *centre = self->centre;
  g_autofree char *time = foyer_reply_dup_time (centre->clock);
  g_autofree char *name = foyer_centre_store_dup_meta (centre->reader, FOYER_CENTRE_META_NAME);
  g_autofree char *sign = foyer_centre_store_dup_meta (centre->reader, FOYER_CENTRE_META_SIGN_KEY);
  g_autofree char *box = foyer_centre_store_dup_meta (centre->reader, FOYER_CENTRE_META_BOX_KEY);
  g_autofree char *recovery
    = foyer_centre_store_dup_meta (centre->reader, FOYER_CENTRE_META_RECOVERY_KEY);
  gint64 epoch = foyer_centre_store_get_meta_int (centre->reader, FOYER_CENTRE_META_EPOCH, 0);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:s, s:I, s:s, s:s, s:{s:s, s:[s, s]}}", "kiosk", self->kiosk->id,
                 "place", self->kiosk->place, "name", name, "epoch", (json_int_t)epoch, "time",
                 time, "nonce", self->nonce, "keys", "sign", sign, "box", box, recovery);

  centre->metrics.enrolled++;
  foyer_reply_json (centre, self->message, 201, body, FOYER_CONTEXT_ENROLMENT);
}

static void
enrolment_written (gpointer data, const GError *error)
{
  Enrolment *self = data;
  gboolean is_gone = self->is_gone || self->centre->is_closing;

  g_signal_handler_disconnect (self->message, self->finished_id);
  if (error)
    g_warning ("a kiosk could not be enrolled: %s", error->message);
  if (!is_gone)
    {
      if (error)
        foyer_reply_problem (self->message, 503, NULL, "the kiosk could not be kept: try again");
      else if (self->refusal)
        foyer_reply_problem (self->message, 403, "code", self->refusal);
      else
        send_trust (self);
      soup_server_message_unpause (self->message);
    }
  enrolment_free (self);
}

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  ((Enrolment *)data)->is_gone = TRUE;
}

void
foyer_route_enrolment (FoyerCentre *self,
                       SoupServerMessage *message,
                       const char *tail,
                       GHashTable *query)
{
  g_autofree char *keyid = NULL;
  g_autofree char *nonce = NULL;
  g_autofree char *code = NULL;
  g_autoptr (json_t) root = NULL;
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
  Enrolment *enrolment = NULL;
  const char *text = NULL, *typed = NULL;
  gsize size = 0;

  /* First of all: anybody can make a key and sign, and each signature is remembered. */
  if (!take_try (self))
    {
      foyer_reply_problem (message, 429, NULL, "too many tries: wait a minute");
      return;
    }
  if (!foyer_request_authenticate (self, message, "/enrolments", TRUE, &keyid, key, &nonce))
    return;
  text = g_bytes_get_data (foyer_router_get_body (message), &size);
  root = text ? foyer_json_parse (text, size, NULL) : NULL;
  typed = foyer_json_get_string (root, "code");
  code = typed && strlen (typed) < 64 ? foyer_code_normalise (typed) : NULL;
  if (code == NULL)
    {
      foyer_reply_problem (message, 400, "code", "the body is {\"code\": \"HAZEL-TERN-417238\"}");
      return;
    }
  enrolment = g_new0 (Enrolment, 1);
  enrolment->centre = self;
  enrolment->message = g_object_ref (message);
  enrolment->code_hash = foyer_invite_hash (code);
  enrolment->nonce = g_steal_pointer (&nonce);
  enrolment->now_us = foyer_clock_now_us (self->clock);
  memcpy (enrolment->key, key, sizeof key);
  enrolment->finished_id = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), enrolment);
  foyer_centre_hold (self, message);
  foyer_centre_writer_push (self->writer, write_enrolment, enrolment_written, enrolment);
}
