/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem () */
#include "core/crypto/foyer-crypto.h"

#include <string.h>

static const char HEADER[] = "{\"id\":\"r1\",\"kind\":\"interest\",\"v\":1}";
static const char PAYLOAD[] = "{\"contact\":\"07700 900123\"}";

typedef struct
{
  FoyerBoxKey centre, recovery, stranger;
  guint8 recipients[2][FOYER_BOX_PUBLIC_BYTES];
  guint8 *sealed; /* owned; a copy that may be damaged */
  gsize size;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = NULL;

  foyer_box_key_generate (&f->centre);
  foyer_box_key_generate (&f->recovery);
  foyer_box_key_generate (&f->stranger);
  memcpy (f->recipients[0], f->centre.public_key, FOYER_BOX_PUBLIC_BYTES);
  memcpy (f->recipients[1], f->recovery.public_key, FOYER_BOX_PUBLIC_BYTES);
  sealed = foyer_seal (HEADER, PAYLOAD, strlen (PAYLOAD), f->recipients, 2, &error);
  g_assert_no_error (error);
  f->sealed = g_bytes_unref_to_data (g_steal_pointer (&sealed), &f->size);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->sealed);
}

static void
assert_opens (Fixture *f, const FoyerBoxKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header = NULL;
  g_autoptr (GBytes) payload = foyer_unseal (f->sealed, f->size, key, &header, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (header, ==, HEADER);
  g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload), PAYLOAD,
                   strlen (PAYLOAD));
}

static void
assert_refused (const guint8 *sealed, gsize size, const FoyerBoxKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header = NULL;
  g_autoptr (GBytes) payload = foyer_unseal (sealed, size, key, &header, &error);

  g_assert_null (payload);
  g_assert_null (header);
  g_assert_nonnull (error);
  g_assert_true (error->domain == FOYER_CRYPTO_ERROR);
}

static void
test_both_keys_open (Fixture *f, gconstpointer data)
{
  assert_opens (f, &f->centre);
  assert_opens (f, &f->recovery);
}

static void
test_stranger (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_unseal (f->sealed, f->size, &f->stranger, NULL, &error));
  g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_WRONG_KEY);
}

static void
test_header_without_key (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header = foyer_seal_dup_header (f->sealed, f->size, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (header, ==, HEADER);
}

/* The layout of foyer-crypto.h, counted out by hand. */
static void
test_layout (Fixture *f, gconstpointer data)
{
  const gsize header = strlen (HEADER);
  guint8 id[FOYER_KEY_ID_BYTES];

  g_assert_cmpmem (f->sealed, 4, "FOYS", 4);
  g_assert_cmpint (f->sealed[4], ==, 1);
  g_assert_cmpint (f->sealed[5], ==, 2);
  g_assert_cmpint (f->sealed[6] + 256 * f->sealed[7], ==, header);
  g_assert_cmpmem (f->sealed + 8, header, HEADER, header);
  foyer_key_id (f->centre.public_key, id);
  g_assert_cmpmem (f->sealed + 8 + header, 8, id, 8);
  foyer_key_id (f->recovery.public_key, id);
  g_assert_cmpmem (f->sealed + 8 + header + 88, 8, id, 8);
  g_assert_cmpint (f->size, ==, 8 + header + 2 * 88 + 24 + 512 + 16);
}

static void
test_nothing_in_clear (Fixture *f, gconstpointer data)
{
  g_assert_null (memmem (f->sealed, f->size, "07700", 5));
  g_assert_null (memmem (f->sealed, f->size, "contact", 7));
}

/* Every byte of the record, eight ways each. */
static void
test_every_byte (Fixture *f, gconstpointer data)
{
  for (gsize i = 0; i < f->size; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        f->sealed[i] ^= 1 << bit;
        assert_refused (f->sealed, f->size, &f->centre);
        f->sealed[i] ^= 1 << bit;
      }
  assert_opens (f, &f->centre);
}

static void
test_every_length (Fixture *f, gconstpointer data)
{
  g_autofree guint8 *longer = g_malloc0 (f->size + 1024);

  for (gsize size = 0; size < f->size; size++)
    {
      /* A copy of exactly that size, so that the sanitizer sees a read beyond it. */
      g_autofree guint8 *cut = g_memdup2 (f->sealed, size);
      g_autofree char *header = foyer_seal_dup_header (cut, size, NULL);

      g_assert_null (header);
      assert_refused (cut, size, &f->centre);
    }
  memcpy (longer, f->sealed, f->size);
  for (gsize size = f->size + 1; size <= f->size + 1024; size++)
    assert_refused (longer, size, &f->centre);
}

/* The header of one record on the payload of another: a negative control of the associated data. */
static void
test_header_changed (Fixture *f, gconstpointer data)
{
  char *kind = memmem (f->sealed, f->size, "interest", 8);

  g_assert_nonnull (kind);
  memcpy (kind, "referral", 8);
  assert_refused (f->sealed, f->size, &f->centre);
  assert_refused (f->sealed, f->size, &f->recovery);
}

static void
test_share_removed (Fixture *f, gconstpointer data)
{
  const gsize front = 8 + strlen (HEADER);

  f->sealed[5] = 1;
  memmove (f->sealed + front + 88, f->sealed + front + 176, f->size - front - 176);
  assert_refused (f->sealed, f->size - 88, &f->centre);
}

static void
test_padding (Fixture *f, gconstpointer data)
{
  const struct
  {
    gsize payload, padded;
  } cases[] = { { 0, 512 }, { 1, 512 }, { 511, 512 }, { 512, 1024 }, { 513, 1024 } };
  g_autofree guint8 *payload = g_malloc0 (1024);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) sealed
        = foyer_seal (HEADER, payload, cases[i].payload, f->recipients, 2, NULL);
      g_autoptr (GBytes) opened = foyer_unseal (g_bytes_get_data (sealed, NULL),
                                                g_bytes_get_size (sealed), &f->centre, NULL, NULL);

      g_assert_cmpint (g_bytes_get_size (sealed), ==,
                       8 + strlen (HEADER) + 176 + 24 + 16 + cases[i].padded);
      g_assert_cmpint (g_bytes_get_size (opened), ==, cases[i].payload);
    }
}

static void
test_never_twice_the_same (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) one = foyer_seal (HEADER, PAYLOAD, strlen (PAYLOAD), f->recipients, 2, NULL);
  g_autofree char *digest_one
    = foyer_seal_digest (g_bytes_get_data (one, NULL), g_bytes_get_size (one));
  g_autofree char *digest_two = foyer_seal_digest (f->sealed, f->size);

  g_assert_cmpint (strlen (digest_one), ==, 64);
  g_assert_cmpstr (digest_one, !=, digest_two);
}

static void
test_limits (Fixture *f, gconstpointer data)
{
  g_autofree guint8 *big = g_malloc0 (FOYER_SEAL_MAX_PAYLOAD + 1);
  g_autofree char *long_header = g_strnfill (FOYER_SEAL_MAX_HEADER, 'h');
  g_autofree char *too_long_header = g_strnfill (FOYER_SEAL_MAX_HEADER + 1, 'h');
  g_autoptr (GBytes) largest
    = foyer_seal (long_header, big, FOYER_SEAL_MAX_PAYLOAD, f->recipients, 2, NULL);
  g_autoptr (GBytes) opened = NULL;
  const char *const headers[] = { "", "\xff", too_long_header };

  opened = foyer_unseal (g_bytes_get_data (largest, NULL), g_bytes_get_size (largest), &f->recovery,
                         NULL, NULL);
  g_assert_cmpint (g_bytes_get_size (opened), ==, FOYER_SEAL_MAX_PAYLOAD);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_null (foyer_seal (headers[i], "p", 1, f->recipients, 2, NULL));
  g_assert_null (foyer_seal (HEADER, big, FOYER_SEAL_MAX_PAYLOAD + 1, f->recipients, 2, NULL));
  g_assert_null (foyer_seal (HEADER, "p", 1, f->recipients, 0, NULL));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/seal/the-centre-s-and-the-recovery-key-open-it", test_both_keys_open);
  ADD ("/seal/another-key-does-not-open-it", test_stranger);
  ADD ("/seal/the-header-is-read-without-a-key", test_header_without_key);
  ADD ("/seal/the-bytes-stand-where-the-format-says", test_layout);
  ADD ("/seal/nothing-of-the-payload-stands-in-clear", test_nothing_in_clear);
  ADD ("/seal/no-single-bit-can-be-changed", test_every_byte);
  ADD ("/seal/no-byte-can-be-missing-or-too-many", test_every_length);
  ADD ("/seal/a-changed-header-does-not-open", test_header_changed);
  ADD ("/seal/a-recipient-cannot-be-taken-away", test_share_removed);
  ADD ("/seal/the-length-of-a-name-does-not-show", test_padding);
  ADD ("/seal/the-same-words-never-seal-the-same", test_never_twice_the_same);
  ADD ("/seal/what-does-not-fit-is-refused", test_limits);
  return g_test_run ();
}
