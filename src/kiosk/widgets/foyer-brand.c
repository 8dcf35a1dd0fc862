/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-brand"

#include "kiosk/widgets/foyer-brand.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"

/* See the header. Owned by the top bar; main thread. A timer runs only while a finger is down. */

#define HOLD_MS 3000 /* nobody does it by leaning on the screen */
#define STRAY 40.0   /* pixels a finger may wander: it is no drag then */

struct _FoyerBrand
{
  GtkWidget parent_instance;

  GtkWidget *overlay, *door; /* borrowed; overlay is our one child */
  guint hold_timer;
};

G_DEFINE_FINAL_TYPE (FoyerBrand, foyer_brand, GTK_TYPE_WIDGET)

static void
open_staff (FoyerBrand *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "staff", "");
}

static gboolean
held_cb (gpointer data)
{
  FoyerBrand *self = data;

  self->hold_timer = 0;
  open_staff (self);
  return G_SOURCE_REMOVE;
}

static void
let_go (FoyerBrand *self)
{
  g_clear_handle_id (&self->hold_timer, g_source_remove);
}

static void
pressed_cb (GtkGestureDrag *drag, double x, double y, gpointer data)
{
  FoyerBrand *self = data;

  let_go (self);
  self->hold_timer = g_timeout_add (HOLD_MS, held_cb, self);
}

static void
moved_cb (GtkGestureDrag *drag, double dx, double dy, gpointer data)
{
  if (dx * dx + dy * dy > STRAY * STRAY)
    let_go (data);
}

static void
foyer_brand_unmap (GtkWidget *widget)
{
  let_go (FOYER_BRAND (widget));
  GTK_WIDGET_CLASS (foyer_brand_parent_class)->unmap (widget);
}

static void
foyer_brand_dispose (GObject *object)
{
  FoyerBrand *self = FOYER_BRAND (object);

  let_go (self);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_brand_parent_class)->dispose (object);
}

static void
foyer_brand_class_init (FoyerBrandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_brand_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = foyer_brand_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
foyer_brand_init (FoyerBrand *self)
{
}

GtkWidget *
foyer_brand_new (const char *name)
{
  FoyerBrand *self = g_object_new (FOYER_TYPE_BRAND, NULL);
  GtkWidget *label = gtk_label_new (name);
  GtkGesture *press = gtk_gesture_drag_new ();

  gtk_widget_add_css_class (label, "brand");
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), label);
  self->door = gtk_button_new_with_label (_ ("For staff"));
  foyer_spoken_name (self->door, _ ("For staff"));
  gtk_widget_add_css_class (self->door, "pill");
  gtk_widget_add_css_class (self->door, "staff-door");
  gtk_widget_set_can_target (self->door, FALSE); /* for keys alone: a finger falls through */
  gtk_widget_set_valign (self->door, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->door, GTK_ALIGN_START);
  g_signal_connect_swapped (self->door, "clicked", G_CALLBACK (open_staff), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->door);
  g_signal_connect (press, "drag-begin", G_CALLBACK (pressed_cb), self);
  g_signal_connect (press, "drag-update", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (press, "drag-end", G_CALLBACK (let_go), self);
  g_signal_connect_swapped (press, "cancel", G_CALLBACK (let_go), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  return GTK_WIDGET (self);
}
