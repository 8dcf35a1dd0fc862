/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-match-model.h"

#include "core/store/foyer-match-cards.h"
#include "search-fixture.h"

/* The model behind the pages, with answers that come when the test says so. */

typedef struct
{
  Fixture store;
  FoyerClock *clock;
  FoyerMatchModel *model;
  GQueue tasks; /* owned GTask: questions not answered yet */
  guint updated;
} ModelFixture;

typedef struct
{
  FoyerMatchAsk ask;
  guint limit;
} Question;

static void
hold (gpointer owner,
      const FoyerMatchAsk *ask,
      guint limit,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  ModelFixture *f = owner;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->ask = *ask;
  question->ask.programme = "youth"; /* it was only lent; the fixture's listings are all of this */
  question->limit = limit;
  g_task_set_task_data (task, question, g_free);
  g_queue_push_tail (&f->tasks, task);
}

static FoyerMatchResult *
hold_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const FoyerMatcher matcher = { hold, hold_finish };

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
answer (ModelFixture *f, gboolean fail)
{
  g_autoptr (GTask) task = g_queue_pop_head (&f->tasks);
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  if (fail)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk has gone");
  else
    {
      FoyerMatchResult *result
        = foyer_match_run (f->store.store, &question->ask, question->limit, NOW_US, NULL, &error);

      g_assert_no_error (error);
      g_task_return_pointer (task, result, (GDestroyNotify)foyer_match_result_free);
    }
  settle ();
}

static void
updated_cb (FoyerMatchModel *model, gpointer data)
{
  ((ModelFixture *)data)->updated++;
}

static void
model_set_up (ModelFixture *f, gconstpointer data)
{
  set_up (&f->store, NULL);
  f->clock = foyer_clock_new_fake (NOW_US);
  g_queue_init (&f->tasks);
  add (&f->store, "a", "Art", "\"match\":{\"fits\":[\"seated\"]}");
  add (&f->store, "b", "Bowls", "\"match\":{\"not\":[\"seated\"]}");
  add_item (&f->store, FOYER_KIND_SESSIONS, "a@2026-11-30",
            "\"listing\":\"a\",\"date\":\"2026-11-30\"");
  f->model = foyer_match_model_new (f->store.store, f->clock, &matcher, f);
  g_signal_connect (f->model, "updated", G_CALLBACK (updated_cb), f);
}

static void
model_tear_down (ModelFixture *f, gconstpointer data)
{
  g_clear_object (&f->model);
  while (!g_queue_is_empty (&f->tasks))
    answer (f, FALSE);
  foyer_clock_unref (f->clock);
  tear_down (&f->store, NULL);
}

static FoyerMatchAsk
seated_ask (void)
{
  FoyerMatchAsk ask = FOYER_MATCH_ASK_INIT;

  ask.programme = "youth";
  ask.fits = 1u << FOYER_MATCH_SEATED;
  return ask;
}

static void
test_rows (ModelFixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = seated_ask ();
  g_autoptr (FoyerMatchRow) row = NULL;
  g_autoptr (FoyerMatchRow) second = NULL;

  g_assert_false (foyer_match_model_is_ready (f->model));
  g_assert_cmpuint (foyer_match_model_get_relaxations (f->model)->len, ==, 0);
  foyer_match_model_ask (f->model, &ask, 10);
  answer (f, FALSE);
  g_assert_cmpuint (f->updated, ==, 1);
  g_assert_cmpuint (foyer_match_model_count_fits (f->model), ==, 1);
  g_assert_cmpuint (foyer_match_model_count_asked (f->model), ==, 2);
  g_assert_cmpstr (foyer_match_model_get_ask (f->model)->programme, ==, "youth");
  row = g_list_model_get_item (G_LIST_MODEL (f->model), 0);
  g_assert_cmpstr (row->listing->id, ==, "a");
  g_assert_nonnull (row->next);
  g_assert_cmpuint (row->look.misses, ==, 0);
  second = g_list_model_get_item (G_LIST_MODEL (f->model), 1);
  g_assert_cmpstr (second->listing->id, ==, "b");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->model), 2));
}

static void
test_latest_wins (ModelFixture *f, gconstpointer data)
{
  FoyerMatchAsk first = seated_ask (), last = FOYER_MATCH_ASK_INIT;

  last.programme = "youth";
  foyer_match_model_ask (f->model, &first, 10);
  foyer_match_model_ask (f->model, &last, 10);
  answer (f, FALSE);
  g_assert_cmpuint (f->updated, ==, 0);
  answer (f, FALSE);
  g_assert_cmpuint (f->updated, ==, 1);
  g_assert_cmpuint (foyer_match_model_count_fits (f->model), ==, 2);
}

static void
test_gone (ModelFixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = seated_ask ();

  foyer_match_model_ask (f->model, &ask, 10);
  g_clear_object (&f->model);
  answer (f, FALSE);
  g_assert_cmpuint (f->updated, ==, 0);
}

static void
test_failure (ModelFixture *f, gconstpointer data)
{
  FoyerMatchAsk ask = seated_ask ();

  foyer_match_model_ask (f->model, &ask, 10);
  answer (f, TRUE);
  g_assert_true (foyer_match_model_has_failed (f->model));
  g_assert_false (foyer_match_model_is_ready (f->model));
  foyer_match_model_ask (f->model, &ask, 10);
  answer (f, FALSE);
  g_assert_false (foyer_match_model_has_failed (f->model));
}

/* The cards stay while the content does, and follow it when it changes. */
static void
test_cards (ModelFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now_s = NOW_US / G_USEC_PER_SEC;
  const FoyerMatchCards *cards = foyer_store_get_match_cards (f->store.store, now_s, NULL, &error);
  const FoyerMatchCard *card;

  g_assert_no_error (error);
  g_assert_cmpuint (cards->cards->len, ==, 2);
  card = &g_array_index (cards->cards, FoyerMatchCard, 0);
  g_assert_cmpint (card->next_start, <, G_MAXINT64);
  g_assert_true (cards == foyer_store_get_match_cards (f->store.store, now_s + 1, NULL, &error));
  add (&f->store, "c", "Choir", "");
  cards = foyer_store_get_match_cards (f->store.store, now_s, NULL, &error);
  g_assert_cmpuint (cards->cards->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/match-model/" name, ModelFixture, NULL, model_set_up, function, model_tear_down)
  ADD ("rows-are-read-when-they-are-wanted", test_rows);
  ADD ("the-latest-question-wins", test_latest_wins);
  ADD ("a-page-that-has-gone-gets-no-answer", test_gone);
  ADD ("a-failure-is-told-and-gets-over", test_failure);
  ADD ("cards-follow-the-content", test_cards);
  return g_test_run ();
}
