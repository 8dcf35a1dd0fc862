/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-map-view.h"

G_BEGIN_DECLS

/* A line: its colour, and how thick it is, in pixels. */
typedef struct
{
  GdkRGBA colour;
  double size;
} FoyerMapPen;

/* What the style sheet says a map looks like. */
typedef struct
{
  GdkRGBA sea, around, land, chosen, area;
  FoyerMapPen shallows; /* along the coast, faint and wide */
  FoyerMapPen lines[FOYER_N_MAP_LINES];
} FoyerMapInk;

/* Somewhere within so many miles of a spot. */
typedef struct
{
  FoyerMapSpot spot;
  double miles;
} FoyerMapArea;

/* A part of the map, painted or to be. */
typedef struct
{
  FoyerMapView view;  /* its width and height are those of the picture */
  int factor;         /* device pixels a pixel */
  int district;       /* the one in another colour, -1: none */
  gboolean has_wards; /* with the borders of wards */
  FoyerMapInk ink;
  GArray *areas;            /* owned FoyerMapArea: soft ones */
  cairo_surface_t *surface; /* owned (nullable): not painted yet */
} FoyerMapPicture;

FoyerMapPicture *foyer_map_picture_new (const FoyerMapView *view, int factor);
void foyer_map_picture_free (FoyerMapPicture *picture);

/* Paints now; any thread that alone has the picture. data (nullable): sea alone. */
void foyer_map_picture_paint (FoyerMapPicture *picture, FoyerMapData *data);
/* On a thread of its own. Takes picture; the finish gives it back painted, NULL when cancelled. */
void foyer_map_picture_paint_async (FoyerMapPicture *picture,
                                    FoyerMapData *data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
FoyerMapPicture *foyer_map_picture_paint_finish (GAsyncResult *result, GError **error);

/* Draws the picture as it looks from view; is_still: sharply, else quickly. */
void foyer_map_picture_draw (const FoyerMapPicture *picture,
                             cairo_t *cr,
                             const FoyerMapView *view,
                             gboolean is_still);
/* All that view sees is on it. */
gboolean foyer_map_picture_covers (const FoyerMapPicture *picture, const FoyerMapView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerMapPicture, foyer_map_picture_free)

G_END_DECLS
