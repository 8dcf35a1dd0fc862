/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-usb.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/feed/foyer-bundle.h"
#include "core/feed/foyer-usb-notes.h"
#include "core/store/foyer-media-cache.h"
#include "sync/foyer-puller.h"
#include "sync/foyer-usb-private.h"

/* Content in, from a stick: the pages of a bundle through the same store as those of a feed.
 *
 * Plain functions on the thread that calls. Every page is one transaction with the position behind
 * it, and the sequence is noted last: a power cut in the middle leaves content of which every page
 * is whole, and the same bundle may be applied again.
 */

/* The store wants addresses; only the change number in them counts. */
#define POSITION_BASE "https://bundle.invalid/feeds/"

typedef struct
{
  FoyerStore *store;       /* borrowed */
  const char *state_dir;   /* borrowed */
  FoyerSyncReport *report; /* borrowed */
  gint64 position;         /* of the feed under way */
  gboolean is_same_epoch;  /* the kiosk's positions can be compared with the bundle's */
  gboolean is_kept;        /* the feed under way is newer here: left alone */
} Applying;

static char *
dup_position (const FoyerBundleFeed *feed, gint64 position)
{
  return g_strdup_printf (POSITION_BASE "%s?afterChangeNumber=%" G_GINT64_FORMAT, feed->name,
                          position);
}

/* A kiosk that was on the line since the bundle was made knows more: an older list must not bring
 * back what was taken down. */
static gboolean
begin_feed (Applying *applying, const FoyerBundleFeed *feed, GError **error)
{
  g_autofree char *next = NULL;

  applying->position = 0;
  applying->is_kept = FALSE;
  if (!foyer_store_get_position (applying->store, feed->kind, &next, NULL, NULL, error))
    return FALSE;
  applying->is_kept
    = applying->is_same_epoch && next && foyer_pull_parse_position (feed->kind, next) > feed->last;
  return applying->is_kept || foyer_store_begin_full (applying->store, feed->kind, error);
}

static gboolean
end_feed (Applying *applying, const FoyerBundleFeed *feed, GError **error)
{
  guint removed = 0;

  if (!foyer_store_end_full (applying->store, feed->kind, &removed, error))
    return FALSE;
  applying->report->deleted += removed;
  return TRUE;
}

/* What a feed's page says of the next one is not used: the position is that of the items. */
static gboolean
apply_page (const FoyerBundleFeed *feed, guint number, GBytes *text, gpointer data, GError **error)
{
  Applying *applying = data;
  FoyerSyncReport *report = applying->report;
  FoyerStoreCounts counts = { 0 };
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  g_autoptr (FoyerFeedPage) page = NULL;

  if (number == 1 && !begin_feed (applying, feed, error))
    return FALSE;
  if (applying->is_kept)
    return TRUE;
  page = foyer_feed_page_parse (feed->kind, bytes, size, error);
  if (page == NULL)
    {
      g_prefix_error (error, "feed %s: ", feed->name);
      return FALSE;
    }
  for (guint i = 0; i < page->items->len; i++)
    applying->position
      = MAX (applying->position, ((FoyerFeedItem *)page->items->pdata[i])->modified);
  if (number == feed->pages)
    applying->position = feed->last;
  g_free (page->next);
  page->next = dup_position (feed, applying->position);
  if (!foyer_store_apply_page (applying->store, feed->kind, page, NULL, &counts, error))
    return FALSE;
  report->pages++;
  report->updated += counts.updated;
  report->deleted += counts.deleted;
  foyer_sync_report_note_page (report, page);
  return number < feed->pages || end_feed (applying, feed, error);
}

static gboolean
save_media (Applying *applying,
            const char *sha256,
            const char *part,
            int fd,
            const FoyerTarMember *member,
            GError **error)
{
  int to = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean ok = FALSE;

  if (to < 0)
    {
      foyer_sync_report_add_problem (applying->report, "media: %s: %s", sha256, g_strerror (errno));
      return foyer_tar_skip (fd, member, error);
    }
  ok = foyer_tar_copy (fd, member, to, error);
  close (to);
  if (!ok)
    g_unlink (part);
  return ok;
}

/* A film that finds no room is told and left out: the rest of the bundle counts. */
static gboolean
apply_media (
  const char *sha256, int fd, const FoyerTarMember *member, gpointer data, GError **error)
{
  Applying *applying = data;
  g_autofree char *here = foyer_media_cache_dup_path (applying->state_dir, sha256);
  g_autofree char *part
    = here ? NULL : foyer_media_cache_dup_part_path (applying->state_dir, sha256);
  g_autoptr (GError) local = NULL;

  if (here)
    return foyer_tar_skip (fd, member, error);
  if (part == NULL
      || foyer_pull_free_bytes (applying->state_dir) - FOYER_MEDIA_RESERVE_BYTES < member->size)
    {
      foyer_sync_report_add_problem (applying->report, "media: %s: not enough room on the disk",
                                     sha256);
      return foyer_tar_skip (fd, member, error);
    }
  if (!save_media (applying, sha256, part, fd, member, error))
    return FALSE;
  if (foyer_media_cache_commit (applying->state_dir, part, sha256, member->size, &local))
    applying->report->media_fetched++;
  else
    foyer_sync_report_add_problem (applying->report, "media: %s: %s", sha256,
                                   local ? local->message : "cannot be kept");
  return TRUE;
}

static gint64
read_epoch (FoyerStore *store)
{
  g_autofree char *text = store ? foyer_store_dup_meta (store, FOYER_META_EPOCH) : NULL;

  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

gint64
foyer_usb_known_epoch (const char *state_dir, const FoyerTrust *trust, const FoyerUsbNotes *notes)
{
  g_autoptr (FoyerStore) store = foyer_store_open_reader (state_dir, NULL);

  return MAX (MAX (trust->epoch, notes->epoch), read_epoch (store));
}

/* What the engine keeps with the content after a pull. */
static gboolean
note_facts (FoyerStore *store, FoyerBundle *bundle, GError **error)
{
  const FoyerBundleTerms *terms = foyer_bundle_get_terms (bundle);
  const FoyerBundleManifest *manifest = foyer_bundle_get_manifest (bundle);
  g_autofree char *epoch = g_strdup_printf ("%" G_GINT64_FORMAT, terms->epoch);

  for (guint i = 0; i < manifest->feeds->len; i++)
    {
      const FoyerBundleFeed *feed = &g_array_index (manifest->feeds, FoyerBundleFeed, i);
      g_autofree char *version = g_strdup_printf ("%s.%" G_GINT64_FORMAT, epoch, feed->last);

      if (feed->is_known && feed->kind == FOYER_KIND_LISTINGS
          && !foyer_store_set_meta (store, FOYER_META_CONTENT_VERSION, version, error))
        return FALSE;
    }
  return foyer_store_set_meta (store, FOYER_META_CENTRE_NAME, manifest->centre_name, error)
         && foyer_store_set_meta (store, FOYER_META_EPOCH, epoch, error);
}

static gboolean
apply_content (FoyerBundle *bundle,
               const char *state_dir,
               FoyerClock *clock,
               FoyerSyncReport *report,
               GError **error)
{
  g_autoptr (FoyerStore) store = foyer_store_open (state_dir, error);
  g_autoptr (GHashTable) keep = NULL;
  g_autoptr (GError) local = NULL;
  Applying applying = { .store = store, .state_dir = state_dir, .report = report };
  const FoyerBundleVisitor visitor = { apply_page, apply_media, &applying };

  if (store == NULL)
    return FALSE;
  foyer_store_set_clock (store, clock);
  applying.is_same_epoch = read_epoch (store) == foyer_bundle_get_terms (bundle)->epoch;
  if (!foyer_bundle_visit (bundle, &visitor, error) || !note_facts (store, bundle, error))
    return FALSE;
  keep = foyer_store_list_media_hashes (store, &local);
  if (keep)
    foyer_media_cache_prune (state_dir, keep);
  else
    foyer_sync_report_add_problem (report, "media: nothing was removed: %s", local->message);
  return TRUE;
}

/* The bundle also tells how far the centre's backups reach, and of a new epoch: an outbox that
 * never sees the line lives by that. */
static gboolean
tell_outbox (FoyerBundle *bundle, const char *state_dir, FoyerClock *clock, GError **error)
{
  const FoyerBundleManifest *manifest = foyer_bundle_get_manifest (bundle);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const FoyerReceipt receipt = { .epoch = foyer_bundle_get_terms (bundle)->epoch,
                                 .backed_up_to = manifest->backed_up_to,
                                 .server_us = manifest->made_us,
                                 .entries = none,
                                 .is_late = TRUE };
  gboolean was_moved = FALSE;
  g_autoptr (FoyerOutbox) outbox = foyer_outbox_open (state_dir, clock, &was_moved, error);

  return outbox && foyer_outbox_apply_receipt (outbox, &receipt, NULL, error);
}

gboolean
foyer_usb_apply (const char *state_dir,
                 const char *path,
                 FoyerClock *clock,
                 FoyerSyncReport *report,
                 gint64 *sequence,
                 GError **error)
{
  g_autoptr (FoyerTrust) trust = foyer_trust_load (state_dir, error);
  g_autoptr (FoyerUsbNotes) notes = trust ? foyer_usb_notes_load (state_dir, trust, error) : NULL;
  g_autoptr (FoyerBundle) bundle = NULL;
  const FoyerBundleTerms *terms = NULL;

  if (notes == NULL
      || (bundle = foyer_bundle_open (path, state_dir, trust->sign_key, error)) == NULL)
    return FALSE;
  terms = foyer_bundle_get_terms (bundle);
  if (!foyer_bundle_check_terms (terms, trust->kiosk_id,
                                 foyer_usb_known_epoch (state_dir, trust, notes), notes->epoch,
                                 notes->sequence, foyer_clock_now_us (clock), error)
      || !apply_content (bundle, state_dir, clock, report, error)
      || !tell_outbox (bundle, state_dir, clock, error))
    return FALSE;
  foyer_clock_raise_floor (clock, foyer_bundle_get_manifest (bundle)->made_us);
  foyer_usb_notes_see_epoch (notes, terms->epoch);
  notes->sequence = terms->sequence;
  if (sequence)
    *sequence = terms->sequence;
  return foyer_usb_notes_save (notes, state_dir, trust, error);
}
