/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "core/model/foyer-json.h"
#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "fuzz.h"

/* A listing and everything that is said about it on the screen: labels show text, never markup, so
 * all that is asked of it is that it is text. Its rhythm becomes sessions, each of which is one.
 */

static void
say (char *words)
{
  g_assert_true (words == NULL || g_utf8_validate (words, -1, NULL));
  g_free (words);
}

static void
expand (FoyerListing *listing, const char *json)
{
  g_autoptr (json_t) object = foyer_json_parse (json, strlen (json), NULL);
  const json_t *rhythm = foyer_json_get_object (object, "rhythm");
  g_autofree char *text = rhythm ? foyer_json_dump (rhythm) : NULL;
  g_autoptr (GPtrArray) sessions
    = text ? foyer_rhythm_expand (listing->id, text, FUZZ_NOW_US, 60, NULL) : NULL;

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSession) session = foyer_session_new_from_json (sessions->pdata[i], &error);

      g_assert_no_error (error);
      say (foyer_words_when (listing, session));
      say (foyer_when_session_long (session));
      if (i == 0)
        say (foyer_when_calendar (listing, session, 0, "HAZEL-OTTER-417238",
                                  "00000000000000000000000000", FUZZ_NOW_US));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *json = fuzz_dup_text (data, size);
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (json, NULL);
  g_autoptr (GPtrArray) chips = NULL;

  if (listing == NULL)
    return 0;
  say (foyer_words_distance (listing, 0.04));
  say (foyer_words_distance (listing, 12.34));
  say (foyer_words_distance (listing, NAN));
  say (foyer_words_time (listing->time));
  say (foyer_words_when (listing, NULL));
  say (foyer_words_who_where (listing));
  say (foyer_words_place (listing));
  say (foyer_words_age (listing));
  say (foyer_words_cost (listing));
  for (guint i = 0; listing->needs[i] != NULL; i++)
    say (foyer_words_need (listing->needs[i]));
  say (foyer_words_checked (listing, FUZZ_NOW_US));
  say (foyer_words_please_ask (listing, FUZZ_NOW_US));
  say (foyer_when_confirmed (listing->last_confirmed));
  say (foyer_when_calendar (listing, NULL, FUZZ_NOW_US / G_USEC_PER_SEC, "HAZEL-OTTER-417238",
                            "00000000000000000000000000", FUZZ_NOW_US));
  foyer_listing_is_out_of_date (listing, FUZZ_NOW_US);
  chips = foyer_words_chips (listing, NULL, 0);
  g_assert_nonnull (chips);
  expand (listing, json);
  return 0;
}
