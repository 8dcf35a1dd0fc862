/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/widgets/foyer-map.h"
#include "kiosk/widgets/foyer-map-painter.h"

G_BEGIN_DECLS

/* Between foyer-map.c (what is shown), foyer-map-gestures.c (what fingers and keys do),
 * foyer-map-pictures.c (what is painted when), foyer-map-names.c (which names have room) and
 * foyer-map-ink.c (what the style sheet says). */

#define FOYER_MAP_N_PENS (FOYER_N_MAP_LINES + 8)
#define FOYER_MAP_N_LOOKS 7

struct _FoyerMap
{
  GtkWidget parent_instance;

  FoyerMapPins *pins;    /* owned */
  FoyerMapView *view;    /* borrowed from pins */
  double here_x, here_y; /* miles; NAN: not known */
  gboolean is_taken;     /* somebody has moved it: it shows all pins no more by itself */

  FoyerMapPicture *picture;  /* owned (nullable): what is near */
  FoyerMapPicture *overview; /* owned (nullable): all of it, coarsely, where picture ends */
  GCancellable *painting;    /* owned (nullable): the picture under way */
  gboolean is_restyled;      /* the style sheet has changed since the picture was planned */
  gboolean is_stale;         /* another is wanted as soon as that is done */
  gboolean is_held; /* a finger is on it: it moves, nothing new is painted but at the rim */

  GtkWidget *above, *beside, *below; /* weak (nullable): what lies over it */

  GPtrArray *discs;    /* borrowed FoyerMapPin children, in the order of the clusters */
  GArray *clusters;    /* owned FoyerMapCluster */
  guint *cluster_of;   /* owned */
  double clustered_at; /* scale */

  GtkWidget *here, *here_words;        /* children */
  GtkWidget *pens[FOYER_MAP_N_PENS];   /* children that are never seen: they hold styles */
  GtkWidget *looks[FOYER_MAP_N_LOOKS]; /* and labels, for those of names */

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

/* Paints what is in sight if it has no picture, or none that is as it would be painted now. */
void foyer_map_request_picture (FoyerMap *self);
void foyer_map_refresh_picture (FoyerMap *self);
void foyer_map_forget_pictures (FoyerMap *self); /* and what is under way */

void foyer_map_add_gestures (FoyerMap *self);

void foyer_map_add_pens (FoyerMap *self);
void foyer_map_read_ink (FoyerMap *self, FoyerMapInk *ink);
/* The colour of a chosen soft area, and how thick its edge is. */
void foyer_map_read_chosen_area (FoyerMap *self, FoyerMapPen *pen);

/* The dot of a settlement: its size is the radius. */
void foyer_map_read_dot (FoyerMap *self, FoyerMapPen *pen);

void foyer_map_add_looks (FoyerMap *self);
/* Writes the names that have room onto a painted picture. */
void foyer_map_write_names (FoyerMap *self, FoyerMapPicture *picture);
gboolean foyer_map_has_wards (FoyerMap *self);
/* Puts child with its natural size so that (across, down) of it, 0 … 1, stands at a point. */
void foyer_map_put (GtkWidget *child, double left, double top, double across, double down);

G_END_DECLS
