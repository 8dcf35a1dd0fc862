/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <string.h>

#include "support/foyer-test-centre.h"
#include "sync/foyer-pusher.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-request-signature.h"
#include "sync/foyer-sync-engine.h"
#include "sync/foyer-transport.h"

G_BEGIN_DECLS

/* A centre and an enrolled kiosk under one fake clock, with a line between them that can be
 * tampered with. Owned by the test; everything of the kiosk is on the test's thread. */

/* What happens to one request: pass it on (foyer_transport_send (real, …)), change the reply, or
 * fail. */
typedef FoyerReply *(*NetFault) (FoyerTransport *real,
                                 const FoyerRequest *request,
                                 gpointer data,
                                 GError **error);

typedef struct
{
  FoyerClock *clock;       /* owned */
  FoyerTestCentre *centre; /* owned */
  char *state;             /* owned */
  FoyerTrust *trust;       /* owned */
  FoyerTransport *line;    /* owned: the tampered one */
  FoyerStore *store;       /* owned */
  FoyerOutbox *outbox;     /* owned */
  FoyerOutboxPort port;
  NetFault fault; /* NULL: the line is good */
  gpointer fault_data;
  guint sent; /* requests that went to the line */
} Net;

Net *net_new (void);
void net_free (Net *net);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Net, net_free)

/* One round; the report (transfer full). error NULL: must succeed. */
FoyerSyncReport *net_sync (Net *net, GError **error);
/* After the centre was started again: the line leads to its new address. */
void net_reconnect (Net *net);
/* Seals a sign-up and puts it into the outbox; its id (transfer full). */
char *net_sign_up (Net *net, const char *name);
/* *code: the reference code (transfer full) (nullable). */
char *net_sign_up_for_code (Net *net, const char *name, char **code);
FoyerOutboxCounts net_counts (Net *net);

/* A listing as small as they come. */
char *net_listing (const char *id, const char *title);
/* n of them, l-0000 and so on, into the centre. */
void net_import_listings (Net *net, guint from, guint n, const char *title);

/* One request over the line; must be answered. etag, headers: nullable. (transfer full) */
FoyerReply *net_get_with (Net *net, const char *path, const char *etag, const char *const *headers);
FoyerReply *net_get (Net *net, const char *path);
/* The JSON in a reply; it must be some. (transfer full) */
json_t *net_parse (const FoyerReply *reply);

/* A page of a feed that says what it likes, signed by the centre as the answer to path; after: the
 * position it is signed for, -1: the one that path asks for. */
FoyerReply *net_page_new (Net *net, const char *path, gint64 after, const char *body);
FoyerReply *net_reply_new (guint status, const char *content_type, const char *body);
FoyerReply *net_captive_portal (FoyerTransport *real,
                                const FoyerRequest *request,
                                gpointer data,
                                GError **error);

/* Says text to the centre's port on a raw socket and reads until it closes or is silent for a
 * second. */
char *net_raw (Net *net, const char *text, gssize size);
guint net_status (const char *raw); /* of the first reply in it; 0: none */

G_END_DECLS
