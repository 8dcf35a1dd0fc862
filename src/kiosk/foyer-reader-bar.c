/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-reader-bar"

#include "kiosk/foyer-reader-bar.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-flow.h"

/* Shown over the top bar while the mode is on. Asks the reader directly, and to stop by the
 * window's action. Owned by the aids; main thread. */

struct _FoyerReaderBar
{
  GtkWidget parent_instance;

  FoyerReader *reader; /* owned */
  GtkWidget *flow;     /* borrowed: the only child */
  GtkWidget *note, *back, *pause, *next, *stop;
};

G_DEFINE_FINAL_TYPE (FoyerReaderBar, foyer_reader_bar, GTK_TYPE_WIDGET)

static void
back_cb (FoyerReaderBar *self)
{
  foyer_reader_step (self->reader, -1);
}

static void
next_cb (FoyerReaderBar *self)
{
  foyer_reader_step (self->reader, 1);
}

static void
pause_cb (FoyerReaderBar *self)
{
  foyer_reader_set_paused (self->reader,
                           foyer_reader_get_state (self->reader) == FOYER_READER_READING);
}

static void
set_words (GtkWidget *button, const char *words, const char *spoken)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), words);
  foyer_spoken_name (button, spoken);
}

static void
changed_cb (FoyerReaderBar *self)
{
  gboolean is_reading = foyer_reader_get_state (self->reader) == FOYER_READER_READING;
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (self->pause));

  set_words (self->pause, is_reading ? _ ("Pause") : _ ("Read on"),
             is_reading ? _ ("Pause reading aloud") : _ ("Go on reading aloud"));
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)),
                                is_reading ? "foyer-pause-symbolic" : "foyer-play-symbolic");
}

static GtkWidget *
add_button (FoyerReaderBar *self, const char *icon)
{
  GtkWidget *button = foyer_button_new ("", icon, FALSE, "pill");

  foyer_flow_append (FOYER_FLOW (self->flow), button);
  return button;
}

static void
foyer_reader_bar_dispose (GObject *object)
{
  FoyerReaderBar *self = FOYER_READER_BAR (object);

  g_clear_pointer (&self->flow, gtk_widget_unparent);
  g_clear_object (&self->reader);
  G_OBJECT_CLASS (foyer_reader_bar_parent_class)->dispose (object);
}

static void
foyer_reader_bar_class_init (FoyerReaderBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_reader_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
foyer_reader_bar_init (FoyerReaderBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "reader");
  self->flow = foyer_flow_new ();
  gtk_widget_add_css_class (self->flow, "pills");
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  self->back = add_button (self, "foyer-arrow-back-symbolic");
  self->pause = add_button (self, "foyer-pause-symbolic");
  self->next = add_button (self, "foyer-arrow-forward-symbolic");
  self->stop = add_button (self, "foyer-close-symbolic");
  foyer_flow_append (FOYER_FLOW (self->flow), self->note);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stop), "win.stop-reading");
}

GtkWidget *
foyer_reader_bar_new (FoyerReader *reader)
{
  FoyerReaderBar *self = g_object_new (FOYER_TYPE_READER_BAR, NULL);

  self->reader = g_object_ref (reader);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->pause, "clicked", G_CALLBACK (pause_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  g_signal_connect_object (reader, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  foyer_reader_bar_update (self, NULL, FALSE);
  return GTK_WIDGET (self);
}

void
foyer_reader_bar_update (FoyerReaderBar *self, const char *note, gboolean stopped)
{
  set_words (self->back, _ ("Again"), _ ("Read the one before"));
  set_words (self->next, _ ("Next"), _ ("Read the next one"));
  set_words (self->stop, stopped ? _ ("Close") : _ ("Stop"),
             stopped ? _ ("Close") : _ ("Stop reading aloud"));
  changed_cb (self);
  gtk_widget_set_visible (self->back, !stopped);
  gtk_widget_set_visible (self->pause, !stopped);
  gtk_widget_set_visible (self->next, !stopped);
  gtk_label_set_text (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
}
