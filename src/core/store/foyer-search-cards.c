/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-cards.h"

#include <math.h>
#include <string.h>

#include "core/model/foyer-content.h"

/* What filters, counts and orders need of every listing, in memory.
 *
 * Owned by the store that searched first, on its thread, and made anew when the listings changed.
 * Filters, facet counts and distances then touch a few bytes a listing and no database; measured on
 * 100,000 listings that is the difference between 3 and 300 ms for one page of counts.
 */

/* Seconds for which "the next session" may be told from an earlier look. */
#define STARTS_AGE 60

typedef struct
{
  FoyerSearchCards *cards; /* borrowed */
  GHashTable *words;       /* owned: text → index */
  GHashTable *tags;
  GHashTable *programmes;
  GPtrArray *titles; /* borrowed texts, by card */
  GStringChunk *title_text;
} Loader;

static const char *const time_names[FOYER_SEARCH_N_TIMES]
  = { "one-off", "weekly", "monthly", "flexible" };

int
foyer_search_time_index (const char *time)
{
  for (int i = 0; time != NULL && i < FOYER_SEARCH_N_TIMES; i++)
    if (g_str_equal (time, time_names[i]))
      return i;
  return -1;
}

void
foyer_search_unit_vector (double lat, double lon, double *x, double *y, double *z)
{
  double phi = lat * (G_PI / 180), lambda = lon * (G_PI / 180);

  *x = cos (phi) * cos (lambda);
  *y = cos (phi) * sin (lambda);
  *z = sin (phi);
}

int
foyer_search_cards_find (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      return i;
  return -1;
}

/* The first word that is not before key; with is_after_prefix, not one that begins with it either.
 */
static guint32
lower_bound (GPtrArray *vocabulary, const char *key, gboolean is_after_prefix)
{
  gsize size = strlen (key);
  guint32 from = 0, to = vocabulary->len;

  while (from < to)
    {
      guint32 middle = from + (to - from) / 2;
      const char *word = g_ptr_array_index (vocabulary, middle);
      int order = is_after_prefix ? strncmp (word, key, size) : strcmp (word, key);

      if (order < 0 || (is_after_prefix && order == 0))
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

void
foyer_search_cards_prefix_range (FoyerSearchCards *cards,
                                 const char *prefix,
                                 guint32 *from,
                                 guint32 *to)
{
  *from = lower_bound (cards->vocabulary, prefix, FALSE);
  *to = lower_bound (cards->vocabulary, prefix, TRUE);
}

/* The index of text in list, where it is put when it is new. */
static guint
intern (Loader *loader, GHashTable *table, GPtrArray *list, const char *text)
{
  gpointer index;
  char *copy;

  if (g_hash_table_lookup_extended (table, text, NULL, &index))
    return GPOINTER_TO_UINT (index);
  copy = g_string_chunk_insert (loader->cards->text, text);
  g_hash_table_insert (table, copy, GUINT_TO_POINTER (list->len));
  g_ptr_array_add (list, copy);
  return list->len - 1;
}

/* Cuts text at separator in a copy of its own and adds the pieces. */
static guint
add_pieces (Loader *loader, const char *text, char separator, gboolean is_tags)
{
  g_autofree char *copy = g_strdup (text != NULL ? text : "");
  FoyerSearchCards *cards = loader->cards;
  guint n = 0;

  for (char *piece = copy, *end; piece != NULL && n < G_MAXUINT16 / 2; piece = end)
    {
      end = strchr (piece, separator);
      if (end != NULL)
        *end++ = '\0';
      if (*piece == '\0')
        continue;
      if (is_tags)
        {
          guint16 tag = intern (loader, loader->tags, cards->tag_names, piece);

          if (cards->tag_names->len > G_MAXUINT16)
            break; /* more tags than any county has; the rest cannot be filtered by */
          g_array_append_val (cards->tags, tag);
        }
      else
        {
          guint32 word = intern (loader, loader->words, cards->vocabulary, piece);

          g_array_append_val (cards->words, word);
        }
      n++;
    }
  return n;
}

static double
degrees_at (FoyerStmt *stmt, int column)
{
  return foyer_stmt_is_null (stmt, column) ? NAN : foyer_stmt_double (stmt, column);
}

static void
add_card (Loader *loader, FoyerStmt *stmt)
{
  FoyerSearchCards *cards = loader->cards;
  const char *sort_title = foyer_stmt_text (stmt, 2);
  FoyerSearchCard card = { .row = foyer_stmt_int64 (stmt, 0),
                           .first_word = cards->words->len,
                           .first_tag = cards->tags->len,
                           .time = foyer_search_time_index (foyer_stmt_text (stmt, 5)),
                           .is_free = foyer_stmt_int64 (stmt, 8),
                           .age_min = foyer_stmt_int64 (stmt, 9),
                           .age_max = foyer_stmt_int64 (stmt, 10) };

  card.programme
    = intern (loader, loader->programmes, cards->programmes, foyer_stmt_text (stmt, 1));
  card.n_title_words = add_pieces (loader, sort_title, ' ', FALSE);
  card.n_words = card.n_title_words + add_pieces (loader, foyer_stmt_text (stmt, 3), ' ', FALSE);
  card.n_tags = add_pieces (loader, foyer_stmt_text (stmt, 4), '\n', TRUE);
  foyer_search_unit_vector (degrees_at (stmt, 6), degrees_at (stmt, 7), &card.x, &card.y, &card.z);
  g_array_append_val (cards->cards, card);
  g_ptr_array_add (loader->titles, g_string_chunk_insert (loader->title_text, sort_title));
}

static gint
compare_at (gconstpointer a, gconstpointer b, gpointer texts)
{
  guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;
  int order = strcmp (g_ptr_array_index ((GPtrArray *)texts, left),
                      g_ptr_array_index ((GPtrArray *)texts, right));

  return order != 0 ? order : (left > right) - (left < right);
}

/* ranks[i] becomes the place of texts[i] in byte order. (transfer full) */
static guint32 *
rank_texts (GPtrArray *texts)
{
  g_autofree guint32 *order = g_new (guint32, texts->len);
  guint32 *ranks = g_new (guint32, texts->len);

  for (guint32 i = 0; i < texts->len; i++)
    order[i] = i;
  g_qsort_with_data (order, texts->len, sizeof *order, compare_at, texts);
  for (guint32 i = 0; i < texts->len; i++)
    ranks[order[i]] = i;
  return ranks;
}

/* Puts the vocabulary into byte order and renumbers the words. */
static void
sort_vocabulary (FoyerSearchCards *cards)
{
  g_autofree guint32 *ranks = rank_texts (cards->vocabulary);
  GPtrArray *sorted = g_ptr_array_new ();

  g_ptr_array_set_size (sorted, cards->vocabulary->len);
  for (guint i = 0; i < cards->vocabulary->len; i++)
    g_ptr_array_index (sorted, ranks[i]) = g_ptr_array_index (cards->vocabulary, i);
  g_ptr_array_unref (cards->vocabulary);
  cards->vocabulary = sorted;
  for (guint i = 0; i < cards->words->len; i++)
    g_array_index (cards->words, guint32, i) = ranks[g_array_index (cards->words, guint32, i)];
}

static void
rank_titles (Loader *loader)
{
  g_autofree guint32 *ranks = rank_texts (loader->titles);

  for (guint i = 0; i < loader->titles->len; i++)
    g_array_index (loader->cards->cards, FoyerSearchCard, i).title_rank = ranks[i];
}

static gboolean
read_listings (Loader *loader, FoyerDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  gboolean has_row = TRUE;

  stmt
    = foyer_db_prepare (db,
                        "SELECT row, programme, sort_title, names, tags, time, lat, lon, is_free,"
                        " age_min, age_max FROM listing ORDER BY row",
                        error);
  if (stmt == NULL)
    return FALSE;
  while (has_row)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !foyer_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        add_card (loader, stmt);
    }
  return TRUE;
}

static FoyerSearchCards *
cards_new (gint64 version)
{
  FoyerSearchCards *cards = g_new0 (FoyerSearchCards, 1);

  cards->version = version;
  cards->cards = g_array_new (FALSE, FALSE, sizeof (FoyerSearchCard));
  cards->words = g_array_new (FALSE, FALSE, sizeof (guint32));
  cards->tags = g_array_new (FALSE, FALSE, sizeof (guint16));
  cards->vocabulary = g_ptr_array_new ();
  cards->tag_names = g_ptr_array_new ();
  cards->programmes = g_ptr_array_new ();
  cards->text = g_string_chunk_new (16 * 1024);
  return cards;
}

void
foyer_search_cards_free (FoyerSearchCards *cards)
{
  g_array_unref (cards->cards);
  g_array_unref (cards->words);
  g_array_unref (cards->tags);
  g_ptr_array_unref (cards->vocabulary);
  g_ptr_array_unref (cards->tag_names);
  g_ptr_array_unref (cards->programmes);
  g_string_chunk_free (cards->text);
  g_free (cards->next_starts);
  g_free (cards);
}

FoyerSearchCards *
foyer_search_cards_load (FoyerDb *db, gint64 version, GCancellable *cancellable, GError **error)
{
  Loader loader = { .cards = cards_new (version),
                    .words = g_hash_table_new (g_str_hash, g_str_equal),
                    .tags = g_hash_table_new (g_str_hash, g_str_equal),
                    .programmes = g_hash_table_new (g_str_hash, g_str_equal),
                    .titles = g_ptr_array_new (),
                    .title_text = g_string_chunk_new (16 * 1024) };
  gboolean is_read = read_listings (&loader, db, cancellable, error);

  if (is_read)
    {
      sort_vocabulary (loader.cards);
      rank_titles (&loader);
    }
  g_hash_table_unref (loader.words);
  g_hash_table_unref (loader.tags);
  g_hash_table_unref (loader.programmes);
  g_ptr_array_unref (loader.titles);
  g_string_chunk_free (loader.title_text);
  if (!is_read)
    g_clear_pointer (&loader.cards, foyer_search_cards_free);
  return loader.cards;
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const FoyerSearchCard *left = a, *right = b;

  return (left->row > right->row) - (left->row < right->row);
}

gboolean
foyer_search_cards_load_starts (
  FoyerSearchCards *cards, FoyerDb *db, gint64 version, gint64 now_s, GError **error)
{
  g_autoptr (FoyerStmt) stmt = NULL;
  FoyerSearchCard key = { 0 };
  gboolean has_row = FALSE;
  guint index;

  if (cards->next_starts != NULL && cards->next_starts_version == version
      && now_s >= cards->next_starts_from && now_s < cards->next_starts_from + STARTS_AGE)
    return TRUE;
  stmt = foyer_db_prepare (db,
                           "SELECT item.row, min (session.starts) FROM session"
                           " JOIN item ON item.id = session.listing AND item.kind = ?1"
                           " WHERE session.until >= ?2 GROUP BY session.listing",
                           error);
  if (stmt == NULL)
    return FALSE;
  g_clear_pointer (&cards->next_starts, g_free);
  cards->next_starts = g_new (gint64, cards->cards->len);
  for (guint i = 0; i < cards->cards->len; i++)
    cards->next_starts[i] = G_MAXINT64;
  foyer_stmt_bind_int64 (stmt, 1, FOYER_KIND_LISTINGS);
  foyer_stmt_bind_int64 (stmt, 2, now_s);
  while (TRUE)
    {
      if (!foyer_stmt_step (stmt, &has_row, error))
        {
          g_clear_pointer (&cards->next_starts, g_free);
          return FALSE;
        }
      if (!has_row)
        break;
      key.row = foyer_stmt_int64 (stmt, 0);
      if (g_array_binary_search (cards->cards, &key, compare_rows, &index))
        cards->next_starts[index] = foyer_stmt_int64 (stmt, 1);
    }
  cards->next_starts_version = version;
  cards->next_starts_from = now_s;
  return TRUE;
}
