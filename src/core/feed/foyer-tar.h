/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A strict corner of POSIX ustar, for bundles: regular files under known names, nothing else. Any
 * tar program can list and unpack what is written here; what is read here was written here. */
#define FOYER_TAR_BLOCK 512
#define FOYER_TAR_NAME_MAX 99

typedef struct
{
  char name[FOYER_TAR_NAME_MAX + 1];
  gint64 size; /* bytes */
} FoyerTarMember;

#define FOYER_TAR_ERROR (foyer_tar_error_quark ())
GQuark foyer_tar_error_quark (void);
typedef enum
{
  FOYER_TAR_ERROR_INVALID, /* not of our profile */
  FOYER_TAR_ERROR_IO,
} FoyerTarError;

/* Bytes a member of this name may have; 0: no member may have it. Names: bundle.json,
 * feeds/KIND-NNNN.json, media/sha256-HEX. */
gint64 foyer_tar_size_limit (const char *name);

/* Every byte of a header follows from name and size. */
void foyer_tar_format_header (const FoyerTarMember *member, guint8 block[FOYER_TAR_BLOCK]);
gboolean foyer_tar_parse_header (const guint8 block[FOYER_TAR_BLOCK],
                                 FoyerTarMember *member,
                                 GError **error);

/* Reading, from where fd stands: next, then the member's bytes by one of the three below, then
 * next again. *is_end: after the last member, where the file must end too. */
gboolean foyer_tar_next (int fd, FoyerTarMember *member, gboolean *is_end, GError **error);
GBytes *foyer_tar_read (int fd, const FoyerTarMember *member, GError **error); /* (transfer full) */
gboolean foyer_tar_copy (int fd, const FoyerTarMember *member, int to, GError **error);
gboolean foyer_tar_skip (int fd, const FoyerTarMember *member, GError **error);

/* Writing. from: must have exactly size bytes left. */
gboolean foyer_tar_add (int fd, const char *name, gconstpointer data, gsize size, GError **error);
gboolean foyer_tar_add_file (int fd, const char *name, int from, gint64 size, GError **error);
gboolean foyer_tar_finish (int fd, GError **error);

G_END_DECLS
