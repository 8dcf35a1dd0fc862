/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-match"

#include "core/viewmodel/foyer-match-model.h"

/* What the pages of "Help me choose" show, without a widget. Owned by one page. A question that has
 * been overtaken by the next is cancelled, so nothing half new is ever shown. */

/* Rows kept after they scrolled away; a list view shows about ten at once. */
#define ROWS_KEPT 256

struct _FoyerMatchModel
{
  GObject parent_instance;

  FoyerStore *store;           /* borrowed */
  FoyerClock *clock;           /* owned */
  const FoyerMatcher *matcher; /* static */
  gpointer owner;              /* borrowed */
  GCancellable *cancellable;   /* owned (nullable): of the question on its way */
  FoyerMatchAsk ask, asked;    /* the last one, and that on its way; programme owned */
  FoyerMatchResult *result;    /* owned (nullable) */
  GArray *none;                /* owned: no relaxations */
  GHashTable *rows;            /* owned: position → FoyerMatchRow */
  gboolean has_failed;
};

typedef struct
{
  GWeakRef model;
  GCancellable *cancellable; /* owned */
} Question;

static void foyer_match_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerMatchModel,
                               foyer_match_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      foyer_match_model_list_init))
G_DEFINE_FINAL_TYPE (FoyerMatchRow, foyer_match_row, G_TYPE_OBJECT)

static guint updated_signal;

/* ---- rows ---- */

static void
foyer_match_row_finalize (GObject *object)
{
  FoyerMatchRow *row = FOYER_MATCH_ROW (object);

  g_clear_object (&row->listing);
  g_clear_object (&row->next);
  G_OBJECT_CLASS (foyer_match_row_parent_class)->finalize (object);
}

static void
foyer_match_row_class_init (FoyerMatchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_match_row_finalize;
}

static void
foyer_match_row_init (FoyerMatchRow *row)
{
  row->miles = NAN;
}

static FoyerMatchRow *
read_row (FoyerMatchModel *self, const FoyerMatchHit *hit)
{
  FoyerMatchRow *row = g_object_new (FOYER_TYPE_MATCH_ROW, NULL);
  g_autoptr (GPtrArray) sessions = NULL;

  row->miles = hit->miles;
  row->look = hit->look;
  row->listing = foyer_store_get_listing_by_row (self->store, hit->row);
  if (row->listing == NULL)
    return row;
  sessions = foyer_store_list_sessions (self->store, row->listing->id,
                                        foyer_clock_now_us (self->clock), 1);
  if (sessions->len > 0)
    row->next = g_object_ref (g_ptr_array_index (sessions, 0));
  return row;
}

static GType
get_item_type (GListModel *list)
{
  return FOYER_TYPE_MATCH_ROW;
}

static guint
get_n_items (GListModel *list)
{
  FoyerMatchModel *self = FOYER_MATCH_MODEL (list);

  return self->result != NULL ? self->result->hits->len : 0;
}

static gpointer
get_item (GListModel *list, guint position)
{
  FoyerMatchModel *self = FOYER_MATCH_MODEL (list);
  FoyerMatchRow *row;

  if (position >= get_n_items (list))
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row == NULL)
    {
      if (g_hash_table_size (self->rows) >= ROWS_KEPT)
        g_hash_table_remove_all (self->rows);
      row = read_row (self, &g_array_index (self->result->hits, FoyerMatchHit, position));
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
    }
  return g_object_ref (row);
}

static void
foyer_match_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- type ---- */

static void
clear_ask (FoyerMatchAsk *ask)
{
  g_clear_pointer ((char **)&ask->programme, g_free);
}

static void
foyer_match_model_dispose (GObject *object)
{
  FoyerMatchModel *self = FOYER_MATCH_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (foyer_match_model_parent_class)->dispose (object);
}

static void
foyer_match_model_finalize (GObject *object)
{
  FoyerMatchModel *self = FOYER_MATCH_MODEL (object);

  clear_ask (&self->ask);
  clear_ask (&self->asked);
  g_clear_pointer (&self->result, foyer_match_result_free);
  g_clear_pointer (&self->clock, foyer_clock_unref);
  g_array_unref (self->none);
  G_OBJECT_CLASS (foyer_match_model_parent_class)->finalize (object);
}

static void
foyer_match_model_class_init (FoyerMatchModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_match_model_dispose;
  object_class->finalize = foyer_match_model_finalize;
  updated_signal = g_signal_new ("updated", FOYER_TYPE_MATCH_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_match_model_init (FoyerMatchModel *self)
{
  self->ask = self->asked = (FoyerMatchAsk)FOYER_MATCH_ASK_INIT;
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->none = g_array_new (FALSE, TRUE, sizeof (FoyerMatchRelax));
}

FoyerMatchModel *
foyer_match_model_new (FoyerStore *store,
                       FoyerClock *clock,
                       const FoyerMatcher *matcher,
                       gpointer owner)
{
  FoyerMatchModel *self = g_object_new (FOYER_TYPE_MATCH_MODEL, NULL);

  self->store = store;
  self->clock = foyer_clock_ref (clock);
  self->matcher = matcher;
  self->owner = owner;
  return self;
}

/* ---- asking ---- */

static void
set_ask (FoyerMatchAsk *ask, const FoyerMatchAsk *from)
{
  char *programme = g_strdup (from->programme);

  clear_ask (ask);
  *ask = *from;
  ask->programme = programme;
}

static void
publish (FoyerMatchModel *self, FoyerMatchResult *result)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  g_clear_pointer (&self->result, foyer_match_result_free);
  self->result = result;
  set_ask (&self->ask, &self->asked);
  self->has_failed = FALSE;
  g_hash_table_remove_all (self->rows);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, result->hits->len);
  g_signal_emit (self, updated_signal, 0);
}

static void
question_free (Question *question)
{
  g_weak_ref_clear (&question->model);
  g_object_unref (question->cancellable);
  g_free (question);
}

static void
answered_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  Question *question = data;
  g_autoptr (FoyerMatchModel) self = g_weak_ref_get (&question->model);
  g_autoptr (GError) error = NULL;
  FoyerMatchResult *result = NULL;

  if (self != NULL)
    result = self->matcher->finish (answer, &error);
  else
    {
      question_free (question); /* the answer is freed with its task */
      return;
    }
  if (g_cancellable_is_cancelled (question->cancellable))
    g_clear_pointer (&result, foyer_match_result_free); /* overtaken */
  else if (result != NULL)
    publish (self, result);
  else
    {
      g_message ("match: %s", error->message);
      self->has_failed = TRUE;
      g_signal_emit (self, updated_signal, 0);
    }
  question_free (question);
}

void
foyer_match_model_ask (FoyerMatchModel *self, const FoyerMatchAsk *ask, guint limit)
{
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_ask (&self->asked, ask);
  g_weak_ref_init (&question->model, self);
  question->cancellable = g_object_ref (self->cancellable);
  self->matcher->match (self->owner, &self->asked, limit, self->cancellable, answered_cb, question);
}

const FoyerMatchAsk *
foyer_match_model_get_ask (FoyerMatchModel *self)
{
  return &self->ask;
}

gboolean
foyer_match_model_is_ready (FoyerMatchModel *self)
{
  return self->result != NULL;
}

gboolean
foyer_match_model_has_failed (FoyerMatchModel *self)
{
  return self->has_failed;
}

guint
foyer_match_model_count_fits (FoyerMatchModel *self)
{
  return self->result != NULL ? self->result->n_fit : 0;
}

static const FoyerMatchLook *
look_of (FoyerMatchModel *self, guint index)
{
  return &g_array_index (self->result->hits, FoyerMatchHit, index).look;
}

gboolean
foyer_match_model_is_sure (FoyerMatchModel *self, guint n)
{
  for (guint i = 0; self->result != NULL && i < MIN (n, self->result->hits->len); i++)
    if (foyer_match_is_sure (look_of (self, i)))
      return TRUE;
  return FALSE;
}

gboolean
foyer_match_model_asks_for_times (FoyerMatchModel *self, guint n)
{
  guint n_fit = self->result != NULL ? MIN (self->result->n_fit, self->result->hits->len) : 0;

  for (guint i = 0; i < MIN (n, n_fit); i++)
    if ((look_of (self, i)->unsaid & (FOYER_MATCH_ANSWER_SLOTS | FOYER_MATCH_ANSWER_TIME)) == 0)
      return FALSE;
  return n_fit > 0;
}

guint
foyer_match_model_count_asked (FoyerMatchModel *self)
{
  return self->result != NULL ? self->result->n_asked : 0;
}

const GArray *
foyer_match_model_get_relaxations (FoyerMatchModel *self)
{
  return self->result != NULL ? self->result->relaxations : self->none;
}
