/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-staff-lock"

#include "kiosk/foyer-staff-lock.h"

#include <glib/gi18n.h>

#include "kiosk/widgets/foyer-label.h"

/* See the header. Hangs on the page and goes with it; looks at the clock once a second while the
 * page is in sight. Main thread. */

#define IDLE_S                                                                                     \
  60 /* time to fetch a cable; less than it takes somebody else to come by and look                \
      */

#define WARN_S 20       /* of these: time to read the warning and reach its button (WCAG 2.2.1) */
#define COUNT_EVERY_S 5 /* a ticking second hurries people */

typedef struct
{
  FoyerPage *page;             /* borrowed: we hang on it */
  gint64 touched_us;           /* monotonic */
  GtkWidget *warning;          /* borrowed: in the page's bar */
  GtkWidget *count;            /* borrowed: in it */
  GtkWidget *root;             /* borrowed (nullable): while the page is in sight */
  GtkEventController *watcher; /* borrowed: of the root, likewise */
  guint timer;
} Lock;

static gint64
now_us (Lock *lock)
{
  return foyer_clock_monotonic_us (foyer_backend_get_clock (foyer_page_get_backend (lock->page)));
}

static int
count_seconds_left (Lock *lock)
{
  gint64 passed_us = now_us (lock) - lock->touched_us;

  return IDLE_S - (int)(passed_us / G_USEC_PER_SEC);
}

static void
show_warning (Lock *lock, int left)
{
  int shown = (left + COUNT_EVERY_S - 1) / COUNT_EVERY_S * COUNT_EVERY_S;
  g_autofree char *words = g_strdup_printf (
    ngettext ("Closing in %d second", "Closing in %d seconds", (gulong)shown), shown);
  gboolean was_shown = gtk_widget_get_visible (lock->warning);

  gtk_label_set_text (GTK_LABEL (lock->count), words);
  gtk_widget_set_visible (lock->warning, left <= WARN_S);
  if (!was_shown && left <= WARN_S)
    gtk_widget_activate_action (GTK_WIDGET (lock->page), "win.say", "s",
                                _ ("This page closes soon. Press Stay to keep it open."));
}

static gboolean
look_cb (gpointer data)
{
  Lock *lock = data;
  int left = count_seconds_left (lock);

  show_warning (lock, left);
  if (left > 0)
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
stay_cb (Lock *lock)
{
  lock->touched_us = now_us (lock);
  show_warning (lock, IDLE_S);
}

/* Watches the whole window: who makes the letters larger in the top bar is there. */
static void
map_cb (Lock *lock)
{
  lock->touched_us = now_us (lock);
  if (lock->root == NULL)
    {
      lock->root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (lock->page)));
      lock->watcher = gtk_event_controller_legacy_new ();
      gtk_event_controller_set_propagation_phase (lock->watcher, GTK_PHASE_CAPTURE);
      g_signal_connect (lock->watcher, "event", G_CALLBACK (event_cb), lock);
      gtk_widget_add_controller (lock->root, lock->watcher);
    }
  if (lock->timer == 0)
    lock->timer = g_timeout_add_seconds (1, look_cb, lock);
}

static void
unmap_cb (Lock *lock)
{
  if (lock->root != NULL)
    gtk_widget_remove_controller (lock->root, lock->watcher);
  lock->root = NULL;
  g_clear_handle_id (&lock->timer, g_source_remove);
}

static void
lock_free (gpointer data)
{
  unmap_cb (data);
  g_free (data);
}

/* Hidden until it is time; an alert, so that a screen reader says it when it comes. */
static void
build_warning (Lock *lock)
{
  GtkWidget *stay = foyer_button_new (_ ("Stay"), NULL, FALSE, "primary");

  lock->warning = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                "visible", FALSE, NULL);
  gtk_widget_add_css_class (lock->warning, "closing");
  lock->count = foyer_label_new ("", "strong");
  gtk_box_append (GTK_BOX (lock->warning), lock->count);
  gtk_widget_set_valign (stay, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (stay, "clicked", G_CALLBACK (stay_cb), lock);
  gtk_box_append (GTK_BOX (lock->warning), stay);
  foyer_page_add_end (lock->page, lock->warning);
}

void
foyer_staff_lock_attach (FoyerPage *page)
{
  Lock *lock = g_new0 (Lock, 1);

  lock->page = page;
  build_warning (lock);
  g_object_set_data_full (G_OBJECT (page), "foyer-staff-lock", lock, lock_free);
  g_signal_connect_swapped (page, "map", G_CALLBACK (map_cb), lock);
  g_signal_connect_swapped (page, "unmap", G_CALLBACK (unmap_cb), lock);
}
