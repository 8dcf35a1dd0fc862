/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-clock.h"
#include "core/base/foyer-db.h"
#include "core/feed/foyer-feed.h"
#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* content.db: the local cache of what the centre publishes. Public and disposable. A FoyerStore
 * belongs to the thread that opened it; one writer a file, any number of readers. */
typedef struct _FoyerStore FoyerStore;

/* Opens or makes DIR/content.db. A broken file is removed and made anew (it can be fetched again);
 * a newer schema is refused. */
FoyerStore *foyer_store_open (const char *state_dir, GError **error);
/* A second, read-only connection; fails with FOYER_DB_ERROR_IO while no writer has made the file.
 */
FoyerStore *foyer_store_open_reader (const char *state_dir, GError **error);
void foyer_store_close (FoyerStore *store);
FoyerDb *foyer_store_get_db (FoyerStore *store); /* for foyer-search only */
/* Where the time of a full read comes from; the system's clock until then. */
void foyer_store_set_clock (FoyerStore *store, FoyerClock *clock);
/* Items are read in this language where they are translated into it; NULL: as they were written. */
void foyer_store_set_language (FoyerStore *store, const char *language);

/* Applies one page in one transaction: items older than what is stored are left alone; then the
 * feed's position becomes (next, etag). counts may be NULL; problems of single items are appended
 * to page->problems and do not stop the rest. */
typedef struct
{
  guint updated, deleted, unchanged, refused;
} FoyerStoreCounts;
gboolean foyer_store_apply_page (FoyerStore *store,
                                 FoyerKind kind,
                                 FoyerFeedPage *page,
                                 const char *etag,
                                 FoyerStoreCounts *counts,
                                 GError **error);
/* Full re-read: items of kind not touched by a page since foyer_store_begin_full () are removed.
 * Beginning forgets the position; until the end, an item with a lower change number than the stored
 * one is taken too. */
gboolean foyer_store_begin_full (FoyerStore *store, FoyerKind kind, GError **error);
gboolean foyer_store_end_full (FoyerStore *store, FoyerKind kind, guint *removed, GError **error);
/* TRUE from begin to end, also after a restart: at the last page, end it. */
gboolean foyer_store_is_full_open (FoyerStore *store, FoyerKind kind);
/* Where to go on: next URL and etag, both (transfer full) (nullable). full_us: last full read. */
gboolean foyer_store_get_position (
  FoyerStore *store, FoyerKind kind, char **next, char **etag, gint64 *full_us, GError **error);
gboolean foyer_store_reset_positions (FoyerStore *store, GError **error);

/* Small facts that live with the content (last contact, epoch, the name on screen …). */
char *foyer_store_dup_meta (FoyerStore *store, const char *key);
gboolean foyer_store_set_meta (FoyerStore *store,
                               const char *key,
                               const char *value,
                               GError **error);

guint foyer_store_count (FoyerStore *store, FoyerKind kind);
guint foyer_store_count_listings (FoyerStore *store, const char *programme);

/* Lookups by id: (transfer full), NULL when absent. */
FoyerListing *foyer_store_get_listing (FoyerStore *store, const char *id);
FoyerListing *foyer_store_get_listing_by_row (FoyerStore *store, gint64 row);
FoyerPlace *foyer_store_get_place (FoyerStore *store, const char *id);
FoyerStory *foyer_store_get_story (FoyerStore *store, const char *id);
FoyerMedia *foyer_store_get_media (FoyerStore *store, const char *id);
FoyerInfoPage *foyer_store_get_info_page (FoyerStore *store, const char *id);
FoyerStatus *foyer_store_get_status (FoyerStore *store, const char *code_hash);

/* Lists: (transfer full) GPtrArray of objects with g_object_unref as free func; empty, never NULL.
 */
GPtrArray *foyer_store_list_programmes (FoyerStore *store); /* by order */
GPtrArray *foyer_store_list_stories (FoyerStore *store,
                                     const char *district,
                                     const char *theme); /* newest first */
GPtrArray *foyer_store_list_info_pages (FoyerStore *store, const char *programme);
GPtrArray *foyer_store_list_pathways (FoyerStore *store,
                                      const char *programme,
                                      const char *district);
GPtrArray *foyer_store_list_media (FoyerStore *store);
/* The hashes of all media items, for who removes the rest: NULL with error when not every one of
 * them could be read. (transfer full) a set of owned char * */
GHashTable *foyer_store_list_media_hashes (FoyerStore *store, GError **error);
GPtrArray *foyer_store_list_places (FoyerStore *store);
/* From now on, earliest first, at most limit. */
GPtrArray *foyer_store_list_sessions (FoyerStore *store,
                                      const char *listing,
                                      gint64 now_us,
                                      guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStore, foyer_store_close)

G_END_DECLS
