/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-codes"

#include "core/crypto/foyer-crypto.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/crypto/foyer-code-words.h"

/* Reference codes: "HAZEL-OTTER-417238", two words and six digits.
 *
 * What a visitor takes home in the place of an account: it is shown once, never stored, and known
 * afterwards only by its hash. Who holds the code may ask how things stand and withdraw, so callers
 * free it with foyer_secret_free (). No state; any thread.
 */

/* Two words of 512 are 18 bits, six digits 20 more: 2.6 × 10^11 codes. Among 20,000 that live at
 * once, any two are alike in one county of 1,300 (20,000² / 2 / 2.6 × 10^11), and a guess hits one
 * of them in 13 million, behind the rate limit. */
#define N_DIGITS 6
#define DIGITS_RANGE 1000000
/* Letters and digits of the longest code, without what stands between them. */
#define MAX_CHARACTERS (2 * FOYER_CODE_WORD_MAX + N_DIGITS)
/* Bytes looked at: room for a gap after every letter; more than that is not a code. */
#define MAX_TYPED 128
/* So that no other BLAKE2b of ours, or anyone else's of the same text, equals this one. */
static const guint8 INVITE_PERSONAL[crypto_generichash_blake2b_PERSONALBYTES] = "foyer-invite-1";

char *
foyer_code_new (void)
{
  const char *first, *second;
  g_autofree char *low = NULL;
  char *code;

  foyer_crypto_init ();
  first = foyer_code_words[randombytes_uniform (FOYER_N_CODE_WORDS)];
  second = foyer_code_words[randombytes_uniform (FOYER_N_CODE_WORDS)];
  low = g_strdup_printf ("%s-%s-%06u", first, second, randombytes_uniform (DIGITS_RANGE));
  code = g_ascii_strup (low, -1);
  sodium_memzero (low, strlen (low));
  return code;
}

static int
compare_word_cb (const void *key, const void *word)
{
  return strcmp (key, word);
}

static gboolean
is_word (const char *text, gsize length)
{
  char word[FOYER_CODE_WORD_MAX + 1] = { 0 };

  if (length < FOYER_CODE_WORD_MIN || length > FOYER_CODE_WORD_MAX)
    return FALSE;
  memcpy (word, text, length);
  return bsearch (word, foyer_code_words, FOYER_N_CODE_WORDS, sizeof foyer_code_words[0],
                  compare_word_cb)
         != NULL;
}

/* What people and their telephones put between the parts. */
static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == '.' || c == ',' || c == '_' || c == 0x2212
         || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION
         || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* Writes the letters (lower case) and digits of typed into out; FALSE when there is anything else.
 */
static gboolean
squeeze (const char *typed, char out[MAX_CHARACTERS + 1], gsize *length)
{
  *length = 0;
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_separator (c))
        continue;
      if (c > 127 || !g_ascii_isalnum ((char)c) || *length == MAX_CHARACTERS)
        return FALSE;
      out[(*length)++] = g_ascii_tolower ((char)c);
    }
  out[*length] = '\0';
  return *length >= 2 * FOYER_CODE_WORD_MIN + N_DIGITS;
}

/* The letter O is taken for a nought and I or L for a one, where only a digit can stand. */
static gboolean
read_digits (char digits[N_DIGITS])
{
  for (guint i = 0; i < N_DIGITS; i++)
    {
      if (digits[i] == 'o')
        digits[i] = '0';
      else if (digits[i] == 'i' || digits[i] == 'l')
        digits[i] = '1';
      if (!g_ascii_isdigit (digits[i]))
        return FALSE;
    }
  return TRUE;
}

char *
foyer_code_normalise (const char *typed)
{
  char squeezed[MAX_CHARACTERS + 1];
  gsize length, letters;
  char *code = NULL;

  if (typed == NULL || strlen (typed) > MAX_TYPED || !g_utf8_validate (typed, -1, NULL))
    return NULL;
  if (squeeze (typed, squeezed, &length) && read_digits (squeezed + length - N_DIGITS))
    {
      letters = length - N_DIGITS;
      /* At most one cut fits: a test holds the list to that. */
      for (gsize cut = FOYER_CODE_WORD_MIN; code == NULL && cut <= FOYER_CODE_WORD_MAX; cut++)
        if (cut < letters && is_word (squeezed, cut) && is_word (squeezed + cut, letters - cut))
          code = g_strdup_printf ("%.*s-%.*s-%.*s", (int)cut, squeezed, (int)(letters - cut),
                                  squeezed + cut, N_DIGITS, squeezed + letters);
    }
  sodium_memzero (squeezed, sizeof squeezed);
  for (char *p = code; p != NULL && *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  return code;
}

char *
foyer_code_hash (const char *normalised)
{
  char *proof = foyer_code_proof (normalised);
  char *hash = proof != NULL ? foyer_code_hash_of_proof (proof) : NULL;

  foyer_secret_free (proof);
  return hash;
}

char *
foyer_invite_hash (const char *normalised)
{
  guint8 hash[crypto_generichash_blake2b_BYTES];

  g_return_val_if_fail (normalised != NULL, NULL);

  foyer_crypto_init ();
  crypto_generichash_blake2b_salt_personal (hash, sizeof hash, (const guint8 *)normalised,
                                            strlen (normalised), NULL, 0, NULL, INVITE_PERSONAL);
  return foyer_hex (hash, sizeof hash);
}
