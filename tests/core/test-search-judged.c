/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-judge.h"

#include "foyer-synth.h"
#include "search-fixture.h"

/* The order of search is at least as good as that of bm25 (tests/support/search-judge.h), on
 * made-up listings and on the starter content. The bench says the same of 100,000.
 */

#define SEED 7
#define N_SYNTH 6000
#define ITEMS_A_PAGE 500
/* What bm25 may be better by: less than one hit in a hundred a rank later. */
#define SLACK 0.01

static void
fill_synth (Fixture *f)
{
  for (guint from = 0; from < N_SYNTH; from += ITEMS_A_PAGE)
    {
      g_autofree char *text = foyer_synth_listings_page (SEED, from, ITEMS_A_PAGE, NEXT);

      apply_text (f, FOYER_KIND_LISTINGS, text);
    }
}

static SearchScore
tell (SearchJudge *judge, const char *content, const char *group)
{
  SearchScore score = search_judge_score (judge, group);

  g_test_message ("%s, %s: %u searches, nDCG@10 %.3f, bm25 %.3f, bm25 by fields %.3f", content,
                  group != NULL ? group : "altogether", score.n, score.ours, score.plain,
                  score.fields);
  return score;
}

static void
test_synth (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "words", "place", "beginning", NULL };
  g_autoptr (SearchJudge) judge = NULL;
  SearchScore score;

  fill_synth (f);
  judge = search_judge_new (f->store, "synth");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      score = tell (judge, "made up", groups[i]);
      g_assert_cmpfloat (score.ours, >=, score.plain - SLACK);
      g_assert_cmpfloat (score.ours, >=, score.fields - SLACK);
    }
  g_assert_cmpuint (score.n, >, 130);
  score = tell (judge, "made up", "mistake");
  g_assert_cmpuint (score.n, >, 10);
  g_assert_cmpfloat (score.ours, >, 0.9);
}

static void
test_starter (Fixture *f, gconstpointer data)
{
  g_autoptr (SearchJudge) judge = NULL;
  SearchScore score;

  fill_starter (f);
  judge = search_judge_new (f->store, "starter");
  score = tell (judge, "starter", "words");
  g_assert_cmpuint (score.n, ==, 20);
  g_assert_cmpfloat (score.ours, >=, score.plain - SLACK);
  g_assert_cmpfloat (score.ours, >=, score.fields - SLACK);
  score = tell (judge, "starter", "meaning");
  g_assert_cmpuint (score.n, ==, 15);
  g_assert_cmpfloat (score.ours, >, 0.6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/search-judged/made-up-listings-come-in-a-better-order-than-by-bm25", Fixture, NULL,
              set_up, test_synth, tear_down);
  g_test_add ("/search-judged/the-starter-content-comes-in-a-better-order-than-by-bm25", Fixture,
              NULL, set_up, test_starter, tear_down);

  return g_test_run ();
}
