/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-browse"

#include "core/viewmodel/foyer-browse-private.h"

/* How a browse model finds out what to show. One change of a filter is one round of searches, one
 * after the other: the programme as a whole (only when that is stale), the list itself, and the
 * ways out of an empty list. Whatever is overtaken is dropped. A round belongs to the search under
 * way and holds its model weakly. Main thread. */

/* A default distance that finds fewer than this is too narrow for a first look (three screens of
 * four cards would be 12; two thirds of that still feels like a choice). */
#define ENOUGH_TO_CHOOSE 8
/* Hits for what was typed. Beyond two hundred screens nobody scrolls, one types another letter; and
 * fewer are put in order faster. */
#define MOST_TYPED 1000

typedef struct
{
  enum
  {
    ASK_WHOLE, /* the programme with no filter: what occurs, the default distance */
    ASK_LIST,
    ASK_RELAX, /* without one filter: is it a way out? */
  } what;
  FoyerRelax without; /* ASK_RELAX: what is left out */
} Ask;

/* One round of searches. Owned by the search under way, by its user_data. */
typedef struct
{
  GWeakRef model;
  GCancellable *cancellable; /* owned */
  GArray *asks;              /* owned Ask */
  guint at;
  FoyerSearchResult *list; /* owned (nullable) until published */
  GArray *relaxations;     /* owned FoyerRelax */
} Round;

static const char *const time_names[FOYER_N_TIMES] = { "one-off", "weekly", "monthly", "flexible" };

static gboolean
facet_has_choice (FoyerBrowseModel *self, const FoyerFacet *facet)
{
  for (guint i = 0; i < facet->options->len; i++)
    {
      const FoyerFacetOption *option = g_ptr_array_index (facet->options, i);
      if (g_hash_table_contains (self->tags, option->tag))
        return TRUE;
    }
  return FALSE;
}

/* "a|b|c" of what is chosen in one facet. (transfer full) */
static char *
dup_group (FoyerBrowseModel *self, const FoyerFacet *facet)
{
  GString *group = g_string_new (NULL);

  for (guint i = 0; i < facet->options->len; i++)
    {
      const FoyerFacetOption *option = g_ptr_array_index (facet->options, i);
      if (g_hash_table_contains (self->tags, option->tag))
        g_string_append_printf (group, "%s%s", group->len > 0 ? "|" : "", option->tag);
    }
  return g_string_free (group, FALSE);
}

/* The tag groups of a search; without (nullable) is left out. (transfer full) */
static GStrv
build_groups (FoyerBrowseModel *self, gboolean with_filters, const FoyerRelax *without)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean is_all = without != NULL && without->kind == FOYER_RELAX_ALL;

  if (self->like != NULL && with_filters && !is_all
      && (without == NULL || without->kind != FOYER_RELAX_LIKE))
    {
      g_autofree char *group = g_strjoinv ("|", self->like);
      g_strv_builder_add (builder, group);
    }
  if (!with_filters || is_all || self->programme == NULL)
    return g_strv_builder_end (builder);

  for (guint i = 0; i < self->programme->facets->len; i++)
    {
      const FoyerFacet *facet = g_ptr_array_index (self->programme->facets, i);
      g_autofree char *group = NULL;

      if (without != NULL && without->kind == FOYER_RELAX_FACET && without->facet == facet)
        continue;
      group = dup_group (self, facet);
      if (*group != '\0')
        g_strv_builder_add (builder, group);
    }
  return g_strv_builder_end (builder);
}

static void
ask (Round *round, FoyerBrowseModel *self, GAsyncReadyCallback callback)
{
  const Ask *now = &g_array_index (round->asks, Ask, round->at);
  const FoyerRelax *without = now->what == ASK_RELAX ? &now->without : NULL;
  gboolean is_all = now->what == ASK_WHOLE || (without != NULL && without->kind == FOYER_RELAX_ALL);
  g_auto (GStrv) groups = build_groups (self, now->what != ASK_WHOLE, without);
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;

  query.programme = self->programme != NULL ? self->programme->id : self->only;
  query.free_only = self->is_free_only;
  query.count_kinds = self->programme == NULL;
  query.lat = self->lat;
  query.lon = self->lon;
  query.tag_groups = (const char *const *)groups;
  query.now_us = foyer_clock_now_us (self->clock);
  query.sort = foyer_browse_model_get_sort (self);
  query.text = self->text;
  query.limit = now->what != ASK_LIST ? 1 : *self->text != '\0' ? MOST_TYPED : 0;
  if (!is_all)
    {
      query.within_miles = foyer_within_miles (self->within);
      if (self->time != FOYER_TIME_ANY)
        query.time = time_names[self->time];
    }
  if (!foyer_browse_model_has_origin (self))
    query.within_miles = INFINITY;
  if (without != NULL && without->kind == FOYER_RELAX_TIME)
    query.time = NULL;
  self->searcher->search (self->owner, &query, now->what != ASK_RELAX && self->programme != NULL,
                          round->cancellable, callback, round);
}

/* ---- the answer ---- */

static void
round_free (Round *round)
{
  g_weak_ref_clear (&round->model);
  g_clear_object (&round->cancellable);
  g_clear_pointer (&round->asks, g_array_unref);
  g_clear_pointer (&round->list, foyer_search_result_free);
  g_clear_pointer (&round->relaxations, g_array_unref);
  g_free (round);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

static void
choose_within (FoyerBrowseModel *self)
{
  if (self->is_within_chosen)
    return;
  self->within = FOYER_WITHIN_ANYWHERE;
  if (!foyer_browse_model_has_origin (self) || *self->text != '\0' || self->like != NULL)
    return; /* what is like a story is rare: near and far */
  for (int within = FOYER_WITHIN_5; within < FOYER_WITHIN_ANYWHERE; within++)
    if (self->whole->within_counts[within] >= ENOUGH_TO_CHOOSE)
      {
        self->within = within;
        return;
      }
}

static void
add_ask (Round *round, int what, FoyerRelaxKind kind, const FoyerFacet *facet)
{
  Ask next = { .what = what,
               .without = { .kind = kind, .within = FOYER_WITHIN_ANYWHERE, .facet = facet } };

  g_array_append_val (round->asks, next);
}

static void
add_relaxation (Round *round, FoyerRelax relax, guint count)
{
  if (count == 0)
    return;
  relax.count = count;
  g_array_append_val (round->relaxations, relax);
}

/* Nothing matches: distance is known already, the others are asked one by one. */
static void
look_for_ways_out (FoyerBrowseModel *self, Round *round)
{
  for (int within = self->within + 1; within < FOYER_N_WITHIN; within++)
    if (round->list->within_counts[within] > 0)
      {
        add_relaxation (round, (FoyerRelax){ FOYER_RELAX_WITHIN, within, NULL, 0 },
                        round->list->within_counts[within]);
        break;
      }
  if (self->time != FOYER_TIME_ANY)
    add_ask (round, ASK_RELAX, FOYER_RELAX_TIME, NULL);
  for (guint i = 0; self->programme != NULL && i < self->programme->facets->len; i++)
    {
      const FoyerFacet *facet = g_ptr_array_index (self->programme->facets, i);
      if (facet_has_choice (self, facet))
        add_ask (round, ASK_RELAX, FOYER_RELAX_FACET, facet);
    }
  if (self->like != NULL)
    add_ask (round, ASK_RELAX, FOYER_RELAX_LIKE, NULL);
  if (foyer_browse_model_count_filters (self) > 0)
    add_ask (round, ASK_RELAX, FOYER_RELAX_ALL, NULL);
}

/* Takes result. */
static void
take_answer (FoyerBrowseModel *self, Round *round, FoyerSearchResult *result)
{
  g_autoptr (FoyerSearchResult) owned = result;
  const Ask *now = &g_array_index (round->asks, Ask, round->at);

  switch (now->what)
    {
    case ASK_WHOLE:
      g_clear_pointer (&self->whole, foyer_search_result_free);
      self->whole = g_steal_pointer (&owned);
      self->is_whole_stale = FALSE;
      choose_within (self);
      break;
    case ASK_LIST:
      round->list = g_steal_pointer (&owned);
      if (round->list->total == 0)
        look_for_ways_out (self, round);
      break;
    case ASK_RELAX:
      add_relaxation (round, now->without, owned->total);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
answered_cb (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (Round) round = data;
  g_autoptr (FoyerBrowseModel) self = g_weak_ref_get (&round->model);
  g_autoptr (GError) error = NULL;
  FoyerSearchResult *result = NULL;

  if (self == NULL || g_cancellable_is_cancelled (round->cancellable))
    return; /* the task frees what nobody takes */
  result = self->searcher->finish (async, &error);
  if (result == NULL)
    {
      g_warning ("a search failed: %s", error->message);
      foyer_browse_model_publish_failure (self);
      return;
    }
  take_answer (self, round, result);
  round->at++;
  if (round->at < round->asks->len)
    ask (g_steal_pointer (&round), self, answered_cb);
  else
    foyer_browse_model_publish (self, g_steal_pointer (&round->list),
                                g_steal_pointer (&round->relaxations),
                                g_array_index (round->asks, Ask, 0).what == ASK_WHOLE);
}

void
foyer_browse_round_begin (FoyerBrowseModel *self)
{
  Round *round;

  if (!self->is_started)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->programme == NULL && *self->text == '\0' && !self->is_everything)
    {
      foyer_browse_model_publish_nothing (self);
      return;
    }
  self->cancellable = g_cancellable_new ();

  round = g_new0 (Round, 1);
  g_weak_ref_init (&round->model, self);
  round->cancellable = g_object_ref (self->cancellable);
  round->asks = g_array_new (FALSE, TRUE, sizeof (Ask));
  round->relaxations = g_array_new (FALSE, TRUE, sizeof (FoyerRelax));
  if (self->is_whole_stale && self->programme != NULL)
    add_ask (round, ASK_WHOLE, FOYER_RELAX_ALL, NULL);
  add_ask (round, ASK_LIST, FOYER_RELAX_ALL, NULL);
  ask (round, self, answered_cb);
}
