/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-art"

#include "kiosk/widgets/foyer-art.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Drawn scenes as textures. Each is rendered once a size, by librsvg through gdk-pixbuf, on a pool
 * of threads, cropped to fill, and kept while the cache has room. Rendering starts before GTK does
 * for the first page, so that the first frame already has its pictures. The cache is shared by all
 * threads. */

#define CACHE_BYTES (12 * 1024 * 1024) /* a full-screen scene, and a page or two of cards */
#define POOL_THREADS 2                 /* cores of the smallest kiosk */

typedef struct
{
  char *key; /* owned: "id@WxH" */
  char *id;  /* owned */
  int width, height;
  GdkTexture *texture; /* owned; NULL while it is being rendered or when it failed */
  gboolean done;
  gboolean is_awaited; /* somebody looks at the hole it will fill, not only foresight */
  GPtrArray *waiting;  /* owned GTask */
  guint64 used;        /* age for eviction */
} Entry;

static GMutex lock;         /* guards all below */
static GHashTable *entries; /* key → Entry */
static GThreadPool *pool;
static gsize cached_bytes;
static guint64 tick;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->id);
  g_clear_object (&entry->texture);
  g_clear_pointer (&entry->waiting, g_ptr_array_unref);
  g_free (entry);
}

static gsize
entry_size (const Entry *entry)
{
  return entry->texture != NULL ? (gsize)entry->width * entry->height * 4 : 0;
}

/* Largest scaling that still covers, then the middle of it. */
static GdkTexture *
render (const char *id, int width, int height)
{
  g_autofree char *path = g_strdup_printf ("/uk/org/foyer/Foyer/art/%s.svg", id);
  const double ratio = 4.0 / 3.0; /* of every scene: data/art */
  int w = MAX (width, (int)(height * ratio + 0.5));
  int h = MAX (height, (int)(w / ratio + 0.5));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) part = NULL;
  g_autoptr (GdkPixbuf) owned = NULL;

  whole = gdk_pixbuf_new_from_resource_at_scale (path, w, h, FALSE, &error);
  if (whole == NULL)
    {
      g_debug ("no scene %s: %s", id, error->message);
      return NULL;
    }
  w = gdk_pixbuf_get_width (whole);
  h = gdk_pixbuf_get_height (whole);
  part = gdk_pixbuf_new_subpixbuf (whole, MAX (0, (w - width) / 2), MAX (0, (h - height) / 2),
                                   MIN (width, w), MIN (height, h));
  owned = gdk_pixbuf_copy (part);
  return gdk_texture_new_for_pixbuf (owned);
}

/* Called with the lock held. */
static void
evict (void)
{
  while (cached_bytes > CACHE_BYTES)
    {
      GHashTableIter iter;
      Entry *entry, *oldest = NULL;

      g_hash_table_iter_init (&iter, entries);
      while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&entry))
        if (entry->done && entry->used < tick && (oldest == NULL || entry->used < oldest->used))
          oldest = entry;
      if (oldest == NULL)
        return;
      cached_bytes -= entry_size (oldest);
      g_hash_table_remove (entries, oldest->key);
    }
}

static void
answer (GTask *task, GdkTexture *texture)
{
  if (texture != NULL)
    g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such scene");
}

static void
render_cb (gpointer data, gpointer user_data)
{
  Entry *entry = data; /* stays in the table until done */
  g_autoptr (GdkTexture) texture = render (entry->id, entry->width, entry->height);
  g_autoptr (GPtrArray) waiting = NULL;

  g_mutex_lock (&lock);
  g_set_object (&entry->texture, texture);
  entry->done = TRUE;
  cached_bytes += entry_size (entry);
  waiting = g_steal_pointer (&entry->waiting);
  evict ();
  g_mutex_unlock (&lock);

  for (guint i = 0; i < waiting->len; i++)
    answer (waiting->pdata[i], texture);
}

/* What a visitor looks at comes before what was only foreseen, the newest first: after a quick
 * scroll that is what is on the screen. Called by the pool, on any thread that pushes. */
static int
compare_urgency (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Entry *x = a, *y = b;

  if (x->is_awaited != y->is_awaited)
    return x->is_awaited ? -1 : 1;
  return x->used > y->used ? -1 : x->used < y->used;
}

/* Called with the lock held; the entry is being rendered or there. */
static Entry *
want (const char *id, int width, int height, gboolean is_awaited)
{
  g_autofree char *key = g_strdup_printf ("%s@%dx%d", id, width, height);
  Entry *entry;

  if (entries == NULL)
    {
      entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
      pool = g_thread_pool_new (render_cb, NULL, POOL_THREADS, FALSE, NULL);
      g_thread_pool_set_sort_function (pool, compare_urgency, NULL);
    }
  entry = g_hash_table_lookup (entries, key);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->key = g_steal_pointer (&key);
      entry->id = g_strdup (id);
      entry->width = width;
      entry->height = height;
      entry->waiting = g_ptr_array_new_with_free_func (g_object_unref);
      entry->is_awaited = is_awaited;
      entry->used = ++tick;
      g_hash_table_insert (entries, entry->key, entry);
      g_thread_pool_push (pool, entry, NULL);
      return entry;
    }
  if (is_awaited && !entry->done && !entry->is_awaited)
    {
      entry->is_awaited = TRUE;
      g_thread_pool_move_to_front (pool, entry);
    }
  entry->used = ++tick;
  return entry;
}

void
foyer_art_prefetch (const char *id, int width, int height)
{
  g_mutex_lock (&lock);
  want (id, width, height, FALSE);
  g_mutex_unlock (&lock);
}

GdkTexture *
foyer_art_peek (const char *id, int width, int height)
{
  GdkTexture *texture = NULL;
  g_autofree char *key = g_strdup_printf ("%s@%dx%d", id, width, height);
  Entry *entry;

  g_mutex_lock (&lock);
  entry = entries != NULL ? g_hash_table_lookup (entries, key) : NULL;
  if (entry != NULL && entry->texture != NULL)
    {
      entry->used = ++tick;
      texture = g_object_ref (entry->texture);
    }
  g_mutex_unlock (&lock);
  return texture;
}

void
foyer_art_load (const char *id,
                int width,
                int height,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GdkTexture) texture = NULL;
  gboolean done;
  Entry *entry;

  g_mutex_lock (&lock);
  entry = want (id, width, height, TRUE);
  done = entry->done;
  if (done)
    texture = entry->texture != NULL ? g_object_ref (entry->texture) : NULL;
  else
    g_ptr_array_add (entry->waiting, g_object_ref (task));
  g_mutex_unlock (&lock);
  if (done)
    answer (task, texture);
}

GdkTexture *
foyer_art_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
