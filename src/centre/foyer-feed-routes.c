/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "centre/foyer-feed-text.h"

/* The feeds: RPDE 1.1 pages in change-number order.
 *
 * On the centre's thread, from the reading connection. Two hundred kiosks ask for the same pages
 * after each change, so made pages are kept, plain, compressed and signed, as long as nothing in
 * their feed has changed. The signature is over what is asked for as well: a page of one feed, or
 * from another place in it, cannot be played to a kiosk that asked for this one.
 */

/* Items of a page: the validator of the standard asks for 500 at least. */
#define LIMIT_DEFAULT 500
#define LIMIT_MAX 1000
/* Bytes of items at which a page ends, however few they are: the last one may go over it by 256
 * KiB. A kiosk takes 32 MiB. */
#define PAGE_BYTES (8 * 1024 * 1024)
/* Largest change number JSON can carry exactly. */
#define CHANGE_MAX G_GINT64_CONSTANT (9007199254740991)
/* Bytes of pages kept; above it all are dropped, which costs one making each. */
#define CACHE_MAX_BYTES (32 * 1024 * 1024)
/* Bytes. Smaller pages are not worth compressing. */
#define GZIP_MIN_BYTES 1024
/* s, as the standard asks: a page that has one behind it, and the last one. */
#define CACHE_CONTROL_PAGE "public, max-age=3600"
#define CACHE_CONTROL_LAST_PAGE "public, max-age=8"

typedef struct
{
  FoyerKind kind;
  gint64 after; /* -1: not given */
  gint64 limit; /* 0: not given */
} Ask;

typedef struct
{
  gint64 last;     /* change number of the feed when it was made */
  GBytes *plain;   /* owned */
  GBytes *gzip;    /* owned (nullable): not worth it */
  char *signature; /* owned: base64 */
  gboolean is_last;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_clear_pointer (&page->plain, g_bytes_unref);
  g_clear_pointer (&page->gzip, g_bytes_unref);
  g_free (page->signature);
  g_free (page);
}

void
foyer_feed_pages_init (FoyerCentre *self)
{
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, page_free);
}

static gboolean
read_number (
  GHashTable *query, const char *name, gint64 min, gint64 max, gint64 missing, gint64 *value)
{
  const char *text = query ? g_hash_table_lookup (query, name) : NULL;
  guint64 number = 0;

  *value = missing;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, (guint64)min, (guint64)max, &number, NULL))
    return FALSE;
  *value = (gint64)number;
  return TRUE;
}

typedef struct
{
  GString *text;
  const char *kind;
  gint64 last;
  guint n;
} Writing;

static gboolean
write_item (const FoyerCentreItem *item, gpointer data)
{
  Writing *writing = data;

  foyer_feed_append_item (writing->text, writing->kind, writing->n == 0, item);
  writing->last = item->change;
  writing->n++;
  return writing->text->len < PAGE_BYTES;
}

static void
append_url (GString *text, const char *base, const Ask *ask, gint64 after)
{
  g_string_append_printf (text, "%s/feeds/%s", base, foyer_kind_to_string (ask->kind));
  if (after >= 0)
    g_string_append_printf (text, "?afterChangeNumber=%" G_GINT64_FORMAT, after);
  if (ask->limit)
    g_string_append_printf (text, "%climit=%" G_GINT64_FORMAT, after >= 0 ? '&' : '?', ask->limit);
}

static GBytes *
compress (GBytes *plain)
{
  g_autoptr (GConverter) converter
    = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);
  gsize size;
  gconstpointer data = g_bytes_get_data (plain, &size);

  if (size < GZIP_MIN_BYTES || !g_output_stream_write_all (stream, data, size, NULL, NULL, NULL)
      || !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static char *
sign_page (FoyerCentre *self, const Ask *ask, GBytes *plain)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (plain, &size);
  g_autoptr (GString) text = g_string_sized_new (size + 64);
  guint8 signature[FOYER_SIGNATURE_BYTES];

  g_string_append_printf (text, "%s\n%" G_GINT64_FORMAT "\n", foyer_kind_to_string (ask->kind),
                          MAX (ask->after, 0));
  g_string_append_len (text, data, (gssize)size);
  foyer_sign (&self->sign, FOYER_CONTEXT_FEED, text->str, text->len, signature);
  return g_base64_encode (signature, sizeof signature);
}

static Page *
make_page (FoyerCentre *self, const Ask *ask, const char *base, gint64 last, GError **error)
{
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new ("{\"next\":\"");
  Writing writing = { items, foyer_kind_to_string (ask->kind), ask->after, 0 };
  Page *page = NULL;

  if (!foyer_centre_store_each_item (self->reader, ask->kind, ask->after,
                                     (guint)(ask->limit ? ask->limit : LIMIT_DEFAULT), write_item,
                                     &writing, error))
    return NULL;
  append_url (text, base, ask, writing.last);
  g_string_append (text, "\",\"items\":[");
  g_string_append_len (text, items->str, (gssize)items->len);
  g_string_append (text, "],\"license\":\"" FOYER_FEED_LICENCE "\"}");
  page = g_new0 (Page, 1);
  page->last = last;
  page->is_last = writing.n == 0;
  page->plain = g_string_free_to_bytes (g_steal_pointer (&text));
  page->gzip = compress (page->plain);
  page->signature = sign_page (self, ask, page->plain);
  return page;
}

static const Page *
get_page (FoyerCentre *self, const Ask *ask, const char *base, gint64 last, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, base,
                                          ask->kind, ask->after, ask->limit);
  Page *page = g_hash_table_lookup (self->pages, key);

  if (page && page->last == last)
    return page;
  page = make_page (self, ask, base, last, error);
  if (page == NULL)
    return NULL;
  if (self->pages_size > CACHE_MAX_BYTES)
    {
      g_hash_table_remove_all (self->pages);
      self->pages_size = 0;
    }
  self->pages_size
    += g_bytes_get_size (page->plain) + (page->gzip ? g_bytes_get_size (page->gzip) : 0);
  g_hash_table_insert (self->pages, g_steal_pointer (&key), page);
  return page;
}

static gboolean
accepts_gzip (SoupServerMessage *message)
{
  const char *text = soup_message_headers_get_list (
    soup_server_message_get_request_headers (message), "Accept-Encoding");
  GSList *list = text ? soup_header_parse_quality_list (text, NULL) : NULL;
  gboolean found = FALSE;

  for (GSList *at = list; at && !found; at = at->next)
    found = g_ascii_strcasecmp (at->data, "gzip") == 0;
  soup_header_free_list (list);
  return found;
}

static void
send_page (FoyerCentre *self, SoupServerMessage *message, const Page *page, const char *etag)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean is_small = page->gzip && accepts_gzip (message);

  soup_message_headers_replace (headers, "ETag", etag);
  soup_message_headers_replace (headers, "Foyer-Signature", page->signature);
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  soup_message_headers_replace (headers, "Cache-Control",
                                page->is_last ? CACHE_CONTROL_LAST_PAGE : CACHE_CONTROL_PAGE);
  soup_message_headers_replace (headers, "Content-Type",
                                "application/vnd.openactive.rpde+json; version=1.1");
  if (is_small)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                  is_small ? page->gzip : page->plain);
  soup_server_message_set_status (message, 200, NULL);
  self->metrics.pages++;
}

void
foyer_route_feed (FoyerCentre *self,
                  SoupServerMessage *message,
                  const char *tail,
                  GHashTable *query)
{
  const char *known = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "If-None-Match");
  g_autofree char *base = foyer_reply_dup_base_url (self, message);
  g_autofree char *etag = NULL;
  FoyerFeedState state = { 0 };
  Ask ask = { 0 };
  const Page *page = NULL;

  if (!foyer_kind_from_string (tail, &ask.kind))
    {
      foyer_reply_problem (message, 404, NULL, "there is no feed of this name");
      return;
    }
  if (!read_number (query, "afterChangeNumber", 0, CHANGE_MAX, -1, &ask.after)
      || !read_number (query, "limit", 1, LIMIT_MAX, 0, &ask.limit))
    {
      foyer_reply_problem (message, 400, NULL,
                           "afterChangeNumber is a whole number and limit one from 1 to 1000");
      return;
    }
  if (!foyer_centre_store_get_feed (self->reader, ask.kind, &state, NULL))
    {
      foyer_reply_problem (message, 503, NULL, "the database does not answer");
      return;
    }
  /* Weak: the same page, plain or compressed. */
  etag = g_strdup_printf (
    "W/\"%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "\"",
    foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0), ask.after,
    ask.limit, state.last);
  if (g_strcmp0 (known, etag) == 0)
    {
      self->metrics.not_modified++;
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag",
                                    etag);
      soup_server_message_set_status (message, 304, NULL);
      return;
    }
  page = get_page (self, &ask, base, state.last, NULL);
  if (page)
    send_page (self, message, page, etag);
  else
    foyer_reply_problem (message, 503, NULL, "the database does not answer");
}
