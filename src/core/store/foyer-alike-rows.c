/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include "core/store/foyer-alike-rows.h"

#include <math.h>
#include <string.h>

#include "core/base/foyer-geo.h"
#include "core/store/foyer-search-text.h"
#include "core/store/foyer-store-private.h"

/* Which of a hundred thousand listings are worth a closer look.
 *
 * One walk over the small table notes for each row which of the listing's own tags and title words
 * it has, as bits; how rare each of them is, is known at the end of the walk, and only then rows
 * are weighed. The closer look is foyer-similar's. Keeps nothing. On the store's thread.
 */

#define TERMS_MAX 32 /* tags, and words; the first ones of a listing say what it is */
#define TAGS_WEIGHT 0.5
#define WORDS_WEIGHT 0.3
#define NEAR_WEIGHT 0.2
#define NEAR_MILES 8.0     /* at this distance nearness is down to a third */
#define NEAR_UNKNOWN 0.3   /* where a position is not known: neither near nor far */
#define CANCEL_STRIDE 4096 /* rows between two looks at the cancellable */

typedef struct
{
  GHashTable *index; /* owned: term (owned) → place + 1 */
  guint have[TERMS_MAX];
  double weights[TERMS_MAX]; /* of a term, all together 1 */
} Terms;

typedef struct
{
  gint64 row;
  guint32 tags, words; /* bits: which terms of the listing it has */
  float near;
} Row;

typedef struct
{
  gint64 row;
  double score;
} Scored;

static void
terms_init (Terms *terms)
{
  *terms = (Terms){ .index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
}

static void
terms_add (Terms *terms, const char *term)
{
  guint n = g_hash_table_size (terms->index);

  if (*term != '\0' && n < TERMS_MAX && !g_hash_table_contains (terms->index, term))
    g_hash_table_insert (terms->index, g_strdup (term), GUINT_TO_POINTER (n + 1));
}

/* The bits of the terms in text, which is changed; each is counted once. */
static guint32
terms_find (Terms *terms, char *text, const char *separator)
{
  guint32 bits = 0;
  char *rest = NULL;

  for (char *part = strtok_r (text, separator, &rest); part != NULL;
       part = strtok_r (NULL, separator, &rest))
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (terms->index, part));

      if (place != 0 && (bits & (1u << (place - 1))) == 0)
        {
          bits |= 1u << (place - 1);
          terms->have[place - 1]++;
        }
    }
  return bits;
}

/* A term that every row has weighs nothing. */
static void
terms_weigh (Terms *terms, guint n_rows)
{
  guint n = g_hash_table_size (terms->index);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      terms->weights[i] = log ((1.0 + n_rows) / (1.0 + terms->have[i]));
      sum += terms->weights[i];
    }
  for (guint i = 0; i < n && sum > 0; i++)
    terms->weights[i] /= sum;
}

static double
terms_score (const Terms *terms, guint32 bits)
{
  double score = 0;

  for (guint i = 0; bits != 0; i++, bits >>= 1)
    if (bits & 1)
      score += terms->weights[i];
  return score;
}

static double
nearness (FoyerListing *listing, FoyerStmt *stmt)
{
  if (isnan (listing->lat) || foyer_stmt_is_null (stmt, 3))
    return NEAR_UNKNOWN;
  return exp (-foyer_geo_distance_miles (listing->lat, listing->lon, foyer_stmt_double (stmt, 3),
                                         foyer_stmt_double (stmt, 4))
              / NEAR_MILES);
}

static void
add_row (
  GArray *rows, FoyerStmt *stmt, FoyerListing *listing, Terms *tags, Terms *words, GString *scratch)
{
  Row row = { .row = foyer_stmt_int64 (stmt, 0), .near = (float)nearness (listing, stmt) };

  g_string_assign (scratch, foyer_stmt_text (stmt, 1));
  row.tags = terms_find (tags, scratch->str, "\n");
  g_string_assign (scratch, foyer_stmt_text (stmt, 2));
  row.words = terms_find (words, scratch->str, " ");
  g_array_append_val (rows, row);
}

static GArray *
walk (FoyerStore *store,
      FoyerListing *listing,
      Terms *tags,
      Terms *words,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    store->db,
    "SELECT l.row, l.tags, l.sort_title, l.lat, l.lon FROM listing l WHERE l.row IS NOT "
    "(SELECT row FROM item WHERE kind = ?1 AND id = ?2)",
    error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_int64 (stmt, 1, FOYER_KIND_LISTINGS);
  foyer_stmt_bind_text (stmt, 2, listing->id);
  while (TRUE)
    {
      if (!foyer_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rows);
      add_row (rows, stmt, listing, tags, words, scratch);
      if (rows->len % CANCEL_STRIDE == 0
          && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
}

static gint
compare_scored (gconstpointer a, gconstpointer b)
{
  const Scored *left = a;
  const Scored *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return (left->row > right->row) - (left->row < right->row);
}

/* The best limit of rows, in order. */
static GArray *
choose (GArray *rows, const Terms *tags, const Terms *words, guint limit)
{
  g_autoptr (GArray) scored = g_array_sized_new (FALSE, FALSE, sizeof (Scored), rows->len);
  GArray *best = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      Scored one
        = { .row = row->row,
            .score = TAGS_WEIGHT * terms_score (tags, row->tags)
                     + WORDS_WEIGHT * terms_score (words, row->words) + NEAR_WEIGHT * row->near };

      g_array_append_val (scored, one);
    }
  g_array_sort (scored, compare_scored);
  for (guint i = 0; i < scored->len && i < limit; i++)
    g_array_append_val (best, g_array_index (scored, Scored, i).row);
  return best;
}

GArray *
foyer_store_list_alike_rows (
  FoyerStore *store, FoyerListing *listing, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *title = foyer_search_sort_title (listing->title);
  g_auto (GStrv) title_words = g_strsplit (title, " ", -1);
  g_autoptr (GArray) rows = NULL;
  Terms tags, words;
  GArray *best = NULL;

  terms_init (&tags);
  terms_init (&words);
  for (guint i = 0; listing->tags[i] != NULL; i++)
    terms_add (&tags, listing->tags[i]);
  for (guint i = 0; title_words[i] != NULL; i++)
    terms_add (&words, title_words[i]);
  foyer_db_set_cancellable (store->db, cancellable);
  rows = walk (store, listing, &tags, &words, cancellable, error);
  foyer_db_set_cancellable (store->db, NULL);
  if (rows != NULL)
    {
      terms_weigh (&tags, rows->len);
      terms_weigh (&words, rows->len);
      best = choose (rows, &tags, &words, limit);
    }
  g_hash_table_unref (tags.index);
  g_hash_table_unref (words.index);
  return best;
}
