/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"
#include "core/model/foyer-service.h"

G_BEGIN_DECLS

/* Items of the feed of statuses, as text (data/content/FORMAT.md). All (transfer full). */

/* For a code whose first record came now. code_hash: 64 hex digits; reply_by: a date (nullable). */
char *foyer_status_item_new (const char *code_hash, gint64 now_us, const char *reply_by);
/* before: the item as it is (nullable: there is none). NULL: it is withdrawn already. What was said
 * and promised goes. */
char *foyer_status_item_withdraw (const char *before, const char *code_hash, gint64 now_us);
/* before: the item as it is. NULL: there is none, or there are no hours. */
char *foyer_status_item_set_service (const char *before,
                                     const FoyerService *service,
                                     gint64 now_us);
/* before: the item as it is, or one made by foyer_status_item_new (). message and reply_by: NULL
 * keeps what is there, "" takes it away. Checked like any item; NULL with error. */
char *foyer_status_item_change (const char *before,
                                FoyerStatusState state,
                                const char *message,
                                const char *reply_by,
                                gint64 now_us,
                                GError **error);

G_END_DECLS
