/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-text-sight"

#include "kiosk/widgets/foyer-text-sight.h"

/* A field behind the on-screen keyboard is typed in blindly. Its only state is an idle source that
 * goes with the scroller. Main thread. */

#define SCROLL_MARGIN 24 /* px kept free round a field that is scrolled into sight */
#define IDLE_KEY "foyer-text-sight"

static void
remove_source (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

/* Everything has its new place by now. */
static gboolean
show_focus_idle_cb (gpointer data)
{
  GtkScrolledWindow *scroller = data;
  GtkWidget *content
    = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (scroller)));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scroller));
  GtkWidget *text = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *column = GTK_IS_TEXT (text) ? gtk_widget_get_ancestor (text, GTK_TYPE_BOX) : NULL;
  graphene_rect_t bounds;

  g_object_steal_data (G_OBJECT (scroller), IDLE_KEY);
  if (column != NULL && gtk_widget_is_ancestor (column, content)
      && gtk_widget_compute_bounds (column, content, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (scroller),
                               bounds.origin.y - SCROLL_MARGIN,
                               bounds.origin.y + bounds.size.height + SCROLL_MARGIN);
  return G_SOURCE_REMOVE;
}

static void
room_changed_cb (GtkScrolledWindow *scroller)
{
  if (g_object_get_data (G_OBJECT (scroller), IDLE_KEY) == NULL)
    g_object_set_data_full (G_OBJECT (scroller), IDLE_KEY,
                            GUINT_TO_POINTER (g_idle_add (show_focus_idle_cb, scroller)),
                            remove_source);
}

void
foyer_text_sight_keep (GtkScrolledWindow *scroller)
{
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "changed",
                           G_CALLBACK (room_changed_cb), scroller, G_CONNECT_SWAPPED);
}
