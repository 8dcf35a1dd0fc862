/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words"

#include "core/viewmodel/foyer-role-words.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"

/* What a role page says of taking part: known facts as lines, the others as one line of questions.
 * Nothing is invented and nothing is hidden: who reads "Not told yet: expenses" knows what to ask.
 * A volunteer wants to know more than somebody who joins a club: of a club nobody asks for a DBS
 * check. Pure functions, no state. */

#define NEEDS_MAX 12 /* more is a mistake in the data */

typedef enum
{
  FACT_MEET,
  FACT_FIRST_DAY,
  FACT_COST,
  FACT_EXPENSES,
  FACT_AGE,
  FACT_ACCESS,
  FACT_DBS,
  FACT_TRAINING,
  FACT_TASTER,
  FACT_TIME, /* told in a place of its own; named when it is not */
  N_FACTS,
} Fact;

static gboolean
is_opportunity (FoyerListing *listing)
{
  return g_strcmp0 (listing->type, "opportunity") == 0;
}

static const char *
heading_of (FoyerListing *listing, Fact fact)
{
  switch (fact)
    {
    case FACT_MEET:
      return _ ("Who you would meet");
    case FACT_FIRST_DAY:
      return is_opportunity (listing) ? _ ("Your first day") : _ ("The first time");
    case FACT_COST:
      return _ ("Cost");
    case FACT_EXPENSES:
      return is_opportunity (listing) ? _ ("Expenses") : _ ("Included");
    case FACT_AGE:
      return _ ("Age");
    case FACT_ACCESS:
      return _ ("Getting in and around");
    case FACT_DBS:
      return _ ("DBS check");
    case FACT_TRAINING:
      return _ ("Training");
    case FACT_TASTER:
      return _ ("Come and see first");
    default:
      return NULL;
    }
}

/* In the middle of a sentence: "Not told yet: …". */
static const char *
short_name_of (FoyerListing *listing, Fact fact)
{
  switch (fact)
    {
    case FACT_MEET:
      return _ ("who you would meet");
    case FACT_FIRST_DAY:
      return is_opportunity (listing) ? _ ("your first day") : _ ("the first time");
    case FACT_COST:
      return _ ("cost");
    case FACT_EXPENSES:
      return _ ("expenses");
    case FACT_AGE:
      return _ ("age");
    case FACT_ACCESS:
      return _ ("getting in and around");
    case FACT_DBS:
      return _ ("DBS check");
    case FACT_TRAINING:
      return _ ("training");
    case FACT_TASTER:
      return _ ("coming to see first");
    case FACT_TIME:
      return _ ("days and times");
    default:
      return NULL;
    }
}

/* "Step-free, Toilets. There is a ramp at the side." (transfer full) (nullable) */
static char *
dup_access (FoyerListing *listing)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; listing->needs[i] != NULL && i < NEEDS_MAX; i++)
    {
      g_autofree char *need = foyer_words_need (listing->needs[i]);
      /* Translators: stands between the items of a list: "Step-free, Toilets". */
      g_string_append_printf (words, "%s%s", i > 0 ? _ (", ") : "", need);
    }
  if (listing->role[FOYER_ROLE_ACCESS] != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ". " : "",
                            listing->role[FOYER_ROLE_ACCESS]);
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* The listing's own sentence, else what "Help me choose" knows: the two must not say different
 * things. (transfer full) (nullable) */
static char *
dup_known (FoyerListing *listing, FoyerRoleFact fact, FoyerMatchFit fit, const char *words)
{
  if (listing->role[fact] != NULL)
    return g_strdup (listing->role[fact]);
  return (listing->match.fits & (1u << fit)) != 0 ? g_strdup (words) : NULL;
}

/* (transfer full) (nullable) */
static char *
dup_words (FoyerListing *listing, Fact fact)
{
  switch (fact)
    {
    case FACT_MEET:
      return g_strdup (listing->role[FOYER_ROLE_MEET]);
    case FACT_FIRST_DAY:
      return g_strdup (listing->role[FOYER_ROLE_FIRST_DAY]);
    case FACT_COST:
      return foyer_words_cost (listing);
    case FACT_EXPENSES:
      return dup_known (listing, FOYER_ROLE_EXPENSES, FOYER_MATCH_EXPENSES,
                        _ ("Expenses are paid."));
    case FACT_AGE:
      return foyer_words_age (listing);
    case FACT_ACCESS:
      return dup_access (listing);
    case FACT_DBS:
      return dup_known (listing, FOYER_ROLE_DBS, FOYER_MATCH_NO_DBS, _ ("None is needed."));
    case FACT_TRAINING:
      return g_strdup (listing->role[FOYER_ROLE_TRAINING]);
    case FACT_TASTER:
      return g_strdup (listing->role[FOYER_ROLE_TASTER]);
    default:
      return NULL;
    }
}

/* What somebody would ask before they say yes to such a listing. */
static gboolean
is_wanted (FoyerListing *listing, Fact fact, gboolean has_dates)
{
  switch (fact)
    {
    case FACT_COST: /* volunteering costs nothing; what it costs to get there is "expenses" */
      return !is_opportunity (listing);
    case FACT_EXPENSES:
    case FACT_DBS:
    case FACT_TRAINING:
    case FACT_TASTER:
      return is_opportunity (listing);
    case FACT_TIME:
      return !has_dates && listing->when_text == NULL && listing->time == NULL;
    default:
      return TRUE;
    }
}

void
foyer_role_line_free (FoyerRoleLine *line)
{
  g_free (line->heading);
  g_free (line->words);
  g_free (line);
}

static void
add_line (GPtrArray *lines, FoyerListing *listing, Fact fact)
{
  g_autofree char *words = dup_words (listing, fact);
  FoyerRoleLine *line;

  if (words == NULL)
    return;
  line = g_new0 (FoyerRoleLine, 1);
  line->heading = g_strdup (heading_of (listing, fact));
  line->words = g_steal_pointer (&words);
  g_ptr_array_add (lines, line);
}

GPtrArray *
foyer_role_words_list (FoyerListing *listing)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_role_line_free);
  gboolean is_free = listing->is_free == 1;

  if (is_free) /* for many it is the first question, and the answer is a good one */
    add_line (lines, listing, FACT_COST);
  for (Fact fact = 0; fact < FACT_TIME; fact++)
    if (fact != FACT_COST || !is_free)
      add_line (lines, listing, fact);
  return lines;
}

char *
foyer_role_words_not_told (FoyerListing *listing, gboolean has_dates)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (Fact fact = 0; fact < N_FACTS; fact++)
    {
      g_autofree char *words = dup_words (listing, fact);

      if (words == NULL && is_wanted (listing, fact, has_dates))
        g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "",
                                short_name_of (listing, fact));
    }
  if (names->len == 0)
    return NULL;
  /* Translators: %s is a list such as "expenses, DBS check". */
  return g_strdup_printf (_ ("Not told yet: %s. Ask them about these."), names->str);
}
