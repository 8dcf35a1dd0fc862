/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-contact-rules.h"

#include <string.h>

#include "core/base/foyer-geo.h"

/* What a name, a phone number, an email address and a postal address may look like.
 *
 * Rules for people at a kiosk, not for machines: what somebody could really mean is taken and put
 * into its usual form; a slip that would make them unreachable is told at once, since nobody can
 * ask them later. Pure functions; any thread. What comes in is a person's: nothing here logs, and
 * every copy is wiped.
 */

/* Characters of anything typed that are looked at: no name or address has more. */
#define MAX_TYPED 1000
#define MAX_NAME 80 /* characters */
/* Digits of a UK number with its leading 0 (Ofcom, National Telephone Numbering Plan). */
#define MIN_DIGITS 10
#define MAX_DIGITS 11
/* RFC 5321 4.5.3.1 (with the errata of RFC 3696): bytes. */
#define MAX_EMAIL 254
#define MAX_LOCAL 64
/* RFC 1035 2.3.4: bytes. */
#define MAX_LABEL 63

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff;
}

/* Wipes what was collected unless it is handed on. */
static char *
finish_string (GString *text, gboolean is_good)
{
  char *whole = g_string_free (text, FALSE);

  if (is_good)
    return whole;
  foyer_secret_free (whole);
  return NULL;
}

char *
foyer_text_trim (const char *typed)
{
  char *valid = g_utf8_make_valid (typed != NULL ? typed : "", -1);
  const char *start = valid;
  const char *end;
  char *trimmed;

  while (*start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  end = g_utf8_strlen (start, -1) > MAX_TYPED ? g_utf8_offset_to_pointer (start, MAX_TYPED)
                                              : start + strlen (start);
  while (end > start && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  trimmed = g_strndup (start, end - start);
  foyer_secret_free (valid);
  return trimmed;
}

/* ---- names ---- */

static gboolean
contains_link (const char *text)
{
  char *low = g_utf8_strdown (text, -1);
  gboolean found
    = strstr (low, "http") != NULL || strstr (low, "www.") != NULL || strstr (low, "://") != NULL;

  foyer_secret_free (low);
  return found;
}

/* Characters that turn the rest of a line round: on a coordinator's screen they could make one name
 * look like another. Joiners stay, since some scripts need them. */
static gboolean
is_never_in_a_name (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

FoyerProblem
foyer_name_check (const char *trimmed)
{
  gboolean has_letter = FALSE;

  if (*trimmed == '\0')
    return FOYER_PROBLEM_NAME_MISSING;
  if (g_utf8_strlen (trimmed, -1) > MAX_NAME)
    return FOYER_PROBLEM_NAME_TOO_LONG;
  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_never_in_a_name (c))
        return FOYER_PROBLEM_NAME_NOT_A_NAME;
      has_letter = has_letter || g_unichar_isalpha (c);
    }
  return has_letter && !contains_link (trimmed) ? FOYER_PROBLEM_NONE
                                                : FOYER_PROBLEM_NAME_NOT_A_NAME;
}

/* ---- phone numbers ---- */

static gboolean
is_phone_separator (gunichar c)
{
  return is_blank (c) || c == '.' || c == '(' || c == ')' || c == '/' || c == 0x2212
         || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION
         || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* The digits of typed, of any script; *has_plus: a + stood before all of them. NULL when there is
 * anything that cannot be in a number. */
static GString *
collect_digits (const char *typed, gboolean *has_plus)
{
  GString *digits = g_string_sized_new (64);

  *has_plus = FALSE;
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int value = g_unichar_isdigit (c) ? g_unichar_digit_value (c) : -1;

      if (value >= 0)
        g_string_append_c (digits, '0' + value);
      else if ((c == '+' || c == 0xff0b) && digits->len == 0 && !*has_plus)
        *has_plus = TRUE;
      else if (!is_phone_separator (c))
        {
          finish_string (digits, FALSE);
          return NULL;
        }
    }
  return digits;
}

/* Turns +44, 0044 and the (0) after them into one leading 0; FALSE for a number of another country,
 * or one that begins with neither. */
static gboolean
make_national (GString *digits, gboolean has_plus)
{
  gsize code = has_plus ? 2 : 4;

  if (!has_plus && !g_str_has_prefix (digits->str, "0044"))
    return digits->str[0] == '0' && digits->str[1] != '0';
  if (!g_str_has_prefix (digits->str, has_plus ? "44" : "0044"))
    return FALSE;
  if (digits->str[code] == '0')
    code++;
  g_string_erase (digits, 0, code);
  g_string_prepend_c (digits, '0');
  return TRUE;
}

static FoyerProblem
check_national (const char *digits, gsize length)
{
  /* The plan's geographic (1, 2), UK-wide (3), corporate and internet (5), mobile (7), freephone
   * and special (8) and premium (9) numbers; 4 and 6 are nobody's. */
  if (length > 1 && strchr ("1235789", digits[1]) == NULL)
    return FOYER_PROBLEM_PHONE_START;
  /* Only some 01 and 08 numbers have ten digits: a mobile number with ten has lost one. */
  if (length < MIN_DIGITS || (length < MAX_DIGITS && digits[1] != '1' && digits[1] != '8'))
    return FOYER_PROBLEM_PHONE_TOO_SHORT;
  return length > MAX_DIGITS ? FOYER_PROBLEM_PHONE_TOO_LONG : FOYER_PROBLEM_NONE;
}

char *
foyer_phone_normalise (const char *typed, FoyerProblem *problem)
{
  char *trimmed = foyer_text_trim (typed);
  FoyerProblem what = FOYER_PROBLEM_NONE;
  GString *digits = NULL;
  gboolean has_plus;

  if (*trimmed == '\0')
    what = FOYER_PROBLEM_CONTACT_MISSING;
  else
    {
      digits = collect_digits (trimmed, &has_plus);
      if (digits == NULL)
        what = FOYER_PROBLEM_PHONE_LETTERS;
      else if (digits->len == 0)
        what = FOYER_PROBLEM_PHONE_TOO_SHORT;
      else if (!make_national (digits, has_plus))
        what = FOYER_PROBLEM_PHONE_START;
      else
        what = check_national (digits->str, digits->len);
    }
  foyer_secret_free (trimmed);
  if (problem != NULL)
    *problem = what;
  return digits != NULL ? finish_string (digits, what == FOYER_PROBLEM_NONE) : NULL;
}

/* London and the other 02 areas 3+4+4; 011x and 01x1 areas, 03, 05, 08 and 09 4+3+4 (or 4+6); all
 * others 5+6 (or 5+5). */
char *
foyer_phone_group (const char *normalised)
{
  gsize length = strlen (normalised);
  gboolean is_two, is_four;

  if (length < MIN_DIGITS || length > MAX_DIGITS)
    return g_strdup (normalised);
  is_two = normalised[1] == '2';
  is_four = strchr ("3589", normalised[1]) != NULL
            || (normalised[1] == '1' && (normalised[2] == '1' || normalised[3] == '1'));
  if (is_two)
    return g_strdup_printf ("%.3s %.4s %s", normalised, normalised + 3, normalised + 7);
  if (is_four && length == MAX_DIGITS)
    return g_strdup_printf ("%.4s %.3s %s", normalised, normalised + 4, normalised + 7);
  if (is_four)
    return g_strdup_printf ("%.4s %s", normalised, normalised + 4);
  return g_strdup_printf ("%.5s %s", normalised, normalised + 5);
}

/* ---- email ---- */

/* RFC 5321's Dot-string, with the letters of other scripts that RFC 6531 lets in; no quoted forms.
 */
static gboolean
is_local_part (const char *text, gsize size)
{
  const char *end = text + size;
  gunichar before = '.';

  if (size < 1 || size > MAX_LOCAL)
    return FALSE;
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_allowed = c < 128
                              ? g_ascii_isalnum (c) || strchr (".!#$%&'*+-/=?^_`{|}~", c) != NULL
                              : g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (!is_allowed || (c == '.' && before == '.'))
        return FALSE;
      before = c;
    }
  return before != '.';
}

static gboolean
is_label (const char *text)
{
  gsize size = strlen (text);

  return size >= 1 && size <= MAX_LABEL && text[0] != '-' && text[size - 1] != '-'
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == size;
}

/* ascii: lower case. The last label is never only digits: that would be an address of a machine. */
static gboolean
is_domain (const char *ascii)
{
  g_auto (GStrv) labels = g_strsplit (ascii, ".", -1);
  guint n = g_strv_length (labels);
  const char *last = n > 0 ? labels[n - 1] : "";

  for (guint i = 0; i < n; i++)
    if (!is_label (labels[i]))
      return FALSE;
  return n >= 2 && strlen (last) >= 2 && strspn (last, "0123456789") < strlen (last);
}

/* The domain as it stands in the DNS: lower case, other scripts in their ASCII form (RFC 5890). */
static char *
dup_domain (const char *typed)
{
  char *ascii = g_hostname_to_ascii (typed);
  char *low = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  foyer_secret_free (ascii);
  if (low != NULL && is_domain (low))
    return low;
  foyer_secret_free (low);
  return NULL;
}

static FoyerProblem
check_email_shape (const char *trimmed)
{
  const char *at = strchr (trimmed, '@');

  if (*trimmed == '\0')
    return FOYER_PROBLEM_CONTACT_MISSING;
  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    if (is_blank (g_utf8_get_char (p)))
      return FOYER_PROBLEM_EMAIL_SPACE;
  if (at == NULL)
    return FOYER_PROBLEM_EMAIL_NO_AT;
  if (strchr (at + 1, '@') != NULL || !is_local_part (trimmed, at - trimmed))
    return FOYER_PROBLEM_EMAIL_INVALID;
  return strchr (at, '.') == NULL ? FOYER_PROBLEM_EMAIL_NO_DOT : FOYER_PROBLEM_NONE;
}

char *
foyer_email_normalise (const char *typed, FoyerProblem *problem)
{
  char *trimmed = foyer_text_trim (typed);
  FoyerProblem what = check_email_shape (trimmed);
  char *domain = NULL, *email = NULL;

  if (what == FOYER_PROBLEM_NONE)
    {
      const char *at = strchr (trimmed, '@');

      domain = dup_domain (at + 1);
      if (domain != NULL)
        email = g_strdup_printf ("%.*s@%s", (int)(at - trimmed), trimmed, domain);
      if (email == NULL || strlen (email) > MAX_EMAIL)
        {
          what = FOYER_PROBLEM_EMAIL_INVALID;
          g_clear_pointer (&email, foyer_secret_free);
        }
    }
  foyer_secret_free (trimmed);
  foyer_secret_free (domain);
  if (problem != NULL)
    *problem = what;
  return email;
}

/* ---- postal addresses ---- */

typedef struct
{
  const char *start, *end; /* borrowed from the text */
} Word;

static gboolean
is_line_end (char c)
{
  return c == ',' || c == '\n' || c == '\r';
}

/* The words of a text, separated by white space and commas. (transfer full) */
static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *start = NULL;

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gboolean is_gap = *p == '\0' || is_line_end (*p) || is_blank (g_utf8_get_char (p));

      if (start == NULL && !is_gap)
        start = p;
      if (start != NULL && is_gap)
        {
          Word word = { start, p };

          g_array_append_val (words, word);
          start = NULL;
        }
      if (*p == '\0')
        return words;
    }
}

/* Whether the text from start to end is a whole postcode, in its usual form in out. */
static gboolean
is_postcode (const char *start, const char *end, char out[10])
{
  char code[16];
  gboolean is_full = FALSE;
  gsize size = end - start;

  /* "… CM1 1QH." ends a sentence, not a postcode. */
  if (size > 0 && end[-1] == '.')
    size--;
  if (size >= sizeof code)
    return FALSE;
  memcpy (code, start, size);
  code[size] = '\0';
  return foyer_postcode_normalise (code, out, &is_full) && is_full;
}

/* The last one or two words that are a postcode. */
static gboolean
find_postcode (const char *text, Word *found, char out[10])
{
  g_autoptr (GArray) words = split_words (text);

  for (guint i = words->len; i-- > 0;)
    for (guint last = i; last < words->len && last <= i + 1; last++)
      {
        found->start = g_array_index (words, Word, i).start;
        found->end = g_array_index (words, Word, last).end;
        if (is_postcode (found->start, found->end, out))
          return TRUE;
      }
  return FALSE;
}

/* Lines joined by commas, one blank between words, nothing at either end. */
static void
append_tidy (GString *address, const char *start, const char *end)
{
  gboolean is_new_line = TRUE, is_gap = FALSE;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      if (is_line_end (*p))
        is_new_line = TRUE;
      else if (is_blank (g_utf8_get_char (p)))
        is_gap = TRUE;
      else
        {
          if (address->len > 0)
            g_string_append (address, is_new_line ? ", " : is_gap ? " " : "");
          is_new_line = is_gap = FALSE;
          g_string_append_len (address, p, g_utf8_next_char (p) - p);
        }
    }
}

/* The postcode goes to the end, wherever it stood: that is where an envelope has it. */
char *
foyer_post_normalise (const char *typed, FoyerProblem *problem)
{
  char *trimmed = foyer_text_trim (typed);
  /* Room enough that it never grows and leaves a copy behind. */
  GString *address = g_string_sized_new (strlen (trimmed) * 2 + 16);
  FoyerProblem what = FOYER_PROBLEM_NONE;
  char postcode[10];
  Word found;

  if (*trimmed == '\0')
    what = FOYER_PROBLEM_POST_MISSING;
  else if (!find_postcode (trimmed, &found, postcode))
    what = FOYER_PROBLEM_POSTCODE_INVALID;
  else
    {
      append_tidy (address, trimmed, found.start);
      append_tidy (address, found.end, trimmed + strlen (trimmed));
      if (address->len == 0)
        what = FOYER_PROBLEM_POST_MISSING;
      g_string_append_printf (address, ", %s", postcode);
    }
  foyer_secret_free (trimmed);
  if (problem != NULL)
    *problem = what;
  return finish_string (address, what == FOYER_PROBLEM_NONE);
}
