/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-json"

#include "core/model/foyer-json-reader.h"

#include <math.h>
#include <string.h>

#include "core/model/foyer-content.h"

/* Takes the members of one content item out of JSON.
 *
 * What an item may look like is written in the constructors of the model (one place for checking
 * and for building); this file knows the kinds of member. A reader lives on the stack of a
 * constructor and keeps nothing afterwards.
 */

/* Bytes; data/content/FORMAT.md. */
#define MAX_TITLE 300
#define MAX_ID 96

static const char *
label (FoyerJsonReader *reader)
{
  return reader->id[0] != '\0' ? reader->id : "item";
}

void
foyer_json_reader_fail (FoyerJsonReader *reader, const char *key, const char *what)
{
  if (reader->error == NULL)
    g_set_error (&reader->error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID, "%s: %s %s",
                 label (reader), key, what);
}

void
foyer_json_reader_open (FoyerJsonReader *reader, const char *json, gssize size)
{
  g_autoptr (GError) error = NULL;
  const char *id;

  *reader = (FoyerJsonReader){ .id = "" };
  reader->root = foyer_json_parse (json, size < 0 ? strlen (json) : (gsize)size, &error);
  if (reader->root == NULL)
    {
      g_set_error (&reader->error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID, "item: %s",
                   error->message);
      return;
    }
  if (!json_is_object (reader->root))
    {
      foyer_json_reader_fail (reader, "the item", "is not an object");
      return;
    }
  reader->object = reader->root;
  id = foyer_json_get_string (reader->root, "id");
  if (id == NULL || !foyer_json_is_id (id))
    foyer_json_reader_fail (reader, "id", "is missing or not allowed");
  else
    reader->id = id;
}

void
foyer_json_reader_clear (FoyerJsonReader *reader)
{
  g_clear_pointer (&reader->root, json_decref);
  g_clear_error (&reader->error);
}

gboolean
foyer_json_reader_finish (FoyerJsonReader *reader, GError **error)
{
  if (reader->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reader->error));
  return FALSE;
}

/* The member, or NULL when it is missing or null, or there was a problem before. */
static json_t *
find (FoyerJsonReader *reader, const char *key)
{
  json_t *value;

  if (reader->error != NULL || reader->object == NULL)
    return NULL;
  value = json_object_get (reader->object, key);
  return json_is_null (value) ? NULL : value;
}

static char *
clean (const json_t *value)
{
  gsize size = json_string_length (value);
  char *text;

  if (size == 0)
    return NULL;
  text = g_strndup (json_string_value (value), size);
  for (gsize i = 0; i < size; i++)
    if ((text[i] >= 0 && text[i] < 0x20 && text[i] != '\n') || text[i] == 0x7f)
      text[i] = ' ';
  return text;
}

/* Borrowed; NULL unless the member is a text. */
static const char *
find_text (FoyerJsonReader *reader, const char *key)
{
  json_t *value = find (reader, key);

  if (value != NULL && !json_is_string (value))
    {
      foyer_json_reader_fail (reader, key, "is not a text");
      return NULL;
    }
  return value != NULL && json_string_length (value) > 0 ? json_string_value (value) : NULL;
}

char *
foyer_json_reader_dup_text (FoyerJsonReader *reader, const char *key)
{
  json_t *value = find (reader, key);

  if (value == NULL)
    return NULL;
  if (json_is_string (value))
    return clean (value);
  foyer_json_reader_fail (reader, key, "is not a text");
  return NULL;
}

char *
foyer_json_reader_dup_required_text (FoyerJsonReader *reader, const char *key)
{
  char *text = foyer_json_reader_dup_text (reader, key);

  if (text == NULL)
    foyer_json_reader_fail (reader, key, "is missing");
  return text;
}

char *
foyer_json_reader_dup_title (FoyerJsonReader *reader, const char *key)
{
  static const char ellipsis[] = "…";
  g_autofree char *text = foyer_json_reader_dup_required_text (reader, key);
  char *end;

  if (text == NULL || strlen (text) <= MAX_TITLE)
    return g_steal_pointer (&text);
  end = text + MAX_TITLE - strlen (ellipsis);
  while ((*end & 0xc0) == 0x80) /* not in the middle of a character */
    end--;
  *end = '\0';
  return g_strconcat (text, ellipsis, NULL);
}

char *
foyer_json_reader_dup_choice (FoyerJsonReader *reader, const char *key, const char *const *choices)
{
  const char *text = find_text (reader, key);

  if (text == NULL || g_strv_contains (choices, text))
    return g_strdup (text);
  foyer_json_reader_fail (reader, key, "is none of the known words");
  return NULL;
}

char *
foyer_json_reader_dup_id (FoyerJsonReader *reader, const char *key)
{
  const char *text = find_text (reader, key);

  if (text == NULL || foyer_json_is_id (text))
    return g_strdup (text);
  foyer_json_reader_fail (reader, key, "is not an id");
  return NULL;
}

char *
foyer_json_reader_dup_required_id (FoyerJsonReader *reader, const char *key)
{
  char *id = foyer_json_reader_dup_id (reader, key);

  if (id == NULL)
    foyer_json_reader_fail (reader, key, "is missing");
  return id;
}

char *
foyer_json_reader_dup_url (FoyerJsonReader *reader, const char *key)
{
  const char *text = find_text (reader, key);

  if (text == NULL || g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
    return g_strdup (text);
  foyer_json_reader_fail (reader, key, "is not a web address");
  return NULL;
}

static gboolean
is_digits (const char *text, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

gboolean
foyer_json_is_date (const char *text)
{
  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-' || !is_digits (text, 0, 4)
      || !is_digits (text, 5, 7) || !is_digits (text, 8, 10))
    return FALSE;
  return g_date_valid_dmy (atoi (text + 8), atoi (text + 5), atoi (text));
}

static gboolean
is_loose_date (const char *text)
{
  gsize size = strlen (text);
  int month;

  if (size == 4)
    return is_digits (text, 0, 4);
  if (size != 7)
    return foyer_json_is_date (text);
  month = atoi (text + 5);
  return is_digits (text, 0, 4) && text[4] == '-' && is_digits (text, 5, 7) && month >= 1
         && month <= 12;
}

char *
foyer_json_reader_dup_date (FoyerJsonReader *reader, const char *key, gboolean is_loose)
{
  const char *text = find_text (reader, key);

  if (text == NULL || (is_loose ? is_loose_date (text) : foyer_json_is_date (text)))
    return g_strdup (text);
  foyer_json_reader_fail (reader, key, "is not a date");
  return NULL;
}

GStrv
foyer_json_reader_dup_texts (FoyerJsonReader *reader, const char *key)
{
  json_t *array = foyer_json_reader_get_array (reader, key);
  gsize size = json_array_size (array);
  GStrv texts = g_new0 (char *, size + 1);
  gsize n = 0;

  for (gsize i = 0; i < size; i++)
    {
      json_t *value = json_array_get (array, i);

      if (!json_is_string (value))
        {
          foyer_json_reader_fail (reader, key, "holds something that is not a text");
          break;
        }
      texts[n] = clean (value);
      if (texts[n] != NULL)
        n++;
    }
  return texts;
}

gint64
foyer_json_reader_get_int (
  FoyerJsonReader *reader, const char *key, gint64 min, gint64 max, gint64 missing)
{
  json_t *value = find (reader, key);

  if (value == NULL)
    return missing;
  if (json_is_integer (value) && json_integer_value (value) >= min
      && json_integer_value (value) <= max)
    return json_integer_value (value);
  foyer_json_reader_fail (reader, key, "is not a whole number in its range");
  return missing;
}

double
foyer_json_reader_get_number (FoyerJsonReader *reader, const char *key, double min, double max)
{
  json_t *value = find (reader, key);

  if (value == NULL)
    return NAN;
  if (json_is_number (value) && json_number_value (value) >= min
      && json_number_value (value) <= max)
    return json_number_value (value);
  foyer_json_reader_fail (reader, key, "is not a number in its range");
  return NAN;
}

int
foyer_json_reader_get_bool (FoyerJsonReader *reader, const char *key, int missing)
{
  json_t *value = find (reader, key);

  if (value == NULL)
    return missing;
  if (json_is_boolean (value))
    return json_is_true (value);
  foyer_json_reader_fail (reader, key, "is neither true nor false");
  return missing;
}

json_t *
foyer_json_reader_get_object (FoyerJsonReader *reader, const char *key)
{
  json_t *value = find (reader, key);

  if (value == NULL || json_is_object (value))
    return value;
  foyer_json_reader_fail (reader, key, "is not an object");
  return NULL;
}

json_t *
foyer_json_reader_get_array (FoyerJsonReader *reader, const char *key)
{
  json_t *value = find (reader, key);

  if (value == NULL || json_is_array (value))
    return value;
  foyer_json_reader_fail (reader, key, "is not a list");
  return NULL;
}

gboolean
foyer_json_is_id (const char *text)
{
  gsize size = 0;

  if (!g_ascii_islower (text[0]) && !g_ascii_isdigit (text[0]))
    return FALSE;
  for (; text[size] != '\0'; size++)
    if (size >= MAX_ID
        || (!g_ascii_islower (text[size]) && !g_ascii_isdigit (text[size])
            && strchr ("._@:+-T", text[size]) == NULL))
      return FALSE;
  return TRUE;
}
