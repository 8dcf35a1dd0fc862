/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-bundle"

#include "core/feed/foyer-bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/crypto/foyer-private-file.h"
#include "core/crypto/foyer-signed-file.h"

/* Content on a stick.
 *
 * First the whole file is hashed and its signature proved; then the tar file is walked once without
 * doing anything, so that one that is put together wrongly is refused before anything was changed;
 * only then can it be visited. A FoyerBundle holds a nameless copy that is gone with it. One
 * thread.
 */

/* Bytes. A county's films and everything else. */
#define BUNDLE_MAX G_GINT64_CONSTANT (34359738368)
/* Bytes of the disk that the copy may not take: what visitors give needs room first. */
#define RESERVE G_GINT64_CONSTANT (67108864)
/* minisign does not sign this line; it is the same on every bundle, so none can be smuggled in. */
#define UNTRUSTED_COMMENT "content of a Foyer centre"

struct _FoyerBundle
{
  int fd; /* owned: the nameless copy */
  FoyerBundleTerms terms;
  FoyerBundleManifest *manifest; /* owned */
};

static gboolean
fail (GError **error, FoyerBundleError code, const char *what)
{
  g_set_error_literal (error, FOYER_BUNDLE_ERROR, code, what);
  return FALSE;
}

static gboolean
has_room (const char *dir, gint64 size, GError **error)
{
  struct statvfs info;

  if (statvfs (dir, &info) != 0 || info.f_bavail >= (guint64)(size + RESERVE) / info.f_frsize)
    return TRUE;
  return fail (error, FOYER_BUNDLE_ERROR_IO,
               "there is not enough room on this kiosk's disk for the bundle");
}

/* Copies and hashes; the copy is what is looked at from now on. */
static int
take_copy (const char *path,
           const char *work_dir,
           guint8 hash[FOYER_MINISIGN_HASH_BYTES],
           GError **error)
{
  g_autofree char *name = g_build_filename (work_dir, "bundle-XXXXXX", NULL);
  g_autoptr (GError) local = NULL;
  gint64 size = 0;
  int from = foyer_open_regular (path, BUNDLE_MAX, &size, &local);
  int copy = -1;
  gboolean ok = from >= 0 && has_room (work_dir, size, error);

  if (from < 0)
    fail (error, FOYER_BUNDLE_ERROR_IO, local->message);
  if (ok && (copy = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600)) < 0)
    ok = fail (error, FOYER_BUNDLE_ERROR_IO, "the bundle cannot be copied to this kiosk's disk");
  if (copy >= 0)
    g_unlink (name);
  if (ok && !foyer_minisign_hash (from, copy, BUNDLE_MAX, hash, &local))
    ok = fail (error, FOYER_BUNDLE_ERROR_IO, local->message);
  if (from >= 0)
    close (from);
  if (ok)
    return copy;
  if (copy >= 0)
    close (copy);
  return -1;
}

static char *
read_signature (const char *path, gsize *size, GError **error)
{
  g_autofree char *signature = g_strconcat (path, FOYER_BUNDLE_SUFFIX, NULL);
  g_autoptr (GError) local = NULL;
  gint64 length = 0;
  int fd = foyer_open_regular (signature, FOYER_MINISIGN_MAX_TEXT, &length, &local);
  g_autofree char *text = g_malloc0 (FOYER_MINISIGN_MAX_TEXT + 1);
  gssize n = fd >= 0 ? read (fd, text, (gsize)length) : -1;

  if (fd >= 0)
    close (fd);
  if (n >= 0 && n == length)
    {
      *size = (gsize)n;
      return g_steal_pointer (&text);
    }
  fail (error, FOYER_BUNDLE_ERROR_UNSIGNED,
        "there is no signature beside the bundle: copy the file that ends in .minisig too");
  return NULL;
}

static gboolean
verify (FoyerBundle *self,
        const guint8 hash[FOYER_MINISIGN_HASH_BYTES],
        const guint8 sign_key[FOYER_SIGN_PUBLIC_BYTES],
        const char *text,
        gsize size,
        GError **error)
{
  FoyerMinisignKey key;
  g_autofree char *untrusted = NULL;
  g_autofree char *comment = NULL;
  g_autoptr (GError) local = NULL;

  foyer_minisign_key_init (&key, sign_key);
  comment = foyer_minisign_verify (&key, hash, text, size, &untrusted, &local);
  if (g_error_matches (local, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_KEY))
    return fail (error, FOYER_BUNDLE_ERROR_FORGED,
                 "this bundle is not signed by the centre this kiosk belongs to");
  if (comment == NULL || !g_str_equal (untrusted, UNTRUSTED_COMMENT))
    return fail (error, FOYER_BUNDLE_ERROR_FORGED,
                 "the bundle and its signature do not fit: it was changed or cut off, copy both "
                 "files again");
  return foyer_bundle_terms_parse (comment, &self->terms)
         || fail (error, FOYER_BUNDLE_ERROR_INVALID,
                  "the signature is the centre's, but of something that is not a bundle");
}

static gboolean
read_manifest (FoyerBundle *self, GError **error)
{
  FoyerTarMember member;
  gboolean is_end = FALSE;
  g_autoptr (GBytes) text = NULL;

  if (lseek (self->fd, 0, SEEK_SET) != 0)
    return fail (error, FOYER_BUNDLE_ERROR_IO, "the copy of the bundle cannot be read");
  if (!foyer_tar_next (self->fd, &member, &is_end, error))
    return FALSE;
  if (is_end || !g_str_equal (member.name, "bundle.json"))
    return fail (error, FOYER_BUNDLE_ERROR_INVALID, "the bundle does not begin with bundle.json");
  text = foyer_tar_read (self->fd, &member, error);
  if (text == NULL)
    return FALSE;
  if (self->manifest == NULL)
    self->manifest = foyer_bundle_manifest_parse (text);
  return self->manifest != NULL
         || fail (error, FOYER_BUNDLE_ERROR_INVALID, "bundle.json is not one of this version");
}

static gboolean
visit_page (FoyerBundle *self,
            const FoyerBundleFeed *feed,
            guint page,
            const FoyerBundleVisitor *visitor,
            GError **error)
{
  g_autofree char *name = g_strdup_printf ("feeds/%s-%04u.json", feed->name, page);
  FoyerTarMember member;
  gboolean is_end = FALSE;
  g_autoptr (GBytes) text = NULL;

  if (!foyer_tar_next (self->fd, &member, &is_end, error))
    return FALSE;
  if (is_end || !g_str_equal (member.name, name))
    return fail (error, FOYER_BUNDLE_ERROR_INVALID,
                 "the bundle does not hold the pages its manifest names");
  if (visitor == NULL || !feed->is_known)
    return foyer_tar_skip (self->fd, &member, error);
  text = foyer_tar_read (self->fd, &member, error);
  return text && visitor->page (feed, page, text, visitor->data, error);
}

/* Media files in the order of their hashes, each once, to the end of the archive. */
static gboolean
visit_media (FoyerBundle *self, const FoyerBundleVisitor *visitor, GError **error)
{
  static const char prefix[] = "media/sha256-";
  g_autofree char *before = g_strdup ("");
  FoyerTarMember member;
  gboolean is_end = FALSE;

  while (foyer_tar_next (self->fd, &member, &is_end, error))
    {
      if (is_end)
        return TRUE;
      if (!g_str_has_prefix (member.name, prefix) || strcmp (before, member.name) >= 0)
        return fail (error, FOYER_BUNDLE_ERROR_INVALID,
                     "the bundle holds more than its manifest names");
      g_free (before);
      before = g_strdup (member.name);
      if (visitor ? !visitor->media (member.name + strlen (prefix), self->fd, &member,
                                     visitor->data, error)
                  : !foyer_tar_skip (self->fd, &member, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
foyer_bundle_visit (FoyerBundle *self, const FoyerBundleVisitor *visitor, GError **error)
{
  if (!read_manifest (self, error))
    return FALSE;
  for (guint i = 0; i < self->manifest->feeds->len; i++)
    {
      const FoyerBundleFeed *feed = &g_array_index (self->manifest->feeds, FoyerBundleFeed, i);

      for (guint page = 1; page <= feed->pages; page++)
        if (!visit_page (self, feed, page, visitor, error))
          return FALSE;
    }
  return visit_media (self, visitor, error);
}

FoyerBundle *
foyer_bundle_open (const char *path,
                   const char *work_dir,
                   const guint8 sign_key[FOYER_SIGN_PUBLIC_BYTES],
                   GError **error)
{
  g_autoptr (FoyerBundle) self = g_new0 (FoyerBundle, 1);
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  gsize size = 0;
  g_autofree char *text = NULL;

  self->fd = -1;
  text = read_signature (path, &size, error);
  if (text == NULL || (self->fd = take_copy (path, work_dir, hash, error)) < 0
      || !verify (self, hash, sign_key, text, size, error)
      || !foyer_bundle_visit (self, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

const FoyerBundleTerms *
foyer_bundle_get_terms (FoyerBundle *self)
{
  return &self->terms;
}

const FoyerBundleManifest *
foyer_bundle_get_manifest (FoyerBundle *self)
{
  return self->manifest;
}

void
foyer_bundle_free (FoyerBundle *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  foyer_bundle_terms_clear (&self->terms);
  foyer_bundle_manifest_free (self->manifest);
  g_free (self);
}

static gboolean
fail_errno (GError **error, const char *what, const char *path)
{
  int saved = errno;

  g_set_error (error, FOYER_BUNDLE_ERROR, FOYER_BUNDLE_ERROR_IO, "%s %s: %s", what, path,
               g_strerror (saved));
  return FALSE;
}

/* Under another name first: one that is cut off is never found under its own. */
static gboolean
copy_hashed (int archive, const char *path, guint8 hash[FOYER_MINISIGN_HASH_BYTES], GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0644);
  gboolean ok = FALSE;

  if (fd < 0)
    return fail_errno (error, "making", path);
  if (lseek (archive, 0, SEEK_SET) != 0)
    fail_errno (error, "reading back", path);
  else if (foyer_minisign_hash (archive, fd, BUNDLE_MAX, hash, error))
    ok = fsync (fd) == 0 || fail_errno (error, "writing", path);
  close (fd);
  if (ok && g_rename (temporary, path) != 0)
    ok = fail_errno (error, "putting in place", path);
  if (!ok)
    g_unlink (temporary);
  return ok;
}

/* The signature comes last, and with it the folder is on the stick. Cut off before, one of an older
 * bundle stands beside the new one and does not fit it. */
static gboolean
write_signature (const guint8 hash[FOYER_MINISIGN_HASH_BYTES],
                 const char *path,
                 const FoyerSignKey *key,
                 const FoyerBundleTerms *terms,
                 GError **error)
{
  g_autofree char *comment = foyer_bundle_terms_format (terms);
  g_autofree char *text = foyer_minisign_sign (key, hash, UNTRUSTED_COMMENT, comment);

  if (!foyer_private_file_write (path, text, strlen (text), FOYER_PRIVATE_FILE_STICK, error))
    return FALSE;
  /* Public like the bundle; FAT may refuse, and shows it to all anyway. */
  (void)g_chmod (path, 0644);
  return TRUE;
}

gboolean
foyer_bundle_publish (int archive,
                      const char *path,
                      const FoyerSignKey *key,
                      const FoyerBundleTerms *terms,
                      GError **error)
{
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  g_autofree char *signature = g_strconcat (path, FOYER_BUNDLE_SUFFIX, NULL);

  return copy_hashed (archive, path, hash, error)
         && write_signature (hash, signature, key, terms, error);
}

gboolean
foyer_bundle_sign (const char *path,
                   const char *signature_path,
                   const FoyerSignKey *key,
                   const FoyerBundleTerms *terms,
                   GError **error)
{
  guint8 hash[FOYER_MINISIGN_HASH_BYTES];
  int fd = foyer_open_regular (path, BUNDLE_MAX, NULL, error);
  gboolean ok = fd >= 0 && foyer_minisign_hash (fd, -1, BUNDLE_MAX, hash, error);

  if (fd >= 0)
    close (fd);
  return ok && write_signature (hash, signature_path, key, terms, error);
}
