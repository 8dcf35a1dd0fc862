/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-minisign.h"
#include "core/feed/foyer-feed.h"
#include "core/feed/foyer-tar.h"

G_BEGIN_DECLS

/* The content of a centre in one file, for places with no line: a tar file, and beside it
 * FILE.minisig, signed by the centre. */

#define FOYER_BUNDLE_SUFFIX ".minisig"
#define FOYER_BUNDLE_EVERYBODY "*" /* as a target */

#define FOYER_BUNDLE_ERROR (foyer_bundle_error_quark ())
GQuark foyer_bundle_error_quark (void);
typedef enum
{
  FOYER_BUNDLE_ERROR_UNSIGNED, /* no signature beside it */
  FOYER_BUNDLE_ERROR_FORGED,   /* changed, cut off, or not from our centre */
  FOYER_BUNDLE_ERROR_TARGET,   /* for another kiosk */
  FOYER_BUNDLE_ERROR_EXPIRED,
  FOYER_BUNDLE_ERROR_ROLLBACK, /* this one or a later one was applied before */
  FOYER_BUNDLE_ERROR_INVALID,  /* signed, and still not a bundle */
  FOYER_BUNDLE_ERROR_IO,
} FoyerBundleError;

/* What the signature's trusted comment says:
 * "foyer-bundle-1 sequence=7 expires=2026-12-24T00:00:00Z target=* epoch=1760000000" */
typedef struct
{
  gint64 sequence, epoch;
  gint64 expires_us; /* a whole second */
  char *target;      /* owned: a kiosk's id, or FOYER_BUNDLE_EVERYBODY */
} FoyerBundleTerms;
char *foyer_bundle_terms_format (const FoyerBundleTerms *terms); /* (transfer full) */
/* Exactly as formatted. terms is filled anew and cleared by the caller in either case. */
gboolean foyer_bundle_terms_parse (const char *text, FoyerBundleTerms *terms);
void foyer_bundle_terms_clear (FoyerBundleTerms *terms);

/* bundle.json */
typedef struct
{
  FoyerKind kind;
  gboolean is_known; /* FALSE: of a later version; its pages are passed over */
  char *name;        /* owned */
  gint64 last;       /* change number the kiosk stands at after the last page */
  guint pages;       /* at least 1 */
} FoyerBundleFeed;
typedef struct
{
  char *centre_name; /* owned */
  gint64 made_us, backed_up_to;
  GArray *feeds; /* owned FoyerBundleFeed */
} FoyerBundleManifest;
FoyerBundleManifest *foyer_bundle_manifest_new (void);
void foyer_bundle_manifest_add (FoyerBundleManifest *self,
                                const char *name,
                                gint64 last,
                                guint pages);
char *foyer_bundle_manifest_format (const FoyerBundleManifest *self); /* (transfer full) */
/* NULL when it is none. */
FoyerBundleManifest *foyer_bundle_manifest_parse (GBytes *text);
void foyer_bundle_manifest_free (FoyerBundleManifest *self);

/* A bundle whose signature is good and which is put together as one. */
typedef struct _FoyerBundle FoyerBundle;

/* Copies path into a nameless file in work_dir while hashing it, proves the signature of that copy
 * with the centre's key, and only then looks into it: a stick may give other bytes when it is read
 * a second time. */
FoyerBundle *foyer_bundle_open (const char *path,
                                const char *work_dir,
                                const guint8 sign_key[FOYER_SIGN_PUBLIC_BYTES],
                                GError **error);
const FoyerBundleTerms *foyer_bundle_get_terms (FoyerBundle *self);
const FoyerBundleManifest *foyer_bundle_get_manifest (FoyerBundle *self);
/* Whether a kiosk may apply it now. known_epoch: the newest it has heard of; done_epoch and
 * done_sequence: of the bundle applied last, 0 for none. */
gboolean foyer_bundle_check_terms (const FoyerBundleTerms *terms,
                                   const char *kiosk_id,
                                   gint64 known_epoch,
                                   gint64 done_epoch,
                                   gint64 done_sequence,
                                   gint64 now_us,
                                   GError **error);

/* Every page in the order of the manifest, then every media file. FALSE from a function ends it. */
typedef struct
{
  gboolean (*page) (
    const FoyerBundleFeed *feed, guint page, GBytes *text, gpointer data, GError **error);
  /* Reads exactly bytes from fd with foyer_tar_copy () or foyer_tar_skip (). */
  gboolean (*media) (
    const char *sha256, int fd, const FoyerTarMember *member, gpointer data, GError **error);
  gpointer data;
} FoyerBundleVisitor;
gboolean foyer_bundle_visit (FoyerBundle *self, const FoyerBundleVisitor *visitor, GError **error);
void foyer_bundle_free (FoyerBundle *self);

/* Making: copies archive, a finished tar file on a disk of ours, to path and writes path.minisig.
 * What is signed is what was read from that disk, never what the stick gives back. Whole or not at
 * all. */
gboolean foyer_bundle_publish (int archive,
                               const char *path,
                               const FoyerSignKey *key,
                               const FoyerBundleTerms *terms,
                               GError **error);
/* The signature alone, of a file that lies on a disk of ours already. */
gboolean foyer_bundle_sign (const char *path,
                            const char *signature_path,
                            const FoyerSignKey *key,
                            const FoyerBundleTerms *terms,
                            GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerBundleTerms, foyer_bundle_terms_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBundleManifest, foyer_bundle_manifest_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBundle, foyer_bundle_free)

G_END_DECLS
