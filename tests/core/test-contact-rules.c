/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-contact-rules.h"

#include <string.h>

/* Numbers are from Ofcom's ranges for drama; domains from RFC 2606. */

typedef char *(*Normalise) (const char *typed, FoyerProblem *problem);

typedef struct
{
  const char *typed, *expected; /* expected NULL: problem */
  FoyerProblem problem;
} Case;

static void
run (Normalise normalise, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      FoyerProblem problem = 99;
      char *got = normalise (cases[i].typed, &problem);

      g_test_message ("case %u: %s", i, cases[i].typed);
      g_assert_cmpstr (got, ==, cases[i].expected);
      g_assert_cmpint (problem, ==, cases[i].problem);
      foyer_secret_free (got);
      foyer_secret_free (normalise (cases[i].typed, NULL));
    }
}

static void
test_phone (void)
{
  const Case cases[] = {
    { "07700 900123", "07700900123" },
    { " 07700-900-123 ", "07700900123" },
    { "(01632) 960 123", "01632960123" },
    { "01632.960123", "01632960123" },
    { "01632/960123", "01632960123" },
    { "01632 96012", "0163296012" },
    { "0800 123456", "0800123456" },
    { "020 7946 0123", "02079460123" },
    { "+447700900123", "07700900123" },
    { "+44 (0)7700 900123", "07700900123" },
    { "+44 0 7700 900123", "07700900123" },
    { "(+44) 7700 900123", "07700900123" },
    { "0044 7700 900123", "07700900123" },
    { "0044 (0) 1632 960123", "01632960123" },
    { "07700\xe2\x80\x93"
      "900\xe2\x80\x91"
      "123",
      "07700900123" },
    { "07700\xc2\xa0"
      "900123",
      "07700900123" },
    { "\xef\xbc\x8b"
      "44 7700 900123",
      "07700900123" },
    { "\xd9\xa0\xd9\xa7\xd9\xa7\xd9\xa0\xd9\xa0 900123", "07700900123" },
    { "", NULL, FOYER_PROBLEM_CONTACT_MISSING },
    { NULL, NULL, FOYER_PROBLEM_CONTACT_MISSING },
    { "   ", NULL, FOYER_PROBLEM_CONTACT_MISSING },
    { "07700 9OO123", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "ring me", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "07700 900123 ext 4", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "07700900123+", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "++447700900123", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "name@example.org", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "07700 900123; 07700 900124", NULL, FOYER_PROBLEM_PHONE_LETTERS },
    { "-", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "0", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "07700 90012", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "01632 9601", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "020 7946 012", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "+44 7700 90012", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "07700 9001234", NULL, FOYER_PROBLEM_PHONE_TOO_LONG },
    { "07700 900123 07700 900124", NULL, FOYER_PROBLEM_PHONE_TOO_LONG },
    { "7700 900123", NULL, FOYER_PROBLEM_PHONE_START },
    { "960123", NULL, FOYER_PROBLEM_PHONE_START },
    { "447700900123", NULL, FOYER_PROBLEM_PHONE_START },
    { "+33 1 23 45 67 89", NULL, FOYER_PROBLEM_PHONE_START },
    { "0033 1 23 45 67 89", NULL, FOYER_PROBLEM_PHONE_START },
    { "+", NULL, FOYER_PROBLEM_PHONE_TOO_SHORT },
    { "04632 960123", NULL, FOYER_PROBLEM_PHONE_START },
    { "06632 960123", NULL, FOYER_PROBLEM_PHONE_START },
  };

  run (foyer_phone_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_phone_group (void)
{
  const char *const cases[][2] = {
    { "07700900123", "07700 900123" },
    { "01632960123", "01632 960123" },
    { "0163296012", "01632 96012" },
    { "02079460123", "020 7946 0123" },
    { "01134960123", "0113 496 0123" },
    { "01614960123", "0161 496 0123" },
    { "03069990123", "0306 999 0123" },
    { "08081570123", "0808 157 0123" },
    { "0800123456", "0800 123456" },
    { "09098790123", "0909 879 0123" },
    { "999", "999" },
    { "", "" },
    { "012345678901", "012345678901" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *grouped = foyer_phone_group (cases[i][0]);

      g_assert_cmpstr (grouped, ==, cases[i][1]);
    }
}

static void
test_email (void)
{
  const Case cases[] = {
    { "name@example.org", "name@example.org" },
    { "  name@example.org\n", "name@example.org" },
    { "First.Last+kiosk@Example.ORG", "First.Last+kiosk@example.org" },
    { "o'name@mail.example.co.uk", "o'name@mail.example.co.uk" },
    { "a_b-c@ex-ample.uk", "a_b-c@ex-ample.uk" },
    { "zo\xc3\xab@example.org", "zo\xc3\xab@example.org" },
    { "name@b\xc3\xbc"
      "cher.example",
      "name@xn--bcher-kva.example" },
    { "", NULL, FOYER_PROBLEM_CONTACT_MISSING },
    { NULL, NULL, FOYER_PROBLEM_CONTACT_MISSING },
    { "name at example.org", NULL, FOYER_PROBLEM_EMAIL_SPACE },
    { "my name@example.org", NULL, FOYER_PROBLEM_EMAIL_SPACE },
    { "name@example .org", NULL, FOYER_PROBLEM_EMAIL_SPACE },
    { "name.example.org", NULL, FOYER_PROBLEM_EMAIL_NO_AT },
    { "07700900123", NULL, FOYER_PROBLEM_EMAIL_NO_AT },
    { "name@example", NULL, FOYER_PROBLEM_EMAIL_NO_DOT },
    { "name@", NULL, FOYER_PROBLEM_EMAIL_NO_DOT },
    { "@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@other@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { ".name@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name.@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "na..me@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@example..org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@.example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@example.org.", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@-example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@example-.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@exam_ple.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@example.o", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@192.0.2.1", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@[192.0.2.1]", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name,other@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "<name@example.org>", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "\"na me\"@example.org", NULL, FOYER_PROBLEM_EMAIL_SPACE },
    { "mailto:name@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "o\xe2\x80\x99name@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "\xf0\x9f\x98\x80@example.org", NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { "name@example.org\nBcc:other@example.org", NULL, FOYER_PROBLEM_EMAIL_SPACE },
  };

  run (foyer_email_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_email_lengths (void)
{
  g_autofree char *local_64 = g_strnfill (64, 'l');
  g_autofree char *label_63 = g_strnfill (63, 'd');
  g_autofree char *label_57 = g_strnfill (57, 'd');
  /* 64 + 1 + 63 + 1 + 63 + 1 + 57 + 4 = 254. */
  g_autofree char *longest
    = g_strdup_printf ("%s@%s.%s.%s.org", local_64, label_63, label_63, label_57);
  g_autofree char *too_long
    = g_strdup_printf ("%s@%s.%s.d%s.org", local_64, label_63, label_63, label_57);
  g_autofree char *long_local = g_strdup_printf ("l%s@example.org", local_64);
  g_autofree char *long_label = g_strdup_printf ("name@d%s.org", label_63);
  const Case cases[] = {
    { longest, longest },
    { too_long, NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { long_local, NULL, FOYER_PROBLEM_EMAIL_INVALID },
    { long_label, NULL, FOYER_PROBLEM_EMAIL_INVALID },
  };

  g_assert_cmpuint (strlen (longest), ==, 254);
  run (foyer_email_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_post (void)
{
  const Case cases[] = {
    { "1 High Street, Chelmsford CM1 1QH", "1 High Street, Chelmsford, CM1 1QH" },
    { "1 High Street\nChelmsford\ncm11qh", "1 High Street, Chelmsford, CM1 1QH" },
    { "  1  High   Street ,, Chelmsford,CM1  1QH. ", "1 High Street, Chelmsford, CM1 1QH" },
    { "CM1 1QH, 1 High Street", "1 High Street, CM1 1QH" },
    { "1 High Street, CM1 1QH, Essex", "1 High Street, Essex, CM1 1QH" },
    { "Flat 2, SS1 House, Southend SS1 1AA", "Flat 2, SS1 House, Southend, SS1 1AA" },
    { "", NULL, FOYER_PROBLEM_POST_MISSING },
    { NULL, NULL, FOYER_PROBLEM_POST_MISSING },
    { " \n ", NULL, FOYER_PROBLEM_POST_MISSING },
    { "CM1 1QH", NULL, FOYER_PROBLEM_POST_MISSING },
    { " , cm11qh , ", NULL, FOYER_PROBLEM_POST_MISSING },
    { "1 High Street, Chelmsford", NULL, FOYER_PROBLEM_POSTCODE_INVALID },
    { "1 High Street, Chelmsford CM1", NULL, FOYER_PROBLEM_POSTCODE_INVALID },
    { "1 High Street, Chelmsford CM1 1Q", NULL, FOYER_PROBLEM_POSTCODE_INVALID },
    { "1 High Street, Springfield 12345", NULL, FOYER_PROBLEM_POSTCODE_INVALID },
    { "CM1", NULL, FOYER_PROBLEM_POSTCODE_INVALID },
  };

  run (foyer_post_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_name (void)
{
  g_autofree char *letters_80 = g_strnfill (80, 'n');
  g_autofree char *letters_81 = g_strnfill (81, 'n');
  g_autoptr (GString) wide_80 = g_string_new (NULL);
  const struct
  {
    const char *name;
    FoyerProblem problem;
  } cases[] = {
    { "Al", FOYER_PROBLEM_NONE },
    { "J", FOYER_PROBLEM_NONE },
    { "Mary-Jane O'Name 3rd", FOYER_PROBLEM_NONE },
    { "Zo\xc3\xab", FOYER_PROBLEM_NONE },
    { "\xe6\x9d\x8e", FOYER_PROBLEM_NONE },
    { "\xd9\x85\xd8\xb1\xdb\x8c\xd9\x85\xe2\x80\x8c\xd8\xa7", FOYER_PROBLEM_NONE },
    { letters_80, FOYER_PROBLEM_NONE },
    { "", FOYER_PROBLEM_NAME_MISSING },
    { letters_81, FOYER_PROBLEM_NAME_TOO_LONG },
    { "123", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "?!", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "\xf0\x9f\x98\x80", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "HTTP example", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "see Www.example.org", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "ftp://example.org", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "two\nlines", FOYER_PROBLEM_NAME_NOT_A_NAME },
    { "turned \xe2\x80\xae round", FOYER_PROBLEM_NAME_NOT_A_NAME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (foyer_name_check (cases[i].name), ==, cases[i].problem);
  /* Characters are counted, not bytes. */
  for (guint i = 0; i < 80; i++)
    g_string_append (wide_80, "\xe6\x9d\x8e");
  g_assert_cmpint (foyer_name_check (wide_80->str), ==, FOYER_PROBLEM_NONE);
}

static void
test_trim (void)
{
  g_autofree char *endless = g_strnfill (100000, 'x');
  const char *const cases[][2] = {
    { NULL, "" },
    { "", "" },
    { " \t\n", "" },
    { "\xc2\xa0 name\xe2\x80\x83\xe2\x80\x8b\xef\xbb\xbf", "name" },
    { "two  words", "two  words" },
    { "bad\xff", "bad\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *trimmed = foyer_text_trim (cases[i][0]);

      g_assert_cmpstr (trimmed, ==, cases[i][1]);
    }
  {
    g_autofree char *trimmed = foyer_text_trim (endless);

    g_assert_cmpuint (strlen (trimmed), ==, 1000);
  }
}

/* Whatever is typed, the rules answer, and what they let through they let through again. */
static void
test_anything (void)
{
  static const char *const pieces[]
    = { "0", "7", "44", "+",   "(0)", " ",        "@",    ".",    "a",
        "-", ",", "\n", "CM1", "1QH", "\xc3\xab", "\xff", "www.", "\xe2\x80\x8b" };
  const Normalise rules[] = { foyer_phone_normalise, foyer_email_normalise, foyer_post_normalise };
  g_autoptr (GRand) dice = g_rand_new_with_seed (23);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      Normalise rule = rules[round % G_N_ELEMENTS (rules)];
      FoyerProblem problem;
      char *once;

      for (int n = g_rand_int_range (dice, 0, 16); n > 0; n--)
        g_string_append (typed, pieces[g_rand_int_range (dice, 0, G_N_ELEMENTS (pieces))]);
      once = rule (typed->str, &problem);
      g_assert_true ((once != NULL) == (problem == FOYER_PROBLEM_NONE));
      if (once != NULL)
        {
          char *twice = rule (once, &problem);

          g_assert_cmpstr (twice, ==, once);
          foyer_secret_free (twice);
        }
      foyer_secret_free (once);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-rules/a-phone-number-is-read-the-way-people-type-it", test_phone);
  g_test_add_func ("/contact-rules/a-phone-number-is-shown-in-the-usual-groups", test_phone_group);
  g_test_add_func ("/contact-rules/an-email-address-can-be-written-to-or-is-refused", test_email);
  g_test_add_func ("/contact-rules/an-email-address-keeps-the-limits-of-mail", test_email_lengths);
  g_test_add_func ("/contact-rules/an-address-has-a-uk-postcode-and-more", test_post);
  g_test_add_func ("/contact-rules/a-name-may-be-of-any-script-and-is-no-link", test_name);
  g_test_add_func ("/contact-rules/blanks-at-the-ends-go-and-nothing-is-endless", test_trim);
  g_test_add_func ("/contact-rules/anything-typed-gets-one-answer", test_anything);
  return g_test_run ();
}
