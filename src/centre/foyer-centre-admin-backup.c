/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-admin-private.h"
#include "core/model/foyer-json.h"

#include <sodium.h>

/* Requests about backups: what is in a proven one, and that the database came back from one.
 *
 * Plain functions inside a transaction of the caller, on the thread that owns the store. On what is
 * said here kiosks let go of their copies, so nothing is believed that the database itself
 * contradicts.
 */

/* Epochs a restore chooses among when the clock is no help: 12 days' worth of seconds. */
#define EPOCH_SPREAD (1u << 20)

json_t *
foyer_centre_admin_backed_up (FoyerCentreStore *store,
                              json_t *request,
                              gint64 now_us,
                              GError **error)
{
  gint64 epoch = foyer_json_get_int (request, "epoch", 0);
  gint64 seq = foyer_json_get_int (request, "seq", -1);
  gint64 before = foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_BACKED_UP_TO, 0);
  FoyerCentreTotals totals = { 0 };
  g_autofree char *seq_text = NULL;
  g_autofree char *time_text = g_strdup_printf ("%" G_GINT64_FORMAT, now_us);

  if (epoch != foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0))
    return foyer_centre_admin_refuse (
      "the backup is of another epoch: kiosks keep their copies until there is a new one", error);
  if (!foyer_centre_store_get_totals (store, 0, &totals, error))
    return NULL;
  if (seq < 0 || seq > totals.newest_seq)
    return foyer_centre_admin_refuse ("the backup has records that this centre never had", error);
  /* An older backup proven late takes nothing back from a newer one. */
  seq_text = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (seq, before));
  if (!foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_TO, seq_text, error)
      || !foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_US, time_text, error))
    return NULL;
  return json_pack ("{s:I, s:I, s:I}", "epoch", (json_int_t)epoch, "seq", (json_int_t)seq,
                    "backed_up_to", (json_int_t)MAX (seq, before));
}

json_t *
foyer_centre_admin_new_epoch (FoyerCentreStore *store,
                              json_t *request,
                              gint64 now_us,
                              GError **error)
{
  gint64 old = foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0);
  gint64 above = foyer_json_get_int (request, "above", 0);
  gint64 epoch = now_us / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  /* The clock is behind. One more than the backup's may have been begun before, from the same
   * backup, by a database that is lost now: kiosks would take it for the same. */
  if (epoch <= MAX (old, above))
    epoch = MAX (old, above) + 1 + randombytes_uniform (EPOCH_SPREAD);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, epoch);
  if (!foyer_centre_store_set_meta (store, FOYER_CENTRE_META_EPOCH, text, error)
      || !foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_TO, "0", error))
    return NULL;
  return json_pack ("{s:I}", "epoch", (json_int_t)epoch);
}
