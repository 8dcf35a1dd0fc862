/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-trust.h"
#include "core/outbox/foyer-outbox.h"
#include "sync/foyer-transport.h"

G_BEGIN_DECLS

/* A receipt as it came; the outbox takes it in. */
typedef struct
{
  gint64 epoch, backed_up_to;
  gint64 time_us;     /* the centre's; -1 when it said none */
  GPtrArray *entries; /* FoyerReceiptEntry; made by the caller, with foyer_receipt_entry_free () */
} FoyerSignedReceipt;

/* Fills receipt from a reply that is signed by the centre of trust, for this kiosk and this
 * request's nonce; anything else is an error of FOYER_SYNC_ERROR. Results of no known status or
 * without an id are left out. */
gboolean foyer_receipt_parse (const FoyerReply *reply,
                              const FoyerTrust *trust,
                              const char *nonce,
                              FoyerSignedReceipt *receipt,
                              GError **error);
void foyer_receipt_entry_free (gpointer entry);

G_END_DECLS
