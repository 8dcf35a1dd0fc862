/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-translation.h"

#include <string.h>

#include "core/model/foyer-json.h"

/* Puts the translated words of a content item in the place of its own: data/content/FORMAT.md.
 *
 * Only words can be replaced, never an id, a tag, a place or a number: a translation may be wrong,
 * but it cannot make something else of the item. Pure, any thread.
 */

#define MAX_DEPTH 6 /* item, facets, facet, options, option; one to spare */

/* Members that hold words, or lists that do. */
static const char *const words[]
  = { "about", "body",        "cost_text",  "facets",     "gain",       "heading", "label",
      "name",  "options",     "paragraphs", "sections",   "standfirst", "summary", "tagline",
      "title", "what_you_do", "when_text",  "where_note", NULL };

static void merge (json_t *item, const json_t *translation, int depth);

static gboolean
is_texts (const json_t *array)
{
  size_t i;
  json_t *value;

  json_array_foreach (array, i, value)
    if (!json_is_string (value))
      return FALSE;
  return TRUE;
}

/* A list of things with an id or a tag: the translation is an object by that name. Where it is only
 * a text, it is the label. */
static void
merge_named (json_t *list, const json_t *translation, int depth)
{
  size_t i;
  json_t *value;

  json_array_foreach (list, i, value)
    {
      const char *id = json_string_value (json_object_get (value, "id"));
      const char *name = id != NULL ? id : json_string_value (json_object_get (value, "tag"));
      json_t *one = name != NULL ? json_object_get (translation, name) : NULL;

      if (json_is_string (one) && json_object_get (value, "label") != NULL)
        json_object_set (value, "label", one);
      else if (json_is_object (one))
        merge (value, one, depth);
    }
}

/* A list of things without a name: the translation has as many, in the same order. */
static void
merge_listed (json_t *list, const json_t *translation, int depth)
{
  size_t i;
  json_t *value;

  if (json_array_size (list) != json_array_size (translation))
    return;
  json_array_foreach (list, i, value)
    {
      json_t *one = json_array_get (translation, i);

      if (json_is_object (value) && json_is_object (one))
        merge (value, one, depth);
    }
}

static void
merge (json_t *item, const json_t *translation, int depth)
{
  const char *key;
  json_t *value;

  if (depth > MAX_DEPTH)
    return;
  json_object_foreach ((json_t *)translation, key, value)
    {
      json_t *own = json_object_get (item, key);

      if (own == NULL || !g_strv_contains (words, key))
        continue;
      if (json_is_string (own) && json_is_string (value))
        json_object_set (item, key, value);
      else if (json_is_array (own) && json_is_array (value) && is_texts (own) && is_texts (value))
        json_object_set (item, key, value);
      else if (json_is_array (own) && json_is_object (value))
        merge_named (own, value, depth + 1);
      else if (json_is_array (own) && json_is_array (value))
        merge_listed (own, value, depth + 1);
    }
}

char *
foyer_translation_apply (const char *item, const char *language)
{
  json_t *root, *translation;
  char *text = NULL;

  g_return_val_if_fail (item != NULL && language != NULL, NULL);

  if (strstr (item, "\"translations\"") == NULL)
    return NULL; /* most have none: not worth reading twice */
  root = foyer_json_parse (item, strlen (item), NULL);
  translation = json_object_get (json_object_get (root, "translations"), language);
  if (json_is_object (translation))
    {
      merge (root, translation, 0);
      json_object_set_new (root, "language", json_string (language));
      json_object_del (root, "translations");
      text = foyer_json_dump (root);
    }
  json_decref (root);
  return text;
}
