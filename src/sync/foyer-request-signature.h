/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/crypto/foyer-crypto.h"

G_BEGIN_DECLS

/* One strict profile of HTTP Message Signatures (RFC 9421), used by both ends: Ed25519 over
 * "@method", "@path" and "content-digest" (RFC 9530, sha-256), with created, keyid, nonce, alg and
 * tag="foyer-request-1", in exactly this order. What is written otherwise is refused. */
typedef struct
{
  char *keyid;    /* owned; a kiosk id, or the public key in hex while it is being enrolled */
  char *nonce;    /* owned; 22 characters of base64url: 128 random bits */
  gint64 created; /* Unix seconds by the signer's idea of the time */
} FoyerRequestSignature;

char *foyer_request_nonce_new (void); /* (transfer full) */

/* The headers of a signed request: name, value, …, NULL. (transfer full) */
GStrv foyer_request_sign (const FoyerSignKey *key,
                          const char *keyid,
                          const char *method,
                          const char *path,
                          GBytes *body,
                          gint64 created,
                          const char *nonce);

/* Reads Signature-Input without checking anything but its form; FALSE when it is not of the
 * profile. */
gboolean foyer_request_signature_parse (FoyerRequestSignature *self, const char *signature_input);
void foyer_request_signature_clear (FoyerRequestSignature *self);

/* TRUE when signature (the header's value) is public_key's over exactly this request and
 * content_digest is the digest of body. */
gboolean foyer_request_signature_verify (const FoyerRequestSignature *self,
                                         const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES],
                                         const char *method,
                                         const char *path,
                                         GBytes *body,
                                         const char *content_digest,
                                         const char *signature);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerRequestSignature, foyer_request_signature_clear)

G_END_DECLS
