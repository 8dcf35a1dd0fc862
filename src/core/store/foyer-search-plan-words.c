/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-plan-words.h"

#include <string.h>

#include "core/store/foyer-search-forms.h"
#include "core/store/foyer-search-spell.h"
#include "core/store/foyer-search-text.h"

/* What was typed, word by word: which words name the place, which say nothing, and which are
 * misspelt. On the stack of one search, on the store's thread.
 */

/* A word that some listing has is still a mistake when it is this long, no more than so many have
 * it, and this many times as many have the word it is taken for. */
#define RARE_LETTERS 6
#define RARE_CARDS 2
#define RARE_TIMES 50

/* Letters from which on an unfinished word may be taken for the misspelt beginning of another, and
 * any word for a misspelt place: there are so many small places. */
#define UNFINISHED_LETTERS 5

typedef struct
{
  const char *word; /* borrowed (nullable) */
  guint distance;   /* mistakes, doubled; one more when it goes on after what was typed */
  guint n_cards;
} Candidate;

static guint
count_cards (const FoyerSearchPostings *postings, guint32 from, guint32 to)
{
  guint n = 0;

  for (guint32 i = from; i < to; i++)
    {
      const FoyerSearchTerm *term = &g_array_index (postings->terms, FoyerSearchTerm, i);

      n += term->n_names + term->n_text;
    }
  return n;
}

/* ---- mistakes ---- */

/* A letter too many or too few changes one bit, a wrong one two. */
static gboolean
has_alike_letters (guint32 typed, guint32 word, guint limit, gboolean may_go_on)
{
  return (guint)__builtin_popcount (typed & ~word) <= limit
         && (may_go_on || (guint)__builtin_popcount (word & ~typed) <= limit);
}

static void
look_at (Candidate *best,
         const FoyerSearchToken *token,
         guint32 letters,
         const char *word,
         guint32 word_letters,
         guint n_cards)
{
  guint limit = foyer_search_mistakes_allowed (token->typed);
  guint distance;

  if (!has_alike_letters (letters, word_letters, limit, token->may_go_on)
      || g_str_equal (token->typed, word))
    return;
  distance = 2 * foyer_search_distance (token->typed, word, limit, FALSE);
  if (distance > 2 * limit && token->may_go_on && *token->typed == *word
      && g_utf8_strlen (token->typed, -1) >= UNFINISHED_LETTERS)
    distance = 2 * foyer_search_distance (token->typed, word, limit, TRUE) + 1;
  if (distance > 2 * limit + 1)
    return;
  distance = 2 * distance + (*token->typed != *word); /* the first letter is seldom the wrong one */
  if (best->word == NULL || distance < best->distance
      || (distance == best->distance && n_cards > best->n_cards))
    *best = (Candidate){ word, distance, n_cards };
}

/* Any word that the listings, the places or the guide know. */
static Candidate
find_candidate (const FoyerSearchGuide *guide,
                const FoyerSearchPlaces *places,
                const FoyerSearchPostings *postings,
                const FoyerSearchToken *token)
{
  const FoyerSearchTerm *terms = (const FoyerSearchTerm *)postings->terms->data;
  guint32 letters = foyer_search_letters (token->typed);
  Candidate best = { 0 };
  GHashTableIter iter;
  gpointer word;

  for (guint i = 0; i < postings->terms->len; i++)
    look_at (&best, token, letters, terms[i].word, terms[i].letters,
             terms[i].n_names + terms[i].n_text);
  for (guint i = 0; i < places->words->len; i++)
    {
      word = g_ptr_array_index (places->words, i);
      if (*token->typed == *(char *)word && strlen (token->typed) >= UNFINISHED_LETTERS)
        look_at (&best, token, letters, word, foyer_search_letters (word), 0);
    }
  g_hash_table_iter_init (&iter, guide->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    look_at (&best, token, letters, word, foyer_search_letters (word), 0);
  return best;
}

static gboolean
is_known_beginning (const FoyerSearchGuide *guide, const char *typed)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, guide->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (g_str_has_prefix (word, typed))
      return TRUE;
  return FALSE;
}

static gboolean
is_known (const FoyerSearchGuide *guide,
          const FoyerSearchPlaces *places,
          const FoyerSearchToken *token)
{
  if (g_hash_table_contains (guide->words, token->typed)
      || foyer_search_places_find (places, token->typed) != NULL)
    return TRUE;
  return token->may_go_on && is_known_beginning (guide, token->typed);
}

static gboolean
has_other_form (const FoyerSearchPostings *postings, const char *typed)
{
  g_autoptr (GPtrArray) forms = foyer_search_forms (typed);
  guint32 from, to;

  for (guint i = 0; i < forms->len; i++)
    if (foyer_search_postings_find (postings, g_ptr_array_index (forms, i), &from, &to))
      return TRUE;
  return FALSE;
}

static void
correct (FoyerSearchToken *token,
         const FoyerSearchGuide *guide,
         const FoyerSearchPlaces *places,
         const FoyerSearchPostings *postings)
{
  guint32 from, to;
  gboolean is_word = foyer_search_postings_find (postings, token->typed, &from, &to);
  guint n_cards = count_cards (postings, from, token->may_go_on ? to : from + is_word);
  Candidate best;

  token->is_right = n_cards > 0;
  if (n_cards == 0 && has_other_form (postings, token->typed))
    return;
  if (foyer_search_mistakes_allowed (token->typed) == 0
      || strpbrk (token->typed, "0123456789") != NULL || is_known (guide, places, token)
      || n_cards > RARE_CARDS || (n_cards > 0 && g_utf8_strlen (token->typed, -1) < RARE_LETTERS))
    return;
  best = find_candidate (guide, places, postings, token);
  if (best.word != NULL && best.n_cards >= n_cards * RARE_TIMES)
    token->corrected = g_strdup (best.word);
}

/* ---- where ---- */

static const char *
folded_of (const FoyerSearchToken *token)
{
  return token->corrected != NULL ? token->corrected : token->typed;
}

/* The n words from first on, whatever they are used for. (transfer full) */
static char *
join_all (const FoyerSearchTokens *self, guint first, guint n)
{
  GString *text = g_string_new (folded_of (&self->tokens[first]));

  for (guint i = 1; i < n; i++)
    g_string_append_printf (text, " %s", folded_of (&self->tokens[first + i]));
  return g_string_free (text, FALSE);
}

static gboolean
is_near_phrase (const FoyerSearchTokens *self, const FoyerSearchGuide *guide, guint first, guint n)
{
  g_autofree char *phrase = n > first ? NULL : join_all (self, first - n, n);

  return phrase != NULL && g_hash_table_contains (guide->near_words, phrase);
}

/* Words in front of first that say "near": 0, 1 or 2 ("close to"). */
static guint
count_near_words (const FoyerSearchTokens *self, const FoyerSearchGuide *guide, guint first)
{
  for (guint n = 2; n > 0; n--)
    if (is_near_phrase (self, guide, first, n))
      return n;
  return 0;
}

static void
take_place (FoyerSearchTokens *self,
            const FoyerSearchGuide *guide,
            guint first,
            guint n,
            const char *name,
            double lat,
            double lon)
{
  guint n_near = count_near_words (self, guide, first);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < self->n; j++) /* and wherever they are said again */
      if (g_str_equal (folded_of (&self->tokens[first + i]), folded_of (&self->tokens[j])))
        self->tokens[j].use = FOYER_SEARCH_USE_PLACE;
  for (guint i = 1; i <= n_near; i++)
    self->tokens[first - i].use = FOYER_SEARCH_USE_NONE;
  self->near = g_strdup (name);
  self->lat = lat;
  self->lon = lon;
}

static gboolean
try_postcode (FoyerSearchTokens *self, const FoyerSearchGuide *guide, guint first, guint n)
{
  g_autofree char *typed
    = n == 1 ? g_strdup (self->tokens[first].raw)
             : g_strdup_printf ("%s %s", self->tokens[first].raw, self->tokens[first + 1].raw);
  FoyerPostcodeResult found = foyer_postcodes_lookup (guide->postcodes, typed);

  /* two words are one only when they are a whole one: "CM1 1" is not CM11 */
  if (n == 2 && strlen (found.normalised) < strlen (typed))
    return FALSE;
  if (found.match != FOYER_POSTCODE_UNIT && found.match != FOYER_POSTCODE_DISTRICT)
    return FALSE;
  take_place (self, guide, first, n, found.normalised, found.lat, found.lon);
  for (guint i = 0; i < n; i++)
    self->tokens[first + i].use = FOYER_SEARCH_USE_NONE; /* no listing is found by its postcode */
  /* "CM1 1": the rest is still being typed */
  if (first + n + 1 == self->n && g_ascii_isdigit (*self->tokens[first + n].raw)
      && strlen (self->tokens[first + n].raw) <= 2)
    self->tokens[first + n].use = FOYER_SEARCH_USE_NONE;
  return TRUE;
}

static void
find_postcode (FoyerSearchTokens *self, const FoyerSearchGuide *guide)
{
  for (guint i = 0; guide->postcodes != NULL && i < self->n; i++)
    if ((i + 1 < self->n && try_postcode (self, guide, i, 2)) || try_postcode (self, guide, i, 1))
      return;
}

/* A single word that listings use more for other things than for a name ("stock", "matching")
 * names a place only after "near" or "in". */
static gboolean
is_surely_place (const FoyerSearchTokens *self,
                 const FoyerSearchGuide *guide,
                 const FoyerSearchPostings *postings,
                 guint first,
                 guint n)
{
  guint32 from, to;
  const FoyerSearchTerm *term;

  if (n > 1 || count_near_words (self, guide, first) > 0
      || !foyer_search_postings_find (postings, folded_of (&self->tokens[first]), &from, &to))
    return TRUE;
  term = &g_array_index (postings->terms, FoyerSearchTerm, from);
  return term->n_names >= term->n_text;
}

/* The last place that is named; the longest name first ("Clacton-on-Sea" before "Clacton"). */
static void
find_place (FoyerSearchTokens *self,
            const FoyerSearchGuide *guide,
            const FoyerSearchPlaces *places,
            const FoyerSearchPostings *postings)
{
  for (guint n = MIN (FOYER_SEARCH_MAX_PHRASE, self->n); n > 0; n--)
    for (guint first = self->n - n + 1; first-- > 0;)
      {
        g_autofree char *name = join_all (self, first, n);
        const FoyerSearchPlace *place = foyer_search_places_find (places, name);

        if (place != NULL && is_surely_place (self, guide, postings, first, n))
          {
            take_place (self, guide, first, n, place->name, place->lat, place->lon);
            return;
          }
      }
}

/* ---- small words ---- */

/* "on my own", "things to do": small words that say something together. */
static void
find_phrases (FoyerSearchTokens *self, const FoyerSearchGuide *guide)
{
  for (guint first = 0; first < self->n; first++)
    for (guint n = MIN (FOYER_SEARCH_MAX_PHRASE, self->n - first); n > 1; n--)
      {
        g_autofree char *phrase = foyer_search_tokens_join (self, first, n);

        if (phrase == NULL || !g_hash_table_contains (guide->meanings, phrase))
          continue;
        for (guint i = 0; i < n; i++)
          self->tokens[first + i].is_in_phrase = TRUE;
        break;
      }
}

static gboolean
is_small (const FoyerSearchToken *token, const FoyerSearchGuide *guide)
{
  return token->use == FOYER_SEARCH_USE_WORD && !token->is_in_phrase
         && (g_hash_table_contains (guide->small_words, token->typed)
             || g_hash_table_contains (guide->near_words, token->typed));
}

static gboolean
is_number (const FoyerSearchToken *token)
{
  return token->typed[strspn (token->typed, "0123456789")] == '\0';
}

/* They say nothing beside another word or a place; alone, they are what was asked for. */
static void
drop_small_words (FoyerSearchTokens *self, const FoyerSearchGuide *guide)
{
  guint n_others = self->near != NULL;

  for (guint i = 0; i < self->n; i++)
    n_others += self->tokens[i].use == FOYER_SEARCH_USE_WORD && !is_small (&self->tokens[i], guide);
  for (guint i = 0; n_others > 0 && i < self->n; i++)
    if (is_small (&self->tokens[i], guide))
      self->tokens[i].use = FOYER_SEARCH_USE_NONE;
}

/* "something for my son 16": how old somebody is, or at what time; seldom in writing. Beside other
 * words it need not be found. */
static void
let_numbers_go (FoyerSearchTokens *self)
{
  guint n_others = 0;

  for (guint i = 0; i < self->n; i++)
    n_others += self->tokens[i].use == FOYER_SEARCH_USE_WORD && !is_number (&self->tokens[i]);
  for (guint i = 0; n_others > 0 && i < self->n; i++)
    if (self->tokens[i].use == FOYER_SEARCH_USE_WORD && !self->tokens[i].is_in_phrase
        && is_number (&self->tokens[i]))
      {
        self->tokens[i].use = FOYER_SEARCH_USE_BONUS;
        self->tokens[i].may_go_on = FALSE; /* 16 is not the beginning of 160 */
      }
}

/* ---- for the plan ---- */

void
foyer_search_tokens_read (FoyerSearchTokens *tokens,
                          const FoyerSearchGuide *guide,
                          const FoyerSearchPlaces *places,
                          const FoyerSearchPostings *postings,
                          const char *text)
{
  g_autoptr (GPtrArray) words = foyer_search_words (text);

  tokens->lat = tokens->lon = NAN;
  tokens->n = MIN (words->len, FOYER_SEARCH_MAX_TOKENS);
  for (guint i = 0; i < tokens->n; i++)
    {
      FoyerSearchWord *word = g_ptr_array_index (words, i);

      tokens->tokens[i].raw = g_steal_pointer (&word->raw);
      tokens->tokens[i].typed = g_steal_pointer (&word->folded);
      tokens->tokens[i].may_go_on = i + 1 == words->len;
    }
  find_postcode (tokens, guide);
  for (guint i = 0; i < tokens->n; i++)
    if (tokens->tokens[i].use == FOYER_SEARCH_USE_WORD)
      correct (&tokens->tokens[i], guide, places, postings);
  if (tokens->near == NULL)
    find_place (tokens, guide, places, postings);
  find_phrases (tokens, guide);
  drop_small_words (tokens, guide);
  let_numbers_go (tokens);
}

void
foyer_search_tokens_clear (FoyerSearchTokens *tokens)
{
  for (guint i = 0; i < tokens->n; i++)
    {
      g_free (tokens->tokens[i].raw);
      g_free (tokens->tokens[i].typed);
      g_free (tokens->tokens[i].corrected);
    }
  g_clear_pointer (&tokens->near, g_free);
  tokens->n = 0;
}

char *
foyer_search_tokens_join (const FoyerSearchTokens *tokens, guint first, guint n)
{
  for (guint i = 0; i < n; i++)
    if (tokens->tokens[first + i].use != FOYER_SEARCH_USE_WORD)
      return NULL;
  return join_all (tokens, first, n);
}

char *
foyer_search_tokens_dup_corrected (const FoyerSearchTokens *tokens)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_corrected = FALSE;

  for (guint i = 0; i < tokens->n; i++)
    {
      const FoyerSearchToken *token = &tokens->tokens[i];
      g_autofree char *word = g_strdup (token->corrected != NULL ? token->corrected : token->raw);

      if (token->corrected != NULL && g_ascii_isupper (*token->raw))
        *word = g_ascii_toupper (*word);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", word);
      is_corrected = is_corrected || token->corrected != NULL;
    }
  return is_corrected ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
