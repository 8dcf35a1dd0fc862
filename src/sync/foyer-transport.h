/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the sync engine needs of HTTP; the real one is libsoup, tests script faults. */
typedef struct
{
  const char *method; /* GET or POST */
  const char
    *path;      /* "/feeds/listings?afterChangeNumber=7", or an absolute URL of the same origin */
  GBytes *body; /* POST: application/json */
  const char *if_none_match;
  gint64 range_from; /* > 0: Range, with if_range as its If-Range */
  const char *if_range;
  gsize max_bytes;            /* reply cap */
  const char *save_to;        /* file to append the body to, instead of keeping it in memory */
  const char *const *headers; /* NULL, or name, value, …, NULL: signatures */
} FoyerRequest;

typedef struct
{
  guint status;                          /* 0: never answered */
  GBytes *body;                          /* (nullable) */
  char *etag, *content_type, *signature; /* of the Foyer-Signature header */
  guint retry_after_s;                   /* 0: not said */
  guint64 wire_bytes;                    /* body bytes as they came over the line */
} FoyerReply;
void foyer_reply_free (FoyerReply *reply);

#define FOYER_TYPE_TRANSPORT (foyer_transport_get_type ())
G_DECLARE_INTERFACE (FoyerTransport, foyer_transport, FOYER, TRANSPORT, GObject)
struct _FoyerTransportInterface
{
  GTypeInterface parent;
  FoyerReply *(*send) (FoyerTransport *self,
                       const FoyerRequest *request,
                       GCancellable *cancellable,
                       GError **error);
};
FoyerReply *foyer_transport_send (FoyerTransport *self,
                                  const FoyerRequest *request,
                                  GCancellable *cancellable,
                                  GError **error);

/* The real one. base_url: http(s)://host:port (http only to loopback). HTTP/1.1, no cookies, no
 * redirects, no authentication, TLS ≥ 1.2, one host, connect and read time-outs of timeout_s. */
FoyerTransport *foyer_soup_transport_new (const char *base_url, guint timeout_s, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReply, foyer_reply_free)

G_END_DECLS
