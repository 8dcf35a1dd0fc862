/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-entry.h"

#include <string.h>

#include "core/store/foyer-search-text.h"

/* A listing's words, weighed when it is written.
 *
 * A word counts by the best place it has: the title, then the names of who, where and what kind,
 * then the rest. Within that place it counts as in BM25 (Robertson and Zaragoza 2009): more often
 * is better, ever less so, and a word among few says more than one among many. The usual length of
 * each place is a constant, so that a listing's weights hold whatever others come and go. What a
 * search then needs of a listing is some hundred bytes, and no text is cut again. On the thread of
 * the store.
 */

/* BM25: how soon more often stops to help, and how much length matters. */
#define K1 1.2
#define B 0.75
/* What a further find in a lesser place adds to those in the best one. */
#define LESSER_SHARE 0.3
/* Words whose number is kept at hand; a whole county has fewer, and beyond it starts afresh. */
#define MAX_KNOWN (64 * 1024)

typedef enum
{
  FIELD_TITLE,
  FIELD_NAMES,
  FIELD_TEXT,
  N_FIELDS
} Field;

/* Words that are usual in each place. */
static const double usual_length[N_FIELDS] = { 5, 14, 60 };
static const int band_from[N_FIELDS]
  = { FOYER_SEARCH_TITLE_WEIGHT, FOYER_SEARCH_NAMES_WEIGHT, FOYER_SEARCH_TEXT_WEIGHT };

/* One find of a word; sorts by word. */
typedef struct
{
  guint32 word;
  guint32 field;
} Find;

struct _FoyerSearchLexicon
{
  FoyerDb *db;         /* borrowed */
  GHashTable *numbers; /* owned: owned text → number */
  GString *folded;     /* owned: for one field at a time */
  GArray *finds;       /* owned Find: of one listing at a time */
};

FoyerSearchLexicon *
foyer_search_lexicon_new (FoyerDb *db)
{
  FoyerSearchLexicon *lexicon = g_new0 (FoyerSearchLexicon, 1);

  lexicon->db = db;
  lexicon->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lexicon->folded = g_string_sized_new (1024);
  lexicon->finds = g_array_new (FALSE, FALSE, sizeof (Find));
  return lexicon;
}

void
foyer_search_lexicon_free (FoyerSearchLexicon *lexicon)
{
  g_hash_table_unref (lexicon->numbers);
  g_string_free (lexicon->folded, TRUE);
  g_array_unref (lexicon->finds);
  g_free (lexicon);
}

static gboolean
read_number (FoyerSearchLexicon *self, const char *word, guint32 *number, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (self->db, "SELECT id FROM term WHERE word = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, word);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *number = has_row ? foyer_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

static gboolean
add_number (FoyerSearchLexicon *self, const char *word, guint32 *number, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (self->db, "INSERT INTO term (word) VALUES (?1)", error);

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_text (stmt, 1, word);
  if (!foyer_stmt_run (stmt, error))
    return FALSE;
  *number = foyer_db_last_rowid (self->db);
  return TRUE;
}

static gboolean
find_number (FoyerSearchLexicon *self, const char *word, guint32 *number, GError **error)
{
  *number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, word));
  if (*number != 0)
    return TRUE;
  if (!read_number (self, word, number, error)
      || (*number == 0 && !add_number (self, word, number, error)))
    return FALSE;
  if (g_hash_table_size (self->numbers) >= MAX_KNOWN)
    g_hash_table_remove_all (self->numbers);
  g_hash_table_insert (self->numbers, g_strdup (word), GUINT_TO_POINTER (*number));
  return TRUE;
}

/* Adds the words of texts (a NULL-terminated list whose NULLs n counts past) to the finds. */
static gboolean
add_field (FoyerSearchLexicon *self,
           Field field,
           const char *const *texts,
           guint n_texts,
           guint *length,
           GError **error)
{
  g_string_truncate (self->folded, 0);
  for (guint i = 0; i < n_texts; i++)
    foyer_search_fold (self->folded, texts[i]);
  for (char *word = self->folded->str, *end; *word != '\0'; word = end + 1)
    {
      Find find = { .field = field };

      end = strchr (word, ' ');
      *end = '\0';
      if (end > word && !find_number (self, word, &find.word, error))
        return FALSE;
      if (end > word)
        g_array_append_val (self->finds, find);
      *length += end > word;
    }
  return TRUE;
}

static gboolean
add_fields (FoyerSearchLexicon *self,
            FoyerListing *listing,
            guint lengths[N_FIELDS],
            GError **error)
{
  const char *title[] = { listing->title };
  const char *names[]
    = { listing->organisation, listing->place_name, listing->venue, listing->district };
  const char *text[] = { listing->summary, listing->gain };

  g_array_set_size (self->finds, 0);
  return add_field (self, FIELD_TITLE, title, G_N_ELEMENTS (title), &lengths[FIELD_TITLE], error)
         && add_field (self, FIELD_NAMES, names, G_N_ELEMENTS (names), &lengths[FIELD_NAMES], error)
         && add_field (self, FIELD_NAMES, (const char *const *)listing->tags,
                       g_strv_length (listing->tags), &lengths[FIELD_NAMES], error)
         && add_field (self, FIELD_TEXT, text, G_N_ELEMENTS (text), &lengths[FIELD_TEXT], error)
         && add_field (self, FIELD_TEXT, (const char *const *)listing->what_you_do,
                       g_strv_length (listing->what_you_do), &lengths[FIELD_TEXT], error);
}

/* By word (Shell 1959): of the hundred words of a listing, faster than a call for every comparison.
 */
static void
sort_finds (Find *finds, guint n)
{
  for (guint gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
    for (guint i = gap; i < n; i++)
      {
        Find find = finds[i];
        guint j;

        for (j = i; j >= gap && finds[j - gap].word > find.word; j -= gap)
          finds[j] = finds[j - gap];
        finds[j] = find;
      }
}

static guint8
weigh (const guint counts[N_FIELDS], const guint lengths[N_FIELDS])
{
  Field best = counts[FIELD_TITLE] > 0   ? FIELD_TITLE
               : counts[FIELD_NAMES] > 0 ? FIELD_NAMES
                                         : FIELD_TEXT;
  double times = counts[best];

  for (Field field = best + 1; field < N_FIELDS; field++)
    times += LESSER_SHARE * counts[field];
  return band_from[best]
         + (int)(FOYER_SEARCH_BAND * times
                   / (times + K1 * (1 - B + B * lengths[best] / usual_length[best]))
                 + 0.5);
}

GByteArray *
foyer_search_entry_new (FoyerSearchLexicon *lexicon, FoyerListing *listing, GError **error)
{
  g_autoptr (GByteArray) entry = g_byte_array_sized_new (256);
  guint lengths[N_FIELDS] = { 0 };
  Find *finds;
  guint32 before = 0;

  if (!add_fields (lexicon, listing, lengths, error))
    return NULL;
  finds = (Find *)lexicon->finds->data;
  sort_finds (finds, lexicon->finds->len);
  for (guint i = 0; i < lexicon->finds->len;)
    {
      guint counts[N_FIELDS] = { 0 };
      guint32 word = finds[i].word;
      guint8 weight;

      for (; i < lexicon->finds->len && finds[i].word == word; i++)
        counts[finds[i].field]++;
      weight = weigh (counts, lengths);
      foyer_search_put_varint (entry, word - before);
      g_byte_array_append (entry, &weight, 1);
      before = word;
    }
  return g_steal_pointer (&entry);
}
