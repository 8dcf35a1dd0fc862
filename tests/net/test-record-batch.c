/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/foyer-record-batch.h"

#include <string.h>

/* A posted batch taken apart: as kiosks write it, and as they might as well have written it. */

#define ID "7mz1c8q0v5w9x2y3b4d6f8g0hj"
#define OTHER_ID "8mz1c8q0v5w9x2y3b4d6f8g0hj"
#define CODE "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static FoyerBoxKey key;
static guint8 key_id[1][FOYER_KEY_ID_BYTES];

static char *
seal (const char *header)
{
  guint8 recipients[1][FOYER_BOX_PUBLIC_BYTES];
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (recipients[0], key.public_key, sizeof recipients[0]);
  sealed = foyer_seal (header, "{}", 2, recipients, 1, &error);
  g_assert_no_error (error);
  return g_base64_encode (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
}

static GArray *
parse (const char *text)
{
  return foyer_record_batch_parse (text, strlen (text), key_id, 1, "kiosk-1", 7);
}

static char *
describe (GArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; items && i < items->len; i++)
    {
      FoyerBatchItem *item = &g_array_index (items, FoyerBatchItem, i);

      g_string_append_printf (text, "%d %s %s %s", item->entry.status, item->entry.id,
                              item->entry.digest, item->entry.reason);
      if (item->record)
        g_string_append_printf (text, " %s %s %s %s %s %s %s %zu", item->record->id,
                                item->record->kind, item->record->kiosk, item->record->digest,
                                item->record->header, item->record->code_hash,
                                item->record->reply_by, g_bytes_get_size (item->record->sealed));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* The same batch as kiosks write it and with a space, which only the full parser reads. */
static char *
describe_both (const char *objects)
{
  g_autofree char *plain = g_strdup_printf ("{\"records\":[%s]}", objects);
  g_autofree char *spaced = g_strdup_printf ("{ \"records\":[%s]}", objects);
  g_autoptr (GArray) one = parse (plain);
  g_autoptr (GArray) other = parse (spaced);
  g_autofree char *text = describe (one);
  char *same = describe (other);

  g_assert_cmpint (one == NULL, ==, other == NULL);
  g_assert_cmpstr (text, ==, same);
  return same;
}

static char *
make_object (const char *id, const char *kind, const char *sealed)
{
  return g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"%s\",\"sealed\":\"%s\"}", id, kind, sealed);
}

static void
test_good (void)
{
  g_autofree char *sealed = seal ("{\"code_hash\":\"" CODE "\",\"id\":\"" ID
                                  "\",\"kind\":\"interest\",\"reply_by\":\"2026-12-01\",\"v\":1}");
  g_autofree char *object = make_object (ID, "interest", sealed);
  g_autofree char *text = describe_both (object);

  g_assert_nonnull (strstr (text, "kiosk-1"));
  g_assert_nonnull (strstr (text, CODE));
  g_assert_nonnull (strstr (text, "2026-12-01"));
}

/* Headers as other programs might write them, and wrong ones; ids, kinds and bytes that do not fit.
 */
static void
test_same_both_ways (void)
{
  const char *const headers[]
    = { "{\"id\":\"" ID "\",\"kind\":\"interest\"}",
        "{ \"id\":\"" ID "\", \"kind\":\"interest\", \"more\":[1,{\"x\":null}]}",
        "{\"id\":\"" ID "\",\"kind\":\"withdrawal\"}",
        "{\"id\":\"" ID "\",\"kind\":\"interest\",\"code_hash\":\"00\"}",
        "{\"id\":\"" ID "\",\"kind\":\"interest\",\"id\":\"" ID "\"}",
        "{\"id\":\"" OTHER_ID "\",\"kind\":\"interest\"}",
        "{\"id\":1,\"kind\":\"interest\"}",
        "not json",
        "[]" };
  const char *const kinds[] = { "interest", "withdrawal", "Interest", "" };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        g_autofree char *sealed = seal (headers[i]);
        g_autofree char *good = make_object (ID, kinds[k], sealed);
        g_autofree char *other = make_object ("short", kinds[k], sealed);
        g_autofree char *bytes = make_object (ID, kinds[k], "AAAA");
        g_autofree char *cut = make_object (ID, kinds[k], "AAA");
        g_autofree char *all = g_strjoin (",", good, other, bytes, cut, "{\"id\":7}", NULL);

        g_free (describe_both (all));
      }
}

static void
test_not_a_batch (void)
{
  g_autofree char *object = make_object (ID, "interest", "AAAA");
  g_autoptr (GString) many = g_string_new (object);

  for (guint i = 1; i < 50; i++)
    g_string_append_printf (many, ",%s", object);
  g_free (describe_both (many->str));
  g_string_append_printf (many, ",%s", object);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("{%s\"records\":[%s]}", i ? " " : "", many->str);
      g_autofree char *tail = g_strdup_printf ("{%s\"records\":[%s]}x", i ? " " : "", object);
      g_autofree char *cut = g_strdup_printf ("{%s\"records\":[%s", i ? " " : "", object);

      g_assert_null (parse (text));
      g_assert_null (parse (tail));
      g_assert_null (parse (cut));
    }
  g_assert_null (parse ("{\"records\":[]}"));
  g_assert_null (parse ("{}"));
  g_assert_null (parse (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  foyer_box_key_generate (&key);
  foyer_key_id (key.public_key, key_id[0]);
  g_test_add_func ("/record-batch/a-sign-up-is-read-with-all-its-facts", test_good);
  g_test_add_func ("/record-batch/both-parsers-say-the-same-of-any-batch", test_same_both_ways);
  g_test_add_func ("/record-batch/what-is-no-batch-of-1-to-50-is-none", test_not_a_batch);
  return g_test_run ();
}
