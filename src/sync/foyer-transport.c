/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-transport.h"

/* The interface between the sync engine and HTTP: one call, one reply.
 *
 * Whoever makes a transport owns it; it is used from one thread, the one that syncs. The engine
 * above knows no HTTP library, so that tests can cut, delay and forge replies at will.
 */

G_DEFINE_INTERFACE (FoyerTransport, foyer_transport, G_TYPE_OBJECT)

static void
foyer_transport_default_init (FoyerTransportInterface *iface)
{
}

void
foyer_reply_free (FoyerReply *reply)
{
  if (reply == NULL)
    return;
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->etag);
  g_free (reply->content_type);
  g_free (reply->signature);
  g_free (reply);
}

FoyerReply *
foyer_transport_send (FoyerTransport *self,
                      const FoyerRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (FOYER_IS_TRANSPORT (self), NULL);
  return FOYER_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable, error);
}
