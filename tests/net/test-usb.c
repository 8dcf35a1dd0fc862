/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-usb.h"

#include <glib/gstdio.h>

#include "centre/foyer-centre-bundle.h"
#include "core/crypto/foyer-signed-file.h"
#include "core/feed/foyer-bundle.h"
#include "core/model/foyer-json.h"
#include "core/store/foyer-media-cache.h"
#include "net-fixture.h"
#include "sync/foyer-receipt.h"

/* The line on foot: content to a kiosk and records back, with a centre that runs all the while and
 * that the kiosk never asks. */

typedef struct
{
  Net *net;     /* owned; its store and outbox are closed: foyer_usb_… opens them */
  char *stick;  /* owned: a folder */
  char *bundle; /* owned: a path on it */
  char *outbox, *receipt;
} Fixture;

static void
close_kiosk (Fixture *f)
{
  g_clear_pointer (&f->net->store, foyer_store_close);
  g_clear_pointer (&f->net->outbox, foyer_outbox_close);
}

static void
open_kiosk (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  close_kiosk (f);
  f->net->store = foyer_store_open (f->net->state, &error);
  g_assert_no_error (error);
  foyer_store_set_clock (f->net->store, f->net->clock);
  f->net->outbox = foyer_outbox_open (f->net->state, f->net->clock, NULL, &error);
  g_assert_no_error (error);
  foyer_outbox_port_init_direct (&f->net->port, f->net->outbox);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->net = net_new ();
  close_kiosk (f);
  f->stick = g_dir_make_tmp ("foyer-stick-XXXXXX", NULL);
  f->bundle = g_build_filename (f->stick, "content.bundle", NULL);
  f->outbox = g_build_filename (f->stick, "outbox.signed", NULL);
  f->receipt = g_build_filename (f->stick, "receipt.signed", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  net_free (f->net);
  foyer_test_remove_tree (f->stick);
  g_free (f->stick);
  g_free (f->bundle);
  g_free (f->outbox);
  g_free (f->receipt);
}

static gint64
make_bundle (Fixture *f, const char *target, guint days)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  FoyerBundleMade made = { .problems = problems };

  foyer_centre_bundle_make (foyer_test_centre_get_dir (f->net->centre), f->bundle, target, days,
                            f->net->clock, &made, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return made.sequence;
}

static FoyerSyncReport *
apply (Fixture *f)
{
  FoyerSyncReport *report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;

  foyer_usb_apply (f->net->state, f->bundle, f->net->clock, report, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static void
import_media (Fixture *f, const char *id, const char *text)
{
  g_autofree char *hash = foyer_test_centre_add_media (f->net->centre, text, strlen (text));
  g_autofree char *items
    = g_strdup_printf ("[{\"id\":\"%s\",\"file\":\"x.vtt\",\"sha256\":\"%s\",\"bytes\":%zu,"
                       "\"type\":\"text/vtt\",\"title\":\"Captions\"}]",
                       id, hash, strlen (text));

  foyer_test_centre_import (f->net->centre, "media", items);
}

static gboolean
has_media (Fixture *f, const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *path = foyer_media_cache_dup_path (f->net->state, hash);

  return path != NULL;
}

static guint
count_listings (Fixture *f)
{
  g_autoptr (FoyerStore) store = foyer_store_open_reader (f->net->state, NULL);

  return foyer_store_count (store, FOYER_KIND_LISTINGS);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static gint64
apply_at_1970 (Fixture *f)
{
  g_autoptr (FoyerClock) base = foyer_clock_new_fake (G_USEC_PER_SEC);
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (base, f->net->state);
  g_autoptr (FoyerClock) after = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;

  foyer_usb_apply (f->net->state, f->bundle, clock, report, NULL, &error);
  g_assert_no_error (error);
  after = foyer_clock_new_corrected (base, f->net->state);
  g_assert_cmpint (foyer_clock_now_us (clock), ==, foyer_clock_now_us (after));
  return foyer_clock_now_us (after);
}

/* A kiosk that is never online, and whose clock has no battery. */
static void
test_floor (Fixture *f, gconstpointer data)
{
  gint64 made_us = foyer_clock_now_us (f->net->clock) / G_USEC_PER_SEC * G_USEC_PER_SEC;
  g_autoptr (FoyerClock) ahead = foyer_clock_new_corrected (f->net->clock, f->net->state);

  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 7);
  g_assert_cmpint (apply_at_1970 (f), ==, made_us);
  foyer_clock_correct (ahead, made_us + G_TIME_SPAN_DAY);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 7);
  g_assert_cmpint (apply_at_1970 (f), ==, made_us + G_TIME_SPAN_DAY);
}

/* Everything a kiosk keeps, as one hash: a refusal must not move it. */
static void
add_state (GChecksum *checksum, const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (dir, names->pdata[i], NULL);
      g_autofree char *data = NULL;
      gsize size = 0;

      /* SQLite's shared memory is not what is kept. */
      if (g_str_has_suffix (path, "-shm") || g_str_has_suffix (path, "-wal"))
        continue;
      g_checksum_update (checksum, (const guchar *)path, -1);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_state (checksum, path);
      else if (g_file_get_contents (path, &data, &size, NULL))
        g_checksum_update (checksum, (const guchar *)data, (gssize)size);
    }
}

static char *
dup_state (Fixture *f)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_state (checksum, f->net->state);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
assert_refused (Fixture *f, int code)
{
  g_autofree char *before = dup_state (f);
  g_autofree char *after = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_usb_apply (f->net->state, f->bundle, f->net->clock, report, NULL, &error));
  g_assert_error (error, FOYER_BUNDLE_ERROR, code);
  after = dup_state (f);
  g_assert_cmpstr (before, ==, after);
}

static void
test_content (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (FoyerSyncReport) line = NULL;

  net_import_listings (f->net, 0, 1200, "A title");
  import_media (f, "film", "WEBVTT one\n");
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  f->net->sent = 0;
  first = apply (f);
  g_assert_cmpuint (f->net->sent, ==, 0);
  g_assert_cmpuint (first->updated, ==, 1201);
  g_assert_cmpuint (first->media_fetched, ==, 1);
  g_assert_cmpuint (first->problems->len, ==, 0);
  g_assert_cmpuint (count_listings (f), ==, 1200);
  g_assert_true (has_media (f, "WEBVTT one\n"));
  /* What is not in the next one any more goes, films too. */
  foyer_test_centre_delete (f->net->centre, "listings", "l-0003");
  foyer_test_centre_delete (f->net->centre, "media", "film");
  make_bundle (f, f->net->trust->kiosk_id, 30);
  second = apply (f);
  g_assert_cmpuint (second->deleted, ==, 2);
  g_assert_cmpuint (count_listings (f), ==, 1199);
  g_assert_false (has_media (f, "WEBVTT one\n"));
  /* A line that comes later goes on from there. */
  net_import_listings (f->net, 5000, 1, "New");
  open_kiosk (f);
  line = net_sync (f->net, NULL);
  g_assert_cmpuint (line->updated, ==, 1);
  g_assert_cmpuint (line->deleted, ==, 0);
  g_assert_cmpuint (line->pages, <=, 2);
}

static void
test_refusals (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSyncReport) applied = NULL;
  g_autofree char *old_bundle = g_build_filename (f->stick, "old", NULL);
  g_autofree char *old_signature = g_strconcat (old_bundle, FOYER_BUNDLE_SUFFIX, NULL);
  g_autofree char *signature = g_strconcat (f->bundle, FOYER_BUNDLE_SUFFIX, NULL);
  g_autofree char *content = g_build_filename (f->net->state, "content.db", NULL);
  g_autofree char *other = NULL;

  net_import_listings (f->net, 0, 3, "A title");
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  g_assert_cmpint (g_rename (f->bundle, old_bundle), ==, 0);
  g_assert_cmpint (g_rename (signature, old_signature), ==, 0);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  applied = apply (f);
  assert_refused (f, FOYER_BUNDLE_ERROR_ROLLBACK); /* the same again */
  other = g_steal_pointer (&f->bundle);
  f->bundle = g_strdup (old_bundle);
  assert_refused (f, FOYER_BUNDLE_ERROR_ROLLBACK); /* an older one */
  /* The floor does not go with content.db. */
  g_assert_cmpint (g_unlink (content), ==, 0);
  assert_refused (f, FOYER_BUNDLE_ERROR_ROLLBACK);
  g_free (f->bundle);
  f->bundle = g_steal_pointer (&other);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  foyer_clock_advance (f->net->clock, 30 * G_TIME_SPAN_DAY);
  assert_refused (f, FOYER_BUNDLE_ERROR_EXPIRED);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  g_assert_cmpint (g_unlink (signature), ==, 0);
  assert_refused (f, FOYER_BUNDLE_ERROR_UNSIGNED);
}

static void
test_other_kiosk (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerTransport) line
    = foyer_soup_transport_new (foyer_test_centre_get_url (f->net->centre), 10, NULL);
  g_autofree char *code = foyer_test_centre_invite (f->net->centre, "lib-other");
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_autoptr (FoyerTrust) other = NULL;
  FoyerBundleMade made = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (
    foyer_sync_enrol (line, foyer_test_centre_get_url (f->net->centre), code, state, NULL, NULL));
  other = foyer_trust_load (state, NULL);
  make_bundle (f, other->kiosk_id, 30);
  assert_refused (f, FOYER_BUNDLE_ERROR_TARGET);
  g_assert_false (foyer_centre_bundle_make (foyer_test_centre_get_dir (f->net->centre), f->bundle,
                                            "kiosk-nobody00", 30, f->net->clock, &made, &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
  foyer_test_remove_tree (state);
}

/* The bundle was made before the kiosk had the line for a while: what the line took away stays
 * away. */
static void
test_line_is_newer (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSyncReport) line = NULL;
  g_autoptr (FoyerSyncReport) bundle = NULL;

  net_import_listings (f->net, 0, 3, "A title");
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  foyer_test_centre_delete (f->net->centre, "listings", "l-0001");
  open_kiosk (f);
  line = net_sync (f->net, NULL);
  g_assert_cmpuint (line->updated, ==, 2);
  close_kiosk (f);
  bundle = apply (f);
  g_assert_cmpuint (bundle->updated, ==, 0);
  g_assert_cmpuint (count_listings (f), ==, 2);
}

static gint64
no_room (const char *dir)
{
  return FOYER_MEDIA_RESERVE_BYTES;
}

static void
test_no_room (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSyncReport) report = NULL;

  net_import_listings (f->net, 0, 3, "A title");
  import_media (f, "film", "WEBVTT one\n");
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  foyer_pull_set_free_bytes_func (no_room);
  report = apply (f);
  foyer_pull_set_free_bytes_func (NULL);
  g_assert_cmpuint (report->updated, ==, 4);
  g_assert_cmpuint (report->media_fetched, ==, 0);
  g_assert_cmpuint (report->problems->len, ==, 1);
}

/* ---- records ---- */

static void
sign_up (Fixture *f, guint n)
{
  open_kiosk (f);
  for (guint i = 0; i < n; i++)
    g_free (net_sign_up (f->net, "Tabitha"));
  close_kiosk (f);
}

static guint
collect (Fixture *f)
{
  guint collected = 0, left = 0;
  g_autoptr (GError) error = NULL;

  foyer_usb_collect (f->net->state, f->outbox, f->net->clock, &collected, &left, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left, ==, 0);
  return collected;
}

static FoyerBundleDelivered
deliver_with (Fixture *f, gboolean accept_revoked, GError **error)
{
  FoyerBundleDelivered delivered = { 0 };

  foyer_centre_bundle_deliver (foyer_test_centre_get_dir (f->net->centre), f->outbox, f->receipt,
                               accept_revoked, &delivered, error);
  g_clear_pointer (&delivered.kiosk, g_free);
  return delivered;
}

static FoyerBundleDelivered
deliver (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FoyerBundleDelivered delivered = deliver_with (f, FALSE, &error);

  g_assert_no_error (error);
  return delivered;
}

static guint
settle (Fixture *f, GError **error)
{
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  gboolean ok = foyer_usb_settle (f->net->state, f->receipt, f->net->clock, report, error);

  g_assert_true (ok || report->acknowledged == 0);
  return report->acknowledged;
}

static FoyerOutboxCounts
counts (Fixture *f)
{
  FoyerOutboxCounts found;

  open_kiosk (f);
  found = net_counts (f->net);
  close_kiosk (f);
  return found;
}

static void
test_records (Fixture *f, gconstpointer data)
{
  FoyerBundleDelivered delivered;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  sign_up (f, 120);
  g_assert_cmpuint (collect (f), ==, 120);
  g_assert_cmpuint (counts (f).waiting, ==, 120);
  g_assert_cmpint (g_stat (f->outbox, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (f->outbox, &text, NULL, NULL));
  g_assert_null (strstr (text, "Tabitha"));
  g_assert_null (strstr (text, "07700900123"));
  delivered = deliver (f);
  g_assert_cmpuint (delivered.stored, ==, 120);
  delivered = deliver (f);
  g_assert_cmpuint (delivered.stored, ==, 0);
  g_assert_cmpuint (delivered.duplicate, ==, 120);
  g_assert_cmpint (foyer_test_centre_count_records (f->net->centre), ==, 120);
  g_assert_cmpuint (counts (f).waiting, ==, 120); /* nothing is known here yet */
  g_assert_cmpuint (settle (f, &error), ==, 120);
  g_assert_no_error (error);
  g_assert_cmpuint (counts (f).waiting, ==, 0);
  g_assert_cmpuint (counts (f).received, ==, 120);
  g_assert_cmpuint (settle (f, &error), ==, 0);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
}

/* One bit of one byte at a time, refused each time; step: of the body, its first line is whole. */
static void
sweep (Fixture *f, const char *path, guint step, gboolean (*is_taken) (Fixture *f))
{
  g_autofree char *whole = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (gsize at = 0; at < size; at += at < 256 ? 1 : step)
    {
      whole[at] ^= (char)(1 << (at % 8));
      g_assert_true (g_file_set_contents (path, whole, (gssize)size, NULL));
      g_assert_false (is_taken (f));
      whole[at] ^= (char)(1 << (at % 8));
    }
  g_assert_true (g_file_set_contents (path, whole, (gssize)size, NULL));
  g_assert_true (is_taken (f));
}

static gboolean
is_delivered (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  deliver_with (f, FALSE, &error);
  return error == NULL;
}

static gboolean
is_settled (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  settle (f, &error);
  return error == NULL;
}

static void
test_single_bytes (Fixture *f, gconstpointer data)
{
  sign_up (f, 1);
  collect (f);
  sweep (f, f->outbox, 5, is_delivered);
  g_assert_cmpint (foyer_test_centre_count_records (f->net->centre), ==, 1);
  sweep (f, f->receipt, 1, is_settled);
  g_assert_cmpuint (counts (f).waiting, ==, 0);
}

static gboolean
revoke_kiosk (FoyerCentreStore *store, gpointer data, GError **error)
{
  gboolean is_known = FALSE;

  return foyer_centre_store_set_revoked (store, data, 1, &is_known, error) && is_known;
}

static void
test_revoked (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerBundleMade made = { 0 };

  sign_up (f, 1);
  collect (f);
  foyer_test_centre_write (f->net->centre, revoke_kiosk, f->net->trust->kiosk_id);
  deliver_with (f, FALSE, &error);
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
  g_assert_cmpint (foyer_test_centre_count_records (f->net->centre), ==, 0);
  g_clear_error (&error);
  g_assert_cmpuint (deliver_with (f, TRUE, &error).stored, ==, 1);
  g_assert_no_error (error);
  g_assert_false (foyer_centre_bundle_make (foyer_test_centre_get_dir (f->net->centre), f->bundle,
                                            f->net->trust->kiosk_id, 30, f->net->clock, &made,
                                            &error));
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
}

static void
test_stranger (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = foyer_signed_file_format (
    &f->net->trust->kiosk_key, FOYER_CONTEXT_OUTBOX, "kiosk-stranger", "{\"records\":[]}");

  g_assert_true (g_file_set_contents (f->outbox, g_bytes_get_data (file, NULL),
                                      (gssize)g_bytes_get_size (file), NULL));
  deliver_with (f, FALSE, &error);
  g_assert_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED);
}

/* A centre that came back from a backup: what it may have lost is collected again, and what was
 * said before counts no more. */
static gboolean
begin_epoch (FoyerCentreStore *store, gpointer data, GError **error)
{
  gint64 epoch = foyer_centre_store_get_meta_int (store, FOYER_CENTRE_META_EPOCH, 0) + 1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, epoch);

  return foyer_centre_store_set_meta (store, FOYER_CENTRE_META_EPOCH, text, error);
}

static void
test_epochs (Fixture *f, gconstpointer data)
{
  g_autofree char *old_bundle = g_build_filename (f->stick, "old", NULL);
  g_autofree char *old_receipt = g_build_filename (f->stick, "old-receipt", NULL);
  g_autofree char *new_bundle = NULL;
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  net_import_listings (f->net, 0, 3, "A title");
  sign_up (f, 2);
  collect (f);
  deliver (f);
  settle (f, &error);
  g_assert_cmpuint (counts (f).received, ==, 2);
  sign_up (f, 1);
  collect (f);
  deliver (f);
  g_assert_cmpint (g_rename (f->receipt, old_receipt), ==, 0);
  new_bundle = g_steal_pointer (&f->bundle);
  f->bundle = g_strdup (old_bundle);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  g_free (f->bundle);
  f->bundle = g_steal_pointer (&new_bundle);
  foyer_test_centre_write (f->net->centre, begin_epoch, NULL);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  report = apply (f);
  g_assert_cmpuint (counts (f).waiting, ==, 3);
  g_free (f->bundle);
  f->bundle = g_strdup (old_bundle);
  assert_refused (f, FOYER_BUNDLE_ERROR_ROLLBACK);
  g_free (f->receipt);
  f->receipt = g_strdup (old_receipt);
  g_assert_cmpuint (settle (f, &error), ==, 0);
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpuint (collect (f), ==, 3);
  g_assert_cmpuint (deliver (f).duplicate, ==, 3);
  g_assert_cmpuint (settle (f, &error), ==, 3);
  g_assert_no_error (error);
}

/* A receipt says how far the backups reach; a bundle does so for a kiosk that has settled all. */
static gboolean
back_up (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_TO, "1000", error);
}

static void
test_backed_up (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSyncReport) report = NULL;

  sign_up (f, 2);
  collect (f);
  deliver (f);
  settle (f, NULL);
  g_assert_cmpuint (counts (f).received, ==, 2);
  foyer_test_centre_write (f->net->centre, back_up, NULL);
  make_bundle (f, FOYER_BUNDLE_EVERYBODY, 30);
  report = apply (f);
  g_assert_cmpuint (counts (f).received, ==, 0);
}

static void
test_nothing_waits (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (collect (f), ==, 0);
  g_assert_false (g_file_test (f->outbox, G_FILE_TEST_EXISTS));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
  ADD ("/usb/content-comes-goes-and-the-line-goes-on-from-there", test_content);
  ADD ("/usb/a-refusal-changes-nothing", test_refusals);
  ADD ("/usb/a-bundle-for-another-kiosk-is-refused", test_other_kiosk);
  ADD ("/usb/a-stick-does-not-bring-back-what-the-line-took-away", test_line_is_newer);
  ADD ("/usb/a-film-without-room-does-not-keep-the-rest-out", test_no_room);
  ADD ("/usb/records-go-and-the-receipt-comes-and-nothing-doubles", test_records);
  ADD ("/usb/a-byte-changed-in-outbox-or-receipt-is-refused", test_single_bytes);
  ADD ("/usb/a-revoked-kiosk-is-taken-only-when-told", test_revoked);
  ADD ("/usb/a-kiosk-nobody-knows-is-refused", test_stranger);
  ADD ("/usb/a-new-epoch-makes-all-wait-again-and-ends-the-old", test_epochs);
  ADD ("/usb/a-bundle-puts-a-clock-without-battery-forward-never-back", test_floor);
  ADD ("/usb/what-is-backed-up-is-let-go-by-a-bundle", test_backed_up);
  ADD ("/usb/nothing-to-collect-writes-nothing", test_nothing_waits);
  return g_test_run ();
}
