/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "core/base/foyer-geo.h"
#include "core/viewmodel/foyer-contact-rules.h"
#include "fuzz.h"

/* What a visitor types: a reference code, a postcode, a name, a phone number, an e-mail address, a
 * postal address. What was made of it once is not made into something else a second time.
 */

/* Characters of what is typed that are looked at at all. */
#define TYPED_MAX 1000

typedef char *(*Normalise) (const char *typed, FoyerProblem *problem);

static void
check_twice (Normalise normalise, const char *typed)
{
  FoyerProblem problem;
  char *once = normalise (typed, &problem);
  /* An address grows by a few commas. */
  gboolean is_cut = once && g_utf8_strlen (once, -1) > TYPED_MAX;
  char *twice = once ? normalise (once, &problem) : NULL;

  if (!is_cut)
    g_assert_cmpstr (once, ==, twice);
  g_assert_true (once == NULL || g_utf8_validate (once, -1, NULL));
  foyer_secret_free (once);
  foyer_secret_free (twice);
}

static char *
normalise_code (const char *typed, FoyerProblem *problem)
{
  return foyer_code_normalise (typed);
}

static char *
trim (const char *typed, FoyerProblem *problem)
{
  char *trimmed = foyer_text_trim (typed);

  foyer_name_check (trimmed);
  return trimmed;
}

static void
check_phone (const char *typed)
{
  FoyerProblem problem;
  char *phone = foyer_phone_normalise (typed, &problem);
  char *grouped = phone ? foyer_phone_group (phone) : NULL;
  char *again = grouped ? foyer_phone_normalise (grouped, &problem) : NULL;

  g_assert_cmpstr (phone, ==, again);
  foyer_secret_free (phone);
  foyer_secret_free (grouped);
  foyer_secret_free (again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *typed = fuzz_dup_text (data, size);
  char postcode[10], again[10];
  gboolean is_full, is_full_again;

  check_twice (normalise_code, typed);
  check_twice (trim, typed);
  check_twice (foyer_phone_normalise, typed);
  check_twice (foyer_email_normalise, typed);
  check_twice (foyer_post_normalise, typed);
  check_phone (typed);
  if (foyer_postcode_normalise (typed, postcode, &is_full))
    {
      g_assert_true (foyer_postcode_normalise (postcode, again, &is_full_again));
      g_assert_cmpstr (postcode, ==, again);
      g_assert_cmpint (is_full, ==, is_full_again);
    }
  return 0;
}
