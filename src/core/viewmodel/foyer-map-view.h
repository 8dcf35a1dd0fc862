/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-map-data.h"

G_BEGIN_DECLS

/* Which part of the county is looked at, and how closely: a plain value. Flat: x is miles to the
 * east and y miles to the south of a point in the middle of Essex, which is true to one part in a
 * hundred anywhere in the county. Pixels are those of the map's widget. */
typedef struct
{
  double width, height;            /* pixels; 0: not known yet */
  double x, y;                     /* miles: what is in the middle */
  double scale;                    /* pixels a mile */
  double west, north, east, south; /* miles: the county */
  /* pixels along each side on which something else lies: what is to be seen is kept clear of it */
  double rim_left, rim_top, rim_right, rim_bottom;
} FoyerMapView;

void foyer_map_project (double lat, double lon, double *x, double *y); /* degrees → miles */
void foyer_map_unproject (double x, double y, double *lat, double *lon);

/* The whole county, once there is a size. data (nullable): a county of the usual size. */
void foyer_map_view_init (FoyerMapView *view, FoyerMapData *data);
/* Keeps what is in the middle; the first size shows the whole county. */
void foyer_map_view_set_size (FoyerMapView *view, double width, double height);

void foyer_map_view_set_rim (
  FoyerMapView *view, double left, double top, double right, double bottom);

double foyer_map_view_min_scale (const FoyerMapView *view); /* the county fits */
double foyer_map_view_max_scale (const FoyerMapView *view); /* two miles fit */
/* 1 with the whole county in sight, 2 twice as near … */
double foyer_map_view_nearness (const FoyerMapView *view);
/* How fine the outlines have to be: 0 … FOYER_MAP_LEVELS - 1. */
int foyer_map_view_level (const FoyerMapView *view);

void foyer_map_view_to_screen (
  const FoyerMapView *view, double x, double y, double *left, double *top);
void foyer_map_view_from_screen (
  const FoyerMapView *view, double left, double top, double *x, double *y);

/* All of these stay within the limits: never closer or further than the two scales, never with the
 * county out of sight. */
void foyer_map_view_pan (FoyerMapView *view, double dx, double dy); /* the map follows the finger */
void foyer_map_view_zoom (FoyerMapView *view, double factor, double left, double top);
void foyer_map_view_show_county (FoyerMapView *view);
/* Brings a point (miles) into the middle, so that at least miles around it are in sight. */
void foyer_map_view_show_point (FoyerMapView *view, double x, double y, double miles);
/* All of a box (miles), with margin pixels around it. */
void foyer_map_view_show_box (
  FoyerMapView *view, double west, double north, double east, double south, double margin);
/* Part of the way from one view to another, 0 … 1: as near as the way is long. */
void foyer_map_view_between (FoyerMapView *view,
                             const FoyerMapView *from,
                             const FoyerMapView *to,
                             double part);

/* ---- pins ---- */

typedef struct
{
  double x, y; /* miles */
} FoyerMapSpot;

/* Pins that would touch each other at this scale, as one. */
typedef struct
{
  double x, y;            /* miles: of its first pin */
  guint first;            /* index of that pin */
  guint count;            /* pins in it */
  gboolean can_be_parted; /* coming closer would part it */
} FoyerMapCluster;

/* Clusters in the order of their first pins; cluster_of (nullable, n of them) is the cluster of
 * each pin. spacing: pixels between the middles of two clusters, at least. Panning changes nothing.
 * (transfer full) of FoyerMapCluster. */
GArray *foyer_map_view_cluster (
  const FoyerMapView *view, const FoyerMapSpot *spots, guint n, double spacing, guint *cluster_of);
/* Comes just close enough to part the pins of one cluster, with them in the middle. */
void foyer_map_view_part (FoyerMapView *view,
                          const FoyerMapSpot *spots,
                          guint n,
                          const guint *cluster_of,
                          guint cluster,
                          double spacing);

G_END_DECLS
