/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

/* Characters of a passphrase, at least: below that the wrapped key is worth stealing. */
#define FOYER_PASSPHRASE_MIN 12

/* Makes a centre in data_dir: its keys, its database, its name. Nothing counts until a test record
 * was opened with the key file and passphrase_again, and with the recovery key as it will stand on
 * paper. Returns that recovery key as text, to be shown once (transfer full: sodium_memzero it);
 * NULL with error, and then nothing of it is left. EXISTS when there is a centre already. */
char *foyer_centre_init (const char *data_dir,
                         const char *name,
                         const char *passphrase,
                         const char *passphrase_again,
                         const FoyerKdfCost *cost,
                         GError **error);

/* A secret box key as 17 groups of 4 hex digits, the last a checksum; and back. */
char *foyer_recovery_format (const FoyerBoxKey *key);
gboolean foyer_recovery_parse (const char *text, FoyerBoxKey *key, GError **error);
/* TRUE when the file holds a recovery key (no passphrase is needed to open it). */
gboolean foyer_recovery_file_load (const char *path, FoyerBoxKey *key);

char *foyer_centre_dup_sign_key_path (const char *data_dir);
char *foyer_centre_dup_box_key_path (const char *data_dir);

G_END_DECLS
