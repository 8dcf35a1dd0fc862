/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/widgets/foyer-map-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-map-pin.h"

/* The map widget. What is under a finger is a picture that only moves: it is somewhat larger than
 * the map, is painted on a thread once the map rests or its rim comes near, and at most two are
 * kept (one shown, one under way), besides a coarse one of everything. Pins, names and the place
 * where one is are children. Owned by its page. Main thread. */

#define RECLUSTER 1.2     /* times closer or further, before pins part under two fingers */
#define GO_US 200000      /* to get somewhere (HIG: short enough not to wait for) */
#define HERE_MILES 2.5    /* around where one is, to be shown at least */
#define SELECTED_RIM 0.12 /* of the map: what is chosen and closer to its border is brought in */

enum
{
  MOVED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FoyerMap, foyer_map, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* ---- pins ---- */

static void
pin_clicked_cb (FoyerMapPin *pin, gpointer data)
{
  FoyerMap *self = data;
  const FoyerMapCluster *cluster = foyer_map_pin_get_cluster (pin);
  guint n = foyer_map_pins_count_placed (self->pins), index = foyer_map_pin_get_index (pin);
  int selected = foyer_map_pins_get_selected (self->pins), next = (int)cluster->first;

  if (cluster->count > 1 && cluster->can_be_parted)
    {
      FoyerMapView to = *self->view;

      foyer_map_view_part (&to, foyer_map_pins_get_spots (self->pins), n, self->cluster_of, index,
                           gtk_widget_get_width (GTK_WIDGET (pin)));
      foyer_map_go (self, &to);
      return;
    }
  for (guint i = (guint)MAX (selected + 1, 0); cluster->count > 1 && i < n; i++)
    if (self->cluster_of[i] == index && foyer_map_pin_is_selected (pin))
      {
        next = (int)i;
        break;
      }
  foyer_map_pins_select (self->pins, next);
}

/* Pixels between the middles of two pins: they never cover each other. */
static double
pin_spacing (FoyerMap *self)
{
  GtkRequisition size = { 0, 0 };

  if (self->discs->len > 0)
    gtk_widget_get_preferred_size (g_ptr_array_index (self->discs, 0), &size, NULL);
  return MAX (size.width, size.height);
}

/* Between what is to be seen and the edge: a pin, and the words under "here", in whole. */
static double
edge_room (FoyerMap *self)
{
  int words = 0;

  if (gtk_widget_get_visible (self->here_words))
    gtk_widget_measure (self->here_words, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &words, NULL, NULL);
  return MAX (pin_spacing (self), words / 2.0);
}

static void
add_disc (FoyerMap *self)
{
  GtkWidget *pin = foyer_map_pin_new ();

  g_signal_connect (pin, "clicked", G_CALLBACK (pin_clicked_cb), self);
  gtk_widget_set_visible (pin, FALSE);
  gtk_widget_set_parent (pin, GTK_WIDGET (self));
  g_ptr_array_add (self->discs, pin);
}

static void
cluster_pins (FoyerMap *self)
{
  guint n = foyer_map_pins_count_placed (self->pins);

  if (self->discs->len == 0)
    add_disc (self);
  g_clear_pointer (&self->clusters, g_array_unref);
  self->cluster_of = g_renew (guint, self->cluster_of, n + 1);
  self->clusters = foyer_map_view_cluster (self->view, foyer_map_pins_get_spots (self->pins), n,
                                           pin_spacing (self), self->cluster_of);
  self->clustered_at = self->view->scale;
  while (self->discs->len < self->clusters->len)
    add_disc (self);
  for (guint i = 0; i < self->discs->len; i++)
    {
      GtkWidget *pin = g_ptr_array_index (self->discs, i);

      if (i < self->clusters->len)
        foyer_map_pin_set (FOYER_MAP_PIN (pin), self->pins,
                           &g_array_index (self->clusters, FoyerMapCluster, i), i,
                           self->cluster_of);
      gtk_widget_set_visible (pin, i < self->clusters->len);
    }
}

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  FoyerMap *self = data;

  self->clustered_at = 0;
  foyer_map_settle (self);
}

static void
selected_cb (GObject *pins, GParamSpec *pspec, gpointer data)
{
  FoyerMap *self = data;

  self->clustered_at = 0;
  foyer_map_settle (self);
}

/* ---- moving ---- */

void
foyer_map_moved (FoyerMap *self)
{
  if (self->clustered_at <= 0 || self->view->scale > self->clustered_at * RECLUSTER
      || self->view->scale < self->clustered_at / RECLUSTER)
    cluster_pins (self);
  if (self->picture == NULL || !foyer_map_picture_covers (self->picture, self->view))
    foyer_map_request_picture (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

/* How much of the map a widget over it takes along one side. */
static double
rim_of (GtkWidget *over, GtkOrientation across, double along)
{
  int natural = 0;

  if (over != NULL && gtk_widget_get_visible (over))
    gtk_widget_measure (over, across, (int)along, NULL, &natural, NULL, NULL);
  return natural;
}

static void
find_rim (FoyerMap *self)
{
  double beside = rim_of (self->beside, GTK_ORIENTATION_HORIZONTAL, -1);
  gboolean is_left
    = self->beside != NULL && gtk_widget_get_direction (self->beside) == GTK_TEXT_DIR_RTL;

  foyer_map_view_set_rim (self->view, is_left ? beside : 0,
                          rim_of (self->above, GTK_ORIENTATION_VERTICAL, -1), is_left ? 0 : beside,
                          rim_of (self->below, GTK_ORIENTATION_VERTICAL, self->view->width));
}

void
foyer_map_settle (FoyerMap *self)
{
  if (!(self->view->width > 0))
    return;
  find_rim (self);
  if (!self->is_taken && foyer_map_pins_count (self->pins) > 0)
    foyer_map_pins_show_all (self->pins, self->here_x, self->here_y, edge_room (self));
  cluster_pins (self);
  foyer_map_refresh_picture (self);
  foyer_map_moved (self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerMap *self = FOYER_MAP (widget);
  double part
    = CLAMP ((double)(gdk_frame_clock_get_frame_time (clock) - self->began_us) / GO_US, 0, 1);

  /* fast away, gently there */
  foyer_map_view_between (self->view, &self->from, &self->to, 1 - pow (1 - part, 3));
  if (part < 1)
    {
      foyer_map_moved (self);
      return G_SOURCE_CONTINUE;
    }
  self->tick = 0;
  *self->view = self->to;
  foyer_map_settle (self);
  return G_SOURCE_REMOVE;
}

void
foyer_map_stop (FoyerMap *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

void
foyer_map_go (FoyerMap *self, const FoyerMapView *to)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gboolean may_move = FALSE;

  foyer_map_stop (self);
  self->is_taken = TRUE;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &may_move,
                NULL);
  if (!may_move || clock == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      *self->view = *to;
      foyer_map_settle (self);
      return;
    }
  self->from = *self->view;
  self->to = *to;
  self->began_us = gdk_frame_clock_get_frame_time (clock);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* ---- widget ---- */

static gboolean
settle_idle_cb (gpointer data)
{
  if (gtk_widget_get_root (GTK_WIDGET (data)) != NULL) /* else its page has gone meanwhile */
    foyer_map_settle (FOYER_MAP (data));
  return G_SOURCE_REMOVE;
}

/* After styles and sizes have come to rest. */
static void
settle_soon (FoyerMap *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_idle_cb, g_object_ref (self), g_object_unref);
}

static void
foyer_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerMap *self = FOYER_MAP (widget);
  double left, top;

  if (self->view->width != width || self->view->height != height)
    {
      foyer_map_stop (self);
      foyer_map_view_set_size (self->view, width, height);
      settle_soon (self);
    }
  for (guint i = 0; self->clusters != NULL && i < self->clusters->len; i++)
    {
      const FoyerMapCluster *cluster = &g_array_index (self->clusters, FoyerMapCluster, i);
      GtkWidget *pin = g_ptr_array_index (self->discs, i);

      foyer_map_view_to_screen (self->view, cluster->x, cluster->y, &left, &top);
      foyer_map_put (pin, left, top, 0.5, 0.5);
      gtk_widget_set_child_visible (pin, left >= 0 && top >= 0 && left <= width && top <= height);
    }
  foyer_map_view_to_screen (self->view, self->here_x, self->here_y, &left, &top);
  if (!isnan (self->here_x))
    {
      foyer_map_put (self->here, left, top, 0.5, 0.5);
      foyer_map_put (self->here_words, left, top, 0.5, 0);
    }
}

static void
foyer_map_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = *natural = 0; /* CSS and the page say */
}

/* Where what is chosen may be, if that is not known to the yard. */
static void
draw_chosen_area (FoyerMap *self, cairo_t *cr)
{
  int selected = foyer_map_pins_get_selected (self->pins);
  FoyerMapItem *item = selected >= 0 ? foyer_map_pins_get (self->pins, (guint)selected) : NULL;
  double radius = item != NULL ? foyer_map_spot_miles (item->kind) * self->view->scale : 0;
  double left, top;
  FoyerMapPen pen;

  if (!(radius > 0))
    return;
  foyer_map_read_chosen_area (self, &pen);
  foyer_map_view_to_screen (self->view, item->spot.x, item->spot.y, &left, &top);
  cairo_arc (cr, left, top, radius, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &pen.colour);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, pen.size);
  cairo_stroke (cr);
}

static void
snapshot_pins (FoyerMap *self, GtkSnapshot *snapshot)
{
  GtkWidget *top = NULL;

  for (guint i = 0; self->clusters != NULL && i < self->clusters->len; i++)
    {
      GtkWidget *pin = g_ptr_array_index (self->discs, i);

      if (foyer_map_pin_is_selected (FOYER_MAP_PIN (pin)))
        top = pin;
      else
        gtk_widget_snapshot_child (GTK_WIDGET (self), pin, snapshot);
    }
  if (top != NULL)
    gtk_widget_snapshot_child (GTK_WIDGET (self), top, snapshot);
}

static void
foyer_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerMap *self = FOYER_MAP (widget);
  graphene_rect_t all
    = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  gboolean is_still = !self->is_held && self->tick == 0;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &all);

  cairo_rectangle (cr, 0, 0, all.size.width, all.size.height);
  cairo_clip (cr);
  if (self->overview != NULL
      && (self->picture == NULL || !foyer_map_picture_covers (self->picture, self->view)))
    foyer_map_picture_draw (self->overview, cr, self->view, is_still);
  if (self->picture != NULL)
    foyer_map_picture_draw (self->picture, cr, self->view, is_still);
  draw_chosen_area (self, cr);
  cairo_destroy (cr);
  if (!isnan (self->here_x))
    {
      gtk_widget_snapshot_child (widget, self->here, snapshot);
      gtk_widget_snapshot_child (widget, self->here_words, snapshot);
    }
  snapshot_pins (self, snapshot);
}

/* Tab: the map, then its pins in the order of their numbers, then what follows. */
static gboolean
foyer_map_focus (GtkWidget *widget, GtkDirectionType direction)
{
  FoyerMap *self = FOYER_MAP (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  int step = direction == GTK_DIR_TAB_FORWARD ? 1 : -1;
  int n = self->clusters != NULL ? (int)self->clusters->len : 0, at = step > 0 ? -2 : n;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (focus == widget)
    at = -1;
  for (int i = 0; i < n; i++)
    if (focus == g_ptr_array_index (self->discs, i))
      at = i;
  for (at += step; at >= -1 && at < n; at += step)
    if (at < 0)
      return gtk_widget_grab_focus (widget);
    else if (gtk_widget_get_child_visible (g_ptr_array_index (self->discs, at)))
      return gtk_widget_grab_focus (g_ptr_array_index (self->discs, at));
  return FALSE;
}

static void
foyer_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FoyerMap *self = FOYER_MAP (widget);

  GTK_WIDGET_CLASS (foyer_map_parent_class)->css_changed (widget, change);
  if (self->pins == NULL)
    return;
  g_clear_pointer (&self->overview, foyer_map_picture_free);
  self->is_restyled = TRUE;
  settle_soon (self);
}

static void
foyer_map_dispose (GObject *object)
{
  FoyerMap *self = FOYER_MAP (object);
  GtkWidget *child;

  foyer_map_stop (self);
  foyer_map_set_covers (self, NULL, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->discs, 0);
  g_clear_pointer (&self->clusters, g_array_unref);
  foyer_map_forget_pictures (self);
  G_OBJECT_CLASS (foyer_map_parent_class)->dispose (object);
}

static void
foyer_map_finalize (GObject *object)
{
  FoyerMap *self = FOYER_MAP (object);

  g_free (self->cluster_of);
  g_ptr_array_unref (self->discs);
  g_clear_object (&self->pins);
  G_OBJECT_CLASS (foyer_map_parent_class)->finalize (object);
}

static void
foyer_map_class_init (FoyerMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_map_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_map_finalize;
  widget_class->size_allocate = foyer_map_size_allocate;
  widget_class->measure = foyer_map_measure;
  widget_class->snapshot = foyer_map_snapshot;
  widget_class->focus = foyer_map_focus;
  widget_class->css_changed = foyer_map_css_changed;
  gtk_widget_class_set_css_name (widget_class, "essexmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[MOVED] = g_signal_new ("moved", FOYER_TYPE_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
foyer_map_init (FoyerMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->here_x = self->here_y = NAN;
  self->discs = g_ptr_array_new ();
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "focusable");
  foyer_map_add_pens (self);
  foyer_map_add_looks (self);
  self->here = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  self->here_words = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->here, "map-here");
  gtk_widget_add_css_class (self->here_words, "map-here-words");
  gtk_widget_set_can_target (self->here, FALSE);
  gtk_widget_set_can_target (self->here_words, FALSE);
  gtk_widget_set_visible (self->here, FALSE);
  gtk_widget_set_visible (self->here_words, FALSE);
  foyer_spoken_hide (self->here);
  foyer_spoken_hide (self->here_words);
  gtk_widget_set_parent (self->here, widget);
  gtk_widget_set_parent (self->here_words, widget);
  foyer_map_add_gestures (self);
}

/* ---- public ---- */

/* here: what the sign of this place says (nullable). */
static void
say_name (FoyerMap *self, const char *here)
{
  const char *map = _ ("Map of Essex. The list has the same in words.");
  g_autofree char *words = here != NULL ? g_strdup_printf ("%s %s.", map, here) : g_strdup (map);

  foyer_spoken_name (GTK_WIDGET (self), words);
}

GtkWidget *
foyer_map_new (FoyerMapPins *pins)
{
  FoyerMap *self = g_object_new (FOYER_TYPE_MAP, NULL);

  self->pins = g_object_ref (pins);
  self->view = foyer_map_pins_get_view (pins);
  say_name (self, NULL);
  g_signal_connect_object (pins, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  g_signal_connect_object (pins, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  return GTK_WIDGET (self);
}

FoyerMapPins *
foyer_map_get_pins (FoyerMap *self)
{
  return self->pins;
}

void
foyer_map_set_here (FoyerMap *self, double lat, double lon, const char *words)
{
  gboolean is_known = !isnan (lat) && !isnan (lon);

  self->here_x = self->here_y = NAN;
  if (is_known)
    foyer_map_project (lat, lon, &self->here_x, &self->here_y);
  gtk_label_set_text (GTK_LABEL (self->here_words), words);
  gtk_widget_set_visible (self->here, is_known);
  gtk_widget_set_visible (self->here_words, is_known);
  say_name (self, is_known ? words : NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
foyer_map_set_covers (FoyerMap *self, GtkWidget *above, GtkWidget *beside, GtkWidget *below)
{
  g_set_weak_pointer (&self->above, above);
  g_set_weak_pointer (&self->beside, beside);
  g_set_weak_pointer (&self->below, below);
}

void
foyer_map_keep_view (FoyerMap *self)
{
  self->is_taken = TRUE;
  self->clustered_at = 0;
  foyer_map_settle (self);
}

void
foyer_map_zoom (FoyerMap *self, double factor)
{
  FoyerMapView to = self->tick != 0 ? self->to : *self->view;
  int selected = foyer_map_pins_get_selected (self->pins);
  double left = to.width / 2, top = to.height / 2, x, y;

  if (selected >= 0 && (guint)selected < foyer_map_pins_count_placed (self->pins))
    {
      FoyerMapItem *item = foyer_map_pins_get (self->pins, (guint)selected);

      foyer_map_view_to_screen (&to, item->spot.x, item->spot.y, &x, &y);
      if (x >= 0 && y >= 0 && x <= to.width && y <= to.height)
        left = x, top = y;
    }
  foyer_map_view_zoom (&to, factor, left, top);
  foyer_map_go (self, &to);
}

void
foyer_map_show_county (FoyerMap *self)
{
  FoyerMapView to = *self->view;

  foyer_map_view_show_county (&to);
  foyer_map_go (self, &to);
}

void
foyer_map_show_here (FoyerMap *self)
{
  FoyerMapView to = *self->view;

  if (isnan (self->here_x))
    return;
  foyer_map_view_show_point (&to, self->here_x, self->here_y, HERE_MILES);
  foyer_map_go (self, &to);
}

void
foyer_map_show_selected (FoyerMap *self)
{
  int selected = foyer_map_pins_get_selected (self->pins);
  FoyerMapView to = *self->view;
  FoyerMapItem *item;
  double left, top, rim_x = to.width * SELECTED_RIM, rim_y = to.height * SELECTED_RIM;

  if (selected < 0 || !(to.width > 0))
    return;
  item = foyer_map_pins_get (self->pins, (guint)selected);
  if (item->kind == FOYER_MAP_SPOT_NONE)
    return;
  foyer_map_view_to_screen (&to, item->spot.x, item->spot.y, &left, &top);
  if (left >= rim_x && top >= rim_y && left <= to.width - rim_x && top <= to.height - rim_y)
    return;
  foyer_map_view_pan (&to, to.width / 2 - left, to.height / 2 - top);
  foyer_map_go (self, &to);
}
