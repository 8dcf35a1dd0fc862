/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-json"

#include "core/model/foyer-json.h"

#include <string.h>

/* JSON that crosses a trust line.
 *
 * jansson parses (it refused every hostile input we tried, where json-glib crashed on 100,000
 * brackets); in front of it stands a scan for depth. Pure functions, nothing kept, any thread. What
 * was read may be somebody's, so messages tell the place and never the text.
 */

G_DEFINE_QUARK (foyer - json - error - quark, foyer_json_error)

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* from: an opening quote. The byte after the closing one, or NULL when the text ends first. */
static const char *
skip_string (const char *from, const char *end)
{
  const char *start = from + 1;

  while (start < end)
    {
      const char *quote = memchr (start, '"', end - start);
      gsize n_backslashes = 0;

      if (quote == NULL)
        return NULL;
      while (quote - n_backslashes > start && quote[-(gssize)n_backslashes - 1] == '\\')
        n_backslashes++;
      if (n_backslashes % 2 == 0)
        return quote + 1;
      start = quote + 1;
    }
  return NULL;
}

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && is_space (*p))
    p++;
  return p;
}

/* The byte after the value that starts at p, or NULL when the text ends inside it. */
static const char *
skip_value (const char *p, const char *end)
{
  gsize depth = 0;

  if (p < end && *p == '"')
    return skip_string (p, end);
  if (p < end && *p != '{' && *p != '[')
    {
      const char *from = p;

      while (p < end && !is_space (*p) && strchr (",]}:\"[{", *p) == NULL)
        p++;
      return p > from ? p : NULL;
    }
  while (p < end)
    {
      if (*p == '"')
        {
          p = skip_string (p, end);
          if (p == NULL)
            return NULL;
          continue;
        }
      if (*p == '{' || *p == '[')
        depth++;
      else if ((*p == '}' || *p == ']') && --depth == 0)
        return p + 1;
      p++;
    }
  return NULL;
}

gboolean
foyer_json_is_shallow (const char *data, gsize size)
{
  const char *end = data + size;
  gsize depth = 0;

  for (const char *p = data; p < end;)
    {
      if (*p == '"')
        {
          p = skip_string (p, end);
          if (p == NULL)
            return TRUE; /* cut off: the parser will say so */
          continue;
        }
      if ((*p == '{' || *p == '[') && ++depth > FOYER_JSON_MAX_NESTING)
        return FALSE;
      if ((*p == '}' || *p == ']') && depth > 0)
        depth--;
      p++;
    }
  return TRUE;
}

static const char *
parse_problem (const json_error_t *parse_error)
{
  switch (json_error_code (parse_error))
    {
    case json_error_duplicate_key:
      return "a key stands twice";
    case json_error_invalid_utf8:
      return "not UTF-8";
    case json_error_premature_end_of_input:
      return "cut off";
    case json_error_end_of_input_expected:
      return "something follows its end";
    case json_error_numeric_overflow:
      return "a number is too large";
    case json_error_null_character:
    case json_error_null_byte_in_key:
      return "a character that is not allowed";
    default:
      return "not valid JSON";
    }
}

json_t *
foyer_json_parse (const char *data, gsize size, GError **error)
{
  json_error_t parse_error;
  json_t *value;

  g_return_val_if_fail (data != NULL || size == 0, NULL);

  if (data == NULL)
    data = "";
  if (!foyer_json_is_shallow (data, size))
    {
      g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_DEEP, "nested deeper than %d",
                   FOYER_JSON_MAX_NESTING);
      return NULL;
    }
  value = json_loadb (data, size, JSON_REJECT_DUPLICATES, &parse_error);
  if (value == NULL)
    g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_INVALID, "%s (line %d, column %d)",
                 parse_problem (&parse_error), parse_error.line, parse_error.column);
  return value;
}

static char *
dump (const json_t *value, size_t flags)
{
  char *text = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY | flags);
  char *copy;

  g_return_val_if_fail (text != NULL, NULL);

  copy = g_strdup (text); /* jansson's allocator need not be GLib's */
  free (text);
  return copy;
}

char *
foyer_json_dump (const json_t *value)
{
  return dump (value, 0);
}

char *
foyer_json_dump_canonical (const json_t *value)
{
  return dump (value, JSON_SORT_KEYS);
}

const char *
foyer_json_get_string (const json_t *object, const char *key)
{
  return json_string_value (json_object_get (object, key));
}

gint64
foyer_json_get_int (const json_t *object, const char *key, gint64 missing)
{
  const json_t *value = json_object_get (object, key);

  return json_is_integer (value) ? json_integer_value (value) : missing;
}

double
foyer_json_get_double (const json_t *object, const char *key, double missing)
{
  const json_t *value = json_object_get (object, key);

  return json_is_number (value) ? json_number_value (value) : missing;
}

gboolean
foyer_json_get_bool (const json_t *object, const char *key, gboolean missing)
{
  const json_t *value = json_object_get (object, key);

  return json_is_boolean (value) ? json_is_true (value) : missing;
}

json_t *
foyer_json_get_object (const json_t *object, const char *key)
{
  json_t *value = json_object_get (object, key);

  return json_is_object (value) ? value : NULL;
}

json_t *
foyer_json_get_array (const json_t *object, const char *key)
{
  json_t *value = json_object_get (object, key);

  return json_is_array (value) ? value : NULL;
}

/* p: where a member may begin. Cuts it into its key (with its quotes) and value; NULL when there is
 * none. */
static const char *
cut_member (const char *p, const char *end, FoyerJsonSpan *key, FoyerJsonSpan *value)
{
  p = skip_space (p, end);
  if (p >= end || *p != '"')
    return NULL;
  key->start = p;
  p = skip_string (p, end);
  if (p == NULL)
    return NULL;
  key->size = p - key->start;
  p = skip_space (p, end);
  if (p >= end || *p != ':')
    return NULL;
  p = skip_space (p + 1, end);
  value->start = p;
  p = skip_value (p, end);
  if (p == NULL)
    return NULL;
  value->size = p - value->start;
  return skip_space (p, end);
}

gboolean
foyer_json_span_member (FoyerJsonSpan span, const char *key, FoyerJsonSpan *value)
{
  const char *end = span.start + span.size;
  const char *p = skip_space (span.start, end);
  gsize key_size = strlen (key);
  FoyerJsonSpan name;

  if (p >= end || *p != '{')
    return FALSE;
  while ((p = cut_member (p + 1, end, &name, value)) != NULL)
    {
      if (name.size == key_size + 2 && memcmp (name.start + 1, key, key_size) == 0)
        return TRUE;
      if (p >= end || *p != ',')
        return FALSE;
    }
  return FALSE;
}

gboolean
foyer_json_span_members (FoyerJsonSpan span, const char *const *keys, FoyerJsonSpan *values)
{
  const char *end = span.start + span.size;
  const char *p = skip_space (span.start, end);
  FoyerJsonSpan name, value;

  for (guint i = 0; keys[i] != NULL; i++)
    values[i] = (FoyerJsonSpan){ NULL, 0 };
  if (p >= end || *p != '{')
    return FALSE;
  while ((p = cut_member (p + 1, end, &name, &value)) != NULL)
    {
      for (guint i = 0; keys[i] != NULL; i++)
        if (name.size == strlen (keys[i]) + 2
            && memcmp (name.start + 1, keys[i], name.size - 2) == 0)
          {
            if (values[i].start != NULL)
              return FALSE;
            values[i] = value;
          }
      if (p < end && *p == '}')
        return skip_space (p + 1, end) == end;
      if (p >= end || *p != ',')
        return FALSE;
    }
  return FALSE;
}

gboolean
foyer_json_span_next (FoyerJsonSpan span, gsize *position, FoyerJsonSpan *element)
{
  const char *end = span.start + span.size;
  const char *p = skip_space (span.start + *position, end);

  if (p >= end || *p != (*position == 0 ? '[' : ','))
    return FALSE;
  p = skip_space (p + 1, end);
  if (p >= end || *p == ']')
    {
      *position = p - span.start;
      return FALSE;
    }
  element->start = p;
  p = skip_value (p, end);
  if (p == NULL)
    return FALSE;
  element->size = p - element->start;
  *position = p - span.start;
  return TRUE;
}

gboolean
foyer_json_span_is_done (FoyerJsonSpan span, gsize position)
{
  const char *end = span.start + span.size;
  const char *p = skip_space (span.start + position, end);

  return position > 0 && p < end && *p == ']' && skip_space (p + 1, end) == end;
}

char *
foyer_json_span_compact (FoyerJsonSpan span)
{
  const char *end = span.start + span.size;
  GString *text = g_string_sized_new (span.size + 1);

  for (const char *p = span.start; p < end;)
    {
      const char *from = p;

      if (is_space (*p))
        {
          p = skip_space (p, end);
          continue;
        }
      while (p < end && !is_space (*p))
        {
          const char *after = *p == '"' ? skip_string (p, end) : p + 1;

          p = after != NULL ? after : end;
        }
      g_string_append_len (text, from, p - from);
    }
  return g_string_free (text, FALSE);
}
