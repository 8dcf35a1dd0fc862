/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

/* The audit log: one row for each thing an operator did or looked at, in a chain. A row's hash is
 * BLAKE2b-256 over the hash before it (64 hex digits; 64 noughts for the first) and then n,
 * time_us, what, by and detail, each as text behind its length in 8 bytes, little-endian. Who
 * changes, leaves out or inserts a row breaks the chain behind it, and who cuts rows off leaves the
 * number of the last, which the database counts; unless they make all of it anew, or turn that
 * count back: so note the last hash elsewhere now and then. */
#define FOYER_AUDIT_HASH_CHARS 64

/* Inside the transaction of what it tells of. detail: a JSON object, nothing personal; borrowed. */
gboolean foyer_centre_audit_append (FoyerCentreStore *store,
                                    gint64 now_us,
                                    const char *what,
                                    const char *by,
                                    const json_t *detail,
                                    GError **error);

/* Follows a chain from its beginning, row by row; all zero at first. */
typedef struct
{
  gint64 n;                              /* of the row before */
  char hash[FOYER_AUDIT_HASH_CHARS + 1]; /* of the row before; "" at first */
} FoyerAuditChain;
/* FALSE: the chain breaks at this row. */
gboolean foyer_audit_chain_follow (FoyerAuditChain *chain, const FoyerCentreAudit *audit);

/* What the log says of a request to foyer_centre_admin_run () that succeeded; NULL: it is not
 * logged. *detail: (transfer full). */
const char *foyer_centre_audit_describe (const json_t *request,
                                         const json_t *reply,
                                         json_t **detail);

G_END_DECLS
