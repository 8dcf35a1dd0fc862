/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-picture.h"

#define FRAMES_MAX 200 /* a page that is never done laying itself out is broken */

/* NULL while something in the window waits to be laid out. (transfer full) */
static GskRenderNode *
snapshot (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) recorder = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, recorder, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  return gtk_snapshot_to_node (recorder);
}

GdkTexture *
window_picture_take (GtkWidget *window)
{
  g_autoptr (GskRenderNode) node = snapshot (window);
  graphene_rect_t area;

  for (int i = 0; node == NULL && i < FRAMES_MAX; i++)
    {
      gtk_widget_queue_draw (window);
      gtk_test_widget_wait_for_draw (window);
      node = snapshot (window);
    }
  g_assert_nonnull (node);
  graphene_rect_init (&area, 0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window));
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &area);
}
