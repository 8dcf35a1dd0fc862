/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-role-words.h"

static FoyerListing *
listing_new (const char *type, const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"one\",\"programme\":\"volunteering\",\"type\":\"%s\",\"title\":\"One\"%s}", type,
    members);
  FoyerListing *listing = foyer_listing_new_from_json (json, &error);

  g_assert_no_error (error);
  return listing;
}

/* "heading: words" a line. (transfer full) */
static char *
dup_lines (FoyerListing *listing)
{
  g_autoptr (GPtrArray) lines = foyer_role_words_list (listing);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerRoleLine *line = g_ptr_array_index (lines, i);
      g_string_append_printf (text, "%s: %s\n", line->heading, line->words);
    }
  return g_string_free (text, FALSE);
}

static void
test_all_is_told (void)
{
  g_autoptr (FoyerListing) listing = listing_new (
    "opportunity", ",\"free\":true,\"age_min\":16,\"needs\":[\"step-free\",\"toilets\"],\"time\":"
                   "\"weekly\",\"role\":{\"meet\":\"Six others.\",\"first_day\":\"A cup of tea.\","
                   "\"expenses\":\"Bus fares.\",\"access\":\"A ramp.\",\"dbs\":\"None needed.\","
                   "\"training\":\"An hour.\",\"taster\":\"Yes.\"}");
  g_autofree char *lines = dup_lines (listing);
  g_autofree char *not_told = foyer_role_words_not_told (listing, FALSE);

  g_assert_cmpstr (lines, ==,
                   "Cost: Free\nWho you would meet: Six others.\nYour first day: A cup of tea.\n"
                   "Expenses: Bus fares.\nAge: 16 and over\n"
                   "Getting in and around: Step-free, Toilets. A ramp.\n"
                   "DBS check: None needed.\nTraining: An hour.\nCome and see first: Yes.\n");
  g_assert_null (not_told);
}

static void
test_nothing_is_told (void)
{
  g_autoptr (FoyerListing) role = listing_new ("opportunity", "");
  g_autoptr (FoyerListing) club = listing_new ("group", "");
  g_autofree char *lines = dup_lines (role);
  g_autofree char *of_role = foyer_role_words_not_told (role, FALSE);
  g_autofree char *of_dated_role = foyer_role_words_not_told (role, TRUE);
  g_autofree char *of_club = foyer_role_words_not_told (club, FALSE);

  g_assert_cmpstr (lines, ==, "");
  g_assert_cmpstr (of_role, ==,
                   "Not told yet: who you would meet, your first day, expenses, age, getting in "
                   "and around, DBS check, training, coming to see first, days and times. Ask them "
                   "about these.");
  g_assert_null (strstr (of_dated_role, "days and times"));
  g_assert_cmpstr (of_club, ==,
                   "Not told yet: who you would meet, the first time, cost, age, getting in and "
                   "around, days and times. Ask them about these.");
}

static void
test_a_bit_is_told (void)
{
  g_autoptr (FoyerListing) listing
    = listing_new ("opportunity", ",\"when_text\":\"Tuesdays\",\"age_min\":18,\"role\":{\"meet\":"
                                  "\"Six.\",\"first_day\":\"Tea.\",\"access\":\"A ramp.\","
                                  "\"training\":\"Yes.\",\"taster\":\"Yes.\"}");
  g_autofree char *not_told = foyer_role_words_not_told (listing, FALSE);

  g_assert_cmpstr (not_told, ==, "Not told yet: expenses, DBS check. Ask them about these.");
}

/* What "Help me choose" goes by is said here too. */
static void
test_match_facts (void)
{
  g_autoptr (FoyerListing) listing = listing_new (
    "opportunity", ",\"match\":{\"fits\":[\"expenses\",\"no-dbs\"]},\"role\":{\"dbs\":\"Not for "
                   "the café.\"}");
  g_autofree char *lines = dup_lines (listing);

  g_assert_cmpstr (lines, ==, "Expenses: Expenses are paid.\nDBS check: Not for the café.\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/role-words/what-is-told-is-a-line-each", test_all_is_told);
  g_test_add_func ("/role-words/what-is-not-told-is-named", test_nothing_is_told);
  g_test_add_func ("/role-words/only-what-is-missing-is-named", test_a_bit_is_told);
  g_test_add_func ("/role-words/facts-of-matching-are-told-too", test_match_facts);
  return g_test_run ();
}
