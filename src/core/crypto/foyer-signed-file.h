/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-crypto.h"

G_BEGIN_DECLS

/* A signed text that travels as a file: the first line is "CONTEXT NAME SIGNATURE" (128 hex
 * digits), everything behind it the body that was signed, to the last byte. name says which key or
 * which question it belongs to, so that nothing of the body is read before it is proved. */
typedef struct
{
  char *name; /* owned; not signed: the body must say it again */
  guint8 signature[FOYER_SIGNATURE_BYTES];
  GBytes *body; /* owned */
} FoyerSignedFile;

/* name: letters, digits and hyphens. (transfer full) */
GBytes *foyer_signed_file_format (const FoyerSignKey *key,
                                  const char *context,
                                  const char *name,
                                  const char *body);
/* Reads a regular file of at most max_size bytes from a medium nobody trusts. NULL with
 * G_FILE_ERROR, or FOYER_CRYPTO_ERROR_BAD_FORMAT when it is not of context. Proves nothing yet. */
FoyerSignedFile *foyer_signed_file_read (const char *path,
                                         const char *context,
                                         gsize max_size,
                                         GError **error);
gboolean foyer_signed_file_verify (const FoyerSignedFile *self,
                                   const char *context,
                                   const guint8 public_key[FOYER_SIGN_PUBLIC_BYTES]);
void foyer_signed_file_free (FoyerSignedFile *self);

/* Opens a regular file of at most max_size bytes to read; never waits on a pipe or a device. *size
 * (nullable): as it says it is. -1 with G_FILE_ERROR. */
int foyer_open_regular (const char *path, gint64 max_size, gint64 *size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSignedFile, foyer_signed_file_free)

G_END_DECLS
