/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/feed/foyer-bundle.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/crypto/foyer-trust.h"
#include "core/feed/foyer-tar.h"
#include "core/feed/foyer-usb-notes.h"
#include "scratch-dir.h"

/* Bundles: what is one, what is none, and that nothing of it is believed before it is proved. */

#define NOW_US (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)
#define EPOCH 1760000000
#define KIOSK "kiosk-abc12345"

#define PAGE(id)                                                                                   \
  "{\"next\":\"/feeds/places?afterChangeNumber=9\",\"items\":[{\"state\":\"updated\",\"kind\":"    \
  "\"places\",\"id\":\"" id "\",\"modified\":9,\"data\":{\"id\":\"" id "\"}}],\"license\":\"x\"}"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

typedef struct
{
  ScratchDir *dir; /* owned */
  char *path;      /* owned: of the bundle */
  char *signature; /* owned */
  FoyerSignKey key;
  FoyerBundleTerms terms;
} Fixture;

/* An archive that does not have to be a bundle; name, text, …, NULL. */
static void write_archive (const char *path, ...) G_GNUC_NULL_TERMINATED;
static void
write_archive (const char *path, ...)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  g_autoptr (GError) error = NULL;
  const char *name;
  va_list args;

  va_start (args, path);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *text = va_arg (args, const char *);

      foyer_tar_add (fd, name, text, strlen (text), &error);
      g_assert_no_error (error);
    }
  va_end (args);
  g_assert_true (foyer_tar_finish (fd, &error));
  close (fd);
}

static char *
dup_manifest (guint pages)
{
  g_autoptr (FoyerBundleManifest) manifest = foyer_bundle_manifest_new ();

  manifest->centre_name = g_strdup ("A centre");
  manifest->made_us = NOW_US;
  foyer_bundle_manifest_add (manifest, "places", 9, pages);
  return foyer_bundle_manifest_format (manifest);
}

static void
sign_with (Fixture *f, const FoyerSignKey *key)
{
  g_autoptr (GError) error = NULL;

  foyer_bundle_sign (f->path, f->signature, key, &f->terms, &error);
  g_assert_no_error (error);
}

static void
sign (Fixture *f)
{
  sign_with (f, &f->key);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *manifest = dup_manifest (2);

  f->dir = scratch_dir_new_fast ();
  f->path = g_build_filename (f->dir, "content.bundle", NULL);
  f->signature = g_strconcat (f->path, FOYER_BUNDLE_SUFFIX, NULL);
  f->terms = (FoyerBundleTerms){ .sequence = 7,
                                 .epoch = EPOCH,
                                 .expires_us = NOW_US + 30 * G_TIME_SPAN_DAY,
                                 .target = g_strdup (FOYER_BUNDLE_EVERYBODY) };
  foyer_sign_key_generate (&f->key);
  write_archive (f->path, "bundle.json", manifest, "feeds/places-0001.json", PAGE ("lib-a"),
                 "feeds/places-0002.json", PAGE ("lib-b"), "media/sha256-" HASH, "a film", NULL);
  sign (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  scratch_dir_free (f->dir);
  foyer_bundle_terms_clear (&f->terms);
  g_free (f->path);
  g_free (f->signature);
}

static FoyerBundle *
open_bundle (Fixture *f, GError **error)
{
  return foyer_bundle_open (f->path, f->dir, f->key.public_key, error);
}

static void
assert_refused (Fixture *f, FoyerBundleError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBundle) bundle = open_bundle (f, &error);

  g_assert_null (bundle);
  g_assert_error (error, FOYER_BUNDLE_ERROR, (int)code);
}

static gboolean
collect_page (const FoyerBundleFeed *feed, guint page, GBytes *text, gpointer data, GError **error)
{
  GString *seen = data;

  g_string_append_printf (seen, "%s %u %zu\n", feed->name, page, g_bytes_get_size (text));
  return TRUE;
}

static gboolean
collect_media (
  const char *sha256, int fd, const FoyerTarMember *member, gpointer data, GError **error)
{
  GString *seen = data;
  g_autoptr (GBytes) bytes = foyer_tar_read (fd, member, error);

  g_assert_nonnull (bytes);
  g_string_append_printf (seen, "%.4s %.*s\n", sha256, (int)member->size,
                          (const char *)g_bytes_get_data (bytes, NULL));
  return TRUE;
}

static char *
dup_seen (FoyerBundle *bundle)
{
  GString *seen = g_string_new (NULL);
  const FoyerBundleVisitor visitor = { collect_page, collect_media, seen };
  g_autoptr (GError) error = NULL;

  foyer_bundle_visit (bundle, &visitor, &error);
  g_assert_no_error (error);
  return g_string_free (seen, FALSE);
}

static void
test_opens (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBundle) bundle = open_bundle (f, &error);
  g_autofree char *seen = NULL;
  g_autofree char *again = NULL;
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (foyer_bundle_get_terms (bundle)->sequence, ==, 7);
  g_assert_cmpstr (foyer_bundle_get_manifest (bundle)->centre_name, ==, "A centre");
  expected = g_strdup_printf ("places 1 %zu\nplaces 2 %zu\n0123 a film\n", strlen (PAGE ("lib-a")),
                              strlen (PAGE ("lib-b")));
  seen = dup_seen (bundle);
  g_assert_cmpstr (seen, ==, expected);
  again = dup_seen (bundle);
  g_assert_cmpstr (again, ==, expected);
}

/* A stick that shows one thing to be proved and another to be read. */
static void
test_reads_its_copy (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerBundle) bundle = open_bundle (f, NULL);
  g_autofree char *seen = NULL;

  g_assert_nonnull (bundle);
  write_archive (f->path, "bundle.json", "{}", NULL);
  seen = dup_seen (bundle);
  g_assert_nonnull (strstr (seen, "a film"));
}

/* A stick that gives back other bytes than it was given: they are not what is signed. */
static void
test_signs_what_it_read (Fixture *f, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (f->dir, "stick", NULL);
  g_autoptr (FoyerBundle) bundle = NULL;
  g_autoptr (FoyerBundle) forged = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_open (f->path, O_RDONLY, 0);

  foyer_bundle_publish (fd, elsewhere, &f->key, &f->terms, &error);
  g_assert_no_error (error);
  close (fd);
  bundle = foyer_bundle_open (elsewhere, f->dir, f->key.public_key, &error);
  g_assert_no_error (error);
  write_archive (elsewhere, "bundle.json", "{}", NULL);
  forged = foyer_bundle_open (elsewhere, f->dir, f->key.public_key, &error);
  g_assert_null (forged);
  g_assert_error (error, FOYER_BUNDLE_ERROR, FOYER_BUNDLE_ERROR_FORGED);
}

/* Every byte of both files, one bit of each; none may be taken. */
static void
sweep (Fixture *f, const char *path, guint *n)
{
  g_autofree char *whole = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (gsize at = 0; at < size; at++)
    {
      char before = whole[at];
      g_autoptr (FoyerBundle) bundle = NULL;
      FILE *file = g_fopen (path, "r+");

      g_assert_cmpint (fseek (file, (long)at, SEEK_SET), ==, 0);
      g_assert_cmpint (fputc (before ^ (1 << (at % 8)), file), !=, EOF);
      fclose (file);
      bundle = open_bundle (f, NULL);
      g_assert_null (bundle);
      file = g_fopen (path, "r+");
      g_assert_cmpint (fseek (file, (long)at, SEEK_SET), ==, 0);
      g_assert_cmpint (fputc (before, file), !=, EOF);
      fclose (file);
      (*n)++;
    }
}

static void
test_single_bytes (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerBundle) control = NULL;
  guint n = 0;

  sweep (f, f->signature, &n);
  sweep (f, f->path, &n);
  control = open_bundle (f, NULL);
  g_assert_nonnull (control);
  g_test_message ("%u single-byte changes, none taken", n);
  g_assert_cmpuint (n, >, 5000);
}

static void
test_cut_off (Fixture *f, gconstpointer data)
{
  const char *paths[] = { f->path, f->signature };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *whole = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (paths[i], &whole, &size, NULL));
      for (gsize length = 0; length < size; length += i == 0 ? 64 : 1)
        {
          g_autoptr (FoyerBundle) bundle = NULL;

          g_assert_true (g_file_set_contents (paths[i], whole, (gssize)length, NULL));
          bundle = open_bundle (f, NULL);
          g_assert_null (bundle);
        }
      g_assert_true (g_file_set_contents (paths[i], whole, (gssize)size, NULL));
    }
}

static void
test_unsigned (Fixture *f, gconstpointer data)
{
  FoyerSignKey other;

  foyer_sign_key_generate (&other);
  sign_with (f, &other);
  assert_refused (f, FOYER_BUNDLE_ERROR_FORGED);
  g_assert_cmpint (g_unlink (f->signature), ==, 0);
  assert_refused (f, FOYER_BUNDLE_ERROR_UNSIGNED);
}

/* What is no archive at all is not even looked at while its signature is wrong; with a good one
 * it is refused for what it is. */
static void
test_proved_before_parsed (Fixture *f, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (4096, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBundle) bundle = NULL;

  g_assert_true (g_file_set_contents (f->path, garbage, -1, NULL));
  assert_refused (f, FOYER_BUNDLE_ERROR_FORGED);
  sign (f);
  bundle = open_bundle (f, &error);
  g_assert_null (bundle);
  g_assert_error (error, FOYER_TAR_ERROR, FOYER_TAR_ERROR_INVALID);
}

static void
test_signed_and_no_bundle (Fixture *f, gconstpointer data)
{
  g_autofree char *one = dup_manifest (1);
  g_autofree char *two = dup_manifest (2);
  const char *first = "feeds/places-0001.json", *second = "feeds/places-0002.json";
  const char *film = "media/sha256-" HASH;

  write_archive (f->path, NULL);
  sign (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_INVALID);
  write_archive (f->path, first, PAGE ("a"), "bundle.json", one, NULL);
  sign (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_INVALID);
  write_archive (f->path, "bundle.json", "{\"format\":\"foyer-bundle-2\"}", NULL);
  sign (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_INVALID);
  write_archive (f->path, "bundle.json", two, first, PAGE ("a"), NULL);
  sign (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_INVALID);
  write_archive (f->path, "bundle.json", one, first, PAGE ("a"), second, PAGE ("b"), NULL);
  sign (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_INVALID);
  write_archive (f->path, "bundle.json", one, first, PAGE ("a"), film, "x", film, "x", NULL);
  sign (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_INVALID);
}

static void
test_terms (Fixture *f, gconstpointer data)
{
  static const char *const bad[]
    = { "",
        "foyer-bundle-1",
        "foyer-bundle-2 sequence=7 expires=2026-12-24T00:00:00Z target=* epoch=1",
        "foyer-bundle-1 sequence=07 expires=2026-12-24T00:00:00Z target=* epoch=1",
        "foyer-bundle-1 sequence=0 expires=2026-12-24T00:00:00Z target=* epoch=1",
        "foyer-bundle-1 sequence=-7 expires=2026-12-24T00:00:00Z target=* epoch=1",
        "foyer-bundle-1 sequence=7 expires=2026-12-24T00:00:00+00:00 target=* epoch=1",
        "foyer-bundle-1 sequence=7 expires=soon target=* epoch=1",
        "foyer-bundle-1 sequence=7 expires=2026-12-24T00:00:00Z target= epoch=1",
        "foyer-bundle-1 sequence=7 expires=2026-12-24T00:00:00Z target=* epoch=1 ",
        "foyer-bundle-1 sequence=7  expires=2026-12-24T00:00:00Z target=* epoch=1",
        "foyer-bundle-1 expires=2026-12-24T00:00:00Z sequence=7 target=* epoch=1" };
  const char *good
    = "foyer-bundle-1 sequence=7 expires=2026-12-24T00:00:00Z target=* epoch=1760000000";
  g_auto (FoyerBundleTerms) terms = { 0 };
  g_autofree char *again = NULL;

  g_assert_true (foyer_bundle_terms_parse (good, &terms));
  again = foyer_bundle_terms_format (&terms);
  g_assert_cmpstr (again, ==, good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (FoyerBundleTerms) none = { 0 };

      g_assert_false (foyer_bundle_terms_parse (bad[i], &none));
    }
}

static void
test_who_may_apply (Fixture *f, gconstpointer data)
{
  struct
  {
    const char *target;
    gint64 known_epoch, done_epoch, done_sequence, now_us;
    int code; /* -1: may */
  } cases[] = {
    { "*", EPOCH, 0, 0, NOW_US, -1 },
    { KIOSK, EPOCH, 0, 0, NOW_US, -1 },
    { "*", EPOCH, EPOCH, 6, NOW_US, -1 },
    { "*", EPOCH, EPOCH - 1, 900, NOW_US, -1 }, /* a new epoch may count anew */
    { "*", EPOCH, 0, 0, NOW_US + 30 * G_TIME_SPAN_DAY - 1, -1 },
    { "*", EPOCH, 0, 0, NOW_US + 30 * G_TIME_SPAN_DAY, FOYER_BUNDLE_ERROR_EXPIRED },
    { "kiosk-other123", EPOCH, 0, 0, NOW_US, FOYER_BUNDLE_ERROR_TARGET },
    { "*", EPOCH, EPOCH, 7, NOW_US, FOYER_BUNDLE_ERROR_ROLLBACK },
    { "*", EPOCH, EPOCH, 8, NOW_US, FOYER_BUNDLE_ERROR_ROLLBACK },
    { "*", EPOCH + 1, EPOCH, 1, NOW_US, FOYER_BUNDLE_ERROR_ROLLBACK },
  };
  g_autoptr (GHashTable) messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean may;

      g_free (f->terms.target);
      f->terms.target = g_strdup (cases[i].target);
      may = foyer_bundle_check_terms (&f->terms, KIOSK, cases[i].known_epoch, cases[i].done_epoch,
                                      cases[i].done_sequence, cases[i].now_us, &error);
      g_assert_cmpint (may, ==, cases[i].code < 0);
      if (may)
        continue;
      g_assert_error (error, FOYER_BUNDLE_ERROR, cases[i].code);
      /* Each says something of its own. */
      g_assert_true (g_hash_table_add (messages, g_strdup (error->message)));
    }
}

/* ---- the archive by itself ---- */

static void
test_names (void)
{
  static const char *const bad[]
    = { "",
        "bundle.json/",
        "/bundle.json",
        "./bundle.json",
        "../bundle.json",
        "feeds/",
        "feeds/places.json",
        "feeds/places-1.json",
        "feeds/places-00001.json",
        "feeds/Places-0001.json",
        "feeds/../x-0001.json",
        "feeds/places-0001.json.",
        "media/sha256-0123",
        "media/sha256-" HASH "0",
        "media/sha256-0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "media/../../etc/passwd" };

  g_assert_cmpint (foyer_tar_size_limit ("bundle.json"), >, 0);
  g_assert_cmpint (foyer_tar_size_limit ("feeds/places-0001.json"), >, 0);
  g_assert_cmpint (foyer_tar_size_limit ("media/sha256-" HASH), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (foyer_tar_size_limit (bad[i]), ==, 0);
}

static void
fix_checksum (guint8 block[FOYER_TAR_BLOCK])
{
  guint sum = 0;

  memset (block + 148, ' ', 8);
  for (guint i = 0; i < FOYER_TAR_BLOCK; i++)
    sum += block[i];
  g_snprintf ((char *)block + 148, 7, "%06o", sum);
}

/* With a checksum that fits: a link, a directory, a device, a long name, pax, an owner, a date. */
static void
test_headers (void)
{
  static const FoyerTarMember member = { "feeds/places-0001.json", 1234 };
  static const struct
  {
    guint at;
    char what;
  } changes[]
    = { { 156, '1' }, { 156, '2' }, { 156, '3' },        { 156, '5' },  { 156, '6' }, { 156, 'x' },
        { 156, 'g' }, { 156, 'L' }, { 156, 'S' },        { 156, '\0' }, { 100, '4' }, { 114, '1' },
        { 122, '1' }, { 146, '1' }, { 157, 'x' },        { 263, '1' },  { 265, 'r' }, { 345, 'x' },
        { 500, 'x' }, { 124, '8' }, { 124, (char)0x80 }, { 135, ' ' },  { 30, 'x' } };
  guint8 block[FOYER_TAR_BLOCK];
  FoyerTarMember read;

  foyer_tar_format_header (&member, block);
  g_assert_true (foyer_tar_parse_header (block, &read, NULL));
  g_assert_cmpstr (read.name, ==, member.name);
  g_assert_cmpint (read.size, ==, 1234);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      foyer_tar_format_header (&member, block);
      block[changes[i].at] = (guint8)changes[i].what;
      fix_checksum (block);
      g_assert_false (foyer_tar_parse_header (block, &read, &error));
      g_assert_error (error, FOYER_TAR_ERROR, FOYER_TAR_ERROR_INVALID);
    }
}

static void
test_sizes (void)
{
  FoyerTarMember member = { "bundle.json", 1024 * 1024 };
  guint8 block[FOYER_TAR_BLOCK];
  FoyerTarMember read;

  foyer_tar_format_header (&member, block);
  g_assert_true (foyer_tar_parse_header (block, &read, NULL));
  member.size++;
  foyer_tar_format_header (&member, block);
  g_assert_false (foyer_tar_parse_header (block, &read, NULL));
}

/* Any tar program reads it. */
static void
test_real_tar (Fixture *f, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *program = g_find_program_in_path ("tar");
  char *argv[] = { program, (char *)"-xOf", f->path, (char *)"media/sha256-" HASH, NULL };
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    {
      g_test_skip ("tar is not installed");
      return;
    }
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out, ==, "a film");
}

/* ---- what a kiosk remembers of sticks ---- */

static void
test_notes (Fixture *f, gconstpointer data)
{
  FoyerTrust trust = { .kiosk_id = (char *)KIOSK, .sign_key = { 1, 2, 3 } };
  FoyerTrust other = { .kiosk_id = (char *)KIOSK, .sign_key = { 3, 2, 1 } };
  g_autofree char *folder = g_build_filename (f->dir, "identity", NULL);
  g_autofree char *path = g_build_filename (folder, "usb.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerUsbNotes) notes = NULL;
  g_autoptr (FoyerUsbNotes) again = NULL;
  g_autoptr (FoyerUsbNotes) elsewhere = NULL;
  g_autoptr (FoyerUsbNotes) damaged = NULL;
  g_autofree char *nonce = foyer_usb_nonce_new ();

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  notes = foyer_usb_notes_load (f->dir, &trust, &error);
  g_assert_no_error (error);
  g_assert_cmpint (notes->sequence, ==, 0);
  foyer_usb_notes_see_epoch (notes, EPOCH);
  notes->sequence = 7;
  foyer_usb_notes_see_epoch (notes, EPOCH - 1); /* changes nothing */
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *one = foyer_usb_nonce_new ();

      foyer_usb_notes_add_nonce (notes, one);
    }
  foyer_usb_notes_add_nonce (notes, nonce);
  g_assert_true (foyer_usb_notes_save (notes, f->dir, &trust, &error));
  again = foyer_usb_notes_load (f->dir, &trust, &error);
  g_assert_cmpint (again->epoch, ==, EPOCH);
  g_assert_cmpint (again->sequence, ==, 7);
  g_assert_cmpuint (again->nonces->len, ==, 16);
  g_assert_true (foyer_usb_notes_has_nonce (again, nonce));
  foyer_usb_notes_forget_nonce (again, nonce);
  g_assert_false (foyer_usb_notes_has_nonce (again, nonce));
  foyer_usb_notes_see_epoch (again, EPOCH + 1);
  g_assert_cmpint (again->sequence, ==, 0);
  elsewhere = foyer_usb_notes_load (f->dir, &other, &error);
  g_assert_cmpint (elsewhere->sequence, ==, 0);
  g_assert_true (g_file_set_contents (path, "{\"format\":\"foyer-u", -1, NULL));
  damaged = foyer_usb_notes_load (f->dir, &trust, &error);
  g_assert_null (damaged);
  g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/bundle/a-good-one-opens-and-can-be-walked-twice", test_opens);
  ADD ("/bundle/what-was-proved-is-what-is-read", test_reads_its_copy);
  ADD ("/bundle/what-was-read-is-what-is-signed", test_signs_what_it_read);
  ADD ("/bundle/a-byte-changed-anywhere-is-refused", test_single_bytes);
  ADD ("/bundle/one-that-is-cut-off-is-refused", test_cut_off);
  ADD ("/bundle/unsigned-and-signed-by-another-are-refused", test_unsigned);
  ADD ("/bundle/nothing-is-parsed-before-it-is-proved", test_proved_before_parsed);
  ADD ("/bundle/signed-but-put-together-wrongly-is-refused", test_signed_and_no_bundle);
  ADD ("/bundle/terms-are-written-one-way-only", test_terms);
  ADD ("/bundle/target-epoch-sequence-and-expiry-each-refuse", test_who_may_apply);
  ADD ("/bundle/a-real-tar-reads-it", test_real_tar);
  ADD ("/bundle/notes-of-sticks-outlive-and-fit-their-centre", test_notes);
  g_test_add_func ("/tar/only-known-names-belong-in-it", test_names);
  g_test_add_func ("/tar/only-plain-files-are-taken", test_headers);
  g_test_add_func ("/tar/sizes-have-bounds", test_sizes);
  return g_test_run ();
}
