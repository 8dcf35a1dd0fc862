/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-json.h"

#include <string.h>

#include "core/model/foyer-json-reader.h"

static json_t *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  json_t *value = foyer_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}

static void
assert_refused (const char *text, gsize size, FoyerJsonError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_json_parse (text, size, &error));
  g_assert_error (error, FOYER_JSON_ERROR, (int)code);
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "{\"a\":1,}",
    "{\"a\":1} x",
    "[1,2",
    "{\"a\":1,\"a\":2}",
    "{\"a\":{\"b\":1,\"\\u0062\":2}}",
    "{\"a\":\"\xff\xfe\"}",
    "{\"a\":\"\xc0\xaf\"}",
    "{\"a\":\"\xed\xa0\x80\"}",
    "{\"a\":\"\\u0000\"}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":1e999}",
    "{\"a\":99999999999999999999}",
    "{\"a\":NaN}",
    "{'a':1}",
    "\"text\"",
    "12",
    "{\"a\":\"line\nfeed\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i], strlen (bad[i]), FOYER_JSON_ERROR_INVALID);
  assert_refused ("{\"a\":\"b\0c\"}", 11, FOYER_JSON_ERROR_INVALID);
}

static char *
nested (gsize depth)
{
  char *text = g_malloc (2 * depth + 1);

  memset (text, '[', depth);
  memset (text + depth, ']', depth);
  text[2 * depth] = '\0';
  return text;
}

static void
test_deep (void)
{
  g_autofree char *good = nested (FOYER_JSON_MAX_NESTING);
  g_autofree char *bad = nested (FOYER_JSON_MAX_NESTING + 1);
  g_autofree char *huge = nested (100000);
  g_autofree char *open_only = g_strnfill (100000, '[');
  g_autofree char *quoted = g_strdup_printf ("[\"%s\\\"[[\"]", open_only);

  json_decref (parse (good));
  assert_refused (bad, strlen (bad), FOYER_JSON_ERROR_DEEP);
  assert_refused (huge, strlen (huge), FOYER_JSON_ERROR_DEEP);
  assert_refused (open_only, strlen (open_only), FOYER_JSON_ERROR_DEEP);
  json_decref (parse (quoted));
}

static void
test_message (void)
{
  g_autoptr (GError) error = NULL;
  const char *text = "{\"name\": \"Secret Person\", \"phone\": 07700900123}";

  g_assert_null (foyer_json_parse (text, strlen (text), &error));
  g_assert_null (strstr (error->message, "Secret"));
  g_assert_null (strstr (error->message, "0770"));
  g_assert_nonnull (strstr (error->message, "line 1"));
}

static void
test_dump (void)
{
  g_autoptr (json_t) value = parse ("{ \"b\" : [1, 2.5, null, true],\n \"a\" : \"é\\n\" }");
  g_autofree char *plain = foyer_json_dump (value);
  g_autofree char *canonical = foyer_json_dump_canonical (value);

  g_assert_cmpstr (plain, ==, "{\"b\":[1,2.5,null,true],\"a\":\"é\\n\"}");
  g_assert_cmpstr (canonical, ==, "{\"a\":\"é\\n\",\"b\":[1,2.5,null,true]}");
}

static void
test_get (void)
{
  g_autoptr (json_t) value
    = parse ("{\"s\":\"x\",\"i\":3,\"d\":2.5,\"b\":true,\"n\":null,\"o\":{},\"l\":[]}");

  g_assert_cmpstr (foyer_json_get_string (value, "s"), ==, "x");
  g_assert_null (foyer_json_get_string (value, "i"));
  g_assert_null (foyer_json_get_string (value, "n"));
  g_assert_cmpint (foyer_json_get_int (value, "i", -1), ==, 3);
  g_assert_cmpint (foyer_json_get_int (value, "d", -1), ==, -1);
  g_assert_cmpfloat (foyer_json_get_double (value, "i", -1), ==, 3);
  g_assert_cmpfloat (foyer_json_get_double (value, "missing", -1), ==, -1);
  g_assert_true (foyer_json_get_bool (value, "b", FALSE));
  g_assert_false (foyer_json_get_bool (value, "i", FALSE));
  g_assert_nonnull (foyer_json_get_object (value, "o"));
  g_assert_null (foyer_json_get_object (value, "l"));
  g_assert_nonnull (foyer_json_get_array (value, "l"));
  g_assert_null (foyer_json_get_array (value, "o"));
}

static void
test_cut (void)
{
  const char *text = " [ {\"a\":\"}]\\\\\\\"\"} , [1,[2]], \"x,y\" ,-1.5e3, null ] ";
  static const char *const wanted[]
    = { "{\"a\":\"}]\\\\\\\"\"}", "[1,[2]]", "\"x,y\"", "-1.5e3", "null" };
  FoyerJsonSpan span = { text, strlen (text) };
  FoyerJsonSpan element;
  gsize position = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *got = NULL;

      g_assert_true (foyer_json_span_next (span, &position, &element));
      got = g_strndup (element.start, element.size);
      g_assert_cmpstr (got, ==, wanted[i]);
    }
  g_assert_false (foyer_json_span_next (span, &position, &element));
  g_assert_true (foyer_json_span_is_done (span, position));
}

/* Wherever a text is cut off, cutting it up ends without an error of memory and says that it is not
 * done. */
static void
test_cut_off (void)
{
  const char *text = "[{\"a\":[1,{\"b\":\"c\\\"d\"}]},\"e\\\\\",[[],{}],true]";

  for (gsize size = 0; size < strlen (text); size++)
    {
      g_autofree char *copy = g_malloc (MAX (size, 1));
      FoyerJsonSpan span = { copy, size };
      FoyerJsonSpan element;
      gsize position = 0;

      memcpy (copy, text, size);
      while (foyer_json_span_next (span, &position, &element))
        g_assert_true (element.start + element.size <= copy + size);
      g_assert_false (foyer_json_span_is_done (span, position));
    }
}

static void
test_members (void)
{
  static const char *const keys[] = { "id", "data", NULL };
  const char *text = "{ \"x\": {\"id\": 1}, \"data\" : {\"a\": 2} , \"id\" : \"b\" }";
  FoyerJsonSpan span = { text, strlen (text) };
  FoyerJsonSpan values[2], value;
  g_autofree char *compact = NULL;
  const char *twice = "{\"id\":1,\"data\":2,\"id\":3}";
  const char *open = "{\"id\":1,\"data\":2";

  g_assert_true (foyer_json_span_members (span, keys, values));
  g_assert_true (strncmp (values[0].start, "\"b\"", values[0].size) == 0);
  compact = foyer_json_span_compact (values[1]);
  g_assert_cmpstr (compact, ==, "{\"a\":2}");
  g_assert_true (foyer_json_span_member (span, "id", &value));
  g_assert_true (value.start == values[0].start);
  g_assert_false (foyer_json_span_member (span, "missing", &value));
  g_assert_false (foyer_json_span_members ((FoyerJsonSpan){ twice, strlen (twice) }, keys, values));
  g_assert_false (foyer_json_span_members ((FoyerJsonSpan){ open, strlen (open) }, keys, values));
}

static void
test_ids (void)
{
  g_autofree char *longest = g_strnfill (96, 'a');
  g_autofree char *too_long = g_strnfill (97, 'a');

  g_assert_true (foyer_json_is_id ("ess-001"));
  g_assert_true (foyer_json_is_id ("ess-001@2026-11-28T10:00"));
  g_assert_true (foyer_json_is_id (longest));
  g_assert_false (foyer_json_is_id (too_long));
  g_assert_false (foyer_json_is_id (""));
  g_assert_false (foyer_json_is_id ("-a"));
  g_assert_false (foyer_json_is_id ("a/b"));
  g_assert_false (foyer_json_is_id ("a b"));
  g_assert_false (foyer_json_is_id ("Ada"));
  g_assert_true (foyer_json_is_date ("2028-02-29"));
  g_assert_false (foyer_json_is_date ("2026-02-29"));
  g_assert_false (foyer_json_is_date ("2026-2-9"));
  g_assert_false (foyer_json_is_date ("0000-01-01"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/what-is-not-strictly-json-is-refused", test_bad);
  g_test_add_func ("/json/deep-nesting-never-reaches-the-parser", test_deep);
  g_test_add_func ("/json/a-message-tells-the-place-and-not-the-text", test_message);
  g_test_add_func ("/json/equal-values-give-equal-canonical-text", test_dump);
  g_test_add_func ("/json/a-member-of-another-type-counts-as-missing", test_get);
  g_test_add_func ("/json/a-list-is-cut-into-its-elements", test_cut);
  g_test_add_func ("/json/a-list-that-is-cut-off-is-never-done", test_cut_off);
  g_test_add_func ("/json/members-are-found-once-or-not-at-all", test_members);
  g_test_add_func ("/json/ids-and-dates-have-one-form", test_ids);

  return g_test_run ();
}
