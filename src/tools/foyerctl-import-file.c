/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include "tools/foyerctl-import-file.h"

#include <string.h>

#include "centre/foyer-centre-store.h"
#include "core/model/foyer-json.h"

/* What an import file says, before anything is done with it.
 *
 * Pure functions of bytes that somebody wrote by hand or that another server sent; on the thread
 * of foyerctl.
 */

/* What an item cannot be taken in for is told here, by its name: behind the door only text of JSON
 * can be spoken of. */
gboolean
foyerctl_import_check (FoyerKind kind, const FoyerFeedItem *item, GError **error)
{
  g_autofree char *id = NULL;
  const char *problem = NULL;

  if (!g_utf8_validate (item->json, -1, NULL))
    problem = "not UTF-8";
  else if (!foyer_content_check_item (kind, item->json, strlen (item->json), &id, error))
    return FALSE;
  else if (g_strcmp0 (id, item->id) != 0)
    problem = "its data has another id";
  if (problem == NULL)
    return TRUE;
  g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED, problem);
  return FALSE;
}

/* The kind of a page is not in the page but with each item: it is that of the first item that has
 * one. Items are only cut here, so that a broken one spoils nothing. *is_empty: a last page. */
static gboolean
find_page_kind (const char *text, gsize size, FoyerKind *kind, gboolean *is_empty)
{
  FoyerJsonSpan items = { 0 }, item = { 0 }, value = { 0 };
  gsize position = 0;

  *is_empty = FALSE;
  if (!foyer_json_span_member ((FoyerJsonSpan){ text, size }, "items", &items))
    return FALSE;
  while (foyer_json_span_next (items, &position, &item))
    {
      g_autofree char *name = NULL;

      if (!foyer_json_span_member (item, "kind", &value) || value.size < 2 || *value.start != '"')
        continue;
      name = g_strndup (value.start + 1, value.size - 2);
      if (foyer_kind_from_string (name, kind))
        return TRUE;
    }
  *is_empty = item.start == NULL && foyer_json_span_is_done (items, position);
  return *is_empty;
}

static FoyerFeedPage *
parse_rpde (const char *text, gsize size, GError **error)
{
  FoyerKind kind = FOYER_KIND_PROGRAMMES;
  gboolean is_empty = FALSE;
  gboolean is_ours = find_page_kind (text, size, &kind, &is_empty);
  /* Also when it is not ours: what is no page at all is told as that. */
  g_autoptr (FoyerFeedPage) page = foyer_feed_page_parse (kind, text, size, error);

  if (page == NULL || is_ours)
    return g_steal_pointer (&page);
  g_set_error_literal (
    error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
    "this page is not one of a Foyer centre: OpenActive's own kinds are not in this"
    " version");
  return NULL;
}

FoyerFeedPage *
foyerctl_import_parse (const char *text, gsize size, gboolean is_rpde, GError **error)
{
  return is_rpde ? parse_rpde (text, size, error) : foyer_feed_file_parse (text, size, error);
}
