/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-feed"

#include "core/feed/foyer-feed.h"

#include <string.h>

#include "core/model/foyer-json-reader.h"

/* Pages of an RPDE feed and native import files.
 *
 * A page is cut into items before anything is parsed, so that a broken item spoils only itself, and
 * the data of an item is handed on as text that nobody has looked into: foyer_content_check_item ()
 * does that once, right before it is stored. Pure functions; a page belongs to whoever parsed it.
 */

/* Bytes. A page holds at most a few thousand items. */
#define MAX_PAGE_SIZE (32 * 1024 * 1024)
/* Bytes; data/content/FORMAT.md. */
#define MAX_ITEM_SIZE (256 * 1024)
/* Bytes of an id with its quotation marks; longer ones are not looked at. */
#define MAX_ID_SIZE 200
/* Bytes of a change number. */
#define MAX_NUMBER_SIZE 24
/* Bytes of a page without its items. */
#define MAX_HEAD_SIZE (64 * 1024)
/* Lines. A page that is wrong throughout need not be told 10,000 times. */
#define MAX_PROBLEMS 200

G_DEFINE_QUARK (foyer - feed - error - quark, foyer_feed_error)

void
foyer_feed_item_free (FoyerFeedItem *item)
{
  g_free (item->id);
  g_free (item->json);
  g_free (item);
}

void
foyer_feed_page_free (FoyerFeedPage *page)
{
  g_ptr_array_unref (page->items);
  g_ptr_array_unref (page->problems);
  g_free (page->next);
  g_free (page);
}

static FoyerFeedPage *
page_new (void)
{
  FoyerFeedPage *page = g_new0 (FoyerFeedPage, 1);

  page->items = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_feed_item_free);
  page->problems = g_ptr_array_new_with_free_func (g_free);
  return page;
}

void
foyer_feed_page_add_problem (FoyerFeedPage *page, const char *format, ...)
{
  va_list args;

  if (page->problems->len > MAX_PROBLEMS)
    return;
  if (page->problems->len == MAX_PROBLEMS)
    {
      g_ptr_array_add (page->problems, g_strdup ("and more"));
      return;
    }
  va_start (args, format);
  g_ptr_array_add (page->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
invalid (GError **error, const char *what)
{
  g_set_error_literal (error, FOYER_FEED_ERROR, FOYER_FEED_ERROR_INVALID, what);
  return FALSE;
}

/* Parses an object without one of its values, which is put aside: *cut is empty when it is not
 * there. What is left must be small, and goes through the strict parser: a second such member is
 * refused there. */
static json_t *
parse_around (
  FoyerJsonSpan whole, const char *key, gsize max_size, FoyerJsonSpan *cut, GError **error)
{
  g_autoptr (GString) rest = NULL;

  /* A search that fails leaves whatever it met last. */
  if (!foyer_json_span_member (whole, key, cut))
    *cut = (FoyerJsonSpan){ .start = whole.start + whole.size, .size = 0 };
  if (whole.size - cut->size > max_size)
    {
      g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_INVALID, "too large");
      return NULL;
    }
  rest = g_string_new_len (whole.start, cut->start - whole.start);
  if (cut->size > 0)
    {
      const char *after = cut->start + cut->size;

      g_string_append_c (rest, '0');
      g_string_append_len (rest, after, whole.start + whole.size - after);
    }
  return foyer_json_parse (rest->str, rest->len, error);
}

/* The text between the quotation marks of a value, or a number as it stands. Nothing that we look
 * for has escapes in it. (transfer full) */
static char *
dup_plain (FoyerJsonSpan value)
{
  gboolean is_text = value.size >= 2 && *value.start == '"';

  return g_strndup (is_text ? value.start + 1 : value.start, is_text ? value.size - 2 : value.size);
}

static gboolean
is_text (FoyerJsonSpan value, const char *text)
{
  return value.size == strlen (text) + 2 && memcmp (value.start + 1, text, value.size - 2) == 0
         && *value.start == '"';
}

/* An RPDE id may be a text or a whole number. (transfer full) (nullable) */
static char *
dup_rpde_id (FoyerJsonSpan value)
{
  g_autofree char *id = value.size <= MAX_ID_SIZE ? dup_plain (value) : NULL;

  if (value.size == 0 || id == NULL || !foyer_json_is_id (id))
    return NULL;
  if (*value.start != '"' && strspn (id, "0123456789") != strlen (id))
    return NULL;
  return g_steal_pointer (&id);
}

/* So may a change number; ours are numbers, others write them as text. */
static gboolean
get_modified (FoyerJsonSpan value, gint64 *modified)
{
  g_autofree char *text
    = value.size > 0 && value.size <= MAX_NUMBER_SIZE ? dup_plain (value) : NULL;

  return text != NULL && g_ascii_isdigit (*text)
         && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, modified, NULL);
}

static FoyerFeedItem *
parse_item (FoyerKind kind, FoyerJsonSpan span, const char **problem)
{
  static const char *const keys[] = { "id", "modified", "state", "data", NULL };
  FoyerJsonSpan values[G_N_ELEMENTS (keys)];
  const FoyerJsonSpan *data = &values[3];
  g_autofree char *id = NULL;
  FoyerFeedItem *item;
  gint64 modified;
  gboolean is_deleted;

  if (!foyer_json_span_members (span, keys, values))
    return *problem = "not an item", NULL;
  id = dup_rpde_id (values[0]);
  if (id == NULL)
    return *problem = "the id is missing or not allowed", NULL;
  if (!get_modified (values[1], &modified))
    return *problem = "the change number is missing or wrong", NULL;
  is_deleted = is_text (values[2], "deleted");
  if (!is_deleted && (!is_text (values[2], "updated") || data->size == 0 || *data->start != '{'))
    return *problem = "neither deleted nor updated with its data", NULL;
  if (data->size > MAX_ITEM_SIZE)
    return *problem = "too large", NULL;
  item = g_new0 (FoyerFeedItem, 1);
  item->kind = kind;
  item->id = g_steal_pointer (&id);
  item->modified = modified;
  item->deleted = is_deleted;
  item->json = is_deleted ? NULL : foyer_json_span_compact (*data);
  return item;
}

static FoyerFeedItem *
parse_native_item (FoyerKind kind, FoyerJsonSpan span, const char **problem)
{
  FoyerFeedItem *item;
  FoyerJsonSpan value;
  g_autofree char *id = NULL;

  if (span.size > MAX_ITEM_SIZE)
    return *problem = "too large", NULL;
  if (*span.start != '{' || !foyer_json_span_member (span, "id", &value) || value.size < 2
      || *value.start != '"')
    return *problem = "not an object with an id", NULL;
  id = g_strndup (value.start + 1, value.size - 2);
  if (!foyer_json_is_id (id))
    return *problem = "the id is not allowed", NULL;
  item = g_new0 (FoyerFeedItem, 1);
  item->kind = kind;
  item->id = g_steal_pointer (&id);
  item->json = foyer_json_span_compact (span);
  return item;
}

/* The id as far as it can be told, for a line about a bad item; "" otherwise. */
static char *
dup_hint (FoyerJsonSpan span)
{
  FoyerJsonSpan value;
  g_autofree char *id = NULL;

  if (!foyer_json_span_member (span, "id", &value) || value.size < 3 || value.size > 100)
    return g_strdup ("");
  id = g_strndup (value.start + 1, value.size - 2);
  return g_strdup (*value.start == '"' && foyer_json_is_id (id) ? id : "");
}

static gboolean
parse_items (FoyerFeedPage *page,
             FoyerKind kind,
             FoyerJsonSpan items,
             FoyerFeedItem *(*parse_one) (FoyerKind, FoyerJsonSpan, const char **),
             GError **error)
{
  gsize position = 0;
  FoyerJsonSpan span;

  for (guint n = 1; foyer_json_span_next (items, &position, &span); n++)
    {
      const char *problem = NULL;
      FoyerFeedItem *item = parse_one (kind, span, &problem);

      if (item == NULL)
        {
          g_autofree char *hint = dup_hint (span);

          foyer_feed_page_add_problem (page, "%s item %u%s%s: %s", foyer_kind_to_string (kind), n,
                                       *hint != '\0' ? " " : "", hint, problem);
        }
      else
        g_ptr_array_add (page->items, item);
    }
  return foyer_json_span_is_done (items, position) || invalid (error, "the items are cut off");
}

/* The page without its items; *items is the list. */
static json_t *
parse_head (const char *data, gsize size, FoyerJsonSpan *items, GError **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (json_t) head = NULL;

  if (size > MAX_PAGE_SIZE)
    return invalid (error, "larger than 32 MiB"), NULL;
  head = parse_around ((FoyerJsonSpan){ data, size }, "items", MAX_HEAD_SIZE, items, &parse_error);
  if (head == NULL)
    {
      g_set_error (error, FOYER_FEED_ERROR, FOYER_FEED_ERROR_INVALID, "%s", parse_error->message);
      return NULL;
    }
  if (!json_is_object (head) || items->size == 0 || *items->start != '[')
    return invalid (error, "not an object with a list of items"), NULL;
  return g_steal_pointer (&head);
}

FoyerFeedPage *
foyer_feed_page_parse (FoyerKind kind, const char *data, gsize size, GError **error)
{
  g_autoptr (FoyerFeedPage) page = page_new ();
  g_autoptr (json_t) head = NULL;
  FoyerJsonSpan items;
  const char *next;

  g_return_val_if_fail ((guint)kind < FOYER_N_KINDS, NULL);

  head = parse_head (data, size, &items, error);
  if (head == NULL)
    return NULL;
  page->kind = kind;
  next = foyer_json_get_string (head, "next");
  if (next == NULL || *next == '\0')
    return invalid (error, "no address of the next page"), NULL;
  page->next = g_strdup (next);
  if (!parse_items (page, kind, items, parse_item, error))
    return NULL;
  return g_steal_pointer (&page);
}

FoyerFeedPage *
foyer_feed_file_parse (const char *data, gsize size, GError **error)
{
  g_autoptr (FoyerFeedPage) page = page_new ();
  g_autoptr (json_t) head = NULL;
  FoyerJsonSpan items;
  FoyerKind kind;

  head = parse_head (data, size, &items, error);
  if (head == NULL)
    return NULL;
  if (g_strcmp0 (foyer_json_get_string (head, "format"), "foyer-content-1") != 0)
    return invalid (error, "the format is not foyer-content-1"), NULL;
  if (!foyer_kind_from_string (foyer_json_get_string (head, "kind"), &kind))
    return invalid (error, "the kind is not known"), NULL;
  page->kind = kind;
  if (!parse_items (page, kind, items, parse_native_item, error))
    return NULL;
  return g_steal_pointer (&page);
}
