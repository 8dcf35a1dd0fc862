/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-bundle.h"

#include <string.h>

#include "centre/foyer-record-batch.h"
#include "core/feed/foyer-bundle.h"
#include "core/model/foyer-json.h"

/* Numbers for bundles, and records that came on foot.
 *
 * Plain functions inside a transaction of the caller, on the thread that owns the store. Who calls
 * has the directory's keys and has checked the kiosk's signature; that the kiosk is known and not
 * revoked is looked at here, in the transaction that takes its records in.
 */

#define META_SEQUENCE "bundle-sequence"

static json_t *
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED, why);
  return NULL;
}

static json_t *
run_next (FoyerCentreStore *store, json_t *request, GError **error)
{
  const char *target = foyer_json_get_string (request, "target");
  gint64 sequence = foyer_centre_store_get_meta_int (store, META_SEQUENCE, 0) + 1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, sequence);
  g_autofree char *name = foyer_centre_store_dup_meta (store, FOYER_CENTRE_META_NAME);

  if (target == NULL)
    return refuse (error, "a bundle is for a kiosk or for all");
  if (!g_str_equal (target, FOYER_BUNDLE_EVERYBODY))
    {
      g_autoptr (FoyerCentreKiosk) kiosk = foyer_centre_store_get_kiosk (store, target);

      if (kiosk == NULL)
        return refuse (error, "this centre knows no kiosk of this id");
      if (kiosk->is_revoked)
        return refuse (error, "this kiosk is revoked: it gets no bundle");
    }
  if (!foyer_centre_store_set_meta (store, META_SEQUENCE, text, error))
    return NULL;
  return json_pack (
    "{s:I, s:I, s:I, s:s}", "sequence", (json_int_t)sequence, "epoch",
    (json_int_t)foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0), "backed_up_to",
    (json_int_t)foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_BACKED_UP_TO, 0), "name",
    name ? name : "");
}

static gboolean
read_box_id (FoyerCentreStore *store, const char *meta, guint8 id[FOYER_KEY_ID_BYTES])
{
  g_autofree char *hex = foyer_centre_store_dup_meta (store, meta);
  guint8 key[FOYER_BOX_PUBLIC_BYTES];

  if (!foyer_unhex (hex, key, sizeof key))
    return FALSE;
  foyer_key_id (key, id);
  return TRUE;
}

static gboolean
check_kiosk (FoyerCentreStore *store, const char *id, gboolean accept_revoked, GError **error)
{
  g_autoptr (FoyerCentreKiosk) kiosk = id ? foyer_centre_store_get_kiosk (store, id) : NULL;

  if (kiosk == NULL)
    return refuse (error, "this centre knows no kiosk of this id"), FALSE;
  if (kiosk->is_revoked && !accept_revoked)
    return refuse (error, "this kiosk is revoked: its records are taken only with "
                          "--accept-revoked"),
           FALSE;
  return TRUE;
}

static json_t *
run_deliver (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *kiosk = foyer_json_get_string (request, "kiosk");
  const char *batch = foyer_json_get_string (request, "batch");
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  guint8 box_ids[2][FOYER_KEY_ID_BYTES];
  g_autoptr (GArray) items = NULL;

  if (!check_kiosk (store, kiosk, foyer_json_get_bool (request, "accept_revoked", FALSE), error))
    return NULL;
  if (!read_box_id (store, FOYER_CENTRE_META_BOX_KEY, box_ids[0])
      || !read_box_id (store, FOYER_CENTRE_META_RECOVERY_KEY, box_ids[1]))
    return refuse (error, "the centre's database lacks its keys");
  items = batch ? foyer_record_batch_parse (batch, strlen (batch), box_ids, G_N_ELEMENTS (box_ids),
                                            kiosk, now_us)
                : NULL;
  if (items == NULL)
    return refuse (error, "the file holds something that is no batch of records");
  if (!foyer_record_batch_write (store, items, error))
    return NULL;
  return json_pack (
    "{s:I, s:I, s:s, s:o}", "epoch",
    (json_int_t)foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0), "backed_up_to",
    (json_int_t)foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_BACKED_UP_TO, 0), "time",
    time, "results", foyer_record_batch_make_results (items));
}

json_t *
foyer_centre_bundle_run (FoyerCentreStore *store, json_t *request, gint64 now_us, GError **error)
{
  const char *op = foyer_json_get_string (request, "op");

  if (g_strcmp0 (op, "bundle-next") == 0)
    return run_next (store, request, error);
  if (g_strcmp0 (op, "bundle-deliver") == 0)
    return run_deliver (store, request, now_us, error);
  return refuse (error, "the running centre does not know this request: is it another version");
}

gboolean
foyer_centre_bundle_get_key (FoyerCentreStore *store,
                             guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                             GError **error)
{
  g_autofree char *hex = foyer_centre_store_dup_meta (store, FOYER_CENTRE_META_SIGN_KEY);

  if (foyer_unhex (hex, key, FOYER_SIGN_PUBLIC_BYTES))
    return TRUE;
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE,
                       "the centre's database lacks its keys");
  return FALSE;
}
