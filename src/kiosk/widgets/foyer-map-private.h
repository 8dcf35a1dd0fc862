/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/widgets/foyer-map.h"
#include "kiosk/widgets/foyer-map-painter.h"

G_BEGIN_DECLS

/* Between foyer-map.c (what is shown), foyer-map-gestures.c (what fingers and keys do),
 * foyer-map-names.c (which names have room) and foyer-map-ink.c (what the style sheet says). */

#define FOYER_MAP_N_PENS (FOYER_N_MAP_LINES + 7)

struct _FoyerMap
{
  GtkWidget parent_instance;

  FoyerMapPins *pins;    /* owned */
  FoyerMapView *view;    /* borrowed from pins */
  double here_x, here_y; /* miles; NAN: not known */
  gboolean is_placed;    /* the first size has come, and pins to show */

  FoyerMapPicture *picture;  /* owned (nullable): what is near */
  FoyerMapPicture *overview; /* owned (nullable): all of it, coarsely, where picture ends */
  GCancellable *painting;    /* owned (nullable): the picture under way */
  gboolean is_stale;         /* another is wanted as soon as that is done */
  gboolean is_held; /* a finger is on it: it moves, nothing new is painted but at the rim */

  GPtrArray *discs;    /* borrowed FoyerMapPin children, in the order of the clusters */
  GArray *clusters;    /* owned FoyerMapCluster */
  guint *cluster_of;   /* owned */
  double clustered_at; /* scale */

  GPtrArray *names;                  /* owned Name: those in sight */
  GtkWidget *here, *here_words;      /* children */
  GtkWidget *pens[FOYER_MAP_N_PENS]; /* children that are never seen: they hold styles */

  GtkGesture *drag, *pinch; /* borrowed */
  double dragged_x, dragged_y, pinched, pinch_x, pinch_y;
  guint tick;            /* 0: not on the way */
  FoyerMapView from, to; /* on the way */
  gint64 began_us;
};

/* The view changed: children follow, a new picture is painted if one is needed. */
void foyer_map_moved (FoyerMap *self);
/* It will not change again at once: clusters, names, picture. */
void foyer_map_settle (FoyerMap *self);
/* Goes to a view in 200 ms, or at once. */
void foyer_map_go (FoyerMap *self, const FoyerMapView *to);
void foyer_map_stop (FoyerMap *self);

void foyer_map_add_gestures (FoyerMap *self);

void foyer_map_add_pens (FoyerMap *self);
void foyer_map_read_ink (FoyerMap *self, FoyerMapInk *ink);
/* The colour and the size of soft areas. */
void foyer_map_read_area (FoyerMap *self, gboolean is_selected, FoyerMapPen *pen);

/* Chooses anew which names have room; then they follow by allocate. rank: of settlements. */
void foyer_map_choose_names (FoyerMap *self);
int foyer_map_names_rank (FoyerMap *self);
gboolean foyer_map_has_wards (FoyerMap *self);
void foyer_map_allocate_names (FoyerMap *self);
void foyer_map_snapshot_names (FoyerMap *self, GtkSnapshot *snapshot);
/* Puts child with its natural size so that (across, down) of it, 0 … 1, stands at a point. */
void foyer_map_put (GtkWidget *child, double left, double top, double across, double down);

G_END_DECLS
