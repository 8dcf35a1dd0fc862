/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-crypto.h"

G_BEGIN_DECLS

/* What a kiosk knows of its centre since it was enrolled: STATE/identity/trust.json (public facts)
 * and STATE/identity/kiosk.key (its own Ed25519 key, 0600, never leaves). Immutable after loading.
 */
typedef struct
{
  char *centre_url; /* as enrolled; a --centre option overrides the address, never the keys */
  char *centre_name, *kiosk_id, *place_id;
  guint8 sign_key[FOYER_SIGN_PUBLIC_BYTES];   /* S: receipts */
  guint8 box_keys[2][FOYER_BOX_PUBLIC_BYTES]; /* B and the recovery key B' */
  gint64 epoch;
  FoyerSignKey kiosk_key;
  char *state_dir; /* (nullable) where it was loaded from or saved to */
} FoyerTrust;

FoyerTrust *foyer_trust_load (const char *state_dir,
                              GError **error); /* G_FILE_ERROR_NOENT: not enrolled */
gboolean foyer_trust_save (const FoyerTrust *trust,
                           const char *state_dir,
                           GError **error); /* atomic, fsync */
/* Whether the centre has revoked this kiosk: STATE/identity/locked is there. Only an answer signed
 * by the centre may set it or take it away. Nothing else of the kiosk's changes. */
gboolean foyer_trust_is_locked (const FoyerTrust *trust);
gboolean foyer_trust_set_locked (const FoyerTrust *trust,
                                 gboolean is_locked,
                                 GError **error); /* durable; nothing to do is TRUE */
void foyer_trust_free (FoyerTrust *trust);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTrust, foyer_trust_free)

G_END_DECLS
