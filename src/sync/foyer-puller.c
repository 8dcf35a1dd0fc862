/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-puller.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "core/store/foyer-media-cache.h"
#include "sync/foyer-pusher.h"

/* Content in: RPDE pages into the store, media files into the cache.
 *
 * Plain functions on the thread that owns the store. A position is only a change number: the
 * address is made anew each time, so a centre may move. Every page is one transaction with the
 * position behind it, so a round may end anywhere and the next goes on there.
 */

/* Bytes of one page after unpacking: the limit of the feed parser. */
#define PAGE_MAX_BYTES (32u * 1024 * 1024)
/* Bytes. A film of an hour is 250 MB at the rate we make them; nothing larger comes down a
 * library's line. */
#define MEDIA_MAX_BYTES G_GINT64_CONSTANT (1073741824)
/* Lines of a report: enough to find the cause, not enough to fill a disk. */
#define PROBLEMS_MAX 100

void
foyer_sync_report_add_problem (FoyerSyncReport *report, const char *format, ...)
{
  va_list args;

  if (report->problems->len >= PROBLEMS_MAX)
    return;
  va_start (args, format);
  g_ptr_array_add (report->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

void
foyer_sync_report_note_retry_after (FoyerSyncReport *report, const FoyerReply *reply)
{
  report->retry_after_s = MAX (report->retry_after_s, reply->retry_after_s);
}

gboolean
foyer_reply_is_json (const FoyerReply *reply)
{
  const char *type = reply->content_type;

  return type && g_str_has_prefix (type, "application/")
         && (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json"));
}

void
foyer_sync_report_note_page (FoyerSyncReport *report, const FoyerFeedPage *page)
{
  const GPtrArray *problems = page->problems;

  report->refused += problems->len;
  for (guint i = 0; i < problems->len; i++)
    foyer_sync_report_add_problem (report, "%s: %s", foyer_kind_to_string (page->kind),
                                   (const char *)problems->pdata[i]);
}

gint64
foyer_pull_parse_position (FoyerKind kind, const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *path = g_strconcat ("/feeds/", foyer_kind_to_string (kind), NULL);
  g_autoptr (GHashTable) params = NULL;
  const char *text = NULL;
  guint64 number = 0;

  if (uri == NULL || g_strcmp0 (g_uri_get_path (uri), path) != 0)
    return -1;
  if (g_uri_get_query (uri) == NULL)
    return 0;
  params = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  text = params ? g_hash_table_lookup (params, "afterChangeNumber") : NULL;
  if (text == NULL)
    return params ? 0 : -1;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return -1;
  return (gint64)number;
}

/* The walk of one feed: what it works on, and where it stands. */
typedef struct
{
  FoyerTransport *transport;
  FoyerStore *store;
  FoyerKind kind;
  const FoyerFeedHint *hint;
  const guint8 *centre_key; /* who must have signed every page */
  FoyerSyncReport *report;
  GCancellable *cancellable;
  gint64 position;
  guint n_pages;
  gboolean is_full, is_done; /* full: items this walk does not meet are gone at its end */
  char *etag;                /* owned (nullable): of the last page, for a conditional request */
} Walk;

static void
walk_clear (Walk *walk)
{
  g_clear_pointer (&walk->etag, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

/* Decides where to begin. The store remembers a walk from the beginning until its end, so that one
 * that was cut off still ends as a full one. */
static gboolean
walk_begin (Walk *walk, GError **error)
{
  const FoyerFeedHint *hint = walk->hint;
  g_autofree char *next = NULL;
  g_autofree char *etag = NULL;
  gint64 full_us = 0;

  if (!foyer_store_get_position (walk->store, walk->kind, &next, &etag, &full_us, error))
    return FALSE;
  walk->position = next ? foyer_pull_parse_position (walk->kind, next) : -1;
  walk->is_full = foyer_store_is_full_open (walk->store, walk->kind);
  if (hint->is_known
      && (walk->position > hint->last
          || (!walk->is_full && walk->position > 0 && walk->position < hint->purged_through)))
    walk->position = -1;
  if (walk->position < 0)
    {
      walk->position = 0;
      walk->is_full = TRUE;
      return foyer_store_begin_full (walk->store, walk->kind, error);
    }
  if (!walk->is_full)
    walk->etag = g_steal_pointer (&etag);
  /* Change numbers begin at 2: a feed that stands at 1 never had an item. */
  walk->is_done = hint->is_known && !walk->is_full
                  && (walk->position == hint->last || (walk->position == 0 && hint->last <= 1));
  return TRUE;
}

static gboolean
walk_end (Walk *walk, GError **error)
{
  guint removed = 0;

  if (!walk->is_full)
    return TRUE;
  if (!foyer_store_end_full (walk->store, walk->kind, &removed, error))
    return FALSE;
  walk->report->deleted += removed;
  return TRUE;
}

static gboolean
check_reply (const FoyerReply *reply, FoyerKind kind, GError **error)
{
  const char *name = foyer_kind_to_string (kind);

  if (reply->status == 200 && foyer_reply_is_json (reply))
    return TRUE;
  if (!foyer_reply_is_json (reply))
    g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE,
                 "feed %s: something that is not the centre answered (HTTP %u)", name,
                 reply->status);
  else /* also when it is busy: of this feed, and not of the line */
    g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                 "feed %s: the centre answered HTTP %u", name, reply->status);
  return FALSE;
}

/* TRUE when the centre has signed this page, as one of this feed and from this position: it cannot
 * be a page of another feed, or an older one from elsewhere in this. */
static gboolean
check_signature (const Walk *walk, const FoyerReply *reply, GError **error)
{
  const char *name = foyer_kind_to_string (walk->kind);

  if (foyer_reply_verify_page (reply, walk->centre_key, walk->kind, walk->position))
    return TRUE;
  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
               "feed %s: the page is not signed by the centre this kiosk was enrolled at", name);
  return FALSE;
}

/* Nothing new, when the signed service document said that there is: somebody keeps it from us. */
static gboolean
check_not_modified (const Walk *walk, GError **error)
{
  if (!walk->hint->is_known || walk->position >= walk->hint->last)
    return TRUE;
  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
               "feed %s: said to have nothing new, and it has", foyer_kind_to_string (walk->kind));
  return FALSE;
}

/* The position next stands for, -1 when it is not on this feed of this centre. */
static gint64
read_next (const Walk *walk, const char *next)
{
  const char *url = walk->hint->url;

  if (next == NULL)
    return -1;
  if (url && !g_str_equal (next, url)
      && !(g_str_has_prefix (next, url) && next[strlen (url)] == '?'))
    return -1;
  return foyer_pull_parse_position (walk->kind, next);
}

/* Reads one reply into a page whose next is on this feed and moves forward. *after: its position.
 */
static FoyerFeedPage *
parse_page (const Walk *walk, const FoyerReply *reply, gint64 *after, GError **error)
{
  const char *name = foyer_kind_to_string (walk->kind);
  gsize size;
  const char *data = g_bytes_get_data (reply->body, &size);
  g_autoptr (GError) local = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (walk->kind, data, size, &local);
  gint64 newest = walk->position;
  gboolean is_empty = FALSE;

  if (page == NULL)
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY, "feed %s: %s", name,
                   local->message);
      return NULL;
    }
  for (guint i = 0; i < page->items->len; i++)
    newest = MAX (newest, ((FoyerFeedItem *)page->items->pdata[i])->modified);
  *after = read_next (walk, page->next);
  /* A page with items leads on, one without is the last and leads to itself. */
  is_empty = page->items->len + page->problems->len == 0;
  if (*after < newest || is_empty != (*after == walk->position))
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
                   "feed %s: the address of the next page does not move forward on this feed",
                   name);
      return NULL;
    }
  return g_steal_pointer (&page);
}

/* The end of a feed before what the signed service document counts up to: all that was changed
 * behind it was deleted so long ago that it is forgotten, and there is nothing to read there next
 * time either; or somebody plays an old last page back. */
static gboolean
check_end (const Walk *walk, FoyerFeedPage *page, GError **error)
{
  const FoyerFeedHint *hint = walk->hint;

  /* One that stands at 1 never had an item. */
  if (!hint->is_known || hint->last <= 1 || walk->position >= hint->last)
    return TRUE;
  if (hint->purged_through >= hint->last && hint->url)
    {
      g_free (page->next);
      page->next = g_strdup_printf ("%s?afterChangeNumber=%" G_GINT64_FORMAT, hint->url, hint->last);
      return TRUE;
    }
  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY,
               "feed %s: said to end before it does", foyer_kind_to_string (walk->kind));
  return FALSE;
}

static gboolean
take_page (Walk *walk, const FoyerReply *reply, GError **error)
{
  FoyerStoreCounts counts = { 0 };
  gint64 after = 0;
  g_autoptr (FoyerFeedPage) page = parse_page (walk, reply, &after, error);

  if (page == NULL)
    return FALSE;
  walk->is_done = after == walk->position;
  if (walk->is_done && !check_end (walk, page, error))
    return FALSE;
  if (!foyer_store_apply_page (walk->store, walk->kind, page, walk->is_done ? reply->etag : NULL,
                               &counts, error))
    return FALSE;
  walk->report->pages++;
  walk->report->updated += counts.updated;
  walk->report->deleted += counts.deleted;
  foyer_sync_report_note_page (walk->report, page);
  walk->position = after;
  g_clear_pointer (&walk->etag, g_free);
  return TRUE;
}

/* One request. The address is made from the position: no page can lead us anywhere else. */
static gboolean
walk_on (Walk *walk, GError **error)
{
  g_autofree char *start = g_strconcat ("/feeds/", foyer_kind_to_string (walk->kind), NULL);
  g_autofree char *path
    = g_strdup_printf ("%s?afterChangeNumber=%" G_GINT64_FORMAT, start, walk->position);
  FoyerRequest request = { .method = "GET",
                           .path = walk->position ? path : start,
                           .if_none_match = walk->etag,
                           .max_bytes = PAGE_MAX_BYTES };
  g_autoptr (FoyerReply) reply
    = foyer_transport_send (walk->transport, &request, walk->cancellable, error);

  if (reply == NULL)
    return FALSE;
  walk->report->requests++;
  walk->report->bytes_in += reply->wire_bytes;
  foyer_sync_report_note_retry_after (walk->report, reply);
  walk->is_done = reply->status == 304 && walk->etag;
  if (walk->is_done)
    return check_not_modified (walk, error);
  return check_reply (reply, walk->kind, error) && check_signature (walk, reply, error)
         && take_page (walk, reply, error);
}

gboolean
foyer_pull_feed (FoyerTransport *transport,
                 FoyerStore *store,
                 FoyerKind kind,
                 const FoyerFeedHint *hint,
                 const guint8 centre_key[FOYER_SIGN_PUBLIC_BYTES],
                 FoyerSyncReport *report,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Walk) walk
    = { transport, store, kind, hint, centre_key, report, cancellable, 0, 0, FALSE, FALSE, NULL };

  if (!walk_begin (&walk, error))
    return FALSE;
  while (!walk.is_done)
    {
      if (walk.n_pages++ == FOYER_PULL_PAGES_MAX)
        {
          foyer_sync_report_add_problem (report, "feed %s: %d pages and no end: more next time",
                                         foyer_kind_to_string (kind), FOYER_PULL_PAGES_MAX);
          report->feeds_failed++;
          return TRUE;
        }
      if (!walk_on (&walk, error))
        return FALSE;
    }
  return walk_end (&walk, error);
}

/* Bytes of a file that was begun, 0 when there is none or it cannot be of this item. */
static gint64
size_so_far (const char *part, gint64 bytes)
{
  GStatBuf info;

  if (g_stat (part, &info) != 0)
    return 0;
  if (info.st_size > bytes)
    {
      g_unlink (part);
      return 0;
    }
  return info.st_size;
}

static gboolean
fetch_part (FoyerTransport *transport,
            FoyerMedia *media,
            const char *part,
            FoyerSyncReport *report,
            GCancellable *cancellable,
            gboolean *is_whole,
            GError **error)
{
  g_autofree char *path = g_strconcat ("/media/sha256-", media->sha256, NULL);
  g_autofree char *etag = g_strconcat ("\"sha256-", media->sha256, "\"", NULL);
  FoyerRequest request = { .method = "GET",
                           .path = path,
                           .max_bytes = (gsize)media->bytes,
                           .save_to = part,
                           .range_from = size_so_far (part, media->bytes),
                           .if_range = etag };
  g_autoptr (FoyerReply) reply = NULL;

  *is_whole = request.range_from == media->bytes;
  if (*is_whole)
    return TRUE;
  reply = foyer_transport_send (transport, &request, cancellable, error);
  if (reply == NULL)
    return FALSE;
  report->requests++;
  report->bytes_in += reply->wire_bytes;
  *is_whole = reply->status == 200 || reply->status == 206;
  foyer_sync_report_note_retry_after (report, reply);
  if (!*is_whole)
    {
      /* What is there already is as good as it was when the centre is only busy. */
      if (reply->status != 429 && reply->status < 500)
        g_unlink (part);
      foyer_sync_report_add_problem (report, "media: %s: the centre answered HTTP %u", media->id,
                                     reply->status);
    }
  return TRUE;
}

static gint64
disk_free_bytes (const char *dir)
{
  struct statvfs info;

  if (statvfs (dir, &info) != 0)
    return G_MAXINT64;
  return (gint64)MIN ((guint64)info.f_bavail * info.f_frsize, (guint64)G_MAXINT64);
}

static FoyerFreeBytesFunc free_bytes = disk_free_bytes;

void
foyer_pull_set_free_bytes_func (FoyerFreeBytesFunc func)
{
  free_bytes = func ? func : disk_free_bytes;
}

gint64
foyer_pull_free_bytes (const char *dir)
{
  return free_bytes (dir);
}

/* Where media goes; NULL when it cannot go there, which was told. (transfer full) */
static char *
prepare_part (const FoyerMedia *media, const char *state_dir, FoyerSyncReport *report)
{
  g_autofree char *part = foyer_media_cache_dup_part_path (state_dir, media->sha256);

  if (part == NULL)
    foyer_sync_report_add_problem (report, "media: %s: there is no folder to keep it in",
                                   media->id);
  else if (free_bytes (state_dir) - FOYER_MEDIA_RESERVE_BYTES
           < media->bytes - size_so_far (part, media->bytes))
    {
      /* What was begun is no use to anybody until there is room. */
      g_unlink (part);
      foyer_sync_report_add_problem (report, "media: %s: not enough room on the disk", media->id);
    }
  else
    return g_steal_pointer (&part);
  return NULL;
}

/* TRUE when this file is in the way and not the line: the next may come all the same. */
static gboolean
is_of_this_file (const GError *error)
{
  return g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BAD_REPLY)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static gboolean
pull_one (FoyerTransport *transport,
          FoyerMedia *media,
          const char *state_dir,
          FoyerSyncReport *report,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *here = foyer_media_cache_dup_path (state_dir, media->sha256);
  g_autofree char *part = NULL;
  g_autoptr (GError) local = NULL;
  gboolean is_whole = FALSE;

  if (here)
    return TRUE;
  if (media->bytes > MEDIA_MAX_BYTES)
    {
      foyer_sync_report_add_problem (report, "media: %s: larger than a kiosk takes", media->id);
      return TRUE;
    }
  part = prepare_part (media, state_dir, report);
  if (part == NULL)
    return TRUE;
  if (!fetch_part (transport, media, part, report, cancellable, &is_whole, &local))
    {
      if (!is_of_this_file (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_unlink (part);
    }
  else if (is_whole
           && foyer_media_cache_commit (state_dir, part, media->sha256, media->bytes, &local))
    report->media_fetched++;
  if (local)
    foyer_sync_report_add_problem (report, "media: %s: %s", media->id, local->message);
  return TRUE;
}

/* A list that breaks off must not cost the films behind the break. */
static void
prune_media (FoyerStore *store, const char *state_dir, FoyerSyncReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) keep = foyer_store_list_media_hashes (store, &error);

  if (keep)
    foyer_media_cache_prune (state_dir, keep);
  else
    foyer_sync_report_add_problem (report, "media: nothing was removed: %s", error->message);
}

/* (transfer none) (nullable): the next that is not here and was not tried. */
static FoyerMedia *
find_missing (GPtrArray *media, const char *state_dir, GHashTable *tried)
{
  for (guint i = 0; i < media->len; i++)
    {
      FoyerMedia *item = media->pdata[i];
      g_autofree char *here = NULL;

      if (g_hash_table_contains (tried, item->id))
        continue;
      here = foyer_media_cache_dup_path (state_dir, item->sha256);
      if (here == NULL)
        return item;
    }
  return NULL;
}

gboolean
foyer_pull_media_step (FoyerTransport *transport,
                       FoyerStore *store,
                       const char *state_dir,
                       GHashTable *tried,
                       FoyerSyncReport *report,
                       gboolean *has_more,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) media = foyer_store_list_media (store);
  FoyerMedia *next = find_missing (media, state_dir, tried);

  *has_more = FALSE;
  if (next != NULL)
    {
      g_hash_table_add (tried, g_strdup (next->id));
      if (!pull_one (transport, next, state_dir, report, cancellable, error))
        return FALSE;
      *has_more = find_missing (media, state_dir, tried) != NULL;
    }
  if (!*has_more)
    prune_media (store, state_dir, report);
  return TRUE;
}
