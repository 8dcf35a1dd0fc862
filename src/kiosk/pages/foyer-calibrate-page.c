/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-calibrate-page"

#include "kiosk/pages/foyer-calibrate-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "kiosk/foyer-backend-staff.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/foyer-staff-lock.h"
#include "kiosk/widgets/foyer-card-shape.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"

/* See the header. Owned by the window's stack; main thread. */

#define DESIGN_UM_PER_PIXEL 277.8 /* 24 inches, 1920 pixels: what the design is drawn for */
#define SMALLEST_UM 60            /* a small tablet, 420 pixels an inch */
#define LARGEST_UM 1000           /* a wall of 85 inches, seen from afar */
#define FINE 1.0                  /* pixels */
#define COARSE 20.0
#define SMALL_TARGET_MM 16
#define MAIN_TARGET_MM 20
#define KEPT_UNDER_MM 150.0 /* a short side of less has no room for the design at its true size */

struct _FoyerCalibratePage
{
  FoyerPage parent_instance;

  double width, drag_from;        /* of the card, pixels */
  GtkWidget *card, *said, *frame; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerCalibratePage, foyer_calibrate_page, FOYER_TYPE_PAGE)

static double
micrometres (FoyerCalibratePage *self)
{
  return FOYER_CARD_WIDTH_MM * 1000 / self->width;
}

static void
update (FoyerCalibratePage *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  double um = micrometres (self);
  g_autofree char *words = NULL;

  foyer_card_shape_set_width (FOYER_CARD_SHAPE (self->card), self->width);
  if (root == NULL)
    return;
  words = g_strdup_printf (
    _ ("Then this screen is %.0f by %.0f mm, main buttons are %d mm and the smallest %d mm."),
    gtk_widget_get_width (root) * um / 1000, gtk_widget_get_height (root) * um / 1000,
    MAIN_TARGET_MM, SMALL_TARGET_MM);
  gtk_label_set_text (GTK_LABEL (self->said), words);
}

static void
set_width (FoyerCalibratePage *self, double width)
{
  self->width = CLAMP (width, FOYER_CARD_WIDTH_MM * 1000 / LARGEST_UM,
                       FOYER_CARD_WIDTH_MM * 1000 / SMALLEST_UM);
  update (self);
}

static void
step_cb (GtkWidget *button, gpointer data)
{
  FoyerCalibratePage *self = data;
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step"));

  set_width (self, round (self->width) + step);
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, gpointer data)
{
  FoyerCalibratePage *self = data;

  self->drag_from = self->width;
}

/* The card stands in the middle: a finger at its edge moves it on both sides. */
static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, gpointer data)
{
  FoyerCalibratePage *self = data;
  double x, y;

  if (!gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  set_width (self, self->drag_from + 2 * (x < gtk_widget_get_width (self->frame) / 2.0 ? -dx : dx));
}

static void
keep (FoyerCalibratePage *self, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (foyer_backend_set_setting (foyer_page_get_backend (FOYER_PAGE (self)), "screen",
                                 "micrometres-per-pixel", value, &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.measure", NULL);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
      return;
    }
  g_message ("settings: %s", error->message);
  gtk_label_set_text (GTK_LABEL (self->said), _ ("This could not be kept. Is the disk full?"));
}

static void
keep_cb (FoyerCalibratePage *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  double um = micrometres (self);
  int short_side = MIN (gtk_widget_get_width (root), gtk_widget_get_height (root));
  g_autofree char *value = g_strdup_printf ("%d", (int)lround (um));

  if (short_side * um / 1000 < KEPT_UNDER_MM)
    gtk_label_set_text (GTK_LABEL (self->said),
                        _ ("This screen would be too small for buttons of 16 mm. Measure again."));
  else
    keep (self, value);
}

static void
forget_cb (FoyerCalibratePage *self)
{
  keep (self, NULL);
}

static void
add_step (
  FoyerCalibratePage *self, GtkWidget *flow, const char *shown, const char *spoken, int step)
{
  GtkWidget *button = foyer_button_new (shown, NULL, FALSE, "outline");

  foyer_spoken_name (button, spoken);
  g_object_set_data (G_OBJECT (button), "step", GINT_TO_POINTER (step));
  g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
  foyer_flow_append (FOYER_FLOW (flow), button);
}

static void
add_end (FoyerCalibratePage *self,
         const char *words,
         const char *style,
         void (*cb) (FoyerCalibratePage *))
{
  GtkWidget *button = foyer_button_new (words, NULL, FALSE, style);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (cb), self);
  foyer_page_add_end (FOYER_PAGE (self), button);
}

static void
foyer_calibrate_page_opened (FoyerPage *page)
{
  FoyerCalibratePage *self = FOYER_CALIBRATE_PAGE (page);
  gint64 um = foyer_backend_get_setting (foyer_page_get_backend (page), "screen",
                                         "micrometres-per-pixel", 0);

  foyer_page_set_title (page, _ ("How large is this screen?"));
  foyer_page_add_back (page, NULL);
  add_end (self, _ ("Fit to the screen instead"), "outline", forget_cb);
  add_end (self, _ ("It fits: keep it"), "primary", keep_cb);
  foyer_staff_lock_attach (page);
  set_width (self, FOYER_CARD_WIDTH_MM * 1000 / (um > 0 ? (double)um : DESIGN_UM_PER_PIXEL));
}

static void
foyer_calibrate_page_layout (FoyerPage *page, gboolean portrait)
{
  update (FOYER_CALIBRATE_PAGE (page));
}

/* The card as it was held against the glass, in pixels. */
static GObject *
foyer_calibrate_page_save_state (FoyerPage *page)
{
  GObject *state = g_object_new (G_TYPE_OBJECT, NULL);
  double *width = g_memdup2 (&FOYER_CALIBRATE_PAGE (page)->width, sizeof (double));

  g_object_set_data_full (state, "width", width, g_free);
  return state;
}

static void
foyer_calibrate_page_restore_state (FoyerPage *page, GObject *state)
{
  const double *width = g_object_get_data (state, "width");

  set_width (FOYER_CALIBRATE_PAGE (page), *width);
}

static void
foyer_calibrate_page_class_init (FoyerCalibratePageClass *klass)
{
  FOYER_PAGE_CLASS (klass)->opened = foyer_calibrate_page_opened;
  FOYER_PAGE_CLASS (klass)->layout = foyer_calibrate_page_layout;
  FOYER_PAGE_CLASS (klass)->save_state = foyer_calibrate_page_save_state;
  FOYER_PAGE_CLASS (klass)->restore_state = foyer_calibrate_page_restore_state;
}

static GtkWidget *
build_frame (FoyerCalibratePage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->card = foyer_card_shape_new ();
  foyer_spoken_name (self->card, _ ("A drawn bank card"));
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->frame, "card-frame");
  gtk_box_append (GTK_BOX (self->frame), self->card);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (self->frame, GTK_EVENT_CONTROLLER (drag));
  return self->frame;
}

static void
foyer_calibrate_page_init (FoyerCalibratePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *steps = foyer_flow_new ();

  gtk_widget_add_css_class (column, "staff-column");
  foyer_label_append (column, _ ("How large is this screen?"), "heading");
  foyer_label_append (
    column, _ ("Hold a bank card against the glass. Make the drawn card just as large."), "lead");
  gtk_widget_add_css_class (steps, "staff-buttons");
  add_step (self, steps, "− −", _ ("Much smaller"), -(int)COARSE);
  add_step (self, steps, "−", _ ("A little smaller"), -(int)FINE);
  add_step (self, steps, "+", _ ("A little larger"), (int)FINE);
  add_step (self, steps, "+ +", _ ("Much larger"), (int)COARSE);
  gtk_box_append (GTK_BOX (column), steps);
  gtk_box_append (GTK_BOX (column), build_frame (self));
  self->said = foyer_label_append (column, " ", "lead");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  foyer_page_set_content (FOYER_PAGE (self), scroller);
}
