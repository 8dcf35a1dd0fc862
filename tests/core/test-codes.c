/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-crypto.h"

#include <string.h>

#include "core/crypto/foyer-code-words.h"

/* ---- the words ---- */

static void
test_words_sorted (void)
{
  for (guint i = 0; i < FOYER_N_CODE_WORDS; i++)
    {
      gsize length = strlen (foyer_code_words[i]);

      g_assert_cmpint (length, >=, FOYER_CODE_WORD_MIN);
      g_assert_cmpint (length, <=, FOYER_CODE_WORD_MAX);
      g_assert_cmpint (strspn (foyer_code_words[i], "abcdefghijklmnopqrstuvwxyz"), ==, length);
      if (i > 0)
        g_assert_cmpint (strcmp (foyer_code_words[i - 1], foyer_code_words[i]), <, 0);
    }
}

/* TRUE when one letter added, left out, changed, or two neighbours swapped, turns a into b. */
static gboolean
is_one_slip (const char *a, const char *b)
{
  gsize front = 0, a_size = strlen (a), b_size = strlen (b);

  while (a[front] != '\0' && a[front] == b[front])
    front++;
  if (a_size == b_size)
    return strcmp (a + front + 1, b + front + 1) == 0
           || (a[front] == b[front + 1] && a[front + 1] == b[front]
               && strcmp (a + front + 2, b + front + 2) == 0);
  if (a_size == b_size + 1)
    return strcmp (a + front + 1, b + front) == 0;
  return b_size == a_size + 1 && strcmp (a + front, b + front + 1) == 0;
}

static void
test_words_apart (void)
{
  g_assert_true (is_one_slip ("tern", "turn"));
  g_assert_true (is_one_slip ("pond", "ponds"));
  g_assert_true (is_one_slip ("diary", "dairy"));
  g_assert_false (is_one_slip ("diary", "daisy"));
  for (guint i = 0; i < FOYER_N_CODE_WORDS; i++)
    for (guint j = 0; j < FOYER_N_CODE_WORDS; j++)
      if (i != j && is_one_slip (foyer_code_words[i], foyer_code_words[j]))
        g_test_fail_printf ("%s and %s are one slip apart", foyer_code_words[i],
                            foyer_code_words[j]);
}

static gboolean
is_code_word (const char *text)
{
  for (guint i = 0; i < FOYER_N_CODE_WORDS; i++)
    if (strcmp (text, foyer_code_words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the two words run together are also two other words, the first of them longer. */
static gboolean
is_cut_later (const char *first, const char *second)
{
  for (gsize moved = 1; moved < strlen (second); moved++)
    {
      g_autofree char *longer = g_strdup_printf ("%s%.*s", first, (int)moved, second);

      if (is_code_word (longer) && is_code_word (second + moved))
        return TRUE;
    }
  return FALSE;
}

/* A code may be typed without its hyphens: no two pairs of words may be the same letters. Only a
 * word that another begins with can be cut later. */
static void
test_words_cut_one_way (void)
{
  guint n_beginnings = 0;

  for (guint i = 0; i + 1 < FOYER_N_CODE_WORDS; i++)
    {
      if (!g_str_has_prefix (foyer_code_words[i + 1], foyer_code_words[i]))
        continue;
      n_beginnings++;
      for (guint j = 0; j < FOYER_N_CODE_WORDS; j++)
        if (is_cut_later (foyer_code_words[i], foyer_code_words[j]))
          g_test_fail_printf ("%s%s can be cut in two ways", foyer_code_words[i],
                              foyer_code_words[j]);
    }
  g_assert_cmpint (n_beginnings, >, 0);
}

/* ---- codes ---- */

static void
test_new_code (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 2000; i++)
    {
      char *code = foyer_code_new ();
      char *again = foyer_code_normalise (code);

      g_assert_true (g_regex_match_simple ("^[A-Z]{3,6}-[A-Z]{3,6}-[0-9]{6}$", code, 0, 0));
      g_assert_cmpstr (again, ==, code);
      g_hash_table_add (seen, code);
      foyer_secret_free (again);
    }
  /* 2,000 of 262 thousand million: a second pair alike would be news. */
  g_assert_cmpint (g_hash_table_size (seen), >=, 1999);
}

static void
test_as_people_type (void)
{
  const char *const typed[] = {
    "HAZEL-OTTER-401001",
    "hazel otter 401001",
    "hazelotter401001",
    "Hazel Otter 4O1OO1",
    "hazel-otter-4oIooi",
    "hazel-otter-40l00l",
    "  HAZEL  -  OTTER - 401001 ",
    "hazel\xe2\x80\x93otter\xe2\x80\x94"
    "401001",
    "hazel\xc2\xa0otter\xc2\xa0"
    "401001",
    "Hazel, otter. 40 10 01",
    "h-a-z-e-l otter 4 0 1 0 0 1",
    "hazel_otter_401001",
    "hazel\totter\n401001",
    "hazel\xe2\x88\x92otter\xe2\x80\x8b"
    "401001",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      char *code = foyer_code_normalise (typed[i]);

      g_assert_cmpstr (code, ==, "HAZEL-OTTER-401001");
      foyer_secret_free (code);
    }
}

static void
test_not_a_code (void)
{
  g_autofree char *endless = g_strnfill (1 << 20, ' ');
  const char *const typed[] = {
    NULL,
    "",
    " ",
    "-",
    "401001",
    "hazel",
    "hazel-otter",
    "hazel-401001",
    "hazel-otter-4010",
    "hazel-otter-40100",
    "hazel-otter-4010010",
    "hazel-otter-40100a",
    "hazel-ottr-401001",
    "hazel-otter-hazel-401001",
    "0tter-hazel-401001",
    "hazel+otter+401001",
    "hazel-otter-\xd9\xa4\xd9\xa0\xd9\xa1\xd9\xa0",
    "h\xc3\xa1zel-otter-401001",
    "hazel-otter-401001\xff",
    "hazel-otter-401001; drop table",
    endless,
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_assert_null (foyer_code_normalise (typed[i]));
}

/* A word that ends in O, I or L, then five digits, is a digit short: never another code. */
static void
test_short_by_a_digit (void)
{
  for (guint i = 0; i < FOYER_N_CODE_WORDS; i++)
    {
      g_autofree char *typed = g_strdup_printf ("hazel %s 41010", foyer_code_words[i]);

      g_assert_null (foyer_code_normalise (typed));
    }
}

static void
test_hash (void)
{
  g_autofree char *one = foyer_code_hash ("HAZEL-OTTER-401001");
  g_autofree char *again = foyer_code_hash ("HAZEL-OTTER-401001");
  g_autofree char *other = foyer_code_hash ("HAZEL-OTTER-401002");
  g_autofree char *invite = foyer_invite_hash ("HAZEL-OTTER-401001");
  g_autofree char *plain = foyer_seal_digest ("HAZEL-OTTER-401001", 18);

  g_assert_cmpint (strlen (one), ==, 64);
  g_assert_cmpint (strspn (one, "0123456789abcdef"), ==, 64);
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, !=, plain);
  g_assert_cmpstr (invite, !=, one);
  g_assert_cmpstr (invite, !=, plain);
  /* Codes are in people's pockets: the hash of a code may never change. Worked out with the argon2
   * program (-id -t 1 -k 32768 -p 1 -l 32, salt foyer-code-salt1), then Python's hashlib.blake2b
   * (digest_size=32, person=b"foyer-code-1"). */
  g_assert_cmpstr (one, ==, "071c24d0e863291cb04693abe4ba5599d71bf31ee64fe2dc4902558974fc91d3");
  g_assert_cmpstr (invite, ==, "0d0209c30bef48d83466b211f9c28104ea506116a9d7af547af2bf4978f05310");
}

/* ---- ids and hexadecimal ---- */

static void
test_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const bad[] = { NULL,
                              "",
                              "0123456789abcdefghjkmnpqrs0",
                              "0123456789abcdefghjkmnpqr",
                              "0123456789ABCDEFGHJKMNPQRS",
                              "0123456789abcdefghijkmnpqr" };
  guint seen_bits[2] = { 0, 0 };

  for (guint i = 0; i < 2000; i++)
    {
      char *id = foyer_id_new ();

      g_assert_true (foyer_id_is_valid (id));
      for (guint k = 0; k < 2; k++)
        seen_bits[k] |= 1u << (strchr ("0123456789abcdefghjkmnpqrstvwxyz", id[k * 24])
                               - "0123456789abcdefghjkmnpqrstvwxyz")
                                % 32;
      g_assert_true (g_hash_table_add (seen, id));
    }
  g_assert_cmphex (seen_bits[0], ==, 0xffffffff);
  g_assert_cmphex (seen_bits[1], ==, 0xffffffff);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_id_is_valid (bad[i]));
}

static void
test_hex (void)
{
  const guint8 data[4] = { 0x00, 0x0f, 0xa0, 0xff };
  guint8 back[4];
  g_autofree char *hex = foyer_hex (data, sizeof data);
  const char *const bad[] = { NULL,         "",         "000fa0",   "000fa0f",  "000fa0ff0",
                              "000fa0ff00", "000fa0fg", "0x0fa0ff", "00:0f:a0", " 00fa0ff" };

  g_assert_cmpstr (hex, ==, "000fa0ff");
  g_assert_true (foyer_unhex (hex, back, sizeof back));
  g_assert_cmpmem (back, sizeof back, data, sizeof data);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_unhex (bad[i], back, sizeof back));
}

static void
test_base64 (void)
{
  const guint8 data[4] = { 0x00, 0x0f, 0xa0, 0xff };
  guint8 back[4];
  /* The spare bits set, padding gone, a byte above 127 where an "A" stands, other alphabets. */
  const char *const bad[] = { NULL,
                              "",
                              "AA+g/x==",
                              "AA+g/w=",
                              "AA+g/w",
                              "AA+g/w===",
                              "\xe9"
                              "A+g/w==",
                              "AA-g_w==",
                              " AA+g/w==",
                              "AA+g/w==\n",
                              "AA+g/wAA" };

  g_assert_true (foyer_unbase64 ("AA+g/w==", back, sizeof back));
  g_assert_cmpmem (back, sizeof back, data, sizeof data);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_unbase64 (bad[i], back, sizeof back));
}

/* What is read is read from its one text, and what has one text is read: bytes of every length, and
 * their texts with one character changed. */
static void
test_public_base64 (void)
{
  static const char letters[] = "ABab01+/=_ \xe9";
  g_autoptr (GRand) dice = g_rand_new_with_seed (20);

  for (guint round = 0; round < 3000; round++)
    {
      guint size = round % 100;
      g_autofree guint8 *data = g_malloc (size + 1);
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GBytes) whole = NULL;
      g_autoptr (GBytes) changed = NULL;

      for (guint i = 0; i < size; i++)
        data[i] = (guint8)g_rand_int_range (dice, 0, 256);
      text = g_base64_encode (data, size);
      whole = foyer_unbase64_public (text);
      g_assert_nonnull (whole);
      g_assert_cmpmem (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole), data, size);
      if (size == 0)
        continue;
      text[g_rand_int_range (dice, 0, (gint32)strlen (text))]
        = letters[g_rand_int_range (dice, 0, (gint32)strlen (letters))];
      changed = foyer_unbase64_public (text);
      if (changed)
        again = g_base64_encode (g_bytes_get_data (changed, NULL), g_bytes_get_size (changed));
      g_assert_true (changed == NULL || g_str_equal (again, text));
      g_assert_cmpint (changed != NULL, ==,
                       foyer_unbase64 (text, data, changed ? g_bytes_get_size (changed) : size));
    }
  g_assert_null (foyer_unbase64_public ("="));
  g_assert_null (foyer_unbase64_public ("===="));
  g_assert_null (foyer_unbase64_public ("AAA"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/the-words-are-distinct-and-in-order", test_words_sorted);
  g_test_add_func ("/codes/no-two-words-are-one-slip-apart", test_words_apart);
  g_test_add_func ("/codes/two-words-run-together-are-cut-one-way", test_words_cut_one_way);
  g_test_add_func ("/codes/a-new-code-is-read-back-as-itself", test_new_code);
  g_test_add_func ("/codes/a-code-is-read-the-way-people-type-it", test_as_people_type);
  g_test_add_func ("/codes/what-is-not-a-code-is-none", test_not_a_code);
  g_test_add_func ("/codes/a-missing-digit-never-makes-another-code", test_short_by_a_digit);
  g_test_add_func ("/codes/the-hash-of-a-code-never-changes", test_hash);
  g_test_add_func ("/codes/an-id-is-26-characters-that-read-well", test_ids);
  g_test_add_func ("/codes/hexadecimal-is-read-whole-or-not-at-all", test_hex);
  g_test_add_func ("/codes/base64-is-read-from-its-one-text", test_base64);
  g_test_add_func ("/codes/public-base64-is-read-by-the-same-rule", test_public_base64);
  return g_test_run ();
}
