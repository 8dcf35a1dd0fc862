/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-engine.h"

G_BEGIN_DECLS

/* What a push needs; all borrowed for the call. */
typedef struct
{
  FoyerTransport *transport;
  const FoyerTrust *trust;
  const FoyerOutboxPort *port;
  FoyerClock *clock;
  gint64 offset_us; /* the centre's clock minus ours */
  gint64 epoch;     /* of the centre, as its service document says */
  FoyerSyncReport *report;
  GCancellable *cancellable; /* (nullable) */
} FoyerPush;

/* Sends what waits, a batch at a time, until nothing waits. A record counts as delivered only on a
 * receipt signed by the centre of trust for this very request. Records that the other side does not
 * take (400, 413, 415, 422; nothing it signs) are found one by one, kept, and told as problems; all
 * others go. */
gboolean foyer_push_all (const FoyerPush *push, GError **error);

/* A POST signed with the kiosk's key. Told by the centre that our clock is wrong, it signs once
 * more by the centre's time. centre_key: who must have signed that answer; NULL while it is not
 * known yet (enrolment). *nonce: what the reply must repeat (transfer full). */
FoyerReply *foyer_signed_post (FoyerTransport *transport,
                               const char *path,
                               GBytes *body,
                               const FoyerSignKey *key,
                               const char *keyid,
                               const guint8 *centre_key,
                               FoyerClock *clock,
                               gint64 offset_us,
                               char **nonce,
                               GCancellable *cancellable,
                               GError **error);

/* TRUE when the reply's Foyer-Signature is key's over context and the whole body. */
gboolean foyer_reply_verify (const FoyerReply *reply,
                             const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                             const char *context);

/* TRUE when key signed the reply as the page of kind's feed behind change number after. */
gboolean foyer_reply_verify_page (const FoyerReply *reply,
                                  const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                  FoyerKind kind,
                                  gint64 after);

/* TRUE, with FOYER_SYNC_ERROR_LOCKED, when the reply says to this request of this kiosk that it was
 * revoked, and the centre signed it. */
gboolean foyer_reply_check_locked (const FoyerReply *reply,
                                   const FoyerTrust *trust,
                                   const char *nonce,
                                   GError **error);

/* Turns an answer that is not a success into the right error of FOYER_SYNC_ERROR. */
void foyer_reply_set_error (const FoyerReply *reply, const char *what, GError **error);

/* RFC 3339 → microseconds since 1970; -1 when it is not a time. */
gint64 foyer_time_parse (const char *text);

G_END_DECLS
