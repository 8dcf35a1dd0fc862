/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/widgets/foyer-map-painter.h"

#include <math.h>

/* Paints outlines into a surface, for a map that only moves it afterwards: a finger on the glass
 * must never wait for ten thousand corners. No widget in here, so that it can run on a thread. */

/* The shallows fade out in so many steps. */
#define SHALLOWS_STEPS 3

typedef struct
{
  cairo_t *cr;
  const FoyerMapView *view;
} Pencil;

FoyerMapPicture *
foyer_map_picture_new (const FoyerMapView *view, int factor)
{
  FoyerMapPicture *picture = g_new0 (FoyerMapPicture, 1);

  picture->view = *view;
  picture->factor = factor;
  picture->district = -1;
  picture->areas = g_array_new (FALSE, FALSE, sizeof (FoyerMapArea));
  return picture;
}

void
foyer_map_picture_free (FoyerMapPicture *picture)
{
  g_clear_pointer (&picture->surface, cairo_surface_destroy);
  g_array_unref (picture->areas);
  g_free (picture);
}

/* ---- painting ---- */

static void
point_cb (const FoyerMapPoint *point, gboolean is_first, gpointer data)
{
  Pencil *pencil = data;
  double x, y, left, top;

  foyer_map_project (point->lat, point->lon, &x, &y);
  foyer_map_view_to_screen (pencil->view, x, y, &left, &top);
  if (is_first)
    cairo_move_to (pencil->cr, left, top);
  else
    cairo_line_to (pencil->cr, left, top);
}

static void
fill_shape (Pencil *pencil, FoyerMapData *data, const FoyerMapShape *shape, const GdkRGBA *colour)
{
  for (guint i = 0; i < shape->n_rings; i++)
    {
      foyer_map_data_walk_ring (data, shape->first_ring + i, foyer_map_view_level (pencil->view),
                                point_cb, pencil);
      cairo_close_path (pencil->cr);
    }
  gdk_cairo_set_source_rgba (pencil->cr, colour);
  cairo_set_fill_rule (pencil->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (pencil->cr);
}

/* Leaves the lines of one kind as the path. */
static void
trace_lines (Pencil *pencil, FoyerMapData *data, FoyerMapLine kind)
{
  guint n = foyer_map_data_count_lines (data);
  int level = foyer_map_view_level (pencil->view);

  cairo_new_path (pencil->cr);
  for (guint i = 0; i < n; i++)
    if (foyer_map_data_get_line_kind (data, i) == kind)
      foyer_map_data_walk_line (data, i, level, point_cb, pencil);
}

static void
stroke_lines (Pencil *pencil, FoyerMapData *data, FoyerMapLine kind, const FoyerMapPen *pen)
{
  if (pen->size <= 0)
    return;
  trace_lines (pencil, data, kind);
  gdk_cairo_set_source_rgba (pencil->cr, &pen->colour);
  cairo_set_line_width (pencil->cr, pen->size);
  cairo_stroke (pencil->cr);
}

/* The sea is lighter along the coast, in steps, as on old charts. */
static void
paint_shallows (Pencil *pencil, FoyerMapData *data, const FoyerMapPen *pen)
{
  if (pen->size <= 0)
    return;
  gdk_cairo_set_source_rgba (pencil->cr, &pen->colour);
  cairo_set_line_join (pencil->cr, CAIRO_LINE_JOIN_BEVEL); /* round ones take ten times as long */
  cairo_set_line_cap (pencil->cr, CAIRO_LINE_CAP_BUTT);
  for (int i = SHALLOWS_STEPS; i > 0; i--)
    {
      trace_lines (pencil, data, FOYER_MAP_LINE_COAST);
      cairo_set_line_width (pencil->cr, 2 * pen->size * i / SHALLOWS_STEPS);
      cairo_stroke (pencil->cr);
    }
}

/* All of them one shape, so that two on top of each other do not look surer. */
static void
paint_areas (Pencil *pencil, const FoyerMapPicture *picture)
{
  for (guint i = 0; i < picture->areas->len; i++)
    {
      const FoyerMapArea *area = &g_array_index (picture->areas, FoyerMapArea, i);
      double left, top;

      foyer_map_view_to_screen (pencil->view, area->spot.x, area->spot.y, &left, &top);
      cairo_new_sub_path (pencil->cr);
      cairo_arc (pencil->cr, left, top, area->miles * pencil->view->scale, 0, 2 * G_PI);
    }
  gdk_cairo_set_source_rgba (pencil->cr, &picture->ink.area);
  cairo_set_fill_rule (pencil->cr, CAIRO_FILL_RULE_WINDING);
  cairo_fill (pencil->cr);
}

static void
paint_outlines (Pencil *pencil, FoyerMapData *data, const FoyerMapPicture *picture)
{
  const FoyerMapInk *ink = &picture->ink;
  guint n_districts;
  const FoyerMapShape *districts = foyer_map_data_get_districts (data, &n_districts);

  paint_shallows (pencil, data, &ink->shallows);
  fill_shape (pencil, data, foyer_map_data_get_around (data), &ink->around);
  stroke_lines (pencil, data, FOYER_MAP_LINE_AROUND, &ink->lines[FOYER_MAP_LINE_AROUND]);
  fill_shape (pencil, data, foyer_map_data_get_county (data), &ink->land);
  if (picture->district >= 0 && (guint)picture->district < n_districts)
    fill_shape (pencil, data, districts + picture->district, &ink->chosen);
  if (picture->has_wards)
    stroke_lines (pencil, data, FOYER_MAP_LINE_WARD, &ink->lines[FOYER_MAP_LINE_WARD]);
  stroke_lines (pencil, data, FOYER_MAP_LINE_DISTRICT, &ink->lines[FOYER_MAP_LINE_DISTRICT]);
  stroke_lines (pencil, data, FOYER_MAP_LINE_LAND, &ink->lines[FOYER_MAP_LINE_LAND]);
  stroke_lines (pencil, data, FOYER_MAP_LINE_COAST, &ink->lines[FOYER_MAP_LINE_COAST]);
}

void
foyer_map_picture_paint (FoyerMapPicture *picture, FoyerMapData *data)
{
  int width = (int)ceil (picture->view.width * picture->factor);
  int height = (int)ceil (picture->view.height * picture->factor);
  Pencil pencil = { NULL, &picture->view };

  g_clear_pointer (&picture->surface, cairo_surface_destroy);
  picture->surface
    = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (width, 1), MAX (height, 1));
  cairo_surface_set_device_scale (picture->surface, picture->factor, picture->factor);
  pencil.cr = cairo_create (picture->surface);
  gdk_cairo_set_source_rgba (pencil.cr, &picture->ink.sea);
  cairo_paint (pencil.cr);
  if (data != NULL)
    paint_outlines (&pencil, data, picture);
  paint_areas (&pencil, picture);
  cairo_destroy (pencil.cr);
  cairo_surface_flush (picture->surface);
}

/* ---- on a thread ---- */

typedef struct
{
  FoyerMapPicture *picture; /* owned */
  FoyerMapData *data;       /* owned (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->picture, foyer_map_picture_free);
  g_clear_pointer (&job->data, foyer_map_data_unref);
  g_free (job);
}

static void
paint_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  if (g_task_return_error_if_cancelled (task))
    return;
  foyer_map_picture_paint (job->picture, job->data);
  g_task_return_pointer (task, g_steal_pointer (&job->picture),
                         (GDestroyNotify)foyer_map_picture_free);
}

void
foyer_map_picture_paint_async (FoyerMapPicture *picture,
                               FoyerMapData *data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->picture = picture;
  job->data = data != NULL ? foyer_map_data_ref (data) : NULL;
  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread (task, paint_thread);
}

FoyerMapPicture *
foyer_map_picture_paint_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- drawing ---- */

void
foyer_map_picture_draw (const FoyerMapPicture *picture,
                        cairo_t *cr,
                        const FoyerMapView *view,
                        gboolean is_still)
{
  double ratio = view->scale / picture->view.scale, x, y, left, top;
  gboolean is_same = fabs (ratio - 1) < 1e-9;

  if (picture->surface == NULL)
    return;
  foyer_map_view_from_screen (&picture->view, 0, 0, &x, &y);
  foyer_map_view_to_screen (view, x, y, &left, &top);
  cairo_save (cr);
  if (is_same) /* whole device pixels: nothing to interpolate */
    cairo_translate (cr, round (left * picture->factor) / picture->factor,
                     round (top * picture->factor) / picture->factor);
  else
    {
      cairo_translate (cr, left, top);
      cairo_scale (cr, ratio, ratio);
    }
  cairo_set_source_surface (cr, picture->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            is_same || !is_still ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
}

gboolean
foyer_map_picture_covers (const FoyerMapPicture *picture, const FoyerMapView *view)
{
  double x, y, left, top, right, bottom;

  if (picture->surface == NULL)
    return FALSE;
  foyer_map_view_from_screen (view, 0, 0, &x, &y);
  foyer_map_view_to_screen (&picture->view, x, y, &left, &top);
  foyer_map_view_from_screen (view, view->width, view->height, &x, &y);
  foyer_map_view_to_screen (&picture->view, x, y, &right, &bottom);
  return left >= 0 && top >= 0 && right <= picture->view.width && bottom <= picture->view.height;
}
