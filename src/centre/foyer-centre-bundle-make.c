/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-init.h"
#include "centre/foyer-feed-text.h"
#include "core/crypto/foyer-signed-file.h"
#include "core/feed/foyer-bundle.h"
#include "core/model/foyer-json.h"
#include "core/store/foyer-media-cache.h"

/* Puts the centre's content into a bundle.
 *
 * Plain functions on the operator's thread, reading beside a centre that may be running: only the
 * number comes through the door. The pages are collected in memory first (tens of megabytes for a
 * county), because the manifest stands in front of them; films go straight from the centre's folder
 * into the archive.
 */

/* As a feed's pages over the line: foyer-feed-routes.c. */
#define PAGE_ITEMS 500
#define PAGE_BYTES (8 * 1024 * 1024)

typedef struct
{
  FoyerCentreStore *store;       /* owned */
  FoyerBundleManifest *manifest; /* owned */
  GPtrArray *pages;              /* owned GBytes, in the manifest's order */
  GTree *media;                  /* owned: sha256 → id, both owned char *; in order of the hash */
  FoyerBundleMade *made;         /* borrowed */
} Making;

static void
making_clear (Making *making)
{
  g_clear_pointer (&making->store, foyer_centre_store_close);
  g_clear_pointer (&making->manifest, foyer_bundle_manifest_free);
  g_clear_pointer (&making->pages, g_ptr_array_unref);
  g_clear_pointer (&making->media, g_tree_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

typedef struct
{
  Making *making;
  const char *kind;
  gboolean is_media;
  GString *items; /* owned: the page under way */
  guint n;        /* items in it */
  guint pages;    /* finished */
  gint64 last;    /* change number */
} Feed;

static void
finish_page (Feed *feed)
{
  GString *text = g_string_new ("{\"next\":\"");

  g_string_append_printf (text, "/feeds/%s?afterChangeNumber=%" G_GINT64_FORMAT "\",\"items\":[",
                          feed->kind, feed->last);
  g_string_append_len (text, feed->items->str, (gssize)feed->items->len);
  g_string_append (text, "],\"license\":\"" FOYER_FEED_LICENCE "\"}");
  g_ptr_array_add (feed->making->pages, g_string_free_to_bytes (text));
  g_string_truncate (feed->items, 0);
  feed->n = 0;
  feed->pages++;
}

static void
note_media (Making *making, const FoyerCentreItem *item)
{
  g_autoptr (FoyerMedia) media = foyer_media_new_from_json (item->json, NULL);

  if (media)
    g_tree_replace (making->media, g_strdup (media->sha256), g_strdup (media->id));
}

static gboolean
add_item (const FoyerCentreItem *item, gpointer data)
{
  Feed *feed = data;

  foyer_feed_append_item (feed->items, feed->kind, feed->n == 0, item);
  feed->last = item->change;
  feed->n++;
  if (item->json)
    feed->making->made->items++;
  if (item->json && feed->is_media)
    note_media (feed->making, item);
  if (feed->n == PAGE_ITEMS || feed->items->len >= PAGE_BYTES)
    finish_page (feed);
  return TRUE;
}

static gboolean
collect_feed (Making *making, FoyerKind kind, GError **error)
{
  g_autoptr (GString) items = g_string_new (NULL);
  Feed feed = { .making = making,
                .kind = foyer_kind_to_string (kind),
                .is_media = kind == FOYER_KIND_MEDIA,
                .items = items };

  if (!foyer_centre_store_each_item (making->store, kind, 0, 0, add_item, &feed, error))
    return FALSE;
  /* An empty feed has a page too: it says so. */
  if (feed.n > 0 || feed.pages == 0)
    finish_page (&feed);
  foyer_bundle_manifest_add (making->manifest, feed.kind, feed.last, feed.pages);
  making->made->pages += feed.pages;
  return TRUE;
}

static gboolean
write_pages (Making *making, int fd, GError **error)
{
  g_autofree char *manifest = foyer_bundle_manifest_format (making->manifest);
  guint at = 0;

  if (!foyer_tar_add (fd, "bundle.json", manifest, strlen (manifest), error))
    return FALSE;
  for (guint i = 0; i < making->manifest->feeds->len; i++)
    {
      const FoyerBundleFeed *feed = &g_array_index (making->manifest->feeds, FoyerBundleFeed, i);

      for (guint page = 1; page <= feed->pages; page++)
        {
          g_autofree char *name = g_strdup_printf ("feeds/%s-%04u.json", feed->name, page);
          gsize size;
          gconstpointer data = g_bytes_get_data (making->pages->pdata[at++], &size);

          if (!foyer_tar_add (fd, name, data, size, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* A film that is not here is named and left out: the kiosk shows the rest. */
static gboolean
write_film (
  Making *making, const char *data_dir, const char *sha256, const char *id, int fd, GError **error)
{
  g_autofree char *name = g_strconcat ("media/sha256-", sha256, NULL);
  g_autofree char *path = foyer_media_cache_dup_path (data_dir, sha256);
  g_autoptr (GError) local = NULL;
  gint64 size = 0;
  int from = path ? foyer_open_regular (path, foyer_tar_size_limit (name), &size, &local) : -1;
  gboolean ok = TRUE;

  if (from < 0)
    {
      g_ptr_array_add (
        making->made->problems,
        g_strdup_printf ("media: %s: %s", id, local ? local->message : "the file is not here"));
      return TRUE;
    }
  ok = foyer_tar_add_file (fd, name, from, size, error);
  close (from);
  making->made->media += ok;
  return ok;
}

static gboolean
write_archive (Making *making, const char *data_dir, int fd, GError **error)
{
  gboolean ok = write_pages (making, fd, error);

  for (GTreeNode *node = g_tree_node_first (making->media); ok && node;
       node = g_tree_node_next (node))
    ok = write_film (making, data_dir, g_tree_node_key (node), g_tree_node_value (node), fd, error);
  return ok && foyer_tar_finish (fd, error);
}

/* Put together on the centre's own disk, in a nameless file: a stick that gives back other bytes
 * than it was given must not have them signed. */
static gboolean
publish (Making *making,
         const char *data_dir,
         const char *path,
         const FoyerSignKey *key,
         const FoyerBundleTerms *terms,
         GError **error)
{
  g_autofree char *name = g_build_filename (data_dir, "bundle-XXXXXX", NULL);
  int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  gboolean ok = FALSE;

  if (fd < 0)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "making %s: %s", name,
                   g_strerror (saved));
      return FALSE;
    }
  g_unlink (name);
  ok = write_archive (making, data_dir, fd, error)
       && foyer_bundle_publish (fd, path, key, terms, error);
  close (fd);
  return ok;
}

static gboolean
ask_number (const char *data_dir,
            FoyerBundleTerms *terms,
            FoyerBundleManifest *manifest,
            GError **error)
{
  g_autoptr (FoyerCentreDoor) door = foyer_centre_door_open (data_dir, error);
  g_autoptr (json_t) request
    = json_pack ("{s:s, s:s}", "op", "bundle-next", "target", terms->target);
  g_autoptr (json_t) reply = door && request ? foyer_centre_door_call (door, request, error) : NULL;

  if (reply == NULL)
    {
      if (request == NULL)
        g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                             "the kiosk's id is not plain text");
      return FALSE;
    }
  terms->sequence = foyer_json_get_int (reply, "sequence", 0);
  terms->epoch = foyer_json_get_int (reply, "epoch", 0);
  manifest->backed_up_to = foyer_json_get_int (reply, "backed_up_to", 0);
  manifest->centre_name = g_strdup (foyer_json_get_string (reply, "name"));
  return TRUE;
}

static int
compare_text (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

gboolean
foyer_centre_bundle_make (const char *data_dir,
                          const char *path,
                          const char *target,
                          guint days,
                          FoyerClock *clock,
                          FoyerBundleMade *made,
                          GError **error)
{
  g_autofree char *key_path = foyer_centre_dup_sign_key_path (data_dir);
  g_auto (FoyerBundleTerms) terms = { .target = g_strdup (target) };
  g_auto (Making) making = { .made = made };
  FoyerSignKey key;
  gint64 now_us = foyer_clock_now_us (clock);
  gboolean ok = FALSE;

  making.manifest = foyer_bundle_manifest_new ();
  making.pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  making.media = g_tree_new_full (compare_text, NULL, g_free, g_free);
  making.manifest->made_us = now_us;
  terms.expires_us = (now_us / G_USEC_PER_SEC) * G_USEC_PER_SEC + days * G_TIME_SPAN_DAY;
  if (!ask_number (data_dir, &terms, making.manifest, error)
      || (making.store = foyer_centre_store_open_sqlite (data_dir, FALSE, error)) == NULL)
    return FALSE;
  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    if (!collect_feed (&making, kind, error))
      return FALSE;
  if (!foyer_sign_key_load (key_path, &key, error))
    return FALSE;
  ok = publish (&making, data_dir, path, &key, &terms, error);
  sodium_memzero (&key, sizeof key);
  made->sequence = terms.sequence;
  made->expires_us = terms.expires_us;
  return ok;
}
