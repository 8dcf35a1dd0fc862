/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-similar"

#include "core/viewmodel/foyer-similar.h"

#include <math.h>
#include <string.h>

#include "core/base/foyer-geo.h"
#include "core/store/foyer-alike-rows.h"
#include "core/store/foyer-search-text.h"

/* The measure of foyer-similar.h. Words and tags are numbered while they are read, and weighed when
 * all candidates are: a closed world, which lives while one list is made. No state; any thread. */

#define TAGS_WEIGHT 0.35
#define WORDS_WEIGHT 0.20
#define PROGRAMME_WEIGHT 0.15
#define FACTS_WEIGHT 0.10
#define KIND_WEIGHT 0.10
#define NEAR_WEIGHT 0.10
#define NEAR_MILES 8.0
#define NEAR_UNKNOWN 0.3
#define ANOTHER_OF_SAME 0.5 /* what the second of an organisation counts */
#define SAME_MAX 2          /* of one organisation in a list */
#define CANDIDATES 80       /* looked at closely: enough that five different ones are among them */
#define SUMMARY_MAX_BYTES 2000 /* of a summary; a flood of words says no more */

/* Words or tags of one listing: place in the world → how often. */
typedef struct
{
  GHashTable *tags, *words; /* owned */
  double words_length;      /* of the vector, once weighed */
} Sketch;

typedef struct
{
  GHashTable *tag_names, *word_names; /* owned: text (owned) → place + 1 */
  GArray *tag_have, *word_have;       /* owned guint: how many listings have it */
  guint n;                            /* listings */
  double lat, lon;                    /* where the visitor starts; NAN not known */
} World;

/* ---- the world ---- */

static guint
place_of (GHashTable *names, GArray *have, const char *text)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (names, text));
  guint none = 0;

  if (place == 0)
    {
      g_array_append_val (have, none);
      place = have->len;
      g_hash_table_insert (names, g_strdup (text), GUINT_TO_POINTER (place));
    }
  return place;
}

static void
count_in (GHashTable *counts, GArray *have, guint place, guint times)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (place)));

  if (before == 0)
    g_array_index (have, guint, place - 1)++;
  g_hash_table_insert (counts, GUINT_TO_POINTER (place), GUINT_TO_POINTER (before + times));
}

static void
add_words (World *world, Sketch *sketch, const char *text, guint times)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *cut = g_strndup (text != NULL ? text : "", SUMMARY_MAX_BYTES);
  char *rest = NULL;

  foyer_search_fold (folded, cut);
  for (char *word = strtok_r (folded->str, " ", &rest); word != NULL;
       word = strtok_r (NULL, " ", &rest))
    count_in (sketch->words, world->word_have, place_of (world->word_names, world->word_have, word),
              times);
}

static Sketch *
sketch_new (World *world, FoyerListing *listing)
{
  Sketch *sketch = g_new0 (Sketch, 1);

  sketch->tags = g_hash_table_new (NULL, NULL);
  sketch->words = g_hash_table_new (NULL, NULL);
  for (guint i = 0; listing->tags[i] != NULL; i++)
    count_in (sketch->tags, world->tag_have,
              place_of (world->tag_names, world->tag_have, listing->tags[i]), 1);
  add_words (world, sketch, listing->title, 2);
  add_words (world, sketch, listing->summary, 1);
  world->n++;
  return sketch;
}

static void
sketch_free (gpointer data)
{
  Sketch *sketch = data;

  g_hash_table_unref (sketch->tags);
  g_hash_table_unref (sketch->words);
  g_free (sketch);
}

static void
world_init (World *world)
{
  *world = (World){
    .tag_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .word_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .tag_have = g_array_new (FALSE, FALSE, sizeof (guint)),
    .word_have = g_array_new (FALSE, FALSE, sizeof (guint)),
  };
}

static void
world_clear (World *world)
{
  g_hash_table_unref (world->tag_names);
  g_hash_table_unref (world->word_names);
  g_array_unref (world->tag_have);
  g_array_unref (world->word_have);
}

/* Inverse document frequency, never 0: two listings that share all have something in common. */
static double
idf (const World *world, GArray *have, gpointer place)
{
  return log (1 + (double)world->n / g_array_index (have, guint, GPOINTER_TO_UINT (place) - 1));
}

/* ---- the measure ---- */

static double
tags_alike (const World *world, const Sketch *a, const Sketch *b)
{
  double both = 0, either = 0;
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, a->tags);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    {
      double weight = idf (world, world->tag_have, place);

      either += weight;
      both += g_hash_table_contains (b->tags, place) ? weight : 0;
    }
  g_hash_table_iter_init (&iter, b->tags);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    if (!g_hash_table_contains (a->tags, place))
      either += idf (world, world->tag_have, place);
  return either > 0 ? both / either : 0;
}

static double
word_weight (const World *world, const Sketch *sketch, gpointer place)
{
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (sketch->words, place));

  return times > 0 ? (1 + log (times)) * idf (world, world->word_have, place) : 0;
}

static void
measure_words (const World *world, Sketch *sketch)
{
  GHashTableIter iter;
  gpointer place;
  double sum = 0;

  g_hash_table_iter_init (&iter, sketch->words);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    {
      double weight = word_weight (world, sketch, place);
      sum += weight * weight;
    }
  sketch->words_length = sqrt (sum);
}

static double
words_alike (const World *world, const Sketch *a, const Sketch *b)
{
  GHashTableIter iter;
  gpointer place;
  double dot = 0;

  if (a->words_length <= 0 || b->words_length <= 0)
    return 0;
  g_hash_table_iter_init (&iter, a->words);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    dot += word_weight (world, a, place) * word_weight (world, b, place);
  return dot / (a->words_length * b->words_length);
}

static guint
count_bits (guint32 bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;
  return n;
}

/* Why people come, and what fits them: of all that one of them has, how much both have. */
static void
compare_sets (guint32 a, guint32 b, guint *known, guint *same)
{
  if (a == 0 || b == 0)
    return;
  *known += count_bits (a | b);
  *same += count_bits (a & b);
}

/* Of what is known of both: how much of it is the same. */
static double
facts_alike (FoyerListing *a, FoyerListing *b)
{
  guint known = 0, same = 0;

  compare_sets (a->match.motives, b->match.motives, &known, &same);
  compare_sets (a->match.fits, b->match.fits, &known, &same);
  compare_sets (a->match.times, b->match.times, &known, &same);

  if (a->is_free >= 0 && b->is_free >= 0)
    {
      known++;
      same += a->is_free == b->is_free ? 1 : 0;
    }
  for (guint i = 0; a->needs[i] != NULL; i++)
    {
      known++;
      same += g_strv_contains ((const char *const *)b->needs, a->needs[i]) ? 1 : 0;
    }
  return known > 0 ? (double)same / known : 0.5;
}

static double
kind_alike (FoyerListing *a, FoyerListing *b)
{
  return (a->type != NULL && g_strcmp0 (a->type, b->type) == 0 ? 0.5 : 0)
         + (a->time != NULL && g_strcmp0 (a->time, b->time) == 0 ? 0.5 : 0);
}

/* From where the visitor starts, if that is known. */
static void
measure_miles (FoyerSimilarHit *hit, const World *world, FoyerListing *of)
{
  FoyerListing *to = hit->listing;

  hit->is_from_other = isnan (world->lat);
  if (isnan (to->lat) || (hit->is_from_other && isnan (of->lat)))
    hit->miles = NAN;
  else if (hit->is_from_other)
    hit->miles = foyer_geo_distance_miles (of->lat, of->lon, to->lat, to->lon);
  else
    hit->miles = foyer_geo_distance_miles (world->lat, world->lon, to->lat, to->lon);
}

/* There is an age at which one may join both. */
static gboolean
ages_meet (FoyerListing *a, FoyerListing *b)
{
  return (a->age_max < 0 || b->age_min < 0 || b->age_min <= a->age_max)
         && (b->age_max < 0 || a->age_min < 0 || a->age_min <= b->age_max);
}

static FoyerSimilarHit *
hit_new (
  const World *world, FoyerListing *of, const Sketch *a, FoyerListing *other, const Sketch *b)
{
  FoyerSimilarHit *hit = g_new0 (FoyerSimilarHit, 1);

  hit->listing = g_object_ref (other);
  measure_miles (hit, world, of);
  hit->score = TAGS_WEIGHT * tags_alike (world, a, b) + WORDS_WEIGHT * words_alike (world, a, b)
               + (g_strcmp0 (of->programme, other->programme) == 0 ? PROGRAMME_WEIGHT : 0)
               + FACTS_WEIGHT * facts_alike (of, other) + KIND_WEIGHT * kind_alike (of, other)
               + NEAR_WEIGHT * (isnan (hit->miles) ? NEAR_UNKNOWN : exp (-hit->miles / NEAR_MILES));
  return hit;
}

void
foyer_similar_hit_free (FoyerSimilarHit *hit)
{
  if (hit == NULL)
    return;
  g_object_unref (hit->listing);
  g_free (hit);
}

/* ---- the list ---- */

static guint
count_same (GPtrArray *drawn, const FoyerSimilarHit *hit)
{
  guint n = 0;

  for (guint i = 0; i < drawn->len; i++)
    {
      const FoyerSimilarHit *other = g_ptr_array_index (drawn, i);

      if (g_strcmp0 (other->listing->title, hit->listing->title) == 0
          || (hit->listing->organisation != NULL
              && g_strcmp0 (other->listing->organisation, hit->listing->organisation) == 0))
        n++;
    }
  return n;
}

static gboolean
is_better (const FoyerSimilarHit *hit,
           double counts,
           const FoyerSimilarHit *best,
           double best_counts)
{
  if (best == NULL || counts != best_counts)
    return best == NULL || counts > best_counts;
  return strcmp (hit->listing->id, best->listing->id) < 0;
}

/* The place of the best of hits after what is drawn; -1: none is left that may come. */
static int
find_next (GPtrArray *hits, GPtrArray *drawn)
{
  const FoyerSimilarHit *best = NULL;
  double best_counts = 0;
  int place = -1;

  for (guint i = 0; i < hits->len; i++)
    {
      const FoyerSimilarHit *hit = g_ptr_array_index (hits, i);
      guint same = count_same (drawn, hit);
      double counts = hit->score * pow (ANOTHER_OF_SAME, same);

      if (same < SAME_MAX && is_better (hit, counts, best, best_counts))
        {
          best = hit;
          best_counts = counts;
          place = (int)i;
        }
    }
  return place;
}

static GPtrArray *
draw (GPtrArray *hits, guint limit)
{
  GPtrArray *drawn = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_similar_hit_free);
  int next;

  while (drawn->len < limit && (next = find_next (hits, drawn)) >= 0)
    g_ptr_array_add (drawn, g_ptr_array_steal_index_fast (hits, (guint)next));
  return drawn;
}

GPtrArray *
foyer_similar_rank (
  FoyerListing *of, GPtrArray *candidates, double lat, double lon, guint limit)
{
  g_autoptr (GPtrArray) hits
    = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_similar_hit_free);
  g_autoptr (GPtrArray) sketches = g_ptr_array_new_with_free_func (sketch_free);
  World world;
  Sketch *own;

  world_init (&world);
  world.lat = lat;
  world.lon = lon;
  own = sketch_new (&world, of);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (sketches, sketch_new (&world, g_ptr_array_index (candidates, i)));
  measure_words (&world, own);
  for (guint i = 0; i < candidates->len; i++)
    {
      FoyerListing *other = g_ptr_array_index (candidates, i);
      Sketch *sketch = g_ptr_array_index (sketches, i);

      if (g_str_equal (other->id, of->id) || !ages_meet (of, other))
        continue;
      measure_words (&world, sketch);
      g_ptr_array_add (hits, hit_new (&world, of, own, other, sketch));
    }
  sketch_free (own);
  world_clear (&world);
  return draw (hits, limit);
}

GPtrArray *
foyer_similar_find (FoyerStore *store,
                    const char *listing_id,
                    double lat,
                    double lon,
                    guint limit,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (FoyerListing) of = foyer_store_get_listing (store, listing_id);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) rows = NULL;

  if (of == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_similar_hit_free);
  rows = foyer_store_list_alike_rows (store, of, CANDIDATES, cancellable, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerListing *listing
        = foyer_store_get_listing_by_row (store, g_array_index (rows, gint64, i));

      if (listing != NULL)
        g_ptr_array_add (candidates, listing);
    }
  return foyer_similar_rank (of, candidates, lat, lon, limit);
}

FoyerStory *
foyer_similar_find_story (GPtrArray *stories, FoyerListing *listing)
{
  FoyerStory *best = NULL;
  guint best_points = 0;

  for (guint i = 0; i < stories->len; i++)
    {
      FoyerStory *story = g_ptr_array_index (stories, i);
      guint points = 0;

      if (g_strcmp0 (story->like_programme, listing->programme) != 0)
        continue;
      for (guint t = 0; story->like_tags[t] != NULL; t++)
        if (g_strv_contains ((const char *const *)listing->tags, story->like_tags[t]))
          points += 2;
      if (points > 0 && g_strcmp0 (story->district, listing->district) == 0)
        points++;
      if (points > best_points)
        {
          best = story;
          best_points = points;
        }
    }
  return best;
}
