/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

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
/* Puts those that are records into store, inside a transaction of the caller; their entries then
 * say what became of each. */
gboolean foyer_record_batch_write (FoyerCentreStore *store, GArray *items, GError **error);
/* The entries as a receipt has them: [{"id","digest","status","seq","reason"}, …]. (transfer full)
 */
json_t *foyer_record_batch_make_results (const GArray *items);

G_END_DECLS
