/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <libsoup/soup.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-facts.h"
#include "centre/foyer-centre.h"
#include "centre/foyer-rate-limit.h"

G_BEGIN_DECLS

/* Bytes of a request's body; kiosks know it too. */
#define FOYER_BODY_MAX (256 * 1024)

typedef struct
{
  guint64 requests[6]; /* by class of status: [2] is 2xx */
  guint64 pages, not_modified, media, body_bytes;
  guint64 stored, duplicate, variant, erased, refused, unauthorised;
  guint64 enrolled, walled; /* walled: refused before their body was read */
  guint64 limited, locked;  /* asked too often; well signed by a kiosk that was shut out */
  guint64 heartbeats;
} FoyerMetrics;

struct _FoyerCentre
{
  char *data_dir, *public_url;           /* owned; public_url nullable */
  FoyerClock *clock;                     /* owned */
  FoyerCentreStore *reader;              /* owned */
  FoyerCentreWriter *writer;             /* owned */
  FoyerCentreFacts *facts;               /* owned: of reader, until writer changes them */
  FoyerCentreControl *control;           /* owned */
  SoupServer *server;                    /* owned */
  FoyerSignKey sign;                     /* wiped when freed */
  guint8 box_ids[2][FOYER_KEY_ID_BYTES]; /* whose records we can open, some day */
  GHashTable *pages;                     /* owned: key → owned cached page */
  gsize pages_size;                      /* bytes in pages */
  GHashTable *nonces;         /* owned "kiosk nonce" → gint64 *, when it may be forgotten */
  gint64 nonces_swept_s;      /* our clock, when nonces was last looked through */
  gint64 not_before_s;        /* what was signed earlier may be a replay: nonces begin then */
  FoyerRateLimit *rate;       /* owned: requests of each kiosk */
  gint64 next_midnight_us;    /* sessions are made anew then, or tried again when that failed */
  gint64 enrolment_tokens_us; /* leaky bucket, see foyer-enrolment-routes.c */
  guint port;
  guint held;           /* requests whose answer waits for the writer */
  gboolean is_draining; /* take nothing new */
  gboolean is_closing;  /* connections are gone: answer nobody */
  char *socket_path;    /* owned (nullable): removed at the end */
  FoyerMetrics metrics;
  FoyerCentreTotals totals; /* for metrics, counted once in a while */
  gint64 totals_until_us;   /* monotonic: count again then */
};

/* Routes: one function a path, on the centre's thread. tail: what follows the path; query:
 * (nullable). */
typedef void (*FoyerRouteFunc) (FoyerCentre *self,
                                SoupServerMessage *message,
                                const char *tail,
                                GHashTable *query);
void foyer_route_service (FoyerCentre *self,
                          SoupServerMessage *message,
                          const char *tail,
                          GHashTable *query);
void foyer_route_feed (FoyerCentre *self,
                       SoupServerMessage *message,
                       const char *tail,
                       GHashTable *query);
void foyer_route_media (FoyerCentre *self,
                        SoupServerMessage *message,
                        const char *tail,
                        GHashTable *query);
void foyer_route_records (FoyerCentre *self,
                          SoupServerMessage *message,
                          const char *tail,
                          GHashTable *query);
void foyer_route_heartbeat (FoyerCentre *self,
                            SoupServerMessage *message,
                            const char *tail,
                            GHashTable *query);
void foyer_route_enrolment (FoyerCentre *self,
                            SoupServerMessage *message,
                            const char *tail,
                            GHashTable *query);
void foyer_route_health (FoyerCentre *self,
                         SoupServerMessage *message,
                         const char *tail,
                         GHashTable *query);
void foyer_route_metrics (FoyerCentre *self,
                          SoupServerMessage *message,
                          const char *tail,
                          GHashTable *query);

void foyer_feed_pages_init (FoyerCentre *self);
/* Pauses message until it is unpaused, and counts it among those the end waits for. */
void foyer_centre_hold (FoyerCentre *self, SoupServerMessage *message);

/* The router: known paths and methods only, the second wall, bodies counted chunk by chunk. */
void foyer_router_attach (FoyerCentre *self);
GBytes *foyer_router_get_body (SoupServerMessage *message); /* borrowed: a POST's body */
/* Nobody will ask for it again: its memory goes now, and not when the answer has gone. */
void foyer_router_drop_body (SoupServerMessage *message);

/* Replies. Errors are problem documents (RFC 9457) and close the connection; code (nullable) is for
 * programs. A signed reply carries Foyer-Signature over the whole body. */
void foyer_reply_problem (SoupServerMessage *message,
                          guint status,
                          const char *code,
                          const char *detail);
void foyer_reply_json (
  FoyerCentre *self, SoupServerMessage *message, guint status, json_t *body, const char *context);
char *foyer_reply_dup_base_url (FoyerCentre *self, SoupServerMessage *message);
char *foyer_reply_dup_time (FoyerClock *clock); /* RFC 3339, UTC, microseconds */

/* Who signed this request: FALSE when it is nobody who may, and then the problem was answered.
 * is_new: the signer's key is its keyid, and no kiosk is looked up. *keyid, *nonce: (transfer
 * full). */
gboolean foyer_request_authenticate (FoyerCentre *self,
                                     SoupServerMessage *message,
                                     const char *path,
                                     gboolean is_new,
                                     char **keyid,
                                     guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                     char **nonce);

G_END_DECLS
