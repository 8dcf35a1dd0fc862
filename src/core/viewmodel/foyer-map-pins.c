/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "core/viewmodel/foyer-map-pins.h"

#include <math.h>

/* What is on the map page, without a widget: numbers, honesty about places, and the choice. Owned
 * by one page. Main thread. */

/* A library stands for "somewhere near there", a town for itself (data/content/generator). */
#define PLACE_MILES 0.5
#define TOWN_MILES 1.2
/* Where one is belongs to the picture unless what is shown is further away than a day out. */
#define FAR_MILES 25
/* A first look shows at least so much, or nobody knows which part of the county it is. */
#define FIRST_LOOK_MILES 9

struct _FoyerMapPins
{
  GObject parent_instance;

  FoyerMapData *data; /* owned (nullable) */
  FoyerMapView view;
  GPtrArray *items; /* owned FoyerMapItem: those on the map first */
  GArray *spots;    /* owned FoyerMapSpot of those */
  int selected;     /* -1: none */
  char *wanted;     /* owned (nullable): id of what was chosen before its listing came */
};

static void foyer_map_pins_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (FoyerMapItem, foyer_map_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerMapPins,
                               foyer_map_pins,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, foyer_map_pins_list_init))

enum
{
  PROP_SELECTED = 1,
};

static GParamSpec *item_selected, *pins_selected;

/* ---- honesty ---- */

FoyerMapSpotKind
foyer_map_spot_kind (FoyerListing *listing)
{
  if (isnan (listing->lat) || isnan (listing->lon))
    return FOYER_MAP_SPOT_NONE;
  switch (listing->precision)
    {
    case FOYER_PRECISION_POSTCODE:
      return FOYER_MAP_SPOT_EXACT;
    case FOYER_PRECISION_PLACE:
      return FOYER_MAP_SPOT_PLACE;
    case FOYER_PRECISION_DISTRICT:
      return FOYER_MAP_SPOT_DISTRICT;
    case FOYER_PRECISION_COUNTY:
      return FOYER_MAP_SPOT_NONE;
    case FOYER_PRECISION_TOWN:
    case FOYER_PRECISION_UNKNOWN:
    default:
      return FOYER_MAP_SPOT_TOWN;
    }
}

double
foyer_map_spot_miles (FoyerMapSpotKind kind)
{
  switch (kind)
    {
    case FOYER_MAP_SPOT_EXACT:
      return 0;
    case FOYER_MAP_SPOT_PLACE:
      return PLACE_MILES;
    case FOYER_MAP_SPOT_TOWN:
      return TOWN_MILES;
    case FOYER_MAP_SPOT_DISTRICT:
    case FOYER_MAP_SPOT_NONE:
    default:
      return NAN;
    }
}

/* ---- an item ---- */

static void
foyer_map_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, FOYER_MAP_ITEM (object)->is_selected);
}

static void
foyer_map_item_finalize (GObject *object)
{
  FoyerMapItem *self = FOYER_MAP_ITEM (object);

  g_clear_object (&self->listing);
  g_clear_object (&self->next);
  G_OBJECT_CLASS (foyer_map_item_parent_class)->finalize (object);
}

static void
foyer_map_item_class_init (FoyerMapItemClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = foyer_map_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = foyer_map_item_finalize;
  item_selected = g_param_spec_boolean ("selected", NULL, NULL, FALSE,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_SELECTED, item_selected);
}

static void
foyer_map_item_init (FoyerMapItem *self)
{
  self->miles = NAN;
}

static FoyerMapItem *
create_item (FoyerListing *listing, FoyerSession *next, double miles)
{
  FoyerMapItem *item = g_object_new (FOYER_TYPE_MAP_ITEM, NULL);

  item->listing = g_object_ref (listing);
  g_set_object (&item->next, next);
  item->miles = miles;
  item->kind = foyer_map_spot_kind (listing);
  if (item->kind != FOYER_MAP_SPOT_NONE)
    foyer_map_project (listing->lat, listing->lon, &item->spot.x, &item->spot.y);
  return item;
}

/* ---- the list ---- */

static GType
get_item_type (GListModel *list)
{
  return FOYER_TYPE_MAP_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return FOYER_MAP_PINS (list)->items->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  FoyerMapPins *self = FOYER_MAP_PINS (list);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
foyer_map_pins_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len || a->len == 0)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      FoyerMapItem *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, i);

      if (x->listing != y->listing
          || (x->miles != y->miles && !(isnan (x->miles) && isnan (y->miles))))
        return FALSE;
    }
  return TRUE;
}

/* Takes all of found; keeps the choice. */
static void
replace (FoyerMapPins *self, GPtrArray *found)
{
  guint before = self->items->len;
  g_autofree char *chosen = NULL;
  int selected = -1;

  if (is_same (self->items, found))
    {
      g_ptr_array_unref (found);
      return;
    }
  if (self->selected < 0)
    chosen = g_steal_pointer (&self->wanted);
  else
    chosen = g_strdup (foyer_map_pins_get (self, self->selected)->listing->id);
  g_ptr_array_unref (self->items);
  self->items = found;
  g_array_set_size (self->spots, 0);
  for (guint i = 0; i < found->len; i++)
    {
      FoyerMapItem *item = g_ptr_array_index (found, i);

      if (item->kind != FOYER_MAP_SPOT_NONE)
        {
          g_array_append_val (self->spots, item->spot);
          item->number = i + 1;
        }
      item->is_first_unplaced = item->number == 0 && i == self->spots->len && i > 0;
      if (g_strcmp0 (item->listing->id, chosen) == 0)
        selected = (int)i;
    }
  self->selected = -1;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, found->len);
  foyer_map_pins_select (self, selected);
  if (chosen != NULL && selected < 0)
    g_object_notify_by_pspec (G_OBJECT (self), pins_selected); /* it has gone */
}

/* ---- type ---- */

static void
foyer_map_pins_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, FOYER_MAP_PINS (object)->selected);
}

static void
foyer_map_pins_finalize (GObject *object)
{
  FoyerMapPins *self = FOYER_MAP_PINS (object);

  g_clear_pointer (&self->data, foyer_map_data_unref);
  g_free (self->wanted);
  g_ptr_array_unref (self->items);
  g_array_unref (self->spots);
  G_OBJECT_CLASS (foyer_map_pins_parent_class)->finalize (object);
}

static void
foyer_map_pins_class_init (FoyerMapPinsClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = foyer_map_pins_get_property;
  G_OBJECT_CLASS (klass)->finalize = foyer_map_pins_finalize;
  pins_selected = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1,
                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_SELECTED, pins_selected);
}

static void
foyer_map_pins_init (FoyerMapPins *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->spots = g_array_new (FALSE, FALSE, sizeof (FoyerMapSpot));
  self->selected = -1;
}

/* ---- public ---- */

FoyerMapPins *
foyer_map_pins_new (FoyerMapData *data)
{
  FoyerMapPins *self = g_object_new (FOYER_TYPE_MAP_PINS, NULL);

  self->data = data != NULL ? foyer_map_data_ref (data) : NULL;
  foyer_map_view_init (&self->view, data);
  return self;
}

FoyerMapData *
foyer_map_pins_get_data (FoyerMapPins *self)
{
  return self->data;
}

FoyerMapView *
foyer_map_pins_get_view (FoyerMapPins *self)
{
  return &self->view;
}

void
foyer_map_pins_take_rows (FoyerMapPins *self, GListModel *rows)
{
  guint n = MIN (g_list_model_get_n_items (rows), FOYER_MAP_PINS_MAX);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) unplaced = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerBrowseRow) row = g_list_model_get_item (rows, i);
      FoyerMapItem *item;

      if (row == NULL || row->listing == NULL)
        continue;
      item = create_item (row->listing, row->next, row->miles);
      g_ptr_array_add (item->kind == FOYER_MAP_SPOT_NONE ? unplaced : found, item);
    }
  for (guint i = 0; i < unplaced->len; i++)
    g_ptr_array_add (found, g_ptr_array_index (unplaced, i));
  replace (self, found);
}

void
foyer_map_pins_take_listing (FoyerMapPins *self, FoyerListing *listing, double miles)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (found, create_item (listing, NULL, miles));
  replace (self, found);
  foyer_map_pins_select (self, 0);
}

guint
foyer_map_pins_count (FoyerMapPins *self)
{
  return self->items->len;
}

guint
foyer_map_pins_count_placed (FoyerMapPins *self)
{
  return self->spots->len;
}

FoyerMapItem *
foyer_map_pins_get (FoyerMapPins *self, guint position)
{
  g_return_val_if_fail (position < self->items->len, NULL);
  return g_ptr_array_index (self->items, position);
}

const FoyerMapSpot *
foyer_map_pins_get_spots (FoyerMapPins *self)
{
  return (const FoyerMapSpot *)(gpointer)self->spots->data;
}

static void
mark (FoyerMapPins *self, int position, gboolean is_selected)
{
  FoyerMapItem *item;

  if (position < 0)
    return;
  item = foyer_map_pins_get (self, (guint)position);
  item->is_selected = is_selected;
  g_object_notify_by_pspec (G_OBJECT (item), item_selected);
}

void
foyer_map_pins_select (FoyerMapPins *self, int position)
{
  int before = self->selected;

  if (position < 0 || (guint)position >= self->items->len)
    position = -1;
  if (position == before)
    return;
  self->selected = position;
  mark (self, before, FALSE);
  mark (self, position, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), pins_selected);
}

int
foyer_map_pins_get_selected (FoyerMapPins *self)
{
  return self->selected;
}

void
foyer_map_pins_restore (FoyerMapPins *self, FoyerMapPins *before)
{
  int selected = before->selected;

  self->view = before->view;
  g_clear_pointer (&self->wanted, g_free);
  if (selected < 0)
    return;
  self->wanted = g_strdup (foyer_map_pins_get (before, (guint)selected)->listing->id);
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (foyer_map_pins_get (self, i)->listing->id, self->wanted))
      foyer_map_pins_select (self, (int)i);
}

static void
widen (double *from, double *to)
{
  double more = (FIRST_LOOK_MILES - (*to - *from)) / 2;

  if (more <= 0)
    return;
  *from -= more;
  *to += more;
}

void
foyer_map_pins_show_all (FoyerMapPins *self, double here_x, double here_y, double margin)
{
  double west = G_MAXDOUBLE, north = G_MAXDOUBLE, east = -G_MAXDOUBLE, south = -G_MAXDOUBLE;
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i < self->spots->len; i++)
    {
      const FoyerMapSpot *spot = &g_array_index (self->spots, FoyerMapSpot, i);
      double reach = foyer_map_spot_miles (foyer_map_pins_get (self, i)->kind);

      reach = isnan (reach) ? TOWN_MILES : reach;
      west = MIN (west, spot->x - reach);
      east = MAX (east, spot->x + reach);
      north = MIN (north, spot->y - reach);
      south = MAX (south, spot->y + reach);
      nearest = MIN (nearest, hypot (spot->x - here_x, spot->y - here_y));
    }
  if (self->spots->len == 0)
    {
      foyer_map_view_show_county (&self->view);
      return;
    }
  if (!isnan (here_x) && nearest <= FAR_MILES)
    {
      west = MIN (west, here_x);
      east = MAX (east, here_x);
      north = MIN (north, here_y);
      south = MAX (south, here_y);
    }
  widen (&west, &east);
  widen (&north, &south);
  foyer_map_view_show_box (&self->view, west, north, east, south, margin);
}
