/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "fuzz-mutate.h"

#include <string.h>

/* How an input becomes another: what AFL calls havoc, without a look at what the bytes mean.
 *
 * Pure functions of the dice, so that a seed tells the whole run. Used by fuzz-main.c, where clang
 * and its libFuzzer are not.
 */

/* Bytes of a block that is moved, doubled or cut out. */
#define BLOCK_MAX 256

static const char *const words[] = {
  "{",
  "}",
  "[",
  "]",
  "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
  "\"",
  ":",
  ",",
  "null",
  "true",
  "-1",
  "1e999",
  "-0.0",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775808",
  "18446744073709551616",
  "4294967295",
  "2147483648",
  "65536",
  "\\u0000",
  "\\ud800",
  "\\uD83D\\uDE00",
  "\\\\",
  "\\\"",
  "\xef\xbb\xbf",
  "\xc0\x80",
  "\xed\xa0\x80",
  "\xf4\x90\x80\x80",
  "\xe2\x80\xae",
  "\xcc\x81",
  "%s%n",
  "%00",
  "%2e%2e%2f",
  "../",
  "<b>",
  "</b>",
  "&amp;",
  "&#0;",
  "-->",
  "\r\n",
  "\r\n\r\n",
  "\n\n",
  "\t",
  "=",
  ";",
  "*",
  "NEAR(",
  " OR ",
  " AND ",
  " NOT ",
  "0001-01-01",
  "9999-12-31",
  "2026-02-30",
  "T24:00:00Z",
  "\"id\":",
  "\"items\":[",
  "\"state\":\"deleted\"",
  "FOYS",
  "WEBVTT",
  "Content-Length: ",
  "Transfer-Encoding: chunked\r\n",
  "HTTP/1.1",
};

guint64
fuzz_dice_roll (FuzzDice *dice)
{
  guint64 x = dice->state;

  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  dice->state = x;
  return x * G_GUINT64_CONSTANT (2685821657736338717);
}

guint
fuzz_dice_below (FuzzDice *dice, guint n)
{
  return (guint)((fuzz_dice_roll (dice) >> 32) % n);
}

static void
insert (GByteArray *bytes, guint at, const guint8 *block, guint n)
{
  guint tail = bytes->len - at;

  if (n == 0 || bytes->len + n > FUZZ_MAX_SIZE)
    return;
  g_byte_array_set_size (bytes, bytes->len + n);
  memmove (bytes->data + at + n, bytes->data + at, tail);
  memcpy (bytes->data + at, block, n);
}

/* A block somewhere in bytes, which is not empty. */
static void
pick_block (FuzzDice *dice, const GByteArray *bytes, guint *at, guint *n)
{
  *at = fuzz_dice_below (dice, bytes->len);
  *n = 1 + fuzz_dice_below (dice, MIN (BLOCK_MAX, bytes->len - *at));
}

static void
flip_bit (FuzzDice *dice, GByteArray *bytes)
{
  bytes->data[fuzz_dice_below (dice, bytes->len)] ^= (guint8)(1u << fuzz_dice_below (dice, 8));
}

static void
set_byte (FuzzDice *dice, GByteArray *bytes)
{
  bytes->data[fuzz_dice_below (dice, bytes->len)] = (guint8)fuzz_dice_roll (dice);
}

/* A number that is at the edge of something, in 1, 2, 4 or 8 bytes, either end first. */
static void
set_number (FuzzDice *dice, GByteArray *bytes)
{
  static const gint64 edges[]
    = { 0,   1,   -1,    16,    32,    64,         100,        127,        -128,       128,
        255, 256, 32767, 32768, 65535, 2147483647, G_MAXINT64, G_MININT64, 4294967295, 1000 };
  guint n = 1u << fuzz_dice_below (dice, 4);
  guint64 value = (guint64)edges[fuzz_dice_below (dice, G_N_ELEMENTS (edges))];
  gboolean is_big = fuzz_dice_below (dice, 2);
  guint at;

  if (bytes->len < n)
    return;
  at = fuzz_dice_below (dice, bytes->len - n + 1);
  for (guint i = 0; i < n; i++)
    bytes->data[at + (is_big ? n - 1 - i : i)] = (guint8)(value >> (8 * i));
}

static void
add_to_byte (FuzzDice *dice, GByteArray *bytes)
{
  bytes->data[fuzz_dice_below (dice, bytes->len)] += (guint8)(fuzz_dice_below (dice, 71) - 35);
}

static void
cut_block (FuzzDice *dice, GByteArray *bytes)
{
  guint at, n;

  pick_block (dice, bytes, &at, &n);
  g_byte_array_remove_range (bytes, at, n);
}

static void
cut_end (FuzzDice *dice, GByteArray *bytes)
{
  g_byte_array_set_size (bytes, fuzz_dice_below (dice, bytes->len));
}

static void
double_block (FuzzDice *dice, GByteArray *bytes)
{
  g_autofree guint8 *block = NULL;
  guint at, n;

  pick_block (dice, bytes, &at, &n);
  block = g_memdup2 (bytes->data + at, n);
  for (guint times = 1 + fuzz_dice_below (dice, 3) * fuzz_dice_below (dice, 20); times > 0; times--)
    insert (bytes, at, block, n);
}

static void
move_block (FuzzDice *dice, GByteArray *bytes)
{
  guint from, n, to;

  pick_block (dice, bytes, &from, &n);
  to = fuzz_dice_below (dice, bytes->len - n + 1);
  memmove (bytes->data + to, bytes->data + from, n);
}

static void
insert_word (FuzzDice *dice, GByteArray *bytes)
{
  const char *word = words[fuzz_dice_below (dice, G_N_ELEMENTS (words))];

  insert (bytes, fuzz_dice_below (dice, bytes->len + 1), (const guint8 *)word, strlen (word));
}

/* Digits in a text become others: what reads a number meets its ends. */
static void
change_digits (FuzzDice *dice, GByteArray *bytes)
{
  guint at = fuzz_dice_below (dice, bytes->len);

  while (at < bytes->len && !g_ascii_isdigit (bytes->data[at]))
    at++;
  for (; at < bytes->len && g_ascii_isdigit (bytes->data[at]); at++)
    bytes->data[at] = (guint8)("0123456789999"[fuzz_dice_below (dice, 13)]);
}

static void
splice (FuzzDice *dice, const GPtrArray *inputs, GByteArray *bytes)
{
  gsize size;
  const guint8 *other
    = g_bytes_get_data (inputs->pdata[fuzz_dice_below (dice, inputs->len)], &size);
  guint at, n;

  if (size == 0)
    return;
  at = fuzz_dice_below (dice, (guint)size);
  n = 1 + fuzz_dice_below (dice, (guint)MIN (size - at, 4 * BLOCK_MAX));
  if (fuzz_dice_below (dice, 2))
    g_byte_array_set_size (bytes, fuzz_dice_below (dice, bytes->len + 1));
  insert (bytes, fuzz_dice_below (dice, bytes->len + 1), other + at, n);
}

void
fuzz_mutate (FuzzDice *dice, const GPtrArray *inputs, GByteArray *bytes)
{
  static void (*const ways[]) (FuzzDice *, GByteArray *)
    = { flip_bit, set_byte,     set_number, add_to_byte, cut_block,
        cut_end,  double_block, move_block, insert_word, change_digits };

  for (guint n = 1 + fuzz_dice_below (dice, 8); n > 0; n--)
    {
      guint way = fuzz_dice_below (dice, G_N_ELEMENTS (ways) + 2);

      if (bytes->len == 0)
        insert_word (dice, bytes);
      else if (way >= G_N_ELEMENTS (ways))
        splice (dice, inputs, bytes);
      else
        ways[way](dice, bytes);
    }
}
