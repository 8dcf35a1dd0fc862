/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"
#define _GNU_SOURCE /* memfd_create () */

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/feed/foyer-bundle.h"
#include "fuzz-scratch.h"
#include "fuzz.h"

/* What comes on a stick: the terms, the list of contents, the signature's file, the tar file, and a
 * whole bundle that the centre did sign (its list, NUL, its pages, NUL between them). The first
 * byte says which.
 */

#define EXPIRES_US (FUZZ_NOW_US + 30 * G_TIME_SPAN_DAY)

static void
read_terms (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_auto (FoyerBundleTerms) terms = { 0 };
  g_auto (FoyerBundleTerms) same = { 0 };
  g_autofree char *again = NULL;

  if (!foyer_bundle_terms_parse (text, &terms))
    return;
  again = foyer_bundle_terms_format (&terms);
  g_assert_true (foyer_bundle_terms_parse (again, &same));
  g_assert_cmpint (terms.sequence, ==, same.sequence);
  g_assert_cmpint (terms.epoch, ==, same.epoch);
  g_assert_cmpint (terms.expires_us, ==, same.expires_us);
  g_assert_cmpstr (terms.target, ==, same.target);
  foyer_bundle_check_terms (&terms, "kiosk-1", 7, 7, 3, FUZZ_NOW_US, NULL);
}

static void
read_manifest (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (FoyerBundleManifest) manifest = foyer_bundle_manifest_parse (bytes);
  g_autoptr (FoyerBundleManifest) same = NULL;
  g_autoptr (GBytes) again = NULL;
  char *text = NULL;

  if (manifest == NULL)
    return;
  text = foyer_bundle_manifest_format (manifest);
  again = g_bytes_new_take (text, strlen (text));
  same = foyer_bundle_manifest_parse (again);
  g_assert_nonnull (same);
  g_assert_cmpuint (same->feeds->len, ==, manifest->feeds->len);
}

/* Not signed by the centre, whatever it says: the one good signature of this hash is a secret. */
static void
read_signature (const uint8_t *data, size_t size)
{
  static const guint8 hash[FOYER_MINISIGN_HASH_BYTES] = { 1 };
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autofree char *comment = NULL;
  g_autofree char *trusted = NULL;
  FoyerMinisignKey key, parsed;
  FoyerSignKey sign;

  fuzz_fixed_sign_key (4, &sign);
  foyer_minisign_key_init (&key, sign.public_key);
  trusted = foyer_minisign_verify (&key, hash, (const char *)data, size, &comment, NULL);
  g_assert_null (trusted);
  if (foyer_minisign_key_parse (text, &parsed, NULL))
    {
      g_autofree char *again = foyer_minisign_key_format (&parsed);

      g_assert_true (foyer_minisign_key_parse (again, &key, NULL));
      g_assert_cmpmem (&key, sizeof key, &parsed, sizeof parsed);
    }
}

static void
read_tar (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);
  FoyerTarMember member;
  gboolean is_end = FALSE, is_odd = FALSE;

  if (size > 0)
    g_assert_cmpint (write (fd, data, size), ==, (ssize_t)size);
  lseek (fd, 0, SEEK_SET);
  while (foyer_tar_next (fd, &member, &is_end, NULL) && !is_end)
    {
      g_autoptr (GBytes) bytes = is_odd ? foyer_tar_read (fd, &member, NULL) : NULL;

      g_assert_cmpint (member.size, <=, foyer_tar_size_limit (member.name));
      if (is_odd ? bytes == NULL : !foyer_tar_skip (fd, &member, NULL))
        break;
      is_odd = !is_odd;
    }
  close (fd);
}

static gboolean
take_page (const FoyerBundleFeed *feed, guint page, GBytes *text, gpointer data, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  g_autoptr (FoyerFeedPage) parsed
    = feed->is_known ? foyer_feed_page_parse (feed->kind, bytes, size, NULL) : NULL;

  g_assert_true (parsed == NULL || parsed->kind == feed->kind);
  return TRUE;
}

static gboolean
take_media (const char *sha256, int fd, const FoyerTarMember *member, gpointer data, GError **error)
{
  return foyer_tar_skip (fd, member, error);
}

/* The text up to the next NUL. */
static size_t
take_part (const uint8_t **data, size_t *size, const uint8_t **part)
{
  const uint8_t *end = *size > 0 ? memchr (*data, '\0', *size) : NULL;
  size_t n = end ? (size_t)(end - *data) : *size;

  *part = *data;
  *data += end ? n + 1 : n;
  *size -= end ? n + 1 : n;
  return n;
}

static void
write_bundle (const char *path, const uint8_t *data, size_t size)
{
  const uint8_t *part = NULL;
  size_t n = take_part (&data, &size, &part);
  int fd = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_true (foyer_tar_add (fd, "bundle.json", n > 0 ? (gconstpointer)part : "", n, NULL));
  for (guint i = 1; size > 0 && i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("feeds/listings-%04u.json", i);

      n = take_part (&data, &size, &part);
      g_assert_true (foyer_tar_add (fd, name, n > 0 ? (gconstpointer)part : "", n, NULL));
    }
  g_assert_true (foyer_tar_finish (fd, NULL));
  close (fd);
}

static void
read_bundle (const uint8_t *data, size_t size)
{
  const FoyerBundleVisitor visitor = { take_page, take_media, NULL };
  const FoyerBundleTerms terms
    = { .sequence = 4, .epoch = 7, .expires_us = EXPIRES_US, .target = (char *)"*" };
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "bundle.tar", NULL);
  g_autofree char *signature = g_strconcat (path, FOYER_BUNDLE_SUFFIX, NULL);
  g_autoptr (FoyerBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSignKey key;

  fuzz_fixed_sign_key (1, &key);
  write_bundle (path, data, size);
  g_assert_true (foyer_bundle_sign (path, signature, &key, &terms, NULL));
  bundle = foyer_bundle_open (path, fuzz_scratch_get (), key.public_key, &error);
  g_assert_true ((bundle == NULL) == (error != NULL));
  if (bundle == NULL)
    return;
  g_assert_cmpint (foyer_bundle_get_terms (bundle)->sequence, ==, terms.sequence);
  foyer_bundle_visit (bundle, &visitor, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static void (*const modes[]) (const uint8_t *, size_t)
    = { read_terms, read_manifest, read_signature, read_tar, read_bundle };
  guint8 mode = fuzz_take_mode (&data, &size);

  modes[mode % G_N_ELEMENTS (modes)](data, size);
  return 0;
}
