/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-retention.h"

/* How long the centre keeps what nobody asks for any more.
 *
 * Plain functions, run inside a transaction on the thread that owns the store, once a day and at
 * every start. Records themselves are not touched: their time depends on their form.
 */

/* Months a status is kept after its last change: as long as its visitor may still ask. */
#define STATUS_MONTHS 12
/* Days a deletion is told to kiosks; one that slept longer reads everything again. */
#define KEEP_DELETED_DAYS 90
#define DAY_US (24 * G_TIME_SPAN_HOUR)

static gint64
months_before (gint64 now_us, int months)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) then = g_date_time_add_months (now, -months);

  return g_date_time_to_unix (then) * G_USEC_PER_SEC;
}

gboolean
foyer_retention_apply (FoyerCentreStore *store, gint64 now_us, GError **error)
{
  guint n = 0;

  return foyer_centre_store_delete_older (store, FOYER_KIND_STATUSES,
                                          months_before (now_us, STATUS_MONTHS), now_us, &n, error)
         && foyer_centre_store_forget_deleted (store, now_us - KEEP_DELETED_DAYS * DAY_US, &n,
                                               error);
}
