/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-text-sight"

#include "kiosk/widgets/foyer-text-sight.h"

/* A field behind the on-screen keyboard is typed in blindly. The page follows at once and not by
 * GTK's own gliding, which aims at where the field was before the keyboard took its room: for some
 * frames it is looked where the field has come to. Its only state goes with the scroller. Main
 * thread. */

#define SCROLL_MARGIN 24 /* px kept free round a field that is scrolled into sight */
#define FRAMES 4         /* looked at after a change: layout may take two, and one for the labels */
#define FRAMES_KEY "foyer-text-sight"
#define KEPT_KEY "foyer-text-sight-kept"

typedef struct
{
  double from, to;
} Stretch;

/* Where widget is in what is scrolled; that begins with the content's own padding. */
static gboolean
find_stretch (GtkWidget *widget, GtkWidget *content, Stretch *stretch)
{
  graphene_rect_t bounds, all;
  double top;

  if (widget == NULL || !gtk_widget_is_ancestor (widget, content)
      || !gtk_widget_compute_bounds (widget, content, &bounds)
      || !gtk_widget_compute_bounds (content, content, &all))
    return FALSE;
  top = bounds.origin.y - all.origin.y;
  *stretch = (Stretch){ top - SCROLL_MARGIN, top + bounds.size.height + SCROLL_MARGIN };
  return TRUE;
}

/* The nearest words above the field in its column. */
static GtkWidget *
find_label (GtkWidget *field)
{
  for (GtkWidget *above = gtk_widget_get_prev_sibling (field); above != NULL;
       above = gtk_widget_get_prev_sibling (above))
    if (GTK_IS_LABEL (above) && gtk_widget_get_visible (above))
      return above;
  return NULL;
}

static double
clamp (double value, double page, const Stretch *stretch)
{
  return MIN (MAX (value, stretch->to - page), stretch->from);
}

/* What is closer to the field goes before what is farther off: in large text there may be room for
 * no more than the field alone. */
static void
show_focus (GtkScrolledWindow *scroller)
{
  GtkWidget *content
    = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (scroller)));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scroller));
  GtkWidget *text = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *field, *label;
  Stretch around, above, alone;

  if (!GTK_IS_TEXT (text) && !GTK_IS_TEXT_VIEW (text))
    return;
  field = gtk_widget_get_parent (text);
  label = find_label (field);
  if (!find_stretch (field, content, &alone))
    return;
  if (find_stretch (gtk_widget_get_ancestor (field, GTK_TYPE_BOX), content, &around))
    value = clamp (value, page, &around);
  if (find_stretch (label, content, &above))
    value = clamp (value, page, &(Stretch){ above.from, alone.to });
  value = clamp (value, page, &alone);
  if (ABS (value - gtk_adjustment_get_value (adjustment)) >= 1)
    gtk_adjustment_set_value (adjustment, value);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint left = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), FRAMES_KEY)) - 1;

  g_object_set_data (G_OBJECT (widget), FRAMES_KEY, GUINT_TO_POINTER (left));
  show_focus (GTK_SCROLLED_WINDOW (widget));
  return left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
foyer_text_sight_look (GtkScrolledWindow *scroller)
{
  if (g_object_get_data (G_OBJECT (scroller), FRAMES_KEY) == NULL)
    gtk_widget_add_tick_callback (GTK_WIDGET (scroller), tick_cb, NULL, NULL);
  g_object_set_data (G_OBJECT (scroller), FRAMES_KEY, GUINT_TO_POINTER (FRAMES));
}

void
foyer_text_sight_keep (GtkScrolledWindow *scroller)
{
  if (g_object_get_data (G_OBJECT (scroller), KEPT_KEY) != NULL)
    return;
  g_object_set_data (G_OBJECT (scroller), KEPT_KEY, scroller);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "changed",
                           G_CALLBACK (foyer_text_sight_look), scroller, G_CONNECT_SWAPPED);
}

/* A field of more lines scrolls in a frame of its own, which is not meant. */
void
foyer_text_sight_follow (GtkWidget *text)
{
  GtkWidget *scroller = NULL;

  for (GtkWidget *over = gtk_widget_get_parent (text); over != NULL;
       over = gtk_widget_get_parent (over))
    if (GTK_IS_SCROLLED_WINDOW (over)
        && GTK_IS_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (over))))
      scroller = over;
  if (scroller == NULL)
    return;
  foyer_text_sight_keep (GTK_SCROLLED_WINDOW (scroller));
  foyer_text_sight_look (GTK_SCROLLED_WINDOW (scroller));
}
