/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fate-line.h"

#include "sync/foyer-sync-engine.h"

/* A line on which requests and replies get lost, come twice, late, or from somebody else.
 *
 * Owned by the test. What is wrong is wrong with whole requests; lines that break at a byte are
 * proof-chaos's.
 */

#define TIMEOUT_S 10

typedef enum
{
  FATE_LOSE_REQUEST, /* never gets there */
  FATE_LOSE_REPLY,   /* gets there; the answer does not come back */
  FATE_TWICE,        /* gets there twice, the very same bytes; the second answer comes back */
  FATE_OLD_REPLY,    /* gets there; the answer to an earlier request comes back */
  FATE_PORTAL,       /* somebody else answers */
  N_FATES,
} Fate;

struct _FateLine
{
  GObject parent;
  FoyerTransport *real;  /* owned */
  ProofDice *dice;       /* borrowed (nullable) */
  FoyerReply *old_reply; /* owned (nullable) */
  guint per_cent;
  guint64 n_wrong;
};

static void fate_line_transport_init (FoyerTransportInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FateLine,
                               fate_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT,
                                                      fate_line_transport_init))

static FoyerReply *
copy_reply (const FoyerReply *reply)
{
  FoyerReply *copy = g_new0 (FoyerReply, 1);

  *copy = *reply;
  copy->body = reply->body != NULL ? g_bytes_ref (reply->body) : NULL;
  copy->etag = g_strdup (reply->etag);
  copy->content_type = g_strdup (reply->content_type);
  copy->signature = g_strdup (reply->signature);
  return copy;
}

static FoyerReply *
make_portal (void)
{
  FoyerReply *reply = g_new0 (FoyerReply, 1);

  reply->status = 200;
  reply->content_type = g_strdup ("text/html");
  reply->body = g_bytes_new_static ("<html>", 6);
  return reply;
}

static FoyerReply *
meet_fate (FateLine *self, Fate fate, const FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerReply) first = NULL;

  if (fate == FATE_PORTAL)
    return make_portal ();
  if (fate != FATE_LOSE_REQUEST)
    first = foyer_transport_send (self->real, request, NULL, NULL);
  if (fate == FATE_TWICE)
    return foyer_transport_send (self->real, request, NULL, error);
  if (fate == FATE_OLD_REPLY && self->old_reply != NULL)
    return copy_reply (self->old_reply);
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE, "the line went down");
  return NULL;
}

static FoyerReply *
fate_line_send (FoyerTransport *transport,
                const FoyerRequest *request,
                GCancellable *cancellable,
                GError **error)
{
  FateLine *self = FATE_LINE (transport);
  FoyerReply *reply = NULL;

  if (self->per_cent > 0 && proof_dice_hits (self->dice, self->per_cent))
    {
      self->n_wrong++;
      return meet_fate (self, (Fate)proof_dice_below (self->dice, N_FATES), request, error);
    }
  reply = foyer_transport_send (self->real, request, cancellable, error);
  if (reply != NULL && g_str_equal (request->method, "POST"))
    {
      g_clear_pointer (&self->old_reply, foyer_reply_free);
      self->old_reply = copy_reply (reply);
    }
  return reply;
}

static void
fate_line_transport_init (FoyerTransportInterface *iface)
{
  iface->send = fate_line_send;
}

static void
fate_line_finalize (GObject *object)
{
  FateLine *self = FATE_LINE (object);

  g_clear_object (&self->real);
  g_clear_pointer (&self->old_reply, foyer_reply_free);
  G_OBJECT_CLASS (fate_line_parent_class)->finalize (object);
}

static void
fate_line_class_init (FateLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fate_line_finalize;
}

static void
fate_line_init (FateLine *self)
{
}

FateLine *
fate_line_new (const char *url)
{
  FateLine *self = g_object_new (FATE_TYPE_LINE, NULL);

  fate_line_set_url (self, url);
  return self;
}

void
fate_line_set_url (FateLine *self, const char *url)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->real);
  self->real = foyer_soup_transport_new (url, TIMEOUT_S, &error);
  g_assert_no_error (error);
}

void
fate_line_set_luck (FateLine *self, guint per_cent, ProofDice *dice)
{
  self->per_cent = per_cent;
  self->dice = dice;
}

guint64
fate_line_get_wrong (FateLine *self)
{
  return self->n_wrong;
}
