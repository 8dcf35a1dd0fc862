/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-lockdown"

#include "kiosk/foyer-lockdown.h"

/* What a bored visitor with a keyboard or a mouse finds shut (SECURITY.md, "Inspector" and "Undo").
 * No state of its own but GTK's functions that were there before: handlers live with the class or
 * with the window they guard. Main thread. */

#define REFUSED_MODIFIERS                                                                          \
  (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK)
#define FIRST_DEAD_KEY GDK_KEY_dead_grave
#define LAST_DEAD_KEY GDK_KEY_dead_greek

static void (*root_text_before) (GtkWidget *widget);
static void (*root_text_view_before) (GtkWidget *widget);

/* A class handler in the place of GTK's: returning TRUE from an ordinary one does not stop it. */
static gboolean
refuse_debugging_cb (GtkWindow *window, gboolean toggle)
{
  return TRUE;
}

/* ---- texts, each as it comes into a window ---- */

/* Text that is dragged out of one field has no other to fall into. */
static void
remove_drop_targets (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_DROP_TARGET (controller) || GTK_IS_DROP_TARGET_ASYNC (controller))
        gtk_widget_remove_controller (widget, controller);
    }
}

static void
root_text (GtkWidget *widget)
{
  GtkText *text = GTK_TEXT (widget);

  root_text_before (widget);
  gtk_editable_set_enable_undo (GTK_EDITABLE (text), FALSE);
  gtk_text_set_input_hints (text, gtk_text_get_input_hints (text) | GTK_INPUT_HINT_NO_EMOJI);
  gtk_widget_action_set_enabled (widget, "misc.insert-emoji", FALSE);
  gtk_widget_action_set_enabled (widget, "menu.popup", FALSE);
  remove_drop_targets (widget);
}

static void
root_text_view (GtkWidget *widget)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);

  root_text_view_before (widget);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (view), FALSE);
  gtk_text_view_set_input_hints (view,
                                 gtk_text_view_get_input_hints (view) | GTK_INPUT_HINT_NO_EMOJI);
  gtk_widget_action_set_enabled (widget, "misc.insert-emoji", FALSE);
  gtk_widget_action_set_enabled (widget, "menu.popup", FALSE);
  remove_drop_targets (widget);
}

/* In the class itself, so that no page can make a field that was forgotten. */
static void
lock_texts (void)
{
  GtkWidgetClass *text = g_type_class_ref (GTK_TYPE_TEXT);
  GtkWidgetClass *view = g_type_class_ref (GTK_TYPE_TEXT_VIEW);

  if (text->root != root_text)
    {
      root_text_before = text->root;
      text->root = root_text;
    }
  if (view->root != root_text_view)
    {
      root_text_view_before = view->root;
      view->root = root_text_view;
    }
  g_type_class_unref (text);
  g_type_class_unref (view);
}

void
foyer_lockdown_install (void)
{
  GTypeClass *window_class = g_type_class_ref (GTK_TYPE_WINDOW);

  g_signal_override_class_handler ("enable-debugging", GTK_TYPE_WINDOW,
                                   G_CALLBACK (refuse_debugging_cb));
  g_type_class_unref (window_class);
  lock_texts ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-primary-paste", FALSE, NULL);
}

/* ---- keys ---- */

static gboolean
is_named_key_allowed (guint keyval)
{
  static const guint allowed[] = {
    GDK_KEY_Tab,
    GDK_KEY_ISO_Left_Tab,
    GDK_KEY_KP_Tab,
    GDK_KEY_Return,
    GDK_KEY_KP_Enter,
    GDK_KEY_ISO_Enter,
    GDK_KEY_Escape,
    GDK_KEY_BackSpace,
    GDK_KEY_Delete,
    GDK_KEY_KP_Delete,
    GDK_KEY_Up,
    GDK_KEY_Down,
    GDK_KEY_Left,
    GDK_KEY_Right,
    GDK_KEY_KP_Up,
    GDK_KEY_KP_Down,
    GDK_KEY_KP_Left,
    GDK_KEY_KP_Right,
    GDK_KEY_Home,
    GDK_KEY_End,
    GDK_KEY_KP_Home,
    GDK_KEY_KP_End,
    GDK_KEY_Page_Up,
    GDK_KEY_Page_Down,
    GDK_KEY_KP_Page_Up,
    GDK_KEY_KP_Page_Down,
    GDK_KEY_Shift_L,
    GDK_KEY_Shift_R,
    GDK_KEY_Caps_Lock,
    GDK_KEY_Shift_Lock,
    GDK_KEY_Num_Lock,
    GDK_KEY_ISO_Level3_Shift,
    GDK_KEY_ISO_Level5_Shift,
    GDK_KEY_Mode_switch,
  };

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (keyval == allowed[i])
      return TRUE;
  return keyval >= FIRST_DEAD_KEY && keyval <= LAST_DEAD_KEY;
}

gboolean
foyer_lockdown_is_key_allowed (guint keyval, GdkModifierType state)
{
  guint32 letter = gdk_keyval_to_unicode (keyval);

  if ((state & REFUSED_MODIFIERS) != 0)
    return FALSE;
  if ((state & GDK_SHIFT_MASK) != 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    return FALSE; /* cuts */
  return is_named_key_allowed (keyval) || (letter != 0 && g_unichar_isprint (letter));
}

static gboolean
key_pressed_cb (
  GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (!foyer_lockdown_is_key_allowed (keyval, state))
    return GDK_EVENT_STOP;
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (window, "win.escape", NULL);
  return GDK_EVENT_STOP;
}

/* Claimed before anything in the window sees it. */
static void
claim_cb (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
refuse_button (GtkWindow *window, guint number)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), number);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (claim_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (gesture));
}

void
foyer_lockdown_guard (GtkWindow *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  refuse_button (window, GDK_BUTTON_SECONDARY);
  refuse_button (window, GDK_BUTTON_MIDDLE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), keys); /* the last one added is asked first */
}
