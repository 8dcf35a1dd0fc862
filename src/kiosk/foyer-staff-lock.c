/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-staff-lock"

#include "kiosk/foyer-staff-lock.h"

/* See the header. Hangs on the page and goes with it; looks at the clock once a second while the
 * page is in sight. Main thread. */

#define IDLE_S 60 /* time to fetch a cable; less than it takes somebody else to come by and look   \
                   */

typedef struct
{
  FoyerPage *page;   /* borrowed: we hang on it */
  gint64 touched_us; /* monotonic */
  guint timer;
} Lock;

static gint64
now_us (Lock *lock)
{
  return foyer_clock_monotonic_us (foyer_backend_get_clock (foyer_page_get_backend (lock->page)));
}

static gboolean
look_cb (gpointer data)
{
  Lock *lock = data;

  if (now_us (lock) - lock->touched_us < IDLE_S * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  lock->timer = 0;
  gtk_widget_activate_action (GTK_WIDGET (lock->page), "win.finish", NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
event_cb (GtkEventController *controller, GdkEvent *event, gpointer data)
{
  Lock *lock = data;

  if (gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    lock->touched_us = now_us (lock);
  return GDK_EVENT_PROPAGATE;
}

static void
map_cb (Lock *lock)
{
  lock->touched_us = now_us (lock);
  if (lock->timer == 0)
    lock->timer = g_timeout_add_seconds (1, look_cb, lock);
}

static void
unmap_cb (Lock *lock)
{
  g_clear_handle_id (&lock->timer, g_source_remove);
}

static void
lock_free (gpointer data)
{
  unmap_cb (data);
  g_free (data);
}

void
foyer_staff_lock_attach (FoyerPage *page)
{
  Lock *lock = g_new0 (Lock, 1);
  GtkEventController *watcher = gtk_event_controller_legacy_new ();

  lock->page = page;
  g_object_set_data_full (G_OBJECT (page), "foyer-staff-lock", lock, lock_free);
  gtk_event_controller_set_propagation_phase (watcher, GTK_PHASE_CAPTURE);
  g_signal_connect (watcher, "event", G_CALLBACK (event_cb), lock);
  gtk_widget_add_controller (GTK_WIDGET (page), watcher);
  g_signal_connect_swapped (page, "map", G_CALLBACK (map_cb), lock);
  g_signal_connect_swapped (page, "unmap", G_CALLBACK (unmap_cb), lock);
}
