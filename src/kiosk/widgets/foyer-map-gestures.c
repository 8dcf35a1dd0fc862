/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/widgets/foyer-map-private.h"

/* What fingers, a mouse and keys do to the map. One finger moves it, two pinch it, two taps come
 * closer; arrows and + − do the same. The two gestures are no group: whichever is first takes the
 * fingers (in a group, a drag that sees a second finger would take that one from the pinch). A drag
 * that begins on a pin is a drag as soon as it has moved.
 */

#define KEY_STEP 0.15  /* of the smaller side, for an arrow key */
#define KEY_FACTOR 1.5 /* for + and −, and a click of a wheel */
#define TAP_FACTOR 2.0

static double
smaller_side (FoyerMap *self)
{
  return MIN (self->view->width, self->view->height);
}

static void
hold (FoyerMap *self)
{
  foyer_map_stop (self);
  self->is_held = self->is_taken = TRUE;
}

static void
let_go (FoyerMap *self)
{
  self->is_held = FALSE;
  foyer_map_settle (self);
}

/* ---- one finger ---- */

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, gpointer data)
{
  FoyerMap *self = data;

  self->dragged_x = self->dragged_y = 0;
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, gpointer data)
{
  FoyerMap *self = data;

  if (!self->is_held)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)dx, (int)dy))
        return;
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      hold (self);
    }
  foyer_map_view_pan (self->view, dx - self->dragged_x, dy - self->dragged_y);
  self->dragged_x = dx;
  self->dragged_y = dy;
  foyer_map_moved (self);
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, gpointer data)
{
  FoyerMap *self = data;

  if (self->is_held && !gtk_gesture_is_recognized (self->pinch))
    let_go (self);
}

/* ---- two fingers ---- */

static void
pinch_begin_cb (GtkGesture *pinch, GdkEventSequence *sequence, gpointer data)
{
  FoyerMap *self = data;

  gtk_gesture_set_state (pinch, GTK_EVENT_SEQUENCE_CLAIMED);
  hold (self);
  self->pinched = 1;
  gtk_gesture_get_bounding_box_center (pinch, &self->pinch_x, &self->pinch_y);
}

static void
pinch_cb (GtkGestureZoom *pinch, double scale, gpointer data)
{
  FoyerMap *self = data;
  double x, y;

  if (!self->is_held || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y))
    return;
  foyer_map_view_pan (self->view, x - self->pinch_x, y - self->pinch_y);
  foyer_map_view_zoom (self->view, scale / self->pinched, x, y);
  self->pinched = scale;
  self->pinch_x = x;
  self->pinch_y = y;
  foyer_map_moved (self);
}

static void
pinch_end_cb (GtkGesture *pinch, GdkEventSequence *sequence, gpointer data)
{
  FoyerMap *self = data;

  if (self->is_held)
    let_go (self);
}

/* ---- taps, wheel, keys ---- */

static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, gpointer data)
{
  FoyerMap *self = data;
  FoyerMapView to = *self->view;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press != 2)
    return;
  foyer_map_view_zoom (&to, TAP_FACTOR, x, y);
  foyer_map_go (self, &to);
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, gpointer data)
{
  FoyerMap *self = data;

  foyer_map_stop (self);
  self->is_taken = TRUE;
  foyer_map_view_zoom (self->view, dy < 0 ? KEY_FACTOR : 1 / KEY_FACTOR, self->view->width / 2,
                       self->view->height / 2);
  foyer_map_moved (self);
  foyer_map_settle (self);
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (
  GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  FoyerMap *self = data;
  FoyerMapView to = *self->view;
  double step = KEY_STEP * smaller_side (self);

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      foyer_map_view_pan (&to, step, 0);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      foyer_map_view_pan (&to, -step, 0);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      foyer_map_view_pan (&to, 0, step);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      foyer_map_view_pan (&to, 0, -step);
      break;
    case GDK_KEY_plus:
    case GDK_KEY_equal: /* + without shift */
    case GDK_KEY_KP_Add:
      foyer_map_view_zoom (&to, KEY_FACTOR, to.width / 2, to.height / 2);
      break;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      foyer_map_view_zoom (&to, 1 / KEY_FACTOR, to.width / 2, to.height / 2);
      break;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      foyer_map_view_show_county (&to);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  foyer_map_go (self, &to);
  return GDK_EVENT_STOP;
}

void
foyer_map_add_gestures (FoyerMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->drag = gtk_gesture_drag_new ();
  self->pinch = gtk_gesture_zoom_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->drag), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->pinch),
                                              GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (self->pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (self->pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect (self->pinch, "end", G_CALLBACK (pinch_end_cb), self);
  g_signal_connect (self->pinch, "cancel", G_CALLBACK (pinch_end_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, keys);
}
