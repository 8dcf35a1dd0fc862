/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-text-sight"

#include "kiosk/widgets/foyer-text-sight.h"

/* A field behind the on-screen keyboard is typed in blindly. Its only state is a source that goes
 * with the scroller. Main thread. */

#define SCROLL_MARGIN 24 /* px kept free round a field that is scrolled into sight */
#define SOURCE_KEY "foyer-text-sight"
/* ms a scrolled page of GTK takes to get where it was sent, and some more. */
#define SETTLE_MS 350

static void
remove_source (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static void
bring_into_sight (GtkScrolledWindow *scroller, GtkWidget *content, GtkWidget *widget)
{
  graphene_rect_t bounds;

  if (widget != NULL && gtk_widget_is_ancestor (widget, content)
      && gtk_widget_compute_bounds (widget, content, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (scroller),
                               bounds.origin.y - SCROLL_MARGIN,
                               bounds.origin.y + bounds.size.height + SCROLL_MARGIN);
}

/* First the field with what is written round it, then the field alone: in large text there may be
 * room for no more. */
static void
show_focus (GtkScrolledWindow *scroller)
{
  GtkWidget *content
    = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (scroller)));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scroller));
  GtkWidget *text = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!GTK_IS_TEXT (text) && !GTK_IS_TEXT_VIEW (text))
    return;
  bring_into_sight (scroller, content, gtk_widget_get_ancestor (text, GTK_TYPE_BOX));
  bring_into_sight (scroller, content, gtk_widget_get_parent (text));
}

static gboolean
show_focus_later_cb (gpointer data)
{
  g_object_steal_data (data, SOURCE_KEY);
  show_focus (data);
  return G_SOURCE_REMOVE;
}

/* Everything has its new place by now, but a page that is on its way to its top still goes there. */
static gboolean
show_focus_idle_cb (gpointer data)
{
  g_object_steal_data (data, SOURCE_KEY);
  show_focus (data);
  g_object_set_data_full (data, SOURCE_KEY,
                          GUINT_TO_POINTER (g_timeout_add (SETTLE_MS, show_focus_later_cb, data)),
                          remove_source);
  return G_SOURCE_REMOVE;
}

void
foyer_text_sight_look (GtkScrolledWindow *scroller)
{
  if (g_object_get_data (G_OBJECT (scroller), SOURCE_KEY) == NULL)
    g_object_set_data_full (G_OBJECT (scroller), SOURCE_KEY,
                            GUINT_TO_POINTER (g_idle_add (show_focus_idle_cb, scroller)),
                            remove_source);
}

void
foyer_text_sight_keep (GtkScrolledWindow *scroller)
{
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "changed",
                           G_CALLBACK (foyer_text_sight_look), scroller, G_CONNECT_SWAPPED);
}
