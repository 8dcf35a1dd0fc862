/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-spoken-box"

#include "kiosk/widgets/foyer-spoken-box.h"

#include "kiosk/foyer-spoken.h"

/* GTK 4.8 can announce nothing, and a GtkBox takes no focus: so this is a column that does, and
 * carries its words as its own name. Its children come from a .ui file. Owned by its page; main
 * thread. */

struct _FoyerSpokenBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerSpokenBox, foyer_spoken_box, GTK_TYPE_WIDGET)

static void
foyer_spoken_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_spoken_box_parent_class)->dispose (object);
}

static void
foyer_spoken_box_class_init (FoyerSpokenBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_spoken_box_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_spoken_box_init (FoyerSpokenBox *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "focusable");
}

void
foyer_spoken_box_set_text (FoyerSpokenBox *self, const char *text)
{
  foyer_spoken_name (GTK_WIDGET (self), text);
}
