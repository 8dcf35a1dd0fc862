/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_CRYPTO_ERROR (foyer_crypto_error_quark ())
GQuark foyer_crypto_error_quark (void);
typedef enum
{
  FOYER_CRYPTO_ERROR_FAILED,
  FOYER_CRYPTO_ERROR_BAD_SIGNATURE,
  FOYER_CRYPTO_ERROR_BAD_FORMAT,
  FOYER_CRYPTO_ERROR_WRONG_KEY,
  FOYER_CRYPTO_ERROR_WRONG_PASSPHRASE,
} FoyerCryptoError;

/* ---- foyer-crypto.c ---- */
void foyer_crypto_init (void); /* idempotent; aborts if libsodium cannot start */
/* Wipes a text a person typed or may read, and frees it; NULL does nothing. */
void foyer_secret_free (char *text);
/* Wipes what functions that have returned left on this thread's stack, 128 KiB down: a word that
 * was in a register or a local buffer stays there until another call happens to cover it. */
void foyer_secret_wipe_stack (void);
char *foyer_hex (gconstpointer data, gsize size);                /* (transfer full) lower case */
gboolean foyer_unhex (const char *hex, guint8 *out, gsize size); /* exactly 2 × size digits */
/* Exactly size bytes, from the one text that stands for them (RFC 4648, section 4, with padding);
 * FALSE for NULL. */
gboolean foyer_unbase64 (const char *text, guint8 *out, gsize size);
/* As many bytes as text stands for, by the same rule; NULL: it is not the one text for any. Takes
 * longer or shorter by what it reads, so not for secrets. (transfer full) */
GBytes *foyer_unbase64_public (const char *text);
#define FOYER_ID_LENGTH 26
char *foyer_id_new (void); /* 128 random bits as 26 characters of Crockford base32, lower case */
gboolean foyer_id_is_valid (const char *id); /* FALSE for NULL */

/* ---- foyer-signature.c: Ed25519 over context ‖ 0x00 ‖ message ---- */
#define FOYER_SIGN_PUBLIC_BYTES 32
#define FOYER_SIGN_SECRET_BYTES 64
#define FOYER_SIGNATURE_BYTES 64
#define FOYER_CONTEXT_RECEIPT "foyer-receipt-1"
#define FOYER_CONTEXT_SERVICE "foyer-service-1"
#define FOYER_CONTEXT_ENROLMENT "foyer-enrolment-1"
#define FOYER_CONTEXT_REQUEST "foyer-request-1"
/* Over KIND "\n" AFTER-CHANGE-NUMBER "\n" and the uncompressed page. */
#define FOYER_CONTEXT_FEED "foyer-feed-1"

typedef struct
{
  guint8 public_key[FOYER_SIGN_PUBLIC_BYTES];
  guint8 secret_key[FOYER_SIGN_SECRET_BYTES];
} FoyerSignKey;
void foyer_sign_key_generate (FoyerSignKey *key);
gboolean foyer_sign_key_load (const char *path,
                              FoyerSignKey *key,
                              GError **error); /* 0600 files only */
gboolean foyer_sign_key_save (const char *path,
                              const FoyerSignKey *key,
                              GError **error); /* 0600, fsync, never overwrites */
void foyer_sign (const FoyerSignKey *key,
                 const char *context,
                 gconstpointer data,
                 gsize size,
                 guint8 signature[FOYER_SIGNATURE_BYTES]);
gboolean foyer_sign_verify (const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES],
                            const char *context,
                            gconstpointer data,
                            gsize size,
                            const guint8 signature[FOYER_SIGNATURE_BYTES]);

/* ---- foyer-seal.c ---- */
#define FOYER_BOX_PUBLIC_BYTES 32
#define FOYER_BOX_SECRET_BYTES 32
#define FOYER_KEY_ID_BYTES 8 /* first bytes of BLAKE2b of the public key */
typedef struct
{
  guint8 public_key[FOYER_BOX_PUBLIC_BYTES];
  guint8 secret_key[FOYER_BOX_SECRET_BYTES];
} FoyerBoxKey;
void foyer_box_key_generate (FoyerBoxKey *key);
void foyer_key_id (const guint8 public_key[32], guint8 id[FOYER_KEY_ID_BYTES]);

/* A sealed record:
 *   "FOYS" u8 version=1 u8 recipients u16le header_size
 *   header (UTF-8 JSON, nothing personal)
 *   per recipient: key id (8) ‖ crypto_box_seal (record key) (80)
 *   nonce (24) ‖ XChaCha20-Poly1305-IETF of the payload padded (ISO/IEC 7816-4) to a multiple
 *   of 512, everything before the nonce as associated data.
 *
 * recipients: 1 to 8. The header can be read by anybody who holds the record. */
#define FOYER_SEAL_MAX_HEADER (16 * 1024)  /* bytes */
#define FOYER_SEAL_MAX_PAYLOAD (64 * 1024) /* bytes */
#define FOYER_SEAL_MAX_SIZE (128 * 1024)   /* bytes, whole: base64 of it fits one 256 KiB request */
GBytes *foyer_seal (const char *header_json,
                    gconstpointer payload,
                    gsize payload_size,
                    const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES],
                    guint n_recipients,
                    GError **error);
/* Reads the header of a sealed record without any key; checks the framing whole. (transfer full) */
char *foyer_seal_dup_header (gconstpointer sealed, gsize size, GError **error);
/* The payload lies in locked memory and is wiped with its last reference.
 * FOYER_CRYPTO_ERROR_WRONG_KEY: not sealed to this key; BAD_FORMAT: broken, or changed since it was
 * sealed. header_json: (out) (nullable). */
GBytes *foyer_unseal (
  gconstpointer sealed, gsize size, const FoyerBoxKey *key, char **header_json, GError **error);
/* BLAKE2b-256 of the sealed bytes, 64 hex digits. (transfer full) */
char *foyer_seal_digest (gconstpointer sealed, gsize size);

/* ---- foyer-key-file.c: a box key wrapped under a passphrase (Argon2id 256 MiB t=3; the limits
 * stand in the file so that tests can use small ones), text JSON, 0600 ---- */
typedef struct
{
  guint64 ops;
  gsize memory; /* bytes */
} FoyerKdfCost;
extern const FoyerKdfCost FOYER_KDF_NORMAL, FOYER_KDF_TEST;
/* Never overwrites: a lost centre key loses every record sealed to it. */
gboolean foyer_key_file_save (const char *path,
                              const FoyerBoxKey *key,
                              const char *passphrase,
                              const FoyerKdfCost *cost,
                              GError **error);
gboolean foyer_key_file_load (const char *path,
                              const char *passphrase,
                              FoyerBoxKey *key,
                              GError **error);

/* ---- foyer-codes.c: reference codes, "HAZEL-OTTER-417238" ---- */
/* Random; 512 × 512 words × 1,000,000: 38 bits, behind the centre's rate limit. (transfer full),
 * freed with foyer_secret_free () */
char *foyer_code_new (void);
/* Any case, spaces or hyphens or none, O for 0 and I or L for 1 in the digits; NULL when it is not
 * a code. (transfer full), freed with foyer_secret_free () */
char *foyer_code_normalise (const char *typed);
/* Slow on purpose (31 ms, 32 MiB): on a worker, never on the main thread. What everybody may know
 * of a code: the hash of its proof. (transfer full); NULL when there is no memory for it. */
char *foyer_code_hash (const char *normalised);
/* Of an enrolment code: fast, since it lives for 15 minutes behind the centre's rate limit.
 * BLAKE2b-256, personalised, hex (transfer full) */
char *foyer_invite_hash (const char *normalised);

/* ---- foyer-code-proof.c ---- */
/* Shows that somebody knows the code; as slow. Argon2id, hex (transfer full), freed with
 * foyer_secret_free (). NULL when there is no memory for it. */
char *foyer_code_proof (const char *normalised);
/* BLAKE2b-256 of the proof's bytes, personalised, hex (transfer full): fast. NULL when the text is
 * no proof. */
char *foyer_code_hash_of_proof (const char *proof);

G_END_DECLS
