/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-terms.h"

#include <string.h>

#include "core/store/foyer-search-text.h"

/* What was typed, and the cards that have it.
 *
 * The full-text index says which listings have all the words; their titles and names, which are in
 * memory, say how well they fit. Lives on the stack of one search, inside its transaction, on the
 * store's thread.
 */

/* Letters. What is typed up to here is looked for at the beginning of words in titles and names
 * only: "c" begins a word in nearly every text, so the index would answer slowly and with
 * everything. */
#define SHORT_PREFIX 2
/* Points of a word found in the title, in the names, or elsewhere in the text. */
#define TITLE_SCORE 8
#define NAMES_SCORE 3
#define TEXT_SCORE 1
/* Points more for a whole word of the title or names than for its beginning. */
#define WHOLE_WORD_SCORE 1
typedef struct
{
  guint32 exact;          /* index into the vocabulary, G_MAXUINT32 none */
  guint32 from, to;       /* words it begins; empty unless it may be a beginning */
  gboolean is_names_only; /* a short beginning */
} Term;

static void
add_term (FoyerSearchTerms *self, const FoyerSearchWord *word, gboolean is_last)
{
  Term term = { .exact = G_MAXUINT32 };
  guint32 from, to;

  foyer_search_cards_prefix_range (self->cards, word->folded, &from, &to);
  if (from < to && strcmp (g_ptr_array_index (self->cards->vocabulary, from), word->folded) == 0)
    term.exact = from;
  if (is_last)
    {
      term.from = from;
      term.to = to;
      term.is_names_only = g_utf8_strlen (word->folded, -1) <= SHORT_PREFIX;
    }
  g_array_append_val (self->terms, term);
}

/* Everything that was typed stands between quotation marks and holds letters and digits only: to
 * the index it is data. (transfer full), NULL when there is nothing to ask it. */
static char *
dup_match (FoyerSearchTerms *self, GPtrArray *words)
{
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const FoyerSearchWord *word = g_ptr_array_index (words, i);
      const Term *term = &g_array_index (self->terms, Term, i);

      if (!term->is_names_only)
        g_string_append_printf (match, "\"%s\"%s ", word->raw, i + 1 == words->len ? "*" : "");
    }
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

/* Both the index and the cards are in the order of rows. */
static gboolean
find_by_index (FoyerSearchTerms *self, FoyerDb *db, const char *match, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  const FoyerSearchCard *cards = (const FoyerSearchCard *)self->cards->cards->data;
  guint n_cards = self->cards->cards->len;
  guint32 card = 0;
  gboolean has_row = FALSE;

  stmt = foyer_db_prepare (
    db, "SELECT rowid FROM listing_text WHERE listing_text MATCH ?1 ORDER BY rowid", error);
  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, match);
  while (TRUE)
    {
      gint64 row;

      if (!foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      row = foyer_stmt_int64 (stmt, 0);
      while (card < n_cards && cards[card].row < row)
        card++;
      if (card < n_cards && cards[card].row == row)
        g_array_append_val (self->found, card);
    }
}

static gboolean
has_term (const FoyerSearchTerms *self, const FoyerSearchCard *card, const Term *term)
{
  const guint32 *words = &g_array_index (self->cards->words, guint32, card->first_word);

  for (guint i = 0; i < card->n_words; i++)
    if (words[i] == term->exact || (words[i] >= term->from && words[i] < term->to))
      return TRUE;
  return FALSE;
}

/* Keeps of the found (or of all) the cards that have the short beginning in their title or names.
 */
static void
narrow_by_short_term (FoyerSearchTerms *self, const Term *term, gboolean is_first)
{
  const FoyerSearchCard *cards = (const FoyerSearchCard *)self->cards->cards->data;
  guint n = is_first ? self->cards->cards->len : self->found->len;
  guint n_kept = 0;

  if (is_first)
    g_array_set_size (self->found, n);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 card = is_first ? i : g_array_index (self->found, guint32, i);

      if (has_term (self, &cards[card], term))
        g_array_index (self->found, guint32, n_kept++) = card;
    }
  g_array_set_size (self->found, n_kept);
}

/* A letter of a script that is newer than the index cuts a word in two there, and an index without
 * positions cannot look for two words side by side: then nothing is found, and that is no error. */
static gboolean
find_by_index_or_nothing (FoyerSearchTerms *self, FoyerDb *db, const char *match, GError **error)
{
  g_autoptr (GError) our_error = NULL;

  if (find_by_index (self, db, match, &our_error))
    return TRUE;
  if (g_error_matches (our_error, FOYER_DB_ERROR, FOYER_DB_ERROR_FAILED) && !g_str_is_ascii (match))
    {
      g_array_set_size (self->found, 0);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&our_error));
  return FALSE;
}

gboolean
foyer_search_terms_find (
  FoyerSearchTerms *terms, FoyerSearchCards *cards, FoyerDb *db, const char *text, GError **error)
{
  g_autoptr (GPtrArray) words = foyer_search_words (text);
  g_autofree char *match = NULL;
  const Term *last;

  terms->cards = cards;
  terms->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  if (words->len == 0)
    return TRUE;
  for (guint i = 0; i < words->len; i++)
    add_term (terms, g_ptr_array_index (words, i), i + 1 == words->len);
  terms->found = g_array_new (FALSE, FALSE, sizeof (guint32));
  match = dup_match (terms, words);
  if (match != NULL && !find_by_index_or_nothing (terms, db, match, error))
    return FALSE;
  last = &g_array_index (terms->terms, Term, words->len - 1);
  if (last->is_names_only)
    narrow_by_short_term (terms, last, match == NULL);
  return TRUE;
}

void
foyer_search_terms_clear (FoyerSearchTerms *terms)
{
  g_clear_pointer (&terms->terms, g_array_unref);
  g_clear_pointer (&terms->found, g_array_unref);
}

double
foyer_search_terms_score (const FoyerSearchTerms *terms, const FoyerSearchCard *card)
{
  const guint32 *words = terms->terms->len > 0 && card->n_words > 0
                           ? &g_array_index (terms->cards->words, guint32, card->first_word)
                           : NULL;
  double score = 0;

  for (guint t = 0; t < terms->terms->len; t++)
    {
      const Term *term = &g_array_index (terms->terms, Term, t);
      double best = TEXT_SCORE;

      for (guint i = 0; i < card->n_words; i++)
        {
          double points = i < card->n_title_words ? TITLE_SCORE : NAMES_SCORE;

          if (words[i] == term->exact)
            best = MAX (best, points + WHOLE_WORD_SCORE);
          else if (words[i] >= term->from && words[i] < term->to)
            best = MAX (best, points);
        }
      score += best;
    }
  return score;
}
