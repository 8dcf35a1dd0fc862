/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-idle-sheet"

#include "kiosk/foyer-idle-sheet.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"

/* The warning before a visit is cleared away (WCAG 2.2.1: at least 20 seconds, one simple action).
 * Owned by the window; takes the focus while it is up. Main thread. */

struct _FoyerIdleSheet
{
  GtkWidget parent_instance;

  GtkWidget *scroller;            /* borrowed: the only child */
  GtkWidget *veil, *count, *stay; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerIdleSheet, foyer_idle_sheet, GTK_TYPE_WIDGET)

static GtkWidget *
line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

/* A touch beside the sheet: somebody is there. */
static void
veil_pressed_cb (GtkGestureClick *gesture, int n, double x, double y, gpointer data)
{
  FoyerIdleSheet *self = data;
  GtkWidget *under = gtk_widget_pick (self->veil, x, y, GTK_PICK_DEFAULT);

  if (under == self->veil)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.more-time", NULL);
}

static void
foyer_idle_sheet_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_IDLE_SHEET (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_idle_sheet_parent_class)->dispose (object);
}

static void
foyer_idle_sheet_class_init (FoyerIdleSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_idle_sheet_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
}

static void
foyer_idle_sheet_init (FoyerIdleSheet *self)
{
  GtkWidget *sheet = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *press = gtk_gesture_click_new ();
  GtkWidget *finish = foyer_button_new (_ ("Finish now"), NULL, FALSE, "outline");

  self->veil = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->veil, "veil");
  /* What lies over a window is given the height it would have were it as narrow as it can be: with
   * large type more than the screen's, and its buttons under the edge. What scrolls asks for none.
   */
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->veil);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect (press, "released", G_CALLBACK (veil_pressed_cb), self);
  gtk_widget_add_controller (self->veil, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_css_class (sheet, "sheet");
  gtk_widget_set_halign (sheet, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (sheet, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (sheet, TRUE);
  gtk_box_append (GTK_BOX (self->veil), sheet);

  gtk_box_append (GTK_BOX (sheet), line (_ ("Are you still there?"), "heading"));
  gtk_box_append (GTK_BOX (sheet),
                  line (_ ("To keep your details safe, this screen clears itself soon."), "lead"));
  self->count = line ("", "count");
  gtk_box_append (GTK_BOX (sheet), self->count);
  self->stay = foyer_button_new (_ ("I need more time"), NULL, FALSE, "primary");
  gtk_widget_add_css_class (self->stay, "big");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stay), "win.more-time");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (finish), "win.finish");
  gtk_widget_add_css_class (buttons, "sheet-buttons");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), finish);
  gtk_box_append (GTK_BOX (buttons), self->stay);
  gtk_box_append (GTK_BOX (sheet), buttons);
  foyer_spoken_name (GTK_WIDGET (self), _ ("Are you still there?"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
foyer_idle_sheet_new (void)
{
  return g_object_new (FOYER_TYPE_IDLE_SHEET, NULL);
}

void
foyer_idle_sheet_update (FoyerIdleSheet *self, FoyerVisit *visit)
{
  g_autofree char *words = NULL;
  int seconds;

  if (visit == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  seconds = foyer_visit_seconds_left (visit);
  words = g_strdup_printf (ngettext ("%d second", "%d seconds", seconds), seconds);
  gtk_label_set_text (GTK_LABEL (self->count), words);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      gtk_widget_grab_focus (self->stay);
    }
}
