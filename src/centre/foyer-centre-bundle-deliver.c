/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-bundle.h"

#include <sodium.h>
#include <string.h>

#include "centre/foyer-backup-files.h"
#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-init.h"
#include "core/crypto/foyer-private-file.h"
#include "core/crypto/foyer-signed-file.h"
#include "core/model/foyer-json.h"
#include "core/feed/foyer-usb-notes.h"

/* Records that came on a stick.
 *
 * Plain functions on the operator's thread. The kiosk's signature is proved before the file is
 * parsed; then the records go through the door in pieces, each a transaction of the intake that
 * also takes what is posted. The receipt is signed when the last piece is on the disk: cut off
 * before that, the file is delivered again and its records are duplicates.
 */

/* Records of a piece, as of a POST, and bytes of their text: the door takes 32 MiB. */
#define PIECE_MAX 50

typedef struct
{
  FoyerCentreDoor *door; /* owned */
  const char *kiosk;     /* borrowed */
  gboolean accept_revoked;
  json_t *results; /* owned: of all pieces */
  gint64 epoch, backed_up_to;
  char *time; /* owned: the centre's, of the last piece */
} Delivery;

static void
delivery_clear (Delivery *delivery)
{
  g_clear_pointer (&delivery->door, foyer_centre_door_close);
  g_clear_pointer (&delivery->results, json_decref);
  g_clear_pointer (&delivery->time, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Delivery, delivery_clear)

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED, why);
  return FALSE;
}

/* Whose file it is, and that it was signed with the key this centre knows. */
static gboolean
check_file (const char *data_dir,
            const FoyerSignedFile *file,
            gboolean accept_revoked,
            GError **error)
{
  g_autoptr (FoyerCentreStore) store = foyer_backup_check_unmarked (data_dir, error)
                                         ? foyer_centre_store_open_sqlite (data_dir, FALSE, error)
                                         : NULL;
  g_autoptr (FoyerCentreKiosk) kiosk
    = store ? foyer_centre_store_get_kiosk (store, file->name) : NULL;

  if (store == NULL)
    return FALSE;
  if (kiosk == NULL)
    return refuse (error, "this file is from a kiosk this centre does not know");
  if (!foyer_signed_file_verify (file, FOYER_CONTEXT_OUTBOX, kiosk->key))
    return refuse (error, "the kiosk's signature does not fit: the file was changed or cut off, "
                          "collect it again");
  if (kiosk->is_revoked && !accept_revoked)
    return refuse (error, "this kiosk is revoked: its records are taken only with "
                          "--accept-revoked");
  return TRUE;
}

static gboolean
is_nonce (const char *text)
{
  return text && strlen (text) == FOYER_USB_NONCE_CHARS
         && strspn (text, "0123456789abcdef") == FOYER_USB_NONCE_CHARS;
}

static json_t *
parse_file (const FoyerSignedFile *file, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (file->body, &size);
  g_autoptr (json_t) root = foyer_json_parse (data, size, NULL);

  if (g_strcmp0 (foyer_json_get_string (root, "kiosk"), file->name) == 0
      && is_nonce (foyer_json_get_string (root, "nonce"))
      && json_array_size (foyer_json_get_array (root, "records")) > 0)
    return g_steal_pointer (&root);
  refuse (error, "the file is signed by its kiosk, but it is no outbox of this version");
  return NULL;
}

static char *
dup_piece (json_t *records, size_t from)
{
  g_autoptr (json_t) piece = json_array ();
  g_autoptr (json_t) batch = NULL;

  for (size_t i = from; i < json_array_size (records) && i < from + PIECE_MAX; i++)
    json_array_append (piece, json_array_get (records, i));
  batch = json_pack ("{s:O}", "records", piece);
  return foyer_json_dump (batch);
}

static gboolean
deliver_piece (Delivery *delivery, json_t *records, size_t from, GError **error)
{
  g_autofree char *batch = dup_piece (records, from);
  g_autoptr (json_t) request
    = json_pack ("{s:s, s:s, s:b, s:s}", "op", "bundle-deliver", "kiosk", delivery->kiosk,
                 "accept_revoked", delivery->accept_revoked, "batch", batch);
  g_autoptr (json_t) reply = foyer_centre_door_call (delivery->door, request, error);
  gint64 epoch = foyer_json_get_int (reply, "epoch", 0);

  if (reply == NULL)
    return FALSE;
  if (delivery->epoch != 0 && delivery->epoch != epoch)
    return refuse (error,
                   "the centre was put back from a backup meanwhile: deliver the file again");
  delivery->epoch = epoch;
  delivery->backed_up_to = foyer_json_get_int (reply, "backed_up_to", 0);
  g_free (delivery->time);
  delivery->time = g_strdup (foyer_json_get_string (reply, "time"));
  return json_array_extend (delivery->results, foyer_json_get_array (reply, "results")) == 0
         || refuse (error, "the running centre's answer cannot be read");
}

static void
count_results (json_t *results, FoyerBundleDelivered *delivered)
{
  json_t *result = NULL;
  size_t i;

  json_array_foreach (results, i, result)
    {
      const char *status = foyer_json_get_string (result, "status");

      delivered->stored += g_strcmp0 (status, "stored") == 0;
      delivered->duplicate += g_strcmp0 (status, "duplicate") == 0;
      delivered->variant += g_strcmp0 (status, "variant") == 0;
      delivered->erased += g_strcmp0 (status, "erased") == 0;
      delivered->refused += g_strcmp0 (status, "refused") == 0;
    }
}

static gboolean
write_receipt (const char *data_dir,
               const char *path,
               const Delivery *delivery,
               const char *nonce,
               GError **error)
{
  g_autofree char *key_path = foyer_centre_dup_sign_key_path (data_dir);
  g_autoptr (json_t) root = json_pack ("{s:s, s:s, s:I, s:I, s:s*, s:O}", "kiosk", delivery->kiosk,
                                       "nonce", nonce, "epoch", (json_int_t)delivery->epoch,
                                       "backed_up_to", (json_int_t)delivery->backed_up_to, "time",
                                       delivery->time, "results", delivery->results);
  g_autofree char *body = foyer_json_dump (root);
  g_autoptr (GBytes) file = NULL;
  FoyerSignKey key;
  gsize size = 0;
  gconstpointer data = NULL;

  if (!foyer_sign_key_load (key_path, &key, error))
    return FALSE;
  file = foyer_signed_file_format (&key, FOYER_CONTEXT_RECEIPT, nonce, body);
  sodium_memzero (&key, sizeof key);
  data = g_bytes_get_data (file, &size);
  return foyer_private_file_write (path, data, size, FOYER_PRIVATE_FILE_STICK, error);
}

gboolean
foyer_centre_bundle_deliver (const char *data_dir,
                             const char *path,
                             const char *receipt_path,
                             gboolean accept_revoked,
                             FoyerBundleDelivered *delivered,
                             GError **error)
{
  g_autoptr (FoyerSignedFile) file
    = foyer_signed_file_read (path, FOYER_CONTEXT_OUTBOX, FOYER_USB_OUTBOX_MAX, error);
  g_auto (Delivery) delivery = { .accept_revoked = accept_revoked, .results = json_array () };
  g_autoptr (json_t) root = NULL;
  json_t *records = NULL;

  if (file == NULL || !check_file (data_dir, file, accept_revoked, error)
      || (root = parse_file (file, error)) == NULL
      || (delivery.door = foyer_centre_door_open (data_dir, error)) == NULL)
    return FALSE;
  delivery.kiosk = file->name;
  records = foyer_json_get_array (root, "records");
  for (size_t from = 0; from < json_array_size (records); from += PIECE_MAX)
    if (!deliver_piece (&delivery, records, from, error))
      return FALSE;
  delivered->kiosk = g_strdup (file->name);
  count_results (delivery.results, delivered);
  return write_receipt (data_dir, receipt_path, &delivery, foyer_json_get_string (root, "nonce"),
                        error);
}
