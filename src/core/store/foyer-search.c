/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search.h"

#include <string.h>

#include "core/base/foyer-geo.h"
#include "core/store/foyer-search-kinds.h"
#include "core/store/foyer-search-matches.h"
#include "core/store/foyer-search-rank.h"
#include "core/store/foyer-search-terms.h"
#include "core/store/foyer-store-private.h"

/* Browse and search.
 *
 * What was typed becomes a plan (foyer-search-plan): where, and what must be found. The index in
 * memory says which listings have it and how well (foyer-search-terms); the cards
 * (foyer-search-cards) say the rest: filters, distances, counts; foyer-search-rank.h says the
 * order. The database is asked only whether the cards still hold. Runs on the thread of the store,
 * inside one read transaction; keeps nothing but what the store keeps.
 */

/* Cards between two looks at the cancellable: about 0.1 ms. */
#define CANCEL_STRIDE 4096
/* Miles; FoyerSearchResult.within_counts, the last being anywhere. */
static const double within_miles[] = { 2, 5, 10 };
/* How much nearer a place seems to who asks for it alone, when a listing has its name in writing.
 */
#define PLACE_NAME_SHARE 0.1
/* Miles that a spot in floats may be out by, and some. */
#define SPOT_MILES 0.01
/* Days, and how many of them make a difference: ten years. */
#define MONTH 30
#define N_MONTHS 122
/* Groups of tags that a query may have: a bit each. */
#define MAX_GROUPS 31

typedef struct
{
  FoyerStore *store;             /* borrowed */
  FoyerSearchCards *cards;       /* borrowed */
  const FoyerSearchQuery *query; /* borrowed */
  FoyerSearchPlan plan;          /* owned */
  FoyerSearchTerms terms;        /* owned */
  int programme;                 /* -1: any; -2: one that has no listings */
  int time;                      /* -1: any; -2: one that does not exist */
  gboolean has_point;
  double x, y, z;   /* of the point distances are from: the query's own, or the place in its text */
  double max_chord; /* squared; INFINITY: anywhere */
  double count_chords[3]; /* squared; of within_miles */
  guint n_groups;
  guint32 all_groups;  /* a bit for each group */
  guint32 *tag_groups; /* owned: by tag, the groups it satisfies */
  gint8 *own_group;    /* owned: by tag, the group it would join, -1 none; NULL unless counting */
  gboolean with_counts;
  double most;               /* what a place and a date can make of a score */
  float fresh[N_MONTHS];     /* how fresh a card is at the beginning of each month of its age */
  gint32 today;              /* day since 1970; 0: not said */
  guint *tag_counts;         /* owned: by tag; unless counting, or without tags, NULL */
  FoyerSearchResult *result; /* borrowed */
} Search;

static gboolean
read_version (FoyerDb *db, FoyerKind kind, gint64 *version, GError **error)
{
  g_autoptr (FoyerStmt) stmt
    = foyer_db_prepare (db, "SELECT version FROM feed WHERE kind = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  foyer_stmt_bind_int64 (stmt, 1, kind);
  if (!foyer_stmt_step (stmt, &has_row, error))
    return FALSE;
  *version = has_row ? foyer_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

static gboolean
load_cards (Search *search, GCancellable *cancellable, GError **error)
{
  FoyerStore *store = search->store;
  gint64 version;

  if (!read_version (store->db, FOYER_KIND_LISTINGS, &version, error))
    return FALSE;
  if (store->cards != NULL && store->cards->version != version)
    {
      g_clear_pointer (&store->places, foyer_search_places_free);
      g_clear_pointer (&store->cards, foyer_search_cards_free);
    }
  if (store->cards == NULL)
    store->cards = foyer_search_cards_load (store->db, version, cancellable, error);
  search->cards = store->cards;
  if (search->cards == NULL)
    return FALSE;
  if (search->query->sort != FOYER_SORT_SOONEST)
    return TRUE;
  return read_version (store->db, FOYER_KIND_SESSIONS, &version, error)
         && foyer_search_cards_load_starts (search->cards, store->db, version,
                                            search->query->now_us / G_USEC_PER_SEC, error);
}

/* What only a search for words needs. */
static gboolean
load_guide (Search *search, GError **error)
{
  FoyerStore *store = search->store;
  gint64 version;

  if (search->query->text == NULL || *search->query->text == '\0')
    return TRUE;
  if (!read_version (store->db, FOYER_KIND_PLACES, &version, error))
    return FALSE;
  if (store->guide == NULL)
    store->guide = foyer_search_guide_load ();
  if (store->places != NULL && store->places_version != version)
    g_clear_pointer (&store->places, foyer_search_places_free);
  if (store->places == NULL)
    store->places = foyer_search_places_new (store, store->guide, store->cards);
  store->places_version = version;
  foyer_search_plan_make (&search->plan, store->guide, store->places, store->cards->postings,
                          search->query->text);
  return TRUE;
}

static void
read_groups (Search *search)
{
  const char *const *groups = search->query->tag_groups;
  guint n_tags = search->cards->tag_names->len;

  search->tag_groups = g_new0 (guint32, n_tags);
  for (guint g = 0; groups != NULL && groups[g] != NULL && g < MAX_GROUPS; g++)
    {
      g_auto (GStrv) tags = g_strsplit (groups[g], "|", -1);

      search->all_groups |= 1u << g;
      search->n_groups = g + 1;
      for (guint i = 0; tags[i] != NULL; i++)
        {
          int tag = foyer_search_cards_find (search->cards->tag_names, tags[i]);

          if (tag >= 0)
            search->tag_groups[tag] |= 1u << g;
        }
    }
}

static void
read_query (Search *search)
{
  const FoyerSearchQuery *query = search->query;
  double lat = query->lat, lon = query->lon;

  search->today = query->now_us / G_USEC_PER_SEC / 86400;
  search->programme = -1;
  if (query->programme != NULL)
    {
      search->programme = foyer_search_cards_find (search->cards->programmes, query->programme);
      if (search->programme < 0)
        search->programme = -2;
    }
  search->time = -1;
  if (query->time != NULL)
    {
      search->time = foyer_search_time_index (query->time);
      if (search->time < 0)
        search->time = -2;
    }
  if (search->plan.near != NULL)
    {
      lat = search->plan.lat;
      lon = search->plan.lon;
    }
  search->has_point = !isnan (lat) && !isnan (lon);
  search->max_chord = INFINITY;
  if (search->has_point)
    {
      foyer_search_unit_vector (lat, lon, &search->x, &search->y, &search->z);
      if (!isnan (query->within_miles) && !isinf (query->within_miles))
        search->max_chord = foyer_search_chord_of_miles (MAX (query->within_miles, 0));
    }
  for (guint i = 0; i < G_N_ELEMENTS (within_miles); i++)
    search->count_chords[i] = foyer_search_chord_of_miles (within_miles[i]);
  read_groups (search);
}

/* The group of the query that holds one of the options of facet, -1 none. */
static int
find_facet_group (const Search *search, const FoyerFacet *facet)
{
  for (guint i = 0; i < facet->options->len; i++)
    {
      const FoyerFacetOption *option = g_ptr_array_index (facet->options, i);
      int tag = foyer_search_cards_find (search->cards->tag_names, option->tag);

      if (tag >= 0 && search->tag_groups[tag] != 0)
        return g_bit_nth_lsf (search->tag_groups[tag], -1);
    }
  return -1;
}

/* A tag that is not chosen would join the group of those chosen from its facet. */
static void
join_facet_groups (Search *search)
{
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (search->store);

  for (guint p = 0; p < programmes->len; p++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, p);

      if (!g_str_equal (programme->id, search->query->programme))
        continue;
      for (guint f = 0; f < programme->facets->len; f++)
        {
          const FoyerFacet *facet = g_ptr_array_index (programme->facets, f);
          int group = find_facet_group (search, facet);

          for (guint i = 0; group >= 0 && i < facet->options->len; i++)
            {
              const FoyerFacetOption *option = g_ptr_array_index (facet->options, i);
              int tag = foyer_search_cards_find (search->cards->tag_names, option->tag);

              if (tag >= 0 && search->own_group[tag] < 0)
                search->own_group[tag] = group;
            }
        }
    }
}

static void
prepare_counts (Search *search)
{
  guint n_tags = search->cards->tag_names->len;

  search->tag_counts = g_new0 (guint, n_tags);
  search->own_group = g_new (gint8, n_tags);
  for (guint tag = 0; tag < n_tags; tag++)
    search->own_group[tag]
      = search->tag_groups[tag] != 0 ? g_bit_nth_lsf (search->tag_groups[tag], -1) : -1;
  if (search->n_groups > 0 && search->query->programme != NULL)
    join_facet_groups (search);
}

/* Squared; NAN when either end is not known. */
static double
chord_to (const Search *search, const FoyerSearchCard *card)
{
  double x, y, z;

  if (!search->has_point)
    return NAN;
  x = card->x - search->x;
  y = card->y - search->y;
  z = card->z - search->z;
  return x * x + y * y + z * z;
}

static guint32
groups_of (const Search *search, const FoyerSearchCard *card)
{
  const guint16 *tags = (const guint16 *)search->cards->tags->data + card->first_tag;
  guint32 groups = 0;

  for (guint i = 0; i < card->n_tags; i++)
    groups |= search->tag_groups[tags[i]];
  return groups;
}

/* Filters that no count looks behind. */
static gboolean
passes_fixed (const Search *search, const FoyerSearchCard *card)
{
  const FoyerSearchQuery *query = search->query;

  return (search->programme == -1 || card->programme == search->programme)
         && (!query->free_only || card->is_free == 1)
         && (query->age < 0
             || ((card->age_min < 0 || query->age >= card->age_min)
                 && (card->age_max < 0 || query->age <= card->age_max)));
}

static void
count_tags (Search *search, const FoyerSearchCard *card, guint32 missing)
{
  const guint16 *tags = (const guint16 *)search->cards->tags->data + card->first_tag;

  for (guint i = 0; i < card->n_tags; i++)
    {
      int own = search->own_group[tags[i]];

      if (missing == 0 || (own >= 0 && missing == 1u << own))
        search->tag_counts[tags[i]]++;
    }
}

static void
count_card (Search *search,
            const FoyerSearchCard *card,
            double chord,
            gboolean is_near,
            gboolean is_then,
            guint32 missing)
{
  FoyerSearchResult *result = search->result;

  if (is_near && is_then)
    count_tags (search, card, missing);
  if (is_near && missing == 0 && card->time >= 0)
    result->time_counts[card->time]++;
  if (!is_then || missing != 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (within_miles); i++)
    if (isnan (chord) || chord <= search->count_chords[i])
      result->within_counts[i]++;
  result->within_counts[G_N_ELEMENTS (within_miles)]++;
}

/* How good it is altogether; 0 when neither words nor a place were asked for. score: of its words.
 */
static double
rate (const Search *search, double score, double miles, double fresh)
{
  gboolean is_named = search->plan.near != NULL;

  if (search->terms.found != NULL)
    return score * foyer_search_near (miles, is_named) * fresh;
  /* a place alone: the nearest first, hardly moved by who has its name in writing */
  return is_named && !isnan (miles)
           ? (foyer_search_near (miles, TRUE) - 1) * (1 + PLACE_NAME_SHARE * score)
           : 0;
}

/* Days since a card was confirmed; negative: never, or nobody asks. */
static gint32
days_since (const Search *search, gint32 confirmed)
{
  return search->today == 0 || confirmed < 0 ? -1 : MAX (0, search->today - confirmed);
}

static double
score_of (const Search *search, guint32 index)
{
  return search->terms.scores != NULL ? search->terms.scores[index] : 0;
}

static FoyerSearchMatch
make_match (const Search *search, guint32 index, const FoyerSearchCard *card, double chord)
{
  double distance = isnan (chord) ? INFINITY : chord;
  FoyerSearchMatch match = { .title_rank = card->title_rank, .card = index, .chord = chord };

  match.score = rate (search, score_of (search, index),
                      isnan (chord) ? NAN : foyer_search_miles_of_chord (chord),
                      foyer_search_fresh (days_since (search, card->confirmed)));
  switch (search->query->sort)
    {
    case FOYER_SORT_SOONEST:
      match.first = search->cards->next_starts[index];
      match.second = distance;
      break;
    case FOYER_SORT_TITLE:
      break;
    case FOYER_SORT_NEAREST:
      match.first = distance;
      match.second = -match.score;
      break;
    case FOYER_SORT_BEST:
    default:
      match.first = -match.score;
      match.second = distance;
      break;
    }
  return match;
}

/* No less than rate () will say, for less work: as the crow flies through the earth, and as fresh
 * as at the beginning of its month. */
static double
rate_at_most (const Search *search, guint32 index)
{
  const FoyerSearchSpot *spot = &g_array_index (search->cards->spots, FoyerSearchSpot, index);
  float x = spot->x - search->x, y = spot->y - search->y, z = spot->z - search->z;
  double miles = FOYER_GEO_EARTH_RADIUS_MILES * sqrtf (x * x + y * y + z * z) - SPOT_MILES;
  gint32 days = days_since (search, spot->confirmed);

  if (!search->has_point)
    miles = NAN;
  return rate (search, score_of (search, index), miles < 0 ? 0 : miles,
               days < 0 ? 1 : search->fresh[MIN (days / MONTH, N_MONTHS - 1)]);
}

/* FALSE when it would not come among those that are kept. Most are told by their words alone. */
static gboolean
can_be_kept (const Search *search, const GArray *matches, guint32 index)
{
  double worst;

  if (matches->len < search->query->limit)
    return TRUE;
  worst = -g_array_index (matches, FoyerSearchMatch, 0).first;
  return (search->terms.found == NULL || search->terms.scores[index] * search->most >= worst)
         && rate_at_most (search, index) >= worst;
}

/* Nothing but words or a place was asked for, in one programme or all, and the best of it: whatever
 * was found there is a match, and most of it need not be looked at. */
static gboolean
look_at_scores (Search *search, GArray *matches, GCancellable *cancellable, GError **error)
{
  const FoyerSearchCard *cards = (const FoyerSearchCard *)search->cards->cards->data;
  const guint32 *kinds = (const guint32 *)search->cards->kinds->data;
  GArray *found = search->terms.found;
  guint n = found != NULL ? found->len : search->cards->cards->len;

  search->most = foyer_search_near (0, search->plan.near != NULL) * foyer_search_fresh (0);
  for (guint month = 0; month < N_MONTHS; month++)
    search->fresh[month] = foyer_search_fresh (month * MONTH);
  for (guint i = 0; i < n; i++)
    {
      guint32 index = found != NULL ? g_array_index (found, guint32, i) : i;
      FoyerSearchMatch match;

      if (i % CANCEL_STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!foyer_search_kind_passes (kinds[index], search->programme, search->query->free_only))
        continue;
      search->result->total++;
      if (!can_be_kept (search, matches, index))
        continue;
      match = make_match (search, index, &cards[index], chord_to (search, &cards[index]));
      foyer_search_keep_match (matches, search->query->limit, &match);
    }
  return TRUE;
}

/* look_at_scores () is enough. */
static gboolean
is_plain (const Search *search)
{
  const FoyerSearchQuery *query = search->query;

  return query->sort == FOYER_SORT_BEST && query->limit > 0 && search->plan.is_asked
         && !search->with_counts && search->time == -1 && search->all_groups == 0 && query->age < 0
         && isinf (search->max_chord);
}

static gboolean
look_at_cards (Search *search, GArray *matches, GCancellable *cancellable, GError **error)
{
  const FoyerSearchCard *cards = (const FoyerSearchCard *)search->cards->cards->data;
  guint n = search->terms.found != NULL ? search->terms.found->len : search->cards->cards->len;

  for (guint32 i = 0; i < n; i++)
    {
      guint32 index
        = search->terms.found != NULL ? g_array_index (search->terms.found, guint32, i) : i;
      const FoyerSearchCard *card = &cards[index];
      double chord;
      gboolean is_near, is_then;
      guint32 missing;

      if (i % CANCEL_STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!passes_fixed (search, card))
        continue;
      chord = chord_to (search, card);
      is_near = isnan (chord) || chord <= search->max_chord;
      is_then = search->time == -1 || card->time == search->time;
      missing = search->all_groups & ~groups_of (search, card);
      if (search->with_counts)
        count_card (search, card, chord, is_near, is_then, missing);
      if (is_near && is_then && missing == 0)
        {
          FoyerSearchMatch match = make_match (search, index, card, chord);

          search->result->total++;
          foyer_search_keep_match (matches, search->query->limit, &match);
        }
    }
  return TRUE;
}

static void
fill_result (Search *search, GArray *matches)
{
  FoyerSearchResult *result = search->result;

  result->corrected = g_steal_pointer (&search->plan.corrected);
  result->near = g_steal_pointer (&search->plan.near);
  result->lat = search->plan.lat;
  result->lon = search->plan.lon;
  foyer_search_sort_matches (matches);
  g_array_set_size (result->hits, matches->len);
  for (guint i = 0; i < matches->len; i++)
    {
      const FoyerSearchMatch *match = &g_array_index (matches, FoyerSearchMatch, i);

      g_array_index (result->hits, FoyerSearchHit, i) = (FoyerSearchHit){
        .row = g_array_index (search->cards->cards, FoyerSearchCard, match->card).row,
        .miles = isnan (match->chord) ? NAN : foyer_search_miles_of_chord (match->chord),
        .score = match->score,
      };
    }
  if (!search->with_counts)
    return;
  result->tag_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint tag = 0; tag < search->cards->tag_names->len; tag++)
    g_hash_table_insert (result->tag_counts,
                         g_strdup (g_ptr_array_index (search->cards->tag_names, tag)),
                         GUINT_TO_POINTER (search->tag_counts[tag]));
}

static gboolean
run (Search *search, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (FoyerSearchMatch));

  search->plan.lat = search->plan.lon = NAN;
  if (!load_cards (search, cancellable, error) || !load_guide (search, error))
    return FALSE;
  read_query (search);
  if (search->with_counts)
    prepare_counts (search);
  if (!foyer_search_terms_find (&search->terms, &search->plan, search->cards->postings, cancellable,
                                error))
    return FALSE;
  if (search->query->count_kinds)
    foyer_search_count_kinds (search->cards, search->terms.found, search->programme,
                              search->query->free_only, search->result);
  if (!(is_plain (search) ? look_at_scores (search, matches, cancellable, error)
                          : look_at_cards (search, matches, cancellable, error)))
    return FALSE;
  fill_result (search, matches);
  return TRUE;
}

static void
search_clear (Search *search)
{
  foyer_search_plan_clear (&search->plan);
  foyer_search_terms_clear (&search->terms);
  g_clear_pointer (&search->tag_groups, g_free);
  g_clear_pointer (&search->own_group, g_free);
  g_clear_pointer (&search->tag_counts, g_free);
}

FoyerSearchResult *
foyer_search_run (FoyerStore *store,
                  const FoyerSearchQuery *query,
                  gboolean with_counts,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (FoyerSearchResult) result = g_new0 (FoyerSearchResult, 1);
  Search search = { .store = store, .query = query, .with_counts = with_counts, .result = result };
  gboolean is_done;

  result->hits = g_array_new (FALSE, FALSE, sizeof (FoyerSearchHit));
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !foyer_db_exec (store->db, "BEGIN", error))
    return NULL;
  foyer_db_set_cancellable (store->db, cancellable);
  is_done = run (&search, cancellable, error);
  search_clear (&search);
  foyer_db_set_cancellable (store->db, NULL);
  foyer_db_rollback (store->db); /* nothing was written: this only ends the reading */
  return is_done ? g_steal_pointer (&result) : NULL;
}

void
foyer_search_result_free (FoyerSearchResult *result)
{
  g_clear_pointer (&result->hits, g_array_unref);
  g_clear_pointer (&result->tag_counts, g_hash_table_unref);
  g_clear_pointer (&result->programme_counts, g_hash_table_unref);
  g_clear_pointer (&result->corrected, g_free);
  g_clear_pointer (&result->near, g_free);
  g_free (result);
}
