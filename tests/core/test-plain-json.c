/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-plain-json.h"

#include <string.h>

#include "core/model/foyer-json.h"

/* The short way through JSON says what the full parser says, or nothing. */

/* Reads text both ways; TRUE when it was plain. */
static gboolean
compare (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  char *at = copy;
  g_autoptr (json_t) full = foyer_json_parse (text, strlen (text), NULL);
  FoyerPlainObject plain;

  if (!foyer_plain_object_read (&plain, &at) || at != copy + strlen (text))
    return FALSE;
  g_assert_true (json_is_object (full));
  g_assert_cmpuint (plain.n, ==, json_object_size (full));
  for (guint i = 0; i < plain.n; i++)
    {
      const FoyerPlainMember *member = &plain.members[i];
      json_t *value = json_object_get (full, member->name);

      g_assert_cmpint (member->is_string, ==, json_is_string (value));
      g_assert_cmpstr (foyer_plain_object_get_string (&plain, member->name), ==,
                       json_string_value (value));
      if (!member->is_string)
        g_assert_cmpint (g_ascii_strtoll (member->value, NULL, 10), ==, json_integer_value (value));
    }
  return TRUE;
}

static void
test_plain (void)
{
  const char *const plain[] = {
    "{\"a\":\"\"}",
    "{\"\":\"a\",\"a\":\"b/+=~ {}[]:,\"}",
    "{\"n\":0,\"m\":-1,\"big\":999999999999999999,\"t\":\"12\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_true (compare (plain[i]));
}

/* Some of these are JSON and some are not: neither is for the short way. */
static void
test_not_plain (void)
{
  const char *const other[] = {
    "",
    "{",
    "{}",
    "[]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":\"b\"",
    "{\"a\":\"b\",}",
    "{\"a\":\"b\"} ",
    "{ \"a\":\"b\"}",
    "{\"a\": \"b\"}",
    "{\"a\":\"\\u0041\"}",
    "{\"a\":\"\xc3\xa9\"}",
    "{\"a\":\"\xff\"}",
    "{\"a\":\"\t\"}",
    "{\"a\":\"\x7f\"}",
    "{\"a\":\"b\",\"a\":\"b\"}",
    "{\"a\":true}",
    "{\"a\":null}",
    "{\"a\":1.5}",
    "{\"a\":1e3}",
    "{\"a\":01}",
    "{\"a\":-}",
    "{\"a\":-0}",
    "{\"a\":9999999999999999999}",
    "{\"a\":{\"b\":\"c\"}}",
    "{\"a\":[]}",
    "{a:1}",
    "{'a':'b'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    g_assert_false (compare (other[i]));
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("{\"m0\":0");

  for (guint i = 1; i < FOYER_PLAIN_MEMBERS; i++)
    g_string_append_printf (text, ",\"m%u\":%u", i, i);
  g_string_append_c (text, '}');
  g_assert_true (compare (text->str));
  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"one-more\":1}");
  g_assert_false (compare (text->str));
}

/* compare () asserts that both say the same whenever the short way says anything. */
static void
test_mutations (void)
{
  static const char seed[] = "{\"id\":\"7mz1\",\"n\":-120,\"kind\":\"interest\",\"id2\":\"x\"}";
  static const char letters[] = "{}[]\":,\\ 0-1.eianidktu\n\x01\xc3\xa9";
  g_autoptr (GRand) dice = g_rand_new_with_seed (21);
  guint n_plain = 0;

  for (guint round = 0; round < 200000; round++)
    {
      char text[sizeof seed];

      memcpy (text, seed, sizeof seed);
      for (gint32 n = g_rand_int_range (dice, 1, 4); n > 0; n--)
        text[g_rand_int_range (dice, 0, (gint32)strlen (seed))]
          = letters[g_rand_int_range (dice, 0, (gint32)strlen (letters))];
      n_plain += compare (text);
    }
  g_assert_cmpuint (n_plain, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-json/what-our-programs-write-is-read", test_plain);
  g_test_add_func ("/plain-json/what-might-mean-something-else-is-left", test_not_plain);
  g_test_add_func ("/plain-json/an-object-with-too-many-members-is-left", test_too_many);
  g_test_add_func ("/plain-json/it-never-disagrees-with-the-full-parser", test_mutations);
  return g_test_run ();
}
