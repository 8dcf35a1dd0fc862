/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-browse"

#include "core/viewmodel/foyer-browse-private.h"

/* What a browse or search page shows, without a widget: the filters a visitor set, the hits, the
 * counts beside every choice, and the ways out of an empty list. Owned by one page, on the main
 * thread. What it shows is found out in rounds (foyer-browse-round.c), so nothing half new is ever
 * shown. */

/* Rows kept after they scrolled away; a list view shows about ten at once. */
#define ROWS_KEPT 256

static void foyer_browse_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerBrowseModel,
                               foyer_browse_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      foyer_browse_model_list_init))
G_DEFINE_FINAL_TYPE (FoyerBrowseRow, foyer_browse_row, G_TYPE_OBJECT)

static guint updated_signal;

/* ---- rows ---- */

static void
foyer_browse_row_finalize (GObject *object)
{
  FoyerBrowseRow *row = FOYER_BROWSE_ROW (object);

  g_clear_object (&row->listing);
  g_clear_object (&row->next);
  G_OBJECT_CLASS (foyer_browse_row_parent_class)->finalize (object);
}

static void
foyer_browse_row_class_init (FoyerBrowseRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_browse_row_finalize;
}

static void
foyer_browse_row_init (FoyerBrowseRow *row)
{
  row->miles = NAN;
}

static FoyerBrowseRow *
read_row (FoyerBrowseModel *self, const FoyerSearchHit *hit)
{
  FoyerBrowseRow *row = g_object_new (FOYER_TYPE_BROWSE_ROW, NULL);
  g_autoptr (GPtrArray) sessions = NULL;

  row->miles = hit->miles;
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
  return FOYER_TYPE_BROWSE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  FoyerBrowseModel *self = FOYER_BROWSE_MODEL (list);

  return self->list != NULL ? self->list->hits->len : 0;
}

static gpointer
get_item (GListModel *list, guint position)
{
  FoyerBrowseModel *self = FOYER_BROWSE_MODEL (list);
  FoyerBrowseRow *row;

  if (position >= get_n_items (list))
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row == NULL)
    {
      if (g_hash_table_size (self->rows) >= ROWS_KEPT)
        g_hash_table_remove_all (self->rows);
      row = read_row (self, &g_array_index (self->list->hits, FoyerSearchHit, position));
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
    }
  return g_object_ref (row);
}

static void
foyer_browse_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
begin_whole_round (FoyerBrowseModel *self)
{
  self->is_whole_stale = TRUE;
  foyer_browse_round_begin (self);
}

/* ---- type ---- */

static void
foyer_browse_model_dispose (GObject *object)
{
  FoyerBrowseModel *self = FOYER_BROWSE_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->programme);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (foyer_browse_model_parent_class)->dispose (object);
}

static void
foyer_browse_model_finalize (GObject *object)
{
  FoyerBrowseModel *self = FOYER_BROWSE_MODEL (object);

  g_clear_pointer (&self->clock, foyer_clock_unref);
  g_free (self->text);
  g_free (self->only);
  g_strfreev (self->like);
  g_hash_table_unref (self->tags);
  g_clear_pointer (&self->whole, foyer_search_result_free);
  g_clear_pointer (&self->list, foyer_search_result_free);
  g_clear_pointer (&self->relaxations, g_array_unref);
  G_OBJECT_CLASS (foyer_browse_model_parent_class)->finalize (object);
}

static void
foyer_browse_model_class_init (FoyerBrowseModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_browse_model_dispose;
  object_class->finalize = foyer_browse_model_finalize;
  updated_signal = g_signal_new ("updated", FOYER_TYPE_BROWSE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_browse_model_init (FoyerBrowseModel *self)
{
  self->lat = self->lon = NAN;
  self->text = g_strdup ("");
  self->within = FOYER_WITHIN_ANYWHERE;
  self->time = FOYER_TIME_ANY;
  self->sort = FOYER_SORT_BEST;
  self->is_whole_stale = TRUE;
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->relaxations = g_array_new (FALSE, TRUE, sizeof (FoyerRelax));
}

/* ---- for the rounds ---- */

static gboolean
has_same_hits (FoyerSearchResult *a, FoyerSearchResult *b)
{
  if (a == NULL || b == NULL || a->hits->len != b->hits->len)
    return FALSE;
  for (guint i = 0; i < a->hits->len; i++)
    {
      const FoyerSearchHit *x = &g_array_index (a->hits, FoyerSearchHit, i);
      const FoyerSearchHit *y = &g_array_index (b->hits, FoyerSearchHit, i);
      if (x->row != y->row || (x->miles != y->miles && !(isnan (x->miles) && isnan (y->miles))))
        return FALSE;
    }
  return TRUE;
}

void
foyer_browse_model_publish (FoyerBrowseModel *self,
                            FoyerSearchResult *list,
                            GArray *relaxations,
                            gboolean is_new_content)
{
  guint before = get_n_items (G_LIST_MODEL (self));
  gboolean is_same = !is_new_content && has_same_hits (self->list, list);

  g_clear_pointer (&self->list, foyer_search_result_free);
  self->list = list;
  g_clear_pointer (&self->relaxations, g_array_unref);
  self->relaxations = relaxations;
  self->is_ready = TRUE;
  self->has_failed = FALSE;
  if (!is_same)
    {
      g_hash_table_remove_all (self->rows);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, list->hits->len);
    }
  g_signal_emit (self, updated_signal, 0);
}

void
foyer_browse_model_publish_failure (FoyerBrowseModel *self)
{
  self->has_failed = TRUE;
  g_signal_emit (self, updated_signal, 0);
}

void
foyer_browse_model_publish_nothing (FoyerBrowseModel *self)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  g_clear_pointer (&self->list, foyer_search_result_free);
  g_hash_table_remove_all (self->rows);
  g_array_set_size (self->relaxations, 0);
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
  g_signal_emit (self, updated_signal, 0);
}

/* ---- public ---- */

double
foyer_within_miles (FoyerWithin within)
{
  static const double miles[FOYER_N_WITHIN] = { 2, 5, 10, INFINITY };

  return miles[within];
}

FoyerBrowseModel *
foyer_browse_model_new (FoyerStore *store,
                        FoyerClock *clock,
                        const FoyerBrowseSearcher *searcher,
                        gpointer owner)
{
  FoyerBrowseModel *self = g_object_new (FOYER_TYPE_BROWSE_MODEL, NULL);

  self->store = store;
  self->clock = foyer_clock_ref (clock);
  self->searcher = searcher;
  self->owner = owner;
  return self;
}

void
foyer_browse_model_start (FoyerBrowseModel *self)
{
  self->is_started = TRUE;
  foyer_browse_round_begin (self);
}

void
foyer_browse_model_reload (FoyerBrowseModel *self)
{
  begin_whole_round (self);
}

void
foyer_browse_model_set_programme (FoyerBrowseModel *self, FoyerProgramme *programme)
{
  g_set_object (&self->programme, programme);
  g_hash_table_remove_all (self->tags);
  begin_whole_round (self);
}

FoyerProgramme *
foyer_browse_model_get_programme (FoyerBrowseModel *self)
{
  return self->programme;
}

void
foyer_browse_model_set_everything (FoyerBrowseModel *self, gboolean is_everything)
{
  self->is_everything = is_everything;
}

void
foyer_browse_model_set_origin (FoyerBrowseModel *self, double lat, double lon)
{
  gboolean is_same = (self->lat == lat && self->lon == lon) || (isnan (self->lat) && isnan (lat));

  if (is_same)
    return;
  self->lat = lat;
  self->lon = lon;
  begin_whole_round (self);
}

gboolean
foyer_browse_model_has_origin (FoyerBrowseModel *self)
{
  return !isnan (self->lat) && !isnan (self->lon);
}

void
foyer_browse_model_set_text (FoyerBrowseModel *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (strcmp (stripped, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
  begin_whole_round (self);
}

const char *
foyer_browse_model_get_text (FoyerBrowseModel *self)
{
  return self->text;
}

void
foyer_browse_model_set_like (FoyerBrowseModel *self, const char *const *tags)
{
  g_strfreev (self->like);
  self->like = tags != NULL && tags[0] != NULL ? g_strdupv ((char **)tags) : NULL;
  begin_whole_round (self);
}

gboolean
foyer_browse_model_has_like (FoyerBrowseModel *self)
{
  return self->like != NULL;
}

void
foyer_browse_model_set_within (FoyerBrowseModel *self, FoyerWithin within)
{
  if (self->is_within_chosen && self->within == within)
    return;
  self->within = within;
  self->is_within_chosen = TRUE;
  foyer_browse_round_begin (self);
}

FoyerWithin
foyer_browse_model_get_within (FoyerBrowseModel *self)
{
  return self->within;
}

void
foyer_browse_model_set_time (FoyerBrowseModel *self, FoyerTimeNeed time)
{
  if (self->time == time)
    return;
  self->time = time;
  foyer_browse_round_begin (self);
}

FoyerTimeNeed
foyer_browse_model_get_time (FoyerBrowseModel *self)
{
  return self->time;
}

void
foyer_browse_model_set_tag (FoyerBrowseModel *self, const char *tag, gboolean chosen)
{
  if (g_hash_table_contains (self->tags, tag) == chosen)
    return;
  if (chosen)
    g_hash_table_add (self->tags, g_strdup (tag));
  else
    g_hash_table_remove (self->tags, tag);
  foyer_browse_round_begin (self);
}

gboolean
foyer_browse_model_get_tag (FoyerBrowseModel *self, const char *tag)
{
  return g_hash_table_contains (self->tags, tag);
}

void
foyer_browse_model_set_sort (FoyerBrowseModel *self, FoyerSort sort)
{
  if (self->sort == sort)
    return;
  self->sort = sort;
  foyer_browse_round_begin (self);
}

FoyerSort
foyer_browse_model_get_sort (FoyerBrowseModel *self)
{
  gboolean has_text = *self->text != '\0';

  if (self->sort == FOYER_SORT_NEAREST && !foyer_browse_model_has_origin (self))
    return has_text ? FOYER_SORT_BEST : FOYER_SORT_TITLE;
  if (self->sort != FOYER_SORT_BEST || has_text)
    return self->sort;
  return foyer_browse_model_has_origin (self) ? FOYER_SORT_NEAREST : FOYER_SORT_TITLE;
}

guint
foyer_browse_model_count_filters (FoyerBrowseModel *self)
{
  return g_hash_table_size (self->tags) + (self->is_within_chosen ? 1 : 0)
         + (self->time != FOYER_TIME_ANY ? 1 : 0) + (self->like != NULL ? 1 : 0);
}

void
foyer_browse_model_clear_filters (FoyerBrowseModel *self)
{
  g_hash_table_remove_all (self->tags);
  g_clear_pointer (&self->like, g_strfreev);
  self->time = FOYER_TIME_ANY;
  self->is_within_chosen = FALSE;
  self->within = FOYER_WITHIN_ANYWHERE; /* until the whole programme is counted again */
  begin_whole_round (self);
}

void
foyer_browse_model_take_choices (FoyerBrowseModel *self, FoyerBrowseModel *from)
{
  GHashTableIter iter;
  gpointer tag;

  g_free (self->text);
  self->text = g_strdup (from->text);
  g_free (self->only);
  self->only = g_strdup (from->only);
  self->is_free_only = from->is_free_only;
  g_strfreev (self->like);
  self->like = g_strdupv (from->like);
  self->within = from->within;
  self->is_within_chosen = from->is_within_chosen;
  self->time = from->time;
  self->sort = from->sort;
  g_hash_table_remove_all (self->tags);
  g_hash_table_iter_init (&iter, from->tags);
  while (g_hash_table_iter_next (&iter, &tag, NULL))
    g_hash_table_add (self->tags, g_strdup (tag));
  begin_whole_round (self);
}

void
foyer_browse_model_relax (FoyerBrowseModel *self, const FoyerRelax *relax)
{
  switch (relax->kind)
    {
    case FOYER_RELAX_WITHIN:
      foyer_browse_model_set_within (self, relax->within);
      break;
    case FOYER_RELAX_TIME:
      foyer_browse_model_set_time (self, FOYER_TIME_ANY);
      break;
    case FOYER_RELAX_FACET:
      for (guint i = 0; i < relax->facet->options->len; i++)
        {
          const FoyerFacetOption *option = g_ptr_array_index (relax->facet->options, i);
          g_hash_table_remove (self->tags, option->tag);
        }
      foyer_browse_round_begin (self);
      break;
    case FOYER_RELAX_LIKE:
      foyer_browse_model_set_like (self, NULL);
      break;
    case FOYER_RELAX_ALL:
    default:
      foyer_browse_model_clear_filters (self);
      foyer_browse_model_set_within (self, FOYER_WITHIN_ANYWHERE); /* as it was counted */
      break;
    }
}

gboolean
foyer_browse_model_is_ready (FoyerBrowseModel *self)
{
  return self->is_ready;
}

gboolean
foyer_browse_model_has_failed (FoyerBrowseModel *self)
{
  return self->has_failed;
}

guint
foyer_browse_model_get_total (FoyerBrowseModel *self)
{
  return self->list != NULL ? self->list->total : 0;
}

const char *
foyer_browse_model_get_corrected (FoyerBrowseModel *self)
{
  return self->list != NULL ? self->list->corrected : NULL;
}

const char *
foyer_browse_model_get_place (FoyerBrowseModel *self)
{
  return self->list != NULL ? self->list->near : NULL;
}

guint
foyer_browse_model_get_near (FoyerBrowseModel *self)
{
  if (self->whole == NULL)
    return 0;
  return foyer_browse_model_has_origin (self) ? self->whole->within_counts[FOYER_WITHIN_10]
                                              : self->whole->total;
}

guint
foyer_browse_model_count_within (FoyerBrowseModel *self, FoyerWithin within)
{
  return self->list != NULL ? self->list->within_counts[within] : 0;
}

guint
foyer_browse_model_count_time (FoyerBrowseModel *self, FoyerTimeNeed time)
{
  if (self->list == NULL || time == FOYER_TIME_ANY)
    return 0;
  return self->list->time_counts[time];
}

guint
foyer_browse_model_count_tag (FoyerBrowseModel *self, const char *tag)
{
  if (self->list == NULL || self->list->tag_counts == NULL)
    return 0;
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->list->tag_counts, tag));
}

gboolean
foyer_browse_model_time_occurs (FoyerBrowseModel *self, FoyerTimeNeed time)
{
  return self->whole != NULL && time != FOYER_TIME_ANY && self->whole->time_counts[time] > 0;
}

gboolean
foyer_browse_model_tag_occurs (FoyerBrowseModel *self, const char *tag)
{
  return self->whole != NULL && self->whole->tag_counts != NULL
         && GPOINTER_TO_UINT (g_hash_table_lookup (self->whole->tag_counts, tag)) > 0;
}

const GArray *
foyer_browse_model_get_relaxations (FoyerBrowseModel *self)
{
  return self->relaxations;
}
