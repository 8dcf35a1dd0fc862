/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-crypto"

#include "core/crypto/foyer-crypto.h"

#include <sodium.h>
#include <string.h>

/* Bytes: more than the deepest search or seal takes (SQLite below it); some microseconds. */
#define STACK_WIPED (128 * 1024)

/* The small things every part of the cryptography stands on.
 *
 * Starting libsodium, hexadecimal text, record ids and the freeing of secrets. No state but
 * libsodium's own; any thread. Randomness always comes from libsodium (the kernel), never from
 * GRand.
 */

/* Crockford's base32: no i, l, o or u, so an id can be read out; lower case for URLs and file
 * names. */
static const char ID_ALPHABET[] = "0123456789abcdefghjkmnpqrstvwxyz";
/* Bits of chance in an id: two of 2^40 records meet with a chance below 2^-48. */
#define ID_BITS 128
#define ID_BITS_PER_CHARACTER 5

G_DEFINE_QUARK (foyer - crypto - error - quark, foyer_crypto_error)

void
foyer_crypto_init (void)
{
  static gsize started = 0;

  if (g_once_init_enter (&started))
    {
      /* Without a working random generator nothing here is safe to run. */
      g_assert (sodium_init () >= 0);
      g_once_init_leave (&started, 1);
    }
}

void
foyer_secret_wipe_stack (void)
{
  sodium_stackzero (STACK_WIPED);
}

void
foyer_secret_free (char *text)
{
  if (text == NULL)
    return;
  sodium_memzero (text, strlen (text));
  g_free (text);
}

char *
foyer_hex (gconstpointer data, gsize size)
{
  char *hex = g_malloc (size * 2 + 1);

  return sodium_bin2hex (hex, size * 2 + 1, data, size);
}

gboolean
foyer_unhex (const char *hex, guint8 *out, gsize size)
{
  gsize written = 0;

  /* The length first: sodium_hex2bin () would stop at the first character that is not a digit. */
  return hex != NULL && strlen (hex) == size * 2
         && sodium_hex2bin (out, size, hex, size * 2, NULL, &written, NULL) == 0 && written == size;
}

/* Decoders let things pass: GLib's skips what is not base64 and ignores the spare bits at the end,
 * libsodium 1.0.18's takes bytes above 127 for an "A". Encoding once more shows both. */
gboolean
foyer_unbase64 (const char *text, guint8 *out, gsize size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_ORIGINAL) - 1;
  g_autofree char *again = NULL;
  gsize written = 0;

  if (text == NULL || strlen (text) != length
      || sodium_base642bin (out, size, text, length, NULL, &written, NULL,
                            sodium_base64_VARIANT_ORIGINAL)
           != 0
      || written != size)
    return FALSE;
  again = g_base64_encode (out, size);
  return g_str_equal (again, text);
}

/* What a character stands for; 0x80: it is not of the alphabet (RFC 4648, section 4). */
static guint8
base64_value (guint8 c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : 0x80;
}

static const guint8 *
get_base64_values (void)
{
  static guint8 values[256];
  static gsize is_made;

  if (g_once_init_enter (&is_made))
    {
      for (guint c = 0; c < 256; c++)
        values[c] = base64_value ((guint8)c);
      g_once_init_leave (&is_made, 1);
    }
  return values;
}

/* By a table, where libsodium takes ten times as long to take the same time for any text: for what
 * is no secret. */
GBytes *
foyer_unbase64_public (const char *text)
{
  const guint8 *values = get_base64_values ();
  const guint8 *from = (const guint8 *)text;
  gsize length = strlen (text);
  guint padding = length >= 4 && text[length - 1] == '=' ? 1 + (text[length - 2] == '=') : 0;
  gsize n_groups = length / 4;
  g_autofree guint8 *data = g_malloc (n_groups * 3 + 1);
  guint8 *to = data, bad = length % 4 != 0 ? 0x80 : 0;
  gsize size = 0;

  for (gsize i = 0; i < n_groups && !(bad & 0x80); i++, from += 4)
    {
      gboolean is_last = i + 1 == n_groups;
      guint8 a = values[from[0]], b = values[from[1]];
      guint8 c = is_last && padding > 1 ? 0 : values[from[2]];
      guint8 d = is_last && padding > 0 ? 0 : values[from[3]];

      bad = a | b | c | d;
      *to++ = (guint8)(a << 2 | b >> 4);
      *to++ = (guint8)(b << 4 | c >> 2);
      *to++ = (guint8)(c << 6 | d);
    }
  /* Bytes that the padding says are not there must be 0: there is one text for any bytes. */
  if ((bad & 0x80) || (padding > 0 && to[-1] != 0) || (padding > 1 && to[-2] != 0))
    return NULL;
  /* Before data is given away: in which order arguments are looked at is the compiler's choice. */
  size = (gsize)(to - data) - padding;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

char *
foyer_id_new (void)
{
  guint8 random[ID_BITS / 8 + 1] = { 0 }; /* one zero byte to read past the end into */
  char *id = g_malloc0 (FOYER_ID_LENGTH + 1);

  foyer_crypto_init ();
  randombytes_buf (random, ID_BITS / 8);
  for (guint i = 0; i < FOYER_ID_LENGTH; i++)
    {
      guint bit = i * ID_BITS_PER_CHARACTER;
      guint pair = random[bit / 8] << 8 | random[bit / 8 + 1];

      id[i] = ID_ALPHABET[pair >> (16 - ID_BITS_PER_CHARACTER - bit % 8) & 31];
    }
  return id;
}

gboolean
foyer_id_is_valid (const char *id)
{
  return id != NULL && strlen (id) == FOYER_ID_LENGTH
         && strspn (id, ID_ALPHABET) == FOYER_ID_LENGTH;
}
