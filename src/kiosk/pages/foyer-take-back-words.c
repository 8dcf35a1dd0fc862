/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-take-back-words"

#include "kiosk/pages/foyer-take-back-words.h"

#include <glib/gi18n.h>

/* A code may stand for a sign-up, for hours, or for both: who takes it back is told what goes. Of a
 * code that is not known here nothing is presumed. Functions without state; main thread. */

static const char *const of_name[FOYER_TAKE_BACK_N_WORDS] = {
  [FOYER_TAKE_BACK_OFFER] = N_ ("Take my name back"),
  [FOYER_TAKE_BACK_HEADING] = N_ ("Take your name back?"),
  [FOYER_TAKE_BACK_WHERE] = N_ ("Your answers are removed from this kiosk at once. The team removes "
                                "them too, when this kiosk is next in touch with them."),
  [FOYER_TAKE_BACK_YES] = N_ ("Yes, take it back"),
  [FOYER_TAKE_BACK_NO] = N_ ("No, keep it"),
  [FOYER_TAKE_BACK_SORRY] = N_ ("Sorry, we could not take your name back just now."),
  [FOYER_TAKE_BACK_GONE] = N_ ("Your name is taken back."),
  [FOYER_TAKE_BACK_GONE_WHERE] = N_ ("Your answers are gone from this kiosk. The team removes them "
                                     "too, when this kiosk is next in touch with them."),
  [FOYER_TAKE_BACK_GONE_HERE] = N_ ("Your answers are gone from this kiosk."),
  [FOYER_TAKE_BACK_AGAIN] = N_ ("You can sign up again at any time."),
};

static const char *const of_hours[FOYER_TAKE_BACK_N_WORDS] = {
  [FOYER_TAKE_BACK_OFFER] = N_ ("Take my hours back"),
  [FOYER_TAKE_BACK_HEADING] = N_ ("Take your hours back?"),
  [FOYER_TAKE_BACK_WHERE] = N_ ("Your hours are removed from this kiosk at once. The team removes "
                                "them too, when this kiosk is next in touch with them."),
  [FOYER_TAKE_BACK_YES] = N_ ("Yes, take them back"),
  [FOYER_TAKE_BACK_NO] = N_ ("No, keep them"),
  [FOYER_TAKE_BACK_SORRY] = N_ ("Sorry, we could not take your hours back just now."),
  [FOYER_TAKE_BACK_GONE] = N_ ("Your hours are taken back."),
  [FOYER_TAKE_BACK_GONE_WHERE] = N_ ("Your hours are gone from this kiosk. The team removes them "
                                     "too, when this kiosk is next in touch with them."),
  [FOYER_TAKE_BACK_GONE_HERE] = N_ ("Your hours are gone from this kiosk."),
  [FOYER_TAKE_BACK_AGAIN] = N_ ("You can log hours again at any time. You get a new code then."),
};

/* Where it differs from a name. */
static const char *const of_either[FOYER_TAKE_BACK_N_WORDS] = {
  [FOYER_TAKE_BACK_OFFER] = N_ ("Take back what I gave"),
  [FOYER_TAKE_BACK_HEADING] = N_ ("Take back what you gave?"),
  [FOYER_TAKE_BACK_SORRY] = N_ ("Sorry, we could not take it back just now."),
  [FOYER_TAKE_BACK_GONE] = N_ ("It is taken back."),
  [FOYER_TAKE_BACK_AGAIN] = N_ ("You can begin again at any time."),
};

const char *
foyer_take_back_words_get (FoyerGiven given, FoyerTakeBackWord word)
{
  g_return_val_if_fail (word < FOYER_TAKE_BACK_N_WORDS, NULL);

  if (given == FOYER_GIVEN_HOURS)
    return _ (of_hours[word]);
  if (given == FOYER_GIVEN_EITHER && of_either[word] != NULL)
    return _ (of_either[word]);
  return _ (of_name[word]);
}

const char *
foyer_take_back_words_get_meaning (FoyerGiven given)
{
  if (given == FOYER_GIVEN_HOURS)
    return NULL;
  return _ ("Nobody will get in touch with you about this. If you had a place, it goes to somebody "
            "else.");
}

char *
foyer_take_back_words_dup_hours (const FoyerStatusWords *words)
{
  if (words->hours != NULL)
    return g_strdup_printf (
      _ ("All hours with this code are removed: %s. No kiosk shows or prints them again."),
      words->hours);
  if (words->given == FOYER_GIVEN_EITHER)
    return g_strdup (_ ("If you logged hours with this code, they go too."));
  return NULL;
}
