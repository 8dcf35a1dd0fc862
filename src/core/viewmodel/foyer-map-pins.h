/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-browse-model.h"
#include "core/viewmodel/foyer-map-view.h"

G_BEGIN_DECLS

/* How well it is known where a listing is, which is how it may be drawn. */
typedef enum
{
  FOYER_MAP_SPOT_EXACT,    /* a pin */
  FOYER_MAP_SPOT_PLACE,    /* somewhere in a neighbourhood: a small soft area */
  FOYER_MAP_SPOT_TOWN,     /* somewhere in a town or village */
  FOYER_MAP_SPOT_DISTRICT, /* somewhere in a district: all of it */
  FOYER_MAP_SPOT_NONE,     /* from home, anywhere in Essex, or not known: never on the map */
} FoyerMapSpotKind;

FoyerMapSpotKind foyer_map_spot_kind (FoyerListing *listing);
/* How far the soft area reaches; 0 for a pin, NAN where it is a whole district or nowhere. */
double foyer_map_spot_miles (FoyerMapSpotKind kind);

/* One line of the list beside the map. */
#define FOYER_TYPE_MAP_ITEM (foyer_map_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMapItem, foyer_map_item, FOYER, MAP_ITEM, GObject)
struct _FoyerMapItem
{
  GObject parent_instance;
  FoyerListing *listing; /* owned */
  FoyerSession *next;    /* owned (nullable) */
  double miles;          /* NAN when not known */
  guint number;          /* 1 … as on the map, 0: not on it */
  FoyerMapSpotKind kind;
  FoyerMapSpot spot;          /* unless kind is NONE */
  gboolean is_first_unplaced; /* the first of those that are not on the map */
  gboolean is_selected;       /* property "selected" */
};

/* What a visitor sees on the map page and what they chose on it: the numbered list of what is shown
 * (a GListModel of FoyerMapItem), which of them is selected, and where they look. Survives a change
 * of language. Main thread. Property "selected". */
#define FOYER_TYPE_MAP_PINS (foyer_map_pins_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMapPins, foyer_map_pins, FOYER, MAP_PINS, GObject)

/* More would not be told apart on a screen, and nobody reads further. */
#define FOYER_MAP_PINS_MAX 200

FoyerMapPins *foyer_map_pins_new (FoyerMapData *data);      /* data (nullable) */
FoyerMapData *foyer_map_pins_get_data (FoyerMapPins *self); /* borrowed (nullable) */
FoyerMapView *foyer_map_pins_get_view (FoyerMapPins *self); /* borrowed, to be changed */

/* Shows the first FOYER_MAP_PINS_MAX rows of a list of FoyerBrowseRow, those with a place first, in
 * its order. What was selected stays selected if it is still there. */
void foyer_map_pins_take_rows (FoyerMapPins *self, GListModel *rows);
/* Shows one listing, selected. miles may be NAN. */
void foyer_map_pins_take_listing (FoyerMapPins *self, FoyerListing *listing, double miles);

guint foyer_map_pins_count (FoyerMapPins *self);        /* lines */
guint foyer_map_pins_count_placed (FoyerMapPins *self); /* of them, on the map: the first ones */
FoyerMapItem *foyer_map_pins_get (FoyerMapPins *self, guint position); /* borrowed */
/* Of what is on the map; borrowed until the next take. */
const FoyerMapSpot *foyer_map_pins_get_spots (FoyerMapPins *self);

/* -1: none. The item's own property follows. */
void foyer_map_pins_select (FoyerMapPins *self, int position);
int foyer_map_pins_get_selected (FoyerMapPins *self);

/* Takes over where another one looked and what was chosen on it, also if its listings come later. */
void foyer_map_pins_restore (FoyerMapPins *self, FoyerMapPins *before);

/* So that the view shows what is on the map and, where it is near enough to be of use, where one
 * is (miles; NAN: not known). */
void foyer_map_pins_show_all (FoyerMapPins *self, double here_x, double here_y, double margin);

G_END_DECLS
