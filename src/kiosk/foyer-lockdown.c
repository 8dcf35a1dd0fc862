/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-lockdown"

#include "kiosk/foyer-lockdown.h"

/* What a bored visitor with a keyboard or a mouse finds shut (SECURITY.md, "Inspector" and "Undo").
 * No state of its own: handlers live with the class or with the window they guard. Main thread. */

/* A class handler in the place of GTK's: returning TRUE from an ordinary one does not stop it. */
static gboolean
refuse_debugging_cb (GtkWindow *window, gboolean toggle)
{
  return TRUE;
}

void
foyer_lockdown_install (void)
{
  GTypeClass *window_class = g_type_class_ref (GTK_TYPE_WINDOW);

  g_signal_override_class_handler ("enable-debugging", GTK_TYPE_WINDOW,
                                   G_CALLBACK (refuse_debugging_cb));
  g_type_class_unref (window_class);
}

/* Shift+F10 and the Menu key ask the text itself. */
static void
focus_changed_cb (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (GTK_IS_TEXT (focus))
    gtk_widget_action_set_enabled (focus, "menu.popup", FALSE);
}

/* Claimed before the text sees it. */
static void
second_button_cb (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

void
foyer_lockdown_guard (GtkWindow *window)
{
  GtkGesture *second = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (second), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (second), GTK_PHASE_CAPTURE);
  g_signal_connect (second, "pressed", G_CALLBACK (second_button_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (second));
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_changed_cb), NULL);
}
