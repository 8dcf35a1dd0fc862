/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

/* One record of a POST /records. */
typedef struct
{
  FoyerCentreRecord *record; /* owned; NULL: refused, and entry says why */
  FoyerReceiptEntry entry;   /* its strings are owned */
} FoyerBatchItem;

/* The records in the body of a request, checked one by one; NULL when the body is not {"records":
 * [1 to 50 of them]}. box_ids: of the keys that a record must be sealed to, one of them at least.
 * kiosk: who sent them. (transfer full) FoyerBatchItem, cleared with the array. */
GArray *foyer_record_batch_parse (const char *text,
                                  gsize size,
                                  const guint8 (*box_ids)[FOYER_KEY_ID_BYTES],
                                  guint n_box_ids,
                                  const char *kiosk,
                                  gint64 now_us);

G_END_DECLS
