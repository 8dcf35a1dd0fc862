/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-cards.h"

#include <math.h>
#include <string.h>

#include "core/base/foyer-geo.h"
#include "core/model/foyer-content.h"
#include "core/store/foyer-search-kinds.h"

/* What filters, counts and orders need of every listing, in memory.
 *
 * Owned by the store that searched first, on its thread, and made anew when the listings changed.
 * Filters, facet counts and distances then touch a few bytes a listing and no database; measured on
 * 100,000 listings that is the difference between 3 and 300 ms for one page of counts.
 */

/* Seconds for which "the next session" may be told from an earlier look. */
#define STARTS_AGE 60

/* Different words that are looked at; English has half as many. */
#define MAX_WORDS (1024 * 1024)

typedef struct
{
  FoyerSearchCards *cards; /* borrowed */
  GHashTable *tags;        /* owned: text → index, as the two below */
  GHashTable *programmes;
  GHashTable *places;
  GByteArray *entries; /* owned: the words of all cards, one behind the other */
  GArray *starts;      /* owned gsize: where each begins */
  GPtrArray *titles;   /* borrowed texts, by card */
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

double
foyer_search_chord_of_miles (double miles)
{
  double angle = MIN (miles / FOYER_GEO_EARTH_RADIUS_MILES, G_PI);
  double chord = 2 * sin (angle / 2);

  return chord * chord;
}

double
foyer_search_miles_of_chord (double chord)
{
  return 2 * FOYER_GEO_EARTH_RADIUS_MILES * asin (MIN (1, sqrt (chord) / 2));
}

void
foyer_search_unit_vector (double lat, double lon, double *x, double *y, double *z)
{
  double phi = lat * (G_PI / 180), lambda = lon * (G_PI / 180);

  *x = cos (phi) * cos (lambda);
  *y = cos (phi) * sin (lambda);
  *z = sin (phi);
}

static double
degrees_at (FoyerStmt *stmt, int column)
{
  return foyer_stmt_is_null (stmt, column) ? NAN : foyer_stmt_double (stmt, column);
}

void
foyer_search_read_unit_vector (FoyerStmt *stmt, int column, double *x, double *y, double *z)
{
  foyer_search_unit_vector (degrees_at (stmt, column), degrees_at (stmt, column + 1), x, y, z);
}

int
foyer_search_cards_find (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      return i;
  return -1;
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

/* Adds the tags of one card; text: with a line feed between them. */
static guint
add_tags (Loader *loader, const char *text)
{
  g_autofree char *copy = g_strdup (text != NULL ? text : "");
  FoyerSearchCards *cards = loader->cards;
  guint n = 0;

  for (char *piece = copy, *end; piece != NULL && n < G_MAXUINT16 / 2; piece = end)
    {
      guint16 tag;

      end = strchr (piece, '\n');
      if (end != NULL)
        *end++ = '\0';
      if (*piece == '\0')
        continue;
      tag = intern (loader, loader->tags, cards->tag_names, piece);
      if (cards->tag_names->len > G_MAXUINT16)
        break; /* more tags than any county has; the rest cannot be filtered by */
      g_array_append_val (cards->tags, tag);
      n++;
    }
  return n;
}

static guint32
add_place (Loader *loader, const char *name)
{
  return name != NULL && *name != '\0'
           ? intern (loader, loader->places, loader->cards->places, name)
           : G_MAXUINT32;
}

static void
add_entry (Loader *loader, FoyerStmt *stmt, int column)
{
  gsize size, start = loader->entries->len;
  gconstpointer entry = foyer_stmt_blob (stmt, column, &size);

  g_array_append_val (loader->starts, start);
  if (size > 0)
    g_byte_array_append (loader->entries, entry, size);
}

static void
add_card (Loader *loader, FoyerStmt *stmt)
{
  FoyerSearchCards *cards = loader->cards;
  const char *sort_title = foyer_stmt_text (stmt, 2);
  FoyerSearchSpot spot;
  guint32 kind;
  FoyerSearchCard card = { .row = foyer_stmt_int64 (stmt, 0),
                           .first_tag = cards->tags->len,
                           .time = foyer_search_time_index (foyer_stmt_text (stmt, 4)),
                           .is_free = foyer_stmt_int64 (stmt, 7),
                           .age_min = foyer_stmt_int64 (stmt, 8),
                           .age_max = foyer_stmt_int64 (stmt, 9),
                           .confirmed = foyer_stmt_int64 (stmt, 10),
                           .place = add_place (loader, foyer_stmt_text (stmt, 11)),
                           .district = add_place (loader, foyer_stmt_text (stmt, 12)) };

  card.programme
    = intern (loader, loader->programmes, cards->programmes, foyer_stmt_text (stmt, 1));
  card.n_tags = add_tags (loader, foyer_stmt_text (stmt, 3));
  add_entry (loader, stmt, 13);
  foyer_search_read_unit_vector (stmt, 5, &card.x, &card.y, &card.z);
  g_array_append_val (cards->cards, card);
  spot = (FoyerSearchSpot){ card.x, card.y, card.z, card.confirmed };
  g_array_append_val (cards->spots, spot);
  kind = FOYER_SEARCH_KIND (card.programme, card.is_free == 1);
  g_array_append_val (cards->kinds, kind);
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
                        "SELECT row, programme, sort_title, tags, time, lat, lon, is_free, age_min,"
                        " age_max, confirmed, place_name, district, words"
                        " FROM listing ORDER BY row",
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

/* The words by their numbers, NULL where there is none. (transfer full) */
static GPtrArray *
read_words (FoyerDb *db, GStringChunk *text, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (FoyerStmt) stmt = foyer_db_prepare (
    db, "SELECT id, word FROM term WHERE id BETWEEN 1 AND ?1 ORDER BY id", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  foyer_stmt_bind_int64 (stmt, 1, MAX_WORDS);
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&words);
      g_ptr_array_set_size (words, foyer_stmt_int64 (stmt, 0) + 1);
      g_ptr_array_index (words, words->len - 1)
        = g_string_chunk_insert (text, foyer_stmt_text (stmt, 1));
    }
  return NULL;
}

static FoyerSearchCards *
cards_new (gint64 version)
{
  FoyerSearchCards *cards = g_new0 (FoyerSearchCards, 1);

  cards->version = version;
  cards->cards = g_array_new (FALSE, FALSE, sizeof (FoyerSearchCard));
  cards->spots = g_array_new (FALSE, FALSE, sizeof (FoyerSearchSpot));
  cards->kinds = g_array_new (FALSE, FALSE, sizeof (guint32));
  cards->tags = g_array_new (FALSE, FALSE, sizeof (guint16));
  cards->tag_names = g_ptr_array_new ();
  cards->programmes = g_ptr_array_new ();
  cards->places = g_ptr_array_new ();
  cards->text = g_string_chunk_new (16 * 1024);
  return cards;
}

void
foyer_search_cards_free (FoyerSearchCards *cards)
{
  g_array_unref (cards->cards);
  g_array_unref (cards->spots);
  g_array_unref (cards->kinds);
  g_array_unref (cards->tags);
  g_clear_pointer (&cards->postings, foyer_search_postings_free);
  g_ptr_array_unref (cards->tag_names);
  g_ptr_array_unref (cards->programmes);
  g_ptr_array_unref (cards->places);
  g_string_chunk_free (cards->text);
  g_free (cards->next_starts);
  g_free (cards);
}

static void
loader_clear (Loader *loader)
{
  g_hash_table_unref (loader->tags);
  g_hash_table_unref (loader->programmes);
  g_hash_table_unref (loader->places);
  g_byte_array_unref (loader->entries);
  g_array_unref (loader->starts);
  g_ptr_array_unref (loader->titles);
  g_string_chunk_free (loader->title_text);
}

FoyerSearchCards *
foyer_search_cards_load (FoyerDb *db, gint64 version, GCancellable *cancellable, GError **error)
{
  Loader loader = { .cards = cards_new (version),
                    .tags = g_hash_table_new (g_str_hash, g_str_equal),
                    .programmes = g_hash_table_new (g_str_hash, g_str_equal),
                    .places = g_hash_table_new (g_str_hash, g_str_equal),
                    .entries = g_byte_array_new (),
                    .starts = g_array_new (FALSE, FALSE, sizeof (gsize)),
                    .titles = g_ptr_array_new (),
                    .title_text = g_string_chunk_new (16 * 1024) };
  g_autoptr (GStringChunk) text = g_string_chunk_new (16 * 1024);
  g_autoptr (GPtrArray) words = read_words (db, text, error);
  gboolean is_read = words != NULL && read_listings (&loader, db, cancellable, error);

  if (is_read)
    {
      gsize size = loader.entries->len;

      g_array_append_val (loader.starts, size);
      rank_titles (&loader);
      loader.cards->postings = foyer_search_postings_new (loader.entries, loader.starts, words);
    }
  loader_clear (&loader);
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
foyer_search_read_starts (FoyerDb *db,
                          gint64 now_s,
                          void (*found) (gint64 row, gint64 start, gpointer data),
                          gpointer data,
                          GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db,
                        "SELECT item.row, min (session.starts) FROM session"
                        " JOIN item ON item.id = session.listing AND item.kind = ?1"
                        " WHERE session.until >= ?2 GROUP BY session.listing",
                        error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, FOYER_KIND_LISTINGS);
  foyer_stmt_bind_int64 (stmt, 2, now_s);
  while (foyer_stmt_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      found (foyer_stmt_int64 (stmt, 0), foyer_stmt_int64 (stmt, 1), data);
    }
  return FALSE;
}

static void
take_start (gint64 row, gint64 start, gpointer data)
{
  FoyerSearchCards *cards = data;
  FoyerSearchCard key = { .row = row };
  guint index;

  if (g_array_binary_search (cards->cards, &key, compare_rows, &index))
    cards->next_starts[index] = start;
}

gboolean
foyer_search_cards_load_starts (
  FoyerSearchCards *cards, FoyerDb *db, gint64 version, gint64 now_s, GError **error)
{
  if (cards->next_starts != NULL && cards->next_starts_version == version
      && now_s >= cards->next_starts_from && now_s < cards->next_starts_from + STARTS_AGE)
    return TRUE;
  g_clear_pointer (&cards->next_starts, g_free);
  cards->next_starts = g_new (gint64, cards->cards->len);
  for (guint i = 0; i < cards->cards->len; i++)
    cards->next_starts[i] = G_MAXINT64;
  if (!foyer_search_read_starts (db, now_s, take_start, cards, error))
    {
      g_clear_pointer (&cards->next_starts, g_free);
      return FALSE;
    }
  cards->next_starts_version = version;
  cards->next_starts_from = now_s;
  return TRUE;
}
