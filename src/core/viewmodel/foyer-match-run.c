/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-match"

#include "core/viewmodel/foyer-match-run.h"

#include "core/base/foyer-geo.h"
#include "core/store/foyer-match-cards.h"
#include "core/store/foyer-search-cards.h"

/* One look at every listing: those that fit go into the list, those that miss one answer are
 * counted for letting go of that answer, and a few of the nearest misses are kept in case too
 * little fits. On the store's thread; keeps nothing but the store's cards. */

/* Listings between two looks at the cancellable: about 0.1 ms. */
#define CANCEL_STRIDE 4096
/* Nearest misses kept where too little fits: three to show and some behind "show all". */
#define NEAR_MISSES 12
/* Miles that a visitor may choose or be offered, in this order; the last is anywhere. */
static const double steps[] = { 2, 5, 10, 20, INFINITY };
#define N_STEPS G_N_ELEMENTS (steps)

typedef struct
{
  FoyerMatchHit hit;
  guint32 title;
} Candidate;

typedef struct
{
  const FoyerMatchAsk *ask;     /* borrowed */
  const FoyerMatchCards *cards; /* borrowed */
  int programme;                /* -1 any */
  gboolean has_point;
  double x, y, z;
  gint64 now_s;
  guint32 today;         /* Julian day */
  GArray *fits, *misses; /* owned Candidate */
  guint limit, n_misses;
  guint32 part_slots[FOYER_MATCH_N_PARTS], days_slots;

  guint time, parts[FOYER_MATCH_N_PARTS], days, slots, go_out, fit[FOYER_MATCH_N_FITS];
  guint within[N_STEPS]; /* that only lie too far, by the first step they lie within */
  guint n_fit, n_asked;
} Run;

static double
miles_to (const Run *run, const FoyerMatchCard *card)
{
  double x, y, z, chord;

  if (!run->has_point || isnan (card->x))
    return NAN;
  x = card->x - run->x;
  y = card->y - run->y;
  z = card->z - run->z;
  chord = sqrt (x * x + y * y + z * z);
  return 2 * FOYER_GEO_EARTH_RADIUS_MILES * asin (MIN (1, chord / 2));
}

/* The days of slots in all of which nothing but the parts given is added. */
static void
prepare_slots (Run *run)
{
  guint32 asked = run->ask->slots;

  for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
    run->part_slots[part] = asked;
  run->days_slots = asked;
  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
      {
        if ((asked & FOYER_MATCH_SLOT (day, part)) == 0)
          continue;
        for (int other = 0; other < FOYER_MATCH_N_PARTS; other++)
          run->part_slots[other] |= FOYER_MATCH_SLOT (day, other);
        for (int other = 0; other < FOYER_MATCH_N_DAYS; other++)
          run->days_slots |= FOYER_MATCH_SLOT (other, part);
      }
}

/* Counts a listing that misses nothing but the one answer in its misses. */
static void
count_relaxations (Run *run, const FoyerMatchCard *card, guint32 misses, double miles)
{
  if (misses == FOYER_MATCH_ANSWER_TIME)
    run->time++;
  else if (misses == FOYER_MATCH_ANSWER_WHERE && run->ask->where == FOYER_MATCH_AT_HOME)
    run->go_out++;
  else if (misses == FOYER_MATCH_ANSWER_WHERE)
    {
      for (guint i = 0; i < N_STEPS; i++)
        if (steps[i] > run->ask->miles && miles <= steps[i])
          {
            run->within[i]++;
            break;
          }
    }
  else if (misses == FOYER_MATCH_ANSWER_SLOTS)
    {
      run->slots++;
      if ((card->facts.slots & run->days_slots) != 0)
        run->days++;
      for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
        if ((card->facts.slots & run->part_slots[part]) != 0)
          run->parts[part]++;
    }
  else
    for (int fit = 0; fit < FOYER_MATCH_N_FITS; fit++)
      if (misses == FOYER_MATCH_ANSWER_FIT (fit))
        run->fit[fit]++;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const FoyerMatchHit *x = &((const Candidate *)a)->hit, *y = &((const Candidate *)b)->hit;
  int order = foyer_match_compare (&x->look, &y->look);
  double x_miles = isnan (x->miles) ? INFINITY : x->miles;
  double y_miles = isnan (y->miles) ? INFINITY : y->miles;

  if (order != 0)
    return order;
  if (x_miles != y_miles)
    return x_miles < y_miles ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Keeps the best limit of all that come: sorting twice as many now and then costs less than a heap,
 * and the list is ordered in the end. */
static void
keep (GArray *list, guint limit, const Candidate *candidate)
{
  if (limit == 0)
    return;
  g_array_append_vals (list, candidate, 1);
  if (list->len < 2 * limit)
    return;
  g_array_sort (list, compare);
  g_array_set_size (list, limit);
}

static void
look_at (Run *run, const FoyerMatchCard *card)
{
  Candidate candidate = { .title = card->title };
  FoyerMatchAround around = {
    .miles = miles_to (run, card),
    .seconds_to_next = card->next_start == G_MAXINT64 ? -1 : MAX (card->next_start - run->now_s, 0),
    .is_fresh = card->fresh_until >= run->today,
  };

  run->n_asked++;
  candidate.hit.row = card->row;
  candidate.hit.miles = around.miles;
  candidate.hit.look = foyer_match_look (run->ask, &card->facts, &around);
  if (candidate.hit.look.misses == 0)
    {
      run->n_fit++;
      keep (run->fits, run->limit, &candidate);
      return;
    }
  count_relaxations (run, card, candidate.hit.look.misses, around.miles);
  keep (run->misses, run->n_misses, &candidate);
}

static gboolean
look_at_all (Run *run, GCancellable *cancellable, GError **error)
{
  const FoyerMatchCard *cards = (const FoyerMatchCard *)run->cards->cards->data;

  for (guint i = 0; i < run->cards->cards->len; i++)
    {
      const FoyerMatchCard *card = &cards[i];

      if (i % CANCEL_STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if ((run->programme < 0 || card->programme == run->programme)
          && foyer_match_is_for (run->ask, run->cards->programmes->pdata[card->programme],
                                 card->age_min, card->age_max))
        look_at (run, card);
    }
  return TRUE;
}

/* ---- what came of it ---- */

static void
add_relaxation (GArray *list, FoyerMatchRelax relax)
{
  if (relax.count > 0)
    g_array_append_val (list, relax);
}

/* The most that one more part of the chosen days gives; only where that is nothing, other days;
 * only where that is nothing either, any time. */
static void
add_slots_relaxation (const Run *run, GArray *list)
{
  FoyerMatchRelax best = { .kind = FOYER_MATCH_RELAX_PART };

  for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
    if (run->parts[part] > best.count)
      {
        best.part = part;
        best.slots = run->part_slots[part];
        best.count = run->parts[part];
      }
  if (best.count == 0 && run->days > 0)
    best = (FoyerMatchRelax){ .kind = FOYER_MATCH_RELAX_DAYS,
                              .slots = run->days_slots,
                              .count = run->days };
  if (best.count == 0)
    best = (FoyerMatchRelax){ .kind = FOYER_MATCH_RELAX_SLOTS, .count = run->slots };
  add_relaxation (list, best);
}

static gint
compare_relaxations (gconstpointer a, gconstpointer b)
{
  const FoyerMatchRelax *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return x->kind != y->kind ? (int)x->kind - (int)y->kind : x->fit - y->fit;
}

static GArray *
list_relaxations (const Run *run)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (FoyerMatchRelax));

  add_relaxation (list, (FoyerMatchRelax){ .kind = FOYER_MATCH_RELAX_TIME, .count = run->time });
  add_slots_relaxation (run, list);
  for (guint i = 0; i < N_STEPS; i++)
    if (run->within[i] > 0)
      {
        add_relaxation (list, (FoyerMatchRelax){ .kind = FOYER_MATCH_RELAX_MILES,
                                                 .miles = steps[i],
                                                 .count = run->within[i] });
        break; /* the shortest way to something more */
      }
  add_relaxation (list,
                  (FoyerMatchRelax){ .kind = FOYER_MATCH_RELAX_GO_OUT, .count = run->go_out });
  for (int fit = 0; fit < FOYER_MATCH_N_FITS; fit++)
    add_relaxation (
      list, (FoyerMatchRelax){ .kind = FOYER_MATCH_RELAX_FIT, .fit = fit, .count = run->fit[fit] });
  g_array_sort (list, compare_relaxations);
  return list;
}

static gboolean
stands_before (GArray *list, guint index, guint32 title)
{
  for (guint i = 0; i < index; i++)
    if (g_array_index (list, Candidate, i).title == title)
      return TRUE;
  return FALSE;
}

/* Three branches of one service are one choice, not three. */
static void
mix_best (GArray *list)
{
  for (guint place = 1; place < MIN (FOYER_MATCH_BEST, list->len); place++)
    for (guint i = place; i < list->len; i++)
      {
        Candidate candidate = g_array_index (list, Candidate, i);

        if (stands_before (list, place, candidate.title))
          continue;
        g_array_remove_index (list, i);
        g_array_insert_val (list, place, candidate);
        break;
      }
}

static void
move_hits (GArray *hits, GArray *list, guint limit)
{
  g_array_sort (list, compare);
  g_array_set_size (list, MIN (list->len, limit));
  mix_best (list);
  for (guint i = 0; i < list->len; i++)
    g_array_append_val (hits, g_array_index (list, Candidate, i).hit);
}

static FoyerMatchResult *
make_result (Run *run)
{
  FoyerMatchResult *result = g_new0 (FoyerMatchResult, 1);

  result->n_fit = run->n_fit;
  result->n_asked = run->n_asked;
  result->relaxations = list_relaxations (run);
  result->hits = g_array_new (FALSE, FALSE, sizeof (FoyerMatchHit));
  move_hits (result->hits, run->fits, run->limit);
  if (run->n_fit < FOYER_MATCH_BEST)
    move_hits (result->hits, run->misses, run->n_misses);
  return result;
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->fits, g_array_unref);
  g_clear_pointer (&run->misses, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static int
find_programme (const FoyerMatchCards *cards, const char *programme)
{
  guint index;

  if (programme == NULL)
    return -1;
  return g_ptr_array_find_with_equal_func (cards->programmes, programme, g_str_equal, &index)
           ? (int)index
           : G_MAXINT; /* one that has no listings */
}

FoyerMatchResult *
foyer_match_run (FoyerStore *store,
                 const FoyerMatchAsk *ask,
                 guint limit,
                 gint64 now_us,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Run) run = { .ask = ask, .limit = limit, .now_s = now_us / G_USEC_PER_SEC };
  GDate today;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  run.cards = foyer_store_get_match_cards (store, run.now_s, cancellable, error);
  if (run.cards == NULL)
    return NULL;
  g_date_clear (&today, 1);
  g_date_set_time_t (&today, run.now_s);
  run.today = g_date_get_julian (&today);
  run.programme = find_programme (run.cards, ask->programme);
  run.has_point = !isnan (ask->lat) && !isnan (ask->lon);
  if (run.has_point)
    foyer_search_unit_vector (ask->lat, ask->lon, &run.x, &run.y, &run.z);
  run.n_misses = limit > 0 ? MIN (limit, NEAR_MISSES) : 0;
  run.fits = g_array_new (FALSE, FALSE, sizeof (Candidate));
  run.misses = g_array_new (FALSE, FALSE, sizeof (Candidate));
  prepare_slots (&run);
  return look_at_all (&run, cancellable, error) ? make_result (&run) : NULL;
}

void
foyer_match_result_free (FoyerMatchResult *result)
{
  g_clear_pointer (&result->hits, g_array_unref);
  g_clear_pointer (&result->relaxations, g_array_unref);
  g_free (result);
}
