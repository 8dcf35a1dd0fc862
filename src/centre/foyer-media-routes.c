/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include <string.h>

#include "centre/foyer-centre-private.h"
#include "core/store/foyer-media-cache.h"

/* Media files by their hash: what an address names can never change.
 *
 * On the centre's thread; a file is mapped, not read, and goes out as the line takes it. One open
 * range
 * ("from byte N on") is answered, which is what a kiosk asks for after a cut; any other Range gets
 * the whole file, as RFC 9110 §14.2 allows.
 */

#define HASH_CHARS 64

/* The first byte asked for; 0: the whole file. -1: there is nothing there. */
static gint64
read_range (SoupMessageHeaders *headers, const char *etag, gsize size)
{
  const char *range = soup_message_headers_get_one (headers, "Range");
  const char *if_range = soup_message_headers_get_one (headers, "If-Range");
  g_autofree char *digits = NULL;
  guint64 from = 0;

  if (range == NULL || (if_range && !g_str_equal (if_range, etag))
      || !g_str_has_prefix (range, "bytes=") || !g_str_has_suffix (range, "-"))
    return 0;
  digits = g_strndup (range + 6, strlen (range) - 7);
  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &from, NULL))
    return 0;
  return from < size ? (gint64)from : -1;
}

static void
send_file (FoyerCentre *self, SoupServerMessage *message, GMappedFile *file, const char *etag)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) whole = g_mapped_file_get_bytes (file);
  gsize size = g_bytes_get_size (whole);
  gint64 from = read_range (request, etag, size);
  g_autoptr (GBytes) part = NULL;

  if (from < 0)
    {
      g_autofree char *range = g_strdup_printf ("bytes */%zu", size);

      soup_message_headers_replace (headers, "Content-Range", range);
      foyer_reply_problem (message, 416, NULL, "the file is not that long");
      return;
    }
  /* We answered the range ourselves; libsoup would do it again, without looking at If-Range. */
  soup_message_headers_remove (request, "Range");
  part = g_bytes_new_from_bytes (whole, (gsize)from, size - (gsize)from);
  if (from > 0)
    soup_message_headers_set_content_range (headers, from, (goffset)size - 1, (goffset)size);
  soup_message_headers_replace (headers, "ETag", etag);
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  soup_message_headers_replace (headers, "Cache-Control", "public, max-age=31536000, immutable");
  soup_message_headers_set_content_type (headers, "application/octet-stream", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), part);
  soup_server_message_set_status (message, from > 0 ? 206 : 200, NULL);
  self->metrics.media++;
}

void
foyer_route_media (FoyerCentre *self,
                   SoupServerMessage *message,
                   const char *tail,
                   GHashTable *query)
{
  const char *hash = g_str_has_prefix (tail, "sha256-") ? tail + 7 : "";
  g_autofree char *path = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GMappedFile) file = NULL;
  const char *known = NULL;

  if (strlen (hash) == HASH_CHARS && strspn (hash, "0123456789abcdef") == HASH_CHARS)
    path = foyer_media_cache_dup_path (self->data_dir, hash);
  file = path ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  if (file == NULL)
    {
      foyer_reply_problem (message, 404, NULL, "there is no such media file here");
      return;
    }
  etag = g_strdup_printf ("\"%s\"", tail);
  known = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                        "If-None-Match");
  if (g_strcmp0 (known, etag) == 0)
    {
      soup_server_message_set_status (message, 304, NULL);
      return;
    }
  send_file (self, message, file, etag);
}
