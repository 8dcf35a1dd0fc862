/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-trust"

#include "core/crypto/foyer-trust.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "core/crypto/foyer-private-file.h"
#include "core/model/foyer-json.h"

/* What a kiosk knows of its centre, and its own key, in STATE/identity.
 *
 * Two files: trust.json names the public half of the key in kiosk.key, so that a power cut between
 * the two during a second enrolment is noticed and not used. A FoyerTrust belongs to whoever loaded
 * it, is not changed afterwards, and may be read from any thread. Its secret is wiped when freed.
 */

static const char FORMAT[] = "foyer-trust-1";
/* Bytes. Such a file has about 700. */
#define MAX_FILE (64 * 1024)

static char *
dup_path (const char *state_dir, const char *name)
{
  return g_build_filename (state_dir, "identity", name, NULL);
}

/* NULL and empty are both "not there". */
static char *
dup_needed (const json_t *object, const char *key)
{
  const char *text = foyer_json_get_string (object, key);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static gboolean
read_box_keys (const json_t *keys, guint8 box_keys[2][FOYER_BOX_PUBLIC_BYTES])
{
  json_t *list = foyer_json_get_array (keys, "box");

  if (list == NULL || json_array_size (list) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (!foyer_unhex (json_string_value (json_array_get (list, i)), box_keys[i],
                      FOYER_BOX_PUBLIC_BYTES))
      return FALSE;
  return TRUE;
}

static gboolean
read_facts (const json_t *root, FoyerTrust *trust, guint8 kiosk_public[FOYER_SIGN_PUBLIC_BYTES])
{
  json_t *centre = foyer_json_get_object (root, "centre");
  json_t *keys = foyer_json_get_object (root, "keys");

  if (g_strcmp0 (foyer_json_get_string (root, "format"), FORMAT) != 0 || centre == NULL
      || keys == NULL)
    return FALSE;
  trust->centre_url = dup_needed (centre, "url");
  trust->centre_name = g_strdup (foyer_json_get_string (centre, "name"));
  trust->epoch = foyer_json_get_int (centre, "epoch", -1);
  trust->kiosk_id = dup_needed (root, "kiosk");
  trust->place_id = g_strdup (foyer_json_get_string (root, "place"));
  return trust->centre_url != NULL && trust->kiosk_id != NULL && trust->epoch >= 0
         && foyer_unhex (foyer_json_get_string (keys, "sign"), trust->sign_key,
                         sizeof trust->sign_key)
         && read_box_keys (keys, trust->box_keys)
         && foyer_unhex (foyer_json_get_string (keys, "kiosk"), kiosk_public,
                         FOYER_SIGN_PUBLIC_BYTES);
}

static gboolean
load_facts (const char *path,
            FoyerTrust *trust,
            guint8 kiosk_public[FOYER_SIGN_PUBLIC_BYTES],
            GError **error)
{
  g_autoptr (json_t) root = NULL;
  gsize size;
  char *text = foyer_private_file_read (path, MAX_FILE, FALSE, &size, error);

  if (text == NULL)
    return FALSE;
  root = foyer_json_parse (text, size, NULL);
  foyer_private_file_free (text);
  if (root != NULL && read_facts (root, trust, kiosk_public))
    return TRUE;
  g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
               "%s is damaged: enrol this kiosk again", path);
  return FALSE;
}

FoyerTrust *
foyer_trust_load (const char *state_dir, GError **error)
{
  g_autofree char *facts_path = dup_path (state_dir, "trust.json");
  g_autofree char *key_path = dup_path (state_dir, "kiosk.key");
  guint8 kiosk_public[FOYER_SIGN_PUBLIC_BYTES];
  g_autoptr (FoyerTrust) trust = g_new0 (FoyerTrust, 1);

  foyer_crypto_init ();
  if (!load_facts (facts_path, trust, kiosk_public, error))
    return NULL;
  if (!foyer_sign_key_load (key_path, &trust->kiosk_key, error))
    {
      g_prefix_error (error, "enrol this kiosk again: ");
      return NULL;
    }
  if (memcmp (kiosk_public, trust->kiosk_key.public_key, sizeof kiosk_public) != 0)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "%s is not the key the centre knows: enrol this kiosk again", key_path);
      return NULL;
    }
  trust->state_dir = g_strdup (state_dir);
  return g_steal_pointer (&trust);
}

static char *
dup_json (const FoyerTrust *trust)
{
  g_autofree char *sign = foyer_hex (trust->sign_key, sizeof trust->sign_key);
  g_autofree char *box = foyer_hex (trust->box_keys[0], FOYER_BOX_PUBLIC_BYTES);
  g_autofree char *recovery = foyer_hex (trust->box_keys[1], FOYER_BOX_PUBLIC_BYTES);
  g_autofree char *kiosk
    = foyer_hex (trust->kiosk_key.public_key, sizeof trust->kiosk_key.public_key);
  g_autoptr (json_t) root
    = json_pack ("{s:s, s:{s:s, s:s*, s:I}, s:s, s:s*, s:{s:s, s:[s, s], s:s}}", "format", FORMAT,
                 "centre", "url", trust->centre_url, "name", trust->centre_name, "epoch",
                 (json_int_t)trust->epoch, "kiosk", trust->kiosk_id, "place", trust->place_id,
                 "keys", "sign", sign, "box", box, recovery, "kiosk", kiosk);

  return root != NULL ? foyer_json_dump_canonical (root) : NULL;
}

/* A second enrolment puts its key in the place of the first one's: renamed, so that one of the two
 * is there at every moment. */
static gboolean
save_key (const FoyerTrust *trust, const char *path, GError **error)
{
  g_autofree char *new_path = g_strconcat (path, ".new", NULL);

  if (g_unlink (new_path) != 0 && errno != ENOENT)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "removing %s: %s",
                   new_path, g_strerror (errno));
      return FALSE;
    }
  if (!foyer_sign_key_save (new_path, &trust->kiosk_key, error))
    return FALSE;
  if (rename (new_path, path) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "putting in place %s: %s",
               path, g_strerror (errno));
  return FALSE;
}

/* That it is gone need not be durable: after a power cut it is taken away once more. */
static gboolean
set_locked (const char *state_dir, gboolean is_locked, GError **error)
{
  g_autofree char *path = dup_path (state_dir, "locked");

  if (is_locked)
    return foyer_private_file_write (path, "revoked\n", 8, FOYER_PRIVATE_FILE_REPLACE, error);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "removing %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

gboolean
foyer_trust_save (const FoyerTrust *trust, const char *state_dir, GError **error)
{
  g_autofree char *folder = g_build_filename (state_dir, "identity", NULL);
  g_autofree char *facts_path = dup_path (state_dir, "trust.json");
  g_autofree char *key_path = dup_path (state_dir, "kiosk.key");
  g_autofree char *json = dup_json (trust);

  foyer_crypto_init ();
  if (json == NULL)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "a trust file needs the centre's address and the kiosk's id");
      return FALSE;
    }
  return foyer_private_folder_make (folder, error) && save_key (trust, key_path, error)
         && foyer_private_file_write (facts_path, json, strlen (json), FOYER_PRIVATE_FILE_REPLACE,
                                      error)
         && set_locked (state_dir, FALSE, error); /* what was revoked was the kiosk before */
}

gboolean
foyer_trust_is_locked (const FoyerTrust *trust)
{
  g_autofree char *path = trust->state_dir != NULL ? dup_path (trust->state_dir, "locked") : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
foyer_trust_set_locked (const FoyerTrust *trust, gboolean is_locked, GError **error)
{
  if (trust->state_dir == NULL || foyer_trust_is_locked (trust) == is_locked)
    return TRUE;
  return set_locked (trust->state_dir, is_locked, error);
}

void
foyer_trust_free (FoyerTrust *trust)
{
  if (trust == NULL)
    return;
  g_free (trust->centre_url);
  g_free (trust->centre_name);
  g_free (trust->kiosk_id);
  g_free (trust->place_id);
  g_free (trust->state_dir);
  sodium_memzero (trust, sizeof *trust);
  g_free (trust);
}
