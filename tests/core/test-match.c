/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-match-run.h"

#include <string.h>

#include "core/model/foyer-match-facts.h"
#include "core/viewmodel/foyer-match-words.h"
#include "foyer-synth.h"
#include "search-fixture.h"

/* The ranking of "Help me choose": rule by rule, then over a store. */

#define LAT 51.7343 /* the middle of Chelmsford */
#define LON 0.4691
#define MILE (1 / 69.09) /* degrees of latitude */
#define BIT(n) (1u << (n))
#define SLOT FOYER_MATCH_SLOT

static const FoyerMatchAround nowhere = { .miles = NAN, .seconds_to_next = -1 };

static FoyerMatchLook
look (const FoyerMatchAsk *ask, FoyerMatchFacts facts)
{
  return foyer_match_look (ask, &facts, &nowhere);
}

/* ---- rules ---- */

static void
test_nothing_asked (void)
{
  FoyerMatchAsk ask = FOYER_MATCH_ASK_INIT;
  FoyerMatchLook seen = look (&ask, (FoyerMatchFacts){ .motives = 63, .slots = 1, .times = 2 });

  g_assert_cmpuint (seen.fits | seen.misses | seen.unsaid, ==, 0);
}

static void
test_unsaid (void)
{
  FoyerMatchAsk ask = { .time = FOYER_MATCH_HOUR,
                        .slots = SLOT (1, 0),
                        .motives = BIT (2),
                        .fits = BIT (FOYER_MATCH_SEATED),
                        .where = FOYER_MATCH_NEAR,
                        .miles = 5 };
  FoyerMatchLook seen = look (&ask, (FoyerMatchFacts){ 0 });

  g_assert_cmpuint (seen.misses, ==, 0);
  g_assert_cmpuint (seen.fits, ==, 0);
  g_assert_cmphex (seen.unsaid, ==,
                   FOYER_MATCH_ANSWER_TIME | FOYER_MATCH_ANSWER_SLOTS | FOYER_MATCH_ANSWER_MOTIVES
                     | FOYER_MATCH_ANSWER_WHERE | FOYER_MATCH_ANSWER_FIT (FOYER_MATCH_SEATED));
}

/* What each answer to "how much time" makes of each amount of time: F fits, M misses, - not said.
 */
static void
test_time (void)
{
  static const struct
  {
    guint times;
    const char *outcomes; /* ten minutes, an hour, a day, regularly */
  } rows[] = {
    { BIT (FOYER_MATCH_TEN_MINUTES), "FFFM" },
    { BIT (FOYER_MATCH_HOUR), "MFFM" },
    { BIT (FOYER_MATCH_DAY), "MMFM" },
    { BIT (FOYER_MATCH_REGULAR), "M--F" },
    { BIT (FOYER_MATCH_REGULAR) | BIT (FOYER_MATCH_HOUR), "MFFF" },
    { BIT (FOYER_MATCH_REGULAR) | BIT (FOYER_MATCH_DAY), "MMFF" },
    { 0, "----" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int time = 0; time < FOYER_MATCH_N_TIMES; time++)
      {
        FoyerMatchAsk ask = { .time = time, .lat = NAN, .lon = NAN };
        FoyerMatchLook seen = look (&ask, (FoyerMatchFacts){ .times = rows[i].times });
        char outcome = seen.fits != 0 ? 'F' : seen.misses != 0 ? 'M' : '-';

        g_assert_cmpint (outcome, ==, rows[i].outcomes[time]);
      }
}

static void
test_less_time (void)
{
  FoyerMatchAsk ask = { .time = FOYER_MATCH_DAY };
  int whole = look (&ask, (FoyerMatchFacts){ .times = BIT (FOYER_MATCH_DAY) }).score;
  int shorter = look (&ask, (FoyerMatchFacts){ .times = BIT (FOYER_MATCH_HOUR) }).score;

  g_assert_cmpint (whole, >, shorter);
}

static void
test_slots (void)
{
  FoyerMatchAsk ask = { .time = -1, .slots = SLOT (1, FOYER_MATCH_MORNING) };

  g_assert_cmphex (look (&ask, (FoyerMatchFacts){ .slots = SLOT (1, 0) | SLOT (4, 2) }).fits, ==,
                   FOYER_MATCH_ANSWER_SLOTS);
  g_assert_cmphex (look (&ask, (FoyerMatchFacts){ .slots = SLOT (1, 1) }).misses, ==,
                   FOYER_MATCH_ANSWER_SLOTS);
  g_assert_cmphex (look (&ask, (FoyerMatchFacts){ .slots = FOYER_MATCH_ALL_SLOTS }).fits, ==,
                   FOYER_MATCH_ANSWER_SLOTS);
}

/* "Tuesdays" and "afternoons" may be Tuesday afternoons: half of it is known. */
static void
test_slots_in_part (void)
{
  FoyerMatchAsk part = { .time = -1, .slots = SLOT (1, FOYER_MATCH_AFTERNOON) };
  FoyerMatchAsk day = { .time = -1, .slots = foyer_match_slots_of_word ("tue") };
  FoyerMatchAsk every = { .time = -1, .slots = foyer_match_slots_of_word ("pm") };
  FoyerMatchFacts exact = { .slots = SLOT (1, 1) }, any = { .slots = FOYER_MATCH_ALL_SLOTS },
                  tuesdays = { .slots = day.slots }, afternoons = { .slots = every.slots };
  FoyerMatchLook known = look (&part, exact), half = look (&part, afternoons), none;

  g_assert_true (foyer_match_is_sure (&known));
  g_assert_cmpint (look (&part, any).score, ==, known.score);
  g_assert_cmpint (half.score, <, known.score);
  g_assert_cmpint (look (&part, tuesdays).score, ==, half.score);
  g_assert_cmphex (half.fits & half.unsaid, ==, FOYER_MATCH_ANSWER_SLOTS);
  g_assert_false (foyer_match_is_sure (&half));
  /* of who asks for no more than is known, nothing is left open */
  g_assert_cmphex (look (&day, tuesdays).unsaid, ==, 0);
  g_assert_cmphex (look (&every, afternoons).unsaid, ==, 0);
  none = look (&part, (FoyerMatchFacts){ 0 });
  g_assert_cmpint (foyer_match_compare (&half, &none), <, 0);
}

/* Each better than the next, whatever the score. */
static void
test_tiers (void)
{
  const guint32 time = FOYER_MATCH_ANSWER_TIME, slots = FOYER_MATCH_ANSWER_SLOTS;
  FoyerMatchLook looks[] = {
    { .fits = time | slots, .score = 9 },
    { .fits = slots, .unsaid = time, .score = 0 },
    { .fits = slots, .unsaid = FOYER_MATCH_ANSWER_FIT (0), .score = 50 },
    { .fits = time, .unsaid = slots, .score = 60 },
    { .fits = time | slots, .is_elsewhere = TRUE, .score = 70 },
    { .fits = time, .misses = slots, .score = 80 },
    { .misses = time | slots, .score = 90 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    looks[i].tier = foyer_match_get_tier (&looks[i]);
  for (guint i = 1; i < G_N_ELEMENTS (looks); i++)
    {
      g_assert_cmpint (foyer_match_compare (&looks[i - 1], &looks[i]), <, 0);
      g_assert_cmpint (foyer_match_compare (&looks[i], &looks[i - 1]), >, 0);
    }
  g_assert_cmpint (foyer_match_compare (&looks[0], &looks[0]), ==, 0);
}

/* Why somebody comes orders the list and never empties it. */
static void
test_motives (void)
{
  FoyerMatchAsk ask
    = { .time = -1, .motives = BIT (FOYER_MATCH_SOCIAL) | BIT (FOYER_MATCH_CAREER) };
  FoyerMatchLook both = look (&ask, (FoyerMatchFacts){ .motives = 63 });
  FoyerMatchLook one = look (&ask, (FoyerMatchFacts){ .motives = BIT (FOYER_MATCH_SOCIAL) });
  FoyerMatchLook none = look (&ask, (FoyerMatchFacts){ .motives = BIT (FOYER_MATCH_VALUES) });
  FoyerMatchLook unsaid = look (&ask, (FoyerMatchFacts){ 0 });

  g_assert_cmpint (both.score, >, one.score);
  g_assert_cmpint (one.score, >, unsaid.score);
  g_assert_cmpint (unsaid.score, >, none.score);
  g_assert_cmpuint (none.misses, ==, 0);
}

static void
test_needs (void)
{
  FoyerMatchAsk ask = { .time = -1, .fits = BIT (FOYER_MATCH_SEATED) | BIT (FOYER_MATCH_EXPENSES) };
  FoyerMatchLook seen = look (&ask, (FoyerMatchFacts){ .misses = BIT (FOYER_MATCH_SEATED),
                                                       .fits = BIT (FOYER_MATCH_EXPENSES) });

  g_assert_cmphex (seen.misses, ==, FOYER_MATCH_ANSWER_FIT (FOYER_MATCH_SEATED));
  g_assert_cmphex (seen.fits, ==, FOYER_MATCH_ANSWER_FIT (FOYER_MATCH_EXPENSES));
}

static void
test_from_home (void)
{
  FoyerMatchFacts home = { .fits = BIT (FOYER_MATCH_FROM_HOME) }, unsaid = { 0 };
  FoyerMatchAsk need = { .time = -1, .fits = BIT (FOYER_MATCH_FROM_HOME) };
  FoyerMatchAsk where = { .time = -1, .where = FOYER_MATCH_AT_HOME };
  FoyerMatchAsk near = { .time = -1, .where = FOYER_MATCH_NEAR, .miles = 2 };
  FoyerMatchAround far = { .miles = 40, .seconds_to_next = -1 };
  FoyerMatchAround next_door = { .miles = 1, .seconds_to_next = -1 };

  g_assert_cmphex (look (&need, unsaid).misses, ==, FOYER_MATCH_ANSWER_FIT (FOYER_MATCH_FROM_HOME));
  g_assert_cmphex (look (&where, unsaid).misses, ==, FOYER_MATCH_ANSWER_WHERE);
  g_assert_cmphex (look (&where, home).fits, ==, FOYER_MATCH_ANSWER_WHERE);
  g_assert_cmphex (foyer_match_look (&near, &home, &next_door).fits, ==, FOYER_MATCH_ANSWER_WHERE);
  g_assert_cmphex (foyer_match_look (&near, &home, &nowhere).fits, ==, FOYER_MATCH_ANSWER_WHERE);
  g_assert_cmphex (foyer_match_look (&near, &home, &far).unsaid, ==, FOYER_MATCH_ANSWER_WHERE);
  g_assert_true (foyer_match_look (&near, &home, &far).is_elsewhere);
  g_assert_false (foyer_match_look (&where, &home, &far).is_elsewhere);
  g_assert_cmphex (foyer_match_look (&near, &unsaid, &far).misses, ==, FOYER_MATCH_ANSWER_WHERE);
  /* nothing is nearer than home, for who asked for home; who named a place means to go there */
  g_assert_cmpint (foyer_match_look (&where, &home, &far).score, >,
                   foyer_match_look (&near, &home, &far).score);
  g_assert_cmpint (foyer_match_look (&near, &home, &far).score, <,
                   foyer_match_look (&near, &unsaid, &next_door).score);
}

static void
test_around (void)
{
  FoyerMatchAsk ask = FOYER_MATCH_ASK_INIT;
  FoyerMatchFacts facts = { 0 };
  const FoyerMatchAround arounds[] = {
    /* each better than the next */
    { .miles = 0, .seconds_to_next = 3600, .is_fresh = TRUE },
    { .miles = 0, .seconds_to_next = 3600 },
    { .miles = 0, .seconds_to_next = 20 * 24 * 3600 },
    { .miles = 0, .seconds_to_next = -1 },
    { .miles = 4, .seconds_to_next = -1 },
    { .miles = 9, .seconds_to_next = -1 },
    { .miles = 11, .seconds_to_next = -1 },
  };

  for (guint i = 1; i < G_N_ELEMENTS (arounds); i++)
    g_assert_cmpint (foyer_match_look (&ask, &facts, &arounds[i - 1]).score, >,
                     foyer_match_look (&ask, &facts, &arounds[i]).score);
}

static void
test_ages (void)
{
  FoyerMatchAsk all = FOYER_MATCH_ASK_INIT, youth = FOYER_MATCH_ASK_INIT,
                volunteering = FOYER_MATCH_ASK_INIT, child = FOYER_MATCH_ASK_INIT;

  youth.programme = "youth";
  volunteering.programme = "volunteering";
  child.fits = BIT (FOYER_MATCH_CHILD);
  g_assert_false (foyer_match_is_for (&all, "youth", -1, -1));
  g_assert_false (foyer_match_is_for (&all, "volunteering", 16, 17));
  g_assert_false (foyer_match_is_for (&volunteering, "volunteering", 11, 18));
  g_assert_false (foyer_match_is_for (&volunteering, "retirement", -1, -1));
  g_assert_true (foyer_match_is_for (&all, "volunteering", 14, -1));
  g_assert_true (foyer_match_is_for (&all, "retirement", 50, -1));
  g_assert_true (foyer_match_is_for (&youth, "youth", 11, 17));
  g_assert_true (foyer_match_is_for (&child, "youth", -1, -1));
}

static void
test_weights (void)
{
  for (int i = 0; i < FOYER_MATCH_N_WEIGHTS; i++)
    {
      const FoyerMatchWeightInfo *info = foyer_match_get_weight (i);

      g_assert_cmpint (info->points, !=, 0);
      g_assert_nonnull (info->what);
      g_assert_nonnull (info->why);
    }
}

/* ---- words of facts ---- */

static void
test_vocabulary (void)
{
  g_auto (GStrv) words
    = foyer_match_dup_slot_words (SLOT (1, 0) | SLOT (4, 0) | SLOT (4, 1) | SLOT (4, 2));

  g_assert_cmpstr (words[0], ==, "tue-am");
  g_assert_cmpstr (words[1], ==, "fri");
  g_assert_null (words[2]);
  g_assert_cmphex (foyer_match_slots_of_word ("fri"), ==, SLOT (4, 0) | SLOT (4, 1) | SLOT (4, 2));
  g_assert_cmphex (foyer_match_slots_of_word ("any"), ==, FOYER_MATCH_ALL_SLOTS);
  g_assert_cmpuint (foyer_match_slots_of_word ("noon"), ==, 0);
  g_assert_cmpuint (foyer_match_slots_of_word ("tue-"), ==, 0);
  g_assert_cmpuint (foyer_match_slots_of_word (""), ==, 0);
  g_assert_cmpint (foyer_match_fit_of_word ("no-dbs"), ==, FOYER_MATCH_NO_DBS);
  g_assert_cmpint (foyer_match_fit_of_word ("free-lunch"), ==, -1);
}

static void
test_from_item (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (
    "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"A\",\"needs\":[\"bus\"],\"match\":{"
    "\"time\":[\"hour\",\"century\"],\"slots\":[\"tue-am\",\"am\"],\"motives\":[\"social\"],"
    "\"fits\":[\"seated\"],\"not\":[\"seated\",\"quiet\"],\"later\":1}}",
    &error);
  g_autoptr (FoyerListing) bad = NULL;

  g_assert_no_error (error);
  g_assert_cmphex (listing->match.times, ==, BIT (FOYER_MATCH_HOUR));
  g_assert_cmphex (listing->match.slots & SLOT (6, 0), ==, SLOT (6, 0));
  g_assert_cmphex (listing->match.fits, ==, BIT (FOYER_MATCH_SEATED) | BIT (FOYER_MATCH_TRANSPORT));
  g_assert_cmphex (listing->match.misses, ==, BIT (FOYER_MATCH_QUIET));
  bad = foyer_listing_new_from_json (
    "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"A\",\"match\":{\"time\":\"hour\"}}", &error);
  g_assert_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID);
  g_assert_null (bad);
}

/* ---- over a store ---- */

static void
add_match (Fixture *f, const char *id, const char *title, double miles, const char *match)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *members = NULL;

  g_ascii_dtostr (lat, sizeof lat, LAT + miles * MILE);
  members = g_strdup_printf ("\"programme\":\"volunteering\",\"title\":\"%s\",\"lat\":%s,"
                             "\"lon\":0.4691,\"precision\":\"postcode\",\"match\":{%s}",
                             title, lat, match);
  add_item (f, FOYER_KIND_LISTINGS, id, members);
}

static FoyerMatchResult *
match (Fixture *f, const FoyerMatchAsk *ask, guint limit)
{
  g_autoptr (GError) error = NULL;
  FoyerMatchResult *result = foyer_match_run (f->store, ask, limit, NOW_US, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static char *
match_ids (Fixture *f, FoyerMatchResult *result)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->hits->len; i++)
    {
      gint64 row = g_array_index (result->hits, FoyerMatchHit, i).row;
      g_autoptr (FoyerListing) listing = foyer_store_get_listing_by_row (f->store, row);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", listing->id);
    }
  return g_string_free (text, FALSE);
}

static FoyerMatchAsk
near_ask (double miles)
{
  FoyerMatchAsk ask = FOYER_MATCH_ASK_INIT;

  ask.lat = LAT;
  ask.lon = LON;
  ask.where = FOYER_MATCH_NEAR;
  ask.miles = miles;
  return ask;
}

static void
test_order (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (10);
  g_autoptr (FoyerMatchResult) result = NULL;
  g_autofree char *ids = NULL;

  add_match (f, "far", "Far", 12, "\"motives\":[\"social\"]");
  add_match (f, "plain", "Plain", 1, "\"motives\":[\"values\"]");
  add_match (f, "why", "Why", 8, "\"motives\":[\"social\"]");
  add_match (f, "untagged", "Untagged", 1, "");
  ask.motives = BIT (FOYER_MATCH_SOCIAL);
  result = match (f, &ask, 10);
  ids = match_ids (f, result);
  g_assert_cmpstr (ids, ==, "why untagged plain");
  g_assert_cmpuint (result->n_fit, ==, 3);
  g_assert_cmpuint (result->n_asked, ==, 4);
}

/* Who tapped Tuesday mornings: known Tuesdays, then who would have to be asked, however near, then
 * other days. */
static void
test_known_days_first (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (10);
  g_autoptr (FoyerMatchResult) result = NULL;
  g_autofree char *ids = NULL;

  add_match (f, "ask", "Ask", 0, "\"motives\":[\"social\"],\"time\":[\"hour\"]");
  add_match (f, "friday", "Friday", 0, "\"slots\":[\"fri-am\"]");
  add_match (f, "tuesday", "Tuesday", 9, "\"motives\":[\"values\"],\"slots\":[\"tue-am\"]");
  ask.motives = BIT (FOYER_MATCH_SOCIAL);
  ask.time = FOYER_MATCH_HOUR;
  ask.slots = SLOT (1, 0);
  result = match (f, &ask, 10);
  ids = match_ids (f, result);
  g_assert_cmpstr (ids, ==, "tuesday ask friday");
}

/* A voice on the telephone for a town far away is not what somebody asks for who names a place. */
static void
test_elsewhere (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (5);
  g_autoptr (FoyerMatchResult) result = NULL, farther = NULL;
  g_autofree char *ids = NULL, *wide_ids = NULL;

  add_match (f, "call", "Call", 21, "\"time\":[\"hour\"],\"fits\":[\"from-home\"]");
  add_match (f, "ask", "Ask", 4, "");
  add_match (f, "ask2", "Ask two", 4.5, "");
  add_match (f, "here", "Here", 3, "\"time\":[\"hour\"],\"fits\":[\"from-home\"]");
  ask.time = FOYER_MATCH_HOUR;
  result = match (f, &ask, 10);
  ids = match_ids (f, result);
  g_assert_cmpstr (ids, ==, "here ask ask2 call");
  ask.miles = 25;
  farther = match (f, &ask, 10);
  wide_ids = match_ids (f, farther);
  g_assert_cmpstr (wide_ids, ==, "here call ask ask2");
}

/* What comes close is near: the right day at the other end of the county is not. */
static void
test_too_far (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (5);
  g_autoptr (FoyerMatchResult) result = NULL;
  g_autofree char *ids = NULL;

  add_match (f, "end", "End of the county", 36, "\"slots\":[\"thu-am\"]");
  add_match (f, "friday", "Friday", 1, "\"slots\":[\"fri-am\"]");
  add_match (f, "next", "Next town", 7, "\"slots\":[\"thu-am\"]");
  ask.slots = SLOT (3, FOYER_MATCH_MORNING);
  result = match (f, &ask, 10);
  ids = match_ids (f, result);
  g_assert_cmpstr (ids, ==, "next friday end");
}

/* Of the starter content, for every day, part and amount of time in the middle of Chelmsford. */
static void
test_starter (Fixture *f, gconstpointer data)
{
  fill_starter (f);
  for (int slot = 0; slot < FOYER_MATCH_N_DAYS * FOYER_MATCH_N_PARTS; slot++)
    for (int time = -1; time < FOYER_MATCH_N_TIMES; time++)
      {
        FoyerMatchAsk ask = near_ask (5);
        g_autoptr (FoyerMatchResult) result = NULL;
        gboolean asks = FALSE;

        ask.slots = 1u << slot;
        ask.time = time;
        result = match (f, &ask, 10);
        g_assert_cmpuint (result->hits->len, >=, FOYER_MATCH_BEST);
        for (guint i = 0; i < MIN (result->hits->len, result->n_fit); i++)
          {
            const FoyerMatchHit *hit = &g_array_index (result->hits, FoyerMatchHit, i);
            gboolean is_known = (hit->look.fits & FOYER_MATCH_ANSWER_SLOTS) != 0;

            g_assert_false (i < FOYER_MATCH_BEST && hit->look.is_elsewhere);
            g_assert_false (is_known && asks && !hit->look.is_elsewhere);
            asks = asks || !is_known;
          }
      }
}

static void
test_three_kinds (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (10);
  g_autoptr (FoyerMatchResult) result = NULL;
  g_autofree char *ids = NULL;

  add_match (f, "a1", "Driver", 1, "");
  add_match (f, "a2", "Driver", 2, "");
  add_match (f, "a3", "The driver", 3, "");
  add_match (f, "b", "Cook", 4, "");
  add_match (f, "c", "Guide", 5, "");
  result = match (f, &ask, 10);
  ids = match_ids (f, result);
  g_assert_cmpstr (ids, ==, "a1 b c a2 a3");
}

static void
test_nearest_misses (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (5);
  g_autoptr (FoyerMatchResult) result = NULL, counted = NULL;
  const FoyerMatchRelax *relax;
  g_autofree char *ids = NULL;

  add_match (f, "both", "Both", 30, "\"slots\":[\"sun-eve\"]");
  add_match (f, "late", "Late", 1, "\"slots\":[\"tue-eve\"]");
  add_match (f, "late2", "Late two", 2, "\"slots\":[\"tue-eve\"]");
  add_match (f, "far", "Far", 9, "\"slots\":[\"tue-am\"]");
  ask.slots = SLOT (1, FOYER_MATCH_MORNING);
  result = match (f, &ask, 10);
  ids = match_ids (f, result);
  g_assert_cmpuint (result->n_fit, ==, 0);
  /* "far" is at the right time, the others are near: one miss each, two in the end */
  g_assert_cmpstr (ids, ==, "far late late2 both");
  g_assert_cmpuint (result->relaxations->len, ==, 2);
  relax = &g_array_index (result->relaxations, FoyerMatchRelax, 0);
  g_assert_cmpint (relax->kind, ==, FOYER_MATCH_RELAX_PART);
  g_assert_cmpint (relax->part, ==, FOYER_MATCH_EVENING);
  g_assert_cmpuint (relax->count, ==, 2);
  g_assert_cmphex (relax->slots, ==, SLOT (1, 0) | SLOT (1, 2));
  relax = &g_array_index (result->relaxations, FoyerMatchRelax, 1);
  g_assert_cmpint (relax->kind, ==, FOYER_MATCH_RELAX_MILES);
  g_assert_cmpfloat (relax->miles, ==, 10);

  counted = match (f, &ask, 0);
  g_assert_cmpuint (counted->hits->len, ==, 0);
}

/* What is promised of a relaxed answer is what it then gives, for every way out. */
static void
test_relaxations_keep_their_word (Fixture *f, gconstpointer data)
{
  for (guint n = 0; n < 10; n++)
    {
      g_autofree char *page = foyer_synth_listings_page (7, n * 200, 200, NEXT);

      apply_text (f, FOYER_KIND_LISTINGS, page);
    }
  for (guint seed = 0; seed < 40; seed++)
    {
      FoyerMatchAsk ask = near_ask (seed % 2 == 0 ? 5 : INFINITY);
      g_autoptr (FoyerMatchResult) before = NULL;

      ask.time = (int)(seed % 5) - 1;
      ask.slots = seed % 3 == 0 ? SLOT (seed % 7, seed % 3) | SLOT (5, 1) : 0;
      ask.fits = seed % 4 == 0 ? BIT (FOYER_MATCH_SEATED) | BIT (FOYER_MATCH_QUIET) : 0;
      if (seed % 11 == 0)
        ask.where = FOYER_MATCH_AT_HOME;
      before = match (f, &ask, 5);
      for (guint i = 0; i < before->relaxations->len; i++)
        {
          const FoyerMatchRelax *relax = &g_array_index (before->relaxations, FoyerMatchRelax, i);
          FoyerMatchAsk wider = ask;
          g_autoptr (FoyerMatchResult) after = NULL;

          if (relax->kind == FOYER_MATCH_RELAX_TIME)
            wider.time = -1;
          else if (relax->kind == FOYER_MATCH_RELAX_FIT)
            wider.fits &= ~BIT (relax->fit);
          else if (relax->kind == FOYER_MATCH_RELAX_MILES)
            wider.miles = relax->miles;
          else if (relax->kind == FOYER_MATCH_RELAX_GO_OUT)
            wider.where = FOYER_MATCH_ANYWHERE;
          else
            wider.slots = relax->slots;
          after = match (f, &wider, 0);
          g_assert_cmpuint (after->n_fit, ==, before->n_fit + relax->count);
        }
    }
}

static void
test_new_content (Fixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = near_ask (10);
  g_autoptr (FoyerMatchResult) before = NULL, after = NULL;

  add_match (f, "a", "A", 1, "");
  before = match (f, &ask, 10);
  g_assert_cmpuint (before->n_fit, ==, 1);
  add_match (f, "b", "B", 1, "");
  add_match (f, "a", "A", 60, "");
  after = match (f, &ask, 10);
  g_assert_cmpuint (after->n_fit, ==, 1);
  g_assert_cmpuint (after->n_asked, ==, 2);
}

/* ---- the reason ---- */

static char *
reason (const FoyerMatchAsk *ask, const char *members)
{
  g_autofree char *json
    = g_strdup_printf ("{\"id\":\"a\",\"programme\":\"volunteering\",\"title\":\"A\",%s}", members);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (json, &error);
  FoyerMatchLook seen;

  g_assert_no_error (error);
  seen = foyer_match_look (ask, &listing->match, &nowhere);
  return foyer_match_words_reason (ask, listing, &seen, NAN);
}

static void
assert_reason (const FoyerMatchAsk *ask, const char *members, const char *wanted)
{
  g_autofree char *words = reason (ask, members);

  g_assert_cmpstr (words, ==, wanted);
}

static void
test_reason (void)
{
  FoyerMatchAsk ask = FOYER_MATCH_ASK_INIT;

  ask.slots = SLOT (1, 0) | SLOT (3, 0);
  ask.motives = BIT (FOYER_MATCH_SOCIAL);
  ask.fits = BIT (FOYER_MATCH_SEATED) | BIT (FOYER_MATCH_EXPENSES);
  assert_reason (&ask,
                 "\"match\":{\"slots\":[\"tue-am\"],\"motives\":[\"social\",\"values\"],"
                 "\"fits\":[\"seated\"]}",
                 "Tuesday mornings, to meet people, sitting down");
  /* only the day is known: the morning is not claimed */
  assert_reason (&ask, "\"match\":{\"slots\":[\"tue\"],\"motives\":[]}", "Tuesdays");
  assert_reason (&ask, "\"time\":\"monthly\",\"match\":{\"slots\":[\"am\"]}",
                 "Mornings once a month");
  assert_reason (&ask, "\"match\":{\"slots\":[\"any\"]}", "When you choose");
  /* nothing of what was asked is known, and nothing of it is said */
  assert_reason (&ask, "\"match\":{\"motives\":[\"values\"]}", "To help others");
  assert_reason (&ask, "\"match\":{}", NULL);
}

static void
test_misses_said (void)
{
  FoyerMatchAsk ask = near_ask (5);
  FoyerMatchAround far = { .miles = 12, .seconds_to_next = -1 };
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (
    "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"A\",\"lat\":51.7,\"lon\":0.4,"
    "\"precision\":\"postcode\",\"match\":{\"slots\":[\"fri-eve\"],\"not\":[\"seated\"]}}",
    NULL);
  FoyerMatchLook seen;
  g_autofree char *words = NULL, *unsaid = NULL;

  ask.slots = SLOT (1, 0);
  ask.time = FOYER_MATCH_HOUR;
  ask.fits = BIT (FOYER_MATCH_SEATED);
  seen = foyer_match_look (&ask, &listing->match, &far);
  words = foyer_match_words_misses (&ask, listing, &seen, far.miles);
  g_assert_cmpstr (words, ==, "It is on Friday evenings, mostly standing or moving, 12 miles away");
  unsaid = foyer_match_words_unsaid (&seen);
  g_assert_cmpstr (unsaid, ==, "ask about the times");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD_STORE(name, function)                                                                  \
  g_test_add ("/match/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/match/what-is-not-asked-does-not-count", test_nothing_asked);
  g_test_add_func ("/match/what-is-not-said-is-neither-match-nor-miss", test_unsaid);
  g_test_add_func ("/match/more-time-than-needed-is-no-miss", test_time);
  g_test_add_func ("/match/all-of-the-time-is-better-than-some", test_less_time);
  g_test_add_func ("/match/one-time-of-the-week-in-common-is-enough", test_slots);
  g_test_add_func ("/match/half-a-time-is-half-known", test_slots_in_part);
  g_test_add_func ("/match/known-then-not-said-then-missed", test_tiers);
  g_test_add_func ("/match/why-orders-and-never-rules-out", test_motives);
  g_test_add_func ("/match/a-need-known-not-to-be-met-is-a-miss", test_needs);
  g_test_add_func ("/match/from-home-is-only-what-says-so", test_from_home);
  g_test_add_func ("/match/near-soon-and-confirmed-come-first", test_around);
  g_test_add_func ("/match/nobody-in-particular-is-not-sent-to-children", test_ages);
  g_test_add_func ("/match/every-weight-has-its-reason", test_weights);
  g_test_add_func ("/match/words-and-bits-agree", test_vocabulary);
  g_test_add_func ("/match/an-item-gives-its-facts", test_from_item);
  ADD_STORE ("why-comes-before-a-few-miles", test_order);
  ADD_STORE ("known-days-come-before-what-has-to-be-asked", test_known_days_first);
  ADD_STORE ("from-home-for-another-place-comes-last", test_elsewhere);
  ADD_STORE ("what-comes-close-is-near", test_too_far);
  ADD_STORE ("the-starter-content-has-no-place-far-away-in-front", test_starter);
  ADD_STORE ("the-best-three-are-three-kinds", test_three_kinds);
  ADD_STORE ("where-nothing-fits-the-nearest-misses-stand", test_nearest_misses);
  ADD_STORE ("a-relaxed-answer-gives-what-was-promised", test_relaxations_keep_their_word);
  ADD_STORE ("new-content-is-matched-at-once", test_new_content);
  g_test_add_func ("/match/the-reason-says-what-is-known", test_reason);
  g_test_add_func ("/match/what-does-not-fit-is-said", test_misses_said);
  return g_test_run ();
}
