/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-seal"

#include "core/crypto/foyer-crypto.h"

#include <sodium.h>
#include <string.h>

/* Sealing a record so that only the centre can open it.
 *
 * The format is in the header file. Both ends use this one file: the kiosk seals, and can itself
 * open nothing it has sealed; the centre checks framing without a key, and opens where the secret
 * key is. No state; any thread. Keys of single records and padded payloads live in locked memory
 * for as long as one function runs.
 */

/* What a sealed record begins with; also how a rescued disk is searched for records. */
static const guint8 MAGIC[4] = { 'F', 'O', 'Y', 'S' };
#define VERSION 1
/* magic, version, number of recipients, size of the header */
#define PREFIX_BYTES 8
/* One recipient's share: key id and sealed record key. */
#define SHARE_BYTES (FOYER_KEY_ID_BYTES + KEY_BYTES + crypto_box_SEALBYTES)
#define KEY_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
/* Recipients; we use two (the centre and its recovery key). */
#define MAX_RECIPIENTS 8
/* Bytes a payload is padded to a multiple of, so that its length does not tell a name from an
 * address. */
#define PAD_BYTES 512

G_STATIC_ASSERT (FOYER_BOX_PUBLIC_BYTES == crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT (FOYER_BOX_SECRET_BYTES == crypto_box_SECRETKEYBYTES);
G_STATIC_ASSERT (KEY_BYTES + crypto_box_SEALBYTES == 80);
G_STATIC_ASSERT (PREFIX_BYTES + FOYER_SEAL_MAX_HEADER + MAX_RECIPIENTS * SHARE_BYTES + NONCE_BYTES
                   + FOYER_SEAL_MAX_PAYLOAD + PAD_BYTES + TAG_BYTES
                 <= FOYER_SEAL_MAX_SIZE);

/* Where the parts of a sealed record stand; all borrowed from it. */
typedef struct
{
  const char *header; /* not NUL-terminated */
  gsize header_size;
  const guint8 *shares;
  guint n_shares;
  const guint8 *nonce;
  const guint8 *cipher; /* with its tag */
  gsize cipher_size;
} Frame;

void
foyer_box_key_generate (FoyerBoxKey *key)
{
  foyer_crypto_init ();
  crypto_box_keypair (key->public_key, key->secret_key);
}

void
foyer_key_id (const guint8 public_key[FOYER_BOX_PUBLIC_BYTES], guint8 id[FOYER_KEY_ID_BYTES])
{
  guint8 hash[crypto_generichash_BYTES];

  foyer_crypto_init ();
  crypto_generichash (hash, sizeof hash, public_key, FOYER_BOX_PUBLIC_BYTES, NULL, 0);
  memcpy (id, hash, FOYER_KEY_ID_BYTES);
}

static gboolean
bad_format (const char *what, GError **error)
{
  g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT, "sealed record: %s", what);
  return FALSE;
}

/* Checks every length before anything is read through it; the parts fill the record to its last
 * byte. */
static gboolean
parse_frame (const guint8 *sealed, gsize size, Frame *frame, GError **error)
{
  gsize rest = size;

  if (sealed == NULL || size < PREFIX_BYTES || memcmp (sealed, MAGIC, sizeof MAGIC) != 0)
    return bad_format ("not one", error);
  if (size > FOYER_SEAL_MAX_SIZE)
    return bad_format ("too large", error);
  if (sealed[4] != VERSION)
    return bad_format ("of another version", error);
  frame->n_shares = sealed[5];
  frame->header_size = sealed[6] | sealed[7] << 8;
  rest -= PREFIX_BYTES;
  if (frame->n_shares < 1 || frame->n_shares > MAX_RECIPIENTS)
    return bad_format ("number of recipients", error);
  if (frame->header_size < 1 || frame->header_size > rest
      || frame->header_size > FOYER_SEAL_MAX_HEADER)
    return bad_format ("size of the header", error);
  frame->header = (const char *)sealed + PREFIX_BYTES;
  rest -= frame->header_size;
  /* g_utf8_validate_len () also refuses a NUL: the header becomes a C string. */
  if (!g_utf8_validate_len (frame->header, frame->header_size, NULL))
    return bad_format ("header is not text", error);
  if (rest < frame->n_shares * SHARE_BYTES + NONCE_BYTES + TAG_BYTES + PAD_BYTES)
    return bad_format ("cut short", error);
  frame->shares = (const guint8 *)frame->header + frame->header_size;
  frame->nonce = frame->shares + frame->n_shares * SHARE_BYTES;
  frame->cipher = frame->nonce + NONCE_BYTES;
  frame->cipher_size = rest - frame->n_shares * SHARE_BYTES - NONCE_BYTES;
  if ((frame->cipher_size - TAG_BYTES) % PAD_BYTES != 0)
    return bad_format ("size of the payload", error);
  return TRUE;
}

static gboolean
check_to_seal (const char *header_json, gsize payload_size, guint n_recipients, GError **error)
{
  if (header_json == NULL || *header_json == '\0' || strlen (header_json) > FOYER_SEAL_MAX_HEADER
      || !g_utf8_validate (header_json, -1, NULL))
    return bad_format ("header cannot be used", error);
  if (payload_size > FOYER_SEAL_MAX_PAYLOAD)
    return bad_format ("payload is too large", error);
  if (n_recipients < 1 || n_recipients > MAX_RECIPIENTS)
    return bad_format ("number of recipients", error);
  return TRUE;
}

/* Everything before the nonce. record_key: KEY_BYTES. FALSE when a recipient's key is none. */
static gboolean
append_front (GByteArray *sealed,
              const char *header_json,
              const guint8 *record_key,
              const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES],
              guint n_recipients)
{
  gsize header_size = strlen (header_json);
  guint8 prefix[PREFIX_BYTES];

  memcpy (prefix, MAGIC, sizeof MAGIC);
  prefix[4] = VERSION;
  prefix[5] = n_recipients;
  prefix[6] = header_size & 0xff;
  prefix[7] = header_size >> 8;
  g_byte_array_append (sealed, prefix, sizeof prefix);
  g_byte_array_append (sealed, (const guint8 *)header_json, header_size);
  for (guint i = 0; i < n_recipients; i++)
    {
      guint8 share[SHARE_BYTES];

      foyer_key_id (recipients[i], share);
      if (crypto_box_seal (share + FOYER_KEY_ID_BYTES, record_key, KEY_BYTES, recipients[i]) != 0)
        return FALSE;
      g_byte_array_append (sealed, share, sizeof share);
    }
  return TRUE;
}

/* The nonce, and the payload under record_key with everything already in sealed bound to it. */
static gboolean
append_cipher (GByteArray *sealed,
               const guint8 *record_key,
               gconstpointer payload,
               gsize payload_size)
{
  gsize padded_max = payload_size + PAD_BYTES;
  gsize padded_size = 0;
  guint8 *padded = sodium_malloc (padded_max);
  guint8 nonce[NONCE_BYTES];
  gsize front_size = sealed->len;

  if (padded == NULL)
    return FALSE;
  if (payload_size > 0)
    memcpy (padded, payload, payload_size);
  if (sodium_pad (&padded_size, padded, payload_size, PAD_BYTES, padded_max) == 0)
    {
      randombytes_buf (nonce, sizeof nonce);
      g_byte_array_append (sealed, nonce, sizeof nonce);
      g_byte_array_set_size (sealed, sealed->len + padded_size + TAG_BYTES);
      crypto_aead_xchacha20poly1305_ietf_encrypt (sealed->data + front_size + NONCE_BYTES, NULL,
                                                  padded, padded_size, sealed->data, front_size,
                                                  NULL, nonce, record_key);
    }
  sodium_free (padded);
  return padded_size > 0;
}

GBytes *
foyer_seal (const char *header_json,
            gconstpointer payload,
            gsize payload_size,
            const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES],
            guint n_recipients,
            GError **error)
{
  g_autoptr (GByteArray) sealed = NULL;
  guint8 *record_key;
  gboolean is_sealed;

  foyer_crypto_init ();
  if (!check_to_seal (header_json, payload_size, n_recipients, error))
    return NULL;
  record_key = sodium_malloc (KEY_BYTES);
  is_sealed = record_key != NULL;
  if (is_sealed)
    {
      crypto_aead_xchacha20poly1305_ietf_keygen (record_key);
      sealed = g_byte_array_new ();
      is_sealed = append_front (sealed, header_json, record_key, recipients, n_recipients)
                  && append_cipher (sealed, record_key, payload, payload_size);
    }
  sodium_free (record_key);
  if (!is_sealed)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED,
                   "could not seal: no locked memory, or a key that is none");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&sealed));
}

char *
foyer_seal_dup_header (gconstpointer sealed, gsize size, GError **error)
{
  Frame frame;

  if (!parse_frame (sealed, size, &frame, error))
    return NULL;
  return g_strndup (frame.header, frame.header_size);
}

/* record_key: KEY_BYTES. */
static gboolean
open_share (const Frame *frame, const FoyerBoxKey *key, guint8 *record_key, GError **error)
{
  guint8 id[FOYER_KEY_ID_BYTES];

  foyer_key_id (key->public_key, id);
  for (guint i = 0; i < frame->n_shares; i++)
    {
      const guint8 *share = frame->shares + i * SHARE_BYTES;

      if (memcmp (share, id, sizeof id) != 0)
        continue;
      if (crypto_box_seal_open (record_key, share + FOYER_KEY_ID_BYTES,
                                KEY_BYTES + crypto_box_SEALBYTES, key->public_key, key->secret_key)
          == 0)
        return TRUE;
      return bad_format ("changed since it was sealed", error);
    }
  g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_KEY,
               "sealed record: not sealed to this key");
  return FALSE;
}

/* (transfer full): sodium_free (). Everything before the nonce was bound to the payload. */
static guint8 *
open_cipher (const Frame *frame,
             const guint8 *sealed,
             const guint8 *record_key,
             gsize *payload_size,
             GError **error)
{
  gsize padded_size = frame->cipher_size - TAG_BYTES;
  guint8 *padded = sodium_malloc (padded_size);

  if (padded == NULL)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED, "no locked memory");
      return NULL;
    }
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (padded, NULL, NULL, frame->cipher,
                                                  frame->cipher_size, sealed, frame->nonce - sealed,
                                                  frame->nonce, record_key)
        == 0
      && sodium_unpad (payload_size, padded, padded_size, PAD_BYTES) == 0)
    return padded;
  sodium_free (padded);
  bad_format ("changed since it was sealed", error);
  return NULL;
}

GBytes *
foyer_unseal (
  gconstpointer sealed, gsize size, const FoyerBoxKey *key, char **header_json, GError **error)
{
  Frame frame;
  guint8 *record_key, *payload = NULL;
  gsize payload_size = 0;

  foyer_crypto_init ();
  if (!parse_frame (sealed, size, &frame, error))
    return NULL;
  record_key = sodium_malloc (KEY_BYTES);
  if (record_key == NULL)
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED, "no locked memory");
      return NULL;
    }
  if (open_share (&frame, key, record_key, error))
    payload = open_cipher (&frame, sealed, record_key, &payload_size, error);
  sodium_free (record_key);
  if (payload == NULL)
    return NULL;
  if (header_json != NULL)
    *header_json = g_strndup (frame.header, frame.header_size);
  return g_bytes_new_with_free_func (payload, payload_size, sodium_free, payload);
}

char *
foyer_seal_digest (gconstpointer sealed, gsize size)
{
  guint8 hash[crypto_generichash_BYTES];

  foyer_crypto_init ();
  crypto_generichash (hash, sizeof hash, sealed, size, NULL, 0);
  return foyer_hex (hash, sizeof hash);
}
