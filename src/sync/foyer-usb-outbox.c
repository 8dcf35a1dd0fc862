/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-usb.h"

#include <string.h>

#include "core/crypto/foyer-private-file.h"
#include "core/crypto/foyer-signed-file.h"
#include "core/feed/foyer-usb-notes.h"
#include "sync/foyer-receipt.h"
#include "sync/foyer-usb-private.h"

/* The outbox on a stick, and the receipts back.
 *
 * Plain functions on the thread that calls. The file is a copy: what is in it stays in the outbox
 * until the centre's receipt for its nonce is here, so a stick that is lost costs nothing, and one
 * that is found shows sealed bytes.
 */

/* Records and bytes of sealed data in one file: base64 and the frame make it a half larger. */
#define RECORDS_MAX 20000
#define SEALED_MAX_BYTES (60 * 1024 * 1024)
#define REASON "on a stick to the centre"

static char *
make_body (const FoyerTrust *trust, const char *nonce, FoyerClock *clock, const GPtrArray *records)
{
  g_autoptr (GDateTime) now
    = g_date_time_new_from_unix_utc (foyer_clock_now_us (clock) / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  GString *text = g_string_new (NULL);

  /* Ids, kinds and the nonce are our own, of letters, digits and underscores: nothing to escape. */
  g_string_append_printf (text, "{\"kiosk\":\"%s\",\"nonce\":\"%s\",\"time\":\"%s\",\"records\":[",
                          trust->kiosk_id, nonce, time);
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];
      gsize size;
      const guchar *data = g_bytes_get_data (record->sealed, &size);
      g_autofree char *encoded = g_base64_encode (data, size);

      g_string_append_printf (text, "%s{\"id\":\"%s\",\"kind\":\"%s\",\"sealed\":\"", i ? "," : "",
                              record->id, record->kind);
      g_string_append (text, encoded);
      g_string_append (text, "\"}");
    }
  g_string_append (text, "]}\n");
  return g_string_free (text, FALSE);
}

/* The nonce is remembered before anything leaves, and so is that the records may be on their way:
 * they cannot be corrected any more. */
static gboolean
write_collected (const char *state_dir,
                 const char *path,
                 const FoyerTrust *trust,
                 FoyerClock *clock,
                 FoyerOutbox *outbox,
                 GPtrArray *records,
                 GError **error)
{
  g_autoptr (FoyerUsbNotes) notes = foyer_usb_notes_load (state_dir, trust, error);
  g_autofree char *nonce = foyer_usb_nonce_new ();
  g_autofree char *body = NULL;
  g_autoptr (GBytes) file = NULL;
  gsize size = 0;
  gconstpointer data = NULL;

  if (notes == NULL)
    return FALSE;
  foyer_usb_notes_add_nonce (notes, nonce);
  if (!foyer_usb_notes_save (notes, state_dir, trust, error)
      || !foyer_outbox_note_sending (outbox, records, error)
      || !foyer_outbox_note_failure (outbox, records, REASON, error))
    return FALSE;
  body = make_body (trust, nonce, clock, records);
  file = foyer_signed_file_format (&trust->kiosk_key, FOYER_CONTEXT_OUTBOX, trust->kiosk_id, body);
  data = g_bytes_get_data (file, &size);
  return foyer_private_file_write (path, data, size, FOYER_PRIVATE_FILE_STICK, error);
}

gboolean
foyer_usb_collect (const char *state_dir,
                   const char *path,
                   FoyerClock *clock,
                   guint *collected,
                   guint *left,
                   GError **error)
{
  g_autoptr (FoyerTrust) trust = foyer_trust_load (state_dir, error);
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GPtrArray) records = NULL;
  FoyerOutboxCounts counts = { 0 };
  gboolean was_moved = FALSE;

  if (trust == NULL || (outbox = foyer_outbox_open (state_dir, clock, &was_moved, error)) == NULL
      || !foyer_outbox_get_counts (outbox, &counts, error)
      || (records = foyer_outbox_list_waiting (outbox, RECORDS_MAX, SEALED_MAX_BYTES, error))
           == NULL)
    return FALSE;
  *collected = records->len;
  *left = counts.waiting - records->len;
  return records->len == 0
         || write_collected (state_dir, path, trust, clock, outbox, records, error);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED, why);
  return FALSE;
}

/* As a reply that came over the line, so that it is proved and read by the same code. */
static FoyerReply *
as_reply (const FoyerSignedFile *file)
{
  FoyerReply *reply = g_new0 (FoyerReply, 1);

  reply->status = 200;
  reply->body = g_bytes_ref (file->body);
  reply->content_type = g_strdup ("application/json");
  reply->signature = g_base64_encode (file->signature, sizeof file->signature);
  return reply;
}

static gboolean
take_receipt (const char *state_dir,
              FoyerClock *clock,
              const FoyerSignedReceipt *signed_receipt,
              FoyerSyncReport *report,
              GError **error)
{
  const FoyerReceipt receipt = { .epoch = signed_receipt->epoch,
                                 .backed_up_to = signed_receipt->backed_up_to,
                                 .server_us = signed_receipt->time_us,
                                 .entries = signed_receipt->entries,
                                 .is_late = TRUE };
  gboolean was_moved = FALSE;
  g_autoptr (FoyerOutbox) outbox = foyer_outbox_open (state_dir, clock, &was_moved, error);
  guint acknowledged = 0;

  if (outbox == NULL || !foyer_outbox_apply_receipt (outbox, &receipt, &acknowledged, error))
    return FALSE;
  report->pushed += receipt.entries->len;
  report->acknowledged += acknowledged;
  for (guint i = 0; i < receipt.entries->len; i++)
    {
      const FoyerReceiptEntry *entry = receipt.entries->pdata[i];

      report->variants += entry->status == FOYER_RECEIPT_VARIANT;
      report->quarantined += entry->status == FOYER_RECEIPT_REFUSED;
    }
  return TRUE;
}

gboolean
foyer_usb_settle (const char *state_dir,
                  const char *path,
                  FoyerClock *clock,
                  FoyerSyncReport *report,
                  GError **error)
{
  g_autoptr (FoyerTrust) trust = foyer_trust_load (state_dir, error);
  g_autoptr (FoyerUsbNotes) notes = trust ? foyer_usb_notes_load (state_dir, trust, error) : NULL;
  g_autoptr (FoyerSignedFile) file = NULL;
  g_autoptr (FoyerReply) reply = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (foyer_receipt_entry_free);
  FoyerSignedReceipt receipt = { .entries = entries };

  if (notes == NULL
      || (file = foyer_signed_file_read (path, FOYER_CONTEXT_RECEIPT, FOYER_USB_RECEIPT_MAX, error))
           == NULL)
    return FALSE;
  if (!foyer_signed_file_verify (file, FOYER_CONTEXT_RECEIPT, trust->sign_key))
    return refuse (error, "the receipt is not signed by the centre this kiosk belongs to, or it "
                          "was changed: the records are kept");
  if (!foyer_usb_notes_has_nonce (notes, file->name))
    return refuse (error, "this receipt is for no file of this kiosk, or it was settled before: "
                          "the records are kept");
  reply = as_reply (file);
  if (!foyer_receipt_parse (reply, trust, file->name, &receipt, error))
    return FALSE;
  if (receipt.epoch < foyer_usb_known_epoch (state_dir, trust, notes))
    return refuse (error, "this receipt is from before the centre was put back from a backup: "
                          "collect and deliver the records again");
  if (!take_receipt (state_dir, clock, &receipt, report, error))
    return FALSE;
  foyer_usb_notes_see_epoch (notes, receipt.epoch);
  foyer_usb_notes_forget_nonce (notes, file->name);
  return foyer_usb_notes_save (notes, state_dir, trust, error);
}
