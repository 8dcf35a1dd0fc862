/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-crypto.h"

G_BEGIN_DECLS

/* The file formats of minisign (https://jedisct1.github.io/minisign/): anybody with that program
 * can check what a centre put on a stick, and what it signs can be checked here. Prehashed "ED"
 * signatures only. All errors are FOYER_CRYPTO_ERROR. */

#define FOYER_MINISIGN_HASH_BYTES 64       /* BLAKE2b-512 of the whole file */
#define FOYER_MINISIGN_MAX_TEXT (8 * 1024) /* bytes of a signature file */

typedef struct
{
  guint8 id[FOYER_KEY_ID_BYTES]; /* names the key, proves nothing */
  guint8 public_key[FOYER_SIGN_PUBLIC_BYTES];
} FoyerMinisignKey;

/* The key of a centre: its id is foyer_key_id (), so it need not be kept anywhere. */
void foyer_minisign_key_init (FoyerMinisignKey *key,
                              const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES]);
char *foyer_minisign_key_format (const FoyerMinisignKey *key); /* (transfer full) two lines */
gboolean foyer_minisign_key_parse (const char *text, FoyerMinisignKey *key, GError **error);

/* Reads from to its end, at most max_size bytes, and hashes it; copies it to copy_to unless that
 * is -1. Errors are G_IO_ERROR. */
gboolean foyer_minisign_hash (
  int from, int copy_to, gint64 max_size, guint8 hash[FOYER_MINISIGN_HASH_BYTES], GError **error);

/* The text of a .minisig file; both comments are one line each. (transfer full) */
char *foyer_minisign_sign (const FoyerSignKey *key,
                           const guint8 hash[FOYER_MINISIGN_HASH_BYTES],
                           const char *untrusted_comment,
                           const char *trusted_comment);
/* The trusted comment (transfer full), when text is key's signature of hash, byte for byte in the
 * form minisign writes. NULL: WRONG_KEY when another key is named, BAD_SIGNATURE, BAD_FORMAT.
 * untrusted_comment (nullable): (out) (transfer full); nobody has signed it. */
char *foyer_minisign_verify (const FoyerMinisignKey *key,
                             const guint8 hash[FOYER_MINISIGN_HASH_BYTES],
                             const char *text,
                             gsize size,
                             char **untrusted_comment,
                             GError **error);

G_END_DECLS
