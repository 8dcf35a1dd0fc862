/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-receipt.h"

#include <jansson.h>

#include "core/model/foyer-json.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-pusher.h"

/* What the centre says of a batch.
 *
 * A pure function of a reply; on the thread that syncs. A reply without the centre's signature over
 * this request's nonce is no receipt, whatever its status.
 */

void
foyer_receipt_entry_free (gpointer data)
{
  FoyerReceiptEntry *entry = data;

  g_free (entry->id);
  g_free (entry->digest);
  g_free (entry->reason);
  g_free (entry);
}

static gboolean
parse_status (const char *text, FoyerReceiptEntry *entry)
{
  static const char *const names[] = { [FOYER_RECEIPT_STORED] = "stored",
                                       [FOYER_RECEIPT_DUPLICATE] = "duplicate",
                                       [FOYER_RECEIPT_VARIANT] = "variant",
                                       [FOYER_RECEIPT_ERASED] = "erased",
                                       [FOYER_RECEIPT_REFUSED] = "refused" };

  for (guint i = 0; text && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        entry->status = i;
        return TRUE;
      }
  return FALSE;
}

static FoyerReceiptEntry *
parse_entry (json_t *result)
{
  FoyerReceiptEntry *entry = g_new0 (FoyerReceiptEntry, 1);

  entry->id = g_strdup (json_string_value (json_object_get (result, "id")));
  entry->digest = g_strdup (json_string_value (json_object_get (result, "digest")));
  entry->seq = json_integer_value (json_object_get (result, "seq"));
  entry->reason = g_strdup (json_string_value (json_object_get (result, "reason")));
  if (entry->id && parse_status (json_string_value (json_object_get (result, "status")), entry))
    return entry;
  foyer_receipt_entry_free (entry);
  return NULL;
}

gboolean
foyer_receipt_parse (const FoyerReply *reply,
                     const FoyerTrust *trust,
                     const char *nonce,
                     FoyerSignedReceipt *receipt,
                     GError **error)
{
  json_t *root = NULL, *result = NULL;
  const char *data = NULL;
  gsize size = 0;
  size_t i;
  gboolean ok = FALSE;

  if (!foyer_reply_verify (reply, trust->sign_key, FOYER_CONTEXT_RECEIPT))
    {
      g_set_error (error, FOYER_SYNC_ERROR,
                   foyer_reply_is_json (reply) ? FOYER_SYNC_ERROR_BAD_REPLY
                                               : FOYER_SYNC_ERROR_OFFLINE,
                   "a reply without the centre's signature is not a receipt: the records are kept");
      return FALSE;
    }
  data = g_bytes_get_data (reply->body, &size);
  root = data ? foyer_json_parse (data, size, NULL) : NULL;
  ok = g_strcmp0 (json_string_value (json_object_get (root, "kiosk")), trust->kiosk_id) == 0
       && g_strcmp0 (json_string_value (json_object_get (root, "nonce")), nonce) == 0
       && json_is_integer (json_object_get (root, "epoch"))
       && json_is_array (json_object_get (root, "results"));
  if (ok)
    {
      receipt->epoch = json_integer_value (json_object_get (root, "epoch"));
      receipt->backed_up_to = json_integer_value (json_object_get (root, "backed_up_to"));
      receipt->time_us = foyer_time_parse (json_string_value (json_object_get (root, "time")));
      json_array_foreach (json_object_get (root, "results"), i, result)
        {
          FoyerReceiptEntry *entry = parse_entry (result);

          if (entry)
            g_ptr_array_add (receipt->entries, entry);
        }
    }
  else
    g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                         "the receipt is not for this request: the records are kept");
  json_decref (root);
  return ok;
}
