/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-plan.h"

#include <string.h>

#include "core/store/foyer-search-forms.h"
#include "core/store/foyer-search-plan-words.h"

/* From what was typed to what is looked for.
 *
 * First the place is taken out (a postcode, a settlement), then small words; what is left must all
 * be found, each word or phrase by itself, by another of its forms, or by what the guide says it
 * means; the last word may be unfinished. Lives on the stack of one search, on the store's thread.
 */

/* How well something stands for a word that was typed. Foyer_search_rank () says what that means.
 */
#define WHOLE_WORD 1.0f
#define OTHER_FORM 0.85f
#define BEGINNING 0.8f
#define SAME_MEANING                                                                               \
  0.05f /* behind whatever has the word itself, if only in its text and far away */
/* Who names a place, means football and finds halls for sport is no better served where the title
 * says sport: of what only means the same, distance makes the order there. */
#define SAME_MEANING_EVEN 0.9f
#define MISSPELT 0.5f
/* Letters. What is typed up to here is looked for at the beginning of words in titles and names
 * only: "c" begins a word in nearly every text. */
#define SHORT_PREFIX 2
/* Listings with the word itself from which on what it means is left out: there is enough to choose
 * from, and it would be many more. A phrase of several words always has its meaning. */
#define ENOUGH 50
/* Letters of an unfinished phrase from which on its meaning is looked for. */
#define PHRASE_FROM 3
/* Meanings of an unfinished phrase that are looked at. */
#define MAX_UNFINISHED 8

/* What is being made. */
typedef struct
{
  FoyerSearchPlan *plan; /* borrowed, as all */
  const FoyerSearchGuide *guide;
  const FoyerSearchPostings *postings;
  const FoyerSearchTokens *tokens;
} Maker;

static void
add_range (FoyerSearchGroup *group, FoyerSearchRange range, guint32 from, guint32 to, float factor)
{
  range.from = from;
  range.to = to;
  range.factor *= factor;
  g_array_append_val (group->ranges, range);
}

/* Every term that stands for one word. model: alternative, part and factor. */
static void
add_word (const Maker *maker,
          FoyerSearchGroup *group,
          FoyerSearchRange model,
          const char *word,
          gboolean may_go_on)
{
  g_autoptr (GPtrArray) forms = foyer_search_forms (word);
  guint32 from, to;
  gboolean is_short = may_go_on && g_utf8_strlen (word, -1) <= SHORT_PREFIX;

  model.is_names_only = is_short;
  if (foyer_search_postings_find (maker->postings, word, &from, &to))
    {
      add_range (group, model, from, from + 1, WHOLE_WORD);
      from++;
    }
  if (may_go_on && from < to)
    add_range (group, model, from, to, BEGINNING);
  for (guint i = 0; !is_short && i < forms->len; i++)
    if (foyer_search_postings_find (maker->postings, g_ptr_array_index (forms, i), &from, &to))
      add_range (group, model, from, from + 1, OTHER_FORM);
}

static guint16
next_alternative (const FoyerSearchGroup *group)
{
  return group->ranges->len == 0
           ? 0
           : g_array_index (group->ranges, FoyerSearchRange, group->ranges->len - 1).alternative
               + 1;
}

/* Takes out the alternative that was begun at range from when one of its parts has nothing. */
static void
drop_if_partial (FoyerSearchGroup *group, guint from, guint n_parts)
{
  guint32 seen = 0;

  for (guint i = from; i < group->ranges->len; i++)
    seen |= 1u << g_array_index (group->ranges, FoyerSearchRange, i).part;
  if (seen != (1u << n_parts) - 1)
    g_array_set_size (group->ranges, from);
}

/* meaning: folded, a space between words. */
static void
add_meaning (const Maker *maker, FoyerSearchGroup *group, const char *meaning, float factor)
{
  g_auto (GStrv) words = g_strsplit (meaning, " ", FOYER_SEARCH_MAX_PHRASE);
  guint n = g_strv_length (words), from = group->ranges->len;
  FoyerSearchRange model = { .factor = factor,
                             .even = maker->tokens->near != NULL ? SAME_MEANING_EVEN : 0,
                             .alternative = next_alternative (group) };

  for (guint i = 0; i < n; i++)
    {
      model.part = i;
      add_word (maker, group, model, words[i], FALSE);
    }
  drop_if_partial (group, from, n);
}

/* The words themselves, as they were typed or corrected. */
static void
add_literal (const Maker *maker, FoyerSearchGroup *group, guint first, guint n)
{
  FoyerSearchRange model = { .alternative = next_alternative (group) };
  guint from = group->ranges->len;

  for (guint i = 0; i < n; i++)
    {
      const FoyerSearchToken *token = &maker->tokens->tokens[first + i];

      model.part = i;
      model.factor = 1;
      add_word (maker, group, model, token->typed, token->may_go_on && token->is_right);
      if (token->corrected == NULL)
        continue;
      model.factor = MISSPELT;
      add_word (maker, group, model, token->corrected, token->may_go_on);
    }
  drop_if_partial (group, from, n);
}

static void
add_meanings (const Maker *maker, FoyerSearchGroup *group, const char *phrase, float factor)
{
  GPtrArray *meanings = g_hash_table_lookup (maker->guide->meanings, phrase);

  for (guint i = 0; meanings != NULL && i < meanings->len; i++)
    add_meaning (maker, group, g_ptr_array_index (meanings, i), factor);
}

/* The meanings of all phrases that go on where phrase ends. */
static void
add_unfinished (const Maker *maker, FoyerSearchGroup *group, const char *phrase)
{
  GPtrArray *phrases = maker->guide->phrases;
  guint from = foyer_search_guide_lower_bound (maker->guide, phrase), n = 0;

  for (; from < phrases->len && n < MAX_UNFINISHED
         && g_str_has_prefix (g_ptr_array_index (phrases, from), phrase);
       from++, n++)
    add_meanings (maker, group, g_ptr_array_index (phrases, from), SAME_MEANING * BEGINNING);
}

/* The longest phrase from token first on that the guide knows; 1 when there is none. */
static guint
find_phrase (const Maker *maker, guint first, gboolean *is_unfinished)
{
  const FoyerSearchTokens *tokens = maker->tokens;

  *is_unfinished = FALSE;
  for (guint n = MIN (FOYER_SEARCH_MAX_PHRASE, tokens->n - first); n > 1; n--)
    {
      g_autofree char *phrase = foyer_search_tokens_join (tokens, first, n);
      const FoyerSearchToken *last = &tokens->tokens[first + n - 1];

      if (phrase == NULL)
        continue;
      if (g_hash_table_contains (maker->guide->meanings, phrase))
        return n;
      if (last->may_go_on && strlen (last->typed) >= PHRASE_FROM
          && foyer_search_guide_goes_on (maker->guide, phrase))
        {
          *is_unfinished = TRUE;
          return n;
        }
    }
  return 1;
}

/* Listings that have any of the terms; those that have two of them count twice. */
static guint
count_listings (const Maker *maker, const FoyerSearchGroup *group)
{
  guint n = 0;

  for (guint i = 0; i < group->ranges->len; i++)
    {
      const FoyerSearchRange *range = &g_array_index (group->ranges, FoyerSearchRange, i);

      for (guint32 t = range->from; t < range->to; t++)
        {
          const FoyerSearchTerm *term = &g_array_index (maker->postings->terms, FoyerSearchTerm, t);

          n += term->n_names + term->n_text;
        }
    }
  return n;
}

static void
add_group (const Maker *maker, guint first, guint n, gboolean is_unfinished)
{
  const FoyerSearchToken *last = &maker->tokens->tokens[first + n - 1];
  g_autofree char *phrase = foyer_search_tokens_join (maker->tokens, first, n);
  FoyerSearchGroup group = { .ranges = g_array_new (FALSE, FALSE, sizeof (FoyerSearchRange)) };

  add_literal (maker, &group, first, n);
  group.has_literal = group.ranges->len > 0;
  if (phrase != NULL && (n > 1 || count_listings (maker, &group) < ENOUGH))
    add_meanings (maker, &group, phrase, SAME_MEANING);
  if (phrase != NULL && last->may_go_on && strlen (phrase) >= PHRASE_FROM
      && (is_unfinished || group.ranges->len == 0))
    add_unfinished (maker, &group, phrase);
  g_array_append_val (maker->plan->groups, group);
}

/* The words of the place, and numbers, for who has them in writing too. */
static void
add_bonus (const Maker *maker)
{
  for (guint i = 0; i < maker->tokens->n; i++)
    {
      FoyerSearchGroup group = { NULL };

      if (maker->tokens->tokens[i].use != FOYER_SEARCH_USE_PLACE
          && maker->tokens->tokens[i].use != FOYER_SEARCH_USE_BONUS)
        continue;
      group.ranges = g_array_new (FALSE, FALSE, sizeof (FoyerSearchRange));
      add_literal (maker, &group, i, 1);
      g_array_append_val (maker->plan->bonus, group);
    }
}

void
foyer_search_plan_make (FoyerSearchPlan *plan,
                        const FoyerSearchGuide *guide,
                        const FoyerSearchPlaces *places,
                        const FoyerSearchPostings *postings,
                        const char *text)
{
  FoyerSearchTokens tokens = { 0 };
  Maker maker = { plan, guide, postings, &tokens };

  plan->lat = plan->lon = NAN;
  plan->groups = g_array_new (FALSE, FALSE, sizeof (FoyerSearchGroup));
  plan->bonus = g_array_new (FALSE, FALSE, sizeof (FoyerSearchGroup));
  foyer_search_tokens_read (&tokens, guide, places, postings, text);
  plan->is_asked = tokens.n > 0;
  for (guint i = 0, n; i < tokens.n; i += n)
    {
      gboolean is_unfinished;

      n = 1;
      if (tokens.tokens[i].use != FOYER_SEARCH_USE_WORD)
        continue;
      n = find_phrase (&maker, i, &is_unfinished);
      add_group (&maker, i, n, is_unfinished);
    }
  add_bonus (&maker);
  plan->near = g_steal_pointer (&tokens.near);
  plan->lat = tokens.lat;
  plan->lon = tokens.lon;
  plan->corrected = foyer_search_tokens_dup_corrected (&tokens);
  foyer_search_tokens_clear (&tokens);
}

static void
clear_groups (GArray **groups)
{
  for (guint i = 0; *groups != NULL && i < (*groups)->len; i++)
    g_array_unref (g_array_index (*groups, FoyerSearchGroup, i).ranges);
  g_clear_pointer (groups, g_array_unref);
}

void
foyer_search_plan_clear (FoyerSearchPlan *plan)
{
  clear_groups (&plan->groups);
  clear_groups (&plan->bonus);
  g_clear_pointer (&plan->corrected, g_free);
  g_clear_pointer (&plan->near, g_free);
}
