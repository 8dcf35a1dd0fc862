/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-bundle"

#include "core/feed/foyer-usb-notes.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "core/crypto/foyer-private-file.h"
#include "core/model/foyer-json.h"

/* How far the sticks have come.
 *
 * In a file beside the kiosk's identity and not in content.db: that one is thrown away when it is
 * damaged, and with it the only thing that keeps an old bundle, signed and not yet expired, from
 * bringing back what the centre has taken down since. Tied to the centre's key, so that a kiosk
 * enrolled anew begins anew. Owned by whoever loaded it; one thread.
 */

static const char FORMAT[] = "foyer-usb-1";
/* Bytes. Such a file has less than 1,000. */
#define MAX_FILE (64 * 1024)
/* Outbox files on their way at the same time. */
#define NONCES_MAX 16
#define NONCE_BYTES (FOYER_USB_NONCE_CHARS / 2)

static char *
dup_path (const char *state_dir)
{
  return g_build_filename (state_dir, "identity", "usb.json", NULL);
}

char *
foyer_usb_nonce_new (void)
{
  guint8 bytes[NONCE_BYTES];

  foyer_crypto_init ();
  randombytes_buf (bytes, sizeof bytes);
  return foyer_hex (bytes, sizeof bytes);
}

static FoyerUsbNotes *
notes_new (void)
{
  FoyerUsbNotes *self = g_new0 (FoyerUsbNotes, 1);

  self->nonces = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
foyer_usb_notes_free (FoyerUsbNotes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->nonces);
  g_free (self);
}

static gboolean
read_notes (FoyerUsbNotes *self, json_t *root)
{
  json_t *nonces = foyer_json_get_array (root, "nonces"), *nonce = NULL;
  size_t i;

  self->epoch = foyer_json_get_int (root, "epoch", -1);
  self->sequence = foyer_json_get_int (root, "sequence", -1);
  if (self->epoch < 0 || self->sequence < 0 || nonces == NULL)
    return FALSE;
  json_array_foreach (nonces, i, nonce)
    if (json_is_string (nonce))
      foyer_usb_notes_add_nonce (self, json_string_value (nonce));
  return TRUE;
}

FoyerUsbNotes *
foyer_usb_notes_load (const char *state_dir, const FoyerTrust *trust, GError **error)
{
  g_autofree char *path = dup_path (state_dir);
  g_autofree char *sign = foyer_hex (trust->sign_key, sizeof trust->sign_key);
  g_autoptr (FoyerUsbNotes) self = notes_new ();
  g_autoptr (GError) local = NULL;
  g_autoptr (json_t) root = NULL;
  gsize size = 0;
  char *text = foyer_private_file_read (path, MAX_FILE, FALSE, &size, &local);

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&self);
  if (text == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  root = foyer_json_parse (text, size, NULL);
  foyer_private_file_free (text);
  if (g_strcmp0 (foyer_json_get_string (root, "format"), FORMAT) != 0)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "%s is damaged: remove it, and then apply the newest bundle only", path);
      return NULL;
    }
  if (g_strcmp0 (foyer_json_get_string (root, "centre"), sign) != 0
      || g_strcmp0 (foyer_json_get_string (root, "kiosk"), trust->kiosk_id) != 0)
    return g_steal_pointer (&self);
  if (read_notes (self, root))
    return g_steal_pointer (&self);
  g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
               "%s is damaged: remove it, and then apply the newest bundle only", path);
  return NULL;
}

gboolean
foyer_usb_notes_save (const FoyerUsbNotes *self,
                      const char *state_dir,
                      const FoyerTrust *trust,
                      GError **error)
{
  g_autofree char *path = dup_path (state_dir);
  g_autofree char *sign = foyer_hex (trust->sign_key, sizeof trust->sign_key);
  g_autoptr (json_t) nonces = json_array ();
  g_autoptr (json_t) root = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->nonces->len; i++)
    json_array_append_new (nonces, json_string (self->nonces->pdata[i]));
  root = json_pack ("{s:s, s:s, s:s, s:I, s:I, s:O}", "format", FORMAT, "centre", sign, "kiosk",
                    trust->kiosk_id, "epoch", (json_int_t)self->epoch, "sequence",
                    (json_int_t)self->sequence, "nonces", nonces);
  text = foyer_json_dump (root);
  return foyer_private_file_write (path, text, strlen (text), FOYER_PRIVATE_FILE_REPLACE, error);
}

void
foyer_usb_notes_see_epoch (FoyerUsbNotes *self, gint64 epoch)
{
  if (epoch <= self->epoch)
    return;
  self->epoch = epoch;
  self->sequence = 0;
}

void
foyer_usb_notes_add_nonce (FoyerUsbNotes *self, const char *nonce)
{
  g_ptr_array_add (self->nonces, g_strdup (nonce));
  if (self->nonces->len > NONCES_MAX)
    g_ptr_array_remove_index (self->nonces, 0);
}

gboolean
foyer_usb_notes_has_nonce (const FoyerUsbNotes *self, const char *nonce)
{
  return g_ptr_array_find_with_equal_func (self->nonces, nonce, g_str_equal, NULL);
}

void
foyer_usb_notes_forget_nonce (FoyerUsbNotes *self, const char *nonce)
{
  guint index = 0;

  if (g_ptr_array_find_with_equal_func (self->nonces, nonce, g_str_equal, &index))
    g_ptr_array_remove_index (self->nonces, index);
}
